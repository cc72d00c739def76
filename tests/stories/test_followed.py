"""What an issued bulletin named is followed up: two months later the next one says how many caught up and which lag still (R22)."""

from __future__ import annotations

from pathlib import Path

import pytest

from stories.forms import Answer, month_form
from stories.office import DraftingOffice, Office, told_once
from stories.test_issued import kept, register
from stories.test_naming import answer, bulletin, own_text

MARCH, MAY = "为民办实事3月份进展情况通报", "为民办实事5月份进展情况通报"


def _months(made: Office, month: int, first: int, second: int, met: str) -> None:
    """Everybody reports; 实事1 and 实事2 have so many households, and their goal is ``met``."""
    made.send_all(month)
    for unit, task, number in (("区发展改革局", "实事1", first), ("区城管局", "实事2", second)):
        others = {one: f"{month}月累计完成{month * 50}户" for one in made.borne(unit) if one != task}
        told = {"完成情况": f"累计完成{number}户", "存在问题": "施工受阻，因管线迁改未完成", "是否完成": met}
        answers: dict[str, Answer] = {**others, task: told}
        made.put(f"2022-{month + 1:02d}-05/附件4-{month}月-{unit}.xlsx", month_form(unit, month, answers))


def issued_in_april(root: Path) -> Office:
    """March misses two goals of the first quarter; the bulletin that names both is issued."""
    made = DraftingOffice(root)
    made.send_all()
    _months(made, 3, 80, 60, "否")
    made.run("04-11", "deadline", "2022-03")
    answer(made)
    made.run("04-12", "deadline", "2022-03")
    register(made, MARCH, "2022-03", "5")
    made.run("04-13", "deadline", "2022-03")
    assert kept(made, MARCH).is_file()
    return made


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return told_once(issued_in_april, tmp_path / "区")


def test_two_months_later_the_next_says_what_became_of_each(office: Office) -> None:
    """April is never issued: May follows what March named. 实事1 has reached the goal it missed, 实事2 has not."""
    assert "进度滞后2件" in own_text(bulletin(office, MARCH))
    _months(office, 4, 150, 70, "是")
    _months(office, 5, 220, 90, "是")
    office.run("06-09", "deadline", "2022-05")
    text = own_text(bulletin(office, MAY))
    assert "上期通报的滞后事项2件，已赶上进度1件、仍滞后1件（实事2）。" in text
    assert "一季度目标未完成，结转推进（尚待完成“一季度完成100户”" in text

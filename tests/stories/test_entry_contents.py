"""A row of 收文登记 means one content: what lies at its place later takes nothing of it, and a day that was to come is a slip."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from stories.forms import month_form
from stories.office import Office

WATER = "区水务局"
PLACE = "水务局/落实情况.xlsx"


def sent(office: Office, month: int) -> None:
    """The unit's form of the month, saved over the one of the month before."""
    office.put(PLACE, month_form(WATER, month, {"任务4": f"{month}月累计完成{month * 50}户"}))


def registered(office: Office, month: str, day: date, place: str = PLACE) -> None:
    office.enter("收文登记", 来源文件=place, 单位=WATER, 表种="落实", 期间=month, 实际收到日期=day)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """March lay there on 11 April without a day; a person entered it."""
    made = Office(tmp_path / "区")
    made.send_plan(WATER)
    sent(made, 3)
    made.run("04-11")
    return made


def told(office: Office, month: str) -> tuple[str, str]:
    row = office.returned(WATER, f"2022-{month}")
    return str(row["状态"]), str(row["收到日期"])[:10]


def test_each_form_saved_over_the_last_keeps_the_day_entered_for_it(office: Office) -> None:
    assert told(office, "03") == ("迟报", "2022-04-11")
    registered(office, "3月", date(2022, 4, 7))
    office.run("04-19")
    sent(office, 4)
    office.run("05-11")
    assert told(office, "03") == ("按时", "2022-04-07")
    assert told(office, "04") == ("迟报", "2022-05-11")
    registered(office, "4月", date(2022, 5, 10))
    office.run("05-12")
    sent(office, 7)
    registered(office, "7月", date(2022, 8, 5))
    office.run("08-08")
    assert [told(office, month) for month in ("03", "04", "07")] == [
        ("按时", "2022-04-07"),
        ("按时", "2022-05-10"),
        ("按时", "2022-08-05"),
    ]
    assert not office.entries("匹配认定")
    assert not office.findings("登记了不同的收到日期")


def test_the_name_that_the_tool_prints_for_a_content_is_accepted(office: Office) -> None:
    sent(office, 4)
    office.run("05-11")
    listed = next(row for row in office.sheet("收文清单") if str(row["期间"]) == "2022-03")
    registered(office, "3月", date(2022, 4, 7), f"{PLACE}#{listed['sha256'][:8]}")
    office.run("05-17")
    assert told(office, "03") == ("按时", "2022-04-07")
    assert told(office, "04") == ("迟报", "2022-05-11")
    assert not office.findings("登记的文件不在收件中")


@pytest.mark.parametrize("place", [PLACE, ""], ids=["a file", "on paper"])
def test_a_day_that_was_yet_to_come_when_it_was_read_makes_nobody_missing_or_late(
    tmp_path: Path, office: Office, place: str
) -> None:
    if not place:
        office = Office(tmp_path / "纸质")
        office.send_plan(WATER)
        office.run("04-06")
    registered(office, "3月", date(2022, 4, 18), place)
    office.run("04-11")
    assert office.state(WATER, "2022-03") == "待认定"
    office.run("04-19")
    assert office.state(WATER, "2022-03") == "待认定"
    assert office.findings("收到日期有误")
    office.fill("收文登记", {"单位": WATER}, 实际收到日期=date(2022, 4, 8))
    office.run("04-20")
    assert office.state(WATER, "2022-03") == "按时"
    assert not office.findings("收到日期有误")


def test_a_day_before_the_run_that_read_it_is_believed_however_late(office: Office) -> None:
    registered(office, "3月", date(2022, 4, 15))
    office.run("04-19")
    assert told(office, "03") == ("迟报", "2022-04-15")

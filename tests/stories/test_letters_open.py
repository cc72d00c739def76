"""What rests on an open question, and what a person has spared a unit, is asked in no letter and put up for no naming (R15, R21)."""

from __future__ import annotations

from pathlib import Path

import pytest

from stories.forms import Answer, month_form, plan_form
from stories.office import DraftingOffice, Office, docx_text, told_once

PLANNING = "区发展改革局"
OLD = ("完成投资70亿元", "完成投资130亿元", "完成投资190亿元", "完成投资248亿元")
NEW = ("完成投资70亿元", "完成投资105亿元", "完成投资175亿元", "完成投资236亿元")
OTHER = ("一季度完成100户", "完成200户", "完成300户", "完成400户")
BEHIND = {"完成情况": "完成投资95亿元", "目标": NEW[1], "是否完成": "否", "存在问题": "因资金紧张，进度慢"}


def letters(office: Office, unit: str) -> dict[str, str]:
    """What lies in outbox/催办/ for the unit, by its period."""
    found = (office.root / "outbox" / "催办").glob(f"*/{unit}催办函.docx")
    return {path.parent.name: docx_text(path) for path in found}


def charged(office: Office, unit: str) -> str:
    """All that 点名确认 asks about the unit."""
    return "\n".join(f"{row['事由']} {row['证据']}" for row in office.named() if row["单位"] == unit)


def with_plans(office: Office) -> Office:
    """Every plan in time; that of 区发展改革局 is revised in May with lower goals of 任务2, and nobody has answered."""
    office.send_all(but=[PLANNING])
    office.put("2022-03-21/附件3-区发展改革局.xlsx", plan_form(PLANNING, {"任务2": OLD, "实事1": OTHER}))
    office.run("05-11")
    office.put("2022-05-16/附件3-区发展改革局（修订）.xlsx", plan_form(PLANNING, {"任务2": NEW, "实事1": OTHER}))
    return office


def test_no_letter_asks_for_a_goal_that_the_office_is_to_agree_to(tmp_path: Path) -> None:
    """Until the revised plan is answered, May may quote it; once it is refused, the letter asks."""
    office = with_plans(Office(tmp_path / "区"))
    may: dict[str, Answer] = {"任务2": BEHIND, "实事1": "5月累计完成250户"}
    office.put("2022-06-06/附件4-5月-区发展改革局.xlsx", month_form(PLANNING, 5, may))
    office.run("06-09", "deadline", "2022-05")
    assert office.findings("季度目标与计划不一致", "130"), "the finding stands, for the office to see"
    assert "130" not in letters(office, PLANNING).get("2022-05", "")
    office.fill("匹配认定", {"类型": "调整目标"}, 认定结果="不同意")
    office.run("06-20", "deadline", "2022-05")
    assert "130" in letters(office, PLANNING)["2022-05"]


def test_nobody_is_put_up_for_a_goal_that_is_open(tmp_path: Path) -> None:
    """二季度目标自报未完成 rests on the plan: asked only once it is known which plan is in force."""
    office = with_plans(Office(tmp_path / "区"))
    office.send_all(6, but=[PLANNING])
    june: dict[str, Answer] = {
        "任务2": BEHIND,
        "实事1": {"完成情况": "完成80户", "是否完成": "否", "存在问题": "因缺料"},
    }
    office.put("2022-07-05/附件4-6月-区发展改革局.xlsx", month_form(PLANNING, 6, june))
    office.run("07-11")
    assert "实事1" in charged(office, PLANNING) and "任务2：" not in charged(office, PLANNING)
    office.fill("匹配认定", {"类型": "调整目标"}, 认定结果="不同意")
    office.run("07-12")
    assert "任务2：二季度" in charged(office, PLANNING)


def test_no_letter_asks_to_mend_a_row_that_a_later_one_may_replace(tmp_path: Path) -> None:
    """A second form says less of 任务2 and is asked about: whatever the first one says wrong may be put right in it."""
    office = Office(tmp_path / "区")
    office.send_all()
    office.send_all(3, but=[PLANNING])
    unclear: Answer = {"完成情况": "3月累计完成150户，正在推进后续改造", "是否完成": "正在推进"}
    office.send_month(PLANNING, 3, 任务2=unclear, 实事1="3月累计完成150户")
    office.put("2022-04-07/附件4-3月-区发展改革局（更正）.xlsx", month_form(PLANNING, 3, {"任务2": "同上"}))
    office.run("04-11", "deadline", "2022-03")
    assert office.findings("后报少于前报") and office.findings("是否完成不明确", "正在推进")
    assert "正在推进" not in letters(office, PLANNING).get("2022-03", "")


def test_no_letter_asks_to_mend_what_a_file_that_nobody_could_open_may_have_mended(tmp_path: Path) -> None:
    """The file is the unit's by its name, of a month that nobody knows; once it is told to be nothing, the letter asks."""
    office = Office(tmp_path / "区")
    office.send_all()
    office.send_all(3, but=[PLANNING])
    office.send_month(PLANNING, 3, 任务2={"完成情况": "正在招标，尚未完成", "是否完成": "是"}, 实事1="3月累计完成150户")
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 12
    office.put("2022-04-08/附件4-区发展改革局（加密）.xlsx", locked)
    office.run("04-11", "deadline", "2022-03")
    assert office.findings("自报完成与文字不符", "尚未完成")
    assert "尚未完成" not in letters(office, PLANNING).get("2022-03", "")
    assert "不符" not in charged(office, PLANNING)
    office.edit("匹配认定", lambda rows: [{**row, "认定结果": "不采用"} for row in rows])
    office.run("04-18", "deadline", "2022-03")
    assert "尚未完成" in letters(office, PLANNING)["2022-03"] and "不符" in charged(office, PLANNING)


def test_the_page_names_the_answers_that_the_sheet_takes(tmp_path: Path) -> None:
    office = with_plans(DraftingOffice(tmp_path / "区"))
    office.run("05-16")
    waiting = office.page.partition("附件3-区发展改革局（修订）.xlsx")[2][:600]
    assert "填同意" in waiting and "填不同意" in waiting and "不是报表" not in waiting and "少于前报" not in waiting


# --- what a person has spared a unit ---------------------------------------------------------------------------------

LATE_WORDS = {"完成情况": "社区食堂正在建设，尚未完成。", "是否完成": "是"}
CIVIL = "区民政局"


def doubted_and_spared(root: Path) -> Office:
    """区民政局's 是 of 实事3 is doubted and put up for naming in April; a person says 否."""
    office = Office(root)
    office.send_all()
    office.send_all(3, but=[CIVIL])
    office.send_month(CIVIL, 3, 任务5="3月累计完成150户", 实事3=LATE_WORDS)
    office.run("04-11", "deadline", "2022-03")
    assert "实事3" in letters(office, CIVIL)["2022-03"]
    office.edit("点名确认", lambda rows: [{**row, "确认": "否" if "不符" in row["证据"] else ""} for row in rows])
    return office


@pytest.fixture
def spared(tmp_path: Path) -> Office:
    return told_once(doubted_and_spared, tmp_path / "区")


def test_what_a_person_has_spared_a_unit_no_letter_asks(spared: Office) -> None:
    assert "不符" in charged(spared, CIVIL)
    spared.run("04-18", "deadline", "2022-03")
    assert "实事3" not in letters(spared, CIVIL).get("2022-03", "")


def test_new_words_of_the_unit_are_asked_about_again(spared: Office) -> None:
    spared.run("04-13")
    other: Answer = {"完成情况": "社区食堂选址未完成，正在招标。", "是否完成": "是"}
    spared.put("2022-04-14/附件4-3月-区民政局（更正）.xlsx", month_form(CIVIL, 3, {"实事3": other}))
    spared.run("04-18", "deadline", "2022-03")
    assert "实事3" in letters(spared, CIVIL)["2022-03"]

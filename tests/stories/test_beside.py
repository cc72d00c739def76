"""A file is judged beside what its unit has sent (R30, R12, R15): doubt is a question, and what came before stays."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from stories.forms import month_form, plan_form
from stories.office import UNITS, Office

UNIT = "区城管局"  # bears 任务4 and 实事2
MARCH = {"任务4": "完成雨污分流改造3公里，河道整治进场施工。", "实事2": "建成口袋公园1处，其余完成选址。"}
APRIL = {"任务4": "累计完成雨污分流改造6公里，启动黑臭水体治理招标。", "实事2": "游园提升方案通过评审，4处同步开工。"}


def _office(tmp_path: Path, *months: int) -> Office:
    office = Office(tmp_path / "区")
    office.send_all()
    for month in months:
        office.send_all(month, but=[UNIT])
    return office


def _in_force(office: Office, period: str, unit: str = UNIT) -> dict[str, str]:
    rows = [row for row in office.sheet("填报明细") if (row["单位"], str(row["期间"])) == (unit, period)]
    return {row["事项编号"]: row["完成情况"] for row in rows if row["采用"] == "是"}


def _questions(office: Office) -> list[dict[str, Any]]:
    return [row for row in office.entries("匹配认定") if not row["认定结果"]]


def _put(office: Office, place: str, month: int, answers: Mapping[str, Any], **more: Any) -> None:
    office.put(place, month_form(UNIT, month, answers, **more))


# --- months ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("title", ["6月份工作任务落实情况表", "2022年6月份工作任务落实情况表"])
@pytest.mark.parametrize("folder", ["2022-04-07", UNIT])
def test_a_month_not_begun_is_asked_about(tmp_path: Path, folder: str, title: str) -> None:
    """6月份 that came on 7 April, in a dated folder or by first sight, is no return of June."""
    office = _office(tmp_path, 3)
    _put(office, f"{folder}/{UNIT}附件4.xlsx", 3, MARCH, title=title)
    office.run("04-07")
    assert office.state(UNIT, "2022-03") == "待认定"
    [asked] = _questions(office)
    assert asked["类型"] == "期间" and "2022-03" in asked["候选"]
    office.fill("匹配认定", {"编号": asked["编号"]}, 认定结果="2022-03")
    office.run("04-12")
    assert office.state(UNIT, "2022-03") == "按时"
    assert _in_force(office, "2022-03") == MARCH
    office.run("07-12")
    assert office.state(UNIT, "2022-06") == "未报"


@pytest.mark.parametrize("name", ["书面材料.txt", "报表扫描.pdf"])
def test_a_month_not_begun_is_believed_of_no_other_file(tmp_path: Path, name: str) -> None:
    """Written material and what cannot be read, named by a month to come, are not that month's."""
    office = _office(tmp_path, 3)
    office.put(f"2022-04-07/{UNIT}6月份{name}", "区城管局工作推进情况".encode())
    office.run("04-11")
    assert [row["类型"] for row in _questions(office)] == ["期间"]
    office.send_month(UNIT, 3)
    office.run("07-12")
    assert office.state(UNIT, "2022-06") == "未报"
    assert office.returned(UNIT, "2022-06")["书面材料"] == "未报"


def test_december_received_in_january_is_of_the_year_before(tmp_path: Path) -> None:
    """Nothing of this year's December is in hand."""
    office = _office(tmp_path)
    _put(office, f"2022-01-10/{UNIT}12月份报表.xlsx", 12, MARCH, title="12月份工作任务落实情况表")
    office.run("03-25")
    assert "按时" not in office.state(UNIT, "2022-12")
    [asked] = _questions(office)
    assert asked["类型"] == "期间"
    office.fill("匹配认定", {"编号": asked["编号"]}, 认定结果="不采用")
    office.run("2023-01-11")
    assert not _questions(office)
    assert office.state(UNIT, "2022-12") == "未报"


def test_december_received_next_january_is_this_years(tmp_path: Path) -> None:
    office = _office(tmp_path)
    _put(office, f"2023-01-06/{UNIT}12月份报表.xlsx", 12, MARCH, title="12月份工作任务落实情况表")
    office.run("2023-01-11")
    assert office.state(UNIT, "2022-12") == "按时"
    assert not _questions(office)


def test_a_folder_dated_in_the_wrong_january_costs_no_december(tmp_path: Path) -> None:
    """The commonest slip of a January: the folder still says last year."""
    office = _office(tmp_path)
    _put(office, f"2022-01-06/{UNIT}12月份报表.xlsx", 12, MARCH, title="12月份工作任务落实情况表")
    office.run("2023-01-16")
    assert office.state(UNIT, "2022-12") == "待认定"
    [asked] = _questions(office)
    assert "2022-12" in asked["候选"]


@pytest.mark.parametrize("year", ["", "2022年"])
def test_another_years_inbox_asks_nothing(tmp_path: Path, year: str) -> None:
    """The settings' year is no default stronger than the path."""
    office = Office(tmp_path / "区")
    for unit in UNITS:
        answers = dict.fromkeys(office.borne(unit), "累计完成150户")
        content = month_form(unit, 3, answers, title=f"{year}3月份工作任务落实情况表")
        office.put(f"2022-04-07/附件4-{unit}.xlsx", content)
    office.put("2022-04-07/微信图片.jpg", b"\xff\xd8\xff\xe0scan")
    config = office.root / "config.toml"
    config.write_text(config.read_text(encoding="utf-8").replace("2022", "2023"), encoding="utf-8")
    office.run("2023-04-20")
    assert {office.state(unit, "2023-03") for unit in UNITS} == {"未报"}
    assert not _questions(office)
    assert {row["结果"] for row in office.sheet("收文清单")} == {"往年"}
    assert len(office.findings("往年文件")) == 1


def test_a_form_that_names_this_year_in_last_years_folder_is_asked_about(tmp_path: Path) -> None:
    office = Office(tmp_path / "区")
    config = office.root / "config.toml"
    config.write_text(config.read_text(encoding="utf-8").replace("2022", "2023"), encoding="utf-8")
    _put(office, f"2022-04-07/{UNIT}.xlsx", 3, MARCH, title="2023年3月份工作任务落实情况表")
    office.run("2023-04-20")
    assert office.state(UNIT, "2023-03") == "待认定"
    assert [row["类型"] for row in _questions(office)] == ["期间"]


def test_a_month_long_over_is_asked_about_while_another_is_missing(tmp_path: Path) -> None:
    """March's title on what came in August, where one place alone says March."""
    office = _office(tmp_path, 3, 4, 5, 6, 7)
    _put(office, f"2022-08-05/{UNIT}.xlsx", 3, APRIL)
    office.run("08-12")
    assert (office.state(UNIT, "2022-03"), office.state(UNIT, "2022-07")) == ("待认定", "待认定")
    [asked] = _questions(office)
    assert "2022-03" in asked["候选"] and "2022-07" in asked["候选"]


def test_a_month_named_once_and_filled_in_while_the_next_is_collected_is_asked_about(tmp_path: Path) -> None:
    """March's title on what was filled in and came in May, when nothing of either month has come."""
    office = _office(tmp_path, 3, 4)
    _put(office, f"2022-05-09/{UNIT}.xlsx", 3, APRIL, reported="2022年5月9日")
    office.run("05-12")
    assert [office.state(UNIT, month) for month in ("2022-03", "2022-04")] == ["待认定", "待认定"]
    [asked] = _questions(office)
    assert "2022-03" in asked["候选"] and "2022-04" in asked["候选"]


def test_a_month_made_up_late_in_two_places_is_believed(tmp_path: Path) -> None:
    office = _office(tmp_path, 3, 4, 5, 6, 7)
    _put(office, f"2022-08-05/{UNIT}3月.xlsx", 3, MARCH)
    office.run("08-12")
    assert office.state(UNIT, "2022-03") == "迟报"
    assert not _questions(office)


@pytest.mark.parametrize("reported", ["", "2022年5月5日", "2022年4月5日"])
@pytest.mark.parametrize("place", [f"2022-05-05/附件4-{UNIT}.xlsx", f"2022-05-05/附件4-3月-{UNIT}.xlsx"])
def test_aprils_words_under_marchs_title_are_asked_about(tmp_path: Path, place: str, reported: str) -> None:
    """R30: last month's file saved with one word left as it was deletes no month, and April is not 未报."""
    office = _office(tmp_path, 3, 4)
    _put(office, f"2022-04-06/附件4-3月-{UNIT}.xlsx", 3, MARCH)
    office.run("04-11")
    _put(office, place, 3, APRIL, reported=reported)
    office.run("05-12")
    assert office.state(UNIT, "2022-03") == "按时"
    assert _in_force(office, "2022-03") == MARCH
    assert office.state(UNIT, "2022-04") == "待认定"
    assert len(office.findings("所属月份存疑")) == 1
    [asked] = _questions(office)
    assert "2022-03" in asked["候选"] and "2022-04" in asked["候选"]
    assert "雨污分流改造3公里" in asked["原文"] and "雨污分流改造6公里" in asked["原文"]
    assert not [row for row in office.named() if row["单位"] == UNIT and row["事由"] == "4月未报"]
    office.fill("匹配认定", {"编号": asked["编号"]}, 认定结果="2022-04")
    office.run("05-13")
    assert (office.state(UNIT, "2022-03"), office.state(UNIT, "2022-04")) == ("按时", "按时")
    assert (_in_force(office, "2022-03"), _in_force(office, "2022-04")) == (MARCH, APRIL)
    assert not _questions(office)


@pytest.mark.parametrize(("answer", "state"), [("2022-04", "按时"), ("2022-03", "迟报")])
def test_nobody_is_late_while_a_form_that_came_in_time_is_in_doubt(tmp_path: Path, answer: str, state: str) -> None:
    """April's form proper came late; the one under March's title, which may be April's, in time."""
    office = _office(tmp_path, 3, 4)
    _put(office, f"2022-04-06/附件4-3月-{UNIT}.xlsx", 3, MARCH)
    _put(office, f"2022-05-05/附件4-{UNIT}.xlsx", 3, APRIL)
    _put(office, f"2022-05-20/附件4-4月-{UNIT}.xlsx", 4, APRIL)
    office.run("05-23")
    assert office.state(UNIT, "2022-04") == "待认定"
    [asked] = _questions(office)
    office.fill("匹配认定", {"编号": asked["编号"]}, 认定结果=answer)
    office.run("05-24")
    assert office.state(UNIT, "2022-04") == state
    assert _in_force(office, "2022-04") == APRIL


def test_a_task_that_a_form_in_doubt_tells_of_is_not_lacking(tmp_path: Path) -> None:
    office = _office(tmp_path, 3, 4)
    _put(office, f"2022-04-06/附件4-3月-{UNIT}.xlsx", 3, {"任务4": MARCH["任务4"]})
    office.run("04-12")
    assert office.returned(UNIT, "2022-03")["缺漏事项"] == "实事2"
    _put(office, f"2022-05-05/附件4-{UNIT}.xlsx", 3, APRIL)
    office.run("05-12")
    assert office.returned(UNIT, "2022-03")["缺漏事项"] == ""
    assert len(_questions(office)) == 1


def test_a_supplement_with_the_tasks_left_out_is_no_doubt(tmp_path: Path) -> None:
    office = _office(tmp_path, 3)
    _put(office, f"2022-04-06/附件4-3月-{UNIT}.xlsx", 3, {"任务4": MARCH["任务4"]})
    _put(office, f"2022-05-05/附件4-3月-{UNIT}.xlsx", 3, {"实事2": MARCH["实事2"]})
    office.run("05-06")
    assert not _questions(office)
    assert _in_force(office, "2022-03") == MARCH


def test_aprils_words_answered_as_march_replace_march(tmp_path: Path) -> None:
    office = _office(tmp_path, 3, 4)
    _put(office, f"2022-04-06/附件4-3月-{UNIT}.xlsx", 3, MARCH)
    _put(office, f"2022-05-05/附件4-{UNIT}.xlsx", 3, APRIL)
    office.run("05-12")
    [asked] = _questions(office)
    office.fill("匹配认定", {"编号": asked["编号"]}, 认定结果="2022-03")
    office.run("05-13")
    assert _in_force(office, "2022-03") == APRIL
    assert office.state(UNIT, "2022-04") == "未报"
    assert office.findings("后报替代前报", "雨污分流改造3公里", "雨污分流改造6公里")


def test_a_month_named_in_the_words_tells_april_from_march(tmp_path: Path) -> None:
    """One task, and a text of which all but the numbers was left as it was."""
    office = Office(tmp_path / "区")
    office.send_month("区水务局", 3, 任务4="截至3月底，累计完成雨污分流改造3公里，占全年任务的17%。")
    content = month_form("区水务局", 3, {"任务4": "截至4月底，累计完成雨污分流改造6公里，占全年任务的33%。"})
    office.put("2022-05-05/附件4-区水务局.xlsx", content)
    office.run("05-12")
    assert office.state("区水务局", "2022-04") == "待认定"
    assert len(_questions(office)) == 1


def test_a_late_correction_of_march_replaces_row_by_row(tmp_path: Path) -> None:
    """Most of the words are kept: no question, old and new shown, though April is not in hand yet."""
    office = _office(tmp_path, 3)
    _put(office, f"2022-04-06/附件4-3月-{UNIT}.xlsx", 3, MARCH)
    mended = {**MARCH, "任务4": "完成雨污分流改造4公里，河道整治进场施工。"}
    _put(office, f"2022-05-05/附件4-3月-{UNIT}.xlsx", 3, mended)
    office.run("05-06")
    assert not _questions(office)
    assert _in_force(office, "2022-03") == mended
    assert office.findings("后报替代前报", "雨污分流改造3公里", "雨污分流改造4公里")


def test_a_correction_sent_beside_april_is_a_correction(tmp_path: Path) -> None:
    office = _office(tmp_path, 3, 4)
    _put(office, f"2022-04-06/附件4-3月-{UNIT}.xlsx", 3, MARCH)
    _put(office, f"2022-05-05/附件4-4月-{UNIT}.xlsx", 4, {"任务4": "累计完成8公里", "实事2": "建成2处"})
    _put(office, f"2022-05-05/附件4-3月-{UNIT}改.xlsx", 3, APRIL)
    office.run("05-12")
    assert not _questions(office)
    assert _in_force(office, "2022-03") == APRIL


def test_a_quick_correction_in_marchs_own_window_is_a_correction(tmp_path: Path) -> None:
    office = _office(tmp_path, 3)
    _put(office, f"2022-04-06/附件4-3月-{UNIT}.xlsx", 3, MARCH)
    _put(office, f"2022-04-11/附件4-3月-{UNIT}.xlsx", 3, APRIL)
    office.run("04-12")
    assert not _questions(office)
    assert _in_force(office, "2022-03") == APRIL


def test_last_months_words_sent_again_under_this_month_are_asked_about(tmp_path: Path) -> None:
    """April is in hand; March's file, saved under April's title, does not replace it."""
    office = _office(tmp_path, 3, 4)
    _put(office, f"2022-04-06/附件4-3月-{UNIT}.xlsx", 3, MARCH)
    _put(office, f"2022-05-05/附件4-4月-{UNIT}.xlsx", 4, APRIL)
    _put(office, f"2022-05-09/附件4-4月-{UNIT}.xlsx", 4, MARCH)
    office.run("05-12")
    assert _in_force(office, "2022-04") == APRIL
    assert office.state(UNIT, "2022-04") == "按时"
    assert len(_questions(office)) == 1


# --- rows that say less ------------------------------------------------------------------------------------------


def test_a_blank_row_replaces_nothing(tmp_path: Path) -> None:
    """Our own prefilled form sent back with one row corrected."""
    office = _office(tmp_path, 3)
    office.run("03-25")
    _put(office, f"2022-04-06/附件4-3月-{UNIT}.xlsx", 3, MARCH)
    office.run("04-11")
    light = office.lights("实事2", UNIT)["2022-03"]
    mended = "完成雨污分流改造4公里，河道整治进场施工。"
    _put(office, f"2022-04-08/附件4-3月-{UNIT}.xlsx", 3, {"任务4": mended, "实事2": ""})
    office.run("04-12")
    assert _in_force(office, "2022-03") == {**MARCH, "任务4": mended}
    assert office.lights("实事2", UNIT)["2022-03"] == light
    assert office.returned(UNIT, "2022-03")["缺漏事项"] == ""
    assert not _questions(office)
    assert not office.findings("完成情况空白") and not office.findings("是否完成不明确")


def test_a_form_with_all_rows_blank_replaces_nothing(tmp_path: Path) -> None:
    office = _office(tmp_path, 3)
    _put(office, f"2022-04-06/附件4-3月-{UNIT}.xlsx", 3, MARCH)
    _put(office, f"2022-04-08/附件4-3月-{UNIT}.xlsx", 3, dict.fromkeys(MARCH, ""))
    office.run("04-12")
    assert _in_force(office, "2022-03") == MARCH
    assert office.state(UNIT, "2022-03") == "按时"
    assert office.lights("任务4", UNIT)["2022-03"] == "绿"


@pytest.mark.parametrize(
    "less",
    [
        pytest.param({"完成情况": MARCH["任务4"], "是否完成": " "}, id="是否完成 turned blank"),
        pytest.param({"完成情况": "完成雨污分流改造3公里。", "是否完成": "是"}, id="a part of it"),
        pytest.param({"完成情况": "同上", "是否完成": "是"}, id="同上"),
        pytest.param({"完成情况": "无变化", "是否完成": "是"}, id="无变化"),
        pytest.param({"完成情况": "", "是否完成": "是"}, id="nothing but 是"),
    ],
)
@pytest.mark.parametrize("answer", ["2022-03", "不采用"])
def test_a_row_that_says_less_is_asked_about(tmp_path: Path, less: dict[str, str], answer: str) -> None:
    """R30: the old row stays in force until a person accepts the new one; the other rows replace as ever."""
    office = _office(tmp_path, 3)
    _put(office, f"2022-04-06/附件4-3月-{UNIT}.xlsx", 3, MARCH)
    mended = "建成口袋公园2处，其余完成选址。"
    _put(office, f"2022-04-08/附件4-3月-{UNIT}.xlsx", 3, {"任务4": less, "实事2": mended})
    office.run("04-12")
    assert _in_force(office, "2022-03") == {"任务4": MARCH["任务4"], "实事2": mended}
    assert office.lights("任务4", UNIT)["2022-03"] == "绿"
    pending = [row for row in office.sheet("填报明细") if row["采用"] == "待认定"]
    assert [row["事项编号"] for row in pending] == ["任务4"]
    assert len(office.findings("后报少于前报")) == 1
    [asked] = _questions(office)
    assert "任务4" in asked["原文"] and "2022-03" in asked["候选"]
    office.fill("匹配认定", {"编号": asked["编号"]}, 认定结果=answer)
    office.run("04-13")
    assert not _questions(office)
    in_force = [row for row in office.sheet("填报明细") if row["单位"] == UNIT and row["事项编号"] == "任务4"]
    in_force = [row for row in in_force if row["采用"] == "是" and str(row["期间"]) == "2022-03"]
    assert len(in_force) == 1
    assert ("2022-04-08" in in_force[0]["来源文件"]) == (answer == "2022-03")
    assert office.state(UNIT, "2022-03") == "按时"


def test_what_a_later_form_says_in_full_is_asked_about_no_more(tmp_path: Path) -> None:
    office = _office(tmp_path, 3)
    _put(office, f"2022-04-06/附件4-3月-{UNIT}.xlsx", 3, MARCH)
    _put(office, f"2022-04-08/附件4-3月-{UNIT}.xlsx", 3, {**MARCH, "任务4": "同上"})
    _put(office, f"2022-04-11/附件4-3月-{UNIT}.xlsx", 3, {**MARCH, "任务4": f"{MARCH['任务4']}已报区政府。"})
    office.run("04-12")
    assert not _questions(office)
    assert _in_force(office, "2022-03")["任务4"].endswith("已报区政府。")


def test_a_problem_that_is_solved_is_a_correction(tmp_path: Path) -> None:
    office = _office(tmp_path, 3)
    no = {"完成情况": MARCH["任务4"], "存在问题": "资金未到位，因审批滞后。", "下一步": "加快拨付。", "是否完成": "否"}
    yes = {**no, "存在问题": "无", "是否完成": "是"}
    _put(office, f"2022-04-06/附件4-3月-{UNIT}.xlsx", 3, {**MARCH, "任务4": no})
    _put(office, f"2022-04-08/附件4-3月-{UNIT}.xlsx", 3, {**MARCH, "任务4": yes})
    office.run("04-12")
    assert not _questions(office)
    assert office.lights("任务4", UNIT)["2022-03"] == "绿"


# --- plans sent again --------------------------------------------------------------------------------------------

GOALS = ("一季度完成100户", "完成200户", "完成300户", "建成并投入使用400户")


def _plans(tmp_path: Path, *goals: str) -> Office:
    office = Office(tmp_path / "区")
    office.send_all(but=["区教育体育局"])
    office.put("2022-03-21/附件3-区教育体育局.xlsx", plan_form("区教育体育局", {"任务3": GOALS}))
    office.run("03-25")
    office.put("2022-05-10/附件3-区教育体育局（调整）.xlsx", plan_form("区教育体育局", {"任务3": goals}))
    office.run("05-12")
    return office


def _goals(office: Office) -> tuple[str, ...]:
    [duty] = [row for row in office.sheet("责任台账") if row["单位"] == "区教育体育局"]
    return tuple(duty[f"{quarter}季度目标"] for quarter in "一二三四")


@pytest.mark.parametrize(
    "goals",
    [
        pytest.param((*GOALS[:1], "完成150户", *GOALS[2:]), id="lower"),
        pytest.param((*GOALS[:1], "", *GOALS[2:]), id="dropped"),
        pytest.param((*GOALS[:1], "待定", *GOALS[2:]), id="put off"),
        pytest.param((*GOALS[:3], "推进400户前期工作"), id="weaker"),
    ],
)
def test_a_plan_that_lowers_a_goal_waits_for_a_person(tmp_path: Path, goals: tuple[str, ...]) -> None:
    """R15: the old plan stays the yardstick until a person accepts the new one."""
    office = _plans(tmp_path, *goals)
    assert _goals(office) == GOALS
    assert len(office.findings("重报计划降低目标")) == 1
    [asked] = _questions(office)
    old, new = next((old, new) for old, new in zip(GOALS, goals, strict=True) if old != new)
    assert old in asked["原文"] and new in asked["原文"]
    assert office.state("区教育体育局", "2022") == "按时"
    office.fill("匹配认定", {"编号": asked["编号"]}, 认定结果="2022")
    office.run("05-13")
    assert _goals(office) == goals
    assert not _questions(office) and not office.findings("降低目标")


def test_a_lower_plan_that_is_refused_leaves_the_old_one(tmp_path: Path) -> None:
    office = _plans(tmp_path, *GOALS[:1], "完成150户", *GOALS[2:])
    [asked] = _questions(office)
    office.fill("匹配认定", {"编号": asked["编号"]}, 认定结果="不采用")
    office.run("05-13")
    assert _goals(office) == GOALS
    assert not _questions(office)


@pytest.mark.parametrize(
    "goals",
    [
        pytest.param((*GOALS[:1], "完成260户", *GOALS[2:]), id="higher"),
        pytest.param((*GOALS[:1], "完成老旧小区改造200户", *GOALS[2:]), id="reworded"),
        pytest.param((*GOALS[:1], "完成200户；启动配套道路施工", *GOALS[2:]), id="more"),
    ],
)
def test_a_plan_that_promises_as_much_replaces_the_old_one(tmp_path: Path, goals: tuple[str, ...]) -> None:
    office = _plans(tmp_path, *goals)
    assert _goals(office) == goals
    assert not _questions(office)


# --- rows of one form --------------------------------------------------------------------------------------------


def test_a_few_words_give_no_task_that_has_its_own_row(tmp_path: Path) -> None:
    """任务4 stands there by number and text; what only shares a word with it is not more of it."""
    office = _office(tmp_path, 3)
    book = load_workbook(BytesIO(month_form(UNIT, 3, MARCH)))
    cells = next(row for row in book.active.iter_rows() if row[3].value == MARCH["实事2"])
    cells[0].value, cells[1].value = "7", "城区黑臭水体整治工作"
    stream = BytesIO()
    book.save(stream)
    office.put(f"2022-04-06/附件4-3月-{UNIT}.xlsx", stream.getvalue())
    office.run("04-12")
    assert _in_force(office, "2022-03") == {"任务4": MARCH["任务4"]}
    assert [row["类型"] for row in _questions(office)] == ["事项"]

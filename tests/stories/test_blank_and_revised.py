"""A form sent back blank is no report; a plan sent again asks plainly; what is plain is not asked (R12, R15, R30)."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from stories.forms import Answer, month_form, plan_form
from stories.office import DraftingOffice, Office, told_once

FINANCE, PLANNING = "区财政局", "区发展改革局"
BLANK = month_form(FINANCE, 3, {"任务1": {}, "任务6": {}})
FILLED = month_form(FINANCE, 3, {"任务1": "3月累计完成150户", "任务6": "3月累计完成5户"})


def all_but_march(root: Path) -> Office:
    office = Office(root)
    office.send_all()
    office.send_all(3, but=[FINANCE])
    return office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return told_once(all_but_march, tmp_path / "区")


# --- the blank form ------------------------------------------------------------------------------------------------


def test_a_blank_form_is_no_report_and_is_told_once(office: Office) -> None:
    office.put("2022-04-05/附件4-3月-区财政局.xlsx", BLANK)
    office.run("04-06")
    row = office.returned(FINANCE, "2022-03")
    assert (row["状态"], row["已报事项数"]) == ("未到期", 0)
    assert "4月5日发来的是空表" in row["说明"]
    office.run("04-11")
    row = office.returned(FINANCE, "2022-03")
    assert (row["状态"], row["缺漏事项"]) == ("未报", "")
    assert "空表" in row["说明"]
    told = [row["类别"] for row in office.sheet("核验问题") if row["单位"] == FINANCE and str(row["期间"]) == "2022-03"]
    assert told == ["报来的是空表"]
    [evidence] = [row["证据"] for row in office.named() if (row["单位"], row["事由"]) == (FINANCE, "3月未报")]
    assert "附件4-3月-区财政局.xlsx”（附件4，3月" in evidence and "空表" in evidence and "没有该单位" not in evidence


def test_the_page_tells_of_a_blank_form(tmp_path: Path) -> None:
    office = DraftingOffice(tmp_path / "督查")
    office.send_all(3, but=[FINANCE])
    office.put("2022-04-05/附件4-3月-区财政局.xlsx", BLANK)
    office.run("04-06")
    assert office.page.count("报来的是空表，请电话告知") == 1


def test_a_form_filled_in_after_the_blank_one_is_the_report(office: Office) -> None:
    office.put("2022-04-05/附件4-3月-区财政局.xlsx", BLANK)
    office.run("04-06")
    office.put("2022-04-07/附件4-3月-区财政局.xlsx", FILLED)
    office.run("04-11")
    assert office.state(FINANCE, "2022-03") == "按时"
    assert not office.findings("空表")


def test_the_office_s_own_parcel_sent_back_is_a_blank_form_of_nobody(tmp_path: Path) -> None:
    """A unit put its form into the archive of all blank forms and sent the whole of it."""
    office = Office(tmp_path / "督查")
    office.send_all()
    parcel = io.BytesIO()
    with zipfile.ZipFile(parcel, "w") as members:
        members.writestr("附件4-3月-区财政局.xlsx", FILLED)
        for unit, tasks in ((PLANNING, ("任务2", "实事1")), ("区教育体育局", ("任务3",))):
            members.writestr(f"附件4-3月-{unit}.xlsx", month_form(unit, 3, {task: {} for task in tasks}))
    office.put("2022-04-05/2022年3月报表（空表）.zip", parcel.getvalue())
    office.run("04-11")
    assert office.state(FINANCE, "2022-03") == "按时"
    assert not office.findings("报来的是空表")
    assert "空表" not in office.returned(PLANNING, "2022-03")["说明"]


def test_a_blank_form_after_the_filled_one_changes_nothing(office: Office) -> None:
    office.put("2022-04-05/附件4-3月-区财政局.xlsx", FILLED)
    office.run("04-06")
    office.put("2022-04-12/附件4-3月-区财政局.xlsx", BLANK)
    office.run("04-13")
    row = office.returned(FINANCE, "2022-03")
    assert (row["状态"], row["已报事项数"]) == ("按时", 2)
    assert not office.findings("空表")


def test_a_blank_form_that_a_person_registers_is_received(office: Office) -> None:
    """Its words stand in a picture that nobody reads but a person."""
    office.put("2022-04-05/附件4-3月-区财政局.xlsx", BLANK)
    office.run("04-06")
    cells = {"单位": FINANCE, "表种": "落实", "期间": "2022-03", "实际收到日期": "2022-04-05"}
    office.enter("收文登记", 来源文件="附件4-3月-区财政局.xlsx", **cells)
    office.run("04-11")
    assert office.state(FINANCE, "2022-03") == "按时"


def test_a_form_with_one_row_filled_is_incomplete(office: Office) -> None:
    office.put("2022-04-05/附件4.xlsx", month_form(FINANCE, 3, {"任务1": {}, "任务6": "3月累计完成5户"}))
    office.run("04-11")
    row = office.returned(FINANCE, "2022-03")
    assert (row["状态"], row["缺漏事项"]) == ("按时", "任务1")
    assert [r["类别"] for r in office.sheet("核验问题") if r["事项编号"] == "任务1" and r["单位"] == FINANCE] == []


# --- the revised plan ----------------------------------------------------------------------------------------------

OLD = ("完成投资70亿元", "完成投资130亿元", "完成投资190亿元", "完成投资248亿元")
NEW = ("完成投资70亿元", "完成投资105亿元", "完成投资175亿元", "完成投资236亿元")


def plan_revised(root: Path) -> Office:
    """A plan sent again in May with lower goals of one task, the other as it was; April's form quotes the old one."""
    office = Office(root)
    office.send_all(but=[PLANNING])
    other = ("一季度完成100户", "完成200户", "完成300户", "完成400户")
    office.put("2022-03-21/附件3-区发展改革局.xlsx", plan_form(PLANNING, {"任务2": OLD, "实事1": other}))
    april: dict[str, Answer] = {
        "任务2": {"完成情况": "完成投资85亿元", "目标": OLD[1], "是否完成": "否", "存在问题": "因资金紧张，进度慢"},
        "实事1": "4月累计完成200户",
    }
    office.put("2022-05-05/附件4-4月-区发展改革局.xlsx", month_form(PLANNING, 4, april))
    office.run("05-11")
    office.put("2022-05-16/附件3-区发展改革局（修订）.xlsx", plan_form(PLANNING, {"任务2": NEW, "实事1": other}))
    office.run("05-16")
    return office


@pytest.fixture
def revised(tmp_path: Path) -> Office:
    return told_once(plan_revised, tmp_path / "区")


def test_the_question_is_whether_the_new_goals_are_agreed_to(revised: Office) -> None:
    [asked] = revised.entries("匹配认定")
    assert asked["类型"] == "调整目标"
    text = asked["原文"]
    assert all(goal in text for goal in (*OLD[1:], *NEW[1:]))
    assert text.index("248") < text.index("130"), "the year's target first"
    assert "（50）" not in asked["候选"]


def test_agreed_goals_judge_the_months_from_then_on(revised: Office) -> None:
    revised.fill("匹配认定", {"类型": "调整目标"}, 认定结果="同意")
    revised.run("05-23")
    duty = next(row for row in revised.sheet("责任台账") if (row["事项编号"], row["单位"]) == ("任务2", PLANNING))
    assert "236" in str(duty["四季度目标"])
    assert not revised.findings("季度目标与计划不一致"), "April quotes the plan that was in force"
    assert len(revised.findings("后报替代前报")) == 1, "what was sent again as it was replaces nothing"
    may: dict[str, Answer] = {
        "任务2": {"完成情况": "完成投资95亿元", "目标": OLD[1], "是否完成": "否", "存在问题": "因资金紧张，进度慢"},
        "实事1": "5月累计完成250户",
    }
    revised.put("2022-06-06/附件4-5月-区发展改革局.xlsx", month_form(PLANNING, 5, may))
    revised.run("06-09")
    [drift] = revised.findings("季度目标与计划不一致")
    assert drift.index("105") < drift.rindex("130")
    assert "移出" not in "".join(revised.findings())


@pytest.mark.parametrize("answer", ["不同意", "不采用"])
def test_goals_that_are_not_agreed_to_change_nothing(revised: Office, answer: str) -> None:
    revised.fill("匹配认定", {"类型": "调整目标"}, 认定结果=answer)
    revised.run("05-23")
    duty = next(row for row in revised.sheet("责任台账") if (row["事项编号"], row["单位"]) == ("任务2", PLANNING))
    assert "248" in str(duty["四季度目标"])


def test_an_answer_of_another_kind_is_refused_with_what_to_write(revised: Office) -> None:
    revised.fill("匹配认定", {"类型": "调整目标"}, 认定结果="可以")
    revised.run("05-23")
    assert revised.findings("人工认定填写有误", "同意", "不同意")


# --- what is plain is not asked ------------------------------------------------------------------------------------


def questions(office: Office) -> list[str]:
    return [row["来源文件"] for row in office.entries("匹配认定")]


@pytest.mark.parametrize("reported", ["", "2022年1月6日"], ids=["undated", "filled in when the month was over"])
def test_last_years_form_that_says_so_is_not_asked_about(office: Office, reported: str) -> None:
    title = "2021年12月份年度工作任务落实情况表"
    old = month_form(FINANCE, 12, {"任务6": "累计完成50户"}, title=title, reported=reported)
    office.put("旧/2021年12月附件4.xlsx", old)
    office.run("04-11")
    assert questions(office) == []
    assert office.state(FINANCE, "2022-03") == "未报"
    assert office.findings("往年文件", "2021年")


def test_last_years_title_alone_may_be_a_slip(office: Office) -> None:
    old = month_form(FINANCE, 3, {"任务6": "累计完成50户"}, title="2021年3月份年度工作任务落实情况表")
    office.put("2022-04-05/附件4-3月-区财政局.xlsx", old)
    office.run("04-11")
    assert office.state(FINANCE, "2022-03") == "待认定"


def test_a_name_left_over_from_last_month_is_not_asked_about(office: Office) -> None:
    office.put("区财政局/附件4-区财政局3月（1）.xlsx", FILLED)
    office.run("04-06")
    april = month_form(FINANCE, 4, {"任务1": "4月累计完成200户", "任务6": "4月累计完成7户"}, reported="2022年5月6日")
    office.put("2022-05-06/附件4-区财政局3月.xlsx", april)
    office.run("05-11")
    assert questions(office) == []
    assert (office.state(FINANCE, "2022-03"), office.state(FINANCE, "2022-04")) == ("按时", "按时")


def test_a_title_left_over_from_last_month_is_not_asked_about(office: Office) -> None:
    office.put("2022-04-05/附件4-区财政局3月.xlsx", FILLED)
    april = {"任务1": "4月累计完成200户", "任务6": "4月累计完成7户"}
    form = month_form(FINANCE, 3, april, reported="2022年5月6日")
    office.put("2022-05-06/附件4-区财政局4月.xlsx", form)
    office.run("05-11")
    assert questions(office) == []
    assert (office.state(FINANCE, "2022-03"), office.state(FINANCE, "2022-04")) == ("按时", "按时")


def test_a_name_against_a_title_without_a_day_is_asked_about(office: Office) -> None:
    office.put("附件4-区财政局3月.xlsx", month_form(FINANCE, 4, {"任务6": "累计完成7户"}))
    office.run("05-11")
    assert questions(office) == ["附件4-区财政局3月.xlsx"]


# --- words ---------------------------------------------------------------------------------------------------------


def test_an_encrypted_file_is_said_to_be_encrypted(office: Office) -> None:
    office.put("2022-04-05/附件4-区财政局（加密）.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 12)
    office.run("04-06")
    assert office.findings("加密", "设有打开密码")


def test_a_day_that_cannot_be_is_told_with_an_example(office: Office) -> None:
    office.run("04-06")
    office.enter("收文登记", 单位=FINANCE, 表种="落实", 期间="2022-03", 实际收到日期="2022-02-30")
    office.run("04-07")
    assert office.findings("应写成如“2022-04-08”的样子")


def test_nothing_is_said_to_be_over_before_anything_is_due(tmp_path: Path) -> None:
    office = DraftingOffice(tmp_path / "督查")
    office.run("03-14")
    assert "已经截止而没有收到的" not in office.page


def test_what_is_exempt_is_not_said_to_be_not_due_yet(office: Office) -> None:
    office.run("04-06")
    office.enter(
        "免报", 单位="区民政局", 事项编号="实事3", 表种="落实", 起始期间="2022-03", 截止期间="2022-03", 理由="领导批准"
    )
    office.run("04-11")
    months = [
        row
        for row in office.sheet("逐月责任")
        if row["事项编号"] == "实事3" and str(row["期间"]) in ("2022-03", "2022-04")
    ]
    assert [row["进度"] for row in months] == ["免报", "未到期"]


def test_a_finding_of_reading_that_was_looked_at_is_not_raised_again(office: Office) -> None:
    """是否完成不明确: the page says that 正常 in 核验复核 ends it, whatever raised it."""
    form = month_form(
        FINANCE, 3, {"任务1": {"完成情况": "3月累计完成150户", "是否完成": "正在推进"}, "任务6": "3月累计完成5户"}
    )
    office.put("2022-04-05/附件4-3月-区财政局.xlsx", form)
    office.run("04-06")
    [fault] = [row for row in office.sheet("核验问题") if row["类别"] == "是否完成不明确"]
    office.enter("核验复核", 编号=fault["编号"], 复核结果="正常")
    office.run("04-07")
    assert not office.findings("是否完成不明确")


def test_a_blank_form_does_not_answer_for_a_damaged_one_that_lay_there(office: Office) -> None:
    office.put("2022-04-05/附件4-3月-区财政局.xlsx", FILLED[:200])
    office.run("04-06")
    office.put("2022-04-05/附件4-3月-区财政局.xlsx", BLANK)
    office.run("04-11")
    assert office.state(FINANCE, "2022-03") == "待认定"


# --- registered by hand, and readable --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["报表.xlsx", "2022-04-05/报表.xlsx"], ids=["by its name", "by its path"])
def test_the_rows_of_a_registered_form_are_read_as_what_a_person_said(office: Office, name: str) -> None:
    """A form that names neither unit nor month is entered in 收文登记: its words count like any form's, nothing is asked."""
    form = month_form("", 3, {"任务1": "完成50户", "任务6": "完成5户"}, title="落实情况表")
    office.put("2022-04-05/报表.xlsx", form)
    office.run("04-06")
    assert office.state(FINANCE, "2022-03") == "待认定" and office.entries("匹配认定")
    office.enter("收文登记", 来源文件=name, 单位=FINANCE, 表种="落实", 期间="2022-03", 实际收到日期="2022-04-05")
    office.run("04-11")
    row = office.returned(FINANCE, "2022-03")
    assert (row["状态"], row["缺漏事项"]) == ("按时", "")
    said = [one["完成情况"] for one in office.sheet("填报明细") if one["单位"] == FINANCE and one["期间"] == "2022-03"]
    assert sorted(said) == ["完成50户", "完成5户"]


def test_what_a_form_says_of_itself_is_not_overruled_by_its_registration(office: Office) -> None:
    office.put("2022-04-05/报表.xlsx", month_form(FINANCE, 3, {"任务1": "完成50户", "任务6": "完成5户"}))
    office.run("04-06")
    office.enter(
        "收文登记", 来源文件="报表.xlsx", 单位="区水务局", 表种="落实", 期间="2022-03", 实际收到日期="2022-04-05"
    )
    office.run("04-11")
    assert office.state(FINANCE, "2022-03") == "按时"


def test_what_comes_later_under_a_registered_name_is_asked_about(office: Office) -> None:
    office.put("2022-04-05/报表.xlsx", month_form("", 3, {"任务1": "完成50户", "任务6": "完成5户"}, title="情况表"))
    office.run("04-06")
    cells = {"单位": FINANCE, "表种": "落实", "期间": "2022-03", "实际收到日期": "2022-04-05"}
    office.enter("收文登记", 来源文件="报表.xlsx", **cells)
    office.run("04-11")
    assert not office.entries("匹配认定")
    office.put("2022-04-05/报表.xlsx", month_form("", 4, {"任务1": "完成80户"}, title="情况表"))
    office.run("05-11")
    assert office.entries("匹配认定")

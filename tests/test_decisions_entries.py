"""人工认定.xlsx: answers, namings, spot checks, reviews, corrections and issued bulletins are read for what they say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from core_samples import APRIL, FINANCE, MARCH, PLANNING
from test_decisions import load

from pipeline.decisions.decisions import Decisions
from pipeline.decisions.entries import Correction, IssuedBulletin, NamingEntry, Review, SpotCheck
from pipeline.vocabulary.questions import REJECTED, QuestionKind, question_id

Row = Mapping[str, object]
UNIT_ID = question_id(QuestionKind.UNIT, "", "发改")
UNIT_ANSWER: Row = {"编号": UNIT_ID, "类型": "单位", "原文": "发改", "认定结果": PLANNING}
PERIOD_ANSWER: Row = {"编号": "期间-1", "类型": "期间", "认定结果": "2022-03"}
TASK_ANSWER: Row = {"编号": "事项-1", "类型": "事项", "认定结果": "任务2"}
NAMING: Row = {
    "期间": "2022-03",
    "单位": FINANCE,
    "事由": "3月未报",
    "证据": "截止4月8日，\n未收到",
    "确认": "是",
    "确认人": "张三",
}
SPOT_CHECK: Row = {"编号": "抽1", "事项编号": "任务1", "单位": FINANCE, "期间": "2022-04", "核查结果": "不属实"}
REVIEW: Row = {"编号": "核1", "类别": "指标倒退", "单位": FINANCE, "问题": "由5降为3", "复核结果": "正常"}
CORRECTION: Row = {
    "来源文件": "inbox\\三月\\财政局.xlsx",
    "工作表": "表1",
    "行号": 7,
    "列名": "完成情况",
    "原值": "935户",
    "更正值": "93户",
    "更正人": "张三",
}
ISSUED: Row = {"通报": "民生实事3月通报", "期间": "2022-03", "文号或期号": "督查通报第3期", "印发日期": "2022.4.20"}


@pytest.mark.parametrize(
    ("row", "answer"),
    [
        pytest.param(UNIT_ANSWER, PLANNING, id="unit by its name"),
        pytest.param({**UNIT_ANSWER, "认定结果": "区发改局"}, PLANNING, id="unit by another name"),
        pytest.param({**UNIT_ANSWER, "认定结果": f"{PLANNING}（88）"}, PLANNING, id="unit copied with its score"),
        pytest.param(PERIOD_ANSWER, "2022-03", id="month"),
        pytest.param({**PERIOD_ANSWER, "认定结果": date(2022, 3, 1)}, "2022-03", id="month that Excel made a day"),
        pytest.param({**PERIOD_ANSWER, "认定结果": "2022-3"}, "2022-03", id="month with one digit"),
        pytest.param({**PERIOD_ANSWER, "认定结果": 2022}, "2022", id="year of the plan"),
        pytest.param(TASK_ANSWER, "任务2", id="task"),
        pytest.param({**TASK_ANSWER, "认定结果": "任务 2"}, "任务2", id="task with a blank"),
        pytest.param({**TASK_ANSWER, "认定结果": "任务2（88）任务2的内容；"}, "任务2", id="task copied with score"),
        pytest.param({**TASK_ANSWER, "认定结果": REJECTED}, REJECTED, id="none of them"),
    ],
)
def test_an_answer_is_what_the_question_asks_for(tmp_path: Path, row: Row, answer: str) -> None:
    decisions = load(tmp_path, "匹配认定", row)
    assert (decisions.answers, decisions.findings) == ({row["编号"]: answer}, ())


def test_of_two_answers_none_counts(tmp_path: Path) -> None:
    """R27: the question stays open, and a person is told."""
    decisions = load(tmp_path, "匹配认定", TASK_ANSWER, {**TASK_ANSWER, "认定结果": "任务1"})
    assert decisions.answers == {}
    assert [fault.kind.name for fault in decisions.findings] == ["DECISIONS_DIFFER"]


def test_a_question_that_waits_is_no_answer_and_no_fault(tmp_path: Path) -> None:
    decisions = load(tmp_path, "匹配认定", {**TASK_ANSWER, "认定结果": None, "备注": "待核"})
    assert (decisions.answers, decisions.findings) == ({}, ())


def test_only_a_confirmed_unit_is_named(tmp_path: Path) -> None:
    """R21: 是 names, 否 spares, a blank waits."""
    rows = (NAMING, {**NAMING, "单位": "区发改局", "确认": "否"}, {**NAMING, "事由": "3月迟报", "确认": None})
    decisions = load(tmp_path, "点名确认", *rows)
    assert decisions.confirmed_names == (NamingEntry(MARCH, FINANCE, "3月未报", "截止4月8日，\n未收到", True),)
    assert [(one.unit, one.is_confirmed) for one in decisions.namings] == [(FINANCE, True), (PLANNING, False)]
    assert decisions.findings == ()


def test_spot_checks_reviews_corrections_and_issued_bulletins_are_read(tmp_path: Path) -> None:
    assert load(tmp_path, "抽查结果", SPOT_CHECK, {**SPOT_CHECK, "核查结果": None}).spot_checks == (
        SpotCheck("抽1", "任务1", FINANCE, APRIL, "", "不属实", None, ""),
    )
    assert load(tmp_path, "核验复核", REVIEW).reviews == (Review("核1", "指标倒退", FINANCE, "", "", "由5降为3", True),)
    assert load(tmp_path, "更正", CORRECTION).corrections == (
        Correction("三月/财政局.xlsx", "表1", 7, "progress", "935户", "93户", "", "张三", None, "“更正”E2"),
    )
    assert load(tmp_path, "通报登记", ISSUED, {**ISSUED, "期间": None}).issued_bulletins == (
        IssuedBulletin("民生实事3月通报", MARCH, "督查通报第3期", date(2022, 4, 20), ""),
        IssuedBulletin("民生实事3月通报", None, "督查通报第3期", date(2022, 4, 20), ""),
    )


@pytest.mark.parametrize(
    ("sheet", "row"),
    [
        pytest.param("匹配认定", {**TASK_ANSWER, "认定结果": "撤销"}, id="answer"),
        pytest.param("点名确认", {**NAMING, "确认": "撤销"}, id="naming"),
        pytest.param("抽查结果", {**SPOT_CHECK, "核查结果": "撤销"}, id="spot check"),
        pytest.param("核验复核", {**REVIEW, "复核结果": "撤销"}, id="review"),
        pytest.param("更正", {**CORRECTION, "更正日期": "撤销"}, id="correction"),
        pytest.param("通报登记", {**ISSUED, "文件": "撤销"}, id="issued bulletin"),
        pytest.param("免报", {"单位": FINANCE, "批准人": "撤销"}, id="exemption"),
        pytest.param("收文登记", {"来源文件": "a.xlsx", "实际收到日期": "2022-4-7", "备注": "撤销"}, id="receipt"),
    ],
)
def test_a_withdrawn_entry_has_no_effect_and_is_no_fault(tmp_path: Path, sheet: str, row: Row) -> None:
    """But that it was taken back: what that leaves as it is, is told."""
    assert replace(load(tmp_path, sheet, row), taken_back=()) == Decisions()


def test_withdrawing_takes_back_what_was_decided_above_about_the_same(tmp_path: Path) -> None:
    later = {**TASK_ANSWER, "编号": "事项-2"}
    decisions = load(tmp_path, "匹配认定", TASK_ANSWER, later, {**TASK_ANSWER, "认定结果": "撤销"})
    assert decisions.answers == {"事项-2": "任务2"}


@pytest.mark.parametrize(
    ("sheet", "row", "cell"),
    [
        pytest.param("匹配认定", {**UNIT_ANSWER, "认定结果": "财政"}, "H2", id="answer: unknown unit"),
        pytest.param("匹配认定", {**UNIT_ANSWER, "认定结果": "任务2"}, "H2", id="answer: task for a unit"),
        pytest.param("匹配认定", {**PERIOD_ANSWER, "认定结果": "一季度"}, "H2", id="answer: no period"),
        pytest.param("匹配认定", {**PERIOD_ANSWER, "认定结果": "2021-03"}, "H2", id="answer: another year"),
        pytest.param("匹配认定", {**TASK_ANSWER, "认定结果": "任务99"}, "H2", id="answer: no such task"),
        pytest.param("匹配认定", {**TASK_ANSWER, "类型": "任务"}, "B2", id="answer: unknown kind"),
        pytest.param("匹配认定", {**TASK_ANSWER, "编号": None}, "A2", id="answer: number gone"),
        pytest.param("点名确认", {**NAMING, "确认": "看情况"}, "E2", id="naming: neither yes nor no"),
        pytest.param("点名确认", {**NAMING, "单位": "财政"}, "B2", id="naming: unknown unit"),
        pytest.param("点名确认", {**NAMING, "期间": None}, "A2", id="naming: no period"),
        pytest.param("抽查结果", {**SPOT_CHECK, "核查结果": "差不多"}, "G2", id="spot check: unknown verdict"),
        pytest.param("抽查结果", {**SPOT_CHECK, "事项编号": "1"}, "B2", id="spot check: no task"),
        pytest.param("核验复核", {**REVIEW, "复核结果": "是"}, "G2", id="review: unknown verdict"),
        pytest.param("核验复核", {**REVIEW, "编号": None}, "A2", id="review: no number"),
        pytest.param("更正", {**CORRECTION, "列名": "单位"}, "D2", id="correction: not this column"),
        pytest.param("更正", {**CORRECTION, "行号": "七"}, "C2", id="correction: no row"),
        pytest.param("更正", {**CORRECTION, "来源文件": None}, "A2", id="correction: no file"),
        pytest.param("通报登记", {**ISSUED, "印发日期": "月底"}, "D2", id="issued: no day"),
        pytest.param("通报登记", {**ISSUED, "通报": None}, "A2", id="issued: no bulletin"),
    ],
)
def test_an_entry_that_makes_no_sense_is_named_by_its_cell_and_has_no_effect(
    tmp_path: Path, sheet: str, row: Row, cell: str
) -> None:
    decisions = load(tmp_path, sheet, row)
    assert [fault.kind.name for fault in decisions.findings] == ["DECISION_INVALID"]
    assert f"“{sheet}”{cell}" in decisions.findings[0].problem
    assert Decisions(findings=decisions.findings, suspended=decisions.suspended) == decisions

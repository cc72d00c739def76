"""更正: a person puts a cell of a row right, visibly, and only while what it corrects still stands (R13, docs/contract.md)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pipeline.decisions.corrections import apply_corrections
from pipeline.decisions.entries import Correction
from pipeline.vocabulary.findings import Kind
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import RecordRow
from pipeline.vocabulary.terms import FormKind, MetGoal

ROW = RecordRow(
    source="三月/财政局.xlsx",
    sheet="表1",
    row=7,
    unit="区财政局",
    period=Period(2022, 3),
    task_id="任务1",
    form=FormKind.PROGRESS,
    progress="已完成征收935户。\n正在推进。",
    met_goal_text="是",
    met_goal=MetGoal.YES,
)


def correction(old: str = "已完成征收935户。正在推进。", new: str = "已完成征收93户。", **changes: Any) -> Correction:
    made = Correction("三月/财政局.xlsx", "表1", 7, "progress", old, new, "笔误", "张三", date(2022, 4, 12), "“更正”E2")
    return Correction(**{**vars(made), **changes})


def test_a_correction_applies_and_what_stood_there_stays_visible() -> None:
    [row], findings = apply_corrections([ROW], [correction()])
    assert row.progress == "已完成征收93户。"
    assert ROW.progress in row.correction
    assert "张三" in row.correction
    assert findings == ()


def test_the_rows_given_are_not_changed_and_rows_without_correction_are_the_same() -> None:
    other = replace(ROW, row=8)
    rows, _ = apply_corrections([ROW, other], [correction()])
    assert ROW.progress.startswith("已完成征收935户")
    assert rows[1] == other


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        pytest.param({"old_text": "已完成征收900户。"}, "935户", id="the unit wrote something else meanwhile"),
        pytest.param({"old_text": ""}, "935户", id="blank is not what stands there"),
        pytest.param({"row": 8}, "没有录入这一行", id="no such row"),
        pytest.param({"sheet": "表2"}, "没有录入这一行", id="no such sheet"),
        pytest.param({"source": "四月/财政局.xlsx"}, "没有录入这一行", id="no such file"),
        pytest.param({"column": "problems"}, "空白", id="another column"),
    ],
)
def test_a_correction_of_what_no_longer_stands_has_no_effect_and_says_so(changes: dict[str, Any], says: str) -> None:
    [row], [fault] = apply_corrections([ROW], [correction(**changes)])
    assert row == ROW
    assert (fault.kind, fault.place.source) == (Kind.CORRECTION_STALE, changes.get("source", ROW.source))
    assert says in fault.problem
    assert "“更正”E2" in fault.problem


def test_a_blank_cell_can_be_filled_in() -> None:
    [row], findings = apply_corrections([ROW], [correction("", "资金未到位", column="problems")])
    assert (row.problems, findings) == ("资金未到位", ())
    assert "空白" in row.correction


def test_a_corrected_answer_is_understood_anew() -> None:
    """R14."""
    [row], _ = apply_corrections([ROW], [correction("是", "否", column="met_goal_text")])
    assert (row.met_goal_text, row.met_goal) == ("否", "否")


def test_a_correction_without_a_sheet_is_of_the_row_wherever_it_stands() -> None:
    [row], _ = apply_corrections([ROW], [correction(sheet="")])
    assert row.progress == "已完成征收93户。"


@pytest.mark.parametrize(
    "second_old",
    [
        pytest.param("已完成征收935户。正在推进。", id="of what the unit wrote"),
        pytest.param("已完成征收93户。", id="of the first correction"),
    ],
)
def test_of_two_corrections_the_later_counts_and_the_original_stays_visible(second_old: str) -> None:
    """By the day a person put on it, wherever its row stands."""
    later = correction(second_old, "已完成征收39户。", corrected_on=date(2022, 5, 9))
    [row], findings = apply_corrections([ROW], [later, correction()])
    assert (row.progress, findings) == ("已完成征收39户。", ())
    assert "935户" in row.correction
    assert row.correction.count("完成情况原") == 1


def test_corrections_of_two_cells_are_both_visible() -> None:
    answer = correction("是", "否", column="met_goal_text")
    [row], _ = apply_corrections([ROW], [correction(), answer])
    assert "完成情况原" in row.correction
    assert "是否完成原文原" in row.correction

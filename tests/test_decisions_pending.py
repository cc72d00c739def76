"""Rows that wait for a person: each once, with what is needed to decide."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from core_samples import JULY, JUNE, PLANNING, TASKS, closure, directory, ledger, record, returned
from decision_desk import OWN_NAME, OWN_TASK

from pipeline.decisions.decisions import Decisions
from pipeline.decisions.entries import MatchAnswer
from pipeline.outputs.decision_book.pending_rows import alias_rows, claim_rows, question_rows
from pipeline.vocabulary.findings import Place
from pipeline.vocabulary.questions import REJECTED, QuestionKind, question_id
from pipeline.vocabulary.terms import Closure

DONE = record("任务2", progress="全年任务已全部完成。", met_goal_text="是")
AUGUST_15 = date(2022, 8, 15)


def test_the_same_question_in_three_files_is_one_row_of_the_first() -> None:
    places = [Place("c.xlsx", "表1", 9), Place("b.xlsx", "表1", 30), Place("b.xlsx", "表1", 8)]
    rows = question_rows([replace(OWN_TASK, place=place) for place in places], TASKS)
    assert [row[2:5] for row in rows] == [("b.xlsx", "表1", 8)]


def test_rows_stand_in_the_order_of_the_files_whatever_the_order_of_reading() -> None:
    assert question_rows([OWN_TASK, OWN_NAME], TASKS) == question_rows([OWN_NAME, OWN_TASK], TASKS)


def test_a_long_candidate_is_cut_so_that_the_row_stays_readable() -> None:
    long = replace(TASKS[0], text="加快片区建设" * 50)
    [row] = question_rows([OWN_TASK], [long])
    assert len(str(row[6])) < 80


def test_a_claim_waits_until_a_person_has_verified_it() -> None:
    """R19."""
    files = [returned(PLANNING, JUNE, DONE)]
    [row] = claim_rows(ledger(AUGUST_15, files), Decisions())
    assert row[:3] == ("任务2", PLANNING, "2022-06")
    assert "全年任务已全部完成" in str(row[3])
    assert "2022-06/区发展改革局.xlsx" in str(row[3])


@pytest.mark.parametrize("verdict", [Closure.CLOSED, Closure.RETURNED, Closure.PENDING])
@pytest.mark.parametrize("unit", [pytest.param("", id="whole task"), pytest.param(PLANNING, id="unit")])
def test_a_claim_with_a_verdict_waits_no_longer(verdict: Closure, unit: str) -> None:
    decisions = Decisions(closures=(closure("任务2", JUNE, verdict, unit),))
    assert claim_rows(ledger(AUGUST_15, [returned(PLANNING, JUNE, DONE)], decisions), decisions) == []


def test_a_claim_made_again_after_it_was_returned_is_asked_anew() -> None:
    """R19: 退回 is of that claim, not of the next."""
    decisions = Decisions(closures=(closure("任务2", JUNE, Closure.RETURNED),))
    files = [returned(PLANNING, JUNE, DONE), returned(PLANNING, JULY, DONE)]
    rows = claim_rows(ledger(AUGUST_15, files, decisions), decisions)
    assert [row[:3] for row in rows] == [("任务2", PLANNING, "2022-07")]


def test_work_in_progress_is_no_claim() -> None:
    files = [returned(PLANNING, JUNE, record("任务2", progress="正在推进。", met_goal_text="否"))]
    assert claim_rows(ledger(AUGUST_15, files), Decisions()) == []


def settled(text: str, answer: str, scope: str = "") -> MatchAnswer:
    return MatchAnswer(question_id(QuestionKind.UNIT, scope, text), QuestionKind.UNIT, text, answer)


def test_names_settled_for_one_unit_stand_in_one_row() -> None:
    decisions = Decisions(matches=(settled("市中发改", PLANNING), settled("发展改革局", PLANNING)))
    assert alias_rows(decisions, directory()) == [(PLANNING, "区直部门", "区发改局、市中发改、发展改革局", "")]


@pytest.mark.parametrize(
    "match",
    [
        pytest.param(settled("区发改局", PLANNING), id="known already"),
        pytest.param(settled("不知是谁", REJECTED), id="no unit"),
        pytest.param(settled("", PLANNING, "sha-1/表1"), id="nothing written"),
        pytest.param(settled("某局", PLANNING, "sha-1/表1"), id="settled for one file only"),
        pytest.param(settled("发改、财政", PLANNING), id="a list is no name"),
        pytest.param(settled("……", PLANNING), id="nothing but dots"),
    ],
)
def test_what_is_no_name_of_a_unit_is_not_offered(match: MatchAnswer) -> None:
    assert alias_rows(Decisions(matches=(match,)), directory()) == []

"""What bulletins tell as problems is what 问题台账 holds to be open at the end of the period (R29)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from bulletin_sample import MARCH, sample_ledger

from pipeline.ledger.follow_up.problems import build_problems
from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins.facts.problems import ProblemNote, open_problems
from pipeline.outputs.bulletins.facts.task_lines import build_task_lines
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import DUTY_MONTHS, PROBLEMS, ProblemRow
from pipeline.vocabulary.terms import Annex, ProblemState

APRIL, MAY = Period(2022, 4), Period(2022, 5)
SPLIT = "部分线索跨区，需协调市局"
UNIT = "区水务局"


def told(by_month: Mapping[tuple[Period, str], str]) -> Ledger:
    """``UNIT`` wrote these problems on its tasks in these months, and nobody any other."""
    ledger = sample_ledger(months=(MARCH, APRIL, MAY), states={}, behind=())
    rows = [
        replace(row, problems=by_month.get((row.period, row.task_id), "无") if row.unit == UNIT else "无")
        for row in DUTY_MONTHS.rows(ledger.duty_months)
    ]
    return replace(ledger, duty_months=DUTY_MONTHS.frame(rows))


def notes(ledger: Ledger, period: Period, annex: Annex | None = None) -> list[ProblemNote]:
    return list(open_problems(ledger, period, build_task_lines(ledger, period, annex)))


def borne() -> list[str]:
    rows = sample_ledger(behind=()).duty_months
    return list(rows.loc[rows["unit"] == UNIT, "task_id"])


@pytest.mark.parametrize(("period", "number"), [(APRIL, 1), (MAY, 0)])
def test_what_is_gone_by_the_end_of_the_period_is_no_problem_of_it(period: Period, number: int) -> None:
    assert len(notes(told({(APRIL, borne()[0]): SPLIT}), period)) == number


def test_one_problem_under_two_tasks_is_one_and_stands_under_both() -> None:
    first, second, *_ = borne()
    [note] = notes(told({(MARCH, first): SPLIT, (MARCH, second): SPLIT}), MARCH)
    assert note.task_ids == {first, second} and note.words == SPLIT


def test_what_a_person_has_settled_is_told_no_more() -> None:
    ledger = told({(MARCH, borne()[0]): SPLIT})
    [note] = notes(ledger, MARCH)
    row = ProblemRow(
        task_id=note.line.task_id,
        unit=UNIT,
        first_period=MARCH,
        period=MARCH,
        problem=SPLIT,
        state=ProblemState.NEW,
        outcome="市局已协调解决",
        problem_id="问题-0",
    )
    assert notes(replace(ledger, problems=PROBLEMS.frame([row])), MARCH), "another problem's outcome"
    row = replace(row, problem_id=_id_of(ledger))
    assert not notes(replace(ledger, problems=PROBLEMS.frame([row])), MARCH)


def _id_of(ledger: Ledger) -> str:
    [row] = PROBLEMS.rows(build_problems(ledger.tasks, ledger.duty_months))
    return row.problem_id

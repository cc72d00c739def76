"""The state of an expected return: every state, and every order of events that leads to it (R8)."""

from __future__ import annotations

from datetime import date

import pytest
from core_samples import MARCH_DUE, expected, settings
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ledger.counts import ReturnCounts
from pipeline.ledger.owed.expected import Expected, judge_status
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Status

EXTENDED_TO = date(2022, 4, 15)
DAYS = st.dates(date(2022, 3, 1), date(2022, 5, 31))
ANY_RETURN = st.builds(
    expected, task_ids=st.sampled_from([(), ("任务1",)]), extended_to=st.none() | st.dates(MARCH_DUE, date(2022, 5, 1))
)


def april(day: int) -> date:
    return date(2022, 4, day)


@pytest.mark.parametrize(
    ("received", "today", "state"),
    [
        pytest.param(None, april(8), Status.NOT_DUE, id="the due date itself is not over"),
        pytest.param(None, april(9), Status.MISSING, id="the day after, a Saturday"),
        pytest.param(april(8), april(8), Status.ON_TIME, id="on the due date"),
        pytest.param(april(1), april(4), Status.ON_TIME, id="early"),
        pytest.param(april(9), april(11), Status.LATE, id="the Saturday after"),
        pytest.param(april(30), date(2022, 5, 31), Status.LATE, id="made up much later stays late"),
    ],
)
def test_a_return_owed_for_march(received: date | None, today: date, state: Status) -> None:
    """R6, R8, R9: due on 8 April, that day included."""
    assert judge_status(expected(), received, False, today) is state


@pytest.mark.parametrize(
    ("today", "state"),
    [
        pytest.param(date(2022, 10, 10), Status.NOT_DUE, id="10 October: five working days are not over"),
        pytest.param(date(2022, 10, 12), Status.NOT_DUE, id="12 October: the fifth"),
        pytest.param(date(2022, 10, 13), Status.MISSING, id="13 October"),
    ],
)
def test_september_is_due_after_the_national_holiday(today: date, state: Status) -> None:
    """R6: a rule of plain weekdays would name units on 10 October."""
    september = Period(2022, 9)
    assert judge_status(expected(september, settings().due_dates[september]), None, False, today) is state


@pytest.mark.parametrize(
    ("received", "today", "state"),
    [
        pytest.param(None, april(8), Status.NOT_DUE, id="before the first due date"),
        pytest.param(None, april(9), Status.EXTENDED, id="between the two"),
        pytest.param(None, april(15), Status.EXTENDED, id="the new due date itself"),
        pytest.param(None, april(16), Status.MISSING, id="the new date is over"),
        pytest.param(april(15), april(20), Status.ON_TIME, id="kept the new date"),
        pytest.param(april(16), april(20), Status.LATE, id="missed the new date"),
    ],
)
def test_an_approved_extension_moves_the_due_date(received: date | None, today: date, state: Status) -> None:
    """R8: 延期 holds until the new date is over."""
    assert judge_status(expected(extended_to=EXTENDED_TO), received, False, today) is state


def test_an_extension_entered_with_an_earlier_day_makes_nobody_late() -> None:
    """R8: a slip of the pen in 延期至 cannot take away days that the notice gives."""
    slip = expected(extended_to=april(5))
    assert judge_status(slip, april(8), False, april(11)) is Status.ON_TIME
    assert judge_status(slip, None, False, april(8)) is Status.NOT_DUE


@pytest.mark.parametrize("day", [pytest.param(april(1), id="before"), pytest.param(date(2022, 5, 1), id="long after")])
def test_a_unit_that_owes_nothing_is_exempt(day: date) -> None:
    """R8, R19: exempt or all closed, before and after the due date; a return sent all the same is never late."""
    nothing_owed = expected(task_ids=())
    assert judge_status(nothing_owed, None, False, day) is Status.EXEMPT
    assert judge_status(nothing_owed, None, True, day) is Status.EXEMPT
    assert judge_status(nothing_owed, april(30), False, day) is Status.EXEMPT


@pytest.mark.parametrize("today", [pytest.param(april(9), id="due"), pytest.param(april(1), id="not due yet")])
def test_a_file_in_doubt_makes_a_return_unsettled(today: date) -> None:
    """R8: what came and cannot be read, or whose unit or period is unsettled, waits for a person."""
    assert judge_status(expected(), None, True, today) is Status.UNSETTLED


def test_a_readable_receipt_counts_whatever_else_is_in_doubt() -> None:
    """R12: the first readable receipt decides."""
    assert judge_status(expected(), april(7), True, april(11)) is Status.ON_TIME


@given(ANY_RETURN, st.none() | DAYS, DAYS)
def test_a_return_in_doubt_is_never_missing(one: Expected, received: date | None, today: date) -> None:
    """R8: no bulletin can name a unit for it."""
    assert judge_status(one, received, True, today) is not Status.MISSING


@given(ANY_RETURN, DAYS, DAYS, DAYS)
def test_what_the_first_receipt_decided_stands(one: Expected, received: date, today: date, later: date) -> None:
    """R9, R12: neither more days nor a doubtful file turn 迟报 back to 按时, or 按时 into anything else."""
    states = {judge_status(one, received, is_in_doubt, day) for is_in_doubt in (True, False) for day in (today, later)}
    assert len(states) == 1
    assert states <= {Status.ON_TIME, Status.LATE, Status.EXEMPT}


@pytest.mark.parametrize(
    ("counts", "rate"),
    [
        pytest.param(ReturnCounts(on_time=6, late=2, missing=2), 0.6, id="late and missing count as due"),
        pytest.param(ReturnCounts(on_time=6, unsettled=4), 0.6, id="unsettled counts as due"),
        pytest.param(ReturnCounts(on_time=6, exempt=4, extended=3, not_due=2), 1.0, id="what is not due does not"),
        pytest.param(ReturnCounts(exempt=4, not_due=2), None, id="nothing due has no rate"),
    ],
)
def test_the_on_time_rate_is_of_all_that_are_due(counts: ReturnCounts, rate: float | None) -> None:
    """R9: overdue and open counts in the denominator."""
    assert counts.on_time_rate.share == rate

"""Who owes what for which period, over all that can be changed afterwards: no earlier period becomes worse (R19, R26)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from core_samples import (
    APRIL,
    FINANCE,
    JULY,
    JUNE,
    MARCH,
    MAY,
    ON_TIME,
    PLAN,
    PLANNING,
    closure,
    ledger,
    obligations,
    returned,
    settings,
    task,
)
from frames import only
from hypothesis import given
from hypothesis import strategies as st

from pipeline.decisions.decisions import Decisions
from pipeline.decisions.entries import ClosureEntry, Exemption
from pipeline.decisions.verdicts import contradictions
from pipeline.keeping.duty_log import Precedent
from pipeline.ledger.owed.expected import build_expected
from pipeline.ledger.owed.obligations import Obligations, owed_by
from pipeline.master.tasks import Task
from pipeline.vocabulary.findings import Kind
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import DUTY_MONTHS, RETURNS
from pipeline.vocabulary.terms import Closure
from pipeline.vocabulary.values import Span

TODAY = date(2022, 8, 15)
PERIODS = (PLAN, MARCH, APRIL, MAY, JUNE, JULY)
DUE = settings().due_dates


def moved(until: date | None, since: date | None) -> Task:
    """任务1, borne by FINANCE up to ``until`` and by PLANNING from ``since`` on."""
    made = task("任务1", FINANCE, PLANNING)
    old, new = made.assignments
    return replace(
        made,
        assignments=(
            replace(old, spans=(Span(None, until),), leading=(Span(None, until),)),
            replace(new, spans=(Span(since),), leading=(Span(since),)),
        ),
    )


def bearers(one: Task, period: Period, owed: Obligations | None = None) -> set[str]:
    return {a.unit for a in owed_by(one, owed or obligations(today=TODAY), period)}


@pytest.mark.parametrize("who", ["all", "lead"])
@pytest.mark.parametrize(
    ("until", "since", "april", "may", "june"),
    [
        pytest.param(date(2022, 5, 30), date(2022, 5, 31), {FINANCE}, {PLANNING}, {PLANNING}, id="on the last day"),
        pytest.param(date(2022, 5, 31), date(2022, 6, 1), {FINANCE}, {FINANCE}, {PLANNING}, id="at the month's end"),
        pytest.param(date(2022, 5, 23), date(2022, 6, 6), {FINANCE}, set(), {PLANNING}, id="seen with a gap"),
        pytest.param(date(2022, 6, 30), date(2022, 5, 2), {FINANCE}, {FINANCE, PLANNING}, {FINANCE, PLANNING}, id="both"),
    ],
)  # fmt: skip
def test_who_bears_it_on_the_last_day_owes_the_month(
    until: date, since: date, april: set[str], may: set[str], june: set[str], who: str
) -> None:
    one, owed = moved(until, since), obligations(who=who, today=TODAY)
    assert [bearers(one, period, owed) for period in (APRIL, MAY, JUNE)] == [april, may, june]


@pytest.mark.parametrize(("day", "has_plan"), [(date(2022, 3, 24), True), (date(2022, 3, 25), False)])
def test_a_plan_is_owed_by_who_bears_the_task_when_it_is_due(day: date, has_plan: bool) -> None:
    assert (PLANNING in bearers(moved(None, day), PLAN)) is has_plan


def test_a_month_that_is_not_borne_says_whose_it_is() -> None:
    one = moved(date(2022, 6, 6), date(2022, 6, 13))
    made = ledger(TODAY, [returned(unit, period) for unit in (FINANCE, PLANNING) for period in ON_TIME], tasks=(one,))
    assert only(made.duty_months, unit=PLANNING, period=MAY)["light_reason"] == "自6月起承担"
    assert only(made.duty_months, unit=FINANCE, period=JUNE)["light_reason"] == f"自6月起由{PLANNING}承担"
    assert {row["light"] for row in (only(made.duty_months, unit=FINANCE, period=JUNE),)} == {"灰"}
    assert only(made.returns, unit=PLANNING, period=MAY)["status"] == "免报"
    assert only(made.duties, unit=FINANCE)["light"] == "灰"


def test_a_cancelled_task_counts_under_one_word() -> None:
    one = replace(task("任务1", FINANCE), cancelled_on=date(2022, 6, 15))
    made = ledger(TODAY, [returned(FINANCE, period) for period in (PLAN, MARCH, APRIL, MAY)], tasks=(one,))
    assert [only(made.entry_months, period=period)["standing"] for period in (MAY, JUNE, JULY)] == [
        "按序时推进",
        "已撤销",
        "已撤销",
    ]
    assert (only(made.entries)["standing"], only(made.entries)["light"]) == ("已撤销", "灰")
    before = ledger(
        date(2022, 6, 13), [returned(FINANCE, period) for period in (PLAN, MARCH, APRIL, MAY)], tasks=(one,)
    )
    assert only(before.entries)["standing"] == "按序时推进", "it is not called off yet"


def test_a_cancelled_task_that_only_a_group_bears_is_cancelled_too() -> None:
    one = replace(task("任务1", groups=("各产业部门",)), assignments=(), cancelled_on=date(2022, 6, 15))
    assert only(ledger(TODAY, (), tasks=(one,)).entries)["standing"] == "已撤销"


CLOSED = closure("任务1", JUNE, day=date(2022, 7, 11))


def back(day: date | None, seen: date | None = None) -> ClosureEntry:
    return replace(closure("任务1", JUNE, Closure.RETURNED), verified_on=day, seen_on=seen)


@pytest.mark.parametrize(
    ("verdicts", "july_owed"),
    [
        pytest.param([CLOSED], False, id="closed"),
        pytest.param([CLOSED, back(date(2022, 8, 15))], False, id="returned after July was due"),
        pytest.param([back(date(2022, 8, 15)), CLOSED], False, id="the rows the other way round"),
        pytest.param([CLOSED, back(None, date(2022, 8, 15))], False, id="no day, seen after July was due"),
        pytest.param([CLOSED, back(None)], False, id="no day, just entered"),
        pytest.param([CLOSED, back(date(2022, 8, 5))], True, id="returned on the last day to report"),
        pytest.param([back(date(2022, 7, 4)), CLOSED], False, id="returned first, then closed"),
        pytest.param([CLOSED, back(date(2022, 7, 11))], False, id="both on one day"),
        pytest.param([CLOSED, back(date(2022, 7, 20)), closure("任务1", JUNE, day=date(2022, 8, 20))], False, id="closed again"),
    ],
)  # fmt: skip
def test_verdicts_count_by_their_day(verdicts: list[ClosureEntry], july_owed: bool) -> None:
    owed = obligations(Decisions(closures=tuple(verdicts)), today=date(2022, 8, 22))
    assert (FINANCE in bearers(task("任务1", FINANCE), JULY, owed)) is july_owed


def test_two_verdicts_of_one_day_are_told_once() -> None:
    found = list(contradictions([CLOSED, back(date(2022, 7, 11)), back(date(2022, 7, 12))]))
    assert [fault.kind for fault in found] == [Kind.VERDICTS_CONTRADICT]
    assert list(contradictions([CLOSED, back(date(2022, 7, 12))])) == []


DAYS = st.dates(date(2022, 1, 1), date(2022, 8, 31))
SPANS = st.builds(Span, st.none() | DAYS, st.none() | DAYS)
CHANGED_TASKS = st.builds(
    lambda base, spans, ended, begun: replace(
        base,
        assignments=tuple(replace(a, spans=(span,)) for a, span in zip(base.assignments, spans, strict=True)),
        cancelled_on=ended,
        starts_on=begun,
    ),
    st.sampled_from([task("任务1", FINANCE, PLANNING), task("任务1", PLANNING, FINANCE)]),
    st.tuples(SPANS, SPANS),
    st.none() | DAYS,
    st.none() | DAYS,
)
VERDICTS = st.builds(
    closure,
    st.just("任务1"),
    st.sampled_from(PERIODS),
    st.sampled_from([Closure.CLOSED, Closure.RETURNED, Closure.PENDING]),
    st.sampled_from(["", FINANCE, PLANNING]),
    DAYS,
)
EXEMPTIONS = st.builds(
    lambda unit, first, last: Exemption(unit, "任务1", None, first, last),
    st.sampled_from(["", FINANCE, PLANNING]),
    st.none() | st.sampled_from(PERIODS),
    st.none() | st.sampled_from(PERIODS),
)
DECISIONS = st.builds(
    lambda closures, exemptions: Decisions(closures=tuple(closures), exemptions=tuple(exemptions)),
    st.lists(VERDICTS, max_size=3),
    st.lists(EXEMPTIONS, max_size=2),
)
_RANK = {"按时": 0, "免报": 0, "未到期": 0, "延期": 0, "待认定": 0, "迟报": 1, "未报": 1}


def precedent(one: Task, decisions: Decisions, day: date) -> Precedent:
    """What a run of ``day`` leaves to the next."""
    owed = replace(obligations(decisions, today=day))
    rows = build_expected((one,), owed)
    return Precedent({(str(row.period), row.unit): frozenset(row.task_ids) for row in rows})


@given(CHANGED_TASKS, CHANGED_TASKS, DECISIONS, DECISIONS, st.dates(date(2022, 4, 9), date(2022, 8, 31)))
def test_no_change_of_tables_or_decisions_makes_an_earlier_period_worse(
    was: Task, now: Task, decided: Decisions, then: Decisions, day: date
) -> None:
    """Whatever becomes of the master and the decisions after a period is due, what a unit owes for it only shrinks."""
    before = precedent(was, decided, day)
    first = {row.key: row for row in build_expected((was,), obligations(decided, today=day))}
    later = replace(obligations(then, today=date(2022, 9, 5)), before=before)
    for row in build_expected((now,), later):
        if DUE[row.period] < day:
            assert set(row.task_ids) <= set(first[row.key].task_ids)


@given(CHANGED_TASKS, CHANGED_TASKS, DECISIONS, DECISIONS)
def test_no_return_and_no_light_of_an_earlier_period_turns_worse(
    was: Task, now: Task, decided: Decisions, then: Decisions
) -> None:
    """The same through the whole ledger: half the returns came."""
    files = [returned(FINANCE, period) for period in (PLAN, MARCH, MAY)]
    first = ledger(date(2022, 7, 11), files, decided, tasks=(was,))
    again = ledger(date(2022, 8, 1), files, then, tasks=(now,), before=precedent(was, decided, date(2022, 7, 11)))
    old = {(row.unit, row.period): row for row in RETURNS.rows(first.returns)}
    for row in RETURNS.rows(again.returns[again.returns["period"] <= MAY]):
        assert _RANK[row.status] <= _RANK[old[row.unit, row.period].status]
        assert len(row.tasks_lacking) <= len(old[row.unit, row.period].tasks_lacking)
    lights = {(one.unit, one.period): one.light for one in DUTY_MONTHS.rows(first.duty_months)}
    for one in DUTY_MONTHS.rows(again.duty_months[again.duty_months["period"] <= MAY]):
        if one.light in ("红", "黄"):
            assert lights[one.unit, one.period] in ("红", "黄", "办结"), "办结: the month of the claim itself is owed"

"""Verdicts on claims of completion (办结销号) in the order of their days, and what each of them ends (R19, R26)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from pipeline.decisions.entries import ClosureEntry
from pipeline.vocabulary.findings import Finding, Kind, Place, finding
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Closure
from pipeline.vocabulary.text import chinese_date

_SHEET = Place("人工认定.xlsx", "办结销号")


def day_of(entry: ClosureEntry) -> date:
    """The day of a verdict: that of the check, else the day a run first saw it; of one just entered the last of all."""
    return entry.verified_on or entry.seen_on or date.max


def in_order(verdicts: Iterable[ClosureEntry]) -> tuple[ClosureEntry, ...]:
    """Verdicts by their day, however their rows stand; of one day that on a part follows that on the whole task.

    Of two on the same part and day 已销号 comes last, so that a contradiction asks for nothing.
    """
    return tuple(sorted(verdicts, key=lambda one: (day_of(one), bool(one.unit), one.verdict is Closure.CLOSED)))


def closing_period(ordered: Sequence[ClosureEntry]) -> Period | None:
    """The period whose claim stands confirmed, None while the task is open."""
    return ordered[-1].period if ordered and ordered[-1].verdict is Closure.CLOSED else None


def is_closed_for(ordered: Sequence[ClosureEntry], period: Period, last_day: date) -> bool:
    """Whether nothing is owed for ``period``, due on ``last_day``: a claim of an earlier one stood confirmed that day.

    What reopens a task later revives the periods from then on.
    """
    return any(
        one.verdict is Closure.CLOSED and one.period < period and last_day < _reopened_on(ordered[place + 1 :])
        for place, one in enumerate(ordered)
    )


def _reopened_on(later: Iterable[ClosureEntry]) -> date:
    return next((day_of(one) for one in later if one.verdict is not Closure.CLOSED), date.max)


def contradictions(closures: Iterable[ClosureEntry]) -> Iterable[Finding]:
    """A finding for each day on which one part of a task was both 已销号 and 退回."""
    by_part = sorted(closures, key=lambda one: (one.task_id, one.unit, day_of(one)))
    for (task_id, unit, day), group in groupby(by_part, key=lambda one: (one.task_id, one.unit, day_of(one))):
        verdicts = {one.verdict for one in group}
        if {Closure.CLOSED, Closure.RETURNED} <= verdicts:
            told = chinese_date(day) if day < date.max else "同一天"
            yield finding(Kind.VERDICTS_CONTRADICT, _SHEET, unit=unit, task_id=task_id, task=task_id, day=told)

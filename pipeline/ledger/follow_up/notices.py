"""Notices: how often a unit was written to about a return, on which day, and up to when it may answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.keeping.register import Reminded
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.workdays import WorkCalendar

AHEAD = 0  # the stage of a reminder before the due date: no fault, and never counted
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Notice:
    """How often the unit was reminded of a return: ``stage`` counts this time, ``earlier`` are the days before it."""

    stage: int
    day: date
    reply_by: date
    earlier: tuple[date, ...] = ()


@dataclass(frozen=True)
class Running:
    """A letter of an earlier ``day`` whose time to answer runs: it asks for the returns of ``periods``, another one does not."""

    periods: tuple[Period, ...]
    day: date
    reply_by: date


def by_return(remembered: Iterable[Reminded], *, is_early: bool = False) -> dict[Key, list[Reminded]]:
    """(unit, form, period) → what the register remembers of it, in order of days."""
    in_order = sorted(remembered, key=lambda r: r.day)
    return gathered(((one.unit, one.form, one.period), one) for one in in_order if (one.stage == AHEAD) is is_early)


def notice_on(past: Sequence[Reminded], today: date, calendar: WorkCalendar, reply_workdays: int) -> Notice:
    """The notice in force on ``today``: the last one while its time to answer runs, else one more."""
    before = [one for one in past if one.day <= today]
    days = tuple(one.day for one in before)
    if before and before[-1].reply_by >= today:
        return Notice(before[-1].stage, before[-1].day, before[-1].reply_by, days[:-1])
    stage = before[-1].stage + 1 if before else 1
    return Notice(stage, today, calendar.workdays_after(today, reply_workdays), days)

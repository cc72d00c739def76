"""Notices: how often a unit was asked for a thing of a return, on which day, and up to when it may answer.

A return is several things: its form, its written material, each finding on its words. Each is counted by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.keeping.register import Reminded
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.workdays import WorkCalendar

AHEAD = 0  # the stage of a reminder before the due date: no fault, and never counted
Key = tuple[str, str, str]
FORM, MATERIAL, READABLE = "报表", "书面材料", "可读文件"  # the things of a return; any other is the 编号 of a finding


@dataclass(frozen=True)
class Notice:
    """How often the unit was asked for a thing: ``stage`` counts this time, ``earlier`` are the days before it."""

    stage: int
    day: date
    reply_by: date
    earlier: tuple[date, ...] = ()


def by_return(remembered: Iterable[Reminded], *, is_early: bool = False) -> dict[Key, list[Reminded]]:
    """(unit, form, period) → what the register remembers of it, in order of days."""
    in_order = sorted(remembered, key=lambda r: r.day)
    return gathered(((one.unit, one.form, one.period), one) for one in in_order if (one.stage == AHEAD) is is_early)


def notice_on(past: Sequence[Reminded], thing: str, today: date, calendar: WorkCalendar, reply_workdays: int) -> Notice:
    """The notice of ``thing`` in force on ``today``: the last one while its time to answer runs, else one more."""
    before = [one for one in past if one.day <= today and is_about(one, thing)]
    days = tuple(one.day for one in before)
    if before and before[-1].reply_by >= today:
        return Notice(len(days), before[-1].day, before[-1].reply_by, days[:-1])
    return Notice(len(days) + 1, today, calendar.workdays_after(today, reply_workdays), days)


def is_about(reminded: Reminded, thing: str) -> bool:
    """Whether the letter asked for ``thing``; one of which that is not known any more did for form and material."""
    return thing in (reminded.things or (FORM, MATERIAL))

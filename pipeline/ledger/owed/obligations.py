"""Who owes a task for a period, and why somebody does not: the one rule that everything else follows (R1, R8, R19, R26)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from pipeline.decisions.decisions import Decisions
from pipeline.decisions.entries import Exemption, Extension
from pipeline.keeping.duty_log import Precedent
from pipeline.master.tasks import Assignment, Task
from pipeline.vocabulary.periods import Period, last_day
from pipeline.vocabulary.terms import FormKind, Role, Standing
from pipeline.vocabulary.text import chinese_date

_EXEMPT = "本期免报"
_CLOSED = "截止时已核实销号，本期不再报送"
_LATER = "截止时不需报送，后来的变更不影响本期"


@dataclass(frozen=True)
class Excuse:
    """Why a unit owes nothing for a task and a period, in words, and the standing that this gives the duty.

    ``is_borne``: the unit bears the task in the period all the same.
    """

    words: str
    standing: Standing = Standing.NOT_DUE
    is_borne: bool = True


@dataclass(frozen=True)
class Obligations:
    """What decides who owes what on ``today``; ``before`` is what runs of earlier days stood on."""

    who: str
    due_dates: Mapping[Period, date]
    decisions: Decisions
    today: date
    before: Precedent = field(default_factory=Precedent)

    def extended_to(self, unit: str, period: Period) -> date | None:
        """The approved later day of a return, also of an extension taken back after it had begun to count."""
        form = FormKind.of(period)
        granted = self.decisions.extended_to(unit, form, period)
        is_void = any(isinstance(one, Extension) and one.covers(unit, form, period) for one in self.decisions.void)
        seen = None if is_void else self.before.last_days.get((str(period), unit))
        days = [day for day in (granted, seen) if day and day > self.due_dates[period]]
        return max(days, default=granted)

    def last_day(self, unit: str, period: Period) -> date:
        """The day up to which a return is on time; an extension never takes days away."""
        return max(self.due_dates[period], self.extended_to(unit, period) or self.due_dates[period])

    def excuse(self, task: Task, assignment: Assignment, period: Period) -> Excuse | None:
        """The first reason that holds; None where the unit owes the task for the period."""
        return next(self._excuses(task, assignment, period), None)

    def _excuses(self, task: Task, assignment: Assignment, period: Period) -> Iterator[Excuse]:
        day, form, unit = duty_day(period, self.due_dates[period]), FormKind.of(period), assignment.unit
        if cancelled := self.cancelled(task, period):
            yield cancelled
        if task.starts_on and day < task.starts_on:
            yield Excuse(f"自{task.starts_on.month}月起承担", is_borne=False)
        if not assignment.holds_on(day, self.who):
            yield Excuse(_tenure_words(task, assignment, day, self.who), is_borne=False)
        if self.decisions.is_exempt(unit, task.task_id, form, period):
            yield Excuse(_EXEMPT, Standing.EXEMPT)
        if self.decisions.is_closed_for(task.task_id, unit, period, self.last_day(unit, period)):
            yield Excuse(_CLOSED, Standing.EXEMPT)
        if self._was_free(task.task_id, unit, period):
            yield Excuse(_LATER, Standing.EXEMPT)

    def cancelled(self, task: Task, period: Period | None = None) -> Excuse | None:
        """That the task is 撤销: for ``period``, and without one, now."""
        day = duty_day(period, self.due_dates[period]) if period else self.today
        if task.cancelled_on is None or day < task.cancelled_on:
            return None
        is_over = task.is_cancelled(self.today)
        told = f"本事项{'已于' if is_over else '将于'}{chinese_date(task.cancelled_on)}撤销"
        return Excuse(told, Standing.CANCELLED if is_over else Standing.NOT_DUE)

    def ended(self, task: Task, assignment: Assignment) -> Excuse | None:
        """Why a duty is none any more, as of today; None of one that goes on or is to begin."""
        if cancelled := self.cancelled(task):
            return cancelled
        is_to_come = any(start > self.today for start in assignment.turns(self.who)[0])
        if is_to_come or assignment.holds_on(self.today, self.who):
            return None
        return Excuse(_tenure_words(task, assignment, self.today, self.who))

    def _was_free(self, task_id: str, unit: str, period: Period) -> bool:
        """Whether the collection is over and no earlier run found that the unit owed the task for it."""
        owed, form = self.before.owed, FormKind.of(period)
        if owed is None or self.due_dates[period] >= self.today or task_id in owed.get((str(period), unit), ()):
            return False
        void = (one for one in self.decisions.void if isinstance(one, Exemption))
        return not any(one.covers(unit, task_id, form, period) for one in void)

    def taken_back_late(self) -> Iterator[tuple[Extension | Exemption, tuple[Period, ...]]]:
        """What 撤销 ended after it had freed a unit, and the periods over before that, for which it still does."""
        ended = (one.entry for one in self.decisions.taken_back if not one.is_void)
        for entry in ended:
            if periods := tuple(period for period in self.due_dates if self._still_frees(entry, period)):
                yield entry, periods

    def _still_frees(self, entry: Extension | Exemption, period: Period) -> bool:
        if isinstance(entry, Extension):
            return entry.period == period and self.last_day(entry.unit, period) > self.due_dates[period]
        unit, task_id, form = entry.unit, entry.task_id, FormKind.of(period)
        is_told = bool(unit and task_id) and entry.covers(unit, task_id, form, period)
        return (
            is_told
            and not self.decisions.is_exempt(unit, task_id, form, period)
            and self._was_free(task_id, unit, period)
        )


def duty_day(period: Period, due: date) -> date:
    """The day that decides who owes ``period``: the month's last, of a plan the day it is ``due``, and never a later one."""
    return due if period.is_plan else min(due, last_day(period))


def owing(task: Task, who: str) -> tuple[Assignment, ...]:
    """The assignments of ``task`` that owe returns for some time of the year: all, or those that lead (R1)."""
    return tuple(a for a in task.assignments if who == "all" or a.role is Role.LEAD or a.leading)


def still_owed(task: Task, obligations: Obligations, period: Period) -> Task:
    """``task`` with only the assignments that owe a return for ``period``."""
    return replace(task, assignments=owed_by(task, obligations, period))


def owed_by(task: Task, obligations: Obligations, period: Period) -> tuple[Assignment, ...]:
    """The assignments of ``task`` that owe a return for ``period``."""
    return tuple(a for a in owing(task, obligations.who) if not obligations.excuse(task, a, period))


def _tenure_words(task: Task, assignment: Assignment, day: date, who: str) -> str:
    """自6月起承担, or from when on who else bears the task in its place."""
    starts, ends = assignment.turns(who)
    later = [start for start in starts if start > day]
    if later:
        return f"自{min(later).month}月起承担"
    ended = max((end for end in ends if end < day), default=None)
    if ended is None:
        return "本期不承担"
    successors = [one.unit for one in task.assignments if one.holds_on(day, who) and not one.holds_on(ended, who)]
    first = _first_month_after(ended)
    return f"自{first}月起由{'、'.join(successors)}承担" if successors else f"自{first}月起不再承担"


def _first_month_after(day: date) -> int:
    """The first month that is no longer borne up to its last day."""
    return (day + timedelta(days=1)).month

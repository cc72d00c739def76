"""What ought to come: one row per unit × form × period, with the tasks it must cover (R1, R3), and its state (R8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline.decisions.decisions import Decisions
from pipeline.master.tasks import Assignment, Task
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind, Role, Status


@dataclass(frozen=True)
class Expected:
    """A return that a unit owes. ``task_ids`` are still owed; ``excused`` are its other tasks (免报 or 已销号)."""

    form: FormKind
    period: Period
    unit: str
    task_ids: tuple[str, ...]
    excused: tuple[str, ...]
    due_date: date
    extended_to: date | None = None

    @property
    def key(self) -> tuple[FormKind, Period, str]:
        """What makes it one return: form, period, unit."""
        return (self.form, self.period, self.unit)

    @property
    def last_day(self) -> date:
        """The day up to which a return is on time; an extension never takes days away."""
        return max(self.due_date, self.extended_to or self.due_date)


def owing(task: Task, who: str) -> tuple[Assignment, ...]:
    """The assignments of ``task`` that owe returns: all, or the lead's alone (R1)."""
    return tuple(a for a in task.assignments if who == "all" or a.role is Role.LEAD)


def still_owed(task: Task, decisions: Decisions, period: Period) -> Task:
    """``task`` with only the assignments that still owe a return for ``period`` (免报 and 已销号 taken out)."""
    form = FormKind.of(period)
    owed = tuple(a for a in task.assignments if not decisions.excuses(a.unit, task.task_id, form, period))
    return replace(task, assignments=owed)


def build_expected(
    tasks: Iterable[Task], due_dates: Mapping[Period, date], who: str, decisions: Decisions
) -> tuple[Expected, ...]:
    """Every expected return, sorted by period, then by the unit's first task."""
    borne = gathered((assignment.unit, task.task_id) for task in tasks for assignment in owing(task, who))
    return tuple(
        _expect(unit, period, task_ids, due_dates[period], decisions)
        for period in sorted(due_dates)
        for unit, task_ids in borne.items()
    )


def _expect(unit: str, period: Period, task_ids: Sequence[str], due: date, decisions: Decisions) -> Expected:
    form = FormKind.of(period)
    excused = tuple(t for t in task_ids if decisions.excuses(unit, t, form, period))
    owed = tuple(t for t in task_ids if t not in excused)
    return Expected(form, period, unit, owed, excused, due, decisions.extended_to(unit, form, period))


def judge_status(expected: Expected, received: date | None, is_in_doubt: bool, today: date) -> Status:
    """The state on ``today`` of a return first readably received on ``received`` (None: not yet).

    ``is_in_doubt`` says that a file which came may be this return (unreadable, or its unit or period unsettled): such
    a return is never 未报. On time up to and including the due date, or the approved later one. Who owes nothing is 免报
    also when a return comes all the same: it cannot be late.
    """
    if not expected.task_ids:
        return Status.EXEMPT
    if received:
        return Status.ON_TIME if received <= expected.last_day else Status.LATE
    if is_in_doubt:
        return Status.UNSETTLED
    if today > expected.last_day:
        return Status.MISSING
    return Status.EXTENDED if today > expected.due_date else Status.NOT_DUE

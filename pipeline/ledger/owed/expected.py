"""What ought to come: one row per unit × form × period, with the tasks it must cover (R1, R3), and its state (R8)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.ledger.owed.obligations import Obligations, owing
from pipeline.master.tasks import Assignment, Task
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind, Status


@dataclass(frozen=True)
class Expected:
    """A return that a unit owes. ``task_ids`` are owed; ``excused`` are its other tasks, each with the reason in words."""

    form: FormKind
    period: Period
    unit: str
    task_ids: tuple[str, ...]
    excused: tuple[tuple[str, str], ...]
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


def build_expected(
    tasks: Iterable[Task], obligations: Obligations, ordered: Callable[[Iterable[str]], Sequence[str]] = tuple
) -> tuple[Expected, ...]:
    """Every expected return, by period, then by unit as ``ordered``: all lists of returns follow it."""
    borne = gathered(
        (assignment.unit, (task, assignment)) for task in tasks for assignment in owing(task, obligations.who)
    )
    return tuple(
        _expect(unit, period, borne[unit], obligations)
        for period in sorted(obligations.due_dates)
        for unit in ordered(borne)
    )


def _expect(unit: str, period: Period, own: Sequence[tuple[Task, Assignment]], obligations: Obligations) -> Expected:
    excuses = {task.task_id: obligations.excuse(task, assignment, period) for task, assignment in own}
    return Expected(
        form=FormKind.of(period),
        period=period,
        unit=unit,
        task_ids=tuple(task_id for task_id, excuse in excuses.items() if not excuse),
        excused=tuple((task_id, excuse.words) for task_id, excuse in excuses.items() if excuse),
        due_date=obligations.due_dates[period],
        extended_to=obligations.extended_to(unit, period),
    )


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

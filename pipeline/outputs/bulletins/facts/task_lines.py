"""Task lines: one task of 附件1 or 附件2 as it stood in one month, with what each unit wrote."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace

from pipeline.ledger.model import Ledger
from pipeline.ledger.scales.standing import STANDING_FAULTS
from pipeline.ledger.statements.open_goals import NOTHING_OPEN, OpenGoal, open_goal
from pipeline.ledger.statements.shortfall import Shortfall
from pipeline.master.bearers import units_on
from pipeline.master.tasks import Task
from pipeline.outputs.bulletins.facts.charges import Sanction, standing_sanction
from pipeline.outputs.shared import wording
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period, last_day
from pipeline.vocabulary.tables import (
    DUTY_MONTHS,
    ENTRIES,
    ENTRY_MONTHS,
    DutyMonthRow,
    EntryMonthRow,
    EntryRow,
)
from pipeline.vocabulary.terms import Annex, CheckVerdict, Closure, LeadBasis, MetGoal, Standing, Status


@dataclass(frozen=True)
class UnitWords:
    """What one unit wrote, as written; ``unit`` is blank where the task has no other unit.

    ``silent``: it wrote nothing, and its return is in this state (R8).
    """

    unit: str
    words: str
    silent: Status | None = None

    @property
    def shown(self) -> str:
        """The words, or what stands in their place."""
        return self.words or wording.silence(self.silent)


@dataclass(frozen=True)
class TaskLine:
    """A task with its 进度 in the month, by the report of ``standing_unit`` (R18).

    ``is_goal_open``: that unit says itself that it has not reached the goal of the ``quarter``; ``open_goal``: what of it is open, of one that is carried on what is of that (``carried``: its quarter).
    ``is_goal_claimed``: it says that it has; ``awaits_others``: another unit that bears the task has told nothing of it.
    ``sanction``: what telling it says against that unit. ``is_standing_told``: an edition may show it beside the unit's name (R21).
    """

    task_id: str
    annex: Annex
    number: int
    category: str
    text: str
    lead_officials: tuple[str, ...]
    units_text: str
    lead_unit: str
    is_lead_presumed: bool
    standing: Standing
    reason: str
    standing_unit: str
    sanction: Sanction | None = None
    progress: tuple[UnitWords, ...] = ()
    problems: tuple[UnitWords, ...] = ()
    next_steps: tuple[UnitWords, ...] = ()
    is_goal_claimed: bool = False
    awaits_others: bool = False
    quarter: int = 0
    is_goal_open: bool = False
    open_goal: OpenGoal = NOTHING_OPEN
    carried: int = 0
    is_standing_told: bool = True
    short_name: str = ""

    @property
    def shortfalls(self) -> tuple[Shortfall, ...]:
        """By how much the quarter's goal is missed, where that is sure."""
        return () if self.carried else self.open_goal.shortfalls

    @property
    def title(self) -> str:
        """The task in brief, fit to stand inside “”."""
        return wording.task_title(self.short_name, self.text)


def position_of(task: Task) -> str:
    """``为民办实事第12件``, ``年度重点任务第4项``: what a reader finds the task by."""
    return f"为民办实事第{task.number}件" if task.annex is Annex.LIVELIHOOD else f"年度重点任务第{task.number}项"


def build_task_lines(
    ledger: Ledger, period: Period, annex: Annex | None = None, unsettled: Collection[str] = ()
) -> tuple[TaskLine, ...]:
    """Every task of ``annex`` (of both where None), in the order of the master list, as it stood in ``period``.

    No unit of ``unsettled`` is shown as 未报送 (R8). A task without a row for the month, such as one closed before, keeps the standing of the sheet 事项台账.
    """
    entry_months = ENTRY_MONTHS.rows(ledger.entry_months[ledger.entry_months["period"] == period])
    in_period = DUTY_MONTHS.rows(ledger.duty_months[ledger.duty_months["period"] == period])
    duty_months = (row for row in in_period if row.is_borne or row.is_reported)
    months = {row.task_id: row for row in entry_months}
    duties = gathered((row.task_id, row) for row in duty_months)
    entries = {row.task_id: row for row in ENTRIES.rows(ledger.entries)}
    lines = []
    day = ledger.cutoff if period.is_plan else last_day(period)
    for task in ledger.tasks:
        if annex is None or task.annex is annex:
            entry = entries[task.task_id]
            month = months.get(task.task_id, entry)
            then = replace(task, units_text=units_on(task, day))
            line = _line(then, month, entry, _in_order(task, duties.get(task.task_id, [])), unsettled)
            lines.append(_with_open_goal(line, duties.get(task.task_id, []), ledger))
    return tuple(lines)


def _with_open_goal(line: TaskLine, rows: Iterable[DutyMonthRow], ledger: Ledger) -> TaskLine:
    """``line``, where it lags, with what of its goal is open by its unit's words: of one carried on, of that goal (R16)."""
    own = next((row for row in rows if row.unit == line.standing_unit), None)
    if own is None or line.standing not in STANDING_FAULTS:
        return line
    carried = own.carried_quarter if line.standing is Standing.ATTENTION and not line.is_goal_open else 0
    goal = _goal_of(own, carried, ledger) if carried else own.planned_goal
    return replace(line, open_goal=open_goal(wording.words(goal), wording.words(own.progress)), carried=carried)


def _goal_of(row: DutyMonthRow, quarter: int, ledger: Ledger) -> str:
    """The goal by which the unit was measured at the end of ``quarter``."""
    months = ledger.duty_months
    of_duty = months[(months["task_id"] == row.task_id) & (months["unit"] == row.unit)]
    end = of_duty[of_duty["period"] == Period(row.period.year, quarter * 3)]
    return next((one.planned_goal for one in DUTY_MONTHS.rows(end)), "")


def _is_open(row: DutyMonthRow) -> bool:
    """A unit that says 否 itself; what a spot check found is told as that."""
    return row.met_goal in (MetGoal.NO, MetGoal.PARTLY) and row.check_verdict in (None, CheckVerdict.TRUE)


def _in_order(task: Task, rows: list[DutyMonthRow]) -> list[DutyMonthRow]:
    """The rows in the order of the task's units, others last."""
    order = {assignment.unit: place for place, assignment in enumerate(task.assignments)}
    return sorted(rows, key=lambda row: order.get(row.unit, len(order)))


def _line(
    task: Task, month: EntryMonthRow | EntryRow, entry: EntryRow, rows: list[DutyMonthRow], unsettled: Collection[str]
) -> TaskLine:
    is_shared = len(task.assignments) > 1
    own = next((row for row in rows if row.unit == month.standing_unit), None)
    return TaskLine(
        task_id=task.task_id,
        annex=task.annex,
        number=task.number,
        category=wording.quote(task.category),
        text=wording.quote(task.text),
        lead_officials=task.lead_officials,
        units_text=wording.quote(task.units_text),
        lead_unit=task.lead_unit,
        is_lead_presumed=task.lead_basis is LeadBasis.PRESUMED,
        standing=month.standing,
        reason=wording.quote(month.standing_reason.text),
        standing_unit=month.standing_unit,
        sanction=standing_sanction(own) if own else None,
        progress=_progress(entry, rows, is_shared, unsettled),
        problems=_words(rows, is_shared, lambda row: row.problems),
        next_steps=_words(rows, is_shared, lambda row: row.next_steps),
        short_name=wording.quote(task.short_name),
        quarter=own.period.quarter if own else 0,
        is_goal_open=own is not None and _is_open(own),
        is_goal_claimed=own is not None and own.met_goal is MetGoal.YES,
        awaits_others=any(row is not own and row.is_borne and row.met_goal is None for row in rows),
    )


def _progress(
    entry: EntryRow, rows: list[DutyMonthRow], is_shared: bool, unsettled: Collection[str]
) -> tuple[UnitWords, ...]:
    """What each unit wrote, or the state that explains its silence; of a task closed before the month its last words."""
    if not rows and entry.closure is Closure.CLOSED:
        last = (UnitWords(one.unit, wording.words(one.text)) for one in entry.progress)
        return tuple(item for item in last if item.words)
    told = (
        UnitWords(row.unit if is_shared else "", wording.words(row.progress), _silent(row, unsettled)) for row in rows
    )
    return tuple(item for item in told if item.shown)


def _silent(row: DutyMonthRow, unsettled: Collection[str]) -> Status | None:
    if wording.words(row.progress):
        return None
    is_unsettled = row.unit in unsettled or row.standing is Standing.UNSETTLED
    return Status.UNSETTLED if is_unsettled else row.status


def _words(
    rows: Iterable[DutyMonthRow], is_shared: bool, text_of: Callable[[DutyMonthRow], str]
) -> tuple[UnitWords, ...]:
    told = (UnitWords(row.unit if is_shared else "", wording.words(text_of(row))) for row in rows)
    return tuple(item for item in told if item.words)

"""A task as a whole: its verdicts in every period (逐月事项), and its line in the ledger (事项台账)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from pipeline.ledger.duty_months import worst_met_goal
from pipeline.ledger.owed.obligations import Excuse, Obligations, duty_day
from pipeline.ledger.scales.now import of_duty, of_month
from pipeline.ledger.scales.task import TaskVerdict, UnitVerdict, judge_task, of_nobody
from pipeline.master.bearers import units_on
from pipeline.master.short_titles import propose_title
from pipeline.master.tasks import Task
from pipeline.vocabulary.form_fields import by_quarter
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import (
    DUTIES,
    DUTY_MONTHS,
    ENTRIES,
    ENTRY_MONTHS,
    DutyMonthRow,
    DutyRow,
    EntryMonthRow,
    EntryRow,
)
from pipeline.vocabulary.terms import Closure, Standing
from pipeline.vocabulary.values import UnitText

_NO_UNIT = "责任单位尚未确认"
_CLOSURE_ORDER = (Closure.RETURNED, Closure.OPEN, Closure.CLAIMED, Closure.PENDING, Closure.CLOSED)


def _verdict(task: Task, units: Sequence[UnitVerdict], cancelled: Excuse | None) -> TaskVerdict:
    """``cancelled`` stands where the task has no unit that owes."""
    if units:
        return judge_task(units)
    return of_nobody(cancelled.standing, cancelled.words) if cancelled else of_nobody(Standing.NOT_DUE, _NO_UNIT)


def _leads(task: Task, unit: str, day: date) -> bool:
    return any(one.unit == unit and one.leads_on(day) for one in task.assignments)


def build_entry_months(
    tasks: Sequence[Task], periods: Sequence[Period], duty_months: pd.DataFrame, obligations: Obligations
) -> pd.DataFrame:
    """One row per (task, period) as a frame of ENTRY_MONTHS: both scales, the worst unit's light and whose it is (R18)."""
    months = gathered(((row.task_id, row.period), row) for row in DUTY_MONTHS.rows(duty_months))
    days = {period: duty_day(period, obligations.due_dates[period]) for period in periods}
    return ENTRY_MONTHS.frame(
        EntryMonthRow(
            task.task_id,
            period,
            **vars(_verdict(task, _in_month(task, months, days, period), obligations.cancelled(task, period))),
        )
        for task in tasks
        for period in periods
    )


def _in_month(
    task: Task,
    months: Mapping[tuple[str, Period], Sequence[DutyMonthRow]],
    days: Mapping[Period, date],
    period: Period,
) -> list[UnitVerdict]:
    return [
        UnitVerdict(row.unit, of_month(row), _leads(task, row.unit, days[period]), row.is_borne)
        for row in months.get((task.task_id, period), ())
    ]


def build_entries(
    tasks: Sequence[Task], duties: pd.DataFrame, duty_months: pd.DataFrame, obligations: Obligations
) -> pd.DataFrame:
    """One row per task as a frame of ENTRIES."""
    by_task = gathered((row.task_id, row) for row in DUTIES.rows(duties))
    months = gathered(((row.task_id, row.period), row) for row in DUTY_MONTHS.rows(duty_months))
    return ENTRIES.frame(_entry(task, by_task.get(task.task_id, ()), months, obligations) for task in tasks)


def _entry(
    task: Task,
    duties: Sequence[DutyRow],
    months: Mapping[tuple[str, Period], Sequence[DutyMonthRow]],
    obligations: Obligations,
) -> EntryRow:
    units = [UnitVerdict(row.unit, of_duty(row), _leads(task, row.unit, obligations.today)) for row in duties]
    entry = EntryRow(
        task_id=task.task_id,
        category=task.category,
        task_text=task.text,
        lead_officials=task.lead_officials,
        lead_unit=task.lead_unit,
        lead_basis=task.lead_basis,
        units_text=units_on(task, obligations.today),
        short_name=task.short_name or propose_title(task.text),
        **by_quarter(next((duty.goals for duty in duties if any(duty.goals)), ("",) * 4)),
        **vars(_verdict(task, units, obligations.cancelled(task))),
        closure=min((duty.closure for duty in duties), key=_CLOSURE_ORDER.index, default=Closure.OPEN),
    )
    latest = max((duty.latest_period for duty in duties if duty.latest_period), default=None)
    if latest is None:
        return entry
    return _with_reports(replace(entry, latest_period=latest), months.get((task.task_id, latest), ()))


def _with_reports(entry: EntryRow, months: Sequence[DutyMonthRow]) -> EntryRow:
    """``entry`` with what its units wrote in the last month that any of them reported."""
    reported = [month for month in months if month.is_reported]
    if not reported:
        return entry
    return replace(
        entry,
        progress=by_unit(reported, lambda month: month.progress),
        problems=by_unit(reported, lambda month: month.problems),
        next_steps=by_unit(reported, lambda month: month.next_steps),
        met_goal=worst_met_goal([month.met_goal for month in reported]),
        source=reported[0].source,
        sheet=reported[0].sheet,
        row=reported[0].row,
    )


def by_unit(months: Sequence[DutyMonthRow], text_of: Callable[[DutyMonthRow], str]) -> tuple[UnitText, ...]:
    """Each unit's text apart, with its name where several reported."""
    return tuple(UnitText(row.unit if len(months) > 1 else "", text_of(row)) for row in months if text_of(row))

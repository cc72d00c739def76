"""A task as a whole: its light in every period (逐月事项), and its line in the ledger (事项台账)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from pipeline.ledger.duty_months import worst_met_goal
from pipeline.ledger.lights import LIGHTS, Verdict, worst
from pipeline.ledger.owed.obligations import Excuse, Obligations
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
from pipeline.vocabulary.terms import Closure, Light, Standing
from pipeline.vocabulary.values import UnitText

_NO_UNIT = Verdict(Light.GREY, Standing.NOT_DUE, "责任单位尚未确认")
_CLOSURE_ORDER = (Closure.RETURNED, Closure.OPEN, Closure.CLAIMED, Closure.PENDING, Closure.CLOSED)


@dataclass(frozen=True)
class _TaskLight:
    """The light that a task takes: its worst unit's, with that unit where several bear the task (R18)."""

    unit: str
    verdict: Verdict
    reason: UnitText

    @classmethod
    def of(cls, rows: Sequence[DutyRow | DutyMonthRow], cancelled: Excuse | None) -> _TaskLight:
        """``cancelled`` stands where the task has no unit that owes."""
        nobody = Verdict(LIGHTS[cancelled.standing], cancelled.standing, cancelled.words) if cancelled else _NO_UNIT
        judged = [(row.unit, Verdict(row.light, row.standing, row.light_reason)) for row in rows]
        unit, verdict = worst(judged) or ("", nobody)
        names_unit = len(rows) > 1 and verdict.standing is not Standing.ON_TRACK
        return cls(unit, verdict, UnitText(unit if names_unit else "", verdict.reason))


def build_entry_months(
    tasks: Sequence[Task], periods: Sequence[Period], duty_months: pd.DataFrame, obligations: Obligations
) -> pd.DataFrame:
    """One row per (task, period) as a frame of ENTRY_MONTHS: the worst unit's light and whose it is (R18)."""
    months = gathered(((row.task_id, row.period), row) for row in DUTY_MONTHS.rows(duty_months))
    lights = {
        (task.task_id, period): _TaskLight.of(
            months.get((task.task_id, period), ()), obligations.cancelled(task, period)
        )
        for task in tasks
        for period in periods
    }
    return ENTRY_MONTHS.frame(
        EntryMonthRow(task_id, period, one.verdict.light, one.reason, one.verdict.standing, one.unit)
        for (task_id, period), one in lights.items()
    )


def build_entries(
    tasks: Sequence[Task], duties: pd.DataFrame, duty_months: pd.DataFrame, obligations: Obligations
) -> pd.DataFrame:
    """One row per task as a frame of ENTRIES."""
    by_task = gathered((row.task_id, row) for row in DUTIES.rows(duties))
    months = gathered(((row.task_id, row.period), row) for row in DUTY_MONTHS.rows(duty_months))
    return ENTRIES.frame(
        _entry(task, by_task.get(task.task_id, ()), months, obligations.cancelled(task)) for task in tasks
    )


def _entry(
    task: Task,
    duties: Sequence[DutyRow],
    months: Mapping[tuple[str, Period], Sequence[DutyMonthRow]],
    cancelled: Excuse | None,
) -> EntryRow:
    light = _TaskLight.of(duties, cancelled)
    entry = EntryRow(
        task_id=task.task_id,
        category=task.category,
        task_text=task.text,
        lead_officials=task.lead_officials,
        lead_unit=task.lead_unit,
        lead_basis=task.lead_basis,
        units_text=task.units_text,
        **by_quarter(next((duty.goals for duty in duties if any(duty.goals)), ("",) * 4)),
        light=light.verdict.light,
        light_reason=light.reason,
        light_unit=light.unit,
        standing=light.verdict.standing,
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

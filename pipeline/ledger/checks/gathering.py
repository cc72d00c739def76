"""The rows in force of 填报明细 gathered into what the checks read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import pandas as pd

from pipeline.ledger.checks.written import Line, Plan, Report, Written, goals_together
from pipeline.master.tasks import Task
from pipeline.vocabulary.findings import Place
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import RECORDS, RecordRow
from pipeline.vocabulary.terms import Adoption, FormKind, MetGoal
from pipeline.vocabulary.text import fold

_Duty = tuple[str, str]  # unit, task id
_Row = TypeVar("_Row", bound=Line)
_TEXTS = "number_text task_text goal_q1 goal_q2 goal_q3 goal_q4 quarter_goal progress problems next_steps".split()
# What is longer is a whole report in one cell: its figures are not the task's, and patterns would take minutes over it.
_MOST_CHARACTERS = 2_000


def gather(records: pd.DataFrame, tasks: Sequence[Task]) -> Written:
    """What is in force, in order of period; a sub-item (R11) is paired with its own plan and its own last month."""
    by_id = {task.task_id: task for task in tasks}
    settled = records["adoption"].isin([Adoption.ADOPTED, Adoption.SUPERSEDED])
    kept = records[settled & records["task_id"].isin(list(by_id))]
    read = list(RECORDS.rows(kept.assign(**{name: kept[name].str[:_MOST_CHARACTERS] for name in _TEXTS})))
    plans = gathered(((row.unit, row.task_id), row) for row in read if _is_plan(row))
    months = gathered(((row.period, row.unit, row.task_id), row) for row in read if row.period and _is_report(row))
    last: dict[_Duty, list[Report]] = {}
    reports: list[Report] = []
    for (month, unit, task_id), rows in sorted(months.items(), key=lambda item: item[0][0]):
        planned = [_plan(row) for row in in_force(plans.get((unit, task_id), []), month)]
        before = last.get((unit, task_id), [])
        is_lead = by_id[task_id].lead_unit == unit
        last[unit, task_id] = [
            _report(row, is_lead, planned, _paired(row, rows, planned), _paired(row, rows, before)) for row in rows
        ]
        reports += last[unit, task_id]
    now = (row for rows in plans.values() for row in rows if row.adoption is Adoption.ADOPTED)
    return Written(by_id, tuple(map(_plan, now)), tuple(reports))


def _is_plan(row: RecordRow) -> bool:
    """Whether it has been or is part of a plan on file."""
    is_kept = row.adoption is Adoption.ADOPTED or any(row.goals)
    return row.form is FormKind.PLAN and not row.is_rejected and is_kept


def _is_report(row: RecordRow) -> bool:
    return row.form is FormKind.PROGRESS and row.adoption is Adoption.ADOPTED


def in_force(plans: Sequence[RecordRow], month: Period) -> list[RecordRow]:
    """Of the rows of a duty's plans, in order of receipt, those in force when ``month`` ended (R15).

    A plan that was revised later does not judge the months before; one that came first after the month does.
    """
    came = [row for row in plans if row.content == plans[0].content or _came_by(row, month)]
    return [row for index, row in enumerate(came) if not any(_replaces(later, row) for later in came[index + 1 :])]


def _came_by(row: RecordRow, month: Period) -> bool:
    return row.received_date is not None and Period(row.received_date.year, row.received_date.month) <= month


def _replaces(later: RecordRow, row: RecordRow) -> bool:
    is_elsewhere = (later.source, later.content, later.sheet) != (row.source, row.content, row.sheet)
    return is_elsewhere and later.sub_item in ("", row.sub_item)


def _plan(row: RecordRow) -> Plan:
    assert row.period, "a row in force has a period"
    return Plan(row.unit, row.task_id, row.period, _place(row), row.goals, _label(row))


def _report(row: RecordRow, is_lead: bool, plans: Sequence[Plan], own: Plan | None, earlier: Report | None) -> Report:
    assert row.period, "a row in force has a period"
    return Report(
        row.unit,
        row.task_id,
        row.period,
        _place(row),
        own.goals if own else goals_together(plans),
        _label(row),
        is_lead=is_lead,
        quarter_goal=row.quarter_goal,
        progress=row.progress,
        problems=row.problems,
        next_steps=row.next_steps,
        met_goal=row.met_goal or MetGoal.UNCLEAR,
        earlier=earlier,
        plan_at=next((plan.place for plan in (own, *plans) if plan), Place()),
    )


def _paired(row: RecordRow, rows: Sequence[RecordRow], others: Sequence[_Row]) -> _Row | None:
    """The row of another form that stands for the same (sub-)item: the only one, else that with the same writing."""
    if len(rows) == len(others) == 1:
        return others[0]
    same = [other for other in others if other.label == _label(row)]
    return same[0] if len(same) == 1 else None


def _label(row: RecordRow) -> str:
    return fold(row.number_text + row.task_text)


def _place(row: RecordRow) -> Place:
    return Place(row.source, row.sheet, row.row)

"""The rows in force of 填报明细 gathered into what the checks read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from pipeline.ledger.checks.written import Plan, Report, Written
from pipeline.master.tasks import Task
from pipeline.vocabulary.findings import Place
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import RECORDS, RecordRow
from pipeline.vocabulary.terms import Adoption, FormKind, MetGoal
from pipeline.vocabulary.text import fold, stacked

_Duty = tuple[str, str]  # unit, task id
# What is longer is a whole report in one cell: its figures are not the task's, and patterns would take minutes over it.
_MOST_CHARACTERS = 2_000


def gather(records: pd.DataFrame, tasks: Sequence[Task]) -> Written:
    """What is in force, in order of period; a sub-item (R11) is paired with its own plan and its own last month."""
    by_id = {task.task_id: task for task in tasks}
    kept = records[(records["adoption"] == Adoption.ADOPTED) & records["task_id"].isin(list(by_id))]
    plans: dict[_Duty, list[RecordRow]] = {}
    months: dict[tuple[Period, _Duty], list[RecordRow]] = {}
    for row in RECORDS.rows(kept):
        duty = (row.unit, row.task_id)
        if row.form is FormKind.PLAN:
            plans.setdefault(duty, []).append(row)
        elif row.period:
            months.setdefault((row.period, duty), []).append(row)
    reports: list[Report] = []
    last: dict[_Duty, list[tuple[RecordRow, Report]]] = {}
    for (_, duty), rows in sorted(months.items(), key=lambda item: item[0][0]):
        is_lead = by_id[duty[1]].lead_unit == duty[0]
        before = last.get(duty, [])
        made = [_report(row, rows, is_lead, plans.get(duty, []), before) for row in rows]
        last[duty] = list(zip(rows, made, strict=True))
        reports += made
    return Written(by_id, tuple(_plan(row) for rows in plans.values() for row in rows), tuple(reports))


def _plan(row: RecordRow) -> Plan:
    assert row.period, "a row in force has a period"
    return Plan(row.unit, row.task_id, _goals([row]), _place(row), row.period)


def _report(
    row: RecordRow,
    rows: Sequence[RecordRow],
    is_lead: bool,
    plans: Sequence[RecordRow],
    before: Sequence[tuple[RecordRow, Report]],
) -> Report:
    assert row.period, "a row in force has a period"
    own = _paired(row, rows, plans)
    earlier = _paired(row, rows, [one for one, _ in before])
    return Report(
        unit=row.unit,
        task_id=row.task_id,
        period=row.period,
        is_lead=is_lead,
        goals=_goals([own] if own else plans),
        quarter_goal=row.quarter_goal[:_MOST_CHARACTERS],
        progress=row.progress[:_MOST_CHARACTERS],
        problems=row.problems[:_MOST_CHARACTERS],
        next_steps=row.next_steps[:_MOST_CHARACTERS],
        met_goal=row.met_goal or MetGoal.UNCLEAR,
        place=_place(row),
        earlier=next((report for one, report in before if one is earlier), None),
    )


def _paired(row: RecordRow, rows: Sequence[RecordRow], others: Sequence[RecordRow]) -> RecordRow | None:
    """The row of another form that stands for the same (sub-)item: the only one, else that with the same writing."""
    if len(rows) == len(others) == 1:
        return others[0]
    same = [other for other in others if _label(other) == _label(row)]
    return same[0] if len(same) == 1 else None


def _label(row: RecordRow) -> str:
    return fold(row.number_text[:_MOST_CHARACTERS] + row.task_text[:_MOST_CHARACTERS])


def _goals(rows: Iterable[RecordRow]) -> tuple[str, str, str, str]:
    quarters = zip(*(row.goals for row in rows), strict=True)
    texts = [stacked(text[:_MOST_CHARACTERS] for text in quarter) for quarter in quarters]
    q1, q2, q3, q4 = texts or [""] * 4
    return (q1, q2, q3, q4)


def _place(row: RecordRow) -> Place:
    return Place(row.source, row.sheet, row.row)

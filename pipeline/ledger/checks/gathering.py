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
    settled = records["adoption"].isin([Adoption.ADOPTED, Adoption.SUPERSEDED])
    kept = records[settled & records["task_id"].isin(list(by_id))]
    plans: dict[_Duty, list[RecordRow]] = {}
    months: dict[tuple[Period, _Duty], list[RecordRow]] = {}
    for row in RECORDS.rows(kept):
        duty = (row.unit, row.task_id)
        if row.form is FormKind.PLAN and not row.is_rejected and (row.adoption is Adoption.ADOPTED or any(row.goals)):
            plans.setdefault(duty, []).append(row)
        elif row.period and row.form is FormKind.PROGRESS and row.adoption is Adoption.ADOPTED:
            months.setdefault((row.period, duty), []).append(row)
    reports: list[Report] = []
    last: dict[_Duty, list[tuple[RecordRow, Report]]] = {}
    for (month, duty), rows in sorted(months.items(), key=lambda item: item[0][0]):
        is_lead = by_id[duty[1]].lead_unit == duty[0]
        before = last.get(duty, [])
        planned = in_force(plans.get(duty, []), month)
        made = [_report(row, rows, is_lead, planned, before) for row in rows]
        last[duty] = list(zip(rows, made, strict=True))
        reports += made
    now = (row for rows in plans.values() for row in rows if row.adoption is Adoption.ADOPTED)
    return Written(by_id, tuple(map(_plan, now)), tuple(reports))


def in_force(plans: Sequence[RecordRow], month: Period) -> list[RecordRow]:
    """Of the rows of a duty's plans, in order of receipt, those in force when ``month`` ended (R15).

    A plan that was revised later does not judge the months before; one that came first after the month does.
    """
    end = (month.year, month.month or 0)
    first = next((row.content for row in plans), "")
    came = [row for row in plans if row.content == first or (row.received_date and _month_of(row) <= end)]
    return [row for index, row in enumerate(came) if not any(_replaces(later, row) for later in came[index + 1 :])]


def _month_of(row: RecordRow) -> tuple[int, int]:
    assert row.received_date
    return (row.received_date.year, row.received_date.month)


def _replaces(later: RecordRow, row: RecordRow) -> bool:
    is_elsewhere = (later.source, later.content, later.sheet) != (row.source, row.content, row.sheet)
    return is_elsewhere and later.sub_item in ("", row.sub_item)


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
        plan_at=_place(own or plans[0]) if plans else None,
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

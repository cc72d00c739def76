"""The rows in force of 填报明细 gathered into what the checks read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from pipeline.ledger.checks.written import Plan, Report, Written
from pipeline.master.tasks import Task
from pipeline.vocabulary.findings import Place
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Adoption, FormKind, MetGoal
from pipeline.vocabulary.text import fold

_GOALS = ("goal_q1", "goal_q2", "goal_q3", "goal_q4")
_COLUMNS = ["form", "period", "unit", "task_id", "number_text", "task_text", *_GOALS, "quarter_goal", "progress"]
_COLUMNS += ["problems", "next_steps", "met_goal", "adoption", "source", "sheet", "row"]
Row = Mapping[str, object]
# What is longer is a whole report in one cell: its figures are not the task's, and patterns would take minutes over it.
_MOST_CHARACTERS = 2_000


def gather(records: pd.DataFrame, tasks: Sequence[Task]) -> Written:
    """What is in force, in order of period; a sub-item (R11) is paired with its own plan and its own last month."""
    by_id = {task.task_id: task for task in tasks}
    groups = _grouped(records, by_id)
    plans = {(unit, task): rows for (form, unit, task, _), rows in groups.items() if form == FormKind.PLAN}
    reports: list[Report] = []
    last: dict[tuple[str, str], list[tuple[Row, Report]]] = {}
    for (form, unit, task_id, period), rows in sorted(groups.items(), key=lambda item: item[0][3]):
        if form != FormKind.PROGRESS:
            continue
        lead = by_id[task_id].lead_unit == unit
        made = [_report(row, rows, lead, Period.parse(period), plans.get((unit, task_id), [])) for row in rows]
        before = last.get((unit, task_id), [])
        made = [replace(report, earlier=_earlier(row, rows, before)) for row, report in zip(rows, made, strict=True)]
        last[(unit, task_id)] = list(zip(rows, made, strict=True))
        reports += made
    plan_rows = [row for rows in plans.values() for row in rows]
    return Written(by_id, tuple(_plan(row) for row in plan_rows), tuple(reports))


def _grouped(records: pd.DataFrame, by_id: Mapping[str, Task]) -> dict[tuple[str, str, str, str], list[Row]]:
    """(form, unit, task, period) → its rows in force (R12)."""
    kept = records[(records["adoption"] == Adoption.ADOPTED) & records["task_id"].isin(by_id)]
    groups: dict[tuple[str, str, str, str], list[Row]] = {}
    for row in kept[_COLUMNS].to_dict("records"):
        key = (str(row["form"]), str(row["unit"]), str(row["task_id"]), str(row["period"]))
        groups.setdefault(key, []).append({str(name): value for name, value in row.items()})
    return groups


def _plan(row: Row) -> Plan:
    return Plan(
        _text(row, "unit"), _text(row, "task_id"), _goals([row]), _place(row), Period.parse(_text(row, "period"))
    )


def _report(row: Row, rows: Sequence[Row], is_lead: bool, period: Period, plans: Sequence[Row]) -> Report:
    own = _paired(row, rows, plans)
    return Report(
        unit=_text(row, "unit"),
        task_id=_text(row, "task_id"),
        period=period,
        is_lead=is_lead,
        goals=_goals([own] if own else plans),
        quarter_goal=_text(row, "quarter_goal"),
        progress=_text(row, "progress"),
        problems=_text(row, "problems"),
        next_steps=_text(row, "next_steps"),
        met_goal=MetGoal(_text(row, "met_goal") or MetGoal.UNCLEAR),
        place=_place(row),
    )


def _earlier(row: Row, rows: Sequence[Row], before: Sequence[tuple[Row, Report]]) -> Report | None:
    own = _paired(row, rows, [one for one, _ in before])
    return next((report for one, report in before if one is own), None)


def _paired(row: Row, rows: Sequence[Row], others: Sequence[Row]) -> Row | None:
    """The row of another form that stands for the same (sub-)item: the only one, else that with the same writing."""
    if len(rows) == len(others) == 1:
        return others[0]
    same = [other for other in others if _label(other) == _label(row)]
    return same[0] if len(same) == 1 else None


def _label(row: Row) -> str:
    return fold(_text(row, "number_text") + _text(row, "task_text"))


def _goals(rows: Iterable[Row]) -> tuple[str, str, str, str]:
    found = list(rows)
    q1, q2, q3, q4 = ("\n".join(dict.fromkeys(_text(row, name) for row in found if row[name])) for name in _GOALS)
    return (q1, q2, q3, q4)


def _text(row: Row, name: str) -> str:
    value = row[name]
    return "" if value is None or value != value else str(value)[:_MOST_CHARACTERS]


def _place(row: Row) -> Place:
    number = row["row"]
    return Place(_text(row, "source"), _text(row, "sheet"), int(number) if isinstance(number, int | float) else None)

"""What the checks read: each row in force of Annex 4 with the plan on file and what was reported before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from pipeline.master.tasks import Task
from pipeline.vocabulary.findings import Finding, Kind, Place, finding
from pipeline.vocabulary.form_fields import GOALS
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Adoption, FormKind, MetGoal
from pipeline.vocabulary.text import fold

_COLUMNS = ["form", "period", "unit", "task_id", "number_text", "task_text", *GOALS, "quarter_goal", "progress"]
_COLUMNS += ["problems", "next_steps", "met_goal", "adoption", "source", "sheet", "row"]
Row = Mapping[str, object]
# What is longer is a whole report in one cell: its figures are not the task's, and patterns would take minutes over it.
_MOST_CHARACTERS = 2_000


@dataclass(frozen=True)
class Plan:
    """A unit's plan on file for a task: its four goals, and where they stand."""

    unit: str
    task_id: str
    goals: tuple[str, str, str, str]
    place: Place
    period: Period

    def fault(self, kind: Kind, **facts: object) -> Finding:
        return finding(kind, self.place, unit=self.unit, period=self.period, task_id=self.task_id, **facts)


@dataclass(frozen=True)
class Line:
    """A row of Annex 4. ``goals``: the plan on file, four blanks without one; ``earlier``: the month reported before."""

    unit: str
    task_id: str
    period: Period
    is_lead: bool
    goals: tuple[str, str, str, str]
    quarter_goal: str
    progress: str
    problems: str
    next_steps: str
    met_goal: MetGoal
    place: Place
    earlier: Line | None = None

    @property
    def planned(self) -> str:
        """The goal of this quarter on file."""
        return self.goals[self.period.quarter - 1]

    @property
    def goal(self) -> str:
        """The yardstick: the plan on file (R15), else what the form itself gives."""
        return self.planned or self.quarter_goal

    def fault(self, kind: Kind, **facts: object) -> Finding:
        return finding(kind, self.place, unit=self.unit, period=self.period, task_id=self.task_id, **facts)


@dataclass(frozen=True)
class Written:
    """All that units wrote and that is in force: plans, and lines by month."""

    tasks: Mapping[str, Task]
    plans: tuple[Plan, ...]
    lines: tuple[Line, ...]

    def plans_of(self, unit: str, task_id: str) -> list[Plan]:
        """The unit's plan rows for the task, one per sub-item."""
        return self.plans_by_duty.get((unit, task_id), [])

    @cached_property
    def plans_by_duty(self) -> dict[tuple[str, str], list[Plan]]:
        found: dict[tuple[str, str], list[Plan]] = {}
        for plan in self.plans:
            found.setdefault((plan.unit, plan.task_id), []).append(plan)
        return found

    def plan_place(self, line: Line) -> Place | None:
        """Where the plan that the line is measured by stands."""
        plans = self.plans_of(line.unit, line.task_id)
        return next((plan.place for plan in plans if plan.goals == line.goals), plans[0].place if plans else None)


def gather(records: pd.DataFrame, tasks: Sequence[Task]) -> Written:
    """What is in force, in order of period; a sub-item (R11) is paired with its own plan and its own last month."""
    by_id = {task.task_id: task for task in tasks}
    kept = records[(records["adoption"] == Adoption.ADOPTED) & records["task_id"].isin(by_id)]
    groups: dict[tuple[str, str, str, str], list[Row]] = {}
    for row in kept[_COLUMNS].to_dict("records"):
        key = (str(row["form"]), str(row["unit"]), str(row["task_id"]), str(row["period"]))
        groups.setdefault(key, []).append({str(name): value for name, value in row.items()})
    plans = {(unit, task): rows for (form, unit, task, _), rows in groups.items() if form == FormKind.PLAN}
    lines: list[Line] = []
    last: dict[tuple[str, str], list[tuple[Row, Line]]] = {}
    for (form, unit, task_id, period), rows in sorted(groups.items(), key=lambda item: item[0][3]):
        if form != FormKind.PROGRESS:
            continue
        lead = by_id[task_id].lead_unit == unit
        made = [_line(row, rows, lead, Period.parse(period), plans.get((unit, task_id), [])) for row in rows]
        before = last.get((unit, task_id), [])
        made = [replace(line, earlier=_earlier(row, rows, before)) for row, line in zip(rows, made, strict=True)]
        last[(unit, task_id)] = list(zip(rows, made, strict=True))
        lines += made
    plan_rows = [row for rows in plans.values() for row in rows]
    return Written(by_id, tuple(_plan(row) for row in plan_rows), tuple(lines))


def _plan(row: Row) -> Plan:
    return Plan(
        _text(row, "unit"), _text(row, "task_id"), _goals([row]), _place(row), Period.parse(_text(row, "period"))
    )


def _line(row: Row, rows: Sequence[Row], is_lead: bool, period: Period, plans: Sequence[Row]) -> Line:
    own = _paired(row, rows, plans)
    return Line(
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


def _earlier(row: Row, rows: Sequence[Row], before: Sequence[tuple[Row, Line]]) -> Line | None:
    own = _paired(row, rows, [one for one, _ in before])
    return next((line for one, line in before if one is own), None)


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
    q1, q2, q3, q4 = ("\n".join(dict.fromkeys(_text(row, name) for row in found if row[name])) for name in GOALS)
    return (q1, q2, q3, q4)


def _text(row: Row, name: str) -> str:
    value = row[name]
    return "" if value is None or value != value else str(value)[:_MOST_CHARACTERS]


def _place(row: Row) -> Place:
    number = row["row"]
    return Place(_text(row, "source"), _text(row, "sheet"), int(number) if isinstance(number, int | float) else None)

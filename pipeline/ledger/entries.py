"""A task as a whole: its light in every period (逐月事项), and its line in the ledger (事项台账)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from pipeline.ledger.duties import Row, worst_met_goal
from pipeline.ledger.lights import Verdict, worst
from pipeline.master.tasks import Task
from pipeline.vocabulary.form_fields import GOALS
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import ENTRIES, ENTRY_MONTHS
from pipeline.vocabulary.terms import Closure, Light, Standing

_NO_UNIT = Verdict(Light.GREY, Standing.NOT_DUE, "责任单位尚未确认")
_CLOSURE_ORDER = (Closure.RETURNED, Closure.OPEN, Closure.CLAIMED, Closure.PENDING, Closure.CLOSED)


def build_entry_months(tasks: Sequence[Task], periods: Sequence[Period], duty_months: pd.DataFrame) -> pd.DataFrame:
    """One row per (task, period) with the columns of ENTRY_MONTHS: the worst unit's light and whose it is (R18)."""
    grouped = _group(duty_months, "task_id", "period")
    return ENTRY_MONTHS.frame(
        {"task_id": task.task_id, "period": str(period), **_worst_light(grouped.get((task.task_id, str(period)), []))}
        for task in tasks
        for period in periods
    )


def build_entries(tasks: Sequence[Task], duties: pd.DataFrame, duty_months: pd.DataFrame) -> pd.DataFrame:
    """One row per task with the columns of ENTRIES."""
    by_task = _group(duties, "task_id")
    months = _group(duty_months, "task_id", "period")
    return ENTRIES.frame(_entry(task, by_task.get((task.task_id,), []), months) for task in tasks)


def _entry(task: Task, duties: list[Row], months: dict[tuple[object, ...], list[Row]]) -> Row:
    latest = max((str(duty["latest_period"]) for duty in duties if duty["latest_period"]), default="")
    reported = (
        [row for row in months.get((task.task_id, latest), []) if row["progress"] or row["met_goal"]] if latest else []
    )
    planned = next((duty for duty in duties if any(duty[name] for name in GOALS)), None)
    closures = [Closure(str(duty["closure"])) for duty in duties]
    row: Row = {
        "task_id": task.task_id,
        "category": task.category,
        "task_text": task.text,
        "lead_officials": "、".join(task.lead_officials),
        "lead_unit": task.lead_unit,
        "lead_basis": str(task.lead_basis),
        "units_text": task.units_text,
        "latest_period": latest,
        "closure": str(min(closures, key=_CLOSURE_ORDER.index, default=Closure.OPEN)),
        **{name: planned[name] if planned else "" for name in GOALS},
        **{name: by_unit(reported, name) for name in ("progress", "problems", "next_steps")},
        **_worst_light(duties),
    }
    if reported:
        row |= {name: reported[0][name] for name in ("source", "sheet", "row")}
        row["met_goal"] = str(worst_met_goal(reported))
    return row


def by_unit(rows: Sequence[Row], name: str) -> str:
    """Each unit's text apart; prefixed by its name where several wrote."""
    written = [(str(row["unit"]), str(row[name])) for row in rows if row[name]]
    if len(written) == 1 and len(rows) == 1:
        return written[0][1]
    return "\n".join(f"{unit}：{text}" for unit, text in written)


def _worst_light(rows: Iterable[Row]) -> Row:
    verdicts = [
        (str(row["unit"]), Verdict(Light(str(row["light"])), Standing(str(row["standing"])), str(row["light_reason"])))
        for row in rows
    ]
    found = worst(verdicts)
    unit, verdict = found if found else ("", _NO_UNIT)
    several = len(verdicts) > 1 and verdict.standing is not Standing.ON_TRACK
    reason = f"{unit}：{verdict.reason}" if several else verdict.reason
    return {"light": str(verdict.light), "light_reason": reason, "standing": str(verdict.standing), "light_unit": unit}


def _group(frame: pd.DataFrame, *names: str) -> dict[tuple[object, ...], list[Row]]:
    grouped: dict[tuple[object, ...], list[Row]] = {}
    for row in frame.to_dict("records"):
        grouped.setdefault(tuple(row[name] for name in names), []).append({str(k): v for k, v in row.items()})
    return grouped

"""What calls for a bulletin of its own: tasks that a person closed, and major matters (notice clause 3, R19)."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from pipeline.decisions.decisions import Decisions
from pipeline.ledger.model import Matter
from pipeline.master.tasks import Task
from pipeline.vocabulary.terms import Closure


def list_matters(
    tasks: Sequence[Task], decisions: Decisions, entries: pd.DataFrame, duties: pd.DataFrame
) -> tuple[Matter, ...]:
    """Every closed task or part of one, then every major matter.

    A whole task of which one unit's part was returned later is closed no more, and calls for none.
    """
    by_id = {task.task_id: task for task in tasks}
    closed = _closed(entries, duties)
    closures = [
        Matter(
            matter_id=f"办结-{entry.task_id}" + (f"-{entry.unit}" if entry.unit else ""),
            task_id=entry.task_id,
            is_closure=True,
            title=by_id[entry.task_id].text,
            situation="",
            day=entry.verified_on,
            unit=entry.unit,
            basis="，".join(part for part in (entry.method, entry.basis) if part),
        )
        for entry in decisions.closures
        if entry.verdict is Closure.CLOSED and entry.verified_on and (entry.task_id, entry.unit) in closed
    ]
    major = [
        Matter(f"重大事项-{m.matter_id}", m.task_id, False, m.title, m.situation, m.day)
        for m in sorted(decisions.major_matters, key=lambda m: (m.day, m.matter_id, m.title))
    ]
    return (*closures, *major)


def _closed(entries: pd.DataFrame, duties: pd.DataFrame) -> frozenset[tuple[str, str]]:
    """(task id, unit) of all that stands closed now; unit '' where the whole task does."""
    whole = entries.loc[entries["closure"] == Closure.CLOSED, "task_id"]
    part = duties.loc[duties["closure"] == Closure.CLOSED, ["task_id", "unit"]]
    return frozenset({*((task_id, "") for task_id in whole), *part.itertuples(index=False, name=None)})

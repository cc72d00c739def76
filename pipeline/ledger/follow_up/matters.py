"""What calls for a bulletin of its own: tasks that a person closed, and major matters (notice clause 3, R19)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from pipeline.decisions.decisions import Decisions
from pipeline.decisions.entries import ClosureEntry
from pipeline.ledger.model import Matter
from pipeline.master.tasks import Task
from pipeline.vocabulary.tables.table import grouped
from pipeline.vocabulary.terms import Closure


def list_matters(tasks: Sequence[Task], decisions: Decisions, duties: pd.DataFrame, year: int) -> tuple[Matter, ...]:
    """Every closed task, then every major matter of ``year``.

    办结 is the task's: a task calls for its one bulletin when every unit's part is closed, and none was returned later.
    """
    by_id = {task.task_id: task for task in tasks}
    closures = [
        _closure(by_id[str(task_id)], list(_closing(decisions, str(task_id), own)))
        for task_id, own in grouped(duties, "task_id")
        if (own["closure"] == Closure.CLOSED).all()
    ]
    major = [
        Matter(f"重大事项-{m.matter_id}", m.task_id, False, m.title, m.situation, m.day)
        for m in sorted(decisions.major_matters, key=lambda m: (m.day, m.matter_id, m.title))
        if m.day.year >= year
    ]
    return (*(matter for matter in closures if matter), *major)


def _closing(decisions: Decisions, task_id: str, duties: pd.DataFrame) -> Iterator[ClosureEntry]:
    """The verdict that closed each unit's part of a task."""
    for unit in duties["unit"]:
        yield decisions.verdicts(task_id, unit)[-1]


def _closure(task: Task, verdicts: Sequence[ClosureEntry]) -> Matter | None:
    """The matter of a task closed by ``verdicts``: of the day of the last; what each rests on is told once."""
    days = [entry.verified_on for entry in verdicts if entry.verified_on]
    if not days:
        return None
    bases = dict.fromkeys(_basis(entry, is_shared=len(task.assignments) > 1) for entry in verdicts)
    return Matter(
        matter_id=f"办结-{task.task_id}",
        task_id=task.task_id,
        is_closure=True,
        title=task.text,
        situation="",
        day=max(days),
        basis="；".join(basis for basis in bases if basis),
    )


def _basis(entry: ClosureEntry, *, is_shared: bool) -> str:
    """How a part was verified and by what, with its unit where the task has several."""
    told = "，".join(part for part in (entry.method, entry.basis) if part)
    return f"{entry.unit}：{told}" if told and entry.unit and is_shared else told

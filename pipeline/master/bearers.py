"""责任单位 of a task as of a day: whose part has ended, or not begun, is not listed (R26)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from pipeline.master.tasks import Task

_BETWEEN = "(?:[、，,；;／/]|以及|和|及|与)"


def units_on(task: Task, day: date) -> str:
    """``units_text`` of ``task`` without the units that do not bear it on ``day``; as it stands where none is left."""
    bearing = {one.unit for one in task.assignments if one.holds_on(day)}
    written = dict(task.written_as)
    idle = (one.unit for one in task.assignments if one.unit not in bearing)
    return _without(task.units_text, (written.get(unit, unit) for unit in idle)) or task.units_text


def _without(line: str, names: Iterable[str]) -> str:
    """``line`` without ``names``, what stands in brackets behind them and what joins them to the others."""
    for name in dict.fromkeys(names):
        pattern = rf"(?:^|{_BETWEEN}){re.escape(name)}(?:[（(][^（()）]*[）)])*(?=$|等|{_BETWEEN})"
        line = re.sub(pattern, "", line, count=1)
    return re.sub(f"^(?:{_BETWEEN})+", "", line)

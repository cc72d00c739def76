"""抽查结果: what a look on the spot found (notice clause 3)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, ClassVar, Self

from pipeline.decisions import cells
from pipeline.decisions.sheet import DAY, TEXT, Entry, SheetColumn, WrittenEntry
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import CheckVerdict


@dataclass(frozen=True)
class SpotCheck(Entry, sheet="抽查结果", place=8, is_required=True):
    """Whether the unit's claim held; ``is_in_force``: no later look, and no other of the same day, says otherwise."""

    check_id: Annotated[str, SheetColumn("编号", 11.5, is_key=True, is_asked=True)]
    task_id: Annotated[str, SheetColumn("事项编号", 11.5, cells.task_id, is_asked=True)]
    unit: Annotated[str, SheetColumn("单位", 20, cells.unit, is_asked=True)]
    period: Annotated[Period, SheetColumn("期间", 9, cells.any_period, is_asked=True, shown=TEXT)]
    claim: ClassVar = SheetColumn("自报", 26, is_asked=True)
    method: Annotated[str, SheetColumn("核查方式", 18, is_asked=True)]
    verdict: Annotated[str, SheetColumn("核查结果", 9, cells.one_of(*CheckVerdict), decides=True)]
    checked_by: ClassVar = SheetColumn("核查人", 9)
    checked_on: Annotated[date | None, SheetColumn("核查日期", 11.5, cells.day, None, shown=DAY)]
    note: Annotated[str, SheetColumn("说明", 26)]
    is_in_force: bool = True

    @classmethod
    def read(cls, row: WrittenEntry) -> Self:
        """The result; without a 编号 it is known by what was looked at."""
        found = cls(**row.values())
        return replace(found, check_id=found.check_id or f"{found.task_id}-{found.unit}-{found.period}")

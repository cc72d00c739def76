"""重大事项: one matter, one bulletin (notice clause 3)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, ClassVar, Self

from pipeline.decisions import cells
from pipeline.decisions.sheet import DAY, Entry, SheetColumn, WrittenEntry


@dataclass(frozen=True)
class MajorMatter(Entry, sheet="重大事项", place=6, is_required=True):
    """A matter that a person wants a bulletin for."""

    matter_id: Annotated[str, SheetColumn("编号", 11.5, is_key=True)]
    task_id: Annotated[str, SheetColumn("事项编号", 11.5, cells.task_id, "")]
    title: Annotated[str, SheetColumn("标题", 26, wanted="标题没有填写", is_key=True)]
    situation: Annotated[str, SheetColumn("情况", 40)]
    day: Annotated[date, SheetColumn("日期", 11.5, cells.day, shown=DAY)]
    is_wanted: ClassVar = SheetColumn("通报", 18, cells.one_of(是=True, 否=False), decides=True)

    @classmethod
    def read(cls, row: WrittenEntry) -> Self | None:
        """The matter, None where a person answered 否; without a 编号 it is known by its 标题."""
        if row.is_sound("is_wanted") and not row["is_wanted"]:
            return None
        found = cls(**row.values())
        return replace(found, matter_id=found.matter_id or found.title)

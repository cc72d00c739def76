"""核验复核: findings that a person looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from pipeline.decisions import cells
from pipeline.decisions.sheet import DAY, TEXT, Entry, SheetColumn, WrittenEntry
from pipeline.decisions.suspensions import Effect, Suspension

_NO_NUMBER = "编号没有填写，请从台账“核验问题”表抄录"


@dataclass(frozen=True)
class Review(Entry, sheet="核验复核", place=9, is_required=True):
    """A finding looked at; ``is_harmless`` (正常) silences it for the same text."""

    review_id: Annotated[str, SheetColumn("编号", 11.5, wanted=_NO_NUMBER, is_key=True, is_asked=True)]
    category: Annotated[str, SheetColumn("类别", 18, is_asked=True)]
    unit: Annotated[str, SheetColumn("单位", 20, is_asked=True)]
    period: Annotated[str, SheetColumn("期间", 9, is_asked=True, shown=TEXT)]
    task_id: Annotated[str, SheetColumn("事项编号", 11.5, is_asked=True)]
    problem: Annotated[str, SheetColumn("问题", 40, is_asked=True)]
    is_harmless: Annotated[bool, SheetColumn("复核结果", 9, cells.one_of(正常=True, 属实=False), decides=True)]
    reviewed_by: ClassVar = SheetColumn("复核人", 9)
    reviewed_on: ClassVar = SheetColumn("复核日期", 11.5, shown=DAY)

    @classmethod
    def suspended(cls, row: WrittenEntry) -> Suspension | None:
        """The finding that may have been found to be none."""
        found = row["review_id"]
        return Suspension(frozenset({Effect.REVIEW}), finding_id=found) if found else None

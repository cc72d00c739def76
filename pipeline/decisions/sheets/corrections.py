"""更正: one cell of one row of a return put right (R13)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Annotated, ClassVar, Self

from pipeline.decisions import cells
from pipeline.decisions.sheet import DAY, Entry, SheetColumn, WrittenEntry
from pipeline.decisions.suspensions import Effect, Suspension
from pipeline.master.workbook import Cell
from pipeline.vocabulary.form_fields import CORRECTABLE
from pipeline.vocabulary.tables import RECORDS

_LABELS = {RECORDS.labels[name]: name for name in CORRECTABLE}
_COLUMN = cells.OneOf(_LABELS, (), f"“{{text}}”不能在此更正，可更正的列：{'、'.join(_LABELS)}")
_NO_SOURCE = "来源文件没有填写，请从台账“填报明细”表抄录"


def _row_number(cell: Cell, _: cells.Known) -> int:
    if cell.text.isdecimal():
        return int(cell.text)
    raise cells.InvalidEntryError(cell, f"“{cell.text}”不是行号，请从台账“填报明细”表抄录")


@dataclass(frozen=True)
class Correction(Entry, sheet="更正", place=11, is_required=True):
    """``column`` is its name in tables.RECORDS, ``cell`` where the decision stands; a blank ``sheet`` is any sheet.

    Holds only while ``old_text`` still stands there. ``content`` is the SHA-256 of what ``source`` held when it was
    entered, ``seen_on`` the day of the run that first read it with this source.
    """

    source: Annotated[str, SheetColumn("来源文件", 26, cells.source, wanted=_NO_SOURCE, is_key=True)]
    sheet: Annotated[str, SheetColumn("工作表", 9, is_key=True)]
    row: Annotated[int, SheetColumn("行号", 7, _row_number, is_key=True)]
    column: Annotated[str, SheetColumn("列名", 18, _COLUMN, is_key=True)]
    old_text: Annotated[str, SheetColumn("原值", 26)]
    new_text: Annotated[str, SheetColumn("更正值", 26)]
    reason: Annotated[str, SheetColumn("理由", 26)]
    corrected_by: Annotated[str, SheetColumn("更正人", 9)]
    corrected_on: Annotated[date | None, SheetColumn("更正日期", 11.5, cells.day, None, shown=DAY)]
    cell: str = field(default="", compare=False)
    content: str = field(default="", compare=False)
    seen_on: date | None = field(default=None, compare=False)
    seen_by: ClassVar = "source"

    @classmethod
    def read(cls, row: WrittenEntry) -> Self:
        """The correction, and in ``cell`` the place of its 原值: there a correction that holds no more is reported."""
        return replace(cls(**row.values()), cell=row.cell("old_text").place.partition(".xlsx")[2])

    @classmethod
    def suspended(cls, row: WrittenEntry) -> Suspension | None:
        """The content of the file; without one nobody can tell whose words were to be put right."""
        source = row["source"]
        return Suspension(frozenset({Effect.CONTENT}), source=source, row=row["row"]) if source else None

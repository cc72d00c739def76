"""收文登记: the day on which a return came, by a person's own entry (R7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Self

from pipeline.decisions import cells
from pipeline.decisions.sheet import DAY, TEXT, Entry, SheetColumn, WrittenEntry
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind


@dataclass(frozen=True, kw_only=True)
class ReceivedEntry(Entry, sheet="收文登记", place=2, is_required=True):
    """The day a file came (by its source), or a return on paper (by unit, form and period).

    With both, an unreadable file is that return.
    """

    source: Annotated[str, SheetColumn("来源文件", 26, cells.source, is_key=True)] = ""
    unit: Annotated[str, SheetColumn("单位", 20, cells.unit, is_key=True)] = ""
    form: Annotated[FormKind | None, SheetColumn("表种", 7, cells.form, None, is_key=True)] = None
    period: Annotated[Period | None, SheetColumn("期间", 9, cells.period, None, is_key=True, shown=TEXT)] = None
    received_date: Annotated[date, SheetColumn("实际收到日期", 11.5, cells.day, shown=DAY)]
    registered_by: ClassVar = SheetColumn("登记人", 9)
    remark: ClassVar = SheetColumn("备注", 26)

    @classmethod
    def read(cls, row: WrittenEntry) -> Self:
        """A file's day alone unless unit, form and period are all there; without a file they must be."""
        received, source = row["received_date"], row["source"]
        if source and not all(row.cell(name).text for name in ("unit", "form", "period")):
            return cls(source=source, received_date=received)
        row.check_return("没有来源文件的，须填写单位、表种和期间")
        found = cls(**row.values())
        row.check_bearing(found.unit)
        return found

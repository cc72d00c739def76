"""收文登记: the day on which a return came, by a person's own entry (R7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Self

from pipeline.decisions import cells
from pipeline.decisions.cells import InvalidEntryError
from pipeline.decisions.sheet import DAY, TEXT, Entry, SheetColumn, WrittenEntry
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.questions import REJECTED
from pipeline.vocabulary.terms import FormKind

_FORM_OR_NONE = cells.OneOf(
    {**cells.form.meanings, REJECTED: None},
    (*cells.form.words, REJECTED),
    "“{text}”不是表种，应填 计划 或 落实；文件不应采用的填 不采用",
)


@dataclass(frozen=True, kw_only=True)
class ReceivedEntry(Entry, sheet="收文登记", place=2, is_required=True):
    """The day a file came (by its source), or a return on paper (by unit, form and period).

    With both, an unreadable file is that return. With 表种 不采用 the file is no return at all (``is_rejected``), and no
    day is wanted.
    """

    source: Annotated[str, SheetColumn("来源文件", 26, cells.source, is_key=True)] = ""
    unit: Annotated[str, SheetColumn("单位", 20, cells.unit, is_key=True)] = ""
    form: Annotated[FormKind | None, SheetColumn("表种", 7, _FORM_OR_NONE, None, is_key=True)] = None
    period: Annotated[Period | None, SheetColumn("期间", 9, cells.period, None, is_key=True, shown=TEXT)] = None
    received_date: Annotated[date, SheetColumn("实际收到日期", 11.5, cells.day, shown=DAY)]
    is_rejected: bool = False
    registered_by: ClassVar = SheetColumn("登记人", 9)
    remark: ClassVar = SheetColumn("备注", 26)

    @classmethod
    def read(cls, row: WrittenEntry) -> Self:
        """A file's day alone unless unit, form and period are all there; without a file they must be."""
        source = row["source"]
        if row.cell("form").text == REJECTED:
            if not source:
                raise InvalidEntryError(row.cell("source"), "表种填“不采用”的，须填写来源文件")
            return cls(source=source, received_date=date.max, is_rejected=True)
        received = row["received_date"]
        if source and not all(row.cell(name).text for name in ("unit", "form", "period")):
            return cls(source=source, received_date=received)
        row.check_return("没有来源文件的，须填写单位、表种和期间")
        found = cls(**row.values())
        row.check_bearing(found.unit)
        return found

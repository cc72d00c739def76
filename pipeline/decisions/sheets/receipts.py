"""收文登记: the day on which a return came, by a person's own entry (R7)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, ClassVar, Literal, Self

from pipeline.decisions import cells
from pipeline.decisions.sheet import DAY, TEXT, Entry, SheetColumn, WrittenEntry
from pipeline.decisions.suspensions import Effect, Suspension
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.questions import REJECTED
from pipeline.vocabulary.terms import FormKind, Recognised

MATERIAL: Literal[Recognised.WRITTEN] = Recognised.WRITTEN
_KINDS = cells.OneOf(
    {**{kind: kind for kind in FormKind}, MATERIAL: MATERIAL, REJECTED: REJECTED},
    (*FormKind, MATERIAL, REJECTED),
    f"“{{text}}”不是表种，应填 计划、落实 或 {MATERIAL}；文件不应采用的填 {REJECTED}",
)


@dataclass(frozen=True, kw_only=True)
class ReceivedEntry(Entry, sheet="收文登记", place=2, is_required=True):
    """The day a file came (by its source), or what came on paper: a form or written material, by unit and period (R2).

    With both, an unreadable file is that return, or that material. With 表种 不采用 the file is no return at all
    (``is_rejected``), and no day is wanted. ``cell`` is where the source stands,
    ``seen_on`` the day of the run that first read it with this source, None while no run has kept it, ``dated_on`` with this
    day. ``digest``: the beginning of the SHA-256 of the content that it names with #.
    """

    source: Annotated[str, SheetColumn("来源文件", 26, cells.source, is_key=True)] = ""
    unit: Annotated[str, SheetColumn("单位", 20, cells.unit, is_key=True)] = ""
    form: Annotated[
        FormKind | Literal[Recognised.WRITTEN] | None, SheetColumn("表种", 9, _KINDS, None, is_key=True)
    ] = None
    period: Annotated[Period | None, SheetColumn("期间", 9, cells.period, None, is_key=True, shown=TEXT)] = None
    received_date: Annotated[date, SheetColumn("实际收到日期", 11.5, cells.day, shown=DAY)]
    is_rejected: bool = False
    registered_by: ClassVar = SheetColumn("登记人", 9)
    remark: ClassVar = SheetColumn("备注", 26)
    cell: str = field(default="", compare=False)
    seen_on: date | None = field(default=None, compare=False)
    dated_on: date | None = field(default=None, compare=False)
    digest: str = ""
    seen_by: ClassVar = "source"

    @classmethod
    def read(cls, row: WrittenEntry) -> Self:
        """A file's day alone unless unit, form and period are all there; without a file they must be."""
        source, cell = row["source"], row.cell("source").place.partition(".xlsx")[2]
        if row["form"] == REJECTED:
            if not source:
                row.refuse("source", f"表种填“{REJECTED}”的，须填写来源文件")
            return cls(source=source, received_date=date.max, is_rejected=True, cell=cell)
        received = row["received_date"]
        if source and not all(row.cell(name).text for name in ("unit", "form", "period")):
            return cls(source=source, received_date=received, cell=cell)
        row.check_return("没有来源文件的，须填写单位、表种和期间")
        found = cls(**row.values(), cell=cell)
        row.check_bearing(found.unit)
        return found

    @classmethod
    def suspended(cls, row: WrittenEntry) -> Suspension:
        """What came: the returns of the file where one is named, else those that the legible cells leave possible."""
        form = row["form"]
        effects = {Effect.RECEIPT, Effect.MATERIAL}
        if form:
            effects -= {Effect.RECEIPT if form is MATERIAL else Effect.MATERIAL}
        day = row["received_date"] if row.is_sound("received_date") else None
        where = (row.possible_units, row.possible_periods)
        return Suspension(frozenset(effects), *where, source=row["source"], day=day)

"""延期批准: a later due date for one return (R8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Self

from pipeline.decisions import cells
from pipeline.decisions.sheet import DAY, TEXT, Entry, SheetColumn, WrittenEntry
from pipeline.decisions.suspensions import Effect, Suspension
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind


@dataclass(frozen=True)
class Extension(Entry, sheet="延期批准", place=3, is_required=True):
    """The return of ``unit`` for ``period`` is due on ``extended_to``."""

    unit: Annotated[str, SheetColumn("单位", 20, cells.unit, is_key=True)]
    form: Annotated[FormKind, SheetColumn("表种", 7, cells.form, None, is_key=True)]
    period: Annotated[Period, SheetColumn("期间", 9, cells.period, None, is_key=True, shown=TEXT)]
    extended_to: Annotated[date, SheetColumn("延期至", 11.5, cells.day, shown=DAY)]
    reason: ClassVar = SheetColumn("理由", 26)
    approved_by: ClassVar = SheetColumn("批准人", 9)
    approved_on: ClassVar = SheetColumn("批准日期", 11.5, shown=DAY)

    def covers(self, unit: str, form: FormKind, period: Period) -> bool:
        """Whether it is of this return."""
        return (self.unit, self.form, self.period) == (unit, form, period)

    @classmethod
    def read(cls, row: WrittenEntry) -> Self:
        """The extension; a day that is not after the due date is refused, as is a unit that owes nothing."""
        row.check_return("表种和期间都须填写")
        found = cls(**row.values())
        due = row.known.due_dates.get(found.period)
        if due and found.extended_to and found.extended_to <= due:
            row.refuse("extended_to", f"延期至{found.extended_to}，没有晚于原截止日期{due}")
        row.check_bearing(found.unit)
        return found

    @classmethod
    def suspended(cls, row: WrittenEntry) -> Suspension:
        """The return that was given more time."""
        day = row["extended_to"] if row.is_sound("extended_to") else None
        return Suspension(frozenset({Effect.EXTENSION}), row.possible_units, row.possible_periods, day=day)

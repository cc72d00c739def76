"""免报: what a unit need not report (R8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Self

from pipeline.decisions import cells
from pipeline.decisions.sheet import TEXT, Entry, SheetColumn, WrittenEntry
from pipeline.decisions.suspensions import Effect, Suspension
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind


@dataclass(frozen=True)
class Exemption(Entry, sheet="免报", place=4, is_required=True):
    """Of one task or (task_id '') of all, between two periods, both included; None is open.

    Unit '' with a task: every unit that bears it.
    """

    unit: Annotated[str, SheetColumn("单位", 20, cells.unit, "", is_key=True)]
    task_id: Annotated[str, SheetColumn("事项编号", 11.5, cells.task_id, "", is_key=True)]
    form: Annotated[FormKind | None, SheetColumn("表种", 7, cells.form, None, is_key=True)]
    first: Annotated[Period | None, SheetColumn("起始期间", 9, cells.period, None, is_key=True, shown=TEXT)]
    last: Annotated[Period | None, SheetColumn("截止期间", 9, cells.period, None, is_key=True, shown=TEXT)]
    reason: ClassVar = SheetColumn("理由", 26)
    approved_by: ClassVar = SheetColumn("批准人", 9)

    def covers(self, unit: str, task_id: str, form: FormKind, period: Period) -> bool:
        """Whether the unit need not report on the task for the period."""
        return (
            self.unit in ("", unit)
            and self.task_id in ("", task_id)
            and self.form in (None, form)
            and (self.first is None or self.first <= period)
            and (self.last is None or period <= self.last)
        )

    @classmethod
    def read(cls, row: WrittenEntry) -> Self:
        """The exemption; periods in the wrong order are refused, as is a unit that does not bear the task."""
        found = cls(**row.values())
        if not found.unit and not row.cell("task_id").text:
            row.refuse("unit", "单位没有填写（全部单位免报某一事项的，填写事项编号）")
        if found.first and found.last and found.first > found.last:
            row.refuse("last", f"截止期间{found.last}早于起始期间{found.first}")
        row.check_bearing(found.unit, found.task_id)
        return found

    @classmethod
    def suspended(cls, row: WrittenEntry) -> Suspension:
        """What was exempt, from the first period that is legible to the last."""
        first, last = (row[name] if row.is_sound(name) else None for name in ("first", "last"))
        form = row["form"]
        periods = tuple(
            one
            for one in row.known.due_dates
            if (not first or first <= one) and (not last or one <= last) and form in (None, FormKind.of(one))
        )
        tasks = (row["task_id"],) if row["task_id"] else ()
        return Suspension(frozenset({Effect.EXCUSE}), row.possible_units, periods, tasks)

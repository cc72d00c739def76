"""办结销号: a person's verdicts on claims of completion (R19)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, ClassVar, Self

from pipeline.decisions import cells
from pipeline.decisions.sheet import DAY, TEXT, Entry, SheetColumn, WrittenEntry
from pipeline.decisions.suspensions import Effect, Suspension
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Closure

_VERDICTS = cells.one_of(Closure.PENDING, Closure.CLOSED, Closure.RETURNED)
_NO_PERIOD = "申报期间没有填写"


@dataclass(frozen=True)
class ClosureEntry(Entry, sheet="办结销号", place=5, is_required=True):
    """A verdict on the claim of one unit or (unit '') of the whole task; what is closed has the day it was verified.

    ``seen_on`` is the day of the run that first read the verdict, None while no run has kept it.
    """

    task_id: Annotated[str, SheetColumn("事项编号", 11.5, cells.task_id, is_key=True, is_asked=True)]
    unit: Annotated[str, SheetColumn("单位", 20, cells.unit, "", is_key=True, is_asked=True)]
    period: Annotated[
        Period, SheetColumn("申报期间", 9, cells.period, wanted=_NO_PERIOD, is_key=True, is_asked=True, shown=TEXT)
    ]
    claim: ClassVar = SheetColumn("申报依据", 26, is_asked=True)
    verdict: Annotated[Closure, SheetColumn("认定结果", 9, _VERDICTS, decides=True)]
    method: Annotated[str, SheetColumn("核实方式", 18)]
    verified_by: ClassVar = SheetColumn("核实人", 9)
    verified_on: Annotated[date | None, SheetColumn("核实日期", 11.5, cells.day, None, shown=DAY)]
    basis: Annotated[str, SheetColumn("依据", 26)]
    seen_on: date | None = field(default=None, compare=False)
    seen_by: ClassVar = "verdict"

    @classmethod
    def read(cls, row: WrittenEntry) -> Self:
        """The verdict; 已销号 without the day it was verified is refused, as is a unit that does not bear the task."""
        found = cls(**row.values())
        if found.verdict is Closure.CLOSED and row.is_sound("verified_on") and not found.verified_on:
            row.refuse("verified_on", "已销号的，须填写核实日期")
        row.check_bearing(found.unit, found.task_id)
        return found

    @classmethod
    def suspended(cls, row: WrittenEntry) -> Suspension | None:
        """What was closed, after the period of the claim; a legible verdict of another kind saves nobody."""
        if row["verdict"] not in (None, Closure.CLOSED):
            return None
        units, task, claimed = row.possible_units, row["task_id"], row["period"]
        if task and row.is_sound("unit") and not units:
            units = tuple(sorted(row.known.bearers[task]))
        periods = tuple(one for one in row.known.due_dates if not claimed or one > claimed)
        return Suspension(frozenset({Effect.EXCUSE}), units, periods, (task,) if task else ())

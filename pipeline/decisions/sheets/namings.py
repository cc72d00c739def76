"""点名确认: who is named in a bulletin, and who is spared (R21)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from pipeline.decisions import cells
from pipeline.decisions.sheet import DAY, TEXT, Entry, SheetColumn
from pipeline.vocabulary.periods import Period


@dataclass(frozen=True)
class NamingEntry(Entry, sheet="点名确认", place=7, is_required=True):
    """Whether a unit is named for ``reason`` in the bulletins of ``period``, on the facts that ``evidence`` shows."""

    period: Annotated[Period, SheetColumn("期间", 9, cells.any_period, is_key=True, is_asked=True, shown=TEXT)]
    unit: Annotated[str, SheetColumn("单位", 20, cells.unit, is_key=True, is_asked=True)]
    reason: Annotated[str, SheetColumn("事由", 26, is_key=True, is_asked=True)]
    evidence: Annotated[str, SheetColumn("证据", 46, is_key=True, is_asked=True)]
    is_confirmed: Annotated[bool, SheetColumn("确认", 7, cells.one_of(是=True, 否=False), decides=True)]
    confirmed_by: ClassVar = SheetColumn("确认人", 9)
    confirmed_on: ClassVar = SheetColumn("确认日期", 11.5, shown=DAY)

"""点名确认: who is named in a bulletin, and who is spared (R21)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, ClassVar

from pipeline.decisions import cells
from pipeline.decisions.sheet import DAY, TEXT, Entry, SheetColumn
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.text import compact

ASIDE = "〔{}〕"
"""Stands in 证据 behind a fact, around what a person should see and what is no part of it: sources, other files."""


def facts_told(evidence: str) -> tuple[str, ...]:
    """The facts that 证据 shows, a line each, without what stands beside them."""
    return tuple(compact(line.partition(ASIDE[0])[0]) for line in evidence.splitlines())


def _subject(evidence: str) -> str:
    """What rows of one 证据 are about: its facts. Where a file lies, and what else came, makes no other row."""
    return "".join(facts_told(evidence))


@dataclass(frozen=True)
class NamingEntry(Entry, sheet="点名确认", place=7, is_required=True):
    """Whether a unit is named for ``reason`` in the bulletins of ``period``, on the facts that ``evidence`` shows.

    ``signed_on`` is the day that the person put on it (None: none that can be read, which voids nothing), ``seen_on`` that
    of the run that first read it.
    """

    period: Annotated[Period, SheetColumn("期间", 9, cells.any_period, is_key=True, is_asked=True, shown=TEXT)]
    unit: Annotated[str, SheetColumn("单位", 20, cells.unit, is_key=True, is_asked=True)]
    reason: Annotated[str, SheetColumn("事由", 26, is_key=True, is_asked=True)]
    evidence: Annotated[str, SheetColumn("证据", 46, is_key=True, is_asked=True, subject=_subject)]
    is_confirmed: Annotated[bool, SheetColumn("确认", 7, cells.one_of(是=True, 否=False), decides=True)]
    confirmed_by: ClassVar = SheetColumn("确认人", 9)
    confirmed_on: ClassVar = SheetColumn("确认日期", 11.5, shown=DAY)
    signed_on: date | None = field(default=None, compare=False)
    seen_on: date | None = field(default=None, compare=False)
    seen_by: ClassVar = "is_confirmed"

    @property
    def answered_on(self) -> date | None:
        """The day on which a run first read the answer; before it was kept, the one that the person put on it."""
        return self.seen_on or self.signed_on

    @property
    def facts(self) -> tuple[str, ...]:
        """What the person saw and answered."""
        return facts_told(self.evidence)

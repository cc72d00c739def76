"""As of which day bulletins tell of each collection: one day for all of them, fixed when the first is drafted (R29).

The run after the deadline fixes it anew the first time, as the day of the collection. What came later changes no text; it
is told as made up since. The day is free again once no draft of the collection lies in outbox/ and none was issued. A bulletin
on one matter speaks as of the day on which it was first drafted, while a draft of it lies there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from pipeline.keeping.bulletins import BulletinText
from pipeline.ledger.follow_up.as_of import AsOf
from pipeline.ledger.model import Ledger
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period

CLOSING = "报送情况通报"
"""The kind of bulletin that is drafted when a collection is closed."""


@dataclass(frozen=True)
class Cutoffs:
    """Collection → its day, and the day of each bulletin on a matter by its name; ``as_of`` makes the ledger of a day."""

    days: Mapping[Period, date] = field(default_factory=dict)
    as_of: AsOf | None = None
    matters: Mapping[str, date] = field(default_factory=dict)

    @classmethod
    def of(cls, texts: Iterable[BulletinText], as_of: AsOf, closing: tuple[Period, date] | None = None) -> Cutoffs:
        """The days of those ``texts`` that lie there or were issued; ``closing``: a collection closed by a run of that day."""
        texts = tuple(texts)
        by_period = gathered((text.periods[-1], text) for text in texts if text.kind and text.periods)
        days = {period: _fixed_day(found) for period, found in by_period.items()}
        if closing and not any(text.kind == CLOSING for text in by_period.get(closing[0], ())):
            days[closing[0]] = closing[1]
        return cls(days, as_of, {text.name: text.cutoff for text in texts if not text.kind and not text.corrects})

    def ledger(self, ledger: Ledger, period: Period) -> Ledger:
        """The ledger as of which bulletins on the collection of ``period`` speak; that of the run before one is drafted."""
        return self._of(self.days.get(period), ledger)

    def ledger_of(self, ledger: Ledger, name: str) -> Ledger:
        """The ledger as of which the bulletin ``name`` on one matter speaks."""
        return self._of(self.matters.get(name), ledger)

    def _of(self, day: date | None, ledger: Ledger) -> Ledger:
        return self.as_of(day) if self.as_of and day and day < ledger.cutoff else ledger


def _fixed_day(texts: Iterable[BulletinText]) -> date:
    """The day of the bulletin on who reported, else that of the first text drafted."""
    found = sorted((text.kind != CLOSING, text.cutoff) for text in texts)
    return found[0][1]

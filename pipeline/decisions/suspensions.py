"""What an entry that cannot be used could concern: there nothing turns against a unit until it is mended (R27)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from pipeline.vocabulary.periods import Period


class Effect(Enum):
    """What the entry would have done, had it been legible."""

    RECEIPT = auto()  # a return came, or came earlier
    MATERIAL = auto()  # written material came
    EXTENSION = auto()  # a return was due later
    EXCUSE = auto()  # a unit need not report on a task, or not any more
    CONTENT = auto()  # what a unit wrote reads otherwise
    REVIEW = auto()  # a finding was found to be none


@dataclass(frozen=True)
class Suspension:
    """The returns that an entry could concern; what is empty could be any.

    ``source`` is the file that it names and ``row`` a row in it, ``day`` the day it gives where that is legible,
    ``finding_id`` the finding.
    """

    effects: frozenset[Effect]
    units: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    tasks: tuple[str, ...] = ()
    source: str = ""
    row: int | None = None
    day: date | None = None
    finding_id: str = ""
    cell: str = ""

    def may_correct(self, source: str, row: int | None) -> bool:
        """Whether it could have put right what stands in that row of a file."""
        return Effect.CONTENT in self.effects and self.source == source and self.row in (None, row)

    def may_excuse(self, tasks: Iterable[str]) -> bool:
        """Whether it could take all of ``tasks`` off a unit."""
        return Effect.EXCUSE in self.effects and (not self.tasks or set(self.tasks) >= set(tasks))

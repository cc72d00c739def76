"""Tasks by standing and returns by state, each counted into categories that sum to the whole (R20)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from pipeline.ledger.counts import count_returns
from pipeline.outputs.shared import wording
from pipeline.vocabulary.terms import Standing, Status

_DUE = (Status.ON_TIME, Status.LATE, Status.MISSING, Status.UNSETTLED)


@dataclass(frozen=True)
class Tally:
    """How many tasks stand where: ``counts`` has every Standing in order, zeros too, and sums to ``total``."""

    label: str
    counts: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        return sum(number for _, number in self.counts)

    def number(self, *standings: Standing) -> int:
        return sum(number for label, number in self.counts if label in standings)


@dataclass(frozen=True)
class ReturnTally:
    """How many expected returns are in which state: ``counts`` has every Status in order and sums to ``expected``."""

    label: str
    counts: tuple[tuple[str, int], ...]

    @property
    def expected(self) -> int:
        return sum(number for _, number in self.counts)

    @property
    def due(self) -> int:
        """The denominator of the on-time rate: every return whose time is up, open and unsettled ones too (R9)."""
        return self.number(*_DUE)

    @property
    def rate(self) -> str:
        return wording.rate(self.number(Status.ON_TIME), self.due)

    def number(self, *statuses: Status) -> int:
        return sum(number for label, number in self.counts if label in statuses)


def build_tally(label: str, standings: Iterable[str]) -> Tally:
    """Tasks counted by standing; a word that is no Standing raises ValueError."""
    counted = Counter(Standing(word) for word in standings)
    return Tally(label, tuple((str(standing), counted[standing]) for standing in Standing))


def build_return_tally(label: str, returns: pd.DataFrame) -> ReturnTally:
    """Expected returns counted by status, as everywhere else; a word that is no Status raises ValueError."""
    return ReturnTally(label, tuple((str(status), number) for status, number in count_returns(returns).pairs))

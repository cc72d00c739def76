"""Tasks by standing and returns by state under a label: the ledger's own counts, as a bulletin lists them (R9, R20)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from pipeline.ledger.counts import ReturnCounts, StandingCounts, count_returns
from pipeline.vocabulary.terms import Standing, Status


@dataclass(frozen=True)
class Tally:
    """How many tasks stand where; every Standing in order, zeros too, sums to ``total``."""

    label: str
    standings: StandingCounts

    @property
    def counts(self) -> tuple[tuple[Standing, int], ...]:
        """Each standing with its number, in order."""
        return self.standings.pairs

    @property
    def total(self) -> int:
        """All tasks counted."""
        return self.standings.total

    def number(self, *standings: Standing) -> int:
        """How many tasks stand in one of these ways."""
        return sum(number for standing, number in self.counts if standing in standings)


@dataclass(frozen=True)
class ReturnTally:
    """How many expected returns are in which state; ``over`` are those of the collections that are over.

    Only of these is there a rate (R9): those who came early would make it look better than it is.
    """

    label: str
    returns: ReturnCounts
    over: ReturnCounts

    def number(self, *statuses: Status) -> int:
        """How many are in one of these states."""
        return sum(number for status, number in self.returns.pairs if status in statuses)


def tally_returns(label: str, returns: pd.DataFrame, cutoff: date) -> ReturnTally:
    """Expected returns counted by state as of ``cutoff``."""
    return ReturnTally(label, count_returns(returns), count_returns(returns[returns["due_date"] < cutoff]))


def build_tally(label: str, standings: Iterable[Standing]) -> Tally:
    """Tasks counted by standing."""
    counted = Counter(standings)
    return Tally(label, StandingCounts(*(counted[standing] for standing in Standing)))

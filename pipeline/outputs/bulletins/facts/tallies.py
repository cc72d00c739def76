"""Tasks by standing and returns by state under a label: the ledger's own counts, as a bulletin lists them (R9, R20)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from pipeline.ledger.counts import Counts, ReturnCounts, count, count_returns
from pipeline.vocabulary.terms import Standing
from pipeline.vocabulary.values import Rate

_WELL = (Standing.CLOSED, Standing.ON_TRACK)
_ONLY_WHERE_THERE = (Standing.CANCELLED, Standing.EXEMPT)


@dataclass(frozen=True)
class Tally(Counts[Standing]):
    """How many tasks stand where, under ``label``."""

    label: str

    @property
    def well(self) -> Rate:
        """How many are closed or on track, of all that are not 撤销 (序时率)."""
        return Rate(self.number(*_WELL), self.total - self.number(Standing.CANCELLED))

    @property
    def columns(self) -> tuple[Standing, ...]:
        """The standings that a table has a column for: all, but 已撤销 only where a task is."""
        return tuple(standing for standing, number in self.pairs if number or standing not in _ONLY_WHERE_THERE)


@dataclass(frozen=True)
class ReturnTally:
    """How many expected returns are in which state; ``over`` are those of the collections that are over.

    Only of these is there a rate (R9): those who came early would make it look better than it is.
    """

    label: str
    returns: ReturnCounts
    over: ReturnCounts


def tally_returns(label: str, returns: pd.DataFrame, cutoff: date) -> ReturnTally:
    """Expected returns counted by state as of ``cutoff``."""
    return ReturnTally(label, count_returns(returns), count_returns(returns[returns["due_date"] < cutoff]))


def build_tally(label: str, standings: Iterable[Standing]) -> Tally:
    """Tasks counted by standing."""
    return Tally(count(Standing, standings).pairs, label)

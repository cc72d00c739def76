"""Tasks by standing and returns by state under a label: the ledger's own counts, as a bulletin lists them (R9, R20)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.ledger.counts import Counts, ReturnCounts, count
from pipeline.vocabulary.terms import Standing


@dataclass(frozen=True)
class Tally(Counts[Standing]):
    """How many tasks stand where, under ``label``."""

    label: str


@dataclass(frozen=True)
class ReturnTally:
    """How many expected returns are in which state."""

    label: str
    returns: ReturnCounts


def build_tally(label: str, standings: Iterable[Standing]) -> Tally:
    """Tasks counted by standing."""
    return Tally(count(Standing, standings).pairs, label)

"""What the list of things to do is made of: a thing to do, how urgent it is, and all that it may depend on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from pipeline.keeping.register import Reminded
from pipeline.ledger.counts import Overview, PeriodCounts
from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins.issuing.standings import BulletinStanding
from pipeline.outputs.shared.links import Link, Places
from pipeline.vocabulary.findings import Kind
from pipeline.vocabulary.tables import FINDINGS, RECEIPTS, FindingRow, ReceiptRow
from pipeline.vocabulary.terms import Status

SHOWN = 8
"""So many names, files or places are listed; the rest is counted."""
MATCHES = "匹配认定"


class Urgency(StrEnum):
    """When a thing is to be done, in words; the list keeps this order."""

    NOW = "立即办"
    WEEK = "本周办"
    LATER = "择机办"

    @property
    def rank(self) -> int:
        """1 for the most urgent."""
        return list(Urgency).index(self) + 1


@dataclass(frozen=True)
class TodoItem:
    """One of several under a headline: a file or a place, and what is the matter with it."""

    link: Link
    text: str = ""


@dataclass(frozen=True)
class Todo:
    """One thing for a person to do. ``command`` is what to type, ``links`` where to look or write."""

    urgency: Urgency
    headline: str
    detail: str
    links: tuple[Link, ...] = ()
    items: tuple[TodoItem, ...] = ()
    command: str = ""


@dataclass(frozen=True)
class Situation:
    """All that the list of things to do depends on."""

    ledger: Ledger
    overview: Overview
    places: Places
    written: tuple[Path, ...] = ()
    kept: tuple[Path, ...] = ()
    waiting: Mapping[str, int] | None = None
    left_alone: str = ""
    reminded: Sequence[Reminded] = ()
    set_aside: Sequence[Path] = ()
    asked: Mapping[str, str] = field(default_factory=dict)
    bulletins: Sequence[BulletinStanding] = ()

    @property
    def over(self) -> tuple[PeriodCounts, ...]:
        """The collections that are over, oldest first."""
        return tuple(counts for counts in self.overview.periods if counts.is_over)

    @property
    def decisions(self) -> Link:
        """To 人工认定.xlsx, where a person's answers go."""
        return self.places.link(self.places.master / "人工认定.xlsx", "master/人工认定.xlsx")

    @property
    def waiting_files(self) -> list[ReceiptRow]:
        """The files that a person must look at."""
        return [row for row in RECEIPTS.rows(self.ledger.receipts) if row.outcome.is_waiting]

    @property
    def asked_about_files(self) -> int:
        """How many rows of 匹配认定 wait beside the files that they are about."""
        return (self.waiting or {}).get(MATCHES, 0) if self.waiting_files else 0

    def findings_of(self, kinds: Iterable[Kind]) -> list[FindingRow]:
        """The findings of these kinds, in the order found."""
        asked = set(kinds)
        return [row for row in FINDINGS.rows(self.ledger.findings) if row.kind in asked]

    def units_with(self, counts: PeriodCounts, status: Status) -> list[str]:
        """The units whose returns of that collection have this 状态."""
        returns = self.ledger.returns
        return list(returns[(returns["period"] == counts.period) & (returns["status"] == status)]["unit"])


def few(names: Iterable[object]) -> str:
    """The first of ``names``, and how many there are."""
    listed = [str(name) for name in names]
    return "、".join(listed[:SHOWN]) + (f"等{len(listed)}个" if len(listed) > SHOWN else "")

"""The desk where bulletins are made up: the office's style and templates, what people confirmed and issued (R21–R23)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Self

from pipeline.config import Bulletins, Settings
from pipeline.decisions.decisions import Decisions
from pipeline.decisions.entries import IssuedBulletin, NamingEntry
from pipeline.outputs.bulletins.editions import Edition, settle_edition
from pipeline.outputs.bulletins.facts.charges import Charge
from pipeline.outputs.bulletins.facts.naming import NamedUnit
from pipeline.vocabulary.periods import Period


@dataclass(frozen=True)
class Desk:
    """What one run brings to its bulletins. ``is_edited``: whether a person has changed the file at a place in outbox/."""

    style: Bulletins = field(default_factory=Bulletins)
    templates: Path | None = None
    archive: Path | None = None
    confirmed: frozenset[Charge] = frozenset()
    spared: frozenset[Charge] = frozenset()
    issued: tuple[IssuedBulletin, ...] = ()
    office: str = ""
    is_edited: Callable[[str], bool] = lambda place: False

    @classmethod
    def of(cls, settings: Settings, decisions: Decisions, is_edited: Callable[[str], bool]) -> Self:
        """The desk of a project folder on the day of a run."""
        return cls(
            settings.bulletins,
            settings.master / "模板",
            settings.archive / "通报",
            _charges(decisions.confirmed_names),
            _charges(decisions.spared_names),
            decisions.issued_bulletins,
            settings.office.name,
            is_edited,
        )

    def registered(self, name: str, kind: str, periods: tuple[Period, ...]) -> IssuedBulletin | None:
        """The entry of 通报登记 for this bulletin: by its own name, or by its kind and period; of several the latest."""
        found = None
        for entry in sorted(self.issued, key=lambda one: (one.issued_on or date.min, repr(one))):
            called = entry.bulletin.strip().removesuffix(".docx")
            is_period = entry.period is None or entry.period in periods
            if (called == name and is_period) or (called == kind and entry.period in periods):
                found = entry
        return found

    def kept(self, name: str) -> Path | None:
        """The bulletin as issued, in archive/通报/."""
        path = self.archive / f"{name}.docx" if self.archive else None
        return path if path and path.is_file() else None

    def edition(self, named: tuple[NamedUnit, ...], entry: IssuedBulletin | None) -> Edition:
        """What is issued names the confirmed only; else a draft until every naming is decided (R21)."""
        spared = self.spared | {item.charge for item in named} if entry else self.spared
        return settle_edition(named, self.confirmed, spared, (entry.number, entry.issued_on) if entry else None)

    def undecided(self, named: Iterable[NamedUnit]) -> tuple[NamedUnit, ...]:
        """Those of ``named`` that nobody has confirmed or spared yet."""
        return tuple(item for item in named if item.charge not in self.confirmed | self.spared)


def _charges(entries: Iterable[NamingEntry]) -> frozenset[Charge]:
    """What people decided on; words that no bulletin would name a unit with decide nothing."""
    told = (Charge.told_by(entry.period, entry.unit, entry.reason) for entry in entries)
    return frozenset(charge for charge in told if charge)

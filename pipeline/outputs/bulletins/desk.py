"""The desk where bulletins are made up: the office's style and templates, what people confirmed and issued (R21–R23)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Self

from pipeline.config import Bulletins, Settings
from pipeline.decisions.decisions import Decisions
from pipeline.decisions.entries import IssuedBulletin
from pipeline.keeping.bulletins import BulletinText
from pipeline.outputs.bulletins.answers import Answer, NamingAnswers
from pipeline.outputs.bulletins.editions import Edition, settle_edition
from pipeline.outputs.bulletins.facts.naming import NamedUnit, asked
from pipeline.outputs.shared.outbox import Outbox
from pipeline.vocabulary.periods import Period


@dataclass(frozen=True)
class Desk:
    """What one run brings to its bulletins.

    ``is_there``, ``is_edited``: whether a file lies at a place in outbox/, and whether a person has changed it.
    ``drafted``: the text last written under each name.
    """

    style: Bulletins = field(default_factory=Bulletins)
    templates: Path | None = None
    archive: Path | None = None
    answers: NamingAnswers = field(default_factory=NamingAnswers)
    issued: tuple[IssuedBulletin, ...] = ()
    office: str = ""
    is_there: Callable[[str], bool] = lambda place: True
    is_edited: Callable[[str], bool] = lambda place: False
    drafted: Mapping[str, BulletinText] = field(default_factory=dict)

    @classmethod
    def of(cls, settings: Settings, decisions: Decisions, outbox: Outbox) -> Self:
        """The desk of a project folder on the day of a run."""
        return cls(
            settings.bulletins,
            settings.master / "模板",
            settings.archive / "通报",
            NamingAnswers.of(decisions.namings),
            decisions.issued_bulletins,
            settings.office.name,
            lambda place: (outbox.folder / place).is_file(),
            outbox.is_edited,
            outbox.register.bulletins.last_drafts(),
        )

    def registered(self, names: Sequence[str], kind: str, periods: tuple[Period, ...]) -> IssuedBulletin | None:
        """The entry of 通报登记 for a bulletin: by one of its names, or by its kind and period; of several the latest."""
        found = None
        for entry in sorted(self.issued, key=lambda one: (one.issued_on or date.min, repr(one))):
            called = entry.bulletin.strip().removesuffix(".docx")
            is_period = entry.period is None or entry.period in periods
            if (called in names and is_period) or (called == kind and entry.period in periods):
                found = entry
        return found

    def is_kept(self, names: Iterable[str]) -> bool:
        """Whether a bulletin lies in archive/通报/ as issued, under one of its names."""
        return self.archive is not None and any((self.archive / f"{name}.docx").is_file() for name in names)

    def edition(self, named: tuple[NamedUnit, ...], entry: IssuedBulletin | None) -> Edition:
        """What is issued names the confirmed only; else a draft until every fact is decided (R21)."""
        return settle_edition(named, self.answers, (entry.number, entry.issued_on) if entry else None)

    def undecided(self, named: Iterable[NamedUnit]) -> tuple[NamedUnit, ...]:
        """Those of ``named``, with those of their facts, that nobody has answered yet, each fact once."""
        return asked(self.answers.with_answer(named, Answer.OPEN))

    def contradicted(self, named: Iterable[NamedUnit]) -> tuple[NamedUnit, ...]:
        """Those of ``named`` of whose facts one row says 是 and another 否."""
        return asked(self.answers.with_answer(named, Answer.CONTRADICTED))

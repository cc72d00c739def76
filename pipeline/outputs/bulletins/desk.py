"""The desk where bulletins are made up: the office's style and templates, what people confirmed and issued (R21–R23)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Self

from pipeline.config import Bulletins, Settings
from pipeline.decisions.decisions import Decisions
from pipeline.decisions.entries import IssuedBulletin, Review
from pipeline.decisions.sheets.issued_bulletins import Filing
from pipeline.keeping.bulletins import BulletinText
from pipeline.keeping.files import sha256_of
from pipeline.master.unit_order import UnitOrder
from pipeline.outputs.bulletins.answers import Answer, NamingAnswers
from pipeline.outputs.bulletins.cutoffs import Cutoffs
from pipeline.outputs.bulletins.editions import Edition, settle_edition
from pipeline.outputs.bulletins.facts.charges import Charge
from pipeline.outputs.bulletins.facts.naming import NamedUnit
from pipeline.outputs.bulletins.issuing.names import BulletinNames, plain_name
from pipeline.outputs.bulletins.issuing.unconfirmed import Unconfirmed, is_marked_draft
from pipeline.outputs.bulletins.kind import LEADERS_MARK, PUBLIC_MARK, TABLE_MARK
from pipeline.outputs.shared.outbox import Outbox
from pipeline.outputs.shared.personal import Persons
from pipeline.vocabulary.findings import Finding, Kind, finding
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.text import chinese_date


@dataclass(frozen=True)
class Desk:
    """What one run brings to its bulletins.

    ``is_there``, ``is_edited``: whether a file lies at a place in outbox/, and whether a person has changed it.
    ``drafted``: the text last written under each name, ``drafts_of`` all of them, the last first. ``cutoffs``: as of which day each collection is told (R29).
    ``issued_texts``: what was issued. ``unconfirmed``: what of it nobody had confirmed.
    ``reviews``: findings that a person has looked into. ``persons``: who is known by name, to be kept out of what is published (R24).
    ``units``: by what short names running text calls them.
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
    cutoffs: Cutoffs = field(default_factory=Cutoffs)
    outbox: Path | None = None
    issued_texts: tuple[BulletinText, ...] = ()
    unconfirmed: tuple[Unconfirmed, ...] = ()
    reviews: tuple[Review, ...] = ()
    drafts_of: Callable[[str], tuple[BulletinText, ...]] = lambda name: ()
    persons: Persons = field(default_factory=Persons)
    units: UnitOrder = field(default_factory=UnitOrder)

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
            outbox=outbox.folder,
            issued_texts=outbox.register.bulletins.issued(),
            reviews=decisions.reviews,
            drafts_of=outbox.register.bulletins.drafts_of,
        ).knowing_unconfirmed()

    def registered(self, names: Sequence[str], kind: str, periods: tuple[Period, ...]) -> IssuedBulletin | None:
        """The entry of 通报登记 for a bulletin: by one of its names, or by its kind and period; of several the latest."""
        found = None
        for entry in sorted(self.issued, key=lambda one: (one.issued_on or date.min, repr(one))):
            called = entry.bulletin.strip().removesuffix(".docx")
            is_period = entry.period is None or entry.period in periods
            if (called in names and is_period) or (called == kind and entry.period in periods):
                found = entry
        return found

    def knowing_unconfirmed(self) -> Self:
        """The desk that knows which drafts were issued before all was decided: their facts are asked no more."""
        texts = {text.name: text for text in self.drafted.values() if text.kind and not self.is_kept((text.name,))}
        lay = [
            (self.lying(text.name, entry) or text, entry) for text in texts.values() if (entry := self.entry_of(text))
        ]
        late = [text for text, entry in lay if entry.filing is Filing.AS_IT_IS and self._is_draft(text, entry)]
        kept = [text for text in self.issued_texts if text.kind and self._is_draft(text, None)]
        found = tuple(one for text in (*kept, *late) if (one := Unconfirmed.of(text, self.answers)))
        issued = frozenset(
            (Charge(fact.period, fact.unit, fact.fault), fact.task_id)
            for one in found
            for fact in one.facts
            if fact.fault
        )
        named = frozenset(
            Charge(fact.period, fact.unit, fact.fault)
            for text in self.issued_texts
            for fact in text.facts
            if fact.fault
        )
        return replace(self, unconfirmed=found, answers=replace(self.answers, issued=issued, named=named))

    def entry_of(self, text: BulletinText) -> IssuedBulletin | None:
        """The entry of 通报登记 for a text that was drafted."""
        return self.registered((text.name,), text.kind or text.name, text.periods)

    def _is_draft(self, text: BulletinText, entry: IssuedBulletin | None) -> bool:
        """Whether the file that was issued as ``text`` bears the mark of a draft; of one kept already no entry is needed."""
        if text.is_final:
            return False
        kept = self.archive / f"{text.name}.docx" if self.archive else None
        path = self.issued_file(text.name, text.place, entry) if entry and self.outbox else kept
        return path is not None and path.is_file() and is_marked_draft(path)

    def lying(self, name: str, entry: IssuedBulletin) -> BulletinText | None:
        """The text of the bulletin ``name`` that lay there on the day of its ``entry``; None where none was drafted by then."""
        day = entry.issued_on or date.max
        return next((text for text in self.drafts_of(name) if (text.drafted_on or date.min) <= day), None)

    def issued_file(self, name: str, place: str, entry: IssuedBulletin) -> Path | None:
        """The file that was issued: the one registered or finished by hand, else what lay there on that day."""
        assert self.outbox
        found = issued_file(self.outbox, place, entry)
        text = self.lying(name, entry)
        kept = kept_draft(self.archive, text) if self.archive and text else None
        is_made = found == self.outbox / place and not self.is_edited(place)
        return kept if kept and kept.is_file() and (is_made or found is None) else found

    @property
    def issued_as_drafts(self) -> tuple[Finding, ...]:
        """What is kept as issued and bears the mark of a draft, though nobody is named in it unconfirmed."""
        told = {one.name for one in self.unconfirmed}
        drafts = (text for text in self.issued_texts if text.kind and text.drafted_on and text.name not in told)
        return tuple(
            finding(Kind.ISSUED_AS_DRAFT, name=text.name, drafted=chinese_date(text.drafted_on))
            for text in drafts
            if text.drafted_on and self._is_draft(text, None)
        )

    @property
    def drafted_late(self) -> tuple[Finding, ...]:
        """What was registered as issued before there was any text of it, while one of ours is kept as what was issued."""
        told = []
        for name, text in self.drafted.items():
            entry, drafts = self.entry_of(text), self.drafts_of(name)
            first = drafts[-1].drafted_on if drafts else None
            if entry and entry.issued_on and first and entry.issued_on < first and self._is_ours(name, drafts):
                days = chinese_date(entry.issued_on), chinese_date(first)
                told.append(finding(Kind.ISSUED_BEFORE_DRAFTED, name=name, issued=days[0], drafted=days[1]))
        return tuple(told)

    def _is_ours(self, name: str, drafts: Sequence[BulletinText]) -> bool:
        """Whether what is kept as issued, or will be, is one of ``drafts`` and not a file that a person put there."""
        kept = self.archive / f"{name}.docx" if self.archive else None
        return kept is None or not kept.is_file() or sha256_of(kept) in {one.sha256 for one in drafts}

    @property
    def standing(self) -> tuple[BulletinText, ...]:
        """The texts drafted that lie in outbox/ still, or were issued."""
        return tuple(text for name, text in self.drafted.items() if self.is_there(text.place) or self.is_kept((name,)))

    def is_open(self, text: BulletinText) -> bool:
        """Whether ``text`` lies in outbox/ and is not kept as issued."""
        return not self.is_kept((text.name,)) and self.is_there(text.place)

    def is_kept(self, names: Iterable[str]) -> bool:
        """Whether a bulletin lies in archive/通报/ as issued, under one of its names."""
        return self.archive is not None and any((self.archive / f"{name}.docx").is_file() for name in names)

    def edition(self, named: tuple[NamedUnit, ...], entry: IssuedBulletin | None) -> Edition:
        """What is issued names the confirmed only; else a draft until every fact is decided (R21)."""
        return settle_edition(named, self.answers, (entry.number, entry.issued_on) if entry else None)

    def is_waiting(self, name: str, named: Iterable[NamedUnit], entry: IssuedBulletin) -> bool:
        """Whether the bulletin ``name``, registered by ``entry``, is no more than a draft: a fact waits, and nobody said what then."""
        lay = self.lying(name, entry)
        is_open = self.answers.with_answer(named, Answer.OPEN, Answer.CONTRADICTED, Answer.WAITING)
        return entry.filing is None and bool(is_open) and not (lay and lay.is_final)

    def unknown_entries(self, drafted: Iterable[str]) -> tuple[Finding, ...]:
        """The entries of 通报登记 that mean no bulletin: none of before, none of those ``drafted`` by this run."""
        there = {*drafted, *(one.name for one in self.names.known), *(text.kind for text in self.drafted.values())}
        lost = (entry for entry in self.issued if plain_name(entry.bulletin) not in there)
        return tuple(self.names.unknown(entry) for entry in lost)

    @property
    def names(self) -> BulletinNames:
        """Every bulletin that was drafted or kept as issued."""
        return BulletinNames.of(self.drafted.values(), kept_names(self.archive))

    def undecided(self, named: Iterable[NamedUnit]) -> tuple[NamedUnit, ...]:
        """Those of ``named``, with those of their facts, that nobody has answered yet, each fact once."""
        return self.answers.with_answer(named, Answer.OPEN)

    def contradicted(self, named: Iterable[NamedUnit]) -> tuple[NamedUnit, ...]:
        """Those of ``named`` of whose facts one row says 是 and another 否."""
        return self.answers.with_answer(named, Answer.CONTRADICTED)


def kept_names(archive: Path | None) -> tuple[str, ...]:
    """The names of the bulletins that lie in archive/通报/ as issued, without what is kept with them."""
    files = archive.glob("*.docx") if archive else ()
    return tuple(sorted(path.stem for path in files if not path.stem.endswith((PUBLIC_MARK, TABLE_MARK, LEADERS_MARK))))


def kept_draft(archive: Path, text: BulletinText, place: str = "") -> Path:
    """Where a text that was drafted is kept by its day, in case that it is issued; of one day the last.

    ``place``: that of one of its companions, which is kept so too.
    """
    return archive / "底稿" / f"{Path(place or text.place).stem}（{text.drafted_on}起草）.docx"


def issued_file(outbox: Path, place: str, entry: IssuedBulletin) -> Path | None:
    """The file that was issued: the one registered, else that at ``place`` in outbox/; none where neither is there."""
    there = outbox / place
    return registered_file(outbox, entry) or (there if there.is_file() else None)


def registered_file(outbox: Path, entry: IssuedBulletin) -> Path | None:
    """The file that a person named as the one issued, from the project folder or from outbox/; None where it is not there."""
    written = entry.file.strip().strip('"“”').replace("\\", "/")
    named = [folder / written for folder in (outbox.parent, outbox, outbox / "通报")] if written else []
    return next((path for path in named if path.is_file()), None)

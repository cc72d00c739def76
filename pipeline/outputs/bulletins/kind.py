"""A kind of bulletin as one object: what it is called, when it is due, what it states, in which words and figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, Protocol, TypeVar

from pipeline.decisions.entries import IssuedBulletin
from pipeline.keeping.bulletins import BulletinText, StatedFact
from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins.bulletin import Bulletin
from pipeline.outputs.bulletins.cutoffs import Cutoffs
from pipeline.outputs.bulletins.editions import Edition
from pipeline.outputs.bulletins.facts.cover import Cover
from pipeline.outputs.bulletins.facts.followed import Followed, build_followed, last_issued
from pipeline.outputs.bulletins.facts.naming import NamedUnit
from pipeline.outputs.bulletins.facts.praise import named_by_issued
from pipeline.outputs.bulletins.facts.tallies import Tally
from pipeline.outputs.bulletins.words.statements import statements_of
from pipeline.outputs.shared.personal import Persons
from pipeline.vocabulary.errors import PipelineError
from pipeline.vocabulary.findings import Finding
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import FigureRow
from pipeline.vocabulary.terms import Standing


class NamingFacts(Protocol):
    """Facts of any kind: they tell what stands around the text, and whom it would name (R21)."""

    @property
    def cover(self) -> Cover:
        """What stands around the text."""

    @property
    def named(self) -> tuple[NamedUnit, ...]:
        """Whom the text would name."""


Subject = TypeVar("Subject")
Passage = tuple[str, str]
"""A place in a text, and the words that stand there."""
Facts = TypeVar("Facts", bound=NamingFacts)


@dataclass(frozen=True)
class Slot:
    """Where a bulletin lies in outbox/通报/; by its name and periods a person may register it (R22).

    ``former``: names under which it may have been issued before. ``corrects``: the name of the bulletin it puts right.
    """

    folder: str
    name: str
    periods: tuple[Period, ...]
    former: tuple[str, ...] = ()
    corrects: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name under which it may be registered or kept."""
        return (self.name, *self.former)

    def path(self, *, is_public: bool = False) -> str:
        """Its place in outbox/, or that of its public edition."""
        place = f"通报/{self.folder}/{self.name}.docx"
        return public_place(place) if is_public else place


PUBLIC_MARK, TABLE_MARK, LEADERS_MARK = "（公开版）", "（附表）", "（领导参阅）"


def public_place(place: str) -> str:
    """Where the public edition of the bulletin, or of its table, at ``place`` lies in outbox/."""
    folder, _, name = place.removesuffix(".docx").rpartition("/")
    return f"{folder}/公开版/{name}{PUBLIC_MARK}.docx"


def table_place(place: str) -> str:
    """Where the full table that goes with the bulletin at ``place`` lies: beside it, a file of its own."""
    return f"{place.removesuffix('.docx')}{TABLE_MARK}.docx"


def leaders_place(place: str) -> str:
    """Where what only leaders are given lies: beside the bulletin at ``place``."""
    return f"{place.removesuffix('.docx')}{LEADERS_MARK}.docx"


def companions(place: str) -> tuple[str, ...]:
    """Every other file that may lie with the bulletin at ``place``, by its place in outbox/: kept and given back with it."""
    return public_place(place), leaders_place(place), table_place(place), public_place(table_place(place))


@dataclass(frozen=True)
class Editioned(Generic[Subject]):
    """Editions that follow each other: the subject ``before`` one, None of the first, and its ``tally`` in a ledger.

    ``is_followed``: their facts tell what has become of what the last issued one named (R22).
    """

    before: Callable[[Ledger, Subject], Subject | None]
    tally: Callable[[Ledger, Subject], Tally]
    is_followed: bool = False


@dataclass(frozen=True)
class Publication(Generic[Facts]):
    """The public edition of a kind: ``facts`` of its own are made of the office's first, and all else of these (R24)."""

    facts: Callable[[Facts, Persons], Any]
    bulletin: Callable[[Any, Edition], Bulletin]
    figures: Callable[[Facts, Any], Iterable[FigureRow]] = lambda facts, published: ()


@dataclass(frozen=True)
class BulletinKind(Generic[Subject, Facts]):
    """All that is told of one kind. ``name`` is that of its template and of its rows in 通报数据 (R20).

    ``verb``: what ``run.py bulletin`` calls it, with ``label`` for its help; blank where only another run makes it.
    ``subjects``: what it is due for, of a period or of the last one due. ``words``: what its template may see.
    ``stated``: what its text states besides whom it names, and what may prove wrong (R22).
    ``rows``: what the rows of its tables say, by their places; all else is read off its words (R22).
    ``sequence``: with what its numbers are compared. ``withdrawn``: what was issued and is no longer so (R22). ``publication``: what of it the public sees; None where it sees nothing (R24). ``is_sole``: its name and a period are enough to register it.
    """

    name: str
    subjects: Callable[[Ledger, Period | None], Sequence[Subject]]
    slot: Callable[[Ledger, Subject], Slot]
    facts: Callable[[Ledger, Subject, str], Facts]
    words: type[Any]
    bulletin: Callable[[Facts, Edition], Bulletin]
    figures: Callable[[Ledger, Facts, Edition], Iterable[FigureRow]] = lambda ledger, facts, edition: ()
    withdrawn: Callable[[Ledger, Iterable[IssuedBulletin]], tuple[Finding, ...]] = lambda ledger, issued: ()
    stated: Callable[[Ledger, Facts], Iterable[StatedFact]] = lambda ledger, facts: ()
    rows: Callable[[Facts, Edition], Iterable[Passage]] = lambda facts, edition: ()
    sequence: Editioned[Subject] | None = None
    verb: str = ""
    label: str = ""
    publication: Publication[Facts] | None = None
    is_sole: bool = True


def bulletin_of(kind: BulletinKind[Any, Facts], facts: Facts, edition: Edition, persons: Persons) -> Bulletin:
    """The bulletin in ``edition``: the public one is made of what is published and of nothing else (R24)."""
    if not edition.is_public:
        return kind.bulletin(facts, edition)
    assert kind.publication, f"{kind.name} is not published"
    return kind.publication.bulletin(kind.publication.facts(facts, persons), edition)


def passages_of(kind: BulletinKind[Any, Facts], facts: Facts, edition: Edition) -> tuple[Passage, ...]:
    """Every statement that the text of ``facts`` makes in ``edition``, by its place (R22)."""
    return (*statements_of(kind.bulletin(facts, edition).words), *kind.rows(facts, edition))


@dataclass(frozen=True)
class Editions:
    """The edition before, with which a bulletin is compared, as that states its numbers: those of two editions subtract (R20).

    Of one that was issued those that it stated, of a draft those of its own day. What was ``issued``, and as of which day drafts on each collection speak; ``ledger`` is that of the run.
    """

    issued: Sequence[BulletinText]
    cutoffs: Cutoffs
    ledger: Ledger

    def facts(self, kind: BulletinKind[Any, Any], subject: Any, drawn: Ledger, office: str) -> Any:
        """The facts of the bulletin on ``subject``, read from ``drawn``, beside the numbers of the edition before and what became of what it named."""
        facts = kind.facts(drawn, subject, office)
        if kind.sequence and facts.praised:
            named = named_by_issued(self.issued, kind.slot(drawn, subject).periods, drawn, self.ledger.refuted)
            facts = replace(facts, praised=tuple(unit for unit in facts.praised if unit not in named))
        if kind.sequence and kind.sequence.is_followed:
            facts = replace(facts, followed=self._followed(kind, subject, drawn))
        before = kind.sequence.before(drawn, subject) if kind.sequence else None
        return facts if before is None else replace(facts, before=self._stated(kind, before))

    def _followed(self, kind: BulletinKind[Any, Any], subject: Any, drawn: Ledger) -> Followed | None:
        period = kind.slot(drawn, subject).periods[-1]
        text = last_issued(self.issued, kind.name, period)
        return build_followed(drawn, period, text) if text else None

    def _stated(self, kind: BulletinKind[Any, Any], subject: Any) -> Tally | None:
        """None of an edition that counted in words which are no more: its numbers and ours do not subtract."""
        slot = kind.slot(self.ledger, subject)
        for text in self.issued:
            if text.name in slot.names and text.standings:
                is_comparable = {label for label, _ in text.standings} <= set(Standing)
                pairs = ((Standing(label), number) for label, number in text.standings)
                return Tally(tuple(pairs), slot.name) if is_comparable else None
        assert kind.sequence
        return kind.sequence.tally(self.cutoffs.ledger(self.ledger, slot.periods[-1]), subject)


def month_asked(ledger: Ledger, period: Period | None, due: Sequence[Period]) -> tuple[Period, ...]:
    """``period`` where one is asked for, else the last of ``due``; none where nothing is due yet.

    Raises:
        PipelineError: ``period`` is no reporting month.
    """
    if period and period not in ledger.months:
        raise PipelineError(f"{period}不是报送月份。", f"请填 {ledger.months[0]} 至 {ledger.months[-1]} 之间的月份。")
    return (period,) if period else tuple(due[-1:])

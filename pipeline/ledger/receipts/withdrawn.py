"""Files that came and lie in the inbox no more (已撤走): the register remembers them, nobody is 未报 for it (R7, R8, R12)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from pipeline.decisions.decisions import Decisions
from pipeline.keeping.register import Gone
from pipeline.ledger.receipts.received import ReceivedFile, ReturnKey
from pipeline.master.units import UnitDirectory
from pipeline.submissions.files.inbox import InboxFile
from pipeline.vocabulary.findings import Finding, Kind, Place, finding
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.questions import REJECTED, Question, QuestionKind
from pipeline.vocabulary.terms import FormKind, ReceivedBasis
from pipeline.vocabulary.text import chinese_date


@dataclass(frozen=True)
class WithdrawnFile:
    """A content that came on ``received_date`` as ``returns`` and is gone.

    ``is_replaced``: another content lies under the same name. ``is_confirmed``: a person has said that the receipt
    stands; ``is_open``: nothing else came for one of its returns, and nobody has said so or rejected it.
    """

    source: str
    sha256: str
    received_date: date
    basis: ReceivedBasis
    returns: tuple[ReturnKey, ...]
    is_replaced: bool = False
    is_confirmed: bool = False
    is_open: bool = False

    @property
    def question(self) -> Question:
        """What a person is asked: whose return it was; 不采用 ends the matter."""
        return _question(self.sha256, self.source, self.returns)


def list_withdrawn(
    gone: Iterable[Gone], files: Sequence[ReceivedFile], decisions: Decisions, directory: UnitDirectory, year: int
) -> tuple[WithdrawnFile, ...]:
    """What is gone of this year's collections, with its received date by R7; what was never opened is left out."""
    here = {file.source: file for file in files}
    covered = {key for file in files for key in _settled(file)}
    found = []
    for one in gone:
        returns = tuple(_returns(one, directory))
        is_of_year = any(period.year == year for _, period, _ in returns) if returns else one.received_date.year >= year
        was_unopened = one.sha256 == sha256(one.source.encode()).hexdigest()
        if was_unopened or not is_of_year:
            continue
        found.append(_withdrawn(one, returns, here.get(one.source), covered, decisions))
    return tuple(sorted(found, key=lambda file: (file.received_date, file.source)))


def withdrawn_findings(withdrawn: Iterable[WithdrawnFile]) -> Iterator[Finding]:
    """One finding for each file on which a return hangs that nothing else has answered."""
    for file in withdrawn:
        if file.is_open:
            _, period, unit = file.returns[0]
            named = "、".join(f"{unit}{period.label}{form.annex}" for form, period, unit in file.returns)
            yield finding(
                Kind.FILE_GONE,
                Place(file.source),
                unit=unit,
                period=period,
                day=chinese_date(file.received_date),
                returns=f"（原为{named}）",
            )


def _withdrawn(
    one: Gone,
    returns: tuple[ReturnKey, ...],
    at_place: ReceivedFile | None,
    covered: set[ReturnKey],
    decisions: Decisions,
) -> WithdrawnFile:
    if at_place:  # saved again under its name: it still speaks only for what the new content is
        returns = tuple(key for key in returns if key in set(_settled(at_place)))
    answer = decisions.answers.get(_question(one.sha256, one.source, returns).question_id)
    if answer == REJECTED:
        returns = ()
    day, basis = _received(one, decisions)
    return WithdrawnFile(
        source=one.source,
        sha256=one.sha256,
        received_date=day,
        basis=basis,
        returns=returns,
        is_replaced=at_place is not None,
        is_confirmed=bool(answer) and answer != REJECTED,
        is_open=not answer and any(key not in covered for key in returns),
    )


def _received(one: Gone, decisions: Decisions) -> tuple[date, ReceivedBasis]:
    if registered := decisions.received_date(one.source):
        return registered, ReceivedBasis.PERSON
    if folder_day := InboxFile(Path(), one.source, one.received_date).folder_day:
        return folder_day, ReceivedBasis.FOLDER
    return one.received_date, ReceivedBasis.SIGHTING


def _returns(one: Gone, directory: UnitDirectory) -> Iterator[ReturnKey]:
    """What it was read as, each unit by its present name."""
    for form, period, unit in one.returns:
        known = directory.find(unit)
        if known:
            yield FormKind(form), Period.parse(period), known.name


def _settled(file: ReceivedFile) -> tuple[ReturnKey, ...]:
    return (*file.registered_as, *file.settled_returns)


def _question(digest: str, source: str, returns: Sequence[ReturnKey]) -> Question:
    units = tuple((unit, 100.0) for unit in dict.fromkeys(unit for _, _, unit in returns))
    return Question(QuestionKind.UNIT, digest, "", Place(source), units)

"""What came, return by return: one row per file and return that it is, or could be (R7, R8, R12).

A file whose unit or period is open stands in as many rows as there are returns that it could be: so nobody can be
named as not having reported while something lies here that may be that report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto

import pandas as pd

from pipeline.decisions.decisions import Decisions
from pipeline.decisions.sheets.receipts import MATERIAL
from pipeline.decisions.suspensions import Suspension
from pipeline.ledger.receipts.received import ReceivedFile
from pipeline.submissions.collecting import reportable
from pipeline.submissions.matching.submission import Submission
from pipeline.submissions.meant import is_ahead
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables.table import frame_of
from pipeline.vocabulary.terms import FormKind, ReceivedBasis

KEY = ["period", "unit"]
"""What tells one return of the year from another: a period is reported on one form."""

_COLUMNS = [*KEY, "claim"]


class ClaimKind(Enum):
    """What a claim is to a return."""

    FORM = auto()  # it was read as this return
    BLANK = auto()  # it was read as this return, and nobody had written a word into it
    REGISTERED = auto()  # a person said that the unreadable file is this return
    PAPER = auto()  # a person registered a return on paper
    REMEMBERED = auto()  # it was once read as this return, and its original is lost
    MAY_BE = auto()  # something unsettled in it may be this return
    MAY_BE_LATE = auto()  # the same, of anybody's file that came after a person had signed that this return is missing
    PAPER_LATER = auto()  # registered for a day after the cut-off
    MATERIAL = auto()  # the written material of this return
    MAY_BE_MATERIAL = auto()  # a written material that may be this return's
    ENTRY_IN_DOUBT = auto()  # an entry of a person that cannot be used may be about this return (R27)


@dataclass(frozen=True)
class Claim:
    """One file, or one entry of a person, as far as it concerns one return. ``source`` is blank on paper.

    ``is_held``: the file lies in the inbox no more. ``is_day_doubtful``: its folder names a day that is
    none, or a person's entry one that was yet to come.
    """

    kind: ClaimKind
    source: str
    received_date: date
    basis: ReceivedBasis
    submission: Submission | None = None
    is_held: bool = False
    is_day_doubtful: bool = False
    may_cover: frozenset[str] = frozenset()  # the tasks that a form of known unit tells of, if it is this return
    reach: int = 1  # of how many units it may be, by what its name, its folder or its words tell; 0: of anybody
    entry: Suspension | None = None
    is_unopened: bool = False  # nobody can read it


@dataclass(frozen=True)
class _OpenPiece:
    """What of a file is open: the periods and units that it could be (none: any), the form where that is known."""

    periods: tuple[Period, ...]
    units: tuple[str, ...]
    claim: Claim
    form: FormKind | None = None

    def among(self, due_dates: Mapping[Period, date]) -> tuple[Period, ...]:
        """The periods that it could be. One that names none is no report on a month that nobody could report on when it came."""
        candidates = self.periods or reportable(self.claim.received_date, due_dates)
        return tuple(period for period in candidates if self.form in (None, FormKind.of(period)))


def build_claims(
    keys: Sequence[tuple[Period, str]],
    files: Iterable[ReceivedFile],
    decisions: Decisions,
    today: date,
    due_dates: Mapping[Period, date],
    signed: Mapping[tuple[Period, str], date] | None = None,
) -> pd.DataFrame:
    """Every claim on the returns ``keys`` (period, unit): columns period, unit, claim; several rows per return or none.

    ``due_dates`` are those of the periods of ``keys``; ``signed``: by which day a person had confirmed that a return is missing. Files stand in the order of receipt, then paper; copies of the same bytes claim nothing.
    """
    originals = [file for file in files if not file.duplicate_of]
    returned = _returned_parcels(originals)
    sent = (file for file in originals if not (file.reading.is_blank and _archive(file) in returned))
    settled = [row for file in sent for row in _settled_claims(file)]
    settled += _paper_claims(keys, decisions, today)
    open_pieces = [piece for file in originals for piece in _open_pieces(file)]
    open_pieces += _suspended_pieces(decisions.suspended, originals, today)
    spread = _explode(open_pieces, keys, due_dates)
    open_claims = [
        (period, unit, _beside_signed(claim, (signed or {}).get((period, unit))))
        for period, unit, claim in _rows(spread)
    ]
    return frame_of([*settled, *open_claims], _COLUMNS)


def _beside_signed(claim: Claim, signed: date | None) -> Claim:
    """The claim beside what a person has signed: what could be anybody's, and came later, does not undo that."""
    is_later = signed is not None and signed < claim.received_date
    if claim.kind is ClaimKind.MAY_BE and not claim.reach and is_later:
        return replace(claim, kind=ClaimKind.MAY_BE_LATE)
    return claim


def _rows(spread: pd.DataFrame) -> Iterator[tuple[Period, str, Claim]]:
    return zip(*(spread[name] for name in _COLUMNS), strict=True)


def _explode(
    pieces: Iterable[_OpenPiece], keys: Sequence[tuple[Period, str]], due_dates: Mapping[Period, date]
) -> pd.DataFrame:
    """Each open piece in a row for every return that it could be (R8)."""
    units = tuple(dict.fromkeys(unit for _, unit in keys))
    reaching = ((piece, replace(piece.claim, reach=len(piece.units))) for piece in pieces)
    spread = frame_of([(piece.among(due_dates), piece.units or units, claim) for piece, claim in reaching], _COLUMNS)
    owed = frame_of(keys, KEY)
    spread = spread.explode("period").explode("unit").drop_duplicates()
    return spread.merge(owed, on=KEY, validate="many_to_one")


def _returned_parcels(files: Iterable[ReceivedFile]) -> frozenset[str]:
    """The archives that hold blank forms of several units: what we sent out came back whole, and no unit sent a blank form."""
    blank = [file for file in files if file.reading.is_blank]
    units = gathered((_archive(file), form.unit) for file in blank for form in file.reading.submissions)
    return frozenset(archive for archive, whose in units.items() if archive and len(set(whose)) > 1)


def _archive(file: ReceivedFile) -> str:
    """The archive in which a file lies, '' where it lies in none."""
    archive, joint, _ = file.source.partition("!")
    return archive if joint else ""


def _claim(kind: ClaimKind, file: ReceivedFile, submission: Submission | None = None) -> Claim:
    day, basis = file.received_date, file.basis
    return Claim(kind, file.source, day, basis, submission, file.is_held, file.is_day_doubtful)


def _settled_claims(file: ReceivedFile) -> Iterator[tuple[Period, str, Claim]]:
    for submission in file.reading.submissions:
        if submission.period and submission.unit and submission.kind is FormKind.of(submission.period):
            is_blank = file.reading.is_blank
            claim = _claim(ClaimKind.BLANK, file) if is_blank else _claim(ClaimKind.FORM, file, submission)
            yield submission.period, submission.unit, claim
    kind = ClaimKind.REMEMBERED if file.reading.known_as else ClaimKind.REGISTERED
    for _, period, unit in file.registered_as:
        yield period, unit, replace(_claim(kind, file), is_unopened=not file.reading.is_openable)


def _paper_claims(
    keys: Iterable[tuple[Period, str]], decisions: Decisions, today: date
) -> Iterator[tuple[Period, str, Claim]]:
    material = (MATERIAL, ClaimKind.MATERIAL, ClaimKind.MAY_BE_MATERIAL)
    for period, unit in keys:
        for what, came, later in ((FormKind.of(period), ClaimKind.PAPER, ClaimKind.PAPER_LATER), material):
            if entry := decisions.paper_receipt(unit, what, period):
                day = entry.received_date
                kind = came if day <= today else later
                yield period, unit, Claim(kind, "", day, ReceivedBasis.PERSON, is_day_doubtful=is_ahead(entry))


def _suspended_pieces(
    suspended: Iterable[Suspension], files: Sequence[ReceivedFile], today: date
) -> Iterator[_OpenPiece]:
    """What entries that cannot be used could concern; where they name a file, what of that is unsaid is the file's."""
    at_source = gathered((file.source, file.addressees) for file in files)
    for entry in suspended:
        claim = Claim(ClaimKind.ENTRY_IN_DOUBT, entry.cell, today, ReceivedBasis.PERSON, entry=entry)
        named = at_source.get(entry.source, ())
        units = entry.units or tuple(dict.fromkeys(unit for units, _ in named for unit in units))
        periods = entry.periods or tuple(dict.fromkeys(period for _, periods in named for period in periods))
        if len(periods) > 1:
            periods = tuple(one for one in periods if one <= Period.of(today))
        yield _OpenPiece(periods, units, claim)


def _open_pieces(file: ReceivedFile) -> Iterator[_OpenPiece]:
    reading = file.reading

    def claim(kind: ClaimKind) -> Claim:
        return _claim(kind, file)

    if reading.is_written_material:
        kind = ClaimKind.MATERIAL if file.is_settled else ClaimKind.MAY_BE_MATERIAL
        yield _OpenPiece(reading.could_be_periods, reading.could_be_units, claim(kind))
    elif file.is_in_doubt and not reading.is_readable:
        called = None if reading.could_be_periods else reading.could_be_form  # whoever tells the period tells the form
        doubtful = replace(claim(ClaimKind.MAY_BE), is_unopened=not reading.is_openable)
        yield _OpenPiece(reading.could_be_periods, reading.could_be_units, doubtful, called)
    elif file.is_in_doubt:
        if reading.unread_units:
            yield _OpenPiece(reading.unread_periods, reading.unread_units, claim(ClaimKind.MAY_BE))
        for form in reading.open_forms:
            told = form.answered_tasks if form.unit else frozenset()
            doubtful = replace(claim(ClaimKind.MAY_BE), may_cover=told)
            yield _OpenPiece(form.could_be_periods, form.could_be_units, doubtful, form.kind)

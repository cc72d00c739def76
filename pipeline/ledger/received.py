"""What came: every file with its received date and basis (R7), each content counted once (R12)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256 as _sha256

from pipeline.master.decisions import Decisions
from pipeline.submissions.inbox import InboxFile
from pipeline.submissions.submission import FileReading
from pipeline.vocabulary.findings import Kind
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind, ReceivedBasis

ReturnKey = tuple[FormKind, Period, str]
"""Form, period and unit of one expected return."""

_CONTRADICTED = frozenset({Kind.UNIT_CONTRADICTED, Kind.PERIOD_CONTRADICTED})
_NOTHING = _sha256(b"").hexdigest()  # empty files are alike whoever sent them


@dataclass(frozen=True)
class ReceivedFile:
    """A file in the inbox, understood and dated. ``duplicate_of`` names the earlier file with the same bytes.

    ``registered_as``: the returns a person has said an unreadable file to be; its content stays unread.
    """

    source: str
    sha256: str
    received_date: date
    basis: ReceivedBasis
    reading: FileReading
    duplicate_of: str = ""
    registered_as: tuple[ReturnKey, ...] = ()

    @property
    def settled_returns(self) -> tuple[ReturnKey, ...]:
        """The returns that its forms are, as far as that is known."""
        return tuple((s.kind, s.period, s.unit) for s in self.reading.submissions if s.unit and s.period)

    @property
    def is_settled(self) -> bool:
        """Whether all of it is known to be this or that return."""
        return bool(self.reading.submissions) and all(s.is_settled for s in self.reading.submissions)

    @property
    def is_in_doubt(self) -> bool:
        """Whether it may be some return that it has not been counted as (R8)."""
        if self.duplicate_of or self.reading.is_written_material or self.reading.is_rejected or self.registered_as:
            return False
        is_open = any(s.unit is None or s.period is None for s in self.reading.submissions)
        return not self.reading.is_readable or is_open or bool(self.reading.unread_units)

    def could_be(self, form: FormKind, period: Period, unit: str) -> bool:
        """Whether something unsettled in a file in doubt may be this return (R8)."""
        if not self.reading.is_readable:
            return self._fits(self.reading.could_be_units, self.reading.could_be_periods, period, unit)
        if unit in self.reading.unread_units and self._fits((unit,), self.reading.unread_periods, period, unit):
            return True
        return any(
            submission.kind is form and self._fits(submission.could_be_units, submission.could_be_periods, period, unit)
            for submission in self.reading.submissions
            if submission.unit is None or submission.period is None
        )

    def _fits(self, units: tuple[str, ...], periods: tuple[Period, ...], period: Period, unit: str) -> bool:
        if units and unit not in units:
            return False
        return (
            period in periods
            if periods
            else (period.year, period.month) <= (self.received_date.year, self.received_date.month)
        )


def date_files(
    files: Iterable[tuple[InboxFile, str, FileReading]], first_days: Mapping[str, date], decisions: Decisions
) -> tuple[ReceivedFile, ...]:
    """Every (file, sha256, reading) with its received date, earliest first; later copies of the same bytes and the same return marked."""
    dated = sorted(
        (_date_file(file, sha256, reading, first_days, decisions) for file, sha256, reading in files), key=_order
    )
    copies: dict[str, list[ReceivedFile]] = {}
    for received in dated:
        copies.setdefault(received.sha256, []).append(received)
    return tuple(sorted((one for group in copies.values() for one in _mark_copies(group)), key=_order))


def _mark_copies(group: Sequence[ReceivedFile]) -> Iterator[ReceivedFile]:
    """Of files with the same bytes, earliest first, the best understood one counts, with the earliest date.

    A copy that speaks for another return stays: two empty files of two units, March's form sent again under April's name.
    """
    copies = list(group)
    while copies:
        best = next((one for one in copies if one.is_settled), copies[0])
        others = [one for one in copies if one is not best and not _speaks_for_another(one, best)]
        first = min([best, *others], key=_order)
        yield replace(best, received_date=first.received_date, basis=first.basis)
        for one in others:
            yield replace(one, duplicate_of=best.source)
        copies = [one for one in copies if one is not best and one not in others]


def _speaks_for_another(copy: ReceivedFile, best: ReceivedFile) -> bool:
    """Whether the names around ``copy`` make it a return that ``best``, of the same bytes, is not (R8)."""
    if any(fault.kind in _CONTRADICTED for fault in copy.reading.findings):
        return _claims(copy) != _claims(best)
    if best.reading.submissions:
        return copy.is_settled and set(copy.settled_returns) != set(best.settled_returns)
    named, known = copy.reading, best.reading
    is_other_unit = bool(named.could_be_units) and named.could_be_units != known.could_be_units
    is_other_period = bool(named.could_be_periods) and named.could_be_periods != known.could_be_periods
    return is_other_unit or is_other_period or (copy.sha256 == _NOTHING and not named.could_be_units)


def _claims(file: ReceivedFile) -> set[tuple[tuple[str, ...], tuple[Period, ...]]]:
    return {(form.could_be_units, form.could_be_periods) for form in file.reading.submissions}


def returns_by_content(files: Iterable[ReceivedFile]) -> dict[str, tuple[ReturnKey, ...]]:
    """SHA-256 → every return that a file with these bytes is known to be, copies left out."""
    found: dict[str, tuple[ReturnKey, ...]] = {}
    for file in files:
        if not file.duplicate_of:
            found[file.sha256] = (*found.get(file.sha256, ()), *file.settled_returns)
    return found


def _date_file(
    file: InboxFile, sha256: str, reading: FileReading, first_days: Mapping[str, date], decisions: Decisions
) -> ReceivedFile:
    first_day = first_days[sha256]
    registered = decisions.received_date(file.source)
    if registered:
        returns = () if reading.is_readable else decisions.registered_returns(file.source)
        return ReceivedFile(file.source, sha256, registered, ReceivedBasis.PERSON, reading, registered_as=returns)
    if file.folder_day:
        return ReceivedFile(file.source, sha256, file.folder_day, ReceivedBasis.FOLDER, reading)
    return ReceivedFile(file.source, sha256, first_day, ReceivedBasis.SIGHTING, reading)


def _order(received: ReceivedFile) -> tuple[date, str]:
    return (received.received_date, received.source)

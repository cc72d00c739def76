"""What came: every file with its received date and basis (R7), each content counted once (R12)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline.decisions.decisions import Decisions
from pipeline.submissions.files.inbox import InboxFile
from pipeline.submissions.matching.submission import FileReading
from pipeline.vocabulary.findings import Kind
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind, ReceivedBasis

ReturnKey = tuple[FormKind, Period, str]
"""Form, period and unit of one expected return."""

_CONTRADICTED = frozenset({Kind.UNIT_CONTRADICTED, Kind.PERIOD_CONTRADICTED})


@dataclass(frozen=True)
class ReceivedFile:
    """A file in the inbox, understood and dated. ``duplicate_of`` names the earlier file with the same bytes.

    ``registered_as``: the returns a person has said an unreadable file to be; its content stays unread.
    ``refused_day``: the day that a folder or a person gave it, and that is later than the file lay here.
    """

    source: str
    sha256: str
    received_date: date
    basis: ReceivedBasis
    reading: FileReading
    duplicate_of: str = ""
    registered_as: tuple[ReturnKey, ...] = ()
    refused_day: tuple[date, ReceivedBasis] | None = None

    @property
    def settled_returns(self) -> tuple[ReturnKey, ...]:
        """The returns that its forms are, as far as that is known."""
        return tuple((s.kind, s.period, s.unit) for s in self.reading.submissions if s.unit and s.period)

    @property
    def addressees(self) -> tuple[tuple[str, ...], tuple[Period, ...]]:
        """The units and periods that it is for: as a person registered it, as it was read, as it may be."""
        reading = self.reading
        units = [unit for _, _, unit in self.registered_as]
        periods = [period for _, period, _ in self.registered_as]
        if not self.registered_as:
            units = [one.unit for one in reading.submissions if one.unit]
            periods = [one.period for one in reading.submissions if one.period]
        return (
            tuple(dict.fromkeys(units or reading.could_be_units)),
            tuple(dict.fromkeys(periods or reading.could_be_periods)),
        )

    @property
    def is_settled(self) -> bool:
        """Whether all of it is known to be this or that return, or the written material of one."""
        if self.reading.is_written_material:
            return bool(self.reading.could_be_units and self.reading.could_be_periods)
        return bool(self.reading.submissions) and all(s.is_settled for s in self.reading.submissions)

    @property
    def is_in_doubt(self) -> bool:
        """Whether it may be some return that it has not been counted as (R8)."""
        if self.duplicate_of or self.reading.is_written_material or self.reading.is_rejected or self.registered_as:
            return False
        is_open = any(s.unit is None or s.period is None for s in self.reading.submissions)
        return not self.reading.is_readable or is_open or bool(self.reading.unread_units)


def date_files(
    files: Iterable[tuple[InboxFile, str, FileReading]],
    first_days: Mapping[str, date],
    decisions: Decisions,
    known_days: Mapping[str, date] | None = None,
) -> tuple[ReceivedFile, ...]:
    """Every (file, sha256, reading) with its received date, earliest first; later copies of the same bytes marked.

    By R7 a file is never received later than it was first seen: a folder or an entry that says so after the content's
    ``known_days`` is a slip of the pen, and the unit must not pay for it.
    """
    known = known_days or {}
    dated = [
        _date_file(file, sha256, reading, first_days[sha256], known.get(sha256, date.max), decisions)
        for file, sha256, reading in files
    ]
    dated.sort(key=_order)
    copies = gathered((received.sha256, received) for received in dated)
    return tuple(sorted((one for group in copies.values() for one in _mark_copies(group)), key=_order))


def returns_by_content(files: Iterable[ReceivedFile]) -> dict[str, tuple[ReturnKey, ...]]:
    """sha256 → the returns that its forms are: what is known of a content once it is gone."""
    found: dict[str, tuple[ReturnKey, ...]] = {}
    for file in files:
        if not file.duplicate_of:
            found[file.sha256] = tuple(dict.fromkeys((*found.get(file.sha256, ()), *file.settled_returns)))
    return found


def _mark_copies(group: Sequence[ReceivedFile]) -> Iterator[ReceivedFile]:
    """Of files with the same bytes, earliest first, one counts for each return that they are addressed to (R8, R12).

    A file that says nothing of its own is a copy of one that does. Two units may send the same bytes: an empty file each,
    or one report in common; neither is a copy of the other's.
    """
    addresses = [_address(one) for one in group]
    originals: dict[tuple[object, ...] | None, ReceivedFile] = {}
    for one, address in zip(group, addresses, strict=True):
        if address:
            originals.setdefault(address, one)
    originals = originals or {None: group[0]}
    for one, address in zip(group, addresses, strict=True):
        original = originals[address] if address in originals else next(iter(originals.values()))
        if one is original:
            same = (other for other, at in zip(group, addresses, strict=True) if at in (None, address))
            first = next(same)
            yield replace(one, received_date=first.received_date, basis=first.basis)
        else:
            yield replace(one, duplicate_of=original.source)


def _address(file: ReceivedFile) -> tuple[object, ...] | None:
    """The returns that a file is for, as far as it says so itself; None where it does not."""
    reading = file.reading
    if file.registered_as or file.is_settled:
        return file.registered_as or file.settled_returns or (reading.could_be_units, reading.could_be_periods)
    if reading.could_be_units and not reading.submissions:
        return (reading.could_be_units, reading.could_be_periods)
    if any(fault.kind in _CONTRADICTED for fault in reading.findings):  # March's form sent again under April's name
        return tuple((form.could_be_units, form.could_be_periods) for form in reading.submissions)
    return None


def _date_file(
    file: InboxFile, sha256: str, reading: FileReading, first_day: date, known_day: date, decisions: Decisions
) -> ReceivedFile:
    returns = () if reading.is_readable else decisions.registered_returns(file.source)
    reading = _as_registered(reading, returns, decisions.registered_material(file.source))
    said = [
        (day, basis)
        for day, basis in (
            (decisions.received_date(file.source), ReceivedBasis.PERSON),
            (file.folder_day, ReceivedBasis.FOLDER),
        )
        if day
    ]
    possible = [one for one in said if one[0] <= known_day]
    day, basis = possible[0] if possible else (first_day, ReceivedBasis.SIGHTING)
    refused = said[0] if said and said[0] not in possible else None
    return ReceivedFile(file.source, sha256, day, basis, reading, registered_as=returns, refused_day=refused)


def _as_registered(
    reading: FileReading, returns: Sequence[ReturnKey], material: Sequence[tuple[str, Period]]
) -> FileReading:
    """What was read of a file of which a person has said what it is: then nothing about it is open any more (R2, R8)."""
    if material and (reading.is_written_material or not reading.is_readable) and not returns:
        units = tuple(dict.fromkeys(unit for unit, _ in material))
        periods = tuple(dict.fromkeys(period for _, period in material))
        return FileReading(reading.source, is_written_material=True, could_be_units=units, could_be_periods=periods)
    return replace(reading, findings=(), questions=()) if returns else reading


def _order(received: ReceivedFile) -> tuple[date, str]:
    return (received.received_date, received.source)

"""When each file came and on what that rests (R7); which content of a place stands, and what counts once (R12, R25)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from sys import maxsize
from types import MappingProxyType

from pipeline.decisions.decisions import Decisions
from pipeline.decisions.entries import ReceivedEntry
from pipeline.keeping.journal import Deposit
from pipeline.ledger.receipts.copies import settle_copies, without_rejected
from pipeline.ledger.receipts.mended import settle_mended
from pipeline.ledger.receipts.received import ReceivedFile, ReturnKey
from pipeline.submissions.files.dated_folders import likely_days
from pipeline.submissions.files.inbox import InboxFile
from pipeline.submissions.matching.submission import FileReading
from pipeline.submissions.meant import Lying, entries_for, is_ahead, material_told, returns_told
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import ReceivedBasis

Read = tuple[InboxFile, str, FileReading]
Deposits = Mapping[tuple[str, str], Deposit]
"""(SHA-256 of the whole file, its source) → what the journal knows of it."""


def date_files(
    files: Iterable[tuple[InboxFile, str, FileReading]],
    first_days: Mapping[str, date],
    decisions: Decisions,
    known_days: Mapping[str, date] | None = None,
    deposits: Deposits | None = None,
    due_dates: Mapping[Period, date] = MappingProxyType({}),
) -> tuple[ReceivedFile, ...]:
    """Every (file, sha256, reading) with its received date, earliest first; copies of the same bytes marked.

    By R7 a file is never received later than it was first seen: a folder or an entry that says so after the content's
    ``known_days`` is a slip of the pen, and the unit must not pay for it. What was sighted later under a name replaces what
    lay there before it, row by row, whatever their days (R12).
    """
    read, known, noted = list(files), known_days or {}, deposits or {}
    at_source = gathered((one[0].source, _lying(one, noted)) for one in read)
    at_place = gathered((file.place, file.whole) for file, _, _ in read)
    entered = gathered((one.source, one) for one in decisions.received)
    dated = [
        _date_file(one, first_days[one[1]], known.get(one[1], date.max), _told(one, entered, at_source)) for one in read
    ]
    dated = [
        replace(found, deposit=noted.get((file.whole, file.place), found.deposit))
        for found, (file, _, _) in zip(dated, read, strict=True)
    ]
    dated = without_rejected(dated, [_names(one, at_source, at_place) for one in read], decisions.received)
    dated.sort(key=lambda one: (one.received_date, one.source))
    by_content = gathered((one.sha256, one) for one in dated)
    counted = [one for group in by_content.values() for one in settle_copies(group, decisions.answers)]
    return _in_order(settle_mended(counted, due_dates))


def _names(read: Read, at_source: Mapping[str, Sequence[Lying]], at_place: Mapping[str, Sequence[str]]) -> set[str]:
    """How a person may name the file, or its archive: by the source alone where no other content ever lay there."""
    file, sha256, _ = read
    names = {f"{file.source}#{sha256[:8]}", f"{file.place}#{file.whole[:8]}"}
    if len({one.sha256 for one in at_source[file.source]}) == 1:
        names.add(file.source)
    if len(set(at_place[file.place])) == 1:
        names.add(file.place)
    return names - {""}


def _lying(read: Read, noted: Deposits) -> Lying:
    """The file as one of the contents of its place."""
    file, sha256, reading = read
    deposit = noted.get((file.whole, file.place))
    returns = frozenset((one.period, one.unit) for one in reading.submissions if one.period)
    since, run = (deposit.first_seen, deposit.first_run) if deposit else (date.max, maxsize)
    return Lying(sha256, since, run, returns)


def _told(
    read: Read, entered: Mapping[str, Sequence[ReceivedEntry]], at_source: Mapping[str, Sequence[Lying]]
) -> tuple[ReceivedEntry, ...]:
    """What a person entered of this very content, that of the earliest day first."""
    file, sha256, _ = read
    return entries_for(sha256, entered.get(file.source, ()), at_source[file.source])


def _date_file(read: Read, first_day: date, known_day: date, told: Sequence[ReceivedEntry]) -> ReceivedFile:
    """The file with its day; ``told`` is what a person entered of it."""
    file, sha256, reading = read
    known_day = first_day if file.trouble else known_day  # nobody knows what a folder holds that cannot be looked into
    registered = reading.told_as or reading.known_as
    reading = _as_registered(reading, reading.told_as, ()) if reading.told_as else reading
    if told:
        returns = () if reading.is_readable and not reading.is_blank else returns_told(told)
        reading = _as_registered(reading, returns, material_told(told))
        registered = returns or registered
    said = _said_days(told, file, first_day)
    possible = [one for one in said if one[0] <= known_day and not (told and one == said[0] and is_ahead(told[0]))]
    day, basis = possible[0] if possible else (first_day, ReceivedBasis.SIGHTING)
    refused = said[0] if said and said[0][1] not in {one[1] for one in possible} else None
    return ReceivedFile(
        file.source,
        sha256,
        day,
        basis,
        reading,
        registered_as=registered,
        refused_day=refused,
        no_days=file.no_days,
        is_day_doubtful=_is_doubtful(basis, refused, file),
        is_held=file.is_held,
    )


def _is_doubtful(basis: ReceivedBasis, refused: tuple[date, ReceivedBasis] | None, file: InboxFile) -> bool:
    """Whether the day may be too late because that of a folder or a person is a slip: a person's could have been any."""
    if refused and refused[1] is ReceivedBasis.PERSON:
        return True
    return basis is ReceivedBasis.SIGHTING and bool(refused or file.no_days)


def _said_days(told: Sequence[ReceivedEntry], file: InboxFile, first_day: date) -> list[tuple[date, ReceivedBasis]]:
    """The days that a person and the folders give, in the order of R7."""
    by_person = [(one.received_date, ReceivedBasis.PERSON) for one in told[:1]]
    return by_person + [(day, ReceivedBasis.FOLDER) for day in likely_days(file.folder_days, first_day)]


def _as_registered(
    reading: FileReading, returns: Sequence[ReturnKey], material: Sequence[tuple[str, Period]]
) -> FileReading:
    """What was read of a file of which a person has said what it is: then nothing about it is open any more (R2, R8)."""
    if material and (reading.is_written_material or not reading.is_readable) and not returns:
        units = tuple(dict.fromkeys(unit for unit, _ in material))
        periods = tuple(dict.fromkeys(period for _, period in material))
        return FileReading(reading.source, is_written_material=True, could_be_units=units, could_be_periods=periods)
    return replace(reading, findings=(), questions=()) if returns else reading


def _in_order(files: Sequence[ReceivedFile]) -> tuple[ReceivedFile, ...]:
    """Earliest received first. On one day the content first seen earlier comes before, under one name what lies there now last."""
    seen = gathered((one.sha256, (one.deposit.first_run, one.deposit.first_seen)) for one in files)
    now = {one.place: one for one in sorted(files, key=lambda one: one.deposit.last_run)}

    def order(one: ReceivedFile) -> tuple[object, ...]:
        day, first, current = one.received_date, min(seen[one.sha256]), now[one.place]
        if current.deposit.last_run > one.deposit.last_run:
            day, first = min(day, current.received_date), min(first, *seen[current.sha256])
        return (day, first, one.place, one.deposit.last_run, one.source)

    return tuple(sorted(files, key=order))

"""When each file came and on what that rests (R7); which content of a place stands, and what counts once (R12, R25)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from pipeline.decisions.decisions import Decisions
from pipeline.keeping.journal import Deposit
from pipeline.ledger.receipts.copies import settle_copies, without_rejected
from pipeline.ledger.receipts.mended import settle_mended
from pipeline.ledger.receipts.received import ReceivedFile, ReturnKey
from pipeline.submissions.files.dated_folders import likely_days
from pipeline.submissions.files.inbox import InboxFile
from pipeline.submissions.matching.submission import FileReading
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import ReceivedBasis

Read = tuple[InboxFile, str, FileReading]
Content = tuple[date, str, frozenset[Period]]
"""What lay under a name: the day by which it was known, its SHA-256, the periods that it is of."""
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
    read, known = list(files), known_days or {}
    at_source = gathered((one[0].source, (known.get(one[1], date.max), one[1], _periods(one[2]))) for one in read)
    at_place = gathered((file.place, file.whole) for file, _, _ in read)
    dated = [
        _date_file(one, first_days[one[1]], known.get(one[1], date.max), decisions, at_source[one[0].source])
        for one in read
    ]
    noted = deposits or {}
    dated = [
        replace(found, deposit=noted.get((file.whole, file.place), found.deposit))
        for found, (file, _, _) in zip(dated, read, strict=True)
    ]
    dated = without_rejected(dated, [_names(one, at_source, at_place) for one in read], decisions.received)
    dated.sort(key=lambda one: (one.received_date, one.source))
    by_content = gathered((one.sha256, one) for one in dated)
    counted = [one for group in by_content.values() for one in settle_copies(group, decisions.answers)]
    return _in_order(settle_mended(counted, due_dates))


def _names(read: Read, at_source: Mapping[str, Sequence[Content]], at_place: Mapping[str, Sequence[str]]) -> set[str]:
    """How a person may name the file, or its archive: by the source alone where no other content ever lay there."""
    file, sha256, _ = read
    names = {f"{file.source}#{sha256[:8]}", f"{file.place}#{file.whole[:8]}"}
    if len({other for _, other, _ in at_source[file.source]}) == 1:
        names.add(file.source)
    if len(set(at_place[file.place])) == 1:
        names.add(file.place)
    return names - {""}


def _date_file(
    read: Read, first_day: date, known_day: date, decisions: Decisions, at_source: Sequence[Content]
) -> ReceivedFile:
    """The file with its day. ``at_source``: each content that ever lay under its name."""
    file, sha256, reading = read
    known_day = first_day if file.trouble else known_day  # nobody knows what a folder holds that cannot be looked into
    entered, is_meant = _entered(file.source, sha256, decisions, at_source)
    registered = reading.told_as or reading.known_as
    reading = _as_registered(reading, reading.told_as, ()) if reading.told_as else reading
    if is_meant:
        returns = () if reading.is_readable and not reading.is_blank else decisions.registered_returns(file.source)
        reading = _as_registered(reading, returns, decisions.registered_material(file.source))
        registered = returns or registered
    said = _said_days(entered, file, first_day)
    possible = [one for one in said if one[0] <= known_day]
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
        is_day_doubtful=basis is ReceivedBasis.SIGHTING and bool(refused or file.no_days),
        is_held=file.is_held,
    )


def _entered(source: str, sha256: str, decisions: Decisions, at_source: Sequence[Content]) -> tuple[date | None, bool]:
    """The day that a person entered for this content, if any, and whether it is the one that the entry means."""
    entered = decisions.received_date(source)
    if entered is None:
        return None, False
    meant = _meant(entered, at_source)
    return (None if _is_of_others(sha256, meant, at_source) else entered), sha256 == meant


def _said_days(entered: date | None, file: InboxFile, first_day: date) -> list[tuple[date, ReceivedBasis]]:
    """The days that a person and the folders give, in the order of R7."""
    by_person = [(entered, ReceivedBasis.PERSON)] if entered else []
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


def _meant(entered: date, at_source: Sequence[Content]) -> str:
    """Of the contents that lay under one name the first that was known on the day entered for it, else the last."""
    ordered = sorted(at_source, key=lambda one: one[:2])
    return next((sha256 for known, sha256, _ in ordered if entered <= known), ordered[-1][1])


def _is_of_others(sha256: str, meant: str, at_source: Sequence[Content]) -> bool:
    """Whether a day entered for the content ``meant`` is not this one's: it is of other months."""
    periods = {digest: found for _, digest, found in at_source}
    own, others = periods[sha256], periods[meant]
    return sha256 != meant and bool(own and others) and own.isdisjoint(others)


def _periods(reading: FileReading) -> frozenset[Period]:
    return frozenset(one.period for one in reading.submissions if one.period)


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

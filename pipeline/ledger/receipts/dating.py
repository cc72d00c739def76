"""When each file came and on what that rests (R7); which content of a place stands, and what counts once (R12, R25)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline.decisions.decisions import Decisions
from pipeline.keeping.journal import Deposit
from pipeline.ledger.receipts.copies import settle_copies
from pipeline.ledger.receipts.mended import settle_mended
from pipeline.ledger.receipts.received import NOWHERE, ReceivedFile, ReturnKey
from pipeline.submissions.files.inbox import InboxFile
from pipeline.submissions.matching.submission import FileReading
from pipeline.submissions.reading import ReadFile
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import ReceivedBasis

Content = tuple[date, str, frozenset[Period]]
"""What lay under a name: the day by which it was known, its SHA-256, the periods that it is of."""
Deposits = Mapping[tuple[str, str], Deposit]
"""(SHA-256 of the whole file, its source) → what the journal knows of it."""


def date_files(
    files: Iterable[ReadFile],
    first_days: Mapping[str, date],
    decisions: Decisions,
    known_days: Mapping[str, date] | None = None,
    deposits: Deposits | None = None,
) -> tuple[ReceivedFile, ...]:
    """Every (file, sha256, reading) with its received date, earliest first; copies of the same bytes marked.

    By R7 a file is never received later than it was first seen: a folder or an entry that says so after the content's
    ``known_days`` is a slip of the pen, and the unit must not pay for it. What was sighted later under a name replaces what
    lay there before it, row by row, whatever their days (R12).
    """
    read, known, noted = list(files), known_days or {}, deposits or {}
    entered = _Entered.about(read, known, decisions)
    dated = [
        _date_file(one, first_days[one[1]], known.get(one[1], date.max), entered, noted.get(one[0].key, NOWHERE))
        for one in read
    ]
    dated.sort(key=lambda one: (one.received_date, one.source))
    by_content = gathered((one.sha256, one) for one in dated)
    counted = [one for group in by_content.values() for one in settle_copies(group, decisions.answers)]
    return _in_order(settle_mended(counted))


@dataclass(frozen=True)
class _Entered:
    """What people entered about files. ``at_source``, ``at_place``: the contents that ever lay under each name."""

    decisions: Decisions
    at_source: Mapping[str, Sequence[Content]]
    at_place: Mapping[str, Sequence[str]]

    @classmethod
    def about(cls, read: Sequence[ReadFile], known: Mapping[str, date], decisions: Decisions) -> _Entered:
        contents = ((file.source, (known.get(sha256, date.max), sha256, _periods(one))) for file, sha256, one in read)
        return cls(decisions, gathered(contents), gathered((file.place, file.whole) for file, _, _ in read))

    def day(self, source: str, sha256: str) -> date | None:
        """The day entered for the source, unless it is meant for another content there, of other months."""
        periods = {digest: found for _, digest, found in self.at_source[source]}
        own, meant = periods[sha256], periods[self._meant(source) or sha256]
        return None if own and meant and own.isdisjoint(meant) else self.decisions.received_date(source)

    def said_of(self, read: ReadFile) -> tuple[FileReading, tuple[ReturnKey, ...]]:
        """The reading of a file of which a person may have said what it is, and the returns that it is registered as."""
        file, sha256, reading = read
        if self._names(read) & self.decisions.rejected_sources:
            return FileReading(file.source, is_rejected=True), ()
        if sha256 != self._meant(file.source):
            return reading, reading.known_as
        returns = () if reading.is_readable else self.decisions.registered_returns(file.source)
        material = self.decisions.registered_material(file.source)
        return _as_registered(reading, returns, material), returns or reading.known_as

    def _meant(self, source: str) -> str | None:
        """Of the contents that lay under one name the first that was known on the day entered for it, else the last."""
        entered = self.decisions.received_date(source)
        if entered is None:
            return None
        ordered = sorted(self.at_source[source], key=lambda one: one[:2])
        return next((sha256 for known, sha256, _ in ordered if entered <= known), ordered[-1][1])

    def _names(self, read: ReadFile) -> set[str]:
        """How a person may name the file, or its archive: by the source alone where no other content ever lay there."""
        file, sha256, _ = read
        names = {f"{file.source}#{sha256[:8]}", f"{file.place}#{file.whole[:8]}"}
        if len({other for _, other, _ in self.at_source[file.source]}) == 1:
            names.add(file.source)
        if len(set(self.at_place[file.place])) == 1:
            names.add(file.place)
        return names - {""}


def _date_file(read: ReadFile, first_day: date, known_day: date, entered: _Entered, deposit: Deposit) -> ReceivedFile:
    file, sha256, _ = read
    known_day = first_day if file.trouble else known_day  # nobody knows what a folder holds that cannot be looked into
    said = _said_days(entered.day(file.source, sha256), file)
    possible = [one for one in said if one[0] <= known_day]
    day, basis = possible[0] if possible else (first_day, ReceivedBasis.SIGHTING)
    refused = said[0] if said and said[0][1] not in {one[1] for one in possible} else None
    reading, registered = entered.said_of(read)
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
        deposit=deposit,
    )


def _said_days(entered: date | None, file: InboxFile) -> list[tuple[date, ReceivedBasis]]:
    """The days that a person and the folders give, in the order of R7."""
    by_person = [(entered, ReceivedBasis.PERSON)] if entered else []
    return by_person + [(day, ReceivedBasis.FOLDER) for day in file.folder_days[::-1]]


def _as_registered(
    reading: FileReading, returns: Sequence[ReturnKey], material: Sequence[tuple[str, Period]]
) -> FileReading:
    """What was read of a file of which a person has said what it is: then nothing about it is open any more (R2, R8)."""
    if material and (reading.is_written_material or not reading.is_readable) and not returns:
        units = tuple(dict.fromkeys(unit for unit, _ in material))
        periods = tuple(dict.fromkeys(period for _, period in material))
        return FileReading(reading.source, is_written_material=True, could_be_units=units, could_be_periods=periods)
    return replace(reading, findings=(), questions=()) if returns else reading


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

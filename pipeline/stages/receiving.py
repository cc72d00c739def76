"""What came, read: all that lies in the inbox, and all that ever lay there, from its originals (R25)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pipeline.config import Settings
from pipeline.decisions.decisions import Decisions
from pipeline.decisions.sources import Lain, Sources, settle_sources
from pipeline.keeping.journal import Deposit, ReadAs, Sighting
from pipeline.keeping.originals import Originals, kept_originals
from pipeline.keeping.register import Register
from pipeline.keeping.state_check import refuse_emptied_inbox, refuse_missing_inbox
from pipeline.ledger.receipts.dating import date_files
from pipeline.ledger.receipts.received import ReceivedFile
from pipeline.ledger.receipts.remembered import readings_of, recall
from pipeline.submissions.companions import settle_companions
from pipeline.submissions.files.held import list_held, looked_into
from pipeline.submissions.files.inbox import InboxFile, list_inbox
from pipeline.submissions.matching.references import References
from pipeline.submissions.read_file import read_unopened
from pipeline.submissions.reading import ReadFile, read_inbox
from pipeline.vocabulary.groups import gathered

Track = Callable[[str, Iterable[ReadFile], int], Iterable[ReadFile]]
_SHOWN = "读取报表", "读取原件"


@dataclass(frozen=True)
class Inbox:
    """The inbox as a run finds it, and the register that remembers what lay there."""

    settings: Settings
    register: Register
    files: tuple[InboxFile, ...]


def open_inbox(settings: Settings, register: Register, *, is_confirmed: bool) -> Inbox:
    """What lies in the inbox.

    Raises:
        StateError: there is no inbox, or it cannot be listed; or it is empty, was not so before, and nobody has confirmed that.
    """
    refuse_missing_inbox(settings.inbox)
    try:
        files = list_inbox(settings.inbox, settings.year)
    except OSError as error:
        refuse_missing_inbox(settings.inbox, error.strerror or str(error))
        raise
    if not is_confirmed:
        refuse_emptied_inbox(len({one.source for one in register.journal.deposits()}), len(files))
    return Inbox(settings, register, files)


def receive(
    inbox: Inbox, references: References, decisions: Decisions, today: date, track: Track
) -> tuple[tuple[ReceivedFile, ...], Decisions]:
    """Every file that came, understood and dated, and the decisions with the files that they name; new things are in the journal."""
    settings, register = inbox.settings, inbox.register
    day = max(today, register.latest_day() or today)  # a run of an earlier day is no earlier first sight
    with Originals(settings.archive) as originals:
        reading = read_inbox(inbox.files, references, originals.keep)
        present = list(track(_SHOWN[0], reading, len(inbox.files)))
    first_days = _note(inbox, present, day)
    deposits = register.journal.deposits()
    held = _read_held(inbox, deposits, present, references, track)
    for file, sha256, _ in held:
        first_days.setdefault(sha256, file.file_day if file.file_day != date.max else day)
    decisions = settle_sources(decisions, _sources(present, held, deposits), references.directory)
    files = date_files(
        settle_companions([*present, *held]),
        first_days,
        decisions,
        register.known_days(),
        {(one.sha256, one.source): one for one in deposits},
        settings.due_dates,
    )
    register.journal.note_readings(readings_of(files))
    return files, decisions


def _sources(present: Sequence[ReadFile], held: Sequence[ReadFile], deposits: Sequence[Deposit]) -> Sources:
    """The files that a person may name, with the day on which what they hold was first seen, wherever that was."""
    days = {one.sha256: one.first_seen for one in sorted(deposits, key=lambda one: one.first_seen, reverse=True)}
    since = {file.source: days[file.whole] for file, _, _ in (*held, *present) if file.whole in days}
    lying = {file.source: sha256 for file, sha256, _ in present}
    first = {(one.sha256, one.source): one.first_seen for one in deposits}
    lain = [
        Lain(source, digest, first.get((file.whole, file.place), date.min))
        for file, sha256, _ in (*held, *present)
        for source, digest in dict.fromkeys(((file.source, sha256), (file.place, file.whole)))
    ]
    return Sources(lying, [file.source for file, _, _ in held], since, lain)


def _note(inbox: Inbox, present: Sequence[ReadFile], day: date) -> dict[str, date]:
    """What lies here is in the journal; returns the first day of each content."""
    register = inbox.register
    whole = {file.key: file.file_day for file, _, _ in present if file.whole}
    register.journal.note((Sighting(*key, file_day) for key, file_day in whole.items()), day)
    listed = looked_into(register.journal.unopened(), inbox.files, inbox.settings.inbox)
    register.journal.note((Sighting("", source, day) for source in listed), day)
    sightings = (Sighting(sha256, file.source, file.file_day) for file, sha256, _ in present if file.whole)
    first_days = register.record_sightings(sightings, day)
    return {sha256: day for _, sha256, _ in present} | first_days


def _read_held(
    inbox: Inbox, deposits: Sequence[Deposit], present: Sequence[ReadFile], references: References, track: Track
) -> list[ReadFile]:
    """What lies here no more, from its originals; of a lost original what it was once read as."""
    seen = {file.key for file, _, _ in present} | {(sha256, file.source) for file, sha256, _ in present}
    held = list_held(deposits, seen, kept_originals(inbox.settings.archive), inbox.settings.year)
    last = inbox.register.journal.last_readings() if held else ()
    copies = list(_copies(held, last, present, references))
    waiting = _others(held, copies)
    read = list(track(_SHOWN[1], read_inbox(waiting, references, _keep_nothing), len(waiting)))
    return [*copies, *read, *_recalled(_others(waiting, read), last, references)]


def _others(files: Sequence[InboxFile], read: Sequence[ReadFile]) -> list[InboxFile]:
    """Those of ``files`` of which nothing is ``read``."""
    done = {file.key for file, _, _ in read}
    return [one for one in files if one.key not in done]


def _copies(
    held: Sequence[InboxFile], last: Sequence[ReadAs], present: Sequence[ReadFile], references: References
) -> Iterator[ReadFile]:
    """Held files whose bytes lie elsewhere and were the same returns there: only their days count, so they are not read again."""
    here = {sha256: reading for _, sha256, reading in present if reading.submissions}
    known = {(one.whole, one.source): one for one in last if one.whole in here}
    for file in held:
        if file.key in known:
            before, now = recall(known[file.key], references.directory), here[file.whole]
            is_settled = before.known_as and not (before.submissions or now.open_forms)
            if is_settled and set(before.known_as) == set(now.settled_returns):
                yield file, file.whole, replace(before, findings=())


def _recalled(lost: Sequence[InboxFile], readings: Sequence[ReadAs], references: References) -> Iterator[ReadFile]:
    """What the lost files, or the members of lost archives, were last read as; else they are in doubt by their names."""
    last = gathered((one.whole, one) for one in readings)
    for file in lost:
        known = [one for one in last.get(file.whole, ()) if f"{one.source}!".startswith(f"{file.place}!")]
        for one in known:
            yield replace(file, source=one.source), one.sha256, recall(one, references.directory)
        if not known:
            yield file, file.whole, read_unopened(file.source, file.words, "原件已不在 archive/原件 中", references)


def _keep_nothing(path: Path, sha256: str, content: bytes | None) -> None:
    """An original is kept already."""

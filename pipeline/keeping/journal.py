"""What ever lay in the inbox, place by place, and what it was read as: evidence that only grows (R25)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256


@dataclass(frozen=True)
class Sighting:
    """One file in the inbox: content, place, and the day the file system says it was put there (R7)."""

    sha256: str
    source: str
    file_day: date


@dataclass(frozen=True)
class Deposit:
    """A content (of an archive: all of it) at a place, with the runs that saw it there first and last.

    A run is told by its number; 0 stands for those from before they were noted. ``first_seen`` is the day of the first.
    """

    sha256: str
    source: str
    first_seen: date
    file_day: date
    first_run: int = 0
    last_run: int = 0

    @property
    def was_unopened(self) -> bool:
        """Whether something lay there that nobody could look into."""
        return self.sha256 == unopened_digest(self.source)


@dataclass(frozen=True)
class ReadAs:
    """What a file, or a member of the archive ``whole``, was read as: ``reading`` is the text of whoever read it."""

    whole: str
    source: str
    sha256: str
    reading: str


def unopened_digest(source: str) -> str:
    """What stands for the content of a file or folder that could not be looked into."""
    return sha256(source.encode()).hexdigest()


class Journal:
    """The tables ``deposits`` and ``read_as`` of the register. Rows are added, none is ever taken away."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def note(self, lying: Iterable[Sighting], day: date) -> None:
        """Each of ``lying`` was seen by the run under way, which noted new ones under ``day``."""
        run = self._run
        self._connection.executemany(
            "INSERT INTO deposits VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET last_run = excluded.last_run",
            [(one.sha256, one.source, day.isoformat(), one.file_day.isoformat(), run, run) for one in lying],
        )

    def deposits(self) -> tuple[Deposit, ...]:
        """All that ever lay in the inbox, by place and the order in which it was seen there."""
        rows = self._connection.execute(
            "SELECT sha256, source, first_seen, file_day, first_run, last_run FROM deposits"
            " ORDER BY source, last_run, first_run, first_seen, sha256"
        )
        return tuple(
            Deposit(sha256, source, date.fromisoformat(first_seen), date.fromisoformat(file_day), first, last)
            for sha256, source, first_seen, file_day, first, last in rows
        )

    def unopened(self) -> tuple[Deposit, ...]:
        """The places that some run could not look into."""
        return tuple(one for one in self.deposits() if one.was_unopened)

    def note_readings(self, readings: Iterable[ReadAs]) -> None:
        """Each was read so by the run under way."""
        self._connection.executemany(
            "INSERT INTO read_as VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET run = excluded.run",
            [(one.whole, one.source, one.sha256, one.reading, self._run) for one in readings],
        )

    def last_readings(self) -> tuple[ReadAs, ...]:
        """What each file or member was last read as, by its source."""
        rows = self._connection.execute(
            "SELECT whole, source, sha256, reading FROM read_as ORDER BY source, run, rowid"
        )
        last = {(whole, source, sha256): ReadAs(whole, source, sha256, text) for whole, source, sha256, text in rows}
        return tuple(last.values())

    @property
    def _run(self) -> int:
        """The number of the run under way, which is not on record yet."""
        return int(self._connection.execute("SELECT COALESCE(MAX(run), 0) + 1 FROM runs").fetchone()[0])

"""Values kept over runs by what they were worked out from. Only ever a gain of time: lost, nothing comes out otherwise."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from pipeline.keeping.cache.stamp import program_stamp

CACHE = "缓存"
"""The folder in archive/ that may be deleted at any time."""
_FILE = "已算出.sqlite"
_RUNS = 12  # a value that nobody asked for in so many runs goes
_TABLES = """
CREATE TABLE IF NOT EXISTS program (stamp TEXT NOT NULL, run INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS kept (
    room TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL, used INTEGER NOT NULL, PRIMARY KEY (room, key)
) WITHOUT ROWID;
"""


class KeptValues:
    """What is known of earlier runs: bytes by ``room`` (what kind of thing they are) and ``key``. New ones are kept in the end."""

    def __init__(self, connection: sqlite3.Connection | None = None) -> None:
        self._connection = connection
        self._used: set[tuple[str, str]] = set()
        self._new: dict[tuple[str, str], bytes] = {}

    def find(self, room: str, key: str) -> bytes | None:
        """What is kept there, None where nothing is."""
        place = (room, key)
        if place in self._new or self._connection is None:
            return self._new.get(place)
        with contextlib.suppress(sqlite3.DatabaseError):
            row = self._connection.execute("SELECT value FROM kept WHERE room = ? AND key = ?", place).fetchone()
            if row:
                self._used.add(place)
                return bytes(row[0])
        return None

    def keep(self, room: str, key: str, value: bytes) -> None:
        """``value`` is what comes out of ``key``, also for the runs to come."""
        if self._connection is not None:
            self._new[room, key] = value

    def write(self) -> None:
        """What is new stands in the file; what nobody has asked for in many runs is gone."""
        if self._connection is None:
            return
        run = self._connection.execute("UPDATE program SET run = run + 1 RETURNING run").fetchone()[0]
        self._connection.executemany(
            "INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)",
            ((*place, value, run) for place, value in self._new.items()),
        )
        self._connection.executemany(
            "UPDATE kept SET used = ? WHERE room = ? AND key = ?", ((run, *place) for place in self._used)
        )
        self._connection.execute("DELETE FROM kept WHERE used < ?", (run - _RUNS,))
        self._connection.commit()


NOTHING_KEPT = KeptValues()
"""Nothing is known of earlier runs, and nothing is kept."""


@contextlib.contextmanager
def open_cache(archive: Path) -> Iterator[KeptValues]:
    """The values that earlier runs of this very program kept in ``archive``; written when the block ends well.

    A file that is damaged, or that another program wrote, is begun anew; where none can be written, nothing is kept.
    """
    path = archive / CACHE / _FILE
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
    connection = _open(path) or _begin_anew(path)
    try:
        kept = KeptValues(connection)
        yield kept
        with contextlib.suppress(sqlite3.DatabaseError):
            kept.write()
    finally:
        if connection:
            connection.close()


def _open(path: Path) -> sqlite3.Connection | None:
    """The file as this program left it; None where it is none of this program's."""
    connection = None
    try:
        connection = sqlite3.connect(path, timeout=0)
        connection.executescript(_TABLES)
        stamps = [stamp for (stamp,) in connection.execute("SELECT stamp FROM program")]
        if not stamps:
            connection.execute("INSERT INTO program VALUES (?, 0)", (program_stamp(),))
            connection.commit()
        if stamps in ([], [program_stamp()]):
            return connection
    except sqlite3.Error:
        pass
    if connection:
        connection.close()
    return None


def _begin_anew(path: Path) -> sqlite3.Connection | None:
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
        return _open(path)
    return None

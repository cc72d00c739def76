"""Values kept over runs by what they were worked out from. Only ever a gain of time: lost, nothing comes out otherwise."""

from __future__ import annotations

import contextlib
import logging
import sqlite3
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from pipeline.keeping.cache.stamp import program_stamp

CACHE = "缓存"
"""The folder in archive/ that may be deleted at any time."""
_FILE = "已算出.sqlite"
_log = logging.getLogger(__name__)
_RUNS = 12  # a value that nobody asked for in so many runs goes
_DIGEST = sha256().digest_size
_TABLES = """
CREATE TABLE program (stamp TEXT NOT NULL, run INTEGER NOT NULL);
CREATE TABLE kept (
    room TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL, used INTEGER NOT NULL, PRIMARY KEY (room, key)
) WITHOUT ROWID;
"""


class KeptValues:
    """What is known of earlier runs: bytes by ``room`` (what kind of thing they are) and ``key``. New ones are kept in the end."""

    def __init__(self, connection: sqlite3.Connection | None = None, *, is_open: bool = True) -> None:
        self._connection, self._is_open = connection, is_open
        self._used: set[tuple[str, str]] = set()
        self._new: dict[tuple[str, str], bytes] = {}

    def find(self, room: str, key: str) -> bytes | None:
        """What is kept there, None where nothing is."""
        place = (room, key)
        if place in self._new or self._connection is None:
            return self._new.get(place)
        with contextlib.suppress(sqlite3.DatabaseError):
            row = self._connection.execute("SELECT value FROM kept WHERE room = ? AND key = ?", place).fetchone()
            if row and (value := _whole(row[0])) is not None:
                self._used.add(place)
                return value
        return None

    def keep(self, room: str, key: str, value: bytes) -> None:
        """``value`` is what comes out of ``key``, also for the runs to come."""
        if self._is_open:
            self._new[room, key] = value

    def write(self, connection: sqlite3.Connection) -> None:
        """What is new stands in the file; what nobody has asked for in many runs is gone."""
        run = connection.execute("UPDATE program SET run = run + 1 RETURNING run").fetchone()[0]
        connection.executemany(
            "INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)",
            ((*place, sha256(value).digest() + value, run) for place, value in self._new.items()),
        )
        connection.executemany(
            "UPDATE kept SET used = ? WHERE room = ? AND key = ?", ((run, *place) for place in self._used)
        )
        connection.execute("DELETE FROM kept WHERE used < ?", (run - _RUNS,))
        connection.commit()


def _whole(kept: bytes) -> bytes | None:
    """The value without the digest before it; None where a byte of it is another than was written."""
    value = kept[_DIGEST:]
    return value if kept[:_DIGEST] == sha256(value).digest() else None


NOTHING_KEPT = KeptValues(is_open=False)
"""Nothing is known of earlier runs, and nothing is kept."""


@contextlib.contextmanager
def open_cache(archive: Path) -> Iterator[KeptValues]:
    """The values that earlier runs of this very program kept in ``archive``; written when the block ends well.

    A file that is damaged, or that another program wrote, is begun anew then; where none can be written, nothing is kept.
    A run that is refused leaves the folder as it was.
    """
    path = archive / CACHE / _FILE
    connection = _of_this_program(path)
    try:
        kept = KeptValues(connection)
        yield kept
    finally:
        if connection:
            connection.close()
    try:
        _write(kept, path)
    except (sqlite3.Error, OSError):  # a gain of time is lost, nothing else
        _log.warning("%s", path, exc_info=True)


def _write(kept: KeptValues, path: Path) -> None:
    """What ``kept`` has got stands in the file; one that does not take it is begun anew."""
    if connection := _of_this_program(path):
        with contextlib.closing(connection), contextlib.suppress(sqlite3.DatabaseError):
            kept.write(connection)
            return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(path, timeout=0)) as connection:
        connection.executescript(_TABLES)
        connection.execute("INSERT INTO program VALUES (?, 0)", (program_stamp(),))
        kept.write(connection)


def _of_this_program(path: Path) -> sqlite3.Connection | None:
    """The file as this program left it; None where there is none, or it is damaged or another program's."""
    if not path.is_file():
        return None
    connection = sqlite3.connect(path, timeout=0)
    with contextlib.suppress(sqlite3.Error):
        if connection.execute("SELECT stamp FROM program").fetchall() == [(program_stamp(),)]:
            return connection
    connection.close()
    return None

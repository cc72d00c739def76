"""The tables of archive/登记.sqlite as they have grown, and every register brought up to the newest of them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from pipeline.keeping.files import write_bytes
from pipeline.vocabulary.errors import StateError

_FIRST = """
CREATE TABLE IF NOT EXISTS sightings (
    sha256 TEXT NOT NULL, source TEXT NOT NULL, first_seen TEXT NOT NULL, file_day TEXT NOT NULL,
    PRIMARY KEY (sha256, source)
);
CREATE TABLE IF NOT EXISTS written (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, day TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS runs (run INTEGER PRIMARY KEY, day TEXT NOT NULL, files INTEGER NOT NULL, tasks INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS pages (day TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS page_lights (day TEXT NOT NULL, task_id TEXT NOT NULL, light TEXT NOT NULL, PRIMARY KEY (day, task_id));
CREATE TABLE IF NOT EXISTS decisions (
    sheet TEXT NOT NULL, key TEXT NOT NULL, cells TEXT NOT NULL, position INTEGER NOT NULL, state TEXT NOT NULL,
    first_seen TEXT NOT NULL, last_seen TEXT NOT NULL, PRIMARY KEY (sheet, key, cells)
);
CREATE TABLE IF NOT EXISTS asked (
    sheet TEXT NOT NULL, key TEXT NOT NULL, cells TEXT NOT NULL, PRIMARY KEY (sheet, key)
);
CREATE TABLE IF NOT EXISTS reminders (
    unit TEXT NOT NULL, form TEXT NOT NULL, period TEXT NOT NULL, day TEXT NOT NULL, stage INTEGER NOT NULL,
    reply_by TEXT NOT NULL, PRIMARY KEY (unit, form, period, day)
);
CREATE TABLE IF NOT EXISTS readings (
    sha256 TEXT NOT NULL, form TEXT NOT NULL, period TEXT NOT NULL, unit TEXT NOT NULL,
    PRIMARY KEY (sha256, form, period, unit)
);
"""
# What ever lay in the inbox, place by place (R25). Of a register from before, what it knows of contents is taken over; the
# runs that saw them are not known (0).
_DEPOSITS = """
CREATE TABLE deposits (
    sha256 TEXT NOT NULL, source TEXT NOT NULL, first_seen TEXT NOT NULL, file_day TEXT NOT NULL,
    first_run INTEGER NOT NULL, last_run INTEGER NOT NULL, PRIMARY KEY (sha256, source)
);
CREATE TABLE read_as (
    whole TEXT NOT NULL, source TEXT NOT NULL, sha256 TEXT NOT NULL, reading TEXT NOT NULL, run INTEGER NOT NULL,
    PRIMARY KEY (whole, source, sha256, reading)
);
INSERT INTO deposits SELECT sha256, source, first_seen, file_day, 0, 0 FROM sightings;
INSERT INTO read_as
    SELECT s.sha256, s.source, s.sha256, json_object('returns', json_group_array(json_array(r.form, r.period, r.unit))), 0
    FROM sightings AS s JOIN readings AS r ON s.sha256 = r.sha256 GROUP BY s.sha256, s.source;
DROP TABLE readings;
"""
MIGRATIONS: tuple[str, ...] = (_FIRST, _DEPOSITS)
"""The n-th script makes version n of version n - 1. What an office has run is never edited: a change is one more."""


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """The register at ``path`` has the newest version; before an existing one is changed, a copy lies beside it.

    A register from before versions were counted is version 1: its tables are those of the first script.

    Raises:
        StateError: a newer program has written it; nothing is changed.
    """
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > len(MIGRATIONS):
        raise StateError(
            f"archive/{path.name} 是更新版本的程序写的（第{version}版），本程序只认识到第{len(MIGRATIONS)}版。",
            "请改用新版程序运行；确需退回旧版程序的，先从备份中恢复 archive 文件夹。",
        )
    is_new = connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0] == 0
    if version == 0 and not is_new:
        _apply(connection, 1)
        version = 1
    if version < len(MIGRATIONS) and not is_new:
        write_bytes(path.with_name(f"{path.stem}（第{version}版备份）{path.suffix}"), path.read_bytes())
    for number in range(version + 1, len(MIGRATIONS) + 1):
        _apply(connection, number)


def _apply(connection: sqlite3.Connection, number: int) -> None:
    """The script and its number stand together or not at all."""
    connection.executescript(f"BEGIN; {MIGRATIONS[number - 1]}; PRAGMA user_version = {number}; COMMIT;")

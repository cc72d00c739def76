"""The tables of archive/登记.sqlite as they have grown, and every register brought up to the newest of them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from pipeline.keeping.files import write_bytes
from pipeline.keeping.kept_decisions import cells_from_json
from pipeline.vocabulary.errors import StateError
from pipeline.vocabulary.text import compact

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
_DUTIES = """
CREATE TABLE duties_seen (
    year INTEGER NOT NULL, task_id TEXT NOT NULL, unit TEXT NOT NULL, part TEXT NOT NULL, since TEXT NOT NULL,
    last_seen TEXT NOT NULL, PRIMARY KEY (year, task_id, unit, part, since)
);
CREATE TABLE owed (
    year INTEGER NOT NULL, day TEXT NOT NULL, period TEXT NOT NULL, unit TEXT NOT NULL, task_id TEXT NOT NULL,
    PRIMARY KEY (year, day, period, unit, task_id)
);
CREATE TABLE extensions_seen (
    year INTEGER NOT NULL, period TEXT NOT NULL, unit TEXT NOT NULL, last_day TEXT NOT NULL, gone_on TEXT NOT NULL,
    PRIMARY KEY (year, period, unit, last_day)
);
CREATE TABLE master_seen (year INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (year, kind, name));
"""
_BULLETINS = """
CREATE TABLE drafted (draft INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, told TEXT NOT NULL);
CREATE TABLE issued (name TEXT PRIMARY KEY, sha256 TEXT NOT NULL, told TEXT NOT NULL);
UPDATE decisions SET key = key_with_evidence(key, cells) WHERE sheet = '点名确认';
UPDATE asked SET key = key_with_evidence(key, cells) WHERE sheet = '点名确认';
"""
"""What bulletins stated is remembered; rows of 点名确认 are told apart by their 证据 too."""
# Which run saw a decision first, in the order of the runs, and whether its row bore its 标识.
_SIGHTS = """
ALTER TABLE decisions ADD COLUMN sight INTEGER NOT NULL DEFAULT 0;
ALTER TABLE decisions ADD COLUMN marked INTEGER NOT NULL DEFAULT 0;
UPDATE decisions SET sight = (
    SELECT COUNT(DISTINCT earlier.first_seen) FROM decisions AS earlier WHERE earlier.first_seen <= decisions.first_seen
)
"""
_THINGS = "ALTER TABLE reminders ADD COLUMN things TEXT NOT NULL DEFAULT ''"
"""Of what a letter asked for is counted by itself; of letters from before, form and material are taken to be what was asked."""
MIGRATIONS: tuple[str, ...] = (_FIRST, _DEPOSITS, _DUTIES, _BULLETINS, _SIGHTS, _THINGS)
"""The n-th script makes version n of version n - 1. What an office has run is never edited: a change is one more."""


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """The register at ``path`` has the newest version; before an existing one is changed, a copy lies beside it.

    A register from before versions were counted is version 1: its tables are those of the first script.

    Raises:
        StateError: a newer program has written it, or it is damaged; nothing is changed.
    """
    version = _version(connection, path)
    if version > len(MIGRATIONS):
        raise StateError(
            f"archive/{path.name} 是更新版本的程序写的（第{version}版），本程序只认识到第{len(MIGRATIONS)}版。",
            "请改用新版程序运行；确需退回旧版程序的，先从备份中恢复 archive 文件夹。",
        )
    connection.create_function("key_with_evidence", 2, _key_with_evidence, deterministic=True)
    is_new = connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0] == 0
    if version == 0 and not is_new:
        _apply(connection, 1)
        version = 1
    if version < len(MIGRATIONS) and not is_new:
        write_bytes(path.with_name(f"{path.stem}（第{version}版备份）{path.suffix}"), path.read_bytes())
    for number in range(version + 1, len(MIGRATIONS) + 1):
        _apply(connection, number)


def _version(connection: sqlite3.Connection, path: Path) -> int:
    try:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    except sqlite3.OperationalError:  # locked, or on a disk that does not answer: whoever opens it says so
        raise
    except sqlite3.DatabaseError as error:
        raise StateError(
            f"archive/{path.name} 打不开，文件已损坏。",
            "请从备份中恢复 archive 文件夹；没有备份、确要从头开始的，把它移走后加 --confirmed 重新运行。",
        ) from error


def _apply(connection: sqlite3.Connection, number: int) -> None:
    """The script and its number stand together or not at all."""
    connection.executescript(f"BEGIN; {MIGRATIONS[number - 1]}; PRAGMA user_version = {number}; COMMIT;")


def _key_with_evidence(key: str, cells: str) -> str:
    """The key of a row of 点名确认 with what its 证据 says, before the number that tells rows about the same apart."""
    evidence = compact(str(cells_from_json(cells).get("证据", "")))
    base, mark, number = key.rpartition("#")
    return f"{base}｜{evidence}#{number}" if mark else f"{key}｜{evidence}"

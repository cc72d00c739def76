"""What must never be lost: the register (SQLite), the originals, the frozen ledgers."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from pathlib import Path

from pipeline.keeping.files import write_swapped
from pipeline.vocabulary.errors import StateError

_ENOUGH_FILES = 5
_SCHEMA = """
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


@dataclass(frozen=True)
class Sighting:
    """One file in the inbox: content, place, and the day the file system says it was put there (R7)."""

    sha256: str
    source: str
    file_day: date


@dataclass(frozen=True)
class Run:
    """How much the last completed run saw."""

    day: date
    files: int
    tasks: int


@dataclass(frozen=True)
class Seen:
    """What the start page of an earlier day knew: that ``day`` (None: no page yet), and each (sha256, source) by then.

    ``lights``: task → its light on that page.
    """

    day: date | None = None
    contents: frozenset[tuple[str, str]] = frozenset()
    lights: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reminded:
    """A unit was reminded of one return on ``day``, for the ``stage``-th time, and asked to answer by ``reply_by``."""

    unit: str
    form: str
    period: str
    day: date
    stage: int
    reply_by: date


@dataclass(frozen=True)
class Gone:
    """A content that came and lies in the inbox no more: where it last was, when it came, which returns it was.

    ``returns`` are (form, period, unit) as it was last read; empty where it was never settled.
    """

    sha256: str
    source: str
    received_date: date
    returns: tuple[tuple[str, str, str], ...] = ()


class DecisionState(StrEnum):
    """What became of a version of a decision: it stands, a person took it back, or wrote another in its place."""

    STANDING = "有效"
    WITHDRAWN = "撤销"
    REPLACED = "已更改"


@dataclass(frozen=True)
class KeptDecision:
    """One version of one row of 人工认定.xlsx: ``cells`` are its filled cells by column, ``position`` its place."""

    sheet: str
    key: str
    cells: Mapping[str, object]
    position: int
    state: DecisionState = DecisionState.STANDING
    is_seen: bool = True


class Register:
    """The machine's memory in archive/登记.sqlite (rollback journal: safe on a network drive)."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def record_sightings(self, sightings: Iterable[Sighting], today: date) -> dict[str, date]:
        """The received day of each content (sha256): the earliest ever noted, never later than its first sight (R7)."""
        self._connection.executemany(
            "INSERT OR IGNORE INTO sightings VALUES (?, ?, ?, ?)",
            [(s.sha256, s.source, today.isoformat(), s.file_day.isoformat()) for s in sightings],
        )
        rows = self._connection.execute("SELECT sha256, MIN(MIN(first_seen, file_day)) FROM sightings GROUP BY sha256")
        return {sha256: date.fromisoformat(day) for sha256, day in rows}

    def known_days(self) -> dict[str, date]:
        """The day by which each content (sha256) lay in the inbox beyond doubt: seen by a run, dated by the file system."""
        rows = self._connection.execute(
            "SELECT sha256, MAX(MIN(first_seen), MIN(file_day)) FROM sightings GROUP BY sha256"
        )
        return {sha256: date.fromisoformat(day) for sha256, day in rows}

    def last_run(self) -> Run | None:
        row = self._connection.execute("SELECT day, files, tasks FROM runs ORDER BY run DESC LIMIT 1").fetchone()
        return Run(date.fromisoformat(row[0]), row[1], row[2]) if row else None

    def record_run(self, run: Run) -> None:
        self._connection.execute(
            "INSERT INTO runs (day, files, tasks) VALUES (?, ?, ?)", (run.day.isoformat(), run.files, run.tasks)
        )

    def record_page(self, today: date, lights: Mapping[str, str] | None = None) -> Seen:
        """A start page that shows ``lights`` (task → light) is written ``today``; returns what the last one of an earlier day had seen.

        An earlier day, so that a second run on one day tells the same news.
        """
        self._connection.execute("INSERT OR IGNORE INTO pages VALUES (?)", (today.isoformat(),))
        shown = [(today.isoformat(), task_id, light) for task_id, light in (lights or {}).items()]
        self._connection.executemany("INSERT OR REPLACE INTO page_lights VALUES (?, ?, ?)", shown)
        day = self._connection.execute("SELECT MAX(day) FROM pages WHERE day < ?", (today.isoformat(),)).fetchone()[0]
        if day is None:
            return Seen()
        rows = self._connection.execute("SELECT sha256, source FROM sightings WHERE first_seen <= ?", (day,))
        before = self._connection.execute("SELECT task_id, light FROM page_lights WHERE day = ?", (day,))
        return Seen(date.fromisoformat(day), frozenset((sha256, source) for sha256, source in rows), dict(before))

    def latest_day(self) -> date | None:
        """The latest day that any run ever stood for: a run of an earlier day is a replay."""
        row = self._connection.execute("SELECT MAX(day) FROM runs").fetchone()
        return date.fromisoformat(row[0]) if row and row[0] else None

    def reminders(self) -> tuple[Reminded, ...]:
        """Every reminder ever issued, in order of its day."""
        rows = self._connection.execute(
            "SELECT unit, form, period, day, stage, reply_by FROM reminders ORDER BY day, period, unit"
        )
        return tuple(
            Reminded(unit, form, period, date.fromisoformat(day), stage, date.fromisoformat(reply_by))
            for unit, form, period, day, stage, reply_by in rows
        )

    def record_reminders(self, reminders: Iterable[Reminded]) -> None:
        """These were issued; a return of which the unit was reminded on the same day is not counted twice."""
        rows = [(r.unit, r.form, r.period, r.day.isoformat(), r.stage, r.reply_by.isoformat()) for r in reminders]
        self._connection.executemany("INSERT OR IGNORE INTO reminders VALUES (?, ?, ?, ?, ?, ?)", rows)

    def record_readings(self, readings: Mapping[str, Iterable[tuple[object, object, object]]]) -> None:
        """sha256 → the returns (form, period, unit) that the content was read as; what was known before is replaced."""
        for sha256, returns in readings.items():
            self._connection.execute("DELETE FROM readings WHERE sha256 = ?", (sha256,))
            rows = [(sha256, *map(str, one)) for one in returns]
            self._connection.executemany("INSERT OR IGNORE INTO readings VALUES (?, ?, ?, ?)", rows)

    def gone(self, present: Iterable[str], today: date) -> tuple[Gone, ...]:
        """What came up to ``today`` and is not among ``present`` (sha256), by its source; moved files are not gone."""
        lying = set(present)
        returns: dict[str, list[tuple[str, str, str]]] = {}
        for sha256, *one in self._connection.execute(
            "SELECT sha256, form, period, unit FROM readings ORDER BY 1, 3, 4"
        ):
            returns.setdefault(sha256, []).append((one[0], one[1], one[2]))
        rows = self._connection.execute(
            "SELECT sha256, MAX(source), MIN(MIN(first_seen, file_day)) FROM sightings GROUP BY sha256 ORDER BY 2, 1"
        )
        return tuple(
            Gone(sha256, source, date.fromisoformat(day), tuple(returns.get(sha256, ())))
            for sha256, source, day in rows
            if sha256 not in lying and date.fromisoformat(day) <= today
        )

    def written_sha256(self, path: str) -> str | None:
        """What the pipeline last wrote at ``path`` (relative to outbox/): tells a person's edit from our own text."""
        row = self._connection.execute("SELECT sha256 FROM written WHERE path = ?", (path,)).fetchone()
        return row[0] if row else None

    def record_written(self, path: str, sha256: str, today: date) -> None:
        self._connection.execute("INSERT OR REPLACE INTO written VALUES (?, ?, ?)", (path, sha256, today.isoformat()))

    def kept_decisions(self) -> tuple[KeptDecision, ...]:
        """Every version of every decision ever read, sheet by sheet in the order in which the rows stood."""
        rows = self._connection.execute(
            "SELECT sheet, key, cells, position, state FROM decisions ORDER BY sheet, position, key, last_seen, cells"
        )
        return tuple(
            KeptDecision(sheet, key, _cells(cells), position, DecisionState(state), False)
            for sheet, key, cells, position, state in rows
        )

    def keep_decisions(self, decisions: Iterable[KeptDecision], today: date) -> None:
        """Each version is kept with the days it was first and last seen; what it replaces stays, as 已更改."""
        day = today.isoformat()
        for one in decisions:
            cells = _json(one.cells)
            self._connection.execute(
                "UPDATE decisions SET state = ? WHERE sheet = ? AND key = ? AND cells <> ?",
                (DecisionState.REPLACED, one.sheet, one.key, cells),
            )
            self._connection.execute(
                "INSERT INTO decisions VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
                " position = excluded.position, state = excluded.state,"
                " last_seen = CASE WHEN ? THEN excluded.last_seen ELSE last_seen END",
                (one.sheet, one.key, cells, one.position, one.state, day, day, one.is_seen),
            )

    def asked_rows(self) -> dict[tuple[str, str], Mapping[str, object]]:
        """(sheet, key) → the pending row of 人工认定.xlsx as it was last written."""
        rows = self._connection.execute("SELECT sheet, key, cells FROM asked")
        return {(sheet, key): _cells(cells) for sheet, key, cells in rows}

    def record_asked(self, asked: Mapping[tuple[str, str], Mapping[str, object]]) -> None:
        """These are the pending rows that stand in 人工认定.xlsx now."""
        self._connection.execute("DELETE FROM asked")
        rows = [(sheet, key, _json(cells)) for (sheet, key), cells in asked.items()]
        self._connection.executemany("INSERT INTO asked VALUES (?, ?, ?)", rows)


_DATED: Mapping[str, type[date] | type[time]] = {"datetime": datetime, "date": date, "time": time}


def _json(cells: Mapping[str, object]) -> str:
    """Cells as typed: numbers stay numbers and days stay days."""
    return json.dumps(
        {
            label: {type(value).__name__: value.isoformat()} if isinstance(value, date | time) else value
            for label, value in cells.items()
        },
        ensure_ascii=False,
        sort_keys=True,
        default=str,
    )


def _cells(text: str) -> dict[str, object]:
    return {
        label: next(_DATED[name].fromisoformat(day) for name, day in value.items())
        if isinstance(value, dict)
        else value
        for label, value in json.loads(text).items()
    }


@contextmanager
def open_register(archive: Path) -> Iterator[Register]:
    """The register, committed when the block ends well and rolled back when it does not."""
    archive.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(archive / "登记.sqlite")
    try:
        with connection:
            connection.executescript(_SCHEMA)
            yield Register(connection)
    finally:
        connection.close()


def refuse_strange_state(last: Run | None, files: int, tasks: int) -> None:
    """StateError when a run would lose most of what the last one saw: an inbox emptied, a master table cut in half."""
    if last and last.files >= _ENOUGH_FILES and files == 0:
        raise StateError(
            f"收件文件夹现在是空的，而上次运行（{last.day}）有{last.files}个文件。",
            "请检查文件夹是否被移走、网络盘是否断开；确属清空的，加 --confirmed 重新运行。",
        )
    if last and tasks * 2 < last.tasks:
        raise StateError(
            f"责任分解表现有{tasks}项，而上次运行（{last.day}）有{last.tasks}项。",
            "请检查表格是否被误删；确属调整的，加 --confirmed 重新运行。",
        )


def keep_original(archive: Path, suffix: str, sha256: str, content: bytes) -> None:
    """``content`` lies unchanged in archive/原件/, named by its SHA-256 with the file's own suffix."""
    kept = archive / "原件" / f"{sha256}{suffix.lower()}"
    if not kept.exists():
        write_swapped(kept, lambda beside: _write(beside, content))


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def keep_decision_book(archive: Path, content: bytes, day: date) -> Path:
    """``content`` lies in archive/人工认定备份/ under the day; of several in one day the first is kept."""
    kept = archive / "人工认定备份" / f"人工认定（{day}）.xlsx"
    if not kept.exists():
        write_swapped(kept, lambda beside: _write(beside, content))
    return kept


def sha256_of(path: Path) -> str:
    """The file's SHA-256 in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()

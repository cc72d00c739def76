"""The machine's memory over runs: what it saw, read, wrote, asked and reminded of (SQLite)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pipeline.keeping.bulletins import BulletinMemory
from pipeline.keeping.duty_log import DutyLog
from pipeline.keeping.journal import Journal, Sighting
from pipeline.keeping.kept_decisions import DecisionState, KeptDecision, cells_from_json, cells_to_json
from pipeline.keeping.schema import migrate
from pipeline.vocabulary.errors import StateError

REGISTER = "登记.sqlite"
_KEPT = ("原件", "台账", "通报", "人工认定备份")


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
    """A unit was reminded of one return on ``day``, for the ``stage``-th time, and asked to answer by ``reply_by``.

    ``things``: what of the return it was asked for (form, written material, 编号 of findings); of old letters that is not known.
    """

    unit: str
    form: str
    period: str
    day: date
    stage: int
    reply_by: date
    things: tuple[str, ...] = ()


# What SQLite says, in words; it has no other signs of all that may befall a file.
_TROUBLES = (
    (("locked",), "正被其他程序占用", "请关闭打开它的程序（备份、同步、杀毒软件），稍后重新运行。"),
    (
        ("full", "readonly", "disk I/O", "unable to open"),
        "写不进去",
        "请检查磁盘是否已满、archive 文件夹是否只读或断开，然后重新运行；上次运行的台账不受影响。",
    ),
    (
        ("malformed", "not a database", "corrupt"),
        "已损坏",
        "请重新运行，程序会改用上次运行留下的副本；仍不行的，请从备份中恢复 archive 文件夹。",
    ),
)


class Register:
    """The machine's memory in archive/登记.sqlite (rollback journal: safe on a network drive)."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.told = ""  # what had to be done for it before it could be opened
        self.bulletins = BulletinMemory(connection)
        self.journal = Journal(connection)

    def record_sightings(self, sightings: Iterable[Sighting], day: date) -> dict[str, date]:
        """The received day of each content (sha256): the earliest ever noted, never later than its first sight (R7)."""
        self._connection.executemany(
            "INSERT OR IGNORE INTO sightings VALUES (?, ?, ?, ?)",
            [(s.sha256, s.source, day.isoformat(), s.file_day.isoformat()) for s in sightings],
        )
        return self.first_days()

    def first_days(self) -> dict[str, date]:
        """The day of first sight of each content (sha256)."""
        rows = self._connection.execute("SELECT sha256, MIN(MIN(first_seen, file_day)) FROM sightings GROUP BY sha256")
        return {sha256: date.fromisoformat(day) for sha256, day in rows}

    def known_days(self) -> dict[str, date]:
        """The day by which each content (sha256) lay in the inbox beyond doubt: seen by a run, dated by the file system."""
        rows = self._connection.execute(
            "SELECT sha256, MAX(MIN(first_seen), MIN(file_day)) FROM sightings GROUP BY sha256"
        )
        return {sha256: date.fromisoformat(day) for sha256, day in rows}

    def last_run(self) -> Run | None:
        """The latest run on record, None before the first."""
        row = self._connection.execute("SELECT day, files, tasks FROM runs ORDER BY run DESC LIMIT 1").fetchone()
        return Run(date.fromisoformat(row[0]), row[1], row[2]) if row else None

    def record_run(self, run: Run) -> None:
        """``run`` is on record as the latest."""
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
            "SELECT unit, form, period, day, stage, reply_by, things FROM reminders ORDER BY day, period, unit"
        )
        return tuple(
            Reminded(
                unit, form, period, date.fromisoformat(day), stage, date.fromisoformat(reply_by), tuple(things.split())
            )
            for unit, form, period, day, stage, reply_by, things in rows
        )

    def record_reminders(self, reminders: Iterable[Reminded]) -> None:
        """These were issued; of one return the last letter of a day says what was asked for on it."""
        rows = [
            (r.unit, r.form, r.period, r.day.isoformat(), r.stage, r.reply_by.isoformat(), " ".join(r.things))
            for r in reminders
        ]
        self._connection.executemany("INSERT OR REPLACE INTO reminders VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

    def written_sha256(self, path: str) -> str | None:
        """What the pipeline last wrote at ``path`` (relative to outbox/): tells a person's edit from our own text."""
        row = self._connection.execute("SELECT sha256 FROM written WHERE path = ?", (path,)).fetchone()
        return row[0] if row else None

    def record_written(self, path: str, sha256: str, today: date) -> None:
        """``sha256`` is what the pipeline last wrote at ``path`` (relative to outbox/)."""
        self._connection.execute("INSERT OR REPLACE INTO written VALUES (?, ?, ?)", (path, sha256, today.isoformat()))

    def kept_decisions(self) -> tuple[KeptDecision, ...]:
        """Every version of every decision ever read, sheet by sheet in the order in which the rows stood."""
        rows = self._connection.execute(
            "SELECT sheet, key, cells, position, state, sight, marked, first_seen FROM decisions"
            " ORDER BY sheet, position, key, last_seen, cells"
        )
        return tuple(
            KeptDecision(
                sheet,
                key,
                cells_from_json(cells),
                position,
                DecisionState(state),
                False,
                sight,
                bool(marked),
                date.fromisoformat(first),
            )
            for sheet, key, cells, position, state, sight, marked, first in rows
        )

    def keep_decisions(self, decisions: Iterable[KeptDecision], today: date) -> None:
        """Each version is kept with the days it was first and last seen; what it replaces stays, as 已更改.

        One that stands again after another has replaced it is seen anew.
        """
        day = today.isoformat()
        (sight,) = self._connection.execute("SELECT COALESCE(MAX(sight), 0) + 1 FROM decisions").fetchone()
        for one in decisions:
            cells = cells_to_json(one.cells)
            self._connection.execute(
                "UPDATE decisions SET state = ? WHERE sheet = ? AND key = ? AND cells <> ?",
                (DecisionState.REPLACED, one.sheet, one.key, cells),
            )
            self._connection.execute(
                "INSERT INTO decisions (sheet, key, cells, position, state, first_seen, last_seen, sight, marked)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
                " sight = CASE WHEN state = ? AND excluded.state <> state THEN excluded.sight ELSE sight END,"
                " position = excluded.position, state = excluded.state, marked = excluded.marked,"
                " last_seen = CASE WHEN ? THEN excluded.last_seen ELSE last_seen END",
                (
                    *(one.sheet, one.key, cells, one.position, one.state, day, day, sight, one.is_marked),
                    *(DecisionState.REPLACED, one.is_seen),
                ),
            )

    def duty_log(self, year: int) -> DutyLog:
        """Who bore and owed what in ``year``, as its runs saw it."""
        return DutyLog(self._connection, year)

    def record_marked(self, keys: Iterable[tuple[str, str]]) -> None:
        """The rows of these (sheet, key) bear their 标识 in 人工认定.xlsx now."""
        self._connection.executemany("UPDATE decisions SET marked = 1 WHERE sheet = ? AND key = ?", list(keys))

    def asked_rows(self) -> dict[tuple[str, str], Mapping[str, object]]:
        """(sheet, key) → the pending row of 人工认定.xlsx as it was last written."""
        rows = self._connection.execute("SELECT sheet, key, cells FROM asked")
        return {(sheet, key): cells_from_json(cells) for sheet, key, cells in rows}

    def record_asked(self, asked: Mapping[tuple[str, str], Mapping[str, object]]) -> None:
        """These are the pending rows that stand in 人工认定.xlsx now."""
        self._connection.execute("DELETE FROM asked")
        rows = [(sheet, key, cells_to_json(cells)) for (sheet, key), cells in asked.items()]
        self._connection.executemany("INSERT INTO asked VALUES (?, ?, ?)", rows)


def kept_in(archive: Path) -> Iterator[Path]:
    """The folders of archive/ in which a run has kept something."""
    yield from (archive / name for name in _KEPT if (archive / name).is_dir() and any((archive / name).iterdir()))


@contextmanager
def open_register(archive: Path) -> Iterator[Register]:
    """The register, committed when the block ends well and rolled back when it does not; raises StateError as ``migrate`` does.

    A first run that is refused leaves none. One that is stopped when it has kept something, or by the disk, leaves an empty
    one: what it kept would look like that of a register that is lost, and no run would begin.
    """
    archive.mkdir(parents=True, exist_ok=True)
    path = archive / REGISTER
    is_first = not path.exists()
    connection = sqlite3.connect(path)
    try:
        with connection:
            migrate(connection, path)
            yield Register(connection)
            is_first = False
    except OSError:
        is_first = False
        raise
    except sqlite3.Error as error:
        if told := _trouble(path, str(error)):
            raise StateError(*told) from error
        raise
    finally:
        connection.close()
        if is_first and not any(kept_in(archive)):
            path.unlink(missing_ok=True)


def _trouble(path: Path, words: str) -> tuple[str, str] | None:
    """What is wrong with the register, and what to do; None where the fault is ours."""
    for signs, what, cure in _TROUBLES:
        if any(sign in words for sign in signs):
            return f"archive/{path.name} {what}（{words}）。", cure
    return None

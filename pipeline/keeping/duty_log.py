"""Who bore which task, who owed which return, and what the tables of master/ held, as the runs of a year saw it (R26).

A change that nobody dated counts from the first run that saw it; what was before, up to the last run that saw that. And
what an earlier run found not owed stays so once the last day to report is over: nothing entered later makes it worse.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from pipeline.vocabulary.groups import gathered

OWED_DAYS = 2  # the day of the last run, which a person may still be mending, and the day before that


class Part(StrEnum):
    """What a unit does for a task: it bears it, and of those who do one leads."""

    BEARS = "承担"
    LEADS = "牵头"


class DutyKey(NamedTuple):
    """What a unit does for a task; ``unit`` is its name that never changes."""

    task_id: str
    unit: str
    part: Part


@dataclass(frozen=True)
class SeenDuty:
    """A duty that every run from ``since`` (None: from the first ever) to ``last_seen`` saw."""

    key: DutyKey
    since: date | None
    last_seen: date


@dataclass(frozen=True)
class DutyHistory:
    """The duties that the runs of a year saw, and the last day before the latest of them on which there was a run."""

    seen: tuple[SeenDuty, ...] = ()
    before: date | None = None


@dataclass(frozen=True)
class Precedent:
    """What runs of earlier days stood on. ``owed`` is None before the first; keys are (period, unit).

    ``last_days``: the latest day up to which an extension, also one taken back since, let a return come in time.
    """

    owed: Mapping[tuple[str, str], frozenset[str]] | None = None
    last_days: Mapping[tuple[str, str], date] = field(default_factory=dict)


NO_PRECEDENT = Precedent()
"""Before the first run of a year."""


@dataclass(frozen=True)
class MasterNames:
    """The task ids of 责任分解表 and the units of 单位名录; None of both before the first run of the year."""

    tasks: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


def advance(history: DutyHistory, current: Collection[DutyKey], today: date) -> tuple[SeenDuty, ...]:
    """What was seen after a run of ``today`` that found the duties ``current``; a run of an earlier day finds out nothing.

    Of several runs of one day the last one counts: what was mended at once was never so.
    """
    now, before = max([today, *(one.last_seen for one in history.seen)]), history.before
    kept: list[SeenDuty] = []
    running: set[DutyKey] = set()
    for one in history.seen:
        if one.key in current and one.last_seen in (before, now):
            kept.append(replace(one, last_seen=now))
            running.add(one.key)
        elif one.last_seen < now:
            kept.append(one)
        elif before and one.since != now:
            kept.append(replace(one, last_seen=before))
    begun = None if before is None else now
    return (*kept, *(SeenDuty(key, begun, now) for key in current if key not in running))


class DutyLog:
    """The part of the register that remembers duties; of one ``year``, since the next has its own tables."""

    def __init__(self, connection: sqlite3.Connection, year: int) -> None:
        self._connection, self._year = connection, year

    def history(self, today: date) -> DutyHistory:
        """Every duty that a run ever saw, as a run of ``today`` finds it."""
        seen = tuple(self._seen())
        now = max([today, *(one.last_seen for one in seen)])
        day = next(self._rows("SELECT MAX(day) FROM owed WHERE year = ? AND day < ?", now.isoformat()))[0]
        return DutyHistory(seen, date.fromisoformat(day) if day else None)

    def _seen(self) -> Iterator[SeenDuty]:
        rows = self._rows(
            "SELECT task_id, unit, part, since, last_seen FROM duties_seen WHERE year = ? ORDER BY 1,2,3,4"
        )
        for task_id, unit, part, since, last in rows:
            key = DutyKey(task_id, unit, Part(part))
            yield SeenDuty(key, date.fromisoformat(since) if since else None, date.fromisoformat(last))

    def record_seen(self, duties: Iterable[SeenDuty]) -> None:
        """These are the duties seen up to now (what ``advance`` makes of them)."""
        rows = [
            (self._year, *one.key, one.since.isoformat() if one.since else "", one.last_seen.isoformat())
            for one in duties
        ]
        self._replace("duties_seen", rows)

    def precedent(self, today: date) -> Precedent:
        """What the last run of a day before ``today`` found owed, and the extensions ever seen."""
        rows = self._rows("SELECT MAX(day) FROM owed WHERE year = ? AND day < ?", today.isoformat())
        day = next(rows)[0]
        tasks = self._rows("SELECT period, unit, task_id FROM owed WHERE year = ? AND day = ?", day or "")
        owed = gathered(((period, unit), task_id) for period, unit, task_id in tasks)
        last_days: dict[tuple[str, str], date] = {}
        for period, unit, last, gone in self._rows(
            "SELECT period, unit, last_day, gone_on FROM extensions_seen WHERE year = ?"
        ):
            until = date.fromisoformat(min(last, gone or last))
            last_days[period, unit] = max(until, last_days.get((period, unit), until))
        return Precedent({key: frozenset(own) for key, own in owed.items()} if day else None, last_days)

    def record_owed(self, owed: Iterable[tuple[str, str, str]], today: date) -> None:
        """``owed`` (period, unit, task) is what a run of ``today`` found, in place of what an earlier one of that day did."""
        day = today.isoformat()
        self._connection.execute("DELETE FROM owed WHERE year = ? AND day >= ?", (self._year, day))
        rows = [(self._year, day, *one) for one in owed]
        self._connection.executemany("INSERT OR IGNORE INTO owed VALUES (?, ?, ?, ?, ?)", rows)
        kept = "SELECT DISTINCT day FROM owed WHERE year = ? ORDER BY day DESC LIMIT ?"
        self._connection.execute(
            f"DELETE FROM owed WHERE year = ? AND day NOT IN ({kept})",
            (self._year, self._year, OWED_DAYS),
        )

    def record_extensions(
        self, granted: Mapping[tuple[str, str], date], today: date, void: Collection[tuple[str, str]] = ()
    ) -> None:
        """``granted`` (period, unit → last day) stands today; what stands no more ends today, ``void`` never was granted."""
        standing = {(period, unit, day.isoformat()) for (period, unit), day in granted.items()}
        ended: dict[tuple[str, ...], str] = dict.fromkeys(standing, "")
        for *one, gone_on in self._rows("SELECT period, unit, last_day, gone_on FROM extensions_seen WHERE year = ?"):
            if (one[0], one[1]) not in void:
                ended.setdefault(tuple(one), gone_on or today.isoformat())
        self._replace("extensions_seen", [(self._year, *one, gone_on) for one, gone_on in ended.items()])

    def master_names(self) -> MasterNames:
        """The tasks and units that the last run of this year saw."""
        rows = list(self._rows("SELECT kind, name FROM master_seen WHERE year = ? ORDER BY rowid"))
        tasks, units = (tuple(name for kind, name in rows if kind == wanted) for wanted in ("task", "unit"))
        return MasterNames(tasks, units)

    def record_master_names(self, names: MasterNames) -> None:
        """``names`` are what this run saw."""
        rows = [(self._year, "task", name) for name in names.tasks]
        self._replace("master_seen", [*rows, *((self._year, "unit", name) for name in names.units)])

    def _rows(self, query: str, *values: object) -> Iterator[tuple[str, ...]]:
        return iter(self._connection.execute(query, (self._year, *values)).fetchall())

    def _replace(self, table: str, rows: Collection[tuple[object, ...]]) -> None:
        self._connection.execute(f"DELETE FROM {table} WHERE year = ?", (self._year,))
        if rows:
            marks = ", ".join("?" * len(next(iter(rows))))
            self._connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)

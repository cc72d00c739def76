"""What bulletins said, as the register holds it: each text drafted with its facts, and those that were issued (R22)."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Fault


@dataclass(frozen=True)
class StatedFact:
    """A unit is named for ``fault`` of ``period``, or (None) ``task_id`` is announced as closed in the year ``period``.

    ``task_id`` is '' where the return as a whole is meant; ``days_late`` are working days; ``text`` is the evidence that
    was shown, of a correction what it says holds instead.
    """

    period: Period
    fault: Fault | None = None
    unit: str = ""
    task_id: str = ""
    days_late: int = 0
    text: str = ""

    @property
    def key(self) -> tuple[Period, Fault | None, str, str]:
        """What is stated, without its evidence: two statements of one key are about the same."""
        return (self.period, self.fault, self.unit, self.task_id)


@dataclass(frozen=True)
class BulletinText:
    """One text of a bulletin: ``name`` and ``place`` (in outbox/) of its slot, ``sha256`` of the very file.

    ``passages``: places of the text and the words there that rest on what it states (R22). ``counted``: what it names
    nobody for, and counts. ``drafted_on``: the day of the run that first wrote it so; None where nobody noted it.
    ``standings``: how many tasks it says stand where, with which the next edition is compared.
    ``kind`` and ``periods`` are what a person may register it by. ``is_final``: no draft. ``corrects``: the name of the
    bulletin that it puts right. ``number`` and ``issued_on`` are as registered, blank while it is not issued.
    """

    name: str
    sha256: str
    place: str
    cutoff: date
    title: str = ""
    kind: str = ""
    periods: tuple[Period, ...] = ()
    is_final: bool = False
    corrects: str = ""
    facts: tuple[StatedFact, ...] = ()
    number: str = ""
    issued_on: date | None = None
    passages: tuple[tuple[str, str], ...] = ()
    counted: tuple[StatedFact, ...] = ()
    drafted_on: date | None = None
    standings: tuple[tuple[str, int], ...] = ()

    @property
    def bears(self) -> frozenset[StatedFact]:
        """All that it rests on: whom it names, for what, and what it only counts."""
        return frozenset((*self.facts, *self.counted))


class BulletinMemory:
    """The tables ``drafted`` and ``issued`` of the register; nothing in them is ever changed or deleted."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def record_draft(self, text: BulletinText) -> bool:
        """``text`` is the last that was written under its name; the same file written again is not noted twice.

        Returns whether it is another than the last.
        """
        last = next(iter(self.drafts_of(text.name)), None)
        if last and replace(last, drafted_on=text.drafted_on) == text:
            return False
        self._connection.execute(
            "INSERT INTO drafted (name, sha256, told) VALUES (?, ?, ?)", (text.name, text.sha256, _to_json(text))
        )
        return True

    def drafts_of(self, name: str) -> tuple[BulletinText, ...]:
        """Every text ever written under ``name``, the last first."""
        rows = self._connection.execute(
            "SELECT name, sha256, told FROM drafted WHERE name = ? ORDER BY draft DESC", (name,)
        )
        return tuple(_from_json(*row) for row in rows)

    def last_drafts(self) -> dict[str, BulletinText]:
        """The text last written under each name, by that name."""
        rows = self._connection.execute(
            "SELECT name, sha256, told FROM drafted WHERE draft IN (SELECT MAX(draft) FROM drafted GROUP BY name)"
            " ORDER BY draft"
        )
        return {name: _from_json(name, sha256, told) for name, sha256, told in rows}

    def record_issued(self, name: str, sha256: str, number: str, issued_on: date | None, made_of: str = "") -> None:
        """The file ``sha256`` was issued as ``name``: it states what was written in it, edited by hand what was drafted last.

        ``made_of``: the file of which that is the final form, where it is not the same.
        A bulletin is issued once: what was recorded before stays. Of a name never drafted nothing is known to watch.
        """
        row = self._connection.execute(
            "SELECT told FROM drafted WHERE name = ? ORDER BY sha256 = ? DESC, draft DESC LIMIT 1",
            (name, made_of or sha256),
        ).fetchone()
        if row:
            text = replace(_from_json(name, sha256, row[0]), number=number, issued_on=issued_on)
            self._connection.execute("INSERT OR IGNORE INTO issued VALUES (?, ?, ?)", (name, sha256, _to_json(text)))

    def issued(self) -> tuple[BulletinText, ...]:
        """What was issued, in the order in which it was recorded."""
        rows = self._connection.execute("SELECT name, sha256, told FROM issued ORDER BY rowid")
        return tuple(_from_json(*row) for row in rows)


def _to_json(text: BulletinText) -> str:
    told = {
        "place": text.place,
        "cutoff": text.cutoff.isoformat(),
        "title": text.title,
        "kind": text.kind,
        "periods": [str(period) for period in text.periods],
        "is_final": text.is_final,
        "corrects": text.corrects,
        "number": text.number,
        "issued_on": text.issued_on.isoformat() if text.issued_on else "",
        "passages": text.passages,
        "facts": list(map(_fact_told, text.facts)),
        "standings": text.standings,
        "counted": list(map(_fact_told, text.counted)),
        "drafted_on": text.drafted_on.isoformat() if text.drafted_on else "",
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def _from_json(name: str, sha256: str, told: str) -> BulletinText:
    read = json.loads(told)
    days = {
        "cutoff": date.fromisoformat(read["cutoff"]),
        "issued_on": date.fromisoformat(read["issued_on"]) if read["issued_on"] else None,
        "drafted_on": date.fromisoformat(read["drafted_on"]) if read.get("drafted_on") else None,
    }
    periods = tuple(Period.parse(period) for period in read["periods"])
    told_in = {
        "periods": periods,
        "facts": tuple(map(_fact, read["facts"])),
        "counted": tuple(map(_fact, read.get("counted", ()))),
        "standings": tuple((label, number) for label, number in read.get("standings", ())),
        "passages": tuple((place, words) for place, words in read.get("passages", ())),
    }
    return BulletinText(**read | days | told_in, name=name, sha256=sha256)


def _fact_told(fact: StatedFact) -> dict[str, Any]:
    return vars(fact) | {"period": str(fact.period), "fault": fact.fault or ""}


def _fact(told: Mapping[str, Any]) -> StatedFact:
    fault = Fault(told["fault"]) if told["fault"] else None
    return StatedFact(**{**told, "period": Period.parse(told["period"]), "fault": fault})

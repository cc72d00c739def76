"""What a unit has in hand while its files are gone through in order of receipt: the rows in force of each return (R12)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from pipeline.ledger.receipts.received import ReceivedFile
from pipeline.submissions.matching.submission import Record, Submission
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.text import stacked

Return = tuple[str, Period]  # unit, period


@dataclass(frozen=True)
class HeldRow:
    """A row in force and the sheet of the file, by place and content, that it stands on."""

    source: str
    sha256: str
    sheet: str
    record: Record

    def text(self, name: str) -> str:
        """What stands in that column, '' where it is blank."""
        return self.record.row.text(name)


@dataclass
class _Held:
    first_day: date
    rows: dict[str, list[HeldRow]] = field(default_factory=dict)


class Hand:
    """Every return that came so far, with its rows in force by task; a row that says nothing replaces nothing."""

    def __init__(self) -> None:
        self._returns: dict[Return, _Held] = {}

    def first_day(self, unit: str, period: Period) -> date | None:
        """The day on which the first form of the return came, None while there is none."""
        held = self._returns.get((unit, period))
        return held.first_day if held else None

    def periods(self, unit: str) -> Iterator[Period]:
        """The periods of which something of the unit is in hand, in order."""
        return iter(sorted(period for one, period in self._returns if one == unit))

    def rows(self, unit: str, period: Period, task_id: str) -> Sequence[HeldRow]:
        """The rows in force for a task."""
        held = self._returns.get((unit, period))
        return held.rows.get(task_id, ()) if held else ()

    def replaced(self, unit: str, period: Period, new: Sequence[HeldRow]) -> list[HeldRow]:
        """The rows that these, of one task, would replace: all of the task, or those of the sub-items that they name."""
        old = self.rows(unit, period, new[0].record.task_id)
        return [row for row in old if any(_replaces(later, row) for later in new)]

    def take(self, unit: str, period: Period, day: date, new: Sequence[HeldRow]) -> None:
        """The return is in hand since ``day`` at the latest, and these rows of it are in force."""
        held = self._returns.setdefault((unit, period), _Held(day))
        for task_id, rows in gathered((row.record.task_id, row) for row in new).items():
            replaced = self.replaced(unit, period, rows)
            held.rows[task_id] = [row for row in held.rows.get(task_id, []) if row not in replaced] + rows


def answered_rows(file: ReceivedFile, form: Submission) -> dict[str, list[HeldRow]]:
    """Task → the rows of a form that say something about it."""
    rows = (HeldRow(file.source, file.sha256, record.row.sheet or form.sheet, record) for record in form.records)
    taken = (row for row in rows if row.record.task_id and row.record.row.is_answered and not row.record.is_rejected)
    return gathered((row.record.task_id, row) for row in taken)


def joined(rows: Sequence[HeldRow], name: str) -> str:
    """The texts of one column, one below the other."""
    return stacked(row.text(name) for row in rows)


def _replaces(later: HeldRow, row: HeldRow) -> bool:
    is_elsewhere = (later.source, later.sha256, later.sheet) != (row.source, row.sha256, row.sheet)
    return is_elsewhere and later.record.match.sub_item in ("", row.record.match.sub_item)

"""What a unit has in hand while its files are gone through in order of receipt: the rows in force of each return (R12)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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


@dataclass(frozen=True)
class SettledForm:
    """A form whose unit and period are known, as it came; ``rows``: task → those that say something about it."""

    file: ReceivedFile
    form: Submission
    unit: str
    period: Period
    rows: Mapping[str, Sequence[HeldRow]]

    @classmethod
    def of(cls, file: ReceivedFile, form: Submission) -> SettledForm | None:
        """The form with its rows; None while unit or period is open."""
        if not form.unit or not form.period:
            return None
        rows = (HeldRow(file.source, file.sha256, record.row.sheet or form.sheet, record) for record in form.records)
        taken = (
            one for one in rows if one.record.task_id and one.record.row.is_answered and not one.record.is_rejected
        )
        return cls(file, form, form.unit, form.period, gathered((one.record.task_id, one) for one in taken))

    def beside(self, hand: Hand) -> list[tuple[str, Sequence[HeldRow], Sequence[HeldRow]]]:
        """Each of its tasks that is in hand for its period already: the rows in force, and its own."""
        found = ((task, hand.rows(self.unit, self.period, task), new) for task, new in self.rows.items())
        return [one for one in found if one[1]]


def joined(rows: Sequence[HeldRow], name: str) -> str:
    """The texts of one column, one below the other."""
    return stacked(row.text(name) for row in rows)


def _replaces(later: HeldRow, row: HeldRow) -> bool:
    is_elsewhere = (later.source, later.sha256, later.sheet) != (row.source, row.sha256, row.sheet)
    return is_elsewhere and later.record.match.sub_item in ("", row.record.match.sub_item)

"""What a sheet of 人工认定.xlsx should become: a person's rows as they are, open questions asked once, answered ones gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from pipeline.decisions.memory import Cells, DecisionRow, build_row, filled_cells, standing_rows
from pipeline.decisions.sheet import DecisionSheet
from pipeline.decisions.sheet_edits import RowEdit, SheetEdit
from pipeline.vocabulary.text import clean

Row = Sequence[object]


@dataclass(frozen=True)
class SheetPlan:
    """The edits of one sheet, the pending rows (by what they are about) that stand on it afterwards, and counts."""

    edit: SheetEdit
    asked: Mapping[str, Cells]
    added: int
    restored: int


@dataclass(frozen=True)
class _Questions:
    """What is asked on one sheet, by what it is about: ``wanted`` now (None: nobody asked anew), and as last written."""

    wanted: Mapping[str, Cells] | None
    written: Mapping[str, Cells]
    answered: frozenset[str]

    def is_ours(self, base: str, one: DecisionRow, cells: Cells) -> bool:
        """Whether the row still reads as it was written and holds nothing of a person's: only such a row may change."""
        return not one.key and self.written.get(base) == cells

    def is_open(self, base: str) -> bool:
        return base not in self.answered and (self.wanted is None or base in self.wanted)

    def reads(self, base: str) -> Cells:
        """What our row about ``base`` should say."""
        return (self.wanted or self.written).get(base, self.written[base])

    def unasked(self, waiting: set[str]) -> dict[str, Cells]:
        """What is wanted, open and not among those that already stand there."""
        wanted = self.wanted or {}
        return {base: cells for base, cells in wanted.items() if base not in self.answered | waiting}


def plan_sheet(
    sheet: DecisionSheet, rows: Sequence[DecisionRow], pending: Sequence[Row] | None, asked: Mapping[str, Cells]
) -> SheetPlan:
    """Pending rows added at the end or brought up to date, those answered or obsolete dropped, all else left.

    ``pending`` None: nobody asked anew, what waits goes on waiting. ``asked`` are the pending rows as last written.
    """
    answered = frozenset(sheet.base_key(one.row) for one in standing_rows(sheet, rows) if one.key)
    questions = _Questions(None if pending is None else _wanted(sheet, pending), asked, answered)
    edits: list[RowEdit] = []
    dropped: set[int] = set()
    standing: dict[str, Cells] = {}
    waiting: set[str] = set()
    for one in rows:
        base, number, cells = sheet.base_key(one.row), one.row.number, filled_cells(one.row)
        is_ours = questions.is_ours(base, one, cells)
        if is_ours and (base in waiting or not questions.is_open(base)):
            dropped.add(number)
            continue
        if not one.key:
            waiting.add(base)
        if is_ours:
            standing[base] = questions.reads(base)
            edits.append(_rewritten(number, cells, standing[base]))
        else:
            edits.append(RowEdit(number, cells if one.is_restored else None))
    new = questions.unasked(waiting)
    edits += [RowEdit(0, cells) for cells in new.values()]
    restored = sum(one.is_restored for one in rows)
    return SheetPlan(SheetEdit(sheet.layout, tuple(edits), frozenset(dropped)), standing | new, len(new), restored)


def _rewritten(number: int, old: Cells, new: Cells) -> RowEdit:
    """The row as it is, or with every cell that it had and should not have any more blank."""
    return RowEdit(number, {**dict.fromkeys(old), **new} if new != old else None)


def _wanted(sheet: DecisionSheet, pending: Sequence[Row]) -> dict[str, Cells]:
    """Pending rows by what they are about, each once, as they will read in the workbook."""
    wanted: dict[str, Cells] = {}
    for row in pending:
        cells = {label: _as_read(value) for label, value in zip(sheet.labels, row, strict=False)}
        filled = {label: value for label, value in cells.items() if value != ""}
        wanted.setdefault(sheet.base_key(build_row(sheet, filled)), filled)
    return wanted


def _as_read(value: object) -> object:
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, time())
    return value if isinstance(value, int | float | date) else clean("" if value is None else str(value))

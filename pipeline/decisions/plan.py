"""What a sheet of 人工认定.xlsx should become: a person's rows as they are, open questions asked once, answered ones gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from pipeline.decisions.memory import Cells, DecisionRow, filled_cells, standing_rows
from pipeline.decisions.sheet_edits import RowEdit, SheetEdit
from pipeline.decisions.sheets import DecisionSheet
from pipeline.vocabulary.text import clean, compact

Row = Sequence[object]


@dataclass(frozen=True)
class SheetPlan:
    """The edits of one sheet, the pending rows (by what they are about) that stand on it afterwards, and counts."""

    edit: SheetEdit
    asked: Mapping[str, Cells]
    added: int
    restored: int


def plan_sheet(
    sheet: DecisionSheet, rows: Sequence[DecisionRow], pending: Sequence[Row] | None, asked: Mapping[str, Cells]
) -> SheetPlan:
    """Pending rows added at the end or brought up to date, those answered or obsolete dropped, all else left.

    ``pending`` None: nobody asked anew, what waits goes on waiting. ``asked`` are the pending rows as last written:
    only a row that still reads so and holds nothing of a person's is ours to change.
    """
    answered = {sheet.base_key(one.row) for one in standing_rows(sheet, rows) if one.key}
    wanted = {base: cells for base, cells in _wanted(sheet, pending or ()).items() if base not in answered}
    edits: list[RowEdit] = []
    dropped: set[int] = set()
    standing: dict[str, Cells] = {}
    waiting: set[str] = set()
    for one in rows:
        base, number, cells = sheet.base_key(one.row), one.row.number, filled_cells(one.row)
        is_ours = not one.key and asked.get(base) == cells
        if is_ours and (base in answered or base in waiting or (pending is not None and base not in wanted)):
            dropped.add(number)
            continue
        if not one.key:
            waiting.add(base)
        if is_ours:
            standing[base] = wanted.get(base, cells)
        is_outdated = is_ours and standing[base] != cells
        if is_outdated:
            blanks: dict[str, object] = dict.fromkeys(cells)
            edits.append(RowEdit(number, {**blanks, **standing[base]}))
        else:
            edits.append(RowEdit(number, cells if one.is_restored else None))
    new = {base: cells for base, cells in wanted.items() if base not in waiting}
    edits += [RowEdit(0, cells) for cells in new.values()]
    return SheetPlan(
        SheetEdit(sheet.layout, tuple(edits), frozenset(dropped)),
        standing | new,
        len(new),
        sum(one.is_restored for one in rows),
    )


def _wanted(sheet: DecisionSheet, pending: Sequence[Row]) -> dict[str, Cells]:
    """Pending rows by what they are about, each once, as they will read in the workbook."""
    wanted: dict[str, Cells] = {}
    for row in pending:
        cells = {label: _as_read(value) for label, value in zip(sheet.columns, row, strict=False)}
        base = "｜".join(compact(str(cells.get(column, ""))) for column in sheet.key)
        wanted.setdefault(base, {label: value for label, value in cells.items() if value != ""})
    return wanted


def _as_read(value: object) -> object:
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, time())
    return value if isinstance(value, int | float | date) else clean("" if value is None else str(value))

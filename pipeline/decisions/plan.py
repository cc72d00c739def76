"""What a sheet of 人工认定.xlsx should become: a person's rows as they are, open questions asked once, answered ones gone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from pipeline.decisions.identity import Cells, build_row, filled_cells, mark
from pipeline.decisions.memory import DecisionRow, standing_rows
from pipeline.decisions.sheet import MARK, DecisionSheet, mark_of
from pipeline.decisions.sheet_edits import RowEdit, SheetEdit
from pipeline.master.workbook import SheetRow
from pipeline.vocabulary.text import clean

Row = Sequence[object]
Tell = Callable[[SheetRow], Mapping[str, str]]
"""A person's row → label → what the pipeline tells there."""


@dataclass(frozen=True)
class SheetPlan:
    """The edits of one sheet, the pending rows (by what they are about) that stand on it afterwards, and counts.

    ``keys`` are those of a person's rows, each of which bears its mark afterwards.
    """

    edit: SheetEdit
    asked: Mapping[str, Cells]
    added: int
    restored: int
    keys: tuple[str, ...] = ()


def plan_sheet(
    sheet: DecisionSheet,
    rows: Sequence[DecisionRow],
    pending: Sequence[Row] | None,
    asked: Mapping[str, Cells],
    tell: Tell | None = None,
) -> SheetPlan:
    """Pending rows added at the end or brought up to date, those answered or obsolete dropped, all else left.

    ``pending`` None: nobody asked anew, what waits goes on waiting. ``asked`` are the pending rows as last written:
    only a row that still reads so and holds nothing of a person's is ours to change. ``tell``: what the columns that the
    pipeline keeps say of a person's row.
    """
    wanted = _without(asked if pending is None else _wanted(sheet, pending), _answered(sheet, rows))
    edits: list[RowEdit] = []
    standing: dict[str, Cells] = {}
    waiting: set[str] = set()
    for base, one, asks in _staying(sheet, rows, wanted, asked):
        edits.append(_marked(sheet, one, _told(one, _edit(one, asks), tell)))
        if asks is not None:
            standing[base] = asks
        if not one.key:
            waiting.add(base)
    dropped = frozenset(one.row.number for one in rows).difference(edit.number for edit in edits)
    new = {} if pending is None else _without(wanted, waiting)
    edits += [RowEdit(0, cells) for cells in new.values()]
    made = SheetEdit(sheet.layout, tuple(edits), dropped)
    keys = tuple(one.key for one in rows if one.key)
    return SheetPlan(made, standing | new, len(new), sum(one.is_restored for one in rows), keys)


def _answered(sheet: DecisionSheet, rows: Sequence[DecisionRow]) -> set[str]:
    return {sheet.base_key(one.row) for one in standing_rows(rows) if one.key}


def _without(asked: Mapping[str, Cells], subjects: Collection[str]) -> dict[str, Cells]:
    return {base: cells for base, cells in asked.items() if base not in subjects}


def _staying(
    sheet: DecisionSheet, rows: Sequence[DecisionRow], wanted: Mapping[str, Cells], asked: Mapping[str, Cells]
) -> Iterator[tuple[str, DecisionRow, Cells | None]]:
    """What it is about, each row that stays, what it should ask if it is ours; of two of ours about the same the first."""
    waiting: set[str] = set()
    for one in rows:
        base = sheet.base_key(one.row)
        is_ours = not one.key and asked.get(base) == filled_cells(one.row)
        if is_ours and (base in waiting or base not in wanted):
            continue
        if not one.key:
            waiting.add(base)
        yield base, one, wanted[base] if is_ours else None


def _edit(one: DecisionRow, new: Cells | None) -> RowEdit:
    """The row as it is, brought back, or saying what is ``new``: what it should not say any more is blank."""
    cells = filled_cells(one.row)
    if new is None or new == cells:
        return RowEdit(one.row.number, cells if one.is_restored else None)
    return RowEdit(one.row.number, {**dict.fromkeys(cells), **new})


def _told(one: DecisionRow, edit: RowEdit, tell: Tell | None) -> RowEdit:
    """The edit, with what the pipeline tells of a person's row where that reads otherwise."""
    if tell is None or not one.key or one.is_ended:
        return edit
    news = {label: value for label, value in tell(one.row).items() if one.row[label].text != value}
    return RowEdit(edit.number, {**(edit.cells or {}), **news}) if news else edit


def _marked(sheet: DecisionSheet, one: DecisionRow, edit: RowEdit) -> RowEdit:
    """The edit, with the mark of a person's row; other words of a person's in that column stay."""
    if not one.key or mark_of(one.row) == mark(sheet, one.key) or (MARK in one.row.extras and not mark_of(one.row)):
        return edit
    return RowEdit(edit.number, {**(edit.cells or {}), MARK: mark(sheet, one.key)})


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

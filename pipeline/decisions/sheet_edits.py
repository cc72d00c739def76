"""Edits of a workbook that people keep: rows added, taken out or completed; all else stays as they left it.

Formats, remarks, column widths and sheets of their own are kept. A formula in a column of the layout becomes its last
result: a decision must not change by itself, and a workbook saved here has no results until Excel opens it.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pipeline.decisions.sheet import MARK
from pipeline.master.workbook import SheetLayout, book_of, cell_text, column_letter, locate_table, open_book
from pipeline.vocabulary.text import clean

_MAX_CHARACTERS = 32_000  # Excel's own limit is 32,767
_GREY = "00A6A6A6"
Fit = Callable[[Iterable[tuple[str, float]]], float | None]
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


@dataclass(frozen=True)
class RowEdit:
    """A row that stays (``number``, ``cells`` to write into it if any) or a new one (number 0)."""

    number: int = 0
    cells: Mapping[str, object] | None = None


@dataclass(frozen=True)
class SheetEdit:
    """What becomes of the table on a sheet: its filled rows in order, and the numbers of those taken out."""

    layout: SheetLayout
    rows: tuple[RowEdit, ...]
    dropped: frozenset[int] = frozenset()

    @property
    def changes_something(self) -> bool:
        """Whether a row is taken out, added or written into."""
        return bool(self.dropped) or any(row.cells is not None for row in self.rows)


def edit_book(
    path: Path,
    content: bytes,
    edits: Sequence[SheetEdit],
    day: date,
    notes: Mapping[str, Sequence[str]] = MappingProxyType({}),
    fit: Fit = lambda cells: None,
) -> bytes:
    """``content`` of the workbook ``path`` with the edits made; the same edits on the same day give the same bytes.

    ``notes`` are sheets of plain lines (name → lines), added where they are missing, as are the sheets of ``edits``.
    ``fit`` gives the height of a row written, from its (text, column width) cells; None leaves it to Excel.
    """
    book = open_book(path, content, keeps_formulas=True)
    results = book_of(path, content)
    for name, lines in notes.items():
        if name not in book.sheetnames:
            _add_sheet(book, name, [[line] for line in lines], fit)
    for edit in edits:
        if edit.layout.sheet not in book.sheetnames:
            _add_sheet(book, edit.layout.sheet, [edit.layout.columns], fit)
        sheet = book[edit.layout.sheet]
        header, columns = locate_table(sheet, path, edit.layout)
        if edit.layout.sheet in results.sheetnames:
            known = [columns[label] for label in edit.layout.columns if label in columns]
            _freeze_formulas(sheet, results[edit.layout.sheet], header, known)
        _edit_sheet(sheet, edit, header, columns, fit)
    stream = BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book.save(stream)
    return _dated(stream.getvalue(), day)


def _edit_sheet(sheet: Any, edit: SheetEdit, header: int, columns: dict[str, int], fit: Fit) -> None:
    numbers = _arrange(sheet, edit, header)
    if edit.changes_something:
        for label in edit.layout.columns:
            _ensure_column(sheet, header, columns, label)
    for number, row in zip(numbers, edit.rows, strict=True):
        for label, value in (row.cells or {}).items():
            _ensure_column(sheet, header, columns, label)
            _write(sheet, number, columns[label], value)
            if label == MARK:
                _shade(sheet, number, columns[label])
        if row.cells and set(row.cells) != {MARK}:
            _fit_row(sheet, number, columns.values(), fit)


def _ensure_column(sheet: Any, header: int, columns: dict[str, int], label: str) -> None:
    """There is a column of that ``label``, at the right end where it was missing."""
    if label not in columns:
        columns[label] = max(columns.values()) + 1
        _write(sheet, header, columns[label], label)
        sheet.cell(header, columns[label])._style = copy(sheet.cell(header, columns[label] - 1)._style)


def _shade(sheet: Any, number: int, column: int) -> None:
    """The mark is there and in nobody's way: grey, small, in a column no wider than it is."""
    cell = sheet.cell(number, column)
    font = copy(cell.font)
    font.size, font.color = 8, _GREY
    cell.font = font
    if not _column(sheet, column):
        sheet.column_dimensions[column_letter(column - 1)].width = 11


def _fit_row(sheet: Any, number: int, columns: Iterable[int], fit: Fit) -> None:
    """The row is as high as its texts need. (sheet[number] would look through all cells of the sheet to know its width.)"""
    texts = [(cell_text(sheet.cell(number, column).value), _column(sheet, column)) for column in columns]
    sheet.row_dimensions[number].height = fit((text, one.width) for text, one in texts if text and one)


def _arrange(sheet: Any, edit: SheetEdit, header: int) -> list[int]:
    """Rows of the table moved so that new ones have room and dropped ones are gone; returns where each row now is.

    Blank rows between them stay; the new ones at the end follow the last filled row.
    """
    order: list[int] = []  # the old number of each row from the header on, 0 for a new one
    places: list[int] = []
    position = header + 1
    for row in edit.rows:
        if row.number:
            order += _staying(edit, position, row.number)
            position = row.number + 1
        order.append(row.number)
        places.append(header + len(order))
    last = max([position - 1, *edit.dropped])
    order += _staying(edit, position, last + 1)
    moves = {old: new for new, old in enumerate(order, header + 1) if old}
    if edit.dropped or any(old != new for old, new in moves.items()):
        _move_rows(sheet, range(header + 1, last + 1), moves)
    return places


def _staying(edit: SheetEdit, first: int, end: int) -> list[int]:
    return [number for number in range(first, end) if number not in edit.dropped]


def _move_rows(sheet: Any, table: range, moves: Mapping[int, int]) -> None:
    """Each row old → new of ``moves`` stands in its new place with formats, remarks, height and merged areas.

    Rows of ``table`` not among them are gone; what is below it is blank.
    """
    areas = _lift_merged_areas(sheet, table, moves)
    cells = {place: cell for place, cell in sheet._cells.items() if place[0] in table}
    dimensions = {number: sheet.row_dimensions.pop(number) for number in table if number in sheet.row_dimensions}
    for place in cells:
        del sheet._cells[place]
    for (row, column), cell in sorted(cells.items()):
        if row in moves:
            cell.row = moves[row]
            sheet._cells[(cell.row, column)] = cell
            if cell.hyperlink:
                cell.hyperlink.ref = cell.coordinate
    for number, dimension in dimensions.items():
        if number in moves:
            dimension.index = moves[number]
            sheet.row_dimensions[moves[number]] = dimension
    for area in areas:
        sheet.merge_cells(**area)


def _lift_merged_areas(sheet: Any, table: range, moves: Mapping[int, int]) -> list[dict[str, int]]:
    """The merged areas of the table are undone; returns those to be merged again in their new place."""
    areas = []
    for area in [area for area in sheet.merged_cells.ranges if area.min_row in table]:
        sheet.unmerge_cells(str(area))
        first, last = moves.get(area.min_row), moves.get(area.max_row)
        if first and last and last - first == area.max_row - area.min_row:
            columns = {"start_column": area.min_col, "end_column": area.max_col}
            areas.append({"start_row": first, "end_row": last, **columns})
    return areas


def _write(sheet: Any, row: int, column: int, value: object) -> None:
    """A value as typed; text never becomes a formula."""
    cell = sheet.cell(row, column)
    if type(cell).__name__ == "MergedCell":
        return
    if not cell.has_style:
        dimension = _column(sheet, column)
        cell._style = copy(dimension._style if dimension else cell._style)
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, str):
        cell.value = clean(value)[:_MAX_CHARACTERS] or None
        if cell.value is not None:
            cell.data_type = "s"
    else:
        cell.value = value


def _column(sheet: Any, column: int) -> Any:
    """Width and style of a column, None where it has none of its own; Excel keeps equal neighbours as one."""
    known = sheet.column_dimensions.values()
    return next((one for one in known if (one.min or 0) <= column <= (one.max or 0)), None)


def _freeze_formulas(sheet: Any, results: Any, header: int, columns: Sequence[int]) -> None:
    for row in range(header + 1, sheet.max_row + 1):
        for column in columns:
            if sheet.cell(row, column).data_type == "f" and results.cell(row, column).value is not None:
                _write(sheet, row, column, results.cell(row, column).value)


def _add_sheet(book: Any, name: str, rows: Sequence[Sequence[str]], fit: Fit) -> None:
    """A new last sheet; its first row looks like the headers of the others."""
    header = next((sheet["A1"] for sheet in book.worksheets if sheet["A1"].has_style), None)
    sheet = book.create_sheet(name)
    for number, texts in enumerate(rows, 1):
        for column, text in enumerate(texts, 1):
            cell = sheet.cell(number, column, text)
            cell.data_type = "s"
            if number == 1 and header is not None:
                cell._style = copy(header._style)
            width = 110 if len(texts) == 1 else 30
            sheet.column_dimensions[cell.column_letter].width = width
            sheet.row_dimensions[number].height = fit([(text, width)])
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0


def _dated(content: bytes, day: date) -> bytes:
    """The same package with ``day`` as the only date in it."""
    stream = BytesIO()
    stamp = f"{day}T00:00:00Z".encode()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = _MODIFIED.sub(rb"\g<1>" + stamp, part)
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, part)
    return stream.getvalue()

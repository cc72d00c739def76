"""The one reader of what people maintain under master/: cells as written, each with its place and its bold parts."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from pipeline.master.bold import bold_spans
from pipeline.vocabulary.errors import MasterError
from pipeline.vocabulary.text import clean, compact

_HEADER_ROWS = 20  # A header further down is no header but a table of something else.


@dataclass(frozen=True)
class Cell:
    """A cell as written: ``place`` for messages (责任分解表.xlsx“附件1重点任务”E5), ``bold`` spans of ``text``."""

    text: str
    value: object
    place: str
    bold: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class SheetLayout:
    """What a sheet must hold. ``filled_down`` columns repeat the value above where they are blank.

    With ``keeps_extras`` a row also holds what people wrote in columns of their own; a sheet that ``is_optional`` has
    no rows where it is missing, a column ``added_since`` is blank where a workbook of before lacks it.
    """

    sheet: str
    columns: tuple[str, ...]
    filled_down: tuple[str, ...] = ()
    keeps_extras: bool = False
    is_optional: bool = False
    added_since: frozenset[str] = frozenset()


@dataclass(frozen=True)
class SheetRow:
    """A row of the table below the header; ``number`` is 1-based, as Excel shows it.

    ``extras`` are the filled cells outside the layout, by their header (or, without one, by their column letter).
    """

    number: int
    cells: Mapping[str, Cell] = field(repr=False)
    extras: Mapping[str, Cell] = field(default_factory=dict, repr=False)

    def __getitem__(self, label: str) -> Cell:
        return self.cells[label]


def read_titles(path: Path, *layouts: SheetLayout) -> tuple[Cell, ...]:
    """What stands above the header of each sheet asked for, each text once; raises MasterError as ``read_sheets`` does."""
    book = book_of(path, read_content(path))
    return tuple(cell for layout in layouts for cell in _titles(_grid(book, path, layout), path, layout))


def _titles(grid: list[list[Any]], path: Path, layout: SheetLayout) -> Iterator[Cell]:
    header, _ = _locate_header(grid, path, layout)
    cells = (_cell(cell, path, layout, number) for number, row in enumerate(grid[:header], 1) for cell in row)
    yield from {cell.text: cell for cell in cells if cell.text}.values()


def sheet_names(path: Path, content: bytes) -> tuple[str, ...]:
    """The names of the sheets."""
    return tuple(book_of(path, content).sheetnames)


def read_sheets(path: Path, *layouts: SheetLayout, content: bytes | None = None) -> tuple[tuple[SheetRow, ...], ...]:
    """The rows of each sheet asked for, in the order asked; rows blank in every column of the layout are left out.

    The header is the row that holds the layout's labels (a title may stand above it, a note in brackets after a label
    is ignored), columns stand in any order, merged areas give their value to each of their cells. ``content`` is what
    was in the file at a certain moment, where that matters.

    Raises:
        MasterError: the workbook, a sheet or a column is missing or cannot be read.
    """
    return _read_sheets(path, read_content(path) if content is None else content, layouts)


@lru_cache(maxsize=16)  # a run asks for the same tables at its beginning, while it judges and when it writes
def _read_sheets(path: Path, content: bytes, layouts: tuple[SheetLayout, ...]) -> tuple[tuple[SheetRow, ...], ...]:
    book = book_of(path, content)
    return tuple(tuple(_rows(book, path, layout)) for layout in layouts)


def read_content(path: Path) -> bytes:
    """The workbook's bytes; raises MasterError where it is missing or in use."""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise MasterError(
            f"找不到 {path.parent.name}/{path.name}。",
            f"请把{path.stem}放回 {path.parent.name} 文件夹，文件名保持不变。",
        ) from error
    except PermissionError as error:
        raise MasterError(
            f"{path.name} 正被其他程序占用，读不了。", "请关闭打开它的 Excel 或 WPS 窗口后重新运行。"
        ) from error


@lru_cache(maxsize=4)  # the same book is asked for its sheets, its titles and its rows; nobody writes into it
def book_of(path: Path, content: bytes) -> Any:
    """The openpyxl workbook to be read only, formulas as their last results; raises MasterError."""
    return open_book(path, content, keeps_formulas=False)


def open_book(path: Path, content: bytes, *, keeps_formulas: bool) -> Any:
    """An openpyxl workbook of one's own, formulas as written or as their last results; raises MasterError."""
    from openpyxl import load_workbook  # slow to import, and not every command reads master/

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions that nobody here reads
            return load_workbook(BytesIO(content), rich_text=True, data_only=not keeps_formulas)
    except Exception as error:  # openpyxl lets through whatever zip, XML or number parsing stumbles over
        raise MasterError(
            f"{path.name} 打不开，文件已损坏、加了密码或不是 .xlsx 格式。",
            "请用 Excel 或 WPS 打开后另存为 .xlsx（不加密码）；打不开的，请从备份中恢复。",
        ) from error


def _rows(book: Any, path: Path, layout: SheetLayout) -> Iterator[SheetRow]:
    if layout.is_optional and layout.sheet not in book.sheetnames:
        return
    above: dict[str, Cell] = {}
    for row in _written_rows(_grid(book, path, layout), path, layout):
        above = {label: row[label] if row[label].text else above.get(label, row[label]) for label in layout.filled_down}
        yield replace(row, cells={**row.cells, **above})


def _grid(book: Any, path: Path, layout: SheetLayout) -> list[list[Any]]:
    """The cells of the sheet, row by row; every place of a merged area holds its first cell."""
    if layout.sheet not in book.sheetnames:
        raise MasterError(
            f"{path.name} 中没有“{layout.sheet}”表，现有：{'、'.join(book.sheetnames)}。",
            f"请把相应工作表的名称改回“{layout.sheet}”；已删除的，请从备份中恢复。",
        )
    sheet = book[layout.sheet]
    grid = [list(row) for row in sheet.iter_rows()]
    for area in sheet.merged_cells.ranges:
        for row, column in area.cells:
            grid[row - 1][column - 1] = grid[area.min_row - 1][area.min_col - 1]
    return grid


def _written_rows(grid: list[list[Any]], path: Path, layout: SheetLayout) -> Iterator[SheetRow]:
    """The rows below the header that hold anything."""
    header, columns, others = _locate_columns(grid, path, layout)
    for number, cells in enumerate(grid[header + 1 :], header + 2):
        row = {label: _cell(cells[index], path, layout, number) for label, index in columns.items()}
        for label in layout.added_since.difference(row):
            row[label] = Cell("", None, f"{path.name}“{layout.sheet}”第{number}行“{label}”")
        filled = {label: cells[index] for label, index in others.items() if cells[index].value is not None}
        extras = {label: _cell(cell, path, layout, number) for label, cell in filled.items()}
        if any(cell.text for cell in (*row.values(), *extras.values())):
            yield SheetRow(number, row, extras)


def locate_table(sheet: Any, path: Path, layout: SheetLayout) -> tuple[int, dict[str, int]]:
    """Number of the header row and of each column by its label, a person's own columns included; both 1-based."""
    grid = [list(row) for row in sheet.iter_rows(max_row=_HEADER_ROWS)]
    header, columns, others = _locate_columns(grid, path, layout)
    return header + 1, {label: index + 1 for label, index in {**columns, **others}.items()}


def _locate_columns(
    grid: list[list[Any]], path: Path, layout: SheetLayout
) -> tuple[int, dict[str, int], dict[str, int]]:
    """Index of the header row, and the column index of each label of the layout and of each other column."""
    header, columns = _locate_header(grid, path, layout)
    return header, columns, _extra_columns(grid[header], columns) if layout.keeps_extras and grid else {}


def _extra_columns(header: list[Any], columns: Mapping[str, int]) -> dict[str, int]:
    """The columns people added: their header, or the column's letter where that is blank or taken."""
    found: dict[str, int] = {}
    for index, cell in enumerate(header):
        if index not in columns.values():
            label = clean(cell_text(cell.value))
            is_taken = not label or label in columns or label in found
            found[column_letter(index) if is_taken else label] = index
    return found


def column_letter(index: int) -> str:
    """0 → A, 26 → AA."""
    high, low = divmod(index, 26)
    return (column_letter(high - 1) if high else "") + chr(ord("A") + low)


def _locate_header(grid: list[list[Any]], path: Path, layout: SheetLayout) -> tuple[int, dict[str, int]]:
    """Index of the header row, and the column index of each label."""
    rows = [[_label(cell.value) for cell in cells] for cells in grid[:_HEADER_ROWS]]
    best = max(range(len(rows)), key=lambda index: len(set(layout.columns) & set(rows[index])), default=0)
    labels = rows[best] if rows else []
    _refuse_header(labels, best + 1, path, layout)
    return best, {label: labels.index(label) for label in layout.columns if label in labels}


def _refuse_header(labels: list[str], number: int, path: Path, layout: SheetLayout) -> None:
    """Raises MasterError where a column is missing from the header or stands in it twice."""
    missing = [label for label in layout.columns if label not in labels and label not in layout.added_since]
    if missing:
        present = "、".join(filter(None, labels)) or "空白"
        raise MasterError(
            f"{path.name}“{layout.sheet}”表的表头缺少“{'”“'.join(missing)}”列，第 {number} 行现有：{present}。",
            f"请在表头补上该列，各列名称为：{'、'.join(layout.columns)}。",
        )
    twice = [label for label in layout.columns if labels.count(label) > 1]
    if twice:
        raise MasterError(
            f"{path.name}“{layout.sheet}”表第 {number} 行有两列都叫“{twice[0]}”。", "请保留一列，另一列改名或删除。"
        )


def _label(value: object) -> str:
    """责任单位（加黑的为牵头部门） → 责任单位."""
    text = compact(clean(cell_text(value)))
    return text.replace("(", "（").partition("（")[0]


def _cell(cell: Any, path: Path, layout: SheetLayout, number: int) -> Cell:
    written = cell_text(cell.value)
    text = clean(written)
    column = "".join(char for char in cell.coordinate if char.isalpha())
    place = f"{path.name}“{layout.sheet}”{column}{number}"
    return Cell(text, cell.value, place, bold_spans(cell, written, text))


def cell_text(value: object) -> str:
    """The text a reader sees: whole numbers without .0, days as 2022-04-08."""
    if value is None:
        return ""
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)

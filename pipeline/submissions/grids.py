"""Bytes → grids of cells with true coordinates, merged areas filled. The only importer of calamine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from pipeline.vocabulary.text import clean

Value = str | int | float | bool | date | datetime | time | timedelta

MAX_ROWS = 20_000
MAX_COLUMNS = 256


class UnreadableFileError(Exception):
    """The bytes are no workbook we can read; the message is the reason in Chinese."""


@dataclass(frozen=True)
class Grid:
    """One sheet. ``cells[r][c]`` is the cell at Excel row r+1, column c+1; blank is ''.

    A merged area shows its value in every cell; ``filled`` holds the (row, column) of all but its top-left one.
    """

    sheet: str
    cells: tuple[tuple[Value, ...], ...]
    filled: frozenset[tuple[int, int]] = frozenset()
    is_hidden: bool = False

    def value(self, row: int, column: int) -> Value:
        """The cell's value, '' outside the grid."""
        return self.cells[row][column] if 0 <= row < len(self.cells) and 0 <= column < len(self.cells[row]) else ""

    def text(self, row: int, column: int) -> str:
        """The cell as a person reads it."""
        return cell_text(self.value(row, column))


def cell_text(value: Value) -> str:
    """A value as the sheet would show it: 3.0 → 3, dates as 2022-04-07, text cleaned of what no format can carry."""
    match value:
        case str():
            return clean(value)
        case bool():
            return "是" if value else "否"
        case float() if value.is_integer():
            return str(int(value))
        case float():
            return f"{value:.10g}"
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
        case _:
            return str(value)


def read_grids(content: bytes) -> tuple[Grid, ...]:
    """All worksheets of a workbook in its order; raises UnreadableFileError, whatever the damage."""
    if not content:
        raise UnreadableFileError("文件是空的（0字节）")
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        grids = tuple(
            _read_sheet(book, meta.name, meta.visible != SheetVisibleEnum.Visible)
            for meta in book.sheets_metadata
            if meta.typ == SheetTypeEnum.WorkSheet
        )
    except (KeyboardInterrupt, SystemExit, UnreadableFileError):
        raise
    except BaseException as error:  # a Rust panic is a BaseException
        raise UnreadableFileError(_reason(error)) from None
    if not grids:
        raise UnreadableFileError("工作簿中没有工作表")
    return grids


def _read_sheet(book: CalamineWorkbook, name: str, is_hidden: bool) -> Grid:
    sheet = book.get_sheet_by_name(name)
    if sheet.total_height > MAX_ROWS or sheet.total_width > MAX_COLUMNS:
        height, width = min(sheet.total_height, MAX_ROWS), min(sheet.total_width, MAX_COLUMNS)
        pad: list[Value] = [""] * (sheet.start[1] if sheet.start else 0)  # iter_rows drops leading blank columns
        rows = [[*pad, *row][:width] for row, _ in zip(sheet.iter_rows(), range(height), strict=False)]
    else:
        rows = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    filled = _fill_merged(rows, sheet.merged_cell_ranges or [])
    return Grid(name, tuple(tuple(row) for row in rows), frozenset(filled), is_hidden)


def _fill_merged(
    rows: list[list[Value]], ranges: list[tuple[tuple[int, int], tuple[int, int]]]
) -> set[tuple[int, int]]:
    filled: set[tuple[int, int]] = set()
    width = max((len(row) for row in rows), default=0)
    for (top, left), (bottom, right) in ranges:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        for row in range(top, min(bottom + 1, len(rows))):
            for column in range(left, min(right + 1, width)):
                if (row, column) != (top, left):
                    rows[row][column] = rows[top][left]
                    filled.add((row, column))
    return filled


def _reason(error: BaseException) -> str:
    text = str(error).lower()
    if "password" in text or "encrypted" in text:
        return "文件设有打开密码"
    if "cannot detect" in text or "unsupported" in text:
        return "内容不是 Excel 工作簿"
    return "文件已损坏或不完整"

"""A sheet as cells with true coordinates, merged areas filled, and what about it cannot be trusted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property

from pipeline.vocabulary.text import clean

Value = str | int | float | bool | date | datetime | time | timedelta
Area = tuple[tuple[int, int], tuple[int, int]]

# A form has some hundred rows and a dozen columns; what lies farther out is somebody's stray formatting, and is reported.
MAX_ROWS = 20_000
MAX_COLUMNS = 256
# All the cells of a sheet that merged areas may fill: a merge over whole columns must not cost minutes.
MAX_FILLED = 500_000


class UnreadableFileError(Exception):
    """The bytes hold no table we can read; the message is the reason in Chinese, without the cure."""


class HazardKind(StrEnum):
    """Why a value cannot be trusted, or is missing."""

    UNCALCULATED = "公式没有计算结果"
    ERROR_VALUE = "单元格为错误值"
    CROPPED = "内容超出可读范围"
    GARBLED = "文字编码损坏"


@dataclass(frozen=True)
class Hazard:
    """A place that a person should look at. ``row`` as Excel shows it, None for the whole sheet."""

    kind: HazardKind
    row: int | None
    detail: str = ""


@dataclass(frozen=True)
class Grid:
    """One sheet. ``cells[r][c]`` is the cell at Excel row r+1, column c+1; blank is ''.

    A merged area shows its value in every cell; ``filled`` holds the (row, column) of all but its top-left one.
    ``hidden_rows`` and ``hidden_columns`` are 0-based, like all coordinates here.
    """

    sheet: str
    cells: tuple[tuple[Value, ...], ...]
    filled: frozenset[tuple[int, int]] = frozenset()
    is_hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    hazards: tuple[Hazard, ...] = ()

    @cached_property
    def texts(self) -> tuple[tuple[str, ...], ...]:
        """Every cell as a person reads it, in the shape of ``cells``."""
        return tuple([tuple(["" if value == "" else cell_text(value) for value in row]) for row in self.cells])

    def value(self, row: int, column: int) -> Value:
        """The cell's value, '' outside the grid."""
        return self.cells[row][column] if 0 <= row < len(self.cells) and 0 <= column < len(self.cells[row]) else ""

    def text(self, row: int, column: int) -> str:
        """The cell as a person reads it, '' outside the grid."""
        texts = self.texts
        return texts[row][column] if 0 <= row < len(texts) and 0 <= column < len(texts[row]) else ""


def cell_text(value: Value) -> str:
    """A value as the sheet would show it: 3.0 → 3, dates as 2022-04-07, text cleaned of what no format can carry."""
    if isinstance(value, str):
        # What prints, and neither begins nor ends with a space, has nothing to be cleaned of.
        is_clean = value.isprintable() and value[:1] != " " != value[-1:] and "_x000D_" not in value
        return value if is_clean else clean(value)
    match value:
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


def build_grid(
    sheet: str,
    values: Mapping[tuple[int, int], Value],
    areas: Iterable[Area] = (),
    *,
    is_hidden: bool = False,
    hidden_rows: Iterable[int] = (),
    hidden_columns: Iterable[int] = (),
    hazards: Iterable[Hazard] = (),
) -> Grid:
    """The Grid of these cells, blanks between them, merged ``areas`` (first and last cell) filled.

    What lies beyond MAX_ROWS or MAX_COLUMNS is left out and said so in ``hazards``.
    """
    near = values
    height, width = _size(values)
    if height > MAX_ROWS or width > MAX_COLUMNS:
        near = {place: value for place, value in values.items() if place[0] < MAX_ROWS and place[1] < MAX_COLUMNS}
        height, width = _size(near)
    rows: list[list[Value]] = [[""] * width for _ in range(height)]
    for (row, column), value in near.items():
        rows[row][column] = value
    filled = fill_areas(rows, areas)
    beyond = len(values) - len(near)
    cropped = (Hazard(HazardKind.CROPPED, None, f"{beyond}个单元格"),) if beyond else ()
    return Grid(
        sheet,
        tuple(map(tuple, rows)),
        filled,
        is_hidden,
        frozenset(row for row in hidden_rows if row < height),
        frozenset(column for column in hidden_columns if column < width),
        (*cropped, *sorted(hazards, key=lambda hazard: hazard.row or 0)),
    )


def _size(values: Mapping[tuple[int, int], Value]) -> tuple[int, int]:
    if not values:
        return 0, 0
    return max(values)[0] + 1, max([column for _, column in values]) + 1


def fill_areas(rows: list[list[Value]], areas: Iterable[Area]) -> frozenset[tuple[int, int]]:
    """Each merged area of ``rows`` shows its first cell's value everywhere; returns the cells filled so."""
    filled: set[tuple[int, int]] = set()
    width = max((len(row) for row in rows), default=0)
    for (top, left), (bottom, right) in areas:
        if not (0 <= top < len(rows) and 0 <= left < len(rows[top])):
            continue
        last_row, last_column = min(bottom, len(rows) - 1), min(right, width - 1)
        if len(filled) + (last_row - top + 1) * (last_column - left + 1) > MAX_FILLED:
            raise UnreadableFileError("合并单元格过大过多")
        value = rows[top][left]
        for row in range(top, last_row + 1):
            for column in range(left, min(last_column, len(rows[row]) - 1) + 1):
                if (row, column) != (top, left):
                    rows[row][column] = value
                    filled.add((row, column))
    return frozenset(filled)

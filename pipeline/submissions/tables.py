"""Where a form's table lies in a grid: its header of one or two rows, its columns, its rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.submissions.grids import Grid
from pipeline.submissions.layouts import LAYOUTS, Layout, heading_field
from pipeline.vocabulary.text import compact

_MIN_FIELDS = 3
_MAX_HEADER_ROWS = 3


@dataclass(frozen=True)
class Table:
    """A located table. Rows and columns are 0-based; data rows are ``first`` up to, not including, ``end``.

    ``preface`` is the first row that belongs to this table (its title and 填报单位 stand there).
    """

    grid: Grid
    layout: Layout
    columns: dict[str, int]
    preface: int
    header: int
    first: int
    end: int

    @property
    def headings(self) -> tuple[str, ...]:
        """The heading of every column as written, the lowest header row winning."""
        width = max((len(row) for row in self.grid.cells), default=0)
        return tuple(
            next(
                (text for row in range(self.first - 1, self.header - 1, -1) if (text := self.grid.text(row, column))),
                "",
            )
            for column in range(width)
        )

    @property
    def missing(self) -> tuple[str, ...]:
        """The notice's headings of required columns that the table lacks."""
        return tuple(field.headings[0] for field in self.layout.required if field.name not in self.columns)


@dataclass(frozen=True)
class _Header:
    layout: Layout
    row: int
    height: int
    columns: dict[str, int]


def locate_tables(grid: Grid) -> tuple[Table, ...]:
    """Every table of either form in ``grid``, from top to bottom; empty if no header is recognised."""
    headers = list(_headers(grid))
    tables: list[Table] = []
    for index, header in enumerate(headers):
        preface = tables[-1].end if tables else 0
        is_last = index + 1 == len(headers)
        end = len(grid.cells) if is_last else _preface_of(grid, headers[index + 1].row, header.row + header.height)
        tables.append(Table(grid, header.layout, header.columns, preface, header.row, header.row + header.height, end))
    return tuple(tables)


def seen_headings(grid: Grid) -> tuple[str, ...]:
    """Cells that are headings of some form, for a message about a table that was not found."""
    found = {
        compact(text): None
        for row in range(len(grid.cells))
        for column in range(len(grid.cells[row]))
        if (text := grid.text(row, column)) and any(heading_field(layout.kind, text) for layout in LAYOUTS)
    }
    return tuple(found)


def _headers(grid: Grid) -> Iterator[_Header]:
    row = 0
    while row < len(grid.cells):
        header = _header_at(grid, row)
        if header:
            yield header
            row = header.row + header.height
        else:
            row += 1


def _header_at(grid: Grid, row: int) -> _Header | None:
    """The best header starting at ``row``: most fields, then fewest rows. Every row of it must add a field."""
    best: _Header | None = None
    for layout in LAYOUTS:
        columns: dict[str, int] = {}
        for height in range(1, _MAX_HEADER_ROWS + 1):
            more = _fields_in_row(grid, layout, row + height - 1)
            added = {name: column for name, column in more.items() if name not in columns}
            if not added:
                break
            columns |= added
            is_header = len(columns) >= _MIN_FIELDS and "task_text" in columns
            if is_header and (best is None or len(columns) > len(best.columns)):
                best = _Header(layout, row, height, dict(columns))
    return best and _Header(best.layout, best.row, _full_height(grid, best), best.columns)


def _fields_in_row(grid: Grid, layout: Layout, row: int) -> dict[str, int]:
    fields: dict[str, int] = {}
    if row >= len(grid.cells):
        return fields
    for column in range(len(grid.cells[row])):
        name = heading_field(layout.kind, grid.text(row, column))
        if name and name not in fields:
            fields[name] = column
    return fields


def _full_height(grid: Grid, header: _Header) -> int:
    """The header's height with the rows into which its merged cells reach."""
    bottom = header.row + header.height
    while any(
        (bottom, column) in grid.filled and _continues(grid, bottom, column) for column in header.columns.values()
    ):
        bottom += 1
    return bottom - header.row


def _continues(grid: Grid, row: int, column: int) -> bool:
    return grid.value(row, column) == grid.value(row - 1, column)


def _preface_of(grid: Grid, header: int, floor: int) -> int:
    """The first row above ``header`` that is a title or a label rather than data: few distinct cells, no lower than ``floor``."""
    row = header
    while row > floor:
        texts = {grid.text(row - 1, column) for column in range(len(grid.cells[row - 1]))} - {""}
        if len(texts) > 2 and not any("填报" in text for text in texts):
            break
        row -= 1
    return row

"""Forms whose headings do not stand above their columns: on their side, one task below the other, one row a quarter."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.submissions.files.grid import Grid, Spot, Value
from pipeline.submissions.forms.headings import KNOWN_FORMS, Headings
from pipeline.vocabulary.text import arabic, compact

_HEADING_COLUMNS = 3  # a title above or a number may stand beside the headings
_MIN_FIELDS = 4  # fewer are labels around a table
_QUARTER = re.compile(r"第?([1-4])季度?(末|目标|计划)?")
_PLACES = {str(number): number - 1 for number in range(1, 5)}


def set_upright(grid: Grid, headings: Headings) -> Grid | None:
    """``grid`` with its table set upright, what stands above and below it as it was; None where no table lies so.

    The rows of the table are then numbered by the columns in which they stood, or by the rows where each task began.
    """
    sides = [(column, _heading_rows(grid, column, headings)) for column in range(_HEADING_COLUMNS)]
    column, named = max(sides, key=lambda side: len(side[1]))
    names = [name for _, name in named]
    if len(set(names)) < _MIN_FIELDS:
        return None
    if len(set(names)) == len(names):
        return _upright(grid, column, named[0][0], named[-1][0])
    return _unstacked(grid, column, named)


def spread_quarters(grid: Grid) -> Grid | None:
    """``grid`` with a column for each quarter, where a column names the quarter and the next one its goal; else None."""
    for column in range(max(map(len, grid.cells), default=0) - 1):
        rows = {row: _PLACES[name] for row in range(len(grid.cells)) if (name := _quarter(grid, row, column))}
        if len(rows) >= _MIN_FIELDS and len(set(rows.values())) == len(_PLACES):
            return _spread(grid, column, rows)
    return None


def _quarter(grid: Grid, row: int, column: int) -> str:
    found = _QUARTER.fullmatch(compact(arabic(grid.text(row, column))))
    return found[1] if found else ""


def _spread(grid: Grid, column: int, quarters: Mapping[int, int]) -> Grid:
    width = max(map(len, grid.cells))
    first = min(quarters)
    cells = [[*row, *[""] * (width + len(_PLACES) - len(row))] for row in grid.cells]
    for row, place in quarters.items():
        cells[row][width + place] = grid.value(row, column + 1)
    for row in range(first - 1, len(cells)):
        for one in (column, column + 1):
            cells[row][one] = ""
    cells[first - 1][width:] = [f"{name}季度目标" for name in "一二三四"]
    return replace(grid, cells=tuple(map(tuple, cells)))


def _heading_rows(grid: Grid, column: int, headings: Headings) -> Sequence[tuple[int, str]]:
    """(row, field) of the rows in which ``column`` names a form's fields; of the form that has the most."""
    named = [(row, headings.fields[grid.text(row, column)]) for row in range(len(grid.texts))]
    found = [[(row, fields[form.kind]) for row, fields in named if form.kind in fields] for form in KNOWN_FORMS]
    return max(found, key=len)


def _unstacked(grid: Grid, column: int, named: Sequence[tuple[int, str]]) -> Grid:
    """Tasks one below the other, each with all its headings: a row for each of them."""
    blocks: list[dict[str, int]] = []
    for row, name in named:
        if not blocks or name in blocks[-1]:
            blocks.append({})
        blocks[-1][name] = row
    names = list(dict.fromkeys(name for block in blocks for name in block))
    first, last = named[0][0], named[-1][0]
    header = tuple(grid.text(next(block[name] for block in blocks if name in block), column) for name in names)
    table = [tuple(_beside(grid, block.get(name), column) for name in names) for block in blocks]
    cells = (*grid.cells[:first], header, *table, *grid.cells[last + 1 :])
    begins = [min(block.values()) + 1 for block in blocks]
    numbers = (*range(1, first + 1), first + 1, *begins, *range(last + 2, len(grid.cells) + 1))
    return replace(
        grid, cells=cells, filled=frozenset(), hidden_rows=frozenset(), hidden_columns=frozenset(), numbers=numbers
    )


def _beside(grid: Grid, row: int | None, column: int) -> Value:
    """What stands right of a heading."""
    if row is None:
        return ""
    label = grid.value(row, column)
    values = (grid.value(row, one) for one in range(column + 1, len(grid.cells[row])))
    return next((value for value in values if value not in ("", label)), "")


def _upright(grid: Grid, column: int, first: int, last: int) -> Grid:
    width = max(map(len, grid.cells))
    columns = range(column, width)
    table = [tuple(grid.value(row, one) for row in range(first, last + 1)) for one in columns]
    cells: list[tuple[Value, ...]] = [*grid.cells[:first], *table, *grid.cells[last + 1 :]]
    shift = len(table) - (last + 1 - first)

    def place(spot: Spot) -> Spot | None:
        row, one = spot
        if row < first:
            return spot
        if row > last:
            return row + shift, one
        return (first + one - column, row - first) if one >= column else None

    numbers = (*range(1, first + 1), *(one + 1 for one in columns), *range(last + 2, len(grid.cells) + 1))
    return replace(
        grid,
        cells=tuple(cells),
        filled=frozenset(spot for old in grid.filled if (spot := place(old))),
        hidden_rows=frozenset(first + one - column for one in grid.hidden_columns if one >= column),
        hidden_columns=frozenset(row - first for row in grid.hidden_rows if first <= row <= last),
        numbers=numbers,
    )

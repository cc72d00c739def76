"""Forms that lie on their side: the headings stand below each other, each task in a column of its own beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.submissions.files.grid import Grid, Spot, Value
from pipeline.submissions.forms.headings import KNOWN_FORMS, Headings

_HEADING_COLUMNS = 3  # a title above or a number may stand beside the headings
_MIN_FIELDS = 4  # fewer are labels around a table


def turn(grid: Grid, headings: Headings) -> Grid | None:
    """``grid`` with its table set upright, what stands above and below it as it was; None where no table lies so.

    The rows of the table are then numbered by the columns in which they stood.
    """
    best: tuple[int, int, int, int] | None = None
    for column in range(_HEADING_COLUMNS):
        rows = _heading_rows(grid, column, headings)
        if rows and (best is None or len(rows) > best[0]):
            best = (len(rows), column, rows[0], rows[-1])
    return _upright(grid, *best[1:]) if best else None


def _heading_rows(grid: Grid, column: int, headings: Headings) -> Sequence[int]:
    """The rows in which ``column`` names the fields of a form, where they are enough and all different."""
    named = [(row, headings.fields[grid.text(row, column)]) for row in range(len(grid.texts))]
    for form in KNOWN_FORMS:
        rows = [(row, fields[form.kind]) for row, fields in named if form.kind in fields]
        if len(rows) >= _MIN_FIELDS and len({name for _, name in rows}) == len(rows):
            return [row for row, _ in rows]
    return ()


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

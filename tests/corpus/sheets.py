"""Cells, lines and sheets: what a form looks like before any container writes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Formula:
    """A formula with the value that Excel stored beside it."""

    expression: str
    stored: str | float


@dataclass(frozen=True)
class Uncalculated:
    """A formula that no program has calculated yet: without Excel nobody knows its value."""

    expression: str


@dataclass(frozen=True)
class CellError:
    """A cell that shows an error, such as #REF!."""

    code: str = "#REF!"


Value = str | int | float | date | Formula | Uncalculated | CellError | None


@dataclass(frozen=True)
class Cell:
    """A value and the area it is merged over, itself included."""

    value: Value = None
    down: int = 1
    across: int = 1


@dataclass(frozen=True)
class Line:
    """A row of a sheet. ``key`` names the form's row that it holds (None: a title, a header, a note)."""

    cells: tuple[Cell, ...] = ()
    key: str | None = None
    is_hidden: bool = False


@dataclass(frozen=True)
class Sheet:
    """A sheet from its first row on."""

    name: str
    lines: tuple[Line, ...]
    is_hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()

    @property
    def width(self) -> int:
        """The number of columns in use."""
        return max((column + cell.across for _, column, cell in self.cells()), default=0)

    def cells(self) -> Iterator[tuple[int, int, Cell]]:
        """Row and column (0-based) of every cell that holds something or is merged."""
        for row, line in enumerate(self.lines):
            for column, cell in enumerate(line.cells):
                if cell.value is not None or cell.down > 1 or cell.across > 1:
                    yield row, column, cell

    def merges(self) -> Iterator[tuple[int, int, Cell]]:
        """Row and column (0-based) of every merged area's first cell."""
        return (found for found in self.cells() if found[2].down > 1 or found[2].across > 1)


def shown(value: Value) -> str:
    """``value`` as the sheet shows it."""
    match value:
        case None:
            return ""
        case Formula(stored=stored):
            return shown(stored)
        case Uncalculated(expression=expression):
            return expression
        case CellError(code=code):
            return code
        case date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)

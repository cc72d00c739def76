"""What a table is: rows of one frozen dataclass, each field a column declared once with type, label, width and kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from itertools import starmap
from typing import Any, Generic, Literal, TypeVar

import numpy as np
import pandas as pd

Row = TypeVar("Row")
CellKind = Literal["text", "number", "date", "rate"]
_COLUMN = "column"


@dataclass(frozen=True)
class Column:
    """``name`` in frames, ``label`` in workbooks, ``width`` in characters of Excel's default font.

    ``joint`` stands between the members of a tuple where the column is written.
    """

    name: str
    label: str
    width: float = 12
    kind: CellKind = "text"
    joint: str = "、"


def column(label: str, width: float = 12, kind: CellKind = "text", *, joint: str = "、", default: Any = "") -> Any:
    """A field of a row that is a column of its sheet; blank unless given (``default``)."""
    return field(default=default, metadata={_COLUMN: (label, width, kind, joint)})


@dataclass(frozen=True)
class Table(Generic[Row]):
    """A data sheet: its name and the dataclass of its rows.

    A frame of the table has a column for every field of ``row``, dtype object: values as the fields declare them
    (Period, terms, dates, tuples), never words for them. Fields that are no column of the sheet stand in the frame too.
    """

    sheet: str
    row: type[Row]

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the sheet in order: the contract."""
        return tuple(
            Column(one.name, *one.metadata[_COLUMN])
            for one in fields(self.row)  # type: ignore[arg-type]
            if _COLUMN in one.metadata
        )

    @cached_property
    def names(self) -> list[str]:
        """The columns' names in code, in the order of the sheet."""
        return [one.name for one in self.columns]

    @cached_property
    def labels(self) -> dict[str, str]:
        """Name in code → label for people."""
        return {one.name: one.label for one in self.columns}

    @cached_property
    def _fields(self) -> tuple[str, ...]:
        return tuple(one.name for one in fields(self.row))  # type: ignore[arg-type]

    def frame(self, rows: Iterable[Row] = ()) -> pd.DataFrame:
        """A frame of these rows in their order, index 0 … n-1."""
        given = list(rows)
        cells = np.empty(
            (len(given), len(self._fields)), dtype=object
        )  # one block: a Series for each column costs more
        for place, name in enumerate(self._fields):
            for number, row in enumerate(given):
                cells[number, place] = getattr(row, name)
        return pd.DataFrame(cells, columns=list(self._fields), dtype=object)

    def rows(self, frame: pd.DataFrame) -> Iterator[Row]:
        """The rows of a frame of this table, or of a part of one, in their order."""
        names = list(self._fields)
        whole = frame if list(frame.columns) == names else frame[names]  # choosing columns costs more than all the rest
        return starmap(self.row, whole.to_numpy(dtype=object).tolist())


def objects(values: Iterable[object], index: pd.Index | None = None) -> pd.Series:
    """A column that keeps its values as they are: pandas would make plain text of terms and NaN of None."""
    return pd.Series(list(values), dtype=object, index=index)


def frame_of(rows: Iterable[Sequence[object]], names: Sequence[str]) -> pd.DataFrame:
    """A frame of plain rows, their values as they are under ``names``."""
    given = list(rows)
    return pd.DataFrame({name: objects(row[place] for row in given) for place, name in enumerate(names)})


def grouped(frame: pd.DataFrame, name: str) -> Iterator[tuple[Any, pd.DataFrame]]:
    """(value, its rows) for each value of a column, in the order in which they first stand."""
    yield from frame.groupby(name, sort=False)

"""What became of every visible cell: whoever takes a cell says what for, and what nobody took is 未录入 (R28)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pipeline.submissions.files.grid import Grid, Spot, cell_name


class Fate(StrEnum):
    """What a cell was taken for."""

    TITLE = "标题"
    HEADING = "表头"
    LABEL = "标签"
    VALUE = "标签内容"
    FIELD = "栏目内容"
    FURNITURE = "说明、合计、示例"
    BLANK = "空表原有文字"
    BESIDE = "表外栏目"
    EARLIER = "往月内容"
    HIDDEN = "隐藏"
    TURNED = "随表转正"
    STRAY = "零星符号"
    LEFT_OUT = "已另行提示"
    UNREAD = "未录入"


_TICKS = frozenset("√✓✔☑×✗✘☒■●")


def is_stray(text: str) -> bool:
    """Whether a text says nothing by itself: a dot, a dash, a row of blanks to fill in."""
    return not any(char.isalnum() or char in _TICKS for char in text)


@dataclass(frozen=True)
class UnreadCell:
    """A cell that nobody took: its name as Excel shows it (H7), the heading above it and its words."""

    sheet: str
    name: str
    heading: str
    words: str


@dataclass
class Account:
    """The cells of the rows from ``first`` up to, not including, ``end``; ``rest`` is the fate of what nobody takes."""

    grid: Grid
    first: int
    end: int
    rest: Fate = Fate.UNREAD
    taken: dict[Spot, Fate] = field(default_factory=dict)
    lines: dict[int, list[tuple[frozenset[int], Fate]]] = field(default_factory=dict)  # by row: many cells at once

    def take(self, row: int, column: int, fate: Fate) -> str:
        """The cell's text, which has its fate from now on; '' outside the grid."""
        texts = self.grid.texts[row]
        if column >= len(texts) or not (text := texts[column]):
            return ""
        self.taken[row, column] = fate
        return text

    def take_columns(self, row: int, columns: frozenset[int], fate: Fate) -> None:
        """The cells of the row in these columns have this fate from now on, where they have no other."""
        self.lines.setdefault(row, []).append((columns, fate))

    def take_read(self, other: Account) -> None:
        """What another reading of the same rows took for a field's is a field's."""
        for row, lines in other.lines.items():
            read = [line for line in lines if line[1] is Fate.FIELD]
            self.lines[row] = [*read, *self.lines.get(row, ())]

    def is_taken(self, spot: Spot) -> bool:
        """Whether somebody has taken it, or a cell in which a merged area shows it."""
        if self._said(spot):
            return True
        return bool(self.grid.filled) and any(map(self._said, self._shown_in(spot)))

    def unread(self) -> Iterator[Spot]:
        """The visible cells with words that nobody took, from top to bottom."""
        grid, taken, filled, nothing = self.grid, self.taken, self.grid.filled, frozenset[int]()
        for row in range(self.first, self.end):
            if row in grid.hidden_rows:
                continue
            known = self.lines[row][0][0] if row in self.lines else nothing
            for column, text in enumerate(grid.texts[row]):
                spot = (row, column)
                is_open = text and column not in known and spot not in taken and spot not in filled
                if is_open and self._counts(row, column) and not self.is_taken(spot):
                    yield spot

    def fates(self) -> Mapping[Spot, Fate]:
        """The fate of every written cell, what merged areas show from elsewhere left out."""
        grid = self.grid
        return {
            (row, column): self._fate((row, column))
            for row in range(self.first, self.end)
            for column, text in enumerate(grid.texts[row])
            if text and (row, column) not in grid.filled
        }

    def cells(self, headings: Mapping[int, str], spots: Iterable[Spot]) -> tuple[UnreadCell, ...]:
        """``spots`` as they are told to a person; ``headings`` by column."""
        grid = self.grid
        return tuple(
            UnreadCell(grid.sheet, cell_name(grid.origin(spot)), headings.get(spot[1], ""), grid.text(*spot))
            for spot in spots
        )

    def _counts(self, row: int, column: int) -> bool:
        return column not in self.grid.hidden_columns and not is_stray(self.grid.texts[row][column])

    def _said(self, spot: Spot) -> Fate | None:
        """The fate that somebody gave the cell."""
        if spot in self.taken:
            return self.taken[spot]
        row, column = spot
        return next((fate for columns, fate in self.lines.get(row, ()) if column in columns), None)

    def _fate(self, spot: Spot) -> Fate:
        if spot[0] in self.grid.hidden_rows or spot[1] in self.grid.hidden_columns:
            return self._said(spot) or Fate.HIDDEN
        shown = (fate for one in (spot, *self._shown_in(spot)) if (fate := self._said(one)))
        is_open = self.rest is Fate.UNREAD and is_stray(self.grid.text(*spot))
        return next(shown, Fate.STRAY if is_open else self.rest)

    def _shown_in(self, spot: Spot) -> Iterator[Spot]:
        """The cells right of and below ``spot`` in which a merged area shows it."""
        grid, (row, column) = self.grid, spot
        text, bottom = grid.text(row, column), row
        while True:
            right = column + (bottom == row)
            while (bottom, right) in grid.filled and grid.text(bottom, right) == text:
                yield bottom, right
                right += 1
            bottom += 1
            if (bottom, column) not in grid.filled or grid.text(bottom, column) != text:
                return

"""A sheet while a reader lays it out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.submissions.files.grid import (
    Grid,
    Hazard,
    HazardKind,
    Spot,
    UnreadableFileError,
    Value,
    cell_name,
    cell_text,
)
from pipeline.submissions.files.limits.budget import Budget, budget

Area = tuple[Spot, Spot]

# A form has some hundred rows and a dozen columns; what lies farther out is somebody's stray entry, and is reported.
MAX_ROWS = 20_000
MAX_COLUMNS = 256
# Excel's own limit; what is longer is no entry of a form.
MAX_TEXT = 32_767
# All the cells of a sheet that merged areas may fill: a merge over whole columns must not cost minutes.
MAX_FILLED = 500_000
_PICTURES = ("=DISPIMG(", "=_xlfn.DISPIMG(")
_SHOWN = 20  # characters of what is left out


@dataclass
class Draft:
    """What has been read so far. Areas are their first and last cell."""

    values: dict[Spot, Value] = field(default_factory=dict)
    areas: list[Area] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    hazards: list[Hazard] = field(default_factory=list)
    filtered: range = range(
        0
    )  # the rows below a filter's heading: what is hidden of them is hidden by what somebody looked for
    budget: Budget = field(default_factory=budget)

    def put(self, row: int, column: int, value: Value) -> None:
        """The cell holds ``value``; a blank leaves no trace, a picture that WPS keeps in the cell is told (R28)."""
        if type(value) is str and value[:1] == "=" and value.startswith(_PICTURES):
            self.put_picture(row, cell_name((row, column)))
        elif value != "":
            self.values[row, column] = value
            if len(self.values) > self.budget.values:
                self.budget.spend(len(self.values))

    def put_shown(self, row: int, column: int, stored: Value, shown: Value) -> None:
        """The cell holds ``stored`` and shows ``shown``; where that is nothing, it is not said, and a person will be told."""
        self.put(row, column, shown)
        if shown == "" and stored not in ("", 0):
            self.hazards.append(Hazard(HazardKind.UNSEEN, row + 1, cell_text(stored)[:_SHOWN]))

    def put_error(self, row: int, column: int, text: str) -> None:
        """The cell shows an error such as #REF!, and a person will be told."""
        self.put(row, column, text)
        self.hazards.append(Hazard(HazardKind.ERROR_VALUE, row + 1, text))

    def put_picture(self, row: int, place: str) -> None:
        """A picture stands where words are asked for, and a person will be told."""
        self.hazards.append(Hazard(HazardKind.PICTURE, row + 1, place))

    def put_struck(self, row: int, words: str) -> None:
        """Words that are crossed out are not said; a person is told of them, once a row."""
        if words.strip() and not any(one.kind is HazardKind.STRUCK and one.row == row + 1 for one in self.hazards):
            self.hazards.append(Hazard(HazardKind.STRUCK, row + 1, words.strip()[:_SHOWN]))

    def put_uncalculated(self, row: int, column: int, expression: str) -> None:
        """The cell shows its formula, so that nobody takes a result never calculated for a blank."""
        self.put(row, column, f"={expression}")
        if (row, column) in self.values:
            self.hazards.append(Hazard(HazardKind.UNCALCULATED, row + 1, f"={expression}"))

    def take(self, other: Draft, row: int) -> None:
        """All of ``other``, a sheet of its own until now, stands from ``row`` on."""
        for (own, column), value in other.values.items():
            self.put(row + own, column, value)
        self.areas += [((row + top, left), (row + bottom, right)) for (top, left), (bottom, right) in other.areas]
        self.hidden_rows += [row + own for own in other.hidden_rows]
        self.hazards += [replace(one, row=row + one.row if one.row else None) for one in other.hazards]

    def grid(self, sheet: str, is_hidden: bool = False) -> Grid:
        """The finished grid: blanks between the cells, merged areas filled, cropped to what a form can need."""
        values = self._cropped()
        height, width = _size(values)
        self.budget.spend(len(self.values), height * width)
        hazards = sorted(self.hazards, key=lambda hazard: hazard.row or 0)
        if beyond := len(self.values) - len(values):
            hazards.insert(0, Hazard(HazardKind.CROPPED, None, f"{beyond}个单元格"))
        rows: list[list[Value]] = [[""] * width for _ in range(height)]
        for (row, column), value in values.items():
            if type(value) is str and len(value) > MAX_TEXT:
                hazards.append(Hazard(HazardKind.CROPPED, row + 1, f"{cell_name((row, column))}有{len(value)}字"))
                rows[row][column] = value[:MAX_TEXT]
            else:
                rows[row][column] = value
        filled, covered = _fill(rows, width, self.areas) if self.areas else (frozenset(), ())
        hazards += (Hazard(HazardKind.UNSEEN, row + 1, cell_text(value)[:_SHOWN]) for (row, _), value in covered)
        return Grid(
            sheet,
            tuple(map(tuple, rows)),
            filled,
            is_hidden,
            frozenset(row for row in self.hidden_rows if row < height and row not in self.filtered),
            frozenset(column for column in self.hidden_columns if column < width),
            tuple(hazards),
            filtered_rows=frozenset(row for row in self.hidden_rows if row in self.filtered),
        )

    def _cropped(self) -> Mapping[Spot, Value]:
        height, width = _size(self.values)
        if height <= MAX_ROWS and width <= MAX_COLUMNS:
            return self.values
        return {spot: one for spot, one in self.values.items() if spot[0] < MAX_ROWS and spot[1] < MAX_COLUMNS}


def _size(values: Mapping[Spot, Value]) -> Spot:
    if not values:
        return 0, 0
    return max(values)[0] + 1, max([column for _, column in values]) + 1


def _fill(
    rows: list[list[Value]], width: int, areas: Iterable[Area]
) -> tuple[frozenset[Spot], Sequence[tuple[Spot, Value]]]:
    """Each area of ``rows`` shows its first cell's value everywhere; the cells filled so, and what they held of their own."""
    filled: set[Spot] = set()
    covered: list[tuple[Spot, Value]] = []
    for (top, left), (bottom, right) in areas:
        if not (0 <= top < len(rows) and 0 <= left < width):
            continue
        down, across = range(top, min(bottom + 1, len(rows))), range(left, min(right + 1, width))
        if len(filled) + len(down) * len(across) > MAX_FILLED:
            raise UnreadableFileError("合并单元格过大过多")
        value = rows[top][left]
        for row in down:
            for column in across:
                if (row, column) != (top, left):
                    own = rows[row][column]
                    if own != "" and own != value and (row, column) not in filled:
                        covered.append(((row, column), own))
                    rows[row][column] = value
                    filled.add((row, column))
    return frozenset(filled), covered

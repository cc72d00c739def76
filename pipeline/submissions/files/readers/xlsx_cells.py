"""The XML of a worksheet → its cells as written; the shared strings of a workbook."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.submissions.files.cells.symbols import is_symbol_font, shown_symbols
from pipeline.submissions.files.draft import MAX_COLUMNS, Area
from pipeline.submissions.files.grid import Spot
from pipeline.submissions.files.limits.budget import budget
from pipeline.submissions.files.markup import Attributes, walk_xml

# (row, column, style, kind, formula, text) as written; row and column 0-based, no formula None.
SheetCell = tuple[int, int, int, str, str | None, str]

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})", re.IGNORECASE)
_MASKED = re.compile("_x([0-9A-Fa-f]{4})_")
_YES = {"1", "true"}
_LEAST_SEEN = 0.5  # characters of a column, points of a row


@dataclass
class SheetCells:
    """What a worksheet part holds."""

    cells: list[SheetCell] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    struck: list[tuple[int, str]] = field(default_factory=list)  # row, words crossed out in a part of a cell
    filtered: range = range(0)  # the rows below a filter's heading


def read_sheet_cells(part: bytes) -> SheetCells:
    """The cells, merged areas and hidden rows of a worksheet part; raises UnreadableFileError if it is malformed."""
    sheet = _Sheet()
    starts = {
        **_string_starts(sheet),
        "row": sheet.start_row,
        "c": sheet.start_cell,
        "v": sheet.start_words,
        "f": sheet.start_words,
        "mergeCell": sheet.add_area,
        "col": sheet.add_columns,
        "autoFilter": sheet.add_filter,
    }
    ends = {
        **_string_ends(sheet),
        "c": sheet.end_cell,
        "v": sheet.end_value,
        "f": sheet.end_formula,
        "is": sheet.end_string,
    }
    walk_xml(part, starts, ends, sheet.words.append)
    sheet.found.filtered = sheet.filtered
    return sheet.found


@dataclass
class SharedStrings:
    """The shared strings of a workbook, and by their place the words that are crossed out in some of them."""

    texts: list[str] = field(default_factory=list)
    struck: dict[int, str] = field(default_factory=dict)


def read_shared_strings(part: bytes) -> SharedStrings:
    """Phonetic guides and what is crossed out left out; raises UnreadableFileError if the part is malformed."""
    string = _String()
    found = SharedStrings()

    def end_string() -> None:
        if string.struck:
            found.struck[len(found.texts)] = string.taken_struck()
        found.texts.append(string.taken())

    ends = {**_string_ends(string), "si": end_string}
    walk_xml(part, _string_starts(string), ends, string.words.append)
    return found


class _String:
    """A shared or inline string while it is read: the texts of its runs, not those of its phonetic guides."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self._texts: list[str] = []
        self.struck: list[str] = []
        self._is_phonetic = self._is_struck = False
        self._font = ""

    def start_words(self, _: Attributes) -> None:
        """What has been heard so far stood between elements."""
        self.words.clear()

    def taken(self) -> str:
        """The string that has ended, with the characters that XML cannot hold, written _xHHHH_ by Excel, as themselves."""
        text = "".join(self._texts)
        self._texts.clear()
        return _MASKED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text

    def taken_struck(self) -> str:
        """What of the string that has ended is crossed out."""
        text = "".join(self.struck)
        self.struck.clear()
        return text

    def end_text(self) -> None:
        if not self._is_phonetic:
            words = [shown_symbols(self._font, word) for word in self.words] if self._font else self.words
            (self.struck if self._is_struck else self._texts).extend(words)

    def start_run(self, _: Attributes) -> None:
        self._is_struck = False

    def start_font(self, font: Attributes) -> None:
        """A run in a symbol font shows other signs than its letters."""
        self._font = font.get("val", "") if is_symbol_font(font.get("val", "")) else ""

    def start_strike(self, strike: Attributes) -> None:
        self._is_struck = strike.get("val", "1") in _YES

    def end_run(self) -> None:
        self._is_struck, self._font = False, ""

    def start_phonetic(self, _: Attributes) -> None:
        self._is_phonetic = True

    def end_phonetic(self) -> None:
        self._is_phonetic = False


def _string_starts(string: _String) -> dict[str, Callable[[Attributes], None]]:
    return {
        "t": string.start_words,
        "rPh": string.start_phonetic,
        "r": string.start_run,
        "strike": string.start_strike,
        "rFont": string.start_font,
    }


def _string_ends(string: _String) -> dict[str, Callable[[], None]]:
    return {"t": string.end_text, "rPh": string.end_phonetic, "r": string.end_run}


class _Sheet(_String):
    """A worksheet while it is read; rows and cells without numbers follow the ones before."""

    def __init__(self) -> None:
        super().__init__()
        self.found = SheetCells()
        self._budget = budget()
        self.filtered = range(0)
        self._row = self._column = -1
        self._spot = (-1, -1)
        self._cell: Attributes = {}
        self._formula: str | None = None
        self._text = ""

    def start_row(self, row: Attributes) -> None:
        """A row begins."""
        self._row = max(1, _number(row.get("r"), self._row + 2)) - 1
        self._column = -1
        if row.get("hidden") in _YES or _is_nought(row.get("ht")):
            self.found.hidden_rows.append(self._row)

    def start_cell(self, cell: Attributes) -> None:
        """A cell begins."""
        self._spot = _spot(cell.get("r", "")) or (self._row, self._column + 1)
        self._column = self._spot[1]
        self._cell, self._formula, self._text = cell, None, ""

    def end_value(self) -> None:
        """A cell's value is known."""
        self._text = "".join(self.words)

    def end_formula(self) -> None:
        """A cell's formula is known; an empty one refers to another cell's."""
        self._formula = "".join(self.words)

    def end_string(self) -> None:
        """The string that stands in a cell is known."""
        if self.struck:
            self.found.struck.append((self._spot[0], self.taken_struck()))
        self._text = self.taken()

    def end_cell(self) -> None:
        """A cell that holds something is kept."""
        if self._text or self._formula is not None:
            style, kind = _number(self._cell.get("s"), 0), self._cell.get("t", "")
            self.found.cells.append((*self._spot, style, kind, self._formula, self._text))
            if len(self.found.cells) > self._budget.values:
                self._budget.spend(len(self.found.cells))

    def add_area(self, merge: Attributes) -> None:
        """A merged area is kept."""
        ends = [_spot(end) for end in merge.get("ref", "").split(":")]
        if len(ends) == 2 and ends[0] and ends[1]:
            self.found.areas.append((ends[0], ends[1]))

    def add_filter(self, ranged: Attributes) -> None:
        """Rows below a filter's heading are hidden by what somebody looked for, not by a clerk who left them out (R28)."""
        ends = [_spot(end) for end in ranged.get("ref", "").split(":")]
        if len(ends) == 2 and ends[0] and ends[1]:
            self.filtered = range(ends[0][0] + 1, ends[1][0] + 1)

    def add_columns(self, span: Attributes) -> None:
        """Columns that are hidden are kept."""
        if span.get("hidden") in _YES or _is_nought(span.get("width")):
            first, last = _number(span.get("min"), 1), _number(span.get("max"), 0)
            self.found.hidden_columns.update(range(max(0, first - 1), min(last, MAX_COLUMNS)))


@lru_cache(maxsize=16_384)
def _spot(reference: str) -> Spot | None:
    """B3 → (2, 1); None for what is no reference."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def _is_nought(measure: str | None) -> bool:
    """Whether a width or a height is so small that nothing is seen."""
    try:
        return measure is not None and float(measure) < _LEAST_SEEN
    except ValueError:
        return False


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else default

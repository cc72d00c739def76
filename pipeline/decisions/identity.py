"""Which of the rows that the register holds a row of a sheet is: by its mark, its content, or how much of it agrees (R27).

Never by its place: people sort, filter, cut and paste, and other programs write rows back in an order of their own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from hashlib import sha256
from itertools import count

from pipeline.decisions.sheet import DecisionSheet, mark_of, own_extras
from pipeline.keeping.kept_decisions import DecisionState, KeptDecision
from pipeline.master.workbook import Cell, SheetRow, cell_text

Cells = Mapping[str, object]
_MARK_CHARACTERS = 8
_RESTORED = "删去后由系统写回的一行"
_SHOWN_CELLS = 4


def mark(sheet: DecisionSheet, key: str) -> str:
    """What stands in 标识 of the row kept under ``key``."""
    written = "\n".join((sheet.name, key))
    return f"行{sha256(written.encode()).hexdigest()[:_MARK_CHARACTERS]}"


def filled_cells(row: SheetRow) -> dict[str, object]:
    """The row's filled cells by column, a person's own columns behind the contract's; rich text is plain."""
    cells = {**row.cells, **own_extras(row)}
    return {
        label: cell.value if isinstance(cell.value, int | float | date | time) else cell.text
        for label, cell in cells.items()
        if cell.text
    }


def build_row(sheet: DecisionSheet, cells: Cells, number: int = 0) -> SheetRow:
    """A row that holds ``cells``, as if read from the workbook."""

    def cell(label: str) -> Cell:
        value = cells.get(label)
        where = f"第{number}行" if number else f"（{_RESTORED}）"
        return Cell(cell_text(value), value, f"人工认定.xlsx“{sheet.name}”{where}“{label}”")

    own = {label: cell(label) for label in sheet.labels}
    return SheetRow(number, own, {label: cell(label) for label in cells if label not in own})


def row_words(row: SheetRow) -> str:
    """Which row it is: its number, or where somebody deleted it and it is written back, what stands in it."""
    if row.number:
        return f"第{row.number}行"
    told = [cell.text for cell in row.cells.values() if cell.text]
    return f"{_RESTORED}（{'，'.join(told[:_SHOWN_CELLS])}）"


def content(cells: Cells) -> frozenset[tuple[str, str]]:
    """What the cells say, however a program stores it: a day as a day or in words is the same day."""
    return frozenset((label, cell_text(value)) for label, value in cells.items())


@dataclass
class _Pairing:
    """Rows with an entry, and the kept rows that they may be; what is paired leaves ``free``."""

    sheet: DecisionSheet
    contents: Mapping[int, frozenset[tuple[str, str]]]
    bases: Mapping[int, str]
    marked: Mapping[int, str]
    free: dict[str, KeptDecision]
    keys: dict[int, str] = field(default_factory=dict)
    are_marks_lost: bool = False  # a row that reads as it was kept bears its mark no more

    def take(self, number: int, key: str) -> None:
        if number not in self.keys and key in self.free:
            self.keys[number] = key
            self.are_marks_lost |= self.free[key].is_marked and number not in self.marked
            del self.free[key]

    @property
    def open(self) -> Iterator[int]:
        return (number for number in self.contents if number not in self.keys)

    def by_content(self) -> None:
        """Rows that read as they were kept; of several the one that bears the mark."""
        alike: dict[frozenset[tuple[str, str]], list[str]] = {}
        for key, version in self.free.items():
            alike.setdefault(content(version.cells), []).append(key)
        for number, key in self.marked.items():
            if key in alike.get(self.contents[number], ()):
                self.take(number, key)
        for number in list(self.open):
            for key in alike.get(self.contents[number], ()):
                self.take(number, key)

    def by_mark(self) -> None:
        """Rows that bear a mark and were corrected; of copies that bear it the one that changed least."""
        bearing = [
            (self.agreeing(number, key), -number, key) for number, key in self.marked.items() if key in self.free
        ]
        for _, number, key in sorted(bearing, reverse=True):
            self.take(-number, key)

    def by_likeness(self) -> None:
        """Rows without a mark and kept rows whose mark stands nowhere, the likest first."""
        carried = set(self.marked.values())
        lost = {key: version for key, version in self.free.items() if key not in carried}
        ranked = sorted(
            (self.likeness(number, version), -number, key)
            for number in self.open
            if number not in self.marked
            for key, version in lost.items()
            if self.may_be(number, version)
        )
        for _, number, key in reversed(ranked):
            self.take(-number, key)

    def agreeing(self, number: int, key: str) -> int:
        return len(self.contents[number] & content(self.free[key].cells))

    def likeness(self, number: int, version: KeptDecision) -> tuple[bool, int, bool]:
        is_about_same = self.bases[number] == self.base_of(version)
        is_standing = version.state is DecisionState.STANDING
        return is_about_same, self.agreeing(number, version.key), is_standing

    def may_be(self, number: int, version: KeptDecision) -> bool:
        """About the same, or at least half of what was kept; a row does not lose its mark unless others have lost theirs, and all."""
        if self.bases[number] == self.base_of(version):
            return True
        keeps_marks = version.is_marked and (bool(self.marked) or not self.are_marks_lost)
        return not keeps_marks and 2 * self.agreeing(number, version.key) >= len(version.cells)

    def base_of(self, version: KeptDecision) -> str:
        return self.sheet.base_key(build_row(self.sheet, version.cells))


def pair_rows(sheet: DecisionSheet, rows: Sequence[SheetRow], current: Mapping[str, KeptDecision]) -> dict[int, str]:
    """Row number → the key of ``current`` that it is; rows that are none, and rows without an entry, are left out."""
    entries = [row for row in rows if sheet.has_entry(row)]
    by_mark = {mark(sheet, key): key for key in current}
    pairing = _Pairing(
        sheet,
        contents={row.number: content(filled_cells(row)) for row in entries},
        bases={row.number: sheet.base_key(row) for row in entries},
        marked={row.number: by_mark[mark_of(row)] for row in entries if mark_of(row) in by_mark},
        free=dict(sorted(current.items(), key=lambda one: one[1].state is not DecisionState.STANDING)),
    )
    pairing.by_content()
    pairing.by_mark()
    pairing.by_likeness()
    return pairing.keys


def carried_keys(sheet: DecisionSheet, rows: Iterable[SheetRow], keys: Collection[str]) -> set[str]:
    """Those of ``keys`` whose mark stands in one of ``rows``."""
    marks = {mark_of(row) for row in rows}
    return {key for key in keys if mark(sheet, key) in marks}


def new_key(base: str, taken: Collection[str]) -> str:
    """A key for a row about ``base`` that no row ever had."""
    return next(key for n in count(1) if (key := f"{base}#{n}") not in taken)

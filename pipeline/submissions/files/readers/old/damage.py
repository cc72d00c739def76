"""Signs that an old workbook is damaged. Its records carry no checksums, but they say some things twice ([MS-XLS] 2.1.7.20)."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from pipeline.submissions.files.grid import Hazard, HazardKind, UnreadableFileError
from pipeline.submissions.files.readers.old.cipher import BROKEN
from pipeline.submissions.files.readers.old.records import CONTINUE, ROW, Record, Stream

_STRINGS, _SHARED_TEXT = 0xFC, 0xFD
# Cells and how long their records are; what else may stand among them.
_LENGTHS = {_SHARED_TEXT: 10, 0x027E: 10, 0x0203: 14, 0x0205: 8, 0x0201: 6}
_CELLS = {*_LENGTHS, 0x06, 0xBD, 0xBE, 0x0204, 0xD6}
_SEVERAL = {0xBD, 0xBE}  # cells beside each other in one record
_AMONG = {*_CELLS, ROW, CONTINUE, 0xD7, 0x04BC, 0x0221, 0x0236, 0x0207}
_WIDE, _RICH, _PHONETIC = 1, 8, 4


def unshown_texts(stream: Stream, sheets: Sequence[Sequence[Record]]) -> int:
    """How many of the shared texts no cell shows: where a cell's number is spoilt, its own text is left over.

    Raises UnreadableFileError where the texts do not end where their records do.
    """
    if not stream.is_modern:
        return 0
    count = _count_texts(stream.parts[0])
    bodies = (record.body for sheet in sheets for record in sheet if record.kind == _SHARED_TEXT)
    shown = {struct.unpack_from("<I", body, 6)[0] for body in bodies if len(body) >= 10}
    return len(set(range(count)) - shown)


def _count_texts(globals_: Sequence[Record]) -> int:
    """How many shared texts there are."""
    start = next((place for place, record in enumerate(globals_) if record.kind == _STRINGS), None)
    if start is None:
        return 0
    pieces = [globals_[start].body]
    for record in globals_[start + 1 :]:
        if record.kind != CONTINUE:
            break
        pieces.append(record.body)
    try:
        (count,) = struct.unpack_from("<I", pieces[0], 4)
        table = _Table(pieces)
        for _ in range(count):
            table.pass_text()
    except (struct.error, IndexError) as error:
        raise UnreadableFileError(BROKEN) from error
    if not table.is_over:
        raise UnreadableFileError(BROKEN)
    return int(count)


class _Table:
    """The shared texts, passed over one after the other; a text may go on in the next record, wide or narrow anew."""

    def __init__(self, pieces: Sequence[bytes]) -> None:
        self._pieces = pieces
        self._piece, self._place = 0, 8

    @property
    def is_over(self) -> bool:
        """Whether nothing is left."""
        return self._piece == len(self._pieces) - 1 and self._place == len(self._pieces[-1])

    def pass_text(self) -> None:
        """A text, the fonts of its parts and its phonetic guide are passed over."""
        if self._place == len(self._pieces[self._piece]):
            self._piece, self._place = self._piece + 1, 0
        length, flags = struct.unpack_from("<HB", self._pieces[self._piece], self._place)
        self._place += 3
        extra = 0
        if flags & _RICH:
            extra += 4 * struct.unpack_from("<H", self._pieces[self._piece], self._place)[0]
            self._place += 2
        if flags & _PHONETIC:
            extra += struct.unpack_from("<I", self._pieces[self._piece], self._place)[0]
            self._place += 4
        self._pass_characters(length, flags & _WIDE)
        self._pass_bytes(extra)

    def _pass_characters(self, left: int, is_wide: int) -> None:
        while True:
            room = (len(self._pieces[self._piece]) - self._place) >> is_wide
            taken = min(left, room)
            self._place += taken << is_wide
            left -= taken
            if not left:
                return
            self._piece, self._place = self._piece + 1, 1
            is_wide = self._pieces[self._piece][0] & _WIDE

    def _pass_bytes(self, left: int) -> None:
        while left:
            taken = min(left, len(self._pieces[self._piece]) - self._place)
            self._place += taken
            left -= taken
            if left:
                self._piece, self._place = self._piece + 1, 0


def sheet_damage(stream: Stream, sheet: Sequence[Record]) -> Iterator[Hazard]:
    """What in the cells of ``sheet`` can only be damage, once a row."""
    if not stream.is_modern:
        return
    told: set[int | None] = set()
    for row in _spoilt_rows(sheet):
        if row not in told:
            told.add(row)
            yield Hazard(HazardKind.DAMAGED, row, "单元格的位置或种类前后不一")


def _spoilt_rows(sheet: Sequence[Record]) -> Iterator[int | None]:
    """Rows with cells in a wrong place, or of no known kind or length; as Excel shows them."""
    cells = [place for place, record in enumerate(sheet) if record.kind in _CELLS]
    places = _Places()
    for record in sheet[: cells[-1] + 1] if cells else ():
        if record.kind == ROW and len(record.body) >= 6:
            places.begin_row(*struct.unpack_from("<3H", record.body))
        elif record.kind in _CELLS and len(record.body) >= 6:
            row, column = struct.unpack_from("<HH", record.body)
            (last,) = (
                struct.unpack_from("<H", record.body, len(record.body) - 2) if record.kind in _SEVERAL else (column,)
            )
            if not places.is_next(row, column, last) or len(record.body) != _LENGTHS.get(record.kind, len(record.body)):
                yield row + 1
    if cells and any(record.kind not in _AMONG for record in sheet[cells[0] : cells[-1]]):
        yield None


class _Places:
    """Where cells may stand: those of a row together and from left to right, within the bounds that the row has told.

    Rows themselves come in any order: some writers leave them as they were begun.
    """

    def __init__(self) -> None:
        self._bounds: dict[int, tuple[int, int]] = {}
        self._row, self._column = -1, -1
        self._done: set[int] = set()

    def begin_row(self, row: int, left: int, right: int) -> None:
        """The row has told its bounds; 0 and 0 are none."""
        self._bounds[row] = left, right

    def is_next(self, row: int, column: int, last: int) -> bool:
        """Whether a cell, or some beside each other, may stand here behind those before."""
        if row != self._row:
            self._done.add(self._row)
            self._row, self._column = row, -1
        left, right = self._bounds.get(row, (0, 0))
        is_known = row in self._bounds or not self._bounds
        is_within = not right or left <= column <= last < right
        is_free = row not in self._done and column > self._column
        self._column = max(self._column, last)
        return is_known and is_within and is_free

"""Signs that an old workbook is damaged. Its records carry no checksums, but they say some things twice ([MS-XLS] 2.1.7.20)."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from pipeline.submissions.files.grid import Hazard, HazardKind, UnreadableFileError
from pipeline.submissions.files.readers.biff import CONTINUE, ROW, Record, Stream
from pipeline.submissions.files.readers.biff_cipher import BROKEN

_STRINGS, _SHARED_TEXT = 0xFC, 0xFD
# Cells and how long their records are; what else may stand among them.
_LENGTHS = {_SHARED_TEXT: 10, 0x027E: 10, 0x0203: 14, 0x0205: 8, 0x0201: 6}
_CELLS = {*_LENGTHS, 0x06, 0xBD, 0xBE, 0x0204, 0xD6}
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
    """Rows with cells out of order, outside the row's own bounds, or of no known kind or length; as Excel shows them."""
    cells = [place for place, record in enumerate(sheet) if record.kind in _CELLS]
    if not cells:
        return
    bounds: dict[int, tuple[int, int]] = {}
    last = (-1, -1)
    for record in sheet[: cells[-1] + 1]:
        if record.kind == ROW and len(record.body) >= 6:
            row, left, right = struct.unpack_from("<3H", record.body)
            bounds[row] = left, right
        elif record.kind in _CELLS and len(record.body) >= 4:
            row, column = struct.unpack_from("<HH", record.body)
            left, right = bounds.get(row, (0, 0))
            if (row, column) <= last or (right and not left <= column < right) or _is_misshapen(record):
                yield row + 1
            last = row, column
    for record in sheet[cells[0] : cells[-1]]:
        if record.kind not in _AMONG:
            yield None


def _is_misshapen(record: Record) -> bool:
    return len(record.body) != _LENGTHS.get(record.kind, len(record.body))

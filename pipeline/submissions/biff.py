"""The records of an Excel 97–2003 workbook stream: walked one after the other, texts put together across records."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.submissions.grid import UnreadableFileError

BOF, EOF, CONTINUE = 0x0809, 0x000A, 0x003C
_HEAD = struct.Struct("<HH")
_BROKEN = "文件已损坏或不完整"
# Errors as cells show them.
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
_WIDE, _PHONETIC, _RICH = 0x01, 0x04, 0x08


class Record(NamedTuple):
    """A record with the bytes of the CONTINUE records behind it, each piece apart."""

    kind: int
    pieces: list[bytes]

    @property
    def body(self) -> bytes:
        return self.pieces[0]


def read_records(stream: bytes, place: int) -> Iterator[Record]:
    """The records of the substream that begins at ``place``, without those of charts embedded in it.

    Raises UnreadableFileError if it does not begin there, or ends before its end.
    """
    record: Record | None = None
    depth = 0
    while place + 4 <= len(stream):
        kind, length = _HEAD.unpack_from(stream, place)
        piece = stream[place + 4 : place + 4 + length]
        place += 4 + length
        if kind == CONTINUE and record:
            record.pieces.append(piece)
            continue
        if record and depth == 1:
            yield record
        record = Record(kind, [piece])
        if kind == BOF:
            depth += 1
        elif depth == 0:
            break
        elif kind == EOF:
            depth -= 1
            if depth == 0:
                return
            record = None
    raise UnreadableFileError(_BROKEN)


@dataclass
class TextReader:
    """Reads BIFF8 texts one by one; a text may be cut by a piece's end anywhere, and its width change there."""

    pieces: list[bytes]
    index: int = 0
    place: int = 0

    def texts(self, count: int) -> Iterator[str]:
        """``count`` texts with lengths of two bytes; fewer where the pieces end."""
        for _ in range(count):
            if self.index >= len(self.pieces):
                return
            yield self.text()

    def text(self, length_size: int = 2) -> str:
        """The next text, its formatting runs and phonetic guide passed over."""
        length = int.from_bytes(self._take(length_size), "little")
        (flags,) = self._take(1)
        runs = int.from_bytes(self._take(2), "little") if flags & _RICH else 0
        phonetic = int.from_bytes(self._take(4), "little") if flags & _PHONETIC else 0
        text = "".join(self._characters(length, flags))
        self._skip(runs * 4 + phonetic)
        return text

    def _characters(self, left: int, flags: int) -> Iterator[str]:
        while left:
            if self.place >= len(self._piece()):
                self._next_piece()
                (flags,) = self._take(1)
            width = 2 if flags & _WIDE else 1
            taken = self._piece()[self.place : self.place + left * width]
            taken = taken[: len(taken) - len(taken) % width]
            if not taken:
                raise UnreadableFileError(_BROKEN)
            self.place += len(taken)
            left -= len(taken) // width
            yield taken.decode("utf-16-le" if width == 2 else "latin-1", "surrogatepass")

    def _piece(self) -> bytes:
        if self.index >= len(self.pieces):
            raise UnreadableFileError(_BROKEN)
        return self.pieces[self.index]

    def _next_piece(self) -> None:
        self.index += 1
        self.place = 0

    def _take(self, count: int) -> bytes:
        """The next bytes, which no piece's end divides."""
        if self.place >= len(self._piece()):
            self._next_piece()
        taken = self._piece()[self.place : self.place + count]
        if len(taken) < count:
            raise UnreadableFileError(_BROKEN)
        self.place += count
        return taken

    def _skip(self, count: int) -> None:
        while count:
            passed = min(count, len(self._piece()) - self.place)
            self.place += passed
            count -= passed
            if count:
                self._next_piece()
        if self.place >= len(self._piece()):
            self._next_piece()


def unpack_number(packed: int) -> float:
    """The number of an RK: the upper half of a double or an integer of 30 bits, either perhaps a hundredfold."""
    if packed & 2:
        number = float((packed - (packed >> 31 << 32)) >> 2)
    else:
        (number,) = struct.unpack("<d", b"\0\0\0\0" + struct.pack("<I", packed & ~3))
    return number / 100 if packed & 1 else number


def error_text(code: int) -> str:
    """The error as the cell shows it."""
    return _ERRORS.get(code, f"#ERR{code}!")

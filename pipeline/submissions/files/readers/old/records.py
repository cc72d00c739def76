"""The records of an old Excel workbook ([MS-XLS]): taken out of the file, deciphered, and what xlrd does not tell of them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from olefile import MAGIC, OleFileIO

from pipeline.submissions.files.grid import UnreadableFileError
from pipeline.submissions.files.readers.old.cipher import BROKEN, CIPHER, decipher

BOF, EOF, CONTINUE, ROW = 0x0809, 0x0A, 0x3C, 0x0208
_HEAD = struct.Struct("<HH")
_BOFS = {BOF, 0x0409, 0x0209, 0x0009}
_SHEET_PLACE, _NAME = 0x85, 0x18
# Names, and what they refer to in other books: cells show results, nobody needs a name, and one in a hundred
# workbooks has a name that cannot be evaluated.
_NAMES = {_NAME, 0x0218, 0x17, 0x1AE, 0x23, 0x0223}
_UNKNOWN = 0x0FFF  # a kind that no reader knows, and all pass over
_FILTERED = {0x9B, 0x9D}  # FILTERMODE, AUTOFILTERINFO
_IS_BUILT_IN, _FILTER_RANGE, _AREA = 0x20, 0x0D, 0x3B


class Record(NamedTuple):
    """A record: where its head begins in the stream, its kind, and its body."""

    place: int
    kind: int
    body: bytes


class Stream(NamedTuple):
    """A workbook's records in their order, in the substreams of its globals and sheets."""

    content: bytes
    parts: tuple[tuple[Record, ...], ...]

    @property
    def is_modern(self) -> bool:
        """Whether it was written by Excel 97 or later."""
        first = self.parts[0][0] if self.parts else None
        return first is not None and first.kind == BOF and first.body[:2] == b"\0\6"


def open_stream(content: bytes) -> Stream:
    """The records of the workbook in ``content``, deciphered where the key is that which Excel itself tries.

    Raises UnreadableFileError if it is damaged, or locked with a password.
    """
    stream = _workbook_stream(content) if content.startswith(MAGIC) else content
    parts = tuple(_substreams(stream))
    if parts and any(record.kind == CIPHER for record in parts[0]):
        stream = decipher(stream, [(one.place, one.kind, len(one.body)) for one in _records(stream)])
        parts = tuple(_substreams(stream))
    return Stream(stream, parts)


def _workbook_stream(content: bytes) -> bytes:
    try:
        with OleFileIO(content) as compound:
            names = {path[-1].casefold(): path for path in compound.listdir()}
            path = names.get("workbook") or names.get("book")
            stream = compound.openstream(path).read() if path and not _is_circle(compound, path) else b""
    except (OSError, ValueError, IndexError, OverflowError, RecursionError, struct.error) as error:
        raise UnreadableFileError(BROKEN) from error
    if not stream:
        raise UnreadableFileError(BROKEN)
    return bytes(stream)


def _is_circle(compound: OleFileIO, path: list[str]) -> bool:
    """Whether the sectors of the stream come to one that they had come to before: its end is then another's."""
    entry = compound.direntries[compound._find(path)]
    if entry.size < compound.minisectorcutoff:
        return False  # these are few, and read no farther than they are long
    seen: set[int] = set()
    sector = entry.isectStart
    while 0 <= sector < len(compound.fat) and sector not in seen:
        seen.add(sector)
        sector = compound.fat[sector]
    return sector in seen


def _records(stream: bytes) -> Iterator[Record]:
    """All records up to the end of the last substream; what lies behind it is no record."""
    place, depth, end = 0, 0, len(stream)
    while place + 4 <= end:
        kind, length = _HEAD.unpack_from(stream, place)
        if kind in _BOFS:
            depth += 1
        elif not depth:
            return
        below = place + 4 + length
        if below > end:
            raise UnreadableFileError(BROKEN)
        yield Record(place, kind, stream[place + 4 : below])
        place = below
        if kind == EOF:
            depth -= 1
    if depth:
        raise UnreadableFileError(BROKEN)


def _substreams(stream: bytes) -> Iterator[tuple[Record, ...]]:
    """The records of each substream; those of a chart that lies in a sheet are left out."""
    part: list[Record] = []
    depth = 0
    for record in _records(stream):
        depth += record.kind in _BOFS
        if depth == 1:
            part.append(record)
        depth -= record.kind == EOF
        if not depth:
            yield tuple(part)
            part = []


def nameless(stream: Stream) -> bytes:
    """The records for a reader that stumbles over names: without any, every other byte in its place."""
    content = bytearray(stream.content)
    for part in stream.parts[:1]:
        for record in part:
            if record.kind in _NAMES:
                struct.pack_into("<H", content, record.place, _UNKNOWN)
    return bytes(content)


def worksheets(stream: Stream) -> list[tuple[int, tuple[Record, ...]]]:
    """(place in the list of sheets, from 1 on, and the records) of each sheet that has cells; () where none are found."""
    begun = {part[0].place: part for part in stream.parts if part}
    listed = [record.body for record in stream.parts[0] if record.kind == _SHEET_PLACE and len(record.body) > 5]
    return [
        (number, begun.get(struct.unpack_from("<I", body)[0], ()))
        for number, body in enumerate(listed, 1)
        if not body[5]
    ]


def filtered_rows(stream: Stream, number: int, sheet: tuple[Record, ...]) -> range:
    """The rows of a sheet, the ``number``-th of the list, that a filter may have hidden: those below its heading."""
    if not any(record.kind in _FILTERED for record in sheet):
        return range(0)
    ranges = (_filter_range(record.body, number) for record in stream.parts[0] if record.kind == _NAME)
    return next((one for one in ranges if one), range(1, 1 << 16))


def _filter_range(name: bytes, number: int) -> range:
    """The rows below the first of the area that the built-in name _FilterDatabase of the ``number``-th sheet has."""
    if len(name) < 26 or not name[0] & _IS_BUILT_IN:
        return range(0)
    length, sheet = name[3], struct.unpack_from("<H", name, 8)[0]
    is_wide = name[14] & 1
    formula = name[15 + length * (1 + is_wide) :]
    if sheet != number or name[15] != _FILTER_RANGE or len(formula) < 7 or formula[0] & 0x1F | 0x20 != _AREA:
        return range(0)
    first, last = struct.unpack_from("<HH", formula, 3)
    return range(first + 1, last + 1)

"""The words of a Word 97-2003 or WPS document (.doc, .wps), by its piece table ([MS-DOC] 2.4.1)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from olefile import MAGIC, OleFileIO

from pipeline.submissions.files.grid import LockedFileError, UnreadableFileError

_FLAGS, _CLX = 0x0A, 0x01A2  # places in the file information block
_SECOND_TABLE, _ENCRYPTED = 0x0200, 0x0100
_PIECES, _PROPERTIES = 2, 1
_COMPRESSED = 0x40000000
_MOST_CHARACTERS = 20_000  # the first pages, and room for tables on them
CELL_END = "\x07"


def read_doc_text(content: bytes) -> str:
    """The text from the beginning on: paragraphs end with a carriage return, table cells with CELL_END.

    Raises UnreadableFileError for what is no such document (rtf, a web page) or makes no sense.
    """
    if not content.startswith(MAGIC):
        raise UnreadableFileError("不是 Word 97-2003 文档")
    try:
        with OleFileIO(content) as compound:
            main = compound.openstream("WordDocument").read()
            (flags,) = struct.unpack_from("<H", main, _FLAGS)
            if flags & _ENCRYPTED:
                raise LockedFileError
            table = compound.openstream("1Table" if flags & _SECOND_TABLE else "0Table").read()
        start, length = struct.unpack_from("<II", main, _CLX)
        return "".join(_pieces(main, _piece_table(table[start : start + length])))[:_MOST_CHARACTERS]
    except (OSError, ValueError, IndexError, OverflowError, RecursionError, struct.error) as error:
        raise UnreadableFileError("文件已损坏或不完整") from error


def _piece_table(clx: bytes) -> bytes:
    """The part of the Clx that lists the pieces, behind any property lists."""
    place = 0
    while clx[place : place + 1] == bytes([_PROPERTIES]):
        place += 3 + int(struct.unpack_from("<H", clx, place + 1)[0])
    kind, length = struct.unpack_from("<BI", clx, place)
    if kind != _PIECES:
        raise UnreadableFileError("文件已损坏或不完整")
    return clx[place + 5 : place + 5 + int(length)]


def _pieces(main: bytes, table: bytes) -> Iterator[str]:
    """Each piece of text in order, up to the characters wanted."""
    count = (len(table) - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", table)
    seen = 0
    for number in range(count):
        if seen >= _MOST_CHARACTERS:
            return
        length = min(ends[number + 1] - ends[number], _MOST_CHARACTERS)
        (where,) = struct.unpack_from("<I", table, 4 * (count + 1) + 8 * number + 2)
        if where & _COMPRESSED:
            place = (where & ~_COMPRESSED) // 2
            yield main[place : place + length].decode("cp1252", "replace")
        else:
            yield main[where : where + 2 * length].decode("utf-16-le", "replace")
        seen += length

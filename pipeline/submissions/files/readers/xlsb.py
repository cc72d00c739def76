"""An Excel binary workbook (.xlsb) → grids: the parts of an .xlsx, written as records instead of XML."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from xlrd.biffh import error_text_from_code
from xlrd.sheet import unpack_RK

from pipeline.submissions.files.cells.number_formats import NumberFormat, NumberStyles, number_format
from pipeline.submissions.files.draft import MAX_COLUMNS, Draft
from pipeline.submissions.files.grid import Grid, UnreadableFileError
from pipeline.submissions.files.parts import OfficeParts, targets

_BROKEN = "文件已损坏或不完整"
_SETTINGS, _SHEET, _STRING, _FORMAT, _STYLES, _STYLE, _STYLES_END = 153, 156, 19, 44, 617, 47, 618


@dataclass
class _Book:
    """What the cells of every sheet refer to."""

    strings: list[str]
    styles: NumberStyles


def read_xlsb(content: bytes) -> tuple[Grid, ...]:
    """A grid for each worksheet, in order; raises UnreadableFileError if a part it needs is missing or damaged."""
    parts = OfficeParts(content)
    main = parts.main("xl/workbook.bin")
    links = parts.links(main)
    try:
        records = list(_records(parts.read(main)))
        is_1904 = any(kind == _SETTINGS and body[0] & 1 for kind, body in records)
        formats = [one for path in targets(links, "styles") for one in _formats(parts.read(path))]
        strings = [one for path in targets(links, "sharedStrings") for one in _strings(parts.read(path))]
        book = _Book(strings, NumberStyles(formats, is_1904))
        grids = []
        for kind, body in records:
            if kind == _SHEET:
                link, end = _text(body, 8)
                sort, path = links[link]
                if sort == "worksheet":
                    grids.append(_read_sheet(parts.read(path), book).grid(_text(body, end)[0], body[0] != 0))
        return tuple(grids)
    except (struct.error, IndexError, KeyError) as error:
        raise UnreadableFileError(_BROKEN) from error


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """(kind, body) of every record; kind and length are numbers of seven bits a byte, lowest first."""
    place = 0
    while place < len(part):
        kind, place = _varying(part, place, 2)
        length, place = _varying(part, place, 4)
        body = part[place : place + length]
        if len(body) < length:
            raise UnreadableFileError(_BROKEN)
        place += length
        yield kind, body


def _varying(part: bytes, place: int, most: int) -> tuple[int, int]:
    number = 0
    for index in range(most):
        byte = part[place]
        place += 1
        number |= (byte & 0x7F) << (7 * index)
        if byte < 0x80:
            break
    return number, place


def _text(body: bytes, place: int) -> tuple[str, int]:
    """The text at ``place`` and where it ends."""
    (length,) = struct.unpack_from("<I", body, place)
    end = place + 4 + length * 2
    if length == 0xFFFFFFFF:
        return "", place + 4
    if end > len(body):
        raise UnreadableFileError(_BROKEN)
    return body[place + 4 : end].decode("utf-16-le", "surrogatepass"), end


def _strings(part: bytes) -> Iterator[str]:
    return (_text(body, 1)[0] for kind, body in _records(part) if kind == _STRING)


def _formats(part: bytes) -> Iterator[NumberFormat | None]:
    codes: dict[int, str] = {}
    is_within = False
    for kind, body in _records(part):
        if kind == _FORMAT:
            codes[int.from_bytes(body[:2], "little")] = _text(body, 2)[0]
        elif kind in {_STYLES, _STYLES_END}:
            is_within = kind == _STYLES
        elif kind == _STYLE and is_within:
            yield number_format(int.from_bytes(body[2:4], "little"), codes)


def _read_sheet(part: bytes, book: _Book) -> Draft:
    draft = Draft()
    row = 0
    for kind, body in _records(part):
        if kind == 0:  # BrtRowHdr
            (row,) = struct.unpack_from("<I", body)
            if body[11] & 0x10:
                draft.hidden_rows.append(row)
        elif kind in _CELLS:
            column, style = struct.unpack_from("<II", body)
            _CELLS[kind](draft, row, column, style & 0xFFFFFF, body[8:], book)
        elif kind == 176:  # BrtMergeCell
            top, bottom, left, right = struct.unpack_from("<4I", body)
            draft.areas.append(((top, left), (bottom, right)))
        elif kind == 60 and body[16] & 1:  # BrtColInfo, hidden
            first, last = struct.unpack_from("<II", body)
            draft.hidden_columns |= set(range(first, min(last, MAX_COLUMNS) + 1))
    return draft


def _packed(draft: Draft, row: int, column: int, style: int, body: bytes, book: _Book) -> None:
    number = unpack_RK(body[:4])
    draft.put_shown(row, column, number, book.styles.shown(number, style))


def _real(draft: Draft, row: int, column: int, style: int, body: bytes, book: _Book) -> None:
    (number,) = struct.unpack_from("<d", body)
    draft.put_shown(row, column, number, book.styles.shown(number, style))


def _truth(draft: Draft, row: int, column: int, style: int, body: bytes, book: _Book) -> None:
    draft.put(row, column, bool(body[0]))


def _error(draft: Draft, row: int, column: int, style: int, body: bytes, book: _Book) -> None:
    draft.put_error(row, column, error_text_from_code.get(body[0], f"#ERR{body[0]}!"))


def _own_text(draft: Draft, row: int, column: int, style: int, body: bytes, book: _Book) -> None:
    draft.put(row, column, _text(body, 0)[0])


def _rich_text(draft: Draft, row: int, column: int, style: int, body: bytes, book: _Book) -> None:
    draft.put(row, column, _text(body, 1)[0])


def _shared_text(draft: Draft, row: int, column: int, style: int, body: bytes, book: _Book) -> None:
    draft.put(row, column, book.strings[struct.unpack_from("<I", body)[0]])


# [MS-XLSB] 2.4: BrtCellRk … BrtCellIsst, BrtFmlaString … BrtFmlaError, BrtCellRString.
_CELLS: dict[int, Callable[[Draft, int, int, int, bytes, _Book], None]] = {
    2: _packed,
    3: _error,
    4: _truth,
    5: _real,
    6: _own_text,
    7: _shared_text,
    8: _own_text,
    9: _real,
    10: _truth,
    11: _error,
    62: _rich_text,
}

"""An Excel binary workbook (.xlsb) → grids: the parts of an .xlsx, written as records instead of XML."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from xlrd.biffh import error_text_from_code
from xlrd.sheet import unpack_RK

from pipeline.submissions.files.cells.number_formats import NumberFormat, NumberStyles, number_format
from pipeline.submissions.files.draft import MAX_COLUMNS, Draft
from pipeline.submissions.files.grid import Grid, Spot, UnreadableFileError, Value, cell_text
from pipeline.submissions.files.parts import OfficeParts, targets

_BROKEN = "文件已损坏或不完整"
_SETTINGS, _SHEET, _STRING, _FORMAT, _FONT, _STYLES, _STYLE, _STYLES_END = 153, 156, 19, 44, 43, 617, 47, 618
_ROW, _MERGE, _COLUMN, _FILTER = 0, 176, 60, 161
_LEAST_HEIGHT, _LEAST_WIDTH = 10, 128  # twips of a row, 256ths of a character: less is not seen


@dataclass
class _Book:
    """What the cells of every sheet refer to: shared texts, formats, the styles and fonts that cross out."""

    strings: list[tuple[str, str]]  # what each text says, and what of it is crossed out
    styles: NumberStyles
    struck: set[int]
    struck_fonts: set[int]


def read_xlsb(content: bytes) -> tuple[Grid, ...]:
    """A grid for each worksheet, in order; raises UnreadableFileError if a part it needs is missing or damaged."""
    parts = OfficeParts(content)
    main = parts.main("xl/workbook.bin")
    links = parts.links(main)
    try:
        records = list(_records(parts.read(main)))
        is_1904 = any(kind == _SETTINGS and body[0] & 1 for kind, body in records)
        styles = [_Styles(parts.read(path)) for path in targets(links, "styles")]
        known = styles[0] if styles else _Styles(b"")
        book = _Book([], NumberStyles(known.formats, is_1904), known.struck, known.struck_fonts)
        for path in targets(links, "sharedStrings"):
            book.strings += (_rich(body, book) for kind, body in _records(parts.read(path)) if kind == _STRING)
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


def _rich(body: bytes, book: _Book) -> tuple[str, str]:
    """What a text says, and what of it is crossed out; its fonts change at the places told behind it."""
    text, end = _text(body, 1)
    if not body[0] & 1 or not book.struck_fonts:
        return text, ""
    (count,) = struct.unpack_from("<I", body, end)
    runs = [struct.unpack_from("<HH", body, end + 4 + 4 * number) for number in range(count)]
    said, struck = [text[: runs[0][0]] if runs else text], list[str]()
    for (start, font), (stop, _) in pairwise([*runs, (len(text), 0)]):
        (struck if font in book.struck_fonts else said).append(text[start:stop])
    return "".join(said), "".join(struck)


class _Styles:
    """The cell styles of a book: how each shows numbers, and which cross out."""

    def __init__(self, part: bytes) -> None:
        self.formats: list[NumberFormat | None] = []
        self.struck: set[int] = set()
        self.struck_fonts: set[int] = set()
        codes: dict[int, str] = {}
        fonts = 0
        is_within = False
        for kind, body in _records(part):
            if kind == _FORMAT:
                codes[int.from_bytes(body[:2], "little")] = _text(body, 2)[0]
            elif kind == _FONT:
                self.struck_fonts |= {fonts} if body[2] & 8 else set()
                fonts += 1
            elif kind in {_STYLES, _STYLES_END}:
                is_within = kind == _STYLES
            elif kind == _STYLE and is_within:
                self.struck |= (
                    {len(self.formats)} if int.from_bytes(body[4:6], "little") in self.struck_fonts else set()
                )
                self.formats.append(number_format(int.from_bytes(body[2:4], "little"), codes))


def _read_sheet(part: bytes, book: _Book) -> Draft:
    draft = Draft()
    row = 0
    for kind, body in _records(part):
        if kind == _ROW:
            row, height = struct.unpack_from("<I4xH", body)
            if body[11] & 0x10 or (height < _LEAST_HEIGHT and body[11] & 0x20):  # hidden, or made so low by hand
                draft.hidden_rows.append(row)
        elif kind in _CELLS:
            column, style = struct.unpack_from("<II", body)
            _put(draft, (row, column), kind, style & 0xFFFFFF, body[8:], book)
        elif kind == _MERGE:
            top, bottom, left, right = struct.unpack_from("<4I", body)
            draft.areas.append(((top, left), (bottom, right)))
        elif kind == _FILTER:
            first, last = struct.unpack_from("<II", body)
            draft.filtered = range(first + 1, last + 1)
        elif kind == _COLUMN:
            first, last, width = struct.unpack_from("<3I", body)
            if body[16] & 1 or width < _LEAST_WIDTH:
                draft.hidden_columns |= set(range(first, min(last, MAX_COLUMNS) + 1))
    return draft


def _put(draft: Draft, spot: Spot, kind: int, style: int, body: bytes, book: _Book) -> None:
    """A cell as it is shown; one whose style crosses out is told and not said."""
    if kind in _ERRORS:
        draft.put_error(*spot, error_text_from_code.get(body[0], f"#ERR{body[0]}!"))
        return
    stored, struck = _CELLS[kind](body, book)
    shown = stored
    if isinstance(stored, str):
        shown = book.styles.shown_text(stored, style)
    elif isinstance(stored, float):
        shown = book.styles.shown(stored, style)
    if style in book.struck:
        struck, stored, shown = cell_text(shown), "", ""
    draft.put_struck(spot[0], struck)
    draft.put_shown(*spot, stored, shown)


def _real(body: bytes, _: _Book) -> tuple[Value, str]:
    (number,) = struct.unpack_from("<d", body)
    return float(number), ""


# [MS-XLSB] 2.4: BrtCellRk … BrtCellIsst, BrtFmlaString … BrtFmlaError, BrtCellRString.
_ERRORS = {3, 11}
_CELLS: dict[int, Callable[[bytes, _Book], tuple[Value, str]]] = {
    2: lambda body, _: (float(unpack_RK(body[:4])), ""),
    3: lambda body, _: ("", ""),
    4: lambda body, _: (bool(body[0]), ""),
    5: _real,
    6: lambda body, _: (_text(body, 0)[0], ""),
    7: lambda body, book: book.strings[struct.unpack_from("<I", body)[0]],
    8: lambda body, _: (_text(body, 0)[0], ""),
    9: _real,
    10: lambda body, _: (bool(body[0]), ""),
    11: lambda body, _: ("", ""),
    62: _rich,
}

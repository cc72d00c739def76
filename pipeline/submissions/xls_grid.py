"""An Excel 97–2003 workbook (.xls, WPS's .et) → grids; also Excel 5.0/95, and the bare record streams of old exporters.

Read here and not by calamine, which shows error cells as blanks and 80% as 0.8, and on a damaged file may end the whole
process.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass, field

from pipeline.submissions.biff import Record, TextReader, error_text, read_records, unpack_number
from pipeline.submissions.compound import MAGIC, open_compound
from pipeline.submissions.draft import MAX_COLUMNS, Draft
from pipeline.submissions.grid import Grid, UnreadableFileError
from pipeline.submissions.number_formats import NumberStyles, number_format

_BROKEN = "文件已损坏或不完整"
_WORKSHEET = 0
# BIFF5 texts are bytes in the writer's code page; in this country that is GBK whatever the file claims.
_OLD_ENCODING = "gb18030"


@dataclass
class _Book:
    """What the globals of a workbook say."""

    is_biff8: bool = True
    is_bare_sheet: bool = False
    is_1904: bool = False
    codes: dict[int, str] = field(default_factory=dict)
    styles: list[int] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    sheets: list[tuple[str, int, bool]] = field(default_factory=list)
    number_styles: NumberStyles = field(default_factory=NumberStyles)


@dataclass
class _Sheet:
    """A sheet being read. ``waiting`` is the formula whose text the next STRING record holds."""

    book: _Book
    draft: Draft = field(default_factory=Draft)
    waiting: tuple[int, int] | None = None


def read_xls(content: bytes) -> tuple[Grid, ...]:
    """A grid for each worksheet, in order; raises UnreadableFileError if the workbook is damaged or locked."""
    try:
        stream = _stream(content)
        book = _read_book(stream)
        sheets = [("Sheet1", 0, False)] if book.is_bare_sheet else book.sheets
        return tuple(_read_sheet(stream, place, name, is_hidden, book) for name, place, is_hidden in sheets)
    except (struct.error, IndexError) as error:
        raise UnreadableFileError(_BROKEN) from error


def _stream(content: bytes) -> bytes:
    if not content.startswith(MAGIC):
        return content
    compound = open_compound(content)
    name = next((name for word in ("workbook", "book") for name in compound.streams if name.casefold() == word), None)
    if name is None:
        raise UnreadableFileError(_BROKEN)
    return compound.read(name)


def _read_book(stream: bytes) -> _Book:
    book = _Book()
    for record in read_records(stream, 0):
        body = record.body
        match record.kind:
            case 0x0809:  # BOF
                book.is_biff8 = body[:2] == b"\x00\x06"
                book.is_bare_sheet = body[2:4] == b"\x10\x00"
            case 0x002F:  # FILEPASS
                raise UnreadableFileError("文件设有打开密码或工作簿保护")
            case 0x0022:  # DATEMODE
                book.is_1904 = body[:1] == b"\1"
            case 0x0085 if body[5] == _WORKSHEET:  # BOUNDSHEET
                name = _text(book, [body[6:]], 1)
                book.sheets.append((name, int.from_bytes(body[:4], "little"), body[4] & 3 != 0))
            case 0x041E:  # FORMAT
                book.codes[int.from_bytes(body[:2], "little")] = _text(book, [body[2:]], 2 if book.is_biff8 else 1)
            case 0x00E0:  # XF
                book.styles.append(int.from_bytes(body[2:4], "little"))
            case 0x00FC:  # SST
                count = int.from_bytes(body[4:8], "little")
                book.strings = list(TextReader([body[8:], *record.pieces[1:]]).texts(count))
    book.number_styles = NumberStyles([number_format(one, book.codes) for one in book.styles], book.is_1904)
    return book


def _text(book: _Book, pieces: list[bytes], length_size: int) -> str:
    if book.is_biff8:
        return TextReader(pieces).text(length_size)
    length = int.from_bytes(pieces[0][:length_size], "little")
    return b"".join(pieces)[length_size : length_size + length].decode(_OLD_ENCODING, "replace")


def _read_sheet(stream: bytes, place: int, name: str, is_hidden: bool, book: _Book) -> Grid:
    sheet = _Sheet(book)
    for record in read_records(stream, place):
        read = _RECORDS.get(record.kind)
        if read:
            read(sheet, record)
    return sheet.draft.grid(name, is_hidden)


def _shared_text(sheet: _Sheet, record: Record) -> None:
    row, column, _, index = struct.unpack_from("<HHHI", record.body)
    sheet.draft.put(row, column, sheet.book.strings[index])


def _own_text(sheet: _Sheet, record: Record) -> None:
    row, column = struct.unpack_from("<HH", record.body)
    sheet.draft.put(row, column, _text(sheet.book, [record.body[6:], *record.pieces[1:]], 2))


def _real(sheet: _Sheet, record: Record) -> None:
    row, column, style, number = struct.unpack_from("<HHHd", record.body)
    _put_number(sheet, row, column, style, number)


def _packed(sheet: _Sheet, record: Record) -> None:
    row, column, style, packed = struct.unpack_from("<HHHI", record.body)
    _put_number(sheet, row, column, style, unpack_number(packed))


def _packed_row(sheet: _Sheet, record: Record) -> None:
    row, first = struct.unpack_from("<HH", record.body)
    for column, (style, packed) in enumerate(struct.iter_unpack("<HI", record.body[4:-2]), first):
        _put_number(sheet, row, column, style, unpack_number(packed))


def _verdict(sheet: _Sheet, record: Record) -> None:
    """A BOOLERR record: true, false or an error."""
    row, column, _, code, is_error = struct.unpack_from("<HHHBB", record.body)
    _put_verdict(sheet, row, column, code, bool(is_error))


def _formula(sheet: _Sheet, record: Record) -> None:
    """A formula's stored result: a number, or where its last two bytes are full, a text, verdict or error."""
    row, column, style = struct.unpack_from("<HHH", record.body)
    result = record.body[6:14]
    if result[6:] != b"\xff\xff":
        _put_number(sheet, row, column, style, *struct.unpack("<d", result))
    elif result[0] == 0:
        sheet.waiting = row, column
    elif result[0] in {1, 2}:
        _put_verdict(sheet, row, column, result[2], result[0] == 2)


def _formula_text(sheet: _Sheet, record: Record) -> None:
    if sheet.waiting:
        sheet.draft.put(*sheet.waiting, _text(sheet.book, record.pieces, 2))
        sheet.waiting = None


def _merged(sheet: _Sheet, record: Record) -> None:
    (count,) = struct.unpack_from("<H", record.body)
    for top, bottom, left, right in struct.iter_unpack("<HHHH", record.body[2 : 2 + count * 8]):
        sheet.draft.areas.append(((top, left), (bottom, right)))


def _row(sheet: _Sheet, record: Record) -> None:
    if record.body[12] & 0x20:
        sheet.draft.hidden_rows.append(int.from_bytes(record.body[:2], "little"))


def _columns(sheet: _Sheet, record: Record) -> None:
    first, last, _, _, flags = struct.unpack_from("<HHHHH", record.body)
    if flags & 1:
        sheet.draft.hidden_columns |= set(range(first, min(last, MAX_COLUMNS) + 1))


_RECORDS: dict[int, Callable[[_Sheet, Record], None]] = {
    0x0006: _formula,
    0x0206: _formula,
    0x0406: _formula,
    0x007D: _columns,
    0x00BD: _packed_row,
    0x00D6: _own_text,
    0x00E5: _merged,
    0x00FD: _shared_text,
    0x0203: _real,
    0x0204: _own_text,
    0x0205: _verdict,
    0x0207: _formula_text,
    0x0208: _row,
    0x027E: _packed,
}


def _put_number(sheet: _Sheet, row: int, column: int, style: int, number: float) -> None:
    sheet.draft.put(row, column, sheet.book.number_styles.shown(number, style))


def _put_verdict(sheet: _Sheet, row: int, column: int, code: int, is_error: bool) -> None:
    if is_error:
        sheet.draft.put_error(row, column, error_text(code))
    else:
        sheet.draft.put(row, column, bool(code))

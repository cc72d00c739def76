"""Sheets written as .xlsb, Excel's binary workbook (MS-XLSB): only what a form needs."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Sequence
from datetime import date
from xml.sax.saxutils import quoteattr

from corpus.sheets import Sheet, Value, shown

_ROW, _BLANK, _REAL, _STRING = 0, 1, 5, 6
_MERGE, _MERGES, _MERGES_END = 176, 177, 178
_SHEET_BEGIN, _SHEET_END, _ROWS, _ROWS_END, _DIMENSION = 129, 130, 145, 146, 148
_BOOK_BEGIN, _BOOK_END, _BUNDLES, _BUNDLES_END, _BUNDLE = 131, 132, 143, 144, 156
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def write_xlsb(sheets: Sequence[Sheet]) -> bytes:
    """A binary workbook with the values and merged areas of ``sheets``."""
    parts: dict[str, bytes] = {
        "[Content_Types].xml": _content_types(len(sheets)),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.bin")]),
        "xl/workbook.bin": _book(sheets),
        "xl/_rels/workbook.bin.rels": _relations(
            [("worksheet", f"worksheets/sheet{index}.bin") for index in range(1, len(sheets) + 1)]
        ),
    }
    parts |= {f"xl/worksheets/sheet{index}.bin": _sheet(sheet) for index, sheet in enumerate(sheets, 1)}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name), content)
    return target.getvalue()


def _content_types(count: int) -> bytes:
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{index}.bin" ContentType="application/vnd.ms-excel.worksheet"/>'
        for index in range(1, count + 1)
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{sheets}</Types>"
    ).encode()


def _relations(targets: Sequence[tuple[str, str]]) -> bytes:
    lines = "".join(
        f'<Relationship Id="rId{index}" Type="{_OFFICE}/{kind}" Target={quoteattr(target)}/>'
        for index, (kind, target) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'.encode()


def _record(kind: int, payload: bytes = b"") -> bytes:
    """A record: its type in one or two bytes, its length in groups of seven bits, its payload."""
    head = bytes((kind,)) if kind < 128 else bytes((kind & 0x7F | 0x80, kind >> 7))
    size, length = b"", len(payload)
    while True:
        size += bytes((length & 0x7F | (0x80 if length > 0x7F else 0),))
        length >>= 7
        if not length:
            return head + size + payload


def _text(text: str) -> bytes:
    raw = text.encode("utf-16-le")
    return struct.pack("<I", len(raw) // 2) + raw


def _book(sheets: Sequence[Sheet]) -> bytes:
    bundles = b"".join(
        _record(_BUNDLE, struct.pack("<II", int(sheet.is_hidden), index) + _text(f"rId{index}") + _text(sheet.name))
        for index, sheet in enumerate(sheets, 1)
    )
    return _record(_BOOK_BEGIN) + _record(_BUNDLES) + bundles + _record(_BUNDLES_END) + _record(_BOOK_END)


def _sheet(sheet: Sheet) -> bytes:
    width, height = max(sheet.width, 1), max(len(sheet.lines), 1)
    body = [
        _record(_SHEET_BEGIN),
        _record(_DIMENSION, struct.pack("<IIII", 0, height - 1, 0, width - 1)),
        _record(_ROWS),
    ]
    for row, line in enumerate(sheet.lines):
        flags = 0x1000 if line.is_hidden else 0
        body.append(_record(_ROW, struct.pack("<IIHIB", row, 0, 300, flags, 0) + struct.pack("<I", 0)))
        body += [_cell(column, cell.value) for column, cell in enumerate(line.cells) if cell.value is not None]
    body.append(_record(_ROWS_END))
    merges = [(row, row + c.down - 1, column, column + c.across - 1) for row, column, c in sheet.merges()]
    if merges:
        body.append(_record(_MERGES, struct.pack("<I", len(merges))))
        body += [_record(_MERGE, struct.pack("<IIII", *area)) for area in merges]
        body.append(_record(_MERGES_END))
    return b"".join([*body, _record(_SHEET_END)])


def _cell(column: int, value: Value) -> bytes:
    place = struct.pack("<II", column, 0)
    if isinstance(value, date):
        return _record(_REAL, place + struct.pack("<d", (value - date(1899, 12, 30)).days))
    if isinstance(value, int | float):
        return _record(_REAL, place + struct.pack("<d", value))
    return _record(_STRING, place + _text(shown(value)))

"""The XML of a worksheet → its cells as written.

Excel, WPS and the common libraries write cells in one regular way. A lexer reads that way, and only if it can account
for every byte of it; whatever else XML allows is left to the XML parser, six times as slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from typing import NamedTuple

from lxml import etree

from pipeline.submissions.grid import MAX_ROWS, Area, UnreadableFileError
from pipeline.submissions.markup import local_name, refuse_document_type

_TOKEN = re.compile(
    r'(?:<c r="[A-Z]{1,3}\d{1,7}"(?: s="\d{1,5}")?/>)*+'  # blank cells before anything
    r'(?:<row r="(?P<row>\d{1,7})"(?P<attributes>[^<>]*)>|</row>'
    r'|<c r="(?P<letters>[A-Z]{1,3})(?P<number>\d{1,7})"(?: s="(?P<style>\d{1,5})")?(?: t="(?P<kind>[a-zA-Z]{1,9})")?>'
    r"(?P<formula><f[^<>]*/>|<f(?: [^<>]*)?>[^<]*</f>)?"
    r"(?:<v>(?P<value>[^<]*)</v>|<v/>|<is><t(?: xml:space=\"preserve\")?>(?P<inline>[^<]*)</t></is>)?</c>)"
)
_PLAIN_STRING = re.compile(
    r'<si>(?:<t(?: xml:space="preserve")?>([^<]*)</t>|<t/>)(?:<phoneticPr[^<>]*/>)?</si>|<si/>'
)
_STRINGS = re.compile(rf"(?:{_PLAIN_STRING.pattern})*+")
_MERGE = re.compile(r'<mergeCell ref="([A-Z]{1,3}\d{1,7}):([A-Z]{1,3}\d{1,7})"/>')
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_HIDDEN = re.compile(r' hidden="(?:1|true)"')
_UTF8_HEAD = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:<\?xml[^<>]*?(?:encoding=["\']utf-8["\'][^<>]*?)?\?>)?\s*<', re.IGNORECASE)
_FORMULA_TEXT = re.compile("<[^<>]*>")
# A sheet whose cells alone are this many is no form, and would fill the memory.
MAX_CELLS = 1_000_000


class Cell(NamedTuple):
    """A cell that holds something. ``row`` and ``column`` 0-based, ``style``, ``kind`` and ``text`` as written."""

    row: int
    column: int
    style: int
    kind: str
    formula: str | None
    text: str | None


@dataclass
class SheetCells:
    """What a worksheet part holds."""

    cells: list[Cell] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)


def read_sheet_cells(part: bytes) -> SheetCells:
    """The cells, merged areas and hidden rows of a worksheet part; raises UnreadableFileError if it is malformed."""
    text = _regular_text(part)
    found = _lex_sheet(text) if text is not None else None
    return found if found is not None else _parse_sheet(part)


def read_shared_strings(part: bytes) -> list[str]:
    """The shared strings of a workbook, phonetic guides left out; raises UnreadableFileError if it is malformed."""
    text = _regular_text(part)
    if text is not None:
        begin, end = text.find(">", text.find("<sst")) + 1, text.rfind("</sst>")
        if 0 < begin <= end and _STRINGS.fullmatch(text, begin, end):
            strings = _PLAIN_STRING.findall(text, begin, end)
            return [unescape(one) if "&" in one else one for one in strings]
    return [_string(node) for node in _elements(part, "si")]


def unescape(text: str) -> str:
    """``text`` with XML's own entities resolved; raises UnreadableFileError for any other."""
    plain = _ENTITY.sub(_character, text)
    if text.count("&") != len(_ENTITY.findall(text)):
        raise UnreadableFileError("文件已损坏或不完整")
    return plain


def _character(found: re.Match[str]) -> str:
    decimal, hexadecimal, name = found.groups()
    if name:
        return _NAMED[name]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(code) if code < 0x110000 else ""


def _regular_text(part: bytes) -> str | None:
    """The part as text if it is plain UTF-8 without comments, CDATA, instructions or a document type."""
    if not _UTF8_HEAD.match(part) or b"<!" in part or b"<?" in part[5:] or b"\r" in part[60:]:
        return None
    try:
        return part.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def _lex_sheet(text: str) -> SheetCells | None:
    """The sheet by the lexer, None if anything in it is written otherwise."""
    begin, close = text.find("<sheetData>") + 11, text.find("</sheetData>")
    if text.count("sheetData") != 2 or begin < 11 or close < begin:
        return SheetCells(areas=[]) if text.count("<sheetData/>") == 1 and text.count("sheetData") == 1 else None
    end = max(begin, text.rfind("</c>", begin, close) + 4)  # what follows the last filled cell is blank
    found = SheetCells()
    place, row, row_text = begin, -1, ""
    for token in _TOKEN.finditer(text, begin, end):
        if token.start() != place:
            return None
        place = token.end()
        number, attributes, letters, own_row, style, kind, formula, value, inline = token.groups()
        if letters:
            if own_row != row_text:
                return None
            written = inline if value is None else value
            if written is None and formula is None:
                continue
            if written and "&" in written:
                written = unescape(written)
            found.cells.append(Cell(row, _column(letters), int(style or 0), kind or "n", formula, written))
        elif number:
            row, row_text = int(number) - 1, number
            if "hidden" in attributes and _HIDDEN.search(attributes):
                found.hidden_rows.append(row)
    if place != end or len(found.cells) > MAX_CELLS:
        return None
    merges = _MERGE.findall(text, close)
    if len(merges) != text.count("<mergeCell ", close):
        return None
    found.areas = [(_place(first), _place(last)) for first, last in merges]
    return found

"""The XML of a worksheet → its cells as written; the shared strings of a workbook.

Excel, WPS and the common libraries write cells in one regular way. A lexer reads that way, and only if it can account
for every filled cell; whatever else XML allows is left to the XML parser, which is several times as slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from xml.sax.saxutils import escape

from lxml import etree

from pipeline.submissions.files.draft import MAX_COLUMNS, Area, refuse_too_many
from pipeline.submissions.files.grid import UnreadableFileError
from pipeline.submissions.files.markup import local_name, stream_xml

# (row, column, style, kind, formula with its tags, text) as written; row and column 0-based, '' for what is not there.
Cell = tuple[int, int, int, str, str, str]

# A cell that holds something. What precedes and follows cells (rows, blank cells) says nothing that is needed.
_CELL = re.compile(
    r'<c r="([A-Z]{1,3}+)([1-9]\d{0,6}+)"(?: s="(\d{1,5}+)")?+(?: t="([a-zA-Z]{1,9}+)")?+>'
    r"(<f[^<>]*/>|<f(?: [^<>]*)?>[^<]*</f>)?+"
    r'(?:<v>([^<]*+)</v>|<v/>|<is><t(?: xml:space="preserve")?>([^<]*+)</t></is>)?+</c>'
)
_PLAIN_STRING = re.compile(r'<si>(?:<t(?: xml:space="preserve")?>([^<]*)</t>|<t/>)(?:<phoneticPr[^<>]*/>)?</si>|<si/>')
_MERGE = re.compile(rb'<mergeCell ref="([A-Z]{1,3})([1-9]\d{0,6}):([A-Z]{1,3})([1-9]\d{0,6})"/>')
_HIDDEN_ROW = re.compile(rb'<row(?= [^<>]*r="(\d{1,7})")[^<>]* hidden="(?:1|true)"')
_HIDDEN_COLUMN = re.compile(rb'<col(?= [^<>]*min="(\d{1,5})")(?= [^<>]*max="(\d{1,5})")[^<>]* hidden="(?:1|true)"')
_UTF8_HEAD = re.compile(
    rb'(?:\xef\xbb\xbf)?(?:<\?xml version="1.0"(?: encoding="utf-8")?(?: standalone="(?:yes|no)")? ?\?>\s*)?<\w',
    re.IGNORECASE,
)
_FILLED = etree.XPath("boolean(*/*)")
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos));")
_HEAD = 60  # <?xml version="1.0" encoding="UTF-8" standalone="yes"?> and a line break
_MASKED = re.compile("_x([0-9A-Fa-f]{4})_")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


@dataclass
class SheetCells:
    """What a worksheet part holds."""

    cells: list[Cell] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)


def read_sheet_cells(part: bytes) -> SheetCells:
    """The cells, merged areas and hidden rows of a worksheet part; raises UnreadableFileError if it is malformed."""
    found = _lex_sheet(part) if _is_regular(part) else None
    return found if found is not None else _parse_sheet(part)


def read_shared_strings(part: bytes) -> list[str]:
    """The shared strings of a workbook, phonetic guides left out; raises UnreadableFileError if it is malformed."""
    if _is_regular(part):
        strings = _PLAIN_STRING.findall(_decoded(part))
        if len(strings) == part.count(b"<si") and part.find(b":si>") < 0:
            is_masked = part.find(b"&") >= 0 or part.find(b"_x") >= 0
            return [_plain(one) for one in strings] if is_masked else strings
    return [_unmask(_string(node)) for node in stream_xml(part, ("si",))]


def unescape(text: str) -> str:
    """``text`` with XML's own entities resolved; raises UnreadableFileError for any other."""
    plain, count = _ENTITY.subn(_character, text)
    if text.count("&") != count:
        raise UnreadableFileError("文件已损坏或不完整")
    return plain


def _character(found: re.Match[str]) -> str:
    decimal, hexadecimal, name = found.groups()
    if name:
        return _NAMED[name]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(code) if code < 0x110000 else ""


def _plain(text: str) -> str:
    """A text of the lexer as the parser would give it."""
    if "&" in text:
        text = unescape(text)
    return _unmask(text) if "_x" in text else text


def _unmask(text: str) -> str:
    """``text`` with the characters that XML cannot hold, written _xHHHH_ by Excel, as themselves."""
    return _MASKED.sub(lambda found: chr(int(found[1], 16)), text)


def _is_regular(part: bytes) -> bool:
    """Whether the part is UTF-8 without comments, CDATA, instructions, a document type or bare carriage returns."""
    has_marks = part.find(b"!") >= 0 or part.find(b"?", _HEAD) >= 0  # rare characters, quickly found
    is_odd = part.find(b"\r", _HEAD) >= 0 or (has_marks and (part.find(b"<!") >= 0 or part.find(b"<?", _HEAD) >= 0))
    return not is_odd and _UTF8_HEAD.match(part) is not None


def _decoded(part: bytes) -> str:
    try:
        return part.decode("utf-8")
    except UnicodeDecodeError:
        raise UnreadableFileError("文件已损坏或不完整") from None


def _lex_sheet(part: bytes) -> SheetCells | None:
    """The sheet by the lexer, None if anything in it is written otherwise.

    Every filled cell ends with ``</c>``, and every match of _CELL holds one: as many of one as of the other, none with
    a prefix, and no value outside a match, means that no filled cell has been passed over.
    """
    begin, close = part.find(b"<sheetData>"), part.find(b"</sheetData>")
    if part.count(b"sheetData") != 2 or not 0 < begin < close:
        return SheetCells() if part.count(b"<sheetData/>") == 1 == part.count(b"sheetData") else None
    end = max(begin, part.rfind(b"</c", begin, close) + 4)  # rows of blank cells follow, sometimes a million of them
    if part.find(b"v>", end, close) >= 0 or part.find(b"is>", end, close) >= 0:
        return None
    text = _decoded(part[begin:end])
    found = _CELL.findall(text)
    if len(found) != text.count("</c") or part.find(b":c>", begin, close) >= 0 or _leaves_values(text, found):
        return None
    merges = _MERGE.findall(part, close)
    if len(merges) != part.count(b"mergeCell ", close):
        return None
    filled = [
        cell for cell in found if cell[5] or cell[6] or cell[4]
    ]  # some writers close every blank cell of a coloured sheet, too
    refuse_too_many(len(filled))
    sheet = SheetCells(
        [
            (int(row) - 1, _column(letters), int(style or 0), kind, formula, value or inline)
            if "&" not in value and not inline
            else (int(row) - 1, _column(letters), int(style or 0), kind, formula, _plain(value or inline))
            for letters, row, style, kind, formula, value, inline in filled
        ],
        [((int(top) - 1, _column(a)), (int(bottom) - 1, _column(b))) for a, top, b, bottom in merges],
    )
    if part.find(b" hidden=", 0, close) >= 0:
        sheet.hidden_rows = [int(row) - 1 for row in _HIDDEN_ROW.findall(part, begin, close)]
        sheet.hidden_columns = _hidden_columns(_HIDDEN_COLUMN.findall(part, 0, begin))
    return sheet


def _leaves_values(text: str, found: list[tuple[str, ...]]) -> bool:
    """Whether ``text`` holds a value that is in none of the cells found: a cell whose end is missing."""
    values = text.count("<v>") - text.count("<v></v>")
    inlines = text.count("<is>")
    return len([1 for cell in found if cell[5]]) != values or (
        inlines > 0 and len([1 for cell in found if cell[6]]) != inlines - text.count("></t></is>")
    )


def _parse_sheet(part: bytes) -> SheetCells:
    """The sheet by the XML parser: any prefix, any order of attributes, rows and cells without numbers."""
    found = SheetCells()
    row = -1
    for node in stream_xml(part, ("row", "mergeCell", "col")):
        is_hidden = node.get("hidden") in {"1", "true"}
        match local_name(node):
            case "row":
                row = max(1, _number(node.get("r"), row + 2)) - 1
                if is_hidden:
                    found.hidden_rows.append(row)
                found.cells += _row_cells(node, row)
                refuse_too_many(len(found.cells))
            case "mergeCell":
                ends = [_REFERENCE.fullmatch(end) for end in node.get("ref", "").split(":")]
                if len(ends) == 2 and ends[0] and ends[1]:
                    first, last = ((int(end[2]) - 1, _column(end[1])) for end in ends if end)
                    found.areas.append((first, last))
            case "col" if is_hidden:
                found.hidden_columns |= _hidden_columns([(_number(node.get("min"), 1), _number(node.get("max"), 0))])
    return found


def _row_cells(line: etree._Element, row: int) -> Iterator[Cell]:
    if not _FILLED(line):  # sheets with a million formatted rows: XPath passes over blank cells in C
        return
    column = -1
    for node in line:
        if local_name(node) != "c":
            continue
        reference = _REFERENCE.fullmatch(node.get("r", ""))
        here, column = (int(reference[2]) - 1, _column(reference[1])) if reference else (row, column + 1)
        parts = {local_name(child): child for child in node}
        text = ""
        if "v" in parts:
            text = "".join(parts["v"].itertext())
        elif "is" in parts:
            text = _unmask(_string(parts["is"]))
        formula = f"<f>{escape(''.join(parts['f'].itertext()))}</f>" if "f" in parts else ""
        if text or formula:
            yield here, column, _number(node.get("s"), 0), node.get("t", ""), formula, text


def _string(node: etree._Element) -> str:
    """The text of a shared or inline string: its runs, not its phonetic guides."""
    pieces = []
    for child in node:
        match local_name(child):
            case "t":
                pieces.append("".join(child.itertext()))
            case "r":
                pieces += ["".join(one.itertext()) for one in child if local_name(one) == "t"]
    return "".join(pieces)


def _hidden_columns(spans: Iterable[tuple[int | bytes, int | bytes]]) -> set[int]:
    return {column for first, last in spans for column in range(max(0, int(first) - 1), min(int(last), MAX_COLUMNS))}


@cache
def _column(letters: str | bytes) -> int:
    """A → 0, AA → 26."""
    number = 0
    for letter in letters.upper() if isinstance(letters, bytes) else letters.upper().encode():
        number = number * 26 + letter - 64
    return number - 1


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else default

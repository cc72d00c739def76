"""A Word document → one grid: every paragraph a row of one cell, every table row a row, merged cells filled.

Read from the XML itself: python-docx loses tracked insertions and content controls, and repeats merged cells.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.submissions.grid import Area, Grid, UnreadableFileError, Value, build_grid
from pipeline.submissions.markup import local_name, parse_xml
from pipeline.submissions.package import open_package

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT_W = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
# What stands in the file and not on the page: deletions, moved-away text, the second copy of a drawing's text.
_UNSEEN = {"del", "moveFrom", "Fallback", "instrText", "delText", "rPr", "pPr", "tcPr", "trPr", "tblPr", "tblGrid"}
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# The ticks and crosses of the symbol fonts, which clerks put under 是否完成.
_SYMBOLS = {
    ("wingdings", 0xFC): "√",
    ("wingdings", 0xFB): "×",
    ("wingdings", 0xFE): "☑",
    ("wingdings", 0xFD): "☒",
    ("wingdings", 0xA8): "□",
    ("wingdings 2", 0x50): "√",
    ("wingdings 2", 0x4F): "×",
    ("wingdings 2", 0x52): "☑",
    ("wingdings 2", 0x51): "☒",
    ("wingdings 2", 0xA3): "□",
}


class _Sheet:
    """The grid being laid out, row by row."""

    def __init__(self) -> None:
        self.row = 0
        self.values: dict[tuple[int, int], Value] = {}
        self.areas: list[Area] = []


def read_docx(content: bytes) -> tuple[Grid, ...]:
    """The one grid of a .docx; raises UnreadableFileError if its main part is damaged or missing."""
    package = open_package(content)
    entry = next((e for e in package.entries if e.name.casefold() == "word/document.xml"), None)
    if entry is None:
        raise UnreadableFileError("文件已损坏或不完整")
    body = next((node for node in parse_xml(package.read(entry)) if local_name(node) == "body"), None)
    if body is None:
        raise UnreadableFileError("文件已损坏或不完整")
    sheet = _Sheet()
    for block in _blocks(body):
        if local_name(block) == "tbl":
            _lay_table(sheet, block)
        else:
            sheet.values[sheet.row, 0] = _text(block)
            sheet.row += 1
    return (build_grid("", {place: value for place, value in sheet.values.items() if value}, sheet.areas),)


def _blocks(parent: etree._Element, names: tuple[str, ...] = ("p", "tbl")) -> Iterator[etree._Element]:
    """The blocks of these names below ``parent``, looking through content controls and tracked insertions."""
    for node in parent:
        name = local_name(node)
        if name in names:
            yield node
        elif name not in _UNSEEN:
            yield from _blocks(node, names)


def _lay_table(sheet: _Sheet, table: etree._Element) -> None:
    open_areas: dict[int, tuple[int, int, int]] = {}  # left column → top row, last row, last column
    for line in _blocks(table, ("tr",)):
        if _property(line, "trPr", "del") is not None:
            continue
        column = _number(_property(line, "trPr", "gridBefore"), 0)
        starts: set[int] = set()
        for cell in _blocks(line, ("tc",)):
            across = max(1, _number(_property(cell, "tcPr", "gridSpan"), 1))
            merge = _property(cell, "tcPr", "vMerge")
            goes_on = merge is not None and _attribute(merge, "val") in {"", "continue"} and column in open_areas
            if goes_on:
                top, _, last = open_areas[column]
                open_areas[column] = (top, sheet.row, last)
            else:
                _close(sheet, open_areas, column)
                sheet.values[sheet.row, column] = "\n".join(_text(block) for block in _cell_blocks(cell))
                open_areas[column] = (sheet.row, sheet.row, column + across - 1)
            starts.add(column)
            column += across
        for left in set(open_areas) - starts:
            _close(sheet, open_areas, left)
        sheet.row += 1
    for left in list(open_areas):
        _close(sheet, open_areas, left)


def _close(sheet: _Sheet, open_areas: dict[int, tuple[int, int, int]], left: int) -> None:
    if left in open_areas:
        top, bottom, right = open_areas.pop(left)
        if (top, left) != (bottom, right):
            sheet.areas.append(((top, left), (bottom, right)))


def _cell_blocks(cell: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs of a cell, those of a table inside it too."""
    for block in _blocks(cell, ("p", "tbl")):
        if local_name(block) == "p":
            yield block
        else:
            yield from _cell_blocks(block)


def _text(parent: etree._Element) -> str:
    return "".join(_pieces(parent))


def _pieces(parent: etree._Element) -> Iterator[str]:
    for node in parent:
        name = local_name(node)
        if name == "t":
            yield node.text or ""
        elif name in _MARKS:
            yield _MARKS[name]
        elif name == "sym":
            yield _symbol(node)
        elif name == "r" and _property(node, "rPr", "vanish") is not None:
            continue
        elif name not in _UNSEEN:
            yield from _pieces(node)


def _symbol(node: etree._Element) -> str:
    try:
        code = int(_attribute(node, "char"), 16) & 0xFF
    except ValueError:
        return ""
    return _SYMBOLS.get((_attribute(node, "font").casefold(), code), "")


def _property(node: etree._Element, holder: str, name: str) -> etree._Element | None:
    for child in node:
        if local_name(child) == holder:
            return next((one for one in child if local_name(one) == name), None)
    return None


def _attribute(node: etree._Element, name: str) -> str:
    return node.get(_W + name) or node.get(_STRICT_W + name) or ""


def _number(node: etree._Element | None, default: int) -> int:
    text = _attribute(node, "val") if node is not None else ""
    return min(int(text), 1000) if text.isascii() and text.isdigit() else default

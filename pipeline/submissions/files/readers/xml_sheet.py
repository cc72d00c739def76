"""“XML Spreadsheet 2003”, which systems export under .xls → grids."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pipeline.submissions.files.cells.number_formats import NumberFormat, NumberStyles, parse_format, parse_moment
from pipeline.submissions.files.draft import MAX_COLUMNS, Draft
from pipeline.submissions.files.grid import Grid, UnreadableFileError, Value
from pipeline.submissions.files.markup import local_name, parse_xml

_NAMED_FORMATS = {"Percent": "0%", "General Date": "yyyy-m-d", "Short Date": "yyyy-m-d", "Long Date": "yyyy-m-d"}
_RANGE = re.compile(r"R(\d{1,7})C\d+:R(\d{1,7})C\d+")
_NOUGHT = re.compile(r"0*(?:\.[0-4]\d*)?")  # points: nothing of it is seen


@dataclass(frozen=True)
class _Style:
    """How cells of a style show numbers, and whether what they hold is crossed out."""

    format: NumberFormat | None
    is_struck: bool


_PLAIN = _Style(None, False)
_Styles = dict[str, _Style]


def read_xml_sheet(content: bytes) -> tuple[Grid, ...]:
    """A grid for each worksheet; raises UnreadableFileError if the XML is damaged or has none."""
    root = parse_xml(content.strip())
    styles = {_attribute(style, "ID"): _Style(_format(style), _is_struck(style)) for style in root.iter("{*}Style")}
    grids = tuple(_read_sheet(node, styles) for node in root if local_name(node) == "Worksheet")
    if not grids:
        raise UnreadableFileError("工作簿中没有工作表")
    return grids


def _format(style: etree._Element) -> NumberFormat | None:
    codes = [_attribute(node, "Format") for node in style if local_name(node) == "NumberFormat"]
    return parse_format(_NAMED_FORMATS.get(codes[0], codes[0])) if codes else None


def _is_struck(style: etree._Element) -> bool:
    return any(_attribute(node, "StrikeThrough") == "1" for node in style if local_name(node) == "Font")


def _read_sheet(sheet: etree._Element, styles: _Styles) -> Grid:
    draft = Draft()
    draft.filtered = _filtered_rows(sheet)
    for table in sheet:
        if local_name(table) != "Table":
            continue
        for column, node in _placed(table, "Column"):
            if _is_hidden(node, "Width"):
                draft.hidden_columns |= set(range(column, min(column + 1 + _count(node, "Span"), MAX_COLUMNS)))
        for row, line in _placed(table, "Row"):
            if _is_hidden(line, "Height"):
                draft.hidden_rows.append(row)
            for column, cell in _placed(line, "Cell"):
                _put(draft, row, column, cell, styles)
    is_hidden = any((node.text or "") != "SheetVisible" for node in sheet.iter("{*}Visible"))
    return draft.grid(_attribute(sheet, "Name"), is_hidden)


def _filtered_rows(sheet: etree._Element) -> range:
    """The rows below the heading of a filter: what it hides is read (R28)."""
    found = [_RANGE.fullmatch(_attribute(node, "Range")) for node in sheet.iter("{*}AutoFilter")]
    return range(int(found[0][1]), int(found[0][2])) if found and found[0] else range(0)


def _is_hidden(node: etree._Element, measure: str) -> bool:
    size = _attribute(node, measure)
    return _attribute(node, "Hidden") == "1" or bool(size and _NOUGHT.fullmatch(size))


def _put(draft: Draft, row: int, column: int, cell: etree._Element, styles: _Styles) -> None:
    down, across = _count(cell, "MergeDown"), _count(cell, "MergeAcross")
    if down or across:
        draft.areas.append(((row, column), (row + down, column + across)))
    holder = next((child for child in cell if local_name(child) == "Data"), None)
    style = styles.get(_attribute(cell, "StyleID"), _PLAIN)
    struck: list[str] = []
    text = "" if holder is None else "".join(_pieces(holder, struck, style.is_struck))
    kind = "" if holder is None else _attribute(holder, "Type")
    draft.put_struck(row, "".join(struck))
    formula = _attribute(cell, "Formula")
    if struck and not text:
        return
    if kind == "Error":
        draft.put_error(row, column, text)
    elif formula and not text and kind != "String":
        draft.put_uncalculated(row, column, formula.removeprefix("="))
    else:
        draft.put_shown(row, column, *_values(kind, text, style.format))


def _pieces(node: etree._Element, struck: list[str], is_struck: bool) -> Iterator[str]:
    """The words of ``node``, which may be marked up; what is crossed out is added to ``struck``."""
    is_struck = is_struck or local_name(node) == "S"
    if not is_struck:
        yield node.text or ""
    elif node.text:
        struck.append(node.text)
    for child in node:
        yield from _pieces(child, struck, is_struck)
        if not is_struck:
            yield child.tail or ""
        elif child.tail:
            struck.append(child.tail)


def _values(kind: str, text: str, shown: NumberFormat | None) -> tuple[Value, Value]:
    """What a cell holds and what it shows."""
    match kind:
        case "Number":
            try:
                number = float(text)
            except ValueError:
                return text, text
            return number, shown.value(number) if shown else number
        case "Boolean":
            return text, text.strip() == "1"
        case "DateTime":
            return text, parse_moment(text)
        case _:
            return text, NumberStyles((shown,)).shown_text(text, 0)


def _placed(parent: etree._Element, name: str) -> Iterator[tuple[int, etree._Element]]:
    """(0-based place, element) of the rows of a table or cells of a row: at its Index, else next to the one before."""
    place = 0
    for node in parent:
        if local_name(node) == name:
            place = (_count(node, "Index") or place + 1) - 1
            yield place, node
            place += 1 + _count(node, "MergeAcross" if name == "Cell" else "Span")


def _count(node: etree._Element, name: str) -> int:
    text = _attribute(node, name)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _attribute(node: etree._Element, name: str) -> str:
    """The attribute of this local name, with or without its namespace."""
    return next((str(text) for key, text in node.items() if key.rpartition("}")[2] == name), "")

"""“XML Spreadsheet 2003”, which systems export under .xls → grids."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.submissions.files.cells.number_formats import NumberFormat, parse_format, parse_moment
from pipeline.submissions.files.draft import Draft
from pipeline.submissions.files.grid import Grid, UnreadableFileError, Value
from pipeline.submissions.files.markup import local_name, parse_xml

_NAMED_FORMATS = {"Percent": "0%", "General Date": "yyyy-m-d", "Short Date": "yyyy-m-d", "Long Date": "yyyy-m-d"}
_Styles = dict[str, NumberFormat | None]


def read_xml_sheet(content: bytes) -> tuple[Grid, ...]:
    """A grid for each worksheet; raises UnreadableFileError if the XML is damaged or has none."""
    root = parse_xml(content.strip())
    styles = {_attribute(style, "ID"): _format(style) for style in root.iter("{*}Style")}
    grids = tuple(_read_sheet(node, styles) for node in root if local_name(node) == "Worksheet")
    if not grids:
        raise UnreadableFileError("工作簿中没有工作表")
    return grids


def _format(style: etree._Element) -> NumberFormat | None:
    codes = [_attribute(node, "Format") for node in style if local_name(node) == "NumberFormat"]
    return parse_format(_NAMED_FORMATS.get(codes[0], codes[0])) if codes else None


def _read_sheet(sheet: etree._Element, styles: _Styles) -> Grid:
    draft = Draft()
    for table in sheet:
        for row, line in _placed(table, "Row") if local_name(table) == "Table" else ():
            if _attribute(line, "Hidden") == "1":
                draft.hidden_rows.append(row)
            for column, cell in _placed(line, "Cell"):
                _put(draft, row, column, cell, styles)
    is_hidden = any((node.text or "") != "SheetVisible" for node in sheet.iter("{*}Visible"))
    return draft.grid(_attribute(sheet, "Name"), is_hidden)


def _put(draft: Draft, row: int, column: int, cell: etree._Element, styles: _Styles) -> None:
    down, across = _count(cell, "MergeDown"), _count(cell, "MergeAcross")
    if down or across:
        draft.areas.append(((row, column), (row + down, column + across)))
    holder = next((child for child in cell if local_name(child) == "Data"), None)
    kind, text = ("", "") if holder is None else (_attribute(holder, "Type"), "".join(holder.itertext()))
    formula = _attribute(cell, "Formula")
    if kind == "Error":
        draft.put_error(row, column, text)
    elif formula and not text and kind != "String":
        draft.put_uncalculated(row, column, formula.removeprefix("="))
    else:
        draft.put(row, column, _value(kind, text, styles.get(_attribute(cell, "StyleID"))))


def _value(kind: str, text: str, shown: NumberFormat | None) -> Value:
    match kind:
        case "Number":
            try:
                number = float(text)
            except ValueError:
                return text
            return shown.value(number) if shown else number
        case "Boolean":
            return text.strip() == "1"
        case "DateTime":
            return parse_moment(text)
        case _:
            return text


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

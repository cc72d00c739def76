"""“XML Spreadsheet 2003”, which systems export under .xls → grids."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from pipeline.submissions.grid import Area, Grid, Hazard, HazardKind, UnreadableFileError, Value, build_grid
from pipeline.submissions.markup import local_name, parse_xml


def read_xml_sheet(content: bytes) -> tuple[Grid, ...]:
    """A grid for each worksheet; raises UnreadableFileError if the XML is damaged or has none."""
    root = parse_xml(content.strip())
    grids = tuple(_read_sheet(node) for node in root if local_name(node) == "Worksheet")
    if not grids:
        raise UnreadableFileError("工作簿中没有工作表")
    return grids


def _read_sheet(sheet: etree._Element) -> Grid:
    values: dict[tuple[int, int], Value] = {}
    areas: list[Area] = []
    hidden: list[int] = []
    hazards: list[Hazard] = []
    for row, line in _placed(table for table in sheet if local_name(table) == "Table"):
        if _attribute(line, "Hidden") == "1":
            hidden.append(row)
        for column, cell in _placed([line], "Cell"):
            value = _value(cell)
            if value != "":
                values[row, column] = value
            down, across = _count(cell, "MergeDown"), _count(cell, "MergeAcross")
            if down or across:
                areas.append(((row, column), (row + down, column + across)))
            if _type(cell) == "Error":
                hazards.append(Hazard(HazardKind.ERROR_VALUE, row + 1, str(value)))
    is_hidden = any(local_name(node) == "Visible" and (node.text or "") != "SheetVisible" for node in sheet.iter())
    return build_grid(
        _attribute(sheet, "Name"), values, areas, is_hidden=is_hidden, hidden_rows=hidden, hazards=hazards
    )


def _placed(parents: object, name: str = "Row") -> Iterator[tuple[int, etree._Element]]:
    """(0-based place, element) of the rows or cells below ``parents``: at its Index, else next to the one before."""
    place = 0
    for parent in parents:  # type: ignore[attr-defined]
        for node in parent:
            if local_name(node) != name:
                continue
            place = (_count(node, "Index") or place + 1) - 1
            yield place, node
            place += 1 + (_count(node, "MergeAcross") if name == "Cell" else _count(node, "Span"))


def _type(cell: etree._Element) -> str:
    return next((_attribute(child, "Type") for child in cell if local_name(child) == "Data"), "")


def _value(cell: etree._Element) -> Value:
    holder = next((child for child in cell if local_name(child) == "Data"), None)
    if holder is None:
        return ""
    text = "".join(holder.itertext())
    try:
        match _type(cell):
            case "Number":
                return float(text)
            case "Boolean":
                return text.strip() == "1"
            case "DateTime":
                return datetime.fromisoformat(text)
            case _:
                return text
    except ValueError:
        return text


def _count(node: etree._Element, name: str) -> int:
    text = _attribute(node, name)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _attribute(node: etree._Element, name: str) -> str:
    for key, text in node.items():
        if key.rpartition("}")[2] == name:
            return str(text)
    return ""

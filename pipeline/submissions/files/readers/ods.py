"""OpenDocument spreadsheets → grids. Calamine gives no merged areas for them, and repeated cells cost it dearly."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.submissions.files.cells.number_formats import NumberFormat, parse_moment
from pipeline.submissions.files.draft import MAX_COLUMNS, MAX_ROWS, Draft
from pipeline.submissions.files.grid import Grid, UnreadableFileError, Value
from pipeline.submissions.files.markup import local_name, parse_xml
from pipeline.submissions.files.parts import OfficeParts

_ROW_GROUPS = {"table-header-rows", "table-rows", "table-row-group"}
_COLUMN_GROUPS = {"table-header-columns", "table-columns", "table-column-group"}
_HIDING = {"collapse", "filter"}


def read_ods(content: bytes) -> tuple[Grid, ...]:
    """A grid for each sheet of an .ods; raises UnreadableFileError if it is damaged or has none."""
    is_package = content.startswith(b"PK")  # else one flat XML file (.fods)
    root = parse_xml(OfficeParts(content).read("content.xml") if is_package else content.strip())
    hidden = {
        _attribute(style, "name")
        for style in root.iter("{*}style")
        if any(_attribute(child, "display") == "false" for child in style)
    }
    body = next(root.iter("{*}spreadsheet"), None)
    tables = [node for node in body if local_name(node) == "table"] if body is not None else []
    if not tables:
        raise UnreadableFileError("工作簿中没有工作表")
    return tuple(_read_table(table, _attribute(table, "style-name") in hidden) for table in tables)


def _read_table(table: etree._Element, is_hidden: bool) -> Grid:
    draft = Draft(hidden_columns=_hidden_columns(table))
    row = 0
    for line in _below(table, "table-row", _ROW_GROUPS):
        times = _count(line, "number-rows-repeated")
        cells = tuple(_row_cells(line))
        for here in range(row, max(row + 1, min(row + times, MAX_ROWS + 1)) if cells else row):
            for column, cell, value in cells:
                _put(draft, here, column, cell, value)
        if _attribute(line, "visibility") in _HIDING:
            draft.hidden_rows += range(row, min(row + times, MAX_ROWS))
        row += times
    return draft.grid(_attribute(table, "name"), is_hidden)


def _hidden_columns(table: etree._Element) -> set[int]:
    hidden: set[int] = set()
    column = 0
    for node in _below(table, "table-column", _COLUMN_GROUPS):
        times = _count(node, "number-columns-repeated")
        if _attribute(node, "visibility") in _HIDING:
            hidden |= set(range(column, min(column + times, MAX_COLUMNS)))
        column += times
    return hidden


def _put(draft: Draft, row: int, column: int, cell: etree._Element, value: Value) -> None:
    down, across = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
    if down > 1 or across > 1:
        draft.areas.append(((row, column), (row + down - 1, column + across - 1)))
    formula = _attribute(cell, "formula")
    if formula and value == "" and not _attribute(cell, "value-type"):
        draft.put_uncalculated(row, column, formula.partition("=")[2])
    elif formula and isinstance(value, str) and value.startswith(("#", "Err:")):
        draft.put_error(row, column, value)
    else:
        draft.put(row, column, value)


def _row_cells(line: etree._Element) -> Iterator[tuple[int, etree._Element, Value]]:
    """(column, element, value) of every cell of a row that holds something or begins a merged area."""
    column = 0
    for cell in _below(line, "table-cell", set()):
        times = _count(cell, "number-columns-repeated")
        value = _value(cell)
        is_area = _count(cell, "number-rows-spanned") > 1 or _count(cell, "number-columns-spanned") > 1
        if value != "" or is_area or _attribute(cell, "formula"):
            for here in range(column, max(column + 1, min(column + times, MAX_COLUMNS + 1))):
                yield here, cell, value
        column += times


def _below(parent: etree._Element, name: str, groups: set[str]) -> Iterator[etree._Element]:
    for node in parent:
        here = local_name(node)
        if here == name or here == f"covered-{name}":
            yield node
        elif here in groups:
            yield from _below(node, name, groups)


def _value(cell: etree._Element) -> Value:
    if local_name(cell) == "covered-table-cell":
        return ""
    shown = _shown(cell)
    raw = _attribute(cell, "value")
    match _attribute(cell, "value-type"):
        case "float" | "currency" if raw and not any(char.isalpha() or char == "%" for char in shown):
            return _number(raw, shown)
        case "percentage":
            number = _number(raw, shown)
            return NumberFormat(is_percent=True).value(number) if isinstance(number, float) else number
        case "date":
            return parse_moment(_attribute(cell, "date-value") or shown)
        case "boolean":
            return _attribute(cell, "boolean-value") == "true"
        case _:
            return shown


def _number(raw: str, shown: str) -> float | str:
    try:
        return float(raw)
    except ValueError:
        return shown


def _shown(cell: etree._Element) -> str:
    """The text on the sheet: the cell's own paragraphs, not its comment."""
    return "\n".join("".join(_pieces(node)) for node in cell if local_name(node) in {"p", "h"})


def _pieces(node: etree._Element) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        match local_name(child):
            case "s":
                yield " " * _count(child, "c")
            case "tab":
                yield "\t"
            case "line-break":
                yield "\n"
            case _:
                yield from _pieces(child)
        yield child.tail or ""


def _count(node: etree._Element, name: str) -> int:
    text = _attribute(node, name)
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def _attribute(node: etree._Element, name: str) -> str:
    """The attribute of this local name, whatever its namespace (calcext repeats office's under another)."""
    for key, text in node.items():
        if key.rpartition("}")[2] == name:
            return str(text)
    return ""

"""OpenDocument spreadsheets → grids. Calamine gives no merged areas for them, and repeated cells cost it dearly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pipeline.submissions.files.cells.number_formats import NumberFormat, parse_moment
from pipeline.submissions.files.draft import MAX_COLUMNS, MAX_ROWS, Draft
from pipeline.submissions.files.grid import Grid, UnreadableFileError, Value
from pipeline.submissions.files.markup import local_name, parse_xml
from pipeline.submissions.files.parts import OfficeParts

_ROW_GROUPS = {"table-header-rows", "table-rows", "table-row-group"}
_COLUMN_GROUPS = {"table-header-columns", "table-columns", "table-column-group"}
_HIDDEN_BY_HAND = "collapse"  # what a filter hides (filter) is read (R28)
_NOUGHT = re.compile(r"0*(?:\.0\d*)?[a-z]*")  # 0cm, 0.008in: nothing of it is seen
_PLAIN_NUMBER = re.compile(r"[-+]?[\d,\s]{0,40}\.?\d{1,40}(?:E[-+]?\d{1,9})?", re.IGNORECASE)


@dataclass(frozen=True)
class _Styles:
    """The names of styles: of sheets that are hidden, columns or rows without size, words crossed out."""

    hidden: frozenset[str]
    thin: frozenset[str]
    struck: frozenset[str]


def read_ods(content: bytes) -> tuple[Grid, ...]:
    """A grid for each sheet of an .ods; raises UnreadableFileError if it is damaged or has none."""
    is_package = content.startswith(b"PK")  # else one flat XML file (.fods)
    root = parse_xml(OfficeParts(content).read("content.xml") if is_package else content.strip())
    styles = _read_styles(root)
    body = next(root.iter("{*}spreadsheet"), None)
    tables = [node for node in body if local_name(node) == "table"] if body is not None else []
    if not tables:
        raise UnreadableFileError("工作簿中没有工作表")
    return tuple(_read_table(table, styles) for table in tables)


def _read_styles(root: etree._Element) -> _Styles:
    hidden, thin, struck = set(), set(), set()
    for style in root.iter("{*}style"):
        name = _attribute(style, "name")
        for properties in style:
            if _attribute(properties, "display") == "false":
                hidden.add(name)
            sizes = (_attribute(properties, "column-width"), _attribute(properties, "row-height"))
            if any(size and _NOUGHT.fullmatch(size) for size in sizes):
                thin.add(name)
            lines = {_attribute(properties, f"text-line-through-{one}") for one in ("style", "type")}
            if lines - {"", "none"}:
                struck.add(name)
    return _Styles(frozenset(hidden), frozenset(thin), frozenset(struck))


def _read_table(table: etree._Element, styles: _Styles) -> Grid:
    draft = Draft(hidden_columns=_hidden_columns(table, styles))
    row = 0
    for line in _below(table, "table-row", _ROW_GROUPS):
        times = _count(line, "number-rows-repeated")
        cells = tuple(_row_cells(line, styles))
        rows = range(row, max(row + 1, min(row + times, MAX_ROWS + 1)) if cells else row)
        if len(draft.values) + len(rows) * len(cells) > draft.budget.values:  # counted before they are made
            draft.budget.spend(len(draft.values) + len(rows) * len(cells))
        for here in rows:
            for column, cell, value, struck in cells:
                draft.put_struck(here, struck)
                _put(draft, here, column, cell, value)
        if _is_hidden(line, styles):
            draft.hidden_rows += range(row, min(row + times, MAX_ROWS))
        row += times
    return draft.grid(_attribute(table, "name"), _attribute(table, "style-name") in styles.hidden)


def _is_hidden(part: etree._Element, styles: _Styles) -> bool:
    """Whether a row or column is left out by hand, or has no size."""
    is_thin = _attribute(part, "style-name") in styles.thin
    return is_thin or _attribute(part, "visibility") == _HIDDEN_BY_HAND


def _hidden_columns(table: etree._Element, styles: _Styles) -> set[int]:
    hidden: set[int] = set()
    column = 0
    for node in _below(table, "table-column", _COLUMN_GROUPS):
        times = _count(node, "number-columns-repeated")
        if _is_hidden(node, styles):
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


def _row_cells(line: etree._Element, styles: _Styles) -> Iterator[tuple[int, etree._Element, Value, str]]:
    """(column, element, value, words crossed out) of every cell of a row that holds something or begins a merged area."""
    column = 0
    for cell in _below(line, "table-cell", set()):
        times = _count(cell, "number-columns-repeated")
        struck: list[str] = []
        value = _value(cell, styles, struck)
        is_area = _count(cell, "number-rows-spanned") > 1 or _count(cell, "number-columns-spanned") > 1
        if value != "" or struck or is_area or _attribute(cell, "formula"):
            for here in range(column, max(column + 1, min(column + times, MAX_COLUMNS + 1))):
                yield here, cell, value, "".join(struck)
        column += times


def _below(parent: etree._Element, name: str, groups: set[str]) -> Iterator[etree._Element]:
    for node in parent:
        here = local_name(node)
        if here == name or here == f"covered-{name}":
            yield node
        elif here in groups:
            yield from _below(node, name, groups)


def _value(cell: etree._Element, styles: _Styles, struck: list[str]) -> Value:
    """What a cell says; what is crossed out in it is added to ``struck``."""
    if local_name(cell) == "covered-table-cell":
        return ""
    shown = _shown(cell, styles, struck)
    if struck and not shown.strip():
        return ""
    raw = _attribute(cell, "value")
    match _attribute(cell, "value-type"):
        case "float" | "currency" if raw:
            return _number(raw, shown)
        case "percentage":
            number = _number(raw, "")
            return NumberFormat(is_percent=True).value(number) if isinstance(number, float) else shown
        case "date":
            return parse_moment(_attribute(cell, "date-value") or shown)
        case "boolean":
            return _attribute(cell, "boolean-value") == "true"
        case _:
            return shown


def _number(raw: str, shown: str) -> float | str:
    """The number itself where its format only rounds it; as it is shown where that says something else (R28)."""
    try:
        number = float(raw)
    except ValueError:
        return shown
    digits = shown.strip().strip("()¥￥$€ ")
    if not any(char.isalnum() for char in digits) and (not number or not digits):
        return number  # a dash for nought, or a writer that leaves out what is shown
    if not _PLAIN_NUMBER.fullmatch(digits):
        return shown
    seen = float(re.sub(r"[,\s]", "", digits))
    decimals = len(digits.partition(".")[2])
    is_exponent = "E" in digits.upper()
    return number if is_exponent or abs(abs(seen) - abs(number)) <= 0.5000001 * 10**-decimals else shown


def _shown(cell: etree._Element, styles: _Styles, struck: list[str]) -> str:
    """The text on the sheet: the cell's own paragraphs, not its comment; what is crossed out is added to ``struck``."""
    is_struck = _attribute(cell, "style-name") in styles.struck
    paragraphs = (node for node in cell if local_name(node) in {"p", "h"})
    pieces = ["".join(_pieces(node, styles, struck, is_struck)) for node in paragraphs]
    return "\n".join(pieces)


def _pieces(node: etree._Element, styles: _Styles, struck: list[str], is_struck: bool) -> Iterator[str]:
    """The words of ``node`` that are not crossed out; those that are, are added to ``struck``."""
    yield _said(node.text, struck, is_struck)
    for child in node:
        match local_name(child):
            case "s":
                yield " " * _count(child, "c")
            case "tab":
                yield "\t"
            case "line-break":
                yield "\n"
            case _:
                style = _attribute(child, "style-name")
                yield from _pieces(child, styles, struck, style in styles.struck if style else is_struck)
        yield _said(child.tail, struck, is_struck)


def _said(text: str | None, struck: list[str], is_struck: bool) -> str:
    if is_struck and text:
        struck.append(text)
    return "" if is_struck else text or ""


def _count(node: etree._Element, name: str) -> int:
    text = _attribute(node, name)
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def _attribute(node: etree._Element, name: str) -> str:
    """The attribute of this local name, whatever its namespace (calcext repeats office's under another)."""
    for key, text in node.items():
        if key.rpartition("}")[2] == name:
            return str(text)
    return ""

"""Data sheets: one header row, no merged cells, filters on; columns exactly as the contract lists them (docs/contract.md).

Made to be filtered and pivoted: every row is two lines high at most, so that a screen holds some twenty rows however
long the texts are; the whole text is in the cell. The reading sheets are for print.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from pipeline.outputs.shared.links import SourceLinks
from pipeline.outputs.shared.words import cell_value
from pipeline.outputs.xlsx.layout import A3_LANDSCAPE, count_lines, set_page
from pipeline.outputs.xlsx.theme import LINK_INK, TINTS, Style, headed, tinted
from pipeline.outputs.xlsx.workbook import Format, Workbook, Worksheet, write_cell, write_link
from pipeline.vocabulary.tables import Column, Table

_TINTED = frozenset(
    ("light", "status", "delivery", "standing", "closure", "level", "adoption", "state", "check_verdict")
)
_SOURCES = ("source", "sources")
_UNWRAPPED = frozenset((*_SOURCES, "sheet", "sha256"))
_KEYS = frozenset(("office", "form", "period", "task_id", "unit", "level"))  # columns that stay in sight when scrolling
_ONE_LINE, _TWO_LINES = 16.5, 30.0
_WIDEST_PAGE = 260.0
_FORMATS = {
    "number": {"align": "center"},
    "date": {"num_format": "yyyy-mm-dd", "align": "center"},
    "rate": {"num_format": "0.0%"},
}


def write_data_sheet(
    book: Workbook, style: Style, table: Table[Any], frame: pd.DataFrame, links: SourceLinks | None = None
) -> Worksheet:
    """A new sheet named as the table holds the frame's rows, in their order; with ``links`` a source opens its file."""
    sheet = book.add_worksheet(table.sheet)
    formats = [_column_format(style, column) for column in table.columns]
    header = style(**headed())
    for place, (column, column_format) in enumerate(zip(table.columns, formats, strict=True)):
        sheet.set_column(place, place, column.width, column_format)
        sheet.write_string(0, place, column.label, header)
    sheet.set_row(0, 24)
    _write_rows(sheet, style, table, frame, formats)
    if links:
        _link_sources(sheet, style, table, frame, links)
    sheet.autofilter(0, 0, max(1, len(frame)), len(table.columns) - 1)
    sheet.freeze_panes(1, _leading_keys(table))
    _set_print(sheet, table)
    return sheet


def _write_rows(sheet: Worksheet, style: Style, table: Table[Any], frame: pd.DataFrame, formats: list[Format]) -> None:
    tints = {word: style(**tinted(word), align="center") for word in TINTS}
    columns = [[cell_value(value, column) for value in frame[column.name]] for column in table.columns]
    tall = _tall_rows(table, columns)
    for row in range(1, len(frame) + 1):
        sheet.set_row(row, _TWO_LINES if row in tall else _ONE_LINE)
    for place, (column, values) in enumerate(zip(table.columns, columns, strict=True)):
        is_tinted = column.name in _TINTED
        for row, value in enumerate(values, start=1):
            if value is not None and value != "":
                cell_format = tints.get(str(value), formats[place]) if is_tinted else formats[place]
                write_cell(sheet, row, place, value, cell_format)


def _link_sources(sheet: Worksheet, style: Style, table: Table[Any], frame: pd.DataFrame, links: SourceLinks) -> None:
    """Every source is a link to its file, several to the last."""
    linked = style(font_color=LINK_INK)
    for place, column in enumerate(table.columns):
        if column.name in _SOURCES:
            for row, source in enumerate(frame[column.name], start=1):
                if source:
                    target = links.of(*([source] if isinstance(source, str) else source))
                    write_link(sheet, row, place, target, str(cell_value(source, column)), linked)


def _tall_rows(table: Table[Any], columns: list[list[object]]) -> set[int]:
    """The sheet rows in which some text needs a second line."""
    return {
        row
        for column, values in zip(table.columns, columns, strict=True)
        if column.kind == "text" and column.name not in _UNWRAPPED
        for row, value in enumerate(values, start=1)
        if isinstance(value, str) and (2 * len(value) > column.width or "\n" in value)
        if count_lines(value, column.width) > 1
    }


def _column_format(style: Style, column: Column) -> Format:
    if column.kind in _FORMATS:
        return style(**_FORMATS[column.kind])
    if column.name in _TINTED:
        return style(align="center")
    return style() if column.name in _UNWRAPPED else style(text_wrap=True)


def _leading_keys(table: Table[Any]) -> int:
    """How many columns on the left name the row."""
    names = [column.name in _KEYS for column in table.columns]
    return names.index(False) if False in names else 0


def _set_print(sheet: Worksheet, table: Table[Any]) -> None:
    is_wide = sum(column.width for column in table.columns) > _WIDEST_PAGE
    set_page(sheet, A3_LANDSCAPE, pages_wide=2 if is_wide else 1, header_row=0)
    if is_wide:
        sheet.repeat_columns(0, max(0, _leading_keys(table) - 1))
    sheet.hide_gridlines(0)

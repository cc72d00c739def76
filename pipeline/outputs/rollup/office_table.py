"""A ruled sheet with a row for each office and their sum on top: read on the screen, printed on A3 or A4."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pipeline.outputs.rollup.figures import OfficeFigures
from pipeline.outputs.rollup.offices import Freshness, OfficeLine, Rollup
from pipeline.outputs.rollup.wording import RULES, span_words
from pipeline.outputs.xlsx.layout import Paper, row_height, set_page, write_merged
from pipeline.outputs.xlsx.theme import TITLE_FONT, WARNING_FILL, Style, boxed, headed, tinted
from pipeline.outputs.xlsx.workbook import Workbook, Worksheet, write_cell

_NAME_WIDTH, _STATE_WIDTH = 22.0, 11.0
_FORMATS = {
    "text": {},
    "number": {"num_format": "0"},
    "rate": {"num_format": "0.0%"},
    "date": {"num_format": 'm"月"d"日"'},
}
_TOTAL_FILL = "#F2F2F2"
_OLD_INK = "#7F7F7F"
_HEADER_HEIGHT, _ROW_HEIGHT = 34, 19


@dataclass(frozen=True)
class Heading:
    """A column: what it says of one office, and of all together (None: nothing that could be summed)."""

    label: str
    of: Callable[[OfficeFigures], object]
    total: Callable[[Rollup], object] = lambda _: None
    width: float = 8.0
    kind: str = "number"


@dataclass(frozen=True)
class OfficeSheet:
    """A sheet: its name, its title, the lines below the title, its columns, its paper."""

    name: str
    title: str
    lines: tuple[str, ...]
    headings: tuple[Heading, ...]
    paper: Paper


def write_office_sheet(book: Workbook, style: Style, rollup: Rollup, told: OfficeSheet) -> Worksheet:
    """A new sheet: title, lines, header, the sum, a row per office; what is no part of the sum is grey and says so."""
    sheet = book.add_worksheet(told.name)
    widths = (_NAME_WIDTH, _STATE_WIDTH, *(one.width for one in told.headings))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    header = _write_top(sheet, style, told, widths, rollup)
    _write_row(sheet, style, header + 1, _total_cells(rollup, told.headings), is_total=True)
    for row, line in enumerate(rollup.lines, start=header + 2):
        freshness = rollup.freshness(line)
        _write_row(sheet, style, row, _cells(line, freshness, told.headings), is_old=freshness is not Freshness.CURRENT)
    last = header + 1 + len(rollup.lines)
    sheet.autofilter(header, 0, last, len(widths) - 1)
    sheet.freeze_panes(header + 2, 1)
    _write_rules(sheet, style, last + 2, widths)
    set_page(sheet, told.paper, header_row=header)
    sheet.hide_gridlines(2)
    return sheet


Cell = tuple[object, str]
"""A value and how it is shown."""


def _write_top(sheet: Worksheet, style: Style, told: OfficeSheet, widths: Sequence[float], rollup: Rollup) -> int:
    """Title, as of when, and the lines; returns the row of the header."""
    last, width = len(widths) - 1, sum(widths) - 4
    title = style(font_name=TITLE_FONT, font_size=18, align="center", valign="vcenter")
    write_merged(sheet, 0, 0, 0, last, told.title, title)
    sheet.set_row(0, 34)
    sheet.set_row(1, _ROW_HEIGHT)
    write_merged(sheet, 1, 0, 1, last, span_words(rollup) if rollup.current else "", style(align="center"))
    for row, line in enumerate(told.lines, start=2):
        shown = style(
            valign="vcenter", text_wrap=True, **({"bg_color": WARNING_FILL} if line.startswith("注意") else {})
        )
        write_merged(sheet, row, 0, row, last, line, shown)
        sheet.set_row(row, row_height([(line, width)]))
    header = 2 + len(told.lines)
    for column, label in enumerate(("区县", "情况", *(one.label for one in told.headings))):
        sheet.write_string(header, column, label, style(**headed(**tinted(label.split("\n")[-1]))))
    sheet.set_row(header, _HEADER_HEIGHT)
    return header


def _total_cells(rollup: Rollup, headings: Iterable[Heading]) -> list[Cell]:
    state = f"{len(rollup.current)}个"
    return [("合计", "text"), (state, "text"), *((one.total(rollup), one.kind) for one in headings)]


def _cells(line: OfficeLine, freshness: Freshness, headings: Iterable[Heading]) -> list[Cell]:
    figures = line.figures
    told = ((one.of(figures), one.kind) if figures else ("—", "text") for one in headings)
    return [(line.name, "text"), (freshness, "text"), *told]


def _write_row(
    sheet: Worksheet, style: Style, row: int, cells: Sequence[Cell], *, is_total: bool = False, is_old: bool = False
) -> None:
    look = {"bold": True, "bg_color": _TOTAL_FILL} if is_total else {"font_color": _OLD_INK} if is_old else {}
    for column, (value, kind) in enumerate(cells):
        shown = {} if column == 0 else {"align": "center"}
        write_cell(sheet, row, column, value, style(**boxed(**look, **shown, **_FORMATS[kind])))
    sheet.set_row(row, row_height([(str(cells[0][0]), _NAME_WIDTH)], least=_ROW_HEIGHT))


def _write_rules(sheet: Worksheet, style: Style, row: int, widths: Sequence[float]) -> None:
    for place, text in enumerate(RULES):
        write_merged(sheet, row + place, 0, row + place, len(widths) - 1, text, style(text_wrap=True, valign="vcenter"))
        sheet.set_row(row + place, row_height([(text, sum(widths) - 4)]))

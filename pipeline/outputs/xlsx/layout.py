"""Layout of a sheet: row heights reckoned from text, merged cells, pages.

Excel fits no row height to wrapped text in merged cells and none at all in a file it has not computed: heights are
reckoned here, on the safe side, so that nothing is cut in print.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.outputs.xlsx.workbook import Format, Worksheet, write_cell

MAX_ROW_HEIGHT = 400.0  # Excel's own limit is 409 points.
_PIXELS_PER_WIDTH = 7  # of one character of column width
_LINE_SPACING = 1.42
_PADDING = 5.0
_MM_PER_PIXEL = 25.4 / 96
_POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True)
class Paper:
    """A paper size lying (landscape) or standing, in millimetres; ``code`` is Excel's number for it."""

    code: int
    width: float
    height: float
    is_landscape: bool


A3_LANDSCAPE = Paper(8, 420, 297, True)
A4_LANDSCAPE = Paper(9, 297, 210, True)
A4_PORTRAIT = Paper(9, 210, 297, False)
_SIDE_MM, _TOP_MM, _BOTTOM_MM = 12.0, 14.0, 16.0


def count_lines(text: str, width: float, points: float = 10) -> int:
    """How many lines ``text`` takes in a column of ``width`` characters, at ``points`` of a Chinese font."""
    half_character = points * 2 / 3  # in pixels; a Chinese character takes two
    units = max(2, int((width * _PIXELS_PER_WIDTH - 2) / half_character) - 1)
    return sum(max(1, math.ceil(len(line.encode("gb18030", "replace")) / units)) for line in text.split("\n"))


def text_height(text: str, width: float, points: float = 10) -> float:
    """The height in points that ``text`` needs; not capped."""
    return count_lines(text, width, points) * points * _LINE_SPACING + _PADDING


def row_height(cells: Iterable[tuple[str, float]], points: float = 10, least: float = 18) -> float:
    """The height of a row of (text, column width) cells, at most what Excel allows."""
    return min(MAX_ROW_HEIGHT, max([least, *(text_height(text, width, points) for text, width in cells)]))


def write_merged(
    sheet: Worksheet, first_row: int, first_column: int, last_row: int, last_column: int, value: object, style: Format
) -> None:
    """``value`` stands in the area as one cell; an area of one cell is not merged."""
    if (first_row, first_column) != (last_row, last_column):
        sheet.merge_range(first_row, first_column, last_row, last_column, "", style)
    write_cell(sheet, first_row, first_column, value, style)


def set_page(sheet: Worksheet, paper: Paper, *, pages_wide: int = 1, header_row: int | None = None) -> None:
    """The sheet prints on ``paper``, ``pages_wide`` wide, with its header repeated and the page number at the foot.

    Fitted to the width: how wide a column comes out depends on the fonts of the machine that prints.
    """
    sheet.set_paper(paper.code)
    if paper.is_landscape:
        sheet.set_landscape()
    sheet.set_margins(_SIDE_MM / 25.4, _SIDE_MM / 25.4, _TOP_MM / 25.4, _BOTTOM_MM / 25.4)
    sheet.center_horizontally()
    sheet.set_footer("&L&9&A&C&9第 &P 页，共 &N 页", {"margin": 0.25})
    sheet.fit_to_pages(pages_wide, 0)
    if header_row is not None:
        sheet.repeat_rows(header_row)


def page_height(paper: Paper, widths: Iterable[float]) -> float:
    """How many points of rows a page holds when ``widths`` are fitted to its width; less only if columns come narrow."""
    across = sum(width * _PIXELS_PER_WIDTH + 5 for width in widths) * _MM_PER_PIXEL
    scale = min(1.0, (paper.width - 2 * _SIDE_MM) / across)
    return (paper.height - _TOP_MM - _BOTTOM_MM) * _POINTS_PER_MM / scale

"""The cursor that fills 总览 from top to bottom: lines, ruled tables, charts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.outputs.xlsx.layout import row_height, write_merged
from pipeline.outputs.xlsx.theme import Style, boxed, headed, tinted
from pipeline.outputs.xlsx.workbook import Chart, Workbook, Worksheet, write_cell

SHEET = "总览"
FIRST_WIDTH, WIDTH, COLUMNS = 34, 7.4, 12
WIDTHS = (FIRST_WIDTH, *[WIDTH] * (COLUMNS - 1))
CHART_WIDTH, CHART_HEIGHT, CHART_ROWS = 860, 400, 21


@dataclass
class Cursor:
    """The sheet being filled from top to bottom, and its next free row."""

    book: Workbook
    sheet: Worksheet
    style: Style
    row: int = 0

    def line(self, text: str, *, height: float | None = None, **properties: object) -> None:
        """A line of text across the sheet, as high as it needs."""
        write_merged(
            self.sheet,
            self.row,
            0,
            self.row,
            COLUMNS - 1,
            text,
            self.style(valign="vcenter", text_wrap=True, **properties),
        )
        self.sheet.set_row(self.row, height or row_height([(text, sum(WIDTHS) - 4)]))
        self.row += 1

    def cells(self, values: Sequence[object], formats: Iterable[dict[str, object]], height: float = 19) -> None:
        """A row of a ruled table."""
        for column, (value, properties) in enumerate(zip(values, formats, strict=True)):
            write_cell(self.sheet, self.row, column, value, self.style(**properties))
        self.sheet.set_row(self.row, max(height, row_height([(str(values[0]), FIRST_WIDTH)])))
        self.row += 1

    def header(self, labels: Sequence[str]) -> None:
        """A table's header row; a light's column has the light's tint."""
        self.cells(labels, [headed(**tinted(label.lstrip("●▲■★○"))) for label in labels], height=32)


def number_formats(length: int, is_total: bool) -> list[dict[str, object]]:
    """The formats of a row of ``length`` cells: its label, then numbers."""
    return [boxed(bold=is_total), *[boxed(bold=is_total, align="center")] * (length - 1)]


def insert_chart(cursor: Cursor, chart: Chart) -> None:
    """The chart lies below what is written, in rows of a known height."""
    chart.set_size({"width": CHART_WIDTH, "height": CHART_HEIGHT})
    cursor.sheet.insert_chart(cursor.row, 0, chart, {"x_offset": 4, "object_position": 1})
    cursor.row += CHART_ROWS

"""The one place that opens an xlsxwriter workbook: safe defaults, fixed created date, swapped in when complete."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import xlsxwriter
from xlsxwriter.chart import Chart
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from pipeline.files import write_swapped
from pipeline.vocabulary.text import clean

MAX_CELL_CHARACTERS = 32_000  # Excel's own limit is 32,767; the rest leaves room for the words below.
_CUT = "……（文字过长，全文见来源文件）"

__all__ = ["Chart", "Format", "Workbook", "Worksheet", "write_cell", "write_workbook"]


def write_workbook(path: Path, day: date, build: Callable[[Workbook], None]) -> Path:
    """``build`` has filled a new workbook that now lies at ``path`` (or beside it, see files.write_swapped).

    ``day`` stands as the created date, so that the same content gives the same bytes. Strings never become formulas
    or links.
    """

    def write(beside: Path) -> None:
        options = {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "in_memory": True,  # no temporary file per part: twice as fast for the small forms
        }
        with xlsxwriter.Workbook(str(beside), options) as book:
            book.set_properties({"created": datetime.combine(day, time()), "author": "", "company": ""})
            build(book)

    return write_swapped(path, write)


def write_cell(sheet: Worksheet, row: int, column: int, value: object, style: Format | None = None) -> None:
    """Any value of a frame into a cell (0-based): blank, number, date or text that no reader can mistake for more."""
    if value is None or value == "":
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, bool):
        sheet.write_string(row, column, "是" if value else "否", style)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, style)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, style)
    else:
        text = clean(str(value))
        sheet.write_string(
            row, column, text if len(text) <= MAX_CELL_CHARACTERS else text[:MAX_CELL_CHARACTERS] + _CUT, style
        )

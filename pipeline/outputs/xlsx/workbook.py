"""The one place that opens an xlsxwriter workbook: safe defaults, fixed created date, swapped in when complete."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import xlsxwriter
from xlsxwriter.chart import Chart
from xlsxwriter.format import Format
from xlsxwriter.url import Url
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from pipeline.keeping.files import write_swapped
from pipeline.vocabulary.text import clean

MAX_CELL_CHARACTERS = 32_000  # Excel's own limit is 32,767; the rest leaves room for the words below.
_CUT = "……（文字过长，全文见来源文件）"

MAX_LINKS = 65_000  # Excel takes 65,530 of one sheet; what comes after is plain text
_LINK_TIP = 255

__all__ = ["Chart", "Format", "Workbook", "Worksheet", "write_cell", "write_link", "write_workbook"]


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
    elif isinstance(value, str):  # nearly every cell
        _write_text(sheet, row, column, str(value), style)
    elif isinstance(value, bool):
        sheet.write_string(row, column, "是" if value else "否", style)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, column, value, style)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, style)
    else:
        _write_text(sheet, row, column, str(value), style)


def _write_text(sheet: Worksheet, row: int, column: int, value: str, style: Format | None) -> None:
    text = clean(value)
    sheet.write_string(
        row, column, text if len(text) <= MAX_CELL_CHARACTERS else text[:MAX_CELL_CHARACTERS] + _CUT, style
    )


def write_link(sheet: Worksheet, row: int, column: int, target: str, text: str, style: Format, tip: str = "") -> None:
    """``text`` that opens ``target``: ``internal:…`` for a place in this workbook, else a path relative to it.

    Without a target, or when the sheet holds as many links as Excel takes, the text stands alone.
    """
    if not target or sheet.hlink_count >= MAX_LINKS:
        write_cell(sheet, row, column, text, style)
        return
    is_internal = target.startswith("internal:")
    link = Url(target if is_internal else f"external:{target}")
    if not is_internal:  # the standard for packages, and LibreOffice, want / where xlsxwriter writes \\
        link._relationship_link = link._relationship_link.replace("\\", "/")
    link.text, link.tip = clean(text)[:MAX_CELL_CHARACTERS], tip[:_LINK_TIP]
    sheet.write_url(row, column, link, style)

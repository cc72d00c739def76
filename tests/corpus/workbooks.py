"""Sheets written as workbooks: .xlsx by two writers, .xlsm and .xls."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime

import openpyxl
import xlsxwriter
import xlwt
from openpyxl.utils import get_column_letter

from corpus.sheets import CellError, Formula, Sheet, Uncalculated, Value, shown

_CREATED = datetime(2022, 1, 1)
_MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_PLAIN_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def write_xlsx(sheets: Sequence[Sheet], *, is_inline: bool = False) -> bytes:
    """An .xlsx as Excel saves it; ``is_inline`` puts the texts into the cells, as many exporting systems do."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "constant_memory": is_inline}
    book = xlsxwriter.Workbook(target, options)
    book.set_properties({"created": _CREATED})
    plain, day = book.add_format({"text_wrap": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    for sheet in sheets:
        target_sheet = book.add_worksheet(sheet.name)
        if sheet.is_hidden:
            target_sheet.hide()
        for row, column, cell in sheet.cells():
            if cell.down > 1 or cell.across > 1:
                last = row + cell.down - 1, column + cell.across - 1
                target_sheet.merge_range(row, column, *last, "", plain)
            _put(target_sheet, row, column, cell.value, plain, day)
        for row, line in enumerate(sheet.lines):
            if line.is_hidden:
                target_sheet.set_row(row, None, None, {"hidden": True})
        for column in sheet.hidden_columns:
            target_sheet.set_column(column, column, None, None, {"hidden": True})
    visible = next(index for index, sheet in enumerate(sheets) if not sheet.is_hidden)
    book.worksheets()[visible].activate()
    if sheets[0].is_hidden:
        book.worksheets()[visible].set_first_sheet()
    book.close()
    return target.getvalue()


def _put(sheet: object, row: int, column: int, value: Value, plain: object, day: object) -> None:
    match value:
        case None:
            return
        case str():
            sheet.write_string(row, column, value, plain)  # type: ignore[attr-defined]
        case date():
            sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), day)  # type: ignore[attr-defined]
        case Formula(expression=expression, stored=stored):
            sheet.write_formula(row, column, expression, plain, stored)  # type: ignore[attr-defined]
        case Uncalculated(expression=expression):
            sheet.write_formula(row, column, expression, plain, "")  # type: ignore[attr-defined]
        case CellError(code=code):
            sheet.write_formula(row, column, "=Sheet9!A1", plain, code)  # type: ignore[attr-defined]
        case _:
            sheet.write_number(row, column, value, plain)  # type: ignore[attr-defined]


def write_by_openpyxl(sheets: Sequence[Sheet]) -> bytes:
    """An .xlsx by another writer than Excel's own kind."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        target = book.create_sheet(sheet.name)
        target.sheet_state = "hidden" if sheet.is_hidden else "visible"
        for row, column, cell in sheet.cells():
            value = cell.value if isinstance(cell.value, str | int | float | date | None) else shown(cell.value)
            target.cell(row + 1, column + 1).value = value
            if cell.down > 1 or cell.across > 1:
                target.merge_cells(
                    start_row=row + 1,
                    start_column=column + 1,
                    end_row=row + cell.down,
                    end_column=column + cell.across,
                )
        for row, line in enumerate(sheet.lines, 1):
            target.row_dimensions[row].hidden = line.is_hidden
        for column in sheet.hidden_columns:
            target.column_dimensions[get_column_letter(column + 1)].hidden = True
    book.active = next(index for index, sheet in enumerate(sheets) if not sheet.is_hidden)
    book.properties.created = book.properties.modified = _CREATED
    target_file = io.BytesIO()
    book.save(target_file)
    return without_times(target_file.getvalue())


def without_times(package: bytes) -> bytes:
    """The same zip with every entry dated alike and no time of saving, so that it repeats byte for byte."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != "docProps/core.xml":
                new.writestr(zipfile.ZipInfo(name), old.read(name))
            else:
                new.writestr(zipfile.ZipInfo(name), _CORE)
    return target.getvalue()


_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>WPS</dc:creator></cp:coreProperties>'
)


def write_xlsm(sheets: Sequence[Sheet]) -> bytes:
    """A workbook that says it may hold macros."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(write_xlsx(sheets))) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if name == "[Content_Types].xml":
                content = content.replace(_PLAIN_TYPE.encode(), _MACRO_TYPE.encode())
            new.writestr(zipfile.ZipInfo(name), content)
    return target.getvalue()


def write_xls(sheets: Sequence[Sheet]) -> bytes:
    """An Excel 97–2003 workbook, which WPS also saves under .et."""
    book = xlwt.Workbook(encoding="utf-8")
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    plain = xlwt.easyxf("align: wrap on")
    for index, sheet in enumerate(sheets):
        target = book.add_sheet(sheet.name)
        target.visibility = int(sheet.is_hidden)
        for row, column, cell in sheet.cells():
            value = cell.value if isinstance(cell.value, str | int | float | date | None) else shown(cell.value)
            style = day if isinstance(value, date) else plain
            if cell.down > 1 or cell.across > 1:
                target.write_merge(row, row + cell.down - 1, column, column + cell.across - 1, value, style)
            else:
                target.write(row, column, value, style)
        for row, line in enumerate(sheet.lines):
            if line.is_hidden:
                target.row(row).hidden = True
        for column in sheet.hidden_columns:
            target.col(column).hidden = True
        if not sheet.is_hidden and all(other.is_hidden for other in sheets[:index]):
            book.set_active_sheet(index)
    target_file = io.BytesIO()
    book.save(target_file)
    return target_file.getvalue()

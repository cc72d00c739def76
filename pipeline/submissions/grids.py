"""Bytes → grids of cells with true coordinates, merged areas filled. The only importer of calamine."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from pipeline.submissions.apart import read_apart
from pipeline.submissions.delimited_grid import read_delimited
from pipeline.submissions.docx_grid import read_docx
from pipeline.submissions.formats import Format
from pipeline.submissions.grid import (
    MAX_COLUMNS,
    MAX_ROWS,
    Grid,
    Hazard,
    HazardKind,
    UnreadableFileError,
    Value,
    cell_text,
    fill_areas,
)
from pipeline.submissions.html_grid import read_html, read_mhtml
from pipeline.submissions.ods_grid import read_ods
from pipeline.submissions.sniffing import sniff
from pipeline.submissions.xlsx_grid import read_xlsx
from pipeline.submissions.xml_sheet_grid import read_xml_sheet

__all__ = [
    "MAX_COLUMNS",
    "MAX_ROWS",
    "Grid",
    "Hazard",
    "HazardKind",
    "UnreadableFileError",
    "Value",
    "cell_text",
    "read_grids",
]


def read_grids(content: bytes, format: Format | None = None) -> tuple[Grid, ...]:
    """All sheets of ``content`` in their order; ``format`` spares a second look if it is known already.

    Raises UnreadableFileError with the reason in Chinese, whatever the damage.
    """
    known = format or sniff(content)
    read = _READERS.get(known)
    if read is None:
        raise UnreadableFileError(_REFUSALS.get(known, f"内容是{known}，不是表格"))
    try:
        grids = read(content)
    except (MemoryError, RecursionError) as error:
        raise UnreadableFileError("文件内容异常，无法读取") from error
    if not grids:
        raise UnreadableFileError("工作簿中没有工作表")
    return grids


_REFUSALS = {
    Format.EMPTY: "文件是空的",
    Format.DAMAGED: "文件已损坏或不完整",
    Format.PASSWORD: "文件设有打开密码",
    Format.UNKNOWN: "认不出是什么格式",
}


def read_by_calamine(content: bytes) -> tuple[Grid, ...]:
    """All worksheets of a workbook; may end the process, so only what has been vouched for is read in this one."""
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        return tuple(
            _read_sheet(book, meta.name, meta.visible != SheetVisibleEnum.Visible)
            for meta in book.sheets_metadata
            if meta.typ == SheetTypeEnum.WorkSheet
        )
    except (KeyboardInterrupt, SystemExit, UnreadableFileError):
        raise
    except BaseException as error:  # a Rust panic is a BaseException
        raise UnreadableFileError(_reason(error)) from None


def _read_xls(content: bytes) -> tuple[Grid, ...]:
    return read_apart(read_by_calamine, content)


_READERS: dict[Format, Callable[[bytes], tuple[Grid, ...]]] = {
    Format.WORKBOOK_ZIP: read_xlsx,
    Format.XLS: _read_xls,
    Format.XLSB: _read_xls,
    Format.ODS: read_ods,
    Format.XML_SHEET: read_xml_sheet,
    Format.HTML: read_html,
    Format.MHTML: read_mhtml,
    Format.DELIMITED: read_delimited,
    Format.DOCX: read_docx,
}


def _read_sheet(book: CalamineWorkbook, name: str, is_hidden: bool) -> Grid:
    sheet = book.get_sheet_by_name(name)
    if sheet.total_height > MAX_ROWS or sheet.total_width > MAX_COLUMNS:
        height, width = min(sheet.total_height, MAX_ROWS), min(sheet.total_width, MAX_COLUMNS)
        pad: list[Value] = [""] * (sheet.start[1] if sheet.start else 0)  # iter_rows drops leading blank columns
        rows = [[*pad, *row][:width] for row, _ in zip(sheet.iter_rows(), range(height), strict=False)]
    else:
        rows = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    filled = fill_areas(rows, sheet.merged_cell_ranges or [])
    return Grid(name, tuple(map(tuple, rows)), filled, is_hidden)


def _reason(error: BaseException) -> str:
    text = str(error).lower()
    if "password" in text or "encrypted" in text:
        return "文件设有打开密码"
    if "cannot detect" in text or "unsupported" in text:
        return "内容不是 Excel 工作簿"
    return "文件已损坏或不完整"

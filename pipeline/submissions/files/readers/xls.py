"""An old Excel workbook (.xls, WPS's .et; also the bare record streams of old exporters) → grids, read by xlrd."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

import xlrd
from xlrd.biffh import error_text_from_code
from xlrd.sheet import Sheet

from pipeline.submissions.files.draft import Area, Draft
from pipeline.submissions.files.grid import Grid, UnreadableFileError
from pipeline.submissions.files.cells.number_formats import NumberStyles, number_format

# Before Excel 97 texts are bytes in the writer's code page: in this country GBK, whatever the file claims.
_OLD_ENCODING = "gb18030"


def read_xls(content: bytes) -> tuple[Grid, ...]:
    """A grid for each worksheet, in order; raises UnreadableFileError if the workbook is damaged or locked."""
    try:
        book = _open(content)
        codes = {number: one.format_str for number, one in book.format_map.items() if one.format_str}
        styles = NumberStyles([number_format(xf.format_key, codes) for xf in book.xf_list], book.datemode == 1)
        return tuple(_read_sheet(sheet, styles) for sheet in book.sheets())
    except UnreadableFileError:
        raise
    except Exception as error:  # xlrd raises whatever the damage leads to: AssertionError, IndexError, struct.error …
        is_locked = "encrypted" in str(error)
        raise UnreadableFileError(
            "文件加密（设有打开密码）或有工作簿保护" if is_locked else "文件已损坏或不完整"
        ) from error


def _open(content: bytes) -> xlrd.Book:
    return xlrd.open_workbook(
        file_contents=content,
        logfile=StringIO(),
        formatting_info=True,  # how numbers look, what is merged, what is hidden
        ragged_rows=True,
        encoding_override=_OLD_ENCODING,
    )


def _read_sheet(sheet: Sheet, styles: NumberStyles) -> Grid:
    draft = Draft(areas=list(_areas(sheet)))
    draft.hidden_rows = [row for row, shown in sheet.rowinfo_map.items() if shown.hidden]
    draft.hidden_columns = {column for column, shown in sheet.colinfo_map.items() if shown.hidden}
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            match cell.ctype:
                case xlrd.XL_CELL_TEXT:
                    draft.put(row, column, cell.value)
                case xlrd.XL_CELL_NUMBER | xlrd.XL_CELL_DATE:
                    draft.put(row, column, styles.shown(cell.value, cell.xf_index))
                case xlrd.XL_CELL_BOOLEAN:
                    draft.put(row, column, bool(cell.value))
                case xlrd.XL_CELL_ERROR:
                    draft.put_error(row, column, error_text_from_code.get(cell.value, f"#ERR{cell.value}!"))
    return draft.grid(sheet.name, sheet.visibility != 0)


def _areas(sheet: Sheet) -> Iterator[Area]:
    for top, below, left, beyond in sheet.merged_cells:
        yield (top, left), (below - 1, beyond - 1)

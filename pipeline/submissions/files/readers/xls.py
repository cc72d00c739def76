"""An old Excel workbook (.xls, .xlt, WPS's .et; also the bare record streams of old exporters) → grids, read by xlrd."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import chain, pairwise, repeat

import xlrd
from xlrd.biffh import error_text_from_code
from xlrd.sheet import Cell, Rowinfo, Sheet

from pipeline.submissions.files.cells.number_formats import NumberStyles, number_format
from pipeline.submissions.files.draft import Area, Draft
from pipeline.submissions.files.grid import Grid, Hazard, HazardKind, Spot, UnreadableFileError, Value, cell_text
from pipeline.submissions.files.readers.old.damage import sheet_damage, unshown_texts
from pipeline.submissions.files.readers.old.records import (
    Record,
    Stream,
    filtered_rows,
    nameless,
    open_stream,
    worksheets,
)

# Before Excel 97 texts are bytes in the writer's code page: in this country GBK, whatever the file claims.
_OLD_ENCODING = "gb18030"
_NOT_LISTED: tuple[int, tuple[Record, ...]] = (0, ())  # before Excel 5 a file is one sheet
_LEAST_HEIGHT = 10  # twips of a row: less is not seen


def read_xls(content: bytes) -> tuple[Grid, ...]:
    """A grid for each worksheet, in order; raises UnreadableFileError if the workbook is damaged or locked."""
    stream = open_stream(content)
    try:
        return tuple(_read_book(stream))
    except UnreadableFileError:
        raise
    except Exception as error:  # xlrd raises whatever the damage leads to: AssertionError, IndexError, struct.error …
        raise UnreadableFileError("文件已损坏或不完整") from error


def _read_book(stream: Stream) -> Iterator[Grid]:
    book = _open(nameless(stream))
    codes = {number: one.format_str for number, one in book.format_map.items() if one.format_str}
    styles = NumberStyles([number_format(xf.format_key, codes) for xf in book.xf_list], book.datemode == 1)
    fonts = _Fonts(book)
    listed = worksheets(stream)
    unshown = unshown_texts(stream, [records for _, records in listed])
    for sheet, (number, records) in zip(book.sheets(), chain(listed, repeat(_NOT_LISTED)), strict=False):
        draft = _read_sheet(sheet, styles, fonts)
        draft.filtered = filtered_rows(stream, number, records)
        draft.hazards += sheet_damage(stream, records)
        if unshown:
            draft.hazards.append(Hazard(HazardKind.DAMAGED, None, f"有{unshown}处文字不在任何单元格中"))
            unshown = 0
        yield draft.grid(sheet.name, sheet.visibility != 0)


def _open(stream: bytes) -> xlrd.Book:
    return xlrd.open_workbook(
        file_contents=stream,
        logfile=StringIO(),
        formatting_info=True,  # how numbers look, what is merged, hidden, crossed out
        ragged_rows=True,
        encoding_override=_OLD_ENCODING,
    )


class _Fonts:
    """Which fonts and cell styles of a book cross out."""

    def __init__(self, book: xlrd.Book) -> None:
        self.struck = {number for number, font in enumerate(book.font_list) if font.struck_out}
        self.styles = {number for number, style in enumerate(book.xf_list) if style.font_index in self.struck}


def _read_sheet(sheet: Sheet, styles: NumberStyles, fonts: _Fonts) -> Draft:
    draft = Draft(areas=list(_areas(sheet)))
    draft.hidden_rows = [row for row, shown in sheet.rowinfo_map.items() if shown.hidden or _is_thin(shown)]
    draft.hidden_columns = {column for column, shown in sheet.colinfo_map.items() if shown.hidden or not shown.width}
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            if cell.ctype == xlrd.XL_CELL_TEXT:
                runs = sheet.rich_text_runlist_map.get((row, column), ()) if fonts.struck else ()
                _put_text(draft, (row, column), cell, runs, styles, fonts)
            elif cell.ctype not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                _put_value(draft, (row, column), cell, styles, fonts)
    return draft


def _is_thin(row: Rowinfo) -> bool:
    """Whether somebody has made the row so low that nothing of it is seen."""
    return row.height < _LEAST_HEIGHT and not row.has_default_height


def _put_text(
    draft: Draft, spot: Spot, cell: Cell, runs: Sequence[tuple[int, int]], styles: NumberStyles, fonts: _Fonts
) -> None:
    """A text without what is crossed out in it; ``runs`` are (place, font) where the font changes."""
    said, struck = "", ""
    edges = [(0, -1), *runs, (len(cell.value), -1)]
    for (start, font), (end, _) in pairwise(edges):
        is_struck = cell.xf_index in fonts.styles if font < 0 else font in fonts.struck
        said, struck = (said, struck + cell.value[start:end]) if is_struck else (said + cell.value[start:end], struck)
    draft.put_struck(spot[0], struck)
    draft.put_shown(*spot, said, styles.shown_text(said, cell.xf_index))


def _put_value(draft: Draft, spot: Spot, cell: Cell, styles: NumberStyles, fonts: _Fonts) -> None:
    if cell.ctype == xlrd.XL_CELL_ERROR:
        draft.put_error(*spot, error_text_from_code.get(cell.value, f"#ERR{cell.value}!"))
        return
    is_truth = cell.ctype == xlrd.XL_CELL_BOOLEAN
    shown: Value = bool(cell.value) if is_truth else styles.shown(cell.value, cell.xf_index)
    if cell.xf_index in fonts.styles:
        draft.put_struck(spot[0], cell_text(shown))
    else:
        draft.put_shown(*spot, cell.value, shown)


def _areas(sheet: Sheet) -> Iterator[Area]:
    for top, below, left, beyond in sheet.merged_cells:
        yield (top, left), (below - 1, beyond - 1)

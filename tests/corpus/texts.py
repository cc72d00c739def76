"""Sheets written as text: .csv and .tsv in their encodings, and HTML."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from xml.sax.saxutils import escape

from corpus.sheets import Cell, Sheet, shown


def write_delimited(sheets: Sequence[Sheet], *, separator: str = ",", encoding: str = "utf-8-sig") -> bytes:
    """The visible sheet as comma- or tab-separated text."""
    sheet = next(sheet for sheet in sheets if not sheet.is_hidden)
    target = io.StringIO()
    writer = csv.writer(target, delimiter=separator, lineterminator="\r\n")
    for line in sheet.lines:
        padded = [*line.cells, *(Cell() for _ in range(sheet.width - len(line.cells)))]
        writer.writerow([shown(cell.value) for cell in padded])
    return target.getvalue().encode(encoding, errors="replace")


def write_html(sheets: Sequence[Sheet], *, encoding: str = "utf-8") -> bytes:
    """An HTML page with the form as its table, which many a system exports under .xls."""
    tables = "".join(_html_table(sheet) for sheet in sheets if not sheet.is_hidden)
    page = (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>'
        f'<meta http-equiv="Content-Type" content="text/html; charset={encoding}"></head><body>{tables}</body></html>'
    )
    return page.encode(encoding, errors="xmlcharrefreplace")


def _html_table(sheet: Sheet) -> str:
    rows = []
    for row, line in enumerate(sheet.lines):
        covered = _covered(sheet, row)
        padded = [*line.cells, *(Cell() for _ in range(sheet.width - len(line.cells)))]
        cells = (_html_cell(cell) for column, cell in enumerate(padded) if column not in covered)
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table border=1>{''.join(rows)}</table>"


def _html_cell(cell: Cell) -> str:
    span = (f" colspan={cell.across}" if cell.across > 1 else "") + (f" rowspan={cell.down}" if cell.down > 1 else "")
    text = escape(shown(cell.value)).replace("\n", "<br>")
    return f"<td{span}>{text or '&nbsp;'}</td>"


def _covered(sheet: Sheet, row: int) -> set[int]:
    """The columns of ``row`` that lie under a merged area begun left of or above them."""
    return {
        column + across
        for first, column, cell in sheet.merges()
        if first <= row < first + cell.down
        for across in range(cell.across)
        if (first, 0) != (row, across)
    }

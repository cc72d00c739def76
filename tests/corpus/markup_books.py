"""Sheets written as workbooks in plain XML: OpenDocument and “XML Spreadsheet 2003”."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from corpus.sheets import Cell, Sheet, shown


def write_ods(sheets: Sequence[Sheet]) -> bytes:
    """An OpenDocument spreadsheet."""
    tables = "".join(_ods_table(sheet) for sheet in sheets)
    content = f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_ODS_NAMES} office:version="1.2">{_ODS_STYLES}<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>'
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(zipfile.ZipInfo("META-INF/manifest.xml"), _ODS_MANIFEST)
        package.writestr(zipfile.ZipInfo("content.xml"), content)
    return target.getvalue()


_ODS_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
)
_ODS_STYLES = (
    '<office:automatic-styles><style:style style:name="ta2" style:family="table">'
    '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
)
_ODS_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


_ODS_REST = (
    '<table:table-row table:number-rows-repeated="1048500">'
    '<table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
)


def _ods_table(sheet: Sheet) -> str:
    covered = {
        (row + down, column + across)
        for row, column, cell in sheet.merges()
        for down in range(cell.down)
        for across in range(cell.across)
        if down or across
    }
    width = sheet.width
    rows = []
    for row, line in enumerate(sheet.lines):
        padded = [*line.cells, *(Cell() for _ in range(width - len(line.cells)))]
        cells = _repeated(
            "<table:covered-table-cell/>" if (row, column) in covered else _ods_cell(cell)
            for column, cell in enumerate(padded)
        )
        hidden = ' table:visibility="collapse"' if line.is_hidden else ""
        rows.append(f"<table:table-row{hidden}>{''.join(cells)}</table:table-row>")
    style = ' table:style-name="ta2"' if sheet.is_hidden else ""
    rows.append(_ODS_REST)
    return f"<table:table table:name={quoteattr(sheet.name)}{style}>{''.join(rows)}</table:table>"


def _repeated(cells: Iterable[str]) -> Iterator[str]:
    """Equal neighbours said once, with how often they come, as office programs save them."""
    for cell, group in groupby(cells):
        count = len(list(group))
        is_empty = cell in ("<table:covered-table-cell/>", "<table:table-cell/>")
        if count > 1 and is_empty:
            yield cell.replace("/>", f' table:number-columns-repeated="{count}"/>')
        else:
            yield cell * count


def _ods_cell(cell: Cell) -> str:
    span = ""
    if cell.down > 1 or cell.across > 1:
        span = f' table:number-columns-spanned="{cell.across}" table:number-rows-spanned="{cell.down}"'
    text = shown(cell.value)
    paragraphs = "".join(f"<text:p>{escape(part)}</text:p>" for part in text.split("\n"))
    match cell.value:
        case None:
            return f"<table:table-cell{span}/>"
        case date():
            kind = f'office:value-type="date" office:date-value="{text}"'
        case int() | float():
            kind = f'office:value-type="float" office:value="{cell.value}"'
        case _:
            kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}{span}>{paragraphs}</table:table-cell>"


def write_spreadsheetml(sheets: Sequence[Sheet]) -> bytes:
    """An “XML Spreadsheet 2003”, which many a system exports under .xls."""
    tables = "".join(_xml_table(sheet) for sheet in sheets)
    names = (
        'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<?mso-application progid="Excel.Sheet"?>\n'
    return f"{head}<Workbook {names}>{tables}</Workbook>".encode()


def _xml_table(sheet: Sheet) -> str:
    rows = []
    for line in sheet.lines:
        cells = []
        for column, cell in enumerate(line.cells, 1):
            if cell.value is None:
                continue
            span = (f' ss:MergeAcross="{cell.across - 1}"' if cell.across > 1 else "") + (
                f' ss:MergeDown="{cell.down - 1}"' if cell.down > 1 else ""
            )
            kind = "Number" if isinstance(cell.value, int | float) else "String"
            text = escape(shown(cell.value)).replace("\n", "&#10;")
            cells.append(f'<Cell ss:Index="{column}"{span}><Data ss:Type="{kind}">{text}</Data></Cell>')
        rows.append(f"<Row>{''.join(cells)}</Row>")
    return f"<Worksheet ss:Name={quoteattr(sheet.name)}><Table>{''.join(rows)}</Table></Worksheet>"

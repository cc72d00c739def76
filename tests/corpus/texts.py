"""Sheets written as text or as a document: .csv and .tsv in their encodings, HTML, and a table in a .docx."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

from corpus.sheets import Cell, Line, Sheet, shown

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DOCX_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    "</Types>"
)
_DOCX_RELS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


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


def write_docx(sheets: Sequence[Sheet]) -> bytes:
    """A Word document with the lines above the header as paragraphs and the rest as a table."""
    body = "".join(_docx_sheet(sheet) for sheet in sheets if not sheet.is_hidden)
    return docx_of(body)


def docx_of(body: str) -> bytes:
    """A Word document with this body, in WordprocessingML."""
    parts = (
        ("[Content_Types].xml", _DOCX_TYPES),
        ("_rels/.rels", _DOCX_RELS),
        ("word/document.xml", f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'),
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts:
            package.writestr(zipfile.ZipInfo(name), f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{content}')
    return target.getvalue()


def paragraph(text: str) -> str:
    """A paragraph; line breaks and tabs as Word keeps them."""
    runs = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.split("\n"))
    return f"<w:p><w:r>{runs}</w:r></w:p>"


def _docx_sheet(sheet: Sheet) -> str:
    first_key = next((i for i, line in enumerate(sheet.lines) if line.key), len(sheet.lines))
    header = max(
        (i for i, line in enumerate(sheet.lines[:first_key]) if sum(cell.value is not None for cell in line.cells) >= 4),
        default=first_key,
    )
    if header and any(cell.down > 1 for cell in sheet.lines[header - 1].cells):
        header -= 1
    last = max((i for i, line in enumerate(sheet.lines) if line.key), default=header)
    above = "".join(paragraph("  ".join(shown(c.value) for c in line.cells if c.value is not None)) for line in sheet.lines[:header])
    below = "".join(paragraph("  ".join(shown(c.value) for c in line.cells if c.value is not None)) for line in sheet.lines[last + 1 :])
    rows = "".join(_docx_row(sheet, row) for row in range(header, last + 1))
    return f"{above}<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>{below}"


def _docx_row(sheet: Sheet, row: int) -> str:
    line: Line = sheet.lines[row]
    padded = [*line.cells, *(Cell() for _ in range(sheet.width - len(line.cells)))]
    below = {
        column: cell.across
        for first, column, cell in sheet.merges()
        if first < row < first + cell.down
    }
    cells, column = [], 0
    while column < len(padded):
        cell = padded[column]
        across = below.get(column, cell.across)
        span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
        merge = '<w:vMerge/>' if column in below else '<w:vMerge w:val="restart"/>' if cell.down > 1 else ""
        text = "".join(paragraph(part) for part in shown(cell.value).split("\n"))
        cells.append(f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{text}</w:tc>")
        column += across
    return f"<w:tr>{''.join(cells)}</w:tr>"

"""Sheets written as Word documents: the form as a table, in the ways Word keeps text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from corpus.sheets import Cell, Line, Sheet, shown

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True)
class Manner:
    """How the text of a cell is kept, and whether title and unit stand inside the table."""

    paragraph: Callable[[str], str]
    has_head_inside: bool = False


def paragraph(text: str) -> str:
    """A plain paragraph."""
    return f"<w:p>{_run(text)}</w:p>" if text else "<w:p/>"


def _run(text: str, tag: str = "t") -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{escape(text)}</w:{tag}></w:r>'


def _tracked(text: str) -> str:
    """The second half typed under “track changes”, something before it struck out."""
    if not text:
        return "<w:p/>"
    middle = len(text) // 2
    marks = 'w:id="1" w:author="王敏" w:date="2022-04-06T09:00:00Z"'
    struck, added = _run("原稿删去的话", "delText"), _run(text[middle:])
    return f"<w:p>{_run(text[:middle])}<w:del {marks}>{struck}</w:del><w:ins {marks}>{added}</w:ins></w:p>"


def _controlled(text: str) -> str:
    """The text inside a content control, as templates have it."""
    if not text:
        return "<w:p/>"
    return f"<w:p><w:sdt><w:sdtPr/><w:sdtContent>{_run(text)}</w:sdtContent></w:sdt></w:p>"


def _in_pieces(text: str) -> str:
    """The text in many runs, as Word parts it by spelling and fonts."""
    return f"<w:p>{''.join(_run(text[i : i + 3]) for i in range(0, len(text), 3))}</w:p>"


MANNERS = {
    "plain": Manner(paragraph),
    "tracked": Manner(_tracked),
    "controlled": Manner(_controlled),
    "in_pieces": Manner(_in_pieces),
    "head_inside": Manner(paragraph, has_head_inside=True),
}


def write_docx(sheets: Sequence[Sheet], *, manner: str = "plain") -> bytes:
    """A Word document with the lines above the header as paragraphs and the rest as a table."""
    return docx_of("".join(_form(sheet, MANNERS[manner]) for sheet in sheets if sheet.lines and not sheet.is_hidden))


def docx_of(body: str) -> bytes:
    """A Word document with this body, in WordprocessingML."""
    parts = (
        ("[Content_Types].xml", _TYPES),
        ("_rels/.rels", _RELATIONS),
        ("word/document.xml", f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'),
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts:
            package.writestr(zipfile.ZipInfo(name), _HEAD + content)
    return target.getvalue()


def _form(sheet: Sheet, manner: Manner) -> str:
    first_key = next((i for i, line in enumerate(sheet.lines) if line.key), len(sheet.lines))
    header = 0 if manner.has_head_inside else _header_of(sheet, first_key)
    last = max((i for i, line in enumerate(sheet.lines) if line.key), default=header)
    rows = "".join(_row(sheet, row, manner) for row in range(header, last + 1))
    above, below = (_as_paragraphs(lines) for lines in (sheet.lines[:header], sheet.lines[last + 1 :]))
    return f"{above}<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>{below}"


def _header_of(sheet: Sheet, first_key: int) -> int:
    """The line where the header begins: the last one above the rows with four cells or more, or the group above it."""
    above = enumerate(sheet.lines[:first_key])
    header = max((i for i, line in above if sum(cell.value is not None for cell in line.cells) >= 4), default=first_key)
    has_group = header > 0 and any(cell.down > 1 for cell in sheet.lines[header - 1].cells)
    return header - 1 if has_group else header


def _as_paragraphs(lines: Sequence[Line]) -> str:
    written = ("  ".join(shown(cell.value) for cell in line.cells if cell.value is not None) for line in lines)
    return "".join(paragraph(part) for text in written for part in text.split("\n"))


def _row(sheet: Sheet, row: int, manner: Manner) -> str:
    line = sheet.lines[row]
    padded = [*line.cells, *(Cell() for _ in range(sheet.width - len(line.cells)))]
    below = {column: cell.across for first, column, cell in sheet.merges() if first < row < first + cell.down}
    cells, column = [], 0
    while column < len(padded):
        cell = padded[column]
        across = below.get(column, cell.across)
        span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
        merge = "<w:vMerge/>" if column in below else '<w:vMerge w:val="restart"/>' if cell.down > 1 else ""
        text = "".join(manner.paragraph(part) for part in shown(cell.value).split("\n"))
        cells.append(f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{text}</w:tc>")
        column += across
    return f"<w:tr>{''.join(cells)}</w:tr>"

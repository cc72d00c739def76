"""A letter in the styles of the bulletins: paragraphs and tables one below the other, signed and dated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml import parse_xml

from pipeline.config import BulletinFonts
from pipeline.outputs.bulletins.bulletin import Bulletin
from pipeline.outputs.bulletins.editions import Edition
from pipeline.outputs.bulletins.facts import Cover
from pipeline.outputs.docx import styles
from pipeline.outputs.docx.filling import SHIPPED
from pipeline.outputs.docx.finish import finish
from pipeline.outputs.docx.markup import (
    BODY,
    DECLARED,
    HEADING_1,
    HEADING_2,
    TITLE,
    Face,
    paragraph,
    run,
)
from pipeline.outputs.docx.package import settle_fonts, settle_properties, write_package
from pipeline.outputs.docx.tables import CellText, Group, Layout, table_xml

_STYLED_BY = SHIPPED / "报送情况通报.docx"  # only its styles, page and footers
_FACES = {
    styles.TITLE: TITLE,
    styles.HEADING_1: HEADING_1,
    styles.CAPTION: Face(HEADING_2.font, 14),
    styles.NOTE: Face(HEADING_2.font, 12),
}


@dataclass(frozen=True)
class Line:
    """A paragraph in one of the styles of style_names. Headings and points carry 一、 or （一）: they are renumbered."""

    text: str
    style: str = styles.BODY


@dataclass(frozen=True)
class Ruled:
    """A table: its layout and rows."""

    layout: Layout
    rows: Sequence[Sequence[CellText] | Group]


def write_letter(path: Path, cover: Cover, parts: Sequence[Line | Ruled], fonts: BulletinFonts) -> Path:
    """The letter lies at ``path`` (or beside it, see files.write_swapped): title, ``parts``, signature and date."""
    return write_package(path, lambda: _document(cover, parts, fonts))


def _document(cover: Cover, parts: Sequence[Line | Ruled], fonts: BulletinFonts) -> Document:
    document = docx.Document(str(_STYLED_BY))
    body = document.element.body
    end = body.sectPr
    for element in [one for one in body if one is not end]:
        body.remove(element)
    ids = {style.name: style.style_id for style in document.styles}
    title = [Line(line, styles.TITLE) for line in cover.title_lines]
    signed = [
        Line("", styles.BLANK),
        Line(cover.office, styles.SIGNATURE),
        Line(cover.date_text, styles.DATE),
    ]
    body_parts = (*title, *parts, *signed)
    kept = len(body_parts) - len(signed) - 1  # no page with a signature alone (GB/T 9704 clause 7.3.5)
    for place, part in enumerate(body_parts):
        end.addprevious(_line(part, ids, is_kept=place >= kept) if isinstance(part, Line) else _table(part))
    bulletin = Bulletin("函", cover, Edition(is_draft=False), None)
    finish(document, bulletin, fonts, "")
    settle_fonts(document, fonts)
    settle_properties(document, cover.title, cover.cutoff)
    return document


def _line(line: Line, ids: dict[str, str], *, is_kept: bool) -> object:
    face = _FACES.get(line.style, BODY)
    shape = "<w:keepNext/><w:keepLines/>" if is_kept else ""
    text = paragraph(run(line.text, face) if line.text else "", ids[line.style], shape)
    return parse_xml(text.replace("<w:p>", f"<w:p {DECLARED}>", 1))


def _table(table: Ruled) -> object:
    return parse_xml(table_xml(table.layout, table.rows).replace("<w:tbl>", f"<w:tbl {DECLARED}>", 1))

"""A letter in the styles of the bulletins: paragraphs and tables one below the other, signed and dated."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import docx
from docx.document import Document

from pipeline.config import BulletinFonts
from pipeline.keeping.cache.remembered import worked_out
from pipeline.outputs.docx.filling import SHIPPED
from pipeline.outputs.docx.finish import finish
from pipeline.outputs.docx.markup import Face, element_of, paragraph, run
from pipeline.outputs.docx.package import document_bytes, settle_fonts, settle_properties, write_document
from pipeline.outputs.docx.styles import Style
from pipeline.outputs.docx.tables import CellText, Group, Layout, table_xml
from pipeline.vocabulary.text import chinese_date

_STYLED_BY = SHIPPED / "报送情况通报.docx"  # only its styles, page and footers


@dataclass(frozen=True)
class LetterHead:
    """What stands around a letter's text: its title broken by sense, who signs it, and the day it bears."""

    title_lines: tuple[str, ...]
    office: str
    day: date


@dataclass(frozen=True)
class Line:
    """A paragraph of a style, in its face or in ``face``. Headings and points carry 一、 or （一）: they are renumbered."""

    text: str
    style: Style = Style.BODY
    face: Face | None = None


@dataclass(frozen=True)
class Ruled:
    """A table: its layout and rows."""

    layout: Layout
    rows: Sequence[Sequence[CellText] | Group]


def write_letter(
    path: Path,
    head: LetterHead,
    parts: Sequence[Line | Ruled],
    fonts: BulletinFonts,
    say: Callable[[str], str] = str,
) -> Path:
    """The letter lies at ``path`` (or beside it, see files.write_swapped): title, ``parts``, signature and date.

    ``say``: a paragraph in the office's own words; tables are as they are.
    """
    told = [replace(part, text=say(part.text)) if isinstance(part, Line) else part for part in parts]
    rests_on = (head, told, fonts.model_dump(), _STYLED_BY.read_bytes())
    return write_document(
        path, worked_out("letter", rests_on, bytes, lambda: document_bytes(_document(head, told, fonts)))
    )


def _document(head: LetterHead, parts: Sequence[Line | Ruled], fonts: BulletinFonts) -> Document:
    document = docx.Document(str(_STYLED_BY))
    body = document.element.body
    end = body.sectPr
    for element in [one for one in body if one is not end]:
        body.remove(element)
    ids = {style.name: style.style_id for style in document.styles}
    title = [Line(line, Style.TITLE) for line in head.title_lines]
    signed = [Line("", Style.BLANK), Line(head.office, Style.SIGNATURE), Line(chinese_date(head.day), Style.DATE)]
    body_parts = (*title, *parts, *signed)
    kept = len(body_parts) - len(signed) - 1  # no page with a signature alone (GB/T 9704 clause 7.3.5)
    for place, part in enumerate(body_parts):
        is_kept = place >= kept
        xml = _line(part, ids, is_kept) if isinstance(part, Line) else table_xml(part.layout, part.rows)
        end.addprevious(element_of(xml))
    finish(document, fonts)
    settle_fonts(document, fonts)
    settle_properties(document, "".join(head.title_lines), head.day, head.office)
    return document


def _line(line: Line, ids: dict[str, str], is_kept: bool) -> str:
    shape = "<w:keepNext/><w:keepLines/>" if is_kept else ""
    return paragraph(run(line.text, line.face or line.style.face) if line.text else "", ids[line.style], shape)

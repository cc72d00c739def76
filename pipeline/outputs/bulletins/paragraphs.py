"""Paragraphs of an official document: faces, runs whose Chinese font is named, headings, body, closing lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from pipeline.vocabulary.text import clean

LINE = Pt(28.95)  # 22 lines fill the measure of a page


@dataclass(frozen=True)
class Face:
    """A typeface by its Chinese name and a size in points."""

    font: str
    size: float
    is_bold: bool = False


BODY = Face("仿宋", 16)
HEADING_1 = Face("黑体", 16)
HEADING_2 = Face("楷体", 16)
TITLE = Face("方正小标宋简体", 22)
ANNEX_TITLE = Face("方正小标宋简体", 18)
PAGE_NUMBER = Face("宋体", 14)
NOTE = Face("楷体", 12)
TABLE_HEAD = Face("黑体", 10.5)
TABLE_TEXT = Face("仿宋", 10.5)


def set_fonts(fonts: Any, face: Face) -> None:
    """A w:rFonts element names the face for Chinese and Latin alike; “ ” — … count as Chinese."""
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), face.font)
    fonts.set(qn("w:hint"), "eastAsia")


def add_run(paragraph: Paragraph, text: str, face: Face) -> Run:
    """A run in ``face``; newlines are line breaks, what XML cannot carry is gone, spaces at the ends stay."""
    run = paragraph.add_run(clean(f"|{text}|")[1:-1])
    set_fonts(run._r.get_or_add_rPr().get_or_add_rFonts(), face)
    run.font.size = Pt(face.size)
    if face.is_bold:
        run.font.bold = True
    return run


def add_line(
    document: Document,
    text: str,
    face: Face = BODY,
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT,
    *,
    right_characters: float = 0,
    spacing: float | None = None,
) -> Paragraph:
    """One line without an indent of its first line."""
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    _fix_spacing(paragraph, spacing)
    if right_characters:
        paragraph.paragraph_format.right_indent = Pt(face.size * right_characters)
    add_run(paragraph, text, face)
    return paragraph


def add_body(document: Document, text: str, face: Face = BODY) -> Paragraph:
    """A paragraph of body text: justified, two characters in, 22 lines a page (GB/T 9704 clause 7.3.3)."""
    return add_pieces(document, ((text, face),))


def add_pieces(document: Document, pieces: Iterable[tuple[str, Face]]) -> Paragraph:
    """A paragraph of body text in several faces."""
    pieces = tuple(pieces)
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    _fix_spacing(paragraph, None)
    paragraph.paragraph_format.first_line_indent = Pt(pieces[0][1].size * 2)
    paragraph._p.get_or_add_pPr().get_or_add_ind().set(qn("w:firstLineChars"), "200")
    for text, face in pieces:
        add_run(paragraph, text, face)
    return paragraph


def add_annex_note(document: Document, name: str) -> None:
    """附件：… two characters in; a second line starts below the name (GB/T 9704 clause 7.3.4)."""
    paragraph = add_body(document, f"附件：{name}")
    paragraph._p.get_or_add_pPr().get_or_add_ind().attrib.clear()
    spacing = paragraph.paragraph_format
    spacing.left_indent = Pt(BODY.size * 5)
    spacing.first_line_indent = Pt(BODY.size * -3)


def add_heading(document: Document, text: str, level: int) -> Paragraph:
    """A heading 一、 (level 1) or （一） (level 2): kept with what follows, shown in Word's navigation."""
    paragraph = add_body(document, text, HEADING_1 if level == 1 else HEADING_2)
    paragraph.paragraph_format.keep_with_next = True
    outline = OxmlElement("w:outlineLvl")
    outline.set(qn("w:val"), str(level - 1))
    paragraph._p.get_or_add_pPr().append(outline)
    return paragraph


def add_title(document: Document, lines: Iterable[str], face: Face = TITLE) -> None:
    """The title, centred, broken where its sense allows (GB/T 9704 clause 7.3.1)."""
    add_line(document, "\n".join(lines), face, WD_ALIGN_PARAGRAPH.CENTER, spacing=face.size * 1.6)


def add_caption(document: Document, text: str) -> None:
    """The line above a table inside the text: kept with the table."""
    face = replace(TABLE_HEAD, size=12)
    add_line(document, text, face, WD_ALIGN_PARAGRAPH.CENTER).paragraph_format.keep_with_next = True


def add_blank(document: Document, lines: int = 1) -> None:
    for _ in range(lines):
        add_line(document, "")


def add_page_break(document: Document) -> None:
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _fix_spacing(paragraph: Paragraph, points: float | None) -> None:
    spacing = paragraph.paragraph_format
    spacing.space_before = spacing.space_after = Pt(0)
    spacing.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    spacing.line_spacing = LINE if points is None else Pt(points)

"""Word documents: opened with the page, fonts and footer of an official document, saved with repeatable bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section, _Footer
from docx.shared import Mm, Pt

from pipeline.files import write_swapped
from pipeline.outputs.bulletins.paragraphs import BODY, PAGE_NUMBER, add_run, set_fonts
from pipeline.vocabulary.text import clean

_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
_TEXT_INDENT = Pt(14)  # one character of the page number


def write_document(path: Path, title: str, day: date, build: Callable[[Document], None]) -> Path:
    """``build`` has filled a new document that now lies at ``path`` (or beside it, see files.write_swapped).

    ``day`` stands as created and modified, nobody as author, and the zip carries no clock: same facts, same bytes.
    """

    def write(beside: Path) -> None:
        document = docx.Document()
        _settle_defaults(document)
        _settle_properties(document, title, day)
        _shape_portrait(document.sections[0])
        _number_pages(document)
        build(document)
        stream = BytesIO()
        document.save(stream)
        _write_timeless(beside, stream)

    return write_swapped(path, write)


def start_portrait(document: Document) -> None:
    """What follows stands on new upright A4 pages."""
    _shape_portrait(_add_section(document))


def start_landscape(document: Document) -> None:
    """What follows stands on new A4 pages turned sideways, for wide tables (GB/T 9704 clause 8)."""
    section = _add_section(document)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin, section.bottom_margin = Mm(28), Mm(26)
    section.left_margin, section.right_margin = Mm(26), Mm(26)
    section.footer_distance = Mm(15)


def _add_section(document: Document) -> Section:
    """A new section; the paragraph that ends the old one is too small to start a page of its own below a table."""
    section: Section = document.add_section(WD_SECTION.NEW_PAGE)
    spacing = document.paragraphs[-1].paragraph_format
    spacing.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    spacing.line_spacing = Pt(1)
    return section


def _shape_portrait(section: Section) -> None:
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(23)


def _settle_defaults(document: Document) -> None:
    """Explicit fonts and no spacing where the library's template has theme fonts and 10 pt after each paragraph."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    run = defaults.find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}")
    fonts = run.find(qn("w:rFonts"))
    fonts.attrib.clear()
    set_fonts(fonts, BODY)
    run.find(qn("w:lang")).set(qn("w:eastAsia"), "zh-CN")
    spacing = defaults.find(f"{qn('w:pPrDefault')}/{qn('w:pPr')}/{qn('w:spacing')}")
    for name, value in (("after", "0"), ("line", "240"), ("lineRule", "auto")):
        spacing.set(qn(f"w:{name}"), value)
    settings = document.settings.element
    settings.find(qn("w:themeFontLang")).set(qn("w:eastAsia"), "zh-CN")
    # A line broken by hand inside justified text must not be stretched over the whole measure.
    settings.find(qn("w:compat")).insert(0, OxmlElement("w:doNotExpandShiftReturn"))


def _settle_properties(document: Document, title: str, day: date) -> None:
    properties = document.core_properties
    properties.title = clean(title)[:255]
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.created = properties.modified = datetime.combine(day, time())
    properties.language, properties.revision = "zh-CN", 1
    package = document.part.package
    assert package is not None
    for key in [key for key, relation in package.rels.items() if relation.reltype.endswith("/thumbnail")]:
        package.rels.pop(key)  # the picture of somebody else's blank page


def _number_pages(document: Document) -> None:
    """— 1 — in the outer corner, one character in: right on odd pages, left on even ones (GB/T 9704 clause 7.5)."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    _fill_footer(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
    _fill_footer(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)


def _fill_footer(footer: _Footer, side: WD_ALIGN_PARAGRAPH) -> None:
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.alignment = side
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = _TEXT_INDENT
    paragraph.paragraph_format.tab_stops.clear_all()
    add_run(paragraph, "— ", PAGE_NUMBER)
    for kind in ("begin", "PAGE", "separate", "1", "end"):
        run = add_run(paragraph, kind if kind == "1" else "", PAGE_NUMBER)
        if kind == "PAGE":
            instruction = OxmlElement("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = " PAGE "
            run._r.append(instruction)
        elif kind != "1":
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
    add_run(paragraph, " —", PAGE_NUMBER)


def _write_timeless(path: Path, stream: BytesIO) -> None:
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_DAY)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            target.writestr(entry, source.read(name))

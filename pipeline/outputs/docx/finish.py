"""The last touches by GB/T 9704 that a template cannot make itself: numbers, widths, places, tables, fonts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from pipeline.config import BulletinFonts
from pipeline.outputs.docx.filling import page_edges, text_of
from pipeline.outputs.docx.markup import DECLARED, LINE, element_of, exact_line, paragraph, run
from pipeline.outputs.docx.pages.feet import number_pages
from pipeline.outputs.docx.pages.imprint import keep_imprint
from pipeline.outputs.docx.pages.sections import own_text, style_of
from pipeline.outputs.docx.pages.turning import turn_pages
from pipeline.outputs.docx.shapes import size_imprint
from pipeline.outputs.docx.styles import MASTHEAD_BEFORE, MASTHEAD_LINE, Style, style_ids
from pipeline.outputs.shared import wording

_LEVELS: dict[str, int] = {Style.HEADING_1: 1, Style.HEADING_2: 2, Style.POINT: 2}
_PREFIXES = {1: re.compile("[一二三四五六七八九十]+、"), 2: re.compile("（[一二三四五六七八九十]+）")}
_MASTHEAD_WIDTH = 434.0  # points: a little less than the measure
_MASTHEAD_SIZE = 48.0
_NARROWEST = 0.7
_MASTHEAD_SINKS = 1.2  # points by which type of that size hangs below the top of its line
_CHARACTER = 315  # twips: 16 pt at −0.25 pt
_LINE_CHARACTERS = 28
_LONGEST_DATE = 7  # 2022年12月31日, its digits half as wide as 汉字, with the room that a blank date has
_DATE_OVERHANG = -2  # a date never breaks, also where a font that stands in has digits as wide as 汉字
_OF_TEXT = (Style.BODY, Style.POINT, Style.REMARK)
_AFTER_SPACING = (
    *("w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection"),
    *("w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr"),
)
_SHIPPED = BulletinFonts()


def finish(document: Document, fonts: BulletinFonts, *, copies: str = "", is_draft: bool = False) -> None:
    """``document`` as filled meets the standard: every step leaves one thing true. ``copies``: the lines of 抄送."""
    turn_pages(document)
    _adopt_plain(document)
    named = _by_style(document)
    _number_headings(named)
    _split_lines(named)
    _fit_masthead(named.get(Style.MASTHEAD, []))
    _place_signature(named)
    _keep_signature(named)
    size_imprint(document.element.body, copies)
    keep_imprint(document)
    number_pages(document)
    _map_fonts(document, fonts)
    if is_draft:
        _ensure_mark(document)


def _adopt_plain(document: Document) -> None:
    """A paragraph that a clerk typed without choosing a style is printed like the text around it (clause 7.3.3)."""
    plain = {"", *(style.style_id for style in document.styles if style.element.get(qn("w:default")) == "1")}
    body = style_ids(document).get(Style.BODY)
    for element in document.element.body.iterchildren(qn("w:p")):
        shape = element.get_or_add_pPr()
        is_shaped = shape.find(qn("w:ind")) is not None or shape.find(qn("w:jc")) is not None
        if body and style_of(element) in plain and not is_shaped and own_text(element).strip():
            shape.get_or_add_pStyle().set(qn("w:val"), body)


def _by_style(document: Document) -> dict[str, list[Any]]:
    """Paragraphs of the body by the name of their style, in order; those of the levels also under ``levels``."""
    names = {style.style_id: style.name for style in document.styles}
    found: dict[str, list[Any]] = {"levels": []}
    for element in document.element.body.iterchildren(qn("w:p")):
        shape = element.pPr
        style = shape.find(qn("w:pStyle")) if shape is not None else None
        name = names.get(style.get(qn("w:val")), "") if style is not None else ""
        found.setdefault(name, []).append(element)
        if name in _LEVELS:
            found["levels"].append((_LEVELS[name], element))
    return found


def _number_headings(named: dict[str, list[Any]]) -> None:
    """一、（一） run on, whatever sections the month has; a level of one has no number (clause 7.3.3)."""
    levels: list[tuple[int, Any]] = named["levels"]
    first = 0
    for index, (level, element) in enumerate(levels):
        if level == 1:
            first += 1
            _set_prefix(element, 1, f"{wording.ordinal(first)}、")
        else:
            group = list(_siblings(levels, index))
            place = 1 + sum(1 for at in group if at < index)
            _set_prefix(element, 2, f"（{wording.ordinal(place)}）" if len(group) > 1 else "")


def _siblings(levels: list[tuple[int, Any]], index: int) -> Iterator[int]:
    """The places of the second level in the same section as ``index``."""
    start = next((at for at in range(index, -1, -1) if levels[at][0] == 1), -1)
    for at in range(start + 1, len(levels)):
        if levels[at][0] == 1:
            return
        yield at


def _set_prefix(element: Any, level: int, prefix: str) -> None:
    texts = [node for node in element.iter(qn("w:t")) if node.text]
    match = _PREFIXES[level].match("".join(node.text for node in texts))
    if not match:
        return
    left = match.end()
    for node in texts:
        cut = min(left, len(node.text))
        node.text, left = node.text[cut:], left - cut
        if not left:
            break
    texts[0].text = prefix + texts[0].text


def _fit_masthead(paragraphs: list[Any]) -> None:
    """发文机关标志 fills at most the measure in one line, first narrower, then smaller, its top where it was (clause 7.2.4)."""
    for element in paragraphs:
        count = len(text_of(element))
        if not count:
            continue
        scale = min(1.0, max(_NARROWEST, _MASTHEAD_WIDTH / (_MASTHEAD_SIZE * count)))
        size = int(2 * min(_MASTHEAD_SIZE, _MASTHEAD_WIDTH / (scale * count))) / 2
        for properties in element.iter(qn("w:rPr")):
            for tag in ("w:sz", "w:szCs"):
                found = properties.find(qn(tag))
                if found is not None:
                    found.set(qn("w:val"), str(round(size * 2)))
            if scale < 1 and properties.find(qn("w:sz")) is not None:
                width = parse_xml(f'<w:w {DECLARED} w:val="{int(scale * 100)}"/>')
                properties.find(qn("w:sz")).addprevious(width)
        _set_top(element, size)


def _set_top(element: Any, size: float) -> None:
    """The line is as much lower as its type is smaller; what that frees stands below it, so that nothing else moves."""
    line = size * MASTHEAD_LINE / _MASTHEAD_SIZE
    before = MASTHEAD_BEFORE + _MASTHEAD_SINKS * (1 - size / _MASTHEAD_SIZE)
    after = MASTHEAD_BEFORE + MASTHEAD_LINE - before - line
    shape = element.get_or_add_pPr()
    for old in shape.findall(qn("w:spacing")):
        shape.remove(old)
    shape.insert_element_before(element_of(exact_line(line, before, after)), *_AFTER_SPACING)


def _place_signature(named: dict[str, list[Any]]) -> None:
    """署名 ends two characters from the right, the date begins two characters right of it (clause 7.3.5.3).

    Both by the room on their left, counted in the 汉字 of the office's name: so they stand in any font, and a date that
    is filled in by hand moves nothing. Room is kept for the longest date; a short name makes way for it.
    """
    for office, day in zip(named.get(Style.SIGNATURE, []), named.get(Style.DATE, []), strict=False):
        signed = wording.text_width(text_of(office))
        start = max(0.0, min(_LINE_CHARACTERS - 2 - signed, _LINE_CHARACTERS - 4 - _LONGEST_DATE))
        _indent(office, start)
        _indent(day, start + 2, _DATE_OVERHANG)


def _indent(element: Any, characters: float, right: float = 0) -> None:
    """The paragraph begins ``characters`` from the left and may take what is free on its right, and ``right`` less."""
    shape = element.get_or_add_pPr()
    for tag in ("w:ind", "w:jc"):
        for old in shape.findall(qn(tag)):
            shape.remove(old)
    left = f'<w:ind w:left="{round(characters * _CHARACTER)}" w:right="{round(right * _CHARACTER)}" w:firstLine="0"/>'
    shape.insert_element_before(element_of('<w:jc w:val="left"/>'), *_AFTER_SPACING[5:])
    shape.insert_element_before(element_of(left), *_AFTER_SPACING[1:])


def _split_lines(named: dict[str, list[Any]]) -> None:
    """A line break that somebody typed into the text begins a paragraph, 左空二字 like every other (clause 7.3.3)."""
    for element in [one for style in _OF_TEXT for one in named.get(style, [])]:
        for mark in [one for one in element.iter(qn("w:br")) if one.get(qn("w:type")) is None]:
            _begin_paragraph(element, mark)


def _begin_paragraph(element: Any, mark: Any) -> None:
    """What stands before ``mark`` is a paragraph of its own, shaped like ``element``; a blank line is none."""
    piece = mark.getparent()
    if piece.getparent() is not element:
        return
    place, inside = element.index(piece), piece.index(mark)
    before = deepcopy(element)
    del before[place + 1 :]
    del before[place][inside:]
    for one in [*list(element)[:place], *list(piece)[: inside + 1]]:
        if one.tag not in (qn("w:pPr"), qn("w:rPr")):
            one.getparent().remove(one)
    for paragraph_, tags in ((before, ("w:sectPr",)), (element, ("w:pageBreakBefore",))):
        for old in [old for tag in tags for old in paragraph_.findall(f"{qn('w:pPr')}/{qn(tag)}")]:
            old.getparent().remove(old)
        _strip(paragraph_)
    if text_of(before).strip():
        element.addprevious(before)


def _strip(element: Any) -> None:
    """No blanks stand at the head of the paragraph: its room is the style's."""
    for node in element.iter(qn("w:t")):
        node.text = (node.text or "").lstrip()
        if node.text:
            return


def _keep_signature(named: dict[str, list[Any]]) -> None:
    """署名 and date never stand on a page without text: the last paragraph of the body goes with them (clause 7.3.5)."""
    signatures = named.get(Style.SIGNATURE)
    if not signatures:
        return
    annex_notes = named.get(Style.ANNEX_NOTE, [])
    for before in signatures[0].itersiblings(qn("w:p"), qn("w:tbl"), preceding=True):
        if before.tag != qn("w:p"):
            return
        before.get_or_add_pPr().get_or_add_keepNext()
        if text_of(before).strip() and before not in annex_notes:
            return


def _map_fonts(document: Document, fonts: BulletinFonts) -> None:
    """The shipped faces are replaced by the office's own; a face that a clerk chose in the template stays."""
    roles = ("title", "body", "heading", "subheading", "number")
    chosen = {getattr(_SHIPPED, role)[0]: getattr(fonts, role)[0] for role in roles}
    if all(shipped == own for shipped, own in chosen.items()):
        return
    scripts = [qn(f"w:{script}") for script in ("ascii", "hAnsi", "eastAsia", "cs")]
    for root in (document.element, document.styles.element, *page_edges(document)):
        for named in root.iter(qn("w:rFonts")):
            for script in scripts:
                if named.get(script) in chosen:
                    named.set(script, chosen[named.get(script)])


def _ensure_mark(document: Document) -> None:
    """A draft says so in its first line, even where a template has lost the words (R21)."""
    body = document.element.body
    if wording.DRAFT_MARK not in "".join(text_of(p) for p in list(body.iterchildren(qn("w:p")))[:3]):
        text = paragraph(run(wording.DRAFT_MARK, Style.MARK.face), "", exact_line(LINE / 20))
        body.insert(0, element_of(text))

"""The last touches by GB/T 9704 that a template cannot make itself: numbers, widths, places, tables, fonts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from pipeline.config import BulletinFonts
from pipeline.outputs.docx.filling import page_edges, text_of
from pipeline.outputs.docx.markup import DECLARED, LINE, element_of, exact_line, paragraph, run
from pipeline.outputs.docx.shapes import IMPRINT_NAME, imprint_height
from pipeline.outputs.docx.styles import Style
from pipeline.outputs.shared import wording

_LEVELS: dict[str, int] = {Style.HEADING_1: 1, Style.HEADING_2: 2, Style.POINT: 2}
_PREFIXES = {1: re.compile("[一二三四五六七八九十]+、"), 2: re.compile("（[一二三四五六七八九十]+）")}
_MASTHEAD_WIDTH = 434.0  # points: a little less than the measure
_MASTHEAD_SIZE = 48.0
_NARROWEST = 0.7
_SHIPPED = BulletinFonts()


def finish(document: Document, fonts: BulletinFonts, *, copies: str = "", is_draft: bool = False) -> None:
    """``document`` as filled meets the standard: every step leaves one thing true. ``copies``: the lines of 抄送."""
    named = _by_style(document)
    _number_headings(named)
    _fit_masthead(named.get(Style.MASTHEAD, []))
    _place_signature(named)
    _keep_signature(named)
    _size_imprint(document, copies)
    _map_fonts(document, fonts)
    if is_draft:
        _ensure_mark(document)


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
    """发文机关标志 fills at most the measure in one line, first narrower, then smaller (clause 7.2.4)."""
    for element in paragraphs:
        count = len(text_of(element))
        if not count:
            continue
        scale = min(1.0, max(_NARROWEST, _MASTHEAD_WIDTH / (_MASTHEAD_SIZE * count)))
        size = min(_MASTHEAD_SIZE, _MASTHEAD_WIDTH / (scale * count))
        for properties in element.iter(qn("w:rPr")):
            for tag in ("w:sz", "w:szCs"):
                found = properties.find(qn(tag))
                if found is not None:
                    found.set(qn("w:val"), str(int(size * 2)))
            if scale < 1 and properties.find(qn("w:sz")) is not None:
                width = parse_xml(f'<w:w {DECLARED} w:val="{int(scale * 100)}"/>')
                properties.find(qn("w:sz")).addprevious(width)


def _place_signature(named: dict[str, list[Any]]) -> None:
    """署名 two characters in from the right, the date two characters right of it (clause 7.3.5.3)."""
    for office, day in zip(named.get(Style.SIGNATURE, []), named.get(Style.DATE, []), strict=False):
        signed, dated = wording.text_width(text_of(office)), wording.text_width(text_of(day))
        office_right, day_right = 2.0, signed - dated
        if day_right < 2:
            office_right, day_right = 4 + dated - signed, 2.0
        for element, characters in ((office, office_right), (day, day_right)):
            shape = element.pPr.get_or_add_ind()
            shape.set(qn("w:right"), str(round(characters * 315)))


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


def _size_imprint(document: Document, copies: str) -> None:
    """The box of the 版记 is as high as its lines, so that its last rule lies on the edge (clause 7.4.1)."""
    for shown in document.element.body.iter(qn("wp:docPr")):
        if shown.get("name") == IMPRINT_NAME:
            anchor = shown.getparent()
            sizes = [anchor.find(qn("wp:extent")), *anchor.iter(qn("a:ext"))]
            for size in sizes:
                if size.get("cy"):
                    size.set("cy", str(imprint_height(copies)))


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

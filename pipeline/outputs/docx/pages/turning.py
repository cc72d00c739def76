"""Wide tables lie on turned pages and annexes begin a page, whatever breaks a template has kept (clauses 7.3.7, 8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

from pipeline.outputs.docx.pages.sections import (
    breaks_page,
    ending,
    is_landscape,
    section_end,
    sections,
    set_start,
    shape,
    shows,
    style_of,
)
from pipeline.outputs.docx.shapes import holds_imprint
from pipeline.outputs.docx.styles import Style, style_ids

_WIDE = 8845 + 400  # twips: a table as wide as upright text, with what Word lets its cells stand out


def turn_pages(document: Document) -> None:
    """Every wide table lies on turned pages with its heading and notes, all else as the template has it, text upright."""
    ids = style_ids(document)
    for blocks, end in sections(document):
        _turn(blocks, end, ids)
    for head in document.element.body.iterchildren(qn("w:p")):
        if style_of(head) == ids.get(Style.ANNEX_HEAD) and not _begins_page(head):
            head.get_or_add_pPr().get_or_add_pageBreakBefore()


def _turn(blocks: Sequence[Any], end: Any, ids: Mapping[str, str]) -> None:
    """One section becomes up to three: what stands before its wide tables, they with their annex, what follows."""
    wide = [place for place, block in enumerate(blocks) if block.tag == qn("w:tbl") and _width(block) > _WIDE]
    if not wide:
        is_text = any(style_of(block) == ids.get(Style.TITLE) or holds_imprint(block) for block in blocks)
        shape(end, is_landscape=is_landscape(end) and not is_text)
        return
    first, last = _annex(blocks, wide, ids)
    has_before, has_after = (any(map(shows, part)) for part in (blocks[:first], blocks[last:]))
    upright, turned = deepcopy(end), deepcopy(end)
    shape(end, is_landscape=not has_after)
    if has_before or has_after:
        set_start(end)
    if has_after:
        if has_before:
            set_start(turned)
        shape(turned, is_landscape=True)
        blocks[last - 1].addnext(ending(turned))
    if has_before:
        shape(upright, is_landscape=False)
        blocks[first].addprevious(ending(upright))


def _annex(blocks: Sequence[Any], wide: Sequence[int], ids: Mapping[str, str]) -> tuple[int, int]:
    """From the head of the annex, or the caption of the first wide table, to the next annex or the 版记."""
    heads = [place for place, block in enumerate(blocks) if style_of(block) == ids.get(Style.ANNEX_HEAD)]
    first = next((place for place in reversed(heads) if place < wide[0]), wide[0])
    if first == wide[0] and first and style_of(blocks[first - 1]) == ids.get(Style.CAPTION):
        first -= 1
    following = range(wide[-1] + 1, len(blocks))
    last = next((place for place in following if place in heads or holds_imprint(blocks[place])), len(blocks))
    return first, last


def _begins_page(head: Any) -> bool:
    for before in head.itersiblings(preceding=True):
        if section_end(before) is not None or breaks_page(before):
            return True
        if shows(before):
            return False
    return True


def _width(table: Any) -> int:
    grid = table.find(qn("w:tblGrid"))
    return sum(int(float(one.get(qn("w:w")) or 0)) for one in grid) if grid is not None else 0

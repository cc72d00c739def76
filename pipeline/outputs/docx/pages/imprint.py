"""The place of the 版记: with the last words of the text where they are on upright pages (clause 7.4, decision 0104)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

from pipeline.outputs.docx.pages.sections import own_text, sections, set_start, shows, style_of
from pipeline.outputs.docx.shapes import holds_imprint
from pipeline.outputs.docx.styles import Style, style_ids

# Twips: the bottom margin less a line of 14 pt. LibreOffice takes no room between text and foot on a page that must be even.
_EMPTY_FOOT = "1704"


def keep_imprint(document: Document) -> None:
    """The 版记 stands on the page of the last words; behind turned pages on the next even page, as the last of the sheet."""
    for number, (blocks, end) in enumerate(sections(document)):
        place = next((place for place, block in enumerate(blocks) if holds_imprint(block)), None)
        if place is None:
            continue
        if number and not any(map(shows, blocks[:place])):
            set_start(end, "evenPage")
            end.find(qn("w:pgMar")).set(qn("w:footer"), _EMPTY_FOOT)
        else:
            _keep_company(blocks[:place], style_ids(document).get(Style.NOTE, ""))


def _keep_company(blocks: Sequence[Any], note: str) -> None:
    """The last words before the 版记, or the last row of a table with its ``note``, go with it over the page."""
    for block in reversed(blocks):
        if block.tag == qn("w:tbl"):
            for line in block.tr_lst[-1].iter(qn("w:p")):
                line.get_or_add_pPr().get_or_add_keepNext()
            return
        block.get_or_add_pPr().get_or_add_keepNext()
        if own_text(block).strip() and style_of(block) != note:
            return

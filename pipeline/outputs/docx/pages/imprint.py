"""The place of the 版记: with the last words of the text where they are on upright pages (clause 7.4, decision 0104)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

from pipeline.outputs.docx.markup import element_of, exact_line, paragraph
from pipeline.outputs.docx.pages.sections import own_text, sections, set_start, shows, style_of
from pipeline.outputs.docx.shapes import free_imprint, holds_imprint
from pipeline.outputs.docx.styles import Style, style_ids

# Twips: the bottom margin less a line of 14 pt. LibreOffice takes no room between text and foot on a page that must be even.
_EMPTY_FOOT = "1704"
_ROWS_IN_COMPANY = 3


def keep_imprint(document: Document) -> None:
    """The 版记 stands on the page of the last words; behind turned pages on the next even page, as the last of the sheet."""
    for number, (blocks, end) in enumerate(sections(document)):
        place = next((place for place, block in enumerate(blocks) if holds_imprint(block)), None)
        if place is None:
            continue
        before = blocks[:place]
        if number and not any(map(shows, before)):
            set_start(end, "evenPage")
            end.find(qn("w:pgMar")).set(qn("w:footer"), _EMPTY_FOOT)
        elif before and before[-1].tag == qn("w:tbl"):
            _keep_rows(before[-1], free_imprint(blocks[place]))
        else:
            _keep_company(before, style_ids(document).get(Style.NOTE, ""))


def _keep_company(blocks: Sequence[Any], note: str) -> None:
    """The last words before the 版记, or the last row of a table with its ``note``, go with it over the page."""
    for block in reversed(blocks):
        if block.tag == qn("w:tbl"):
            _keep_with_next(block.tr_lst[-1])
            return
        block.get_or_add_pPr().get_or_add_keepNext()
        if own_text(block).strip() and style_of(block) != note:
            return


def _keep_rows(table: Any, room: int) -> None:
    """The last rows of ``table`` go over the page with a row without rules that keeps ``room`` twips free for the 版记.

    A box pushes words and no rows: where the table filled the page, its last rows stood under the 版记 (LibreOffice). And
    LibreOffice keeps a row with the next row, never with a paragraph.
    """
    width = sum(int(column.get(qn("w:w"))) for column in table.tblGrid)
    sides = "".join(f'<w:{side} w:val="nil"/>' for side in ("left", "bottom", "right"))
    blank = (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{room}" w:hRule="exact"/></w:trPr><w:tc><w:tcPr>'
        f'<w:tcW w:w="{width}" w:type="dxa"/><w:gridSpan w:val="{len(table.tblGrid)}"/><w:tcBorders>{sides}'
        f"</w:tcBorders></w:tcPr>{paragraph('', '', exact_line(1))}</w:tc></w:tr>"
    )
    table.append(element_of(blank))
    for row in table.tr_lst[-1 - _ROWS_IN_COMPANY :]:
        _keep_with_next(row)


def _keep_with_next(row: Any) -> None:
    for line in row.iter(qn("w:p")):
        line.get_or_add_pPr().get_or_add_keepNext()

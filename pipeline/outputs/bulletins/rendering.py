"""A bulletin as a document: its template filled, finished by the standard, its bytes repeatable."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipeline.config import Bulletins
from pipeline.outputs.bulletins.bulletin import Bulletin
from pipeline.outputs.bulletins.inner_page import add_inner_page
from pipeline.outputs.bulletins.words.cover import build_cover_words
from pipeline.outputs.docx.filling import fill_template
from pipeline.outputs.docx.finish import finish
from pipeline.outputs.docx.inserts import place_inserts
from pipeline.outputs.docx.package import document_bytes, settle_fonts, settle_properties
from pipeline.outputs.docx.variables import context_of, told_in


def render_bulletin(
    bulletin: Bulletin, template: Path, style: Bulletins, in_short: Callable[[str], str] = str
) -> bytes:
    """The Word file of ``bulletin``; a draft ends with its inner page.

    ``in_short``: by what names running text calls units; tables, annexes and the inner page have them in full.

    Raises:
        TemplateFaultError: the template cannot be filled.
    """
    words = build_cover_words(bulletin, style)
    document = fill_template(template, {**context_of(words), **told_in(context_of(bulletin.words), in_short)})
    place_inserts(document, bulletin.inserts, bulletin.cover.cutoff)
    finish(document, style.fonts, copies=words.copies, is_draft=bulletin.edition.is_draft)
    if bulletin.edition.is_draft and not bulletin.edition.is_public:
        add_inner_page(document, bulletin)
    settle_fonts(document, style.fonts)
    settle_properties(document, bulletin.cover.title, bulletin.cover.cutoff, bulletin.cover.office)
    return document_bytes(document)

"""A bulletin as a document: its template filled, finished by the standard, its bytes repeatable."""

from __future__ import annotations

from pathlib import Path

from pipeline.config import Bulletins
from pipeline.outputs.bulletins.bulletin import Bulletin
from pipeline.outputs.bulletins.inner_page import add_inner_page
from pipeline.outputs.bulletins.words.cover import build_cover_words
from pipeline.outputs.docx.filling import fill_template
from pipeline.outputs.docx.finish import finish
from pipeline.outputs.docx.inserts import place_inserts
from pipeline.outputs.docx.package import document_bytes, settle_fonts, settle_properties
from pipeline.outputs.docx.variables import context_of


def render_bulletin(bulletin: Bulletin, template: Path, style: Bulletins) -> bytes:
    """The Word file of ``bulletin``; a draft ends with its inner page.

    Raises:
        TemplateFaultError: the template cannot be filled.
    """
    words = build_cover_words(bulletin, style)
    document = fill_template(template, {**context_of(words), **context_of(bulletin.words)})
    place_inserts(document, bulletin.inserts, bulletin.cover.cutoff)
    finish(document, style.fonts, copies=words.copies, is_draft=bulletin.edition.is_draft)
    if bulletin.edition.is_draft and not bulletin.edition.is_public:
        add_inner_page(document, bulletin)
    settle_fonts(document, style.fonts)
    settle_properties(document, bulletin.cover.title, bulletin.cover.cutoff, bulletin.cover.office)
    return document_bytes(document)

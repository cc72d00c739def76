"""Writing a bulletin: its template filled, finished by the standard, saved with repeatable bytes."""

from __future__ import annotations

from pathlib import Path

from docx.document import Document

from pipeline.config import Bulletins
from pipeline.outputs.bulletins.bulletin import Bulletin
from pipeline.outputs.bulletins.inner_page import add_inner_page
from pipeline.outputs.bulletins.words.cover import build_cover_words
from pipeline.outputs.docx.filling import fill_template, template_path
from pipeline.outputs.docx.finish import finish
from pipeline.outputs.docx.inserts import place_inserts
from pipeline.outputs.docx.package import settle_fonts, settle_properties, write_package
from pipeline.outputs.docx.variables import context_of


def write_bulletin(path: Path, bulletin: Bulletin, style: Bulletins, folder: Path | None = None) -> Path:
    """``bulletin`` lies at ``path`` (or beside it, see files.write_swapped); a draft ends with its inner page.

    Raises:
        TemplateFaultError: the template cannot be filled; nothing has been written.
    """
    document = _document(bulletin, style, folder)
    return write_package(path, lambda: document)


def _document(bulletin: Bulletin, style: Bulletins, folder: Path | None) -> Document:
    words = build_cover_words(bulletin, style)
    context = {**context_of(words), **context_of(bulletin.words)}
    document = fill_template(template_path(bulletin.kind, folder), context)
    place_inserts(document, bulletin.inserts, bulletin.cover.cutoff)
    finish(document, style.fonts, copies=words.copies, is_draft=bulletin.edition.is_draft)
    if bulletin.edition.is_draft and not bulletin.edition.is_public:
        add_inner_page(document, bulletin)
    settle_fonts(document, style.fonts)
    settle_properties(document, bulletin.cover.title, bulletin.cover.cutoff)
    return document

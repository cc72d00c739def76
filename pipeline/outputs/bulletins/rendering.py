"""A bulletin as documents: its template filled, finished by the standard, its full table beside it; repeatable bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from pipeline.config import Bulletins
from pipeline.outputs.bulletins.bulletin import Bulletin
from pipeline.outputs.bulletins.inner_page import add_inner_page
from pipeline.outputs.bulletins.kind import leaders_place, table_place
from pipeline.outputs.bulletins.words.cover import build_cover_words
from pipeline.outputs.docx.filling import blank_document, fill_template
from pipeline.outputs.docx.finish import finish
from pipeline.outputs.docx.inserts import Block, Words, append_blocks, place_inserts
from pipeline.outputs.docx.package import document_bytes, settle_fonts, settle_properties
from pipeline.outputs.docx.styles import Style
from pipeline.outputs.docx.variables import context_of, told_in
from pipeline.outputs.shared import wording


def render_files(
    bulletin: Bulletin, place: str, template: Path, style: Bulletins, in_short: Callable[[str], str] = str
) -> tuple[tuple[str, bytes], ...]:
    """The Word files of ``bulletin`` with their places: itself at ``place``, beside it what goes with it.

    ``in_short``: see render_bulletin; the table has units in full.

    Raises:
        TemplateFaultError: the template cannot be filled.
    """
    own = (place, render_bulletin(bulletin, template, style, in_short))
    leaders = ((leaders_place(place), render_leaders(bulletin, template, style)),) if bulletin.leaders else ()
    table = ((table_place(place), render_table(bulletin, template, style)),) if bulletin.table else ()
    return (own, *leaders, *table)


def render_leaders(bulletin: Bulletin, template: Path, style: Bulletins) -> bytes:
    """The Word file that only leaders are given, in the faces of ``template``."""
    assert bulletin.leaders
    head = (Words(Style.ANNEX_HEAD, wording.LEADERS_ONLY), Words(Style.BLANK))
    blocks = (*head, Words(Style.ANNEX_TITLE, bulletin.leaders.title), *bulletin.leaders.blocks)
    return _without_template(bulletin, template, style, bulletin.leaders.title, blocks)


def render_table(bulletin: Bulletin, template: Path, style: Bulletins) -> bytes:
    """The Word file of the full table in the faces of ``template``, under number and annex as it is not bound in (clause 7.3.7)."""
    table, words = bulletin.table, build_cover_words(bulletin, style)
    assert table
    of = words.number if words.is_red_head else f"《{words.digest_masthead}》{words.issue}"
    head: tuple[Block, ...] = (Words(Style.ANNEX_HEAD, f"{of}附件{table.number or ''}"), Words(Style.BLANK))
    note = (Words(Style.NOTE, table.note),) if table.note else ()
    blocks = (*head, Words(Style.ANNEX_TITLE, table.title), table.table, *note)
    return _without_template(bulletin, template, style, table.title, blocks)


def _without_template(
    bulletin: Bulletin, template: Path, style: Bulletins, title: str, blocks: Iterable[Block]
) -> bytes:
    """A file of ``blocks`` that has of ``template`` its faces only."""
    document = blank_document(template)
    append_blocks(document, blocks)
    finish(document, style.fonts, is_draft=bulletin.edition.is_draft)
    settle_fonts(document, style.fonts)
    settle_properties(document, title, bulletin.cover.cutoff, bulletin.cover.office)
    return document_bytes(document)


def render_bulletin(
    bulletin: Bulletin, template: Path, style: Bulletins, in_short: Callable[[str], str] = str
) -> bytes:
    """The Word file of ``bulletin``; a draft ends with its inner page.

    ``in_short``: by what names running text calls units; tables, annexes and the inner page have them in full.

    Raises:
        TemplateFaultError: the template cannot be filled.
    """
    words = build_cover_words(bulletin, style, template.stem)
    document = fill_template(template, {**context_of(words), **told_in(context_of(bulletin.words), in_short)})
    place_inserts(document, bulletin.inserts, bulletin.cover.cutoff)
    finish(document, style.fonts, copies=words.copies, is_draft=bulletin.edition.is_draft)
    if bulletin.edition.is_draft and not bulletin.edition.is_public:
        add_inner_page(document, bulletin)
    settle_fonts(document, style.fonts)
    settle_properties(document, bulletin.cover.title, bulletin.cover.cutoff, bulletin.cover.office)
    return document_bytes(document)

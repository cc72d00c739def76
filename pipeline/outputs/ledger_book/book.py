"""台账.xlsx: the overview, the ledger as printed, the return matrix, and the data sheets of the contract (docs/contract.md)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Any

import pandas as pd

from pipeline.ledger.model import Ledger
from pipeline.outputs.ledger_book.matrix import write_matrix_sheet
from pipeline.outputs.ledger_book.notes import write_notes_sheet
from pipeline.outputs.ledger_book.overview import write_overview_sheet
from pipeline.outputs.ledger_book.printed_pages import annex_page, official_pages
from pipeline.outputs.ledger_book.printed_sheets import write_reading_sheet
from pipeline.outputs.shared.links import SourceLinks
from pipeline.outputs.xlsx.data_sheets import write_data_sheet
from pipeline.outputs.xlsx.theme import style_maker
from pipeline.outputs.xlsx.workbook import Workbook, write_workbook
from pipeline.vocabulary import tables
from pipeline.vocabulary.terms import Annex, Level, Outcome


def write_ledger_workbook(
    path: Path,
    ledger: Ledger,
    settings_lines: Sequence[tuple[str, str]],
    inbox: Path | None = None,
    archive: Path | None = None,
) -> Path:
    """The ledger's workbook lies at ``path``; the same ledger gives the same bytes.

    ``settings_lines`` (term, meaning) are shown on 说明 as they are: settings in force and versions. Sources are linked
    to their files in ``inbox`` (default: beside the folder of ``path``), by a way that starts at ``path``; what lies there no
    more to its original in ``archive``.
    """
    links = SourceLinks(path, inbox, _originals(ledger, archive))

    def build(book: Workbook) -> None:
        style = style_maker(book)
        officials = official_pages(ledger)
        write_overview_sheet(book, style, ledger, [page.sheet for page in officials])
        write_reading_sheet(book, style, ledger, annex_page(ledger, Annex.KEY_TASK), links)
        write_reading_sheet(book, style, ledger, annex_page(ledger, Annex.LIVELIHOOD), links)
        write_matrix_sheet(book, style, ledger, links)
        for page in officials:
            write_reading_sheet(book, style, ledger, page, links)
        for table, frame in _frames(ledger):
            write_data_sheet(book, style, table, frame, links)
        if ledger.scores is not None:
            write_data_sheet(book, style, tables.SCORES, ledger.scores)
        write_notes_sheet(book, style, ledger, settings_lines)

    return write_workbook(path, ledger.cutoff, build)


def _originals(ledger: Ledger, archive: Path | None) -> dict[str, Path | None]:
    """Each source that lies in the inbox no more, with its original; None for a member, whose archive alone was kept."""
    rows = tables.RECEIPTS.rows(ledger.receipts)
    lying = {row.source for row in rows if row.outcome is not Outcome.WITHDRAWN}
    found: dict[str, Path | None] = {}
    for row in rows if archive else ():
        if archive and row.source not in lying:
            path = archive / "原件" / f"{row.sha256}{PurePosixPath(row.source).suffix.lower()}"
            found[row.source] = path if path.is_file() else None
    return found


def _frames(ledger: Ledger) -> tuple[tuple[tables.Table[Any], pd.DataFrame], ...]:
    """The data sheets in their order, each with its rows."""
    frames = (
        ledger.entries,
        ledger.duties,
        ledger.returns,
        ledger.records,
        sort_findings(ledger.findings),
        ledger.receipts,
        ledger.problems,
        ledger.duty_months,
        ledger.entry_months,
        ledger.figures,
    )
    return tuple(zip(tables.DATA_TABLES, frames, strict=True))


def sort_findings(findings: pd.DataFrame) -> pd.DataFrame:
    """Findings from 错误 to 提示, otherwise in the order in which they stood."""
    ranks = {level: rank for rank, level in enumerate(Level)}
    return findings.sort_values("level", key=lambda levels: levels.map(ranks), kind="stable")

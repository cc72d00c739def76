"""Which pages the ledger is read on: one per annex, one per 牵头领导; each with its name, title and blocks."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.ledger.counts import count_tasks, tallied_tasks, tally_period
from pipeline.ledger.model import Ledger
from pipeline.outputs.ledger_book.printed_rows import Block, build_blocks, list_officials, of_official
from pipeline.outputs.shared.words import tally_words
from pipeline.vocabulary.terms import Annex

SHEETS = {Annex.KEY_TASK: "台账（重点任务）", Annex.LIVELIHOOD: "台账（民生实事）"}
_TITLES = {Annex.KEY_TASK: "{year}年{report}重点任务督查台账", Annex.LIVELIHOOD: "{year}年为民办实事督查台账"}
_SHEET_NAME_LIMIT = 31
_UNSAFE_IN_NAMES = str.maketrans("", "", "[]:*?/\\'")


@dataclass(frozen=True)
class ReadingPage:
    """A sheet to be read: its name, its title, a line below the title, its blocks."""

    sheet: str
    title: str
    note: str
    blocks: tuple[Block, ...]


def annex_page(ledger: Ledger, annex: Annex) -> ReadingPage:
    """Every task of one annex."""
    blocks = build_blocks(ledger, lambda task: task.annex is annex)
    return ReadingPage(SHEETS[annex], _TITLES[annex].format(year=ledger.year, report=ledger.mandate.report), "", blocks)


def official_pages(ledger: Ledger) -> tuple[ReadingPage, ...]:
    """One page per 牵头领导 with all tasks that he or she leads, also those led with others."""
    pages: list[ReadingPage] = []
    tallied, until = tallied_tasks(ledger), tally_words(tally_period(ledger))
    for official in list_officials(ledger):
        blocks = build_blocks(ledger, of_official(official))
        own = tallied[tallied["task_id"].isin([task.task_id for task in ledger.tasks if of_official(official)(task)])]
        counts = count_tasks(official, own)
        counted = "、".join(f"{standing}{number}项" for standing, number in counts.standings.pairs if number)
        title = f"{ledger.year}年督查台账——{official}牵头事项"
        pages.append(
            ReadingPage(_sheet_name(official, pages), title, f"牵头{counts.total}项，{until}：{counted}", blocks)
        )
    return tuple(pages)


def _sheet_name(official: str, pages: list[ReadingPage]) -> str:
    """A name that Excel takes and no other page has."""
    taken = {page.sheet.casefold() for page in pages}
    safe = f"领导-{official.translate(_UNSAFE_IN_NAMES)}"[:_SHEET_NAME_LIMIT]
    names = (safe, *(f"{safe[: _SHEET_NAME_LIMIT - 4]}({number})" for number in range(2, 100)))
    return next(name for name in names if name.casefold() not in taken)

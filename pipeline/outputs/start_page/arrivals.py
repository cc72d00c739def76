"""What came in since the last start page: the files of the inbox that no earlier page had counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.keeping.register import Seen
from pipeline.ledger.counts import count
from pipeline.ledger.model import Ledger
from pipeline.outputs.shared.links import Link, Places
from pipeline.outputs.shared.words import listed
from pipeline.vocabulary.tables import RECEIPTS, ReceiptRow
from pipeline.vocabulary.terms import Outcome, Recognised
from pipeline.vocabulary.text import chinese_date

_SHOWN = 8
_LABELS = {
    Recognised.PLAN: "附件3（年度计划）",
    Recognised.PROGRESS: "附件4（每月落实情况）",
    Recognised.BOTH: "附件3和附件4（同在一个文件）",
    Recognised.WRITTEN: "书面材料",
    Recognised.DUPLICATE: "重复文件",
    Recognised.UNREADABLE: "读不出的文件",
    Recognised.PAST_YEAR: "往年的文件",
    Recognised.NO_RETURN: "不是报表的文件（通知、录像等）",
}


@dataclass(frozen=True)
class Arrival:
    """One file that came in. ``is_settled`` when no person need look at it."""

    received: str
    file: Link
    unit: str
    period: str
    outcome: str
    is_settled: bool


@dataclass(frozen=True)
class NewFiles:
    """What came in since ``since`` ('' on the first page: all of it). ``files`` shows those that need a person first.

    ``moved`` counts files that lay elsewhere before: they are not new.
    """

    since: str
    total: int
    kinds: tuple[tuple[str, int], ...]
    files: tuple[Arrival, ...]
    moved: int = 0

    @property
    def unseen(self) -> int:
        """How many files are not shown one by one."""
        return self.total - len(self.files)


def build_arrivals(ledger: Ledger, seen: Seen, places: Places) -> NewFiles:
    """The receipts that the page of ``seen.day`` had not counted: not in the inbox then, or dated after that day."""
    rows = [row for row in RECEIPTS.rows(ledger.receipts) if _is_new(row, seen, ledger.cutoff)]
    known = {sha256 for sha256, _ in seen.contents}
    new = [row for row in rows if row.sha256 not in known or (row.sha256, row.source) in seen.contents]
    recognised = count(Recognised, (row.recognised for row in new))
    return NewFiles(
        since=chinese_date(seen.day) if seen.day else "",
        total=len(new),
        kinds=tuple((_LABELS.get(kind, kind), number) for kind, number in recognised.pairs if number),
        files=_listed(new, places) if seen.day else (),
        moved=len(rows) - len(new),
    )


def _is_new(row: ReceiptRow, seen: Seen, cutoff: date) -> bool:
    if not row.received_date or row.received_date > cutoff:
        return False
    return seen.day is None or row.received_date > seen.day or (row.sha256, row.source) not in seen.contents


def _listed(new: Sequence[ReceiptRow], places: Places) -> tuple[Arrival, ...]:
    waiting_first = sorted(new, key=lambda row: (row.outcome.is_settled, row.outcome is not Outcome.READ, row.source))
    return tuple(
        Arrival(
            received=chinese_date(row.received_date) if row.received_date else "",
            file=places.source(row.source, row.source.rsplit("/", 1)[-1]),
            unit=listed(row.units),
            period=listed(period.label for period in row.periods),
            outcome=row.outcome,
            is_settled=row.outcome.is_settled,
        )
        for row in waiting_first[:_SHOWN]
    )

"""What came in since the last start page: the files of the inbox that no earlier page had counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from pipeline.keeping.register import Seen
from pipeline.ledger.counts import count_receipts
from pipeline.ledger.model import Ledger
from pipeline.outputs.shared.links import Link, Places
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Recognised
from pipeline.vocabulary.text import chinese_date

_SHOWN = 8
_LABELS = {
    Recognised.PLAN: "附件3（年度计划）",
    Recognised.PROGRESS: "附件4（每月落实情况）",
    Recognised.WRITTEN: "书面材料",
    Recognised.DUPLICATE: "重复文件",
    Recognised.UNREADABLE: "读不出的文件",
}
_SETTLED_OUTCOMES = ("已录入", "已登记", "重复未录", "不采用")


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
class Arrivals:
    """What came in since ``since`` ('' on the first page: all of it). ``files`` shows those that need a person first."""

    since: str
    total: int
    kinds: tuple[tuple[str, int], ...]
    files: tuple[Arrival, ...]

    @property
    def unseen(self) -> int:
        """How many files are not shown one by one."""
        return self.total - len(self.files)


def build_arrivals(ledger: Ledger, seen: Seen, places: Places) -> Arrivals:
    """The receipts that the page of ``seen.day`` had not counted: not in the inbox then, or dated after that day."""
    new = ledger.receipts.loc[[_is_new(row, seen, ledger.cutoff) for row in ledger.receipts.to_dict("records")]]
    return Arrivals(
        since=chinese_date(seen.day) if seen.day else "",
        total=len(new),
        kinds=tuple((_LABELS[kind], number) for kind, number in count_receipts(new) if number),
        files=_listed(new, places) if seen.day else (),
    )


def _is_new(row: dict[object, object], seen: Seen, cutoff: date) -> bool:
    received = row["received_date"]
    assert isinstance(received, date)
    if received > cutoff:
        return False
    return seen.day is None or received > seen.day or (row["sha256"], row["source"]) not in seen.contents


def _listed(new: pd.DataFrame, places: Places) -> tuple[Arrival, ...]:
    rows = [{str(name): value for name, value in row.items()} for row in new.to_dict("records")]
    rows.sort(key=lambda row: (row["outcome"] in _SETTLED_OUTCOMES, row["outcome"] != "已录入", str(row["source"])))
    return tuple(
        Arrival(
            received=chinese_date(row["received_date"]) if isinstance(row["received_date"], date) else "",
            file=places.source(str(row["source"]), str(row["source"]).rsplit("/", 1)[-1]),
            unit=str(row["unit"] or ""),
            period=_periods(str(row["period"] or "")),
            outcome=str(row["outcome"]),
            is_settled=row["outcome"] in _SETTLED_OUTCOMES,
        )
        for row in rows[:_SHOWN]
    )


def _periods(text: str) -> str:
    return "、".join(Period.parse(part).label for part in text.split("、") if part)

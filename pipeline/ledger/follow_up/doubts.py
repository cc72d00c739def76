"""Rows of a return that only the unit can put right or explain: each is a question to it, never a charge."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pipeline.ledger.follow_up.spared import Spared, received_days
from pipeline.ledger.model import Ledger
from pipeline.vocabulary.findings import Kind
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import FINDINGS, FindingRow


class Answer(StrEnum):
    """What the unit is asked to do about a row."""

    FILL = "补填"
    CHECK = "核对"
    EXPLAIN = "说明"


# What only the unit can tell; suspicions for the office to look into (same words, slow progress) are not asked.
_ASKED = {
    Kind.PROGRESS_BLANK: Answer.FILL,
    Kind.GOAL_BLANK: Answer.FILL,
    Kind.MET_GOAL_UNCLEAR: Answer.FILL,
    Kind.GOAL_DRIFT: Answer.CHECK,
    Kind.YES_UNFINISHED: Answer.CHECK,
    Kind.YES_BELOW_GOAL: Answer.CHECK,
    Kind.PART_LACKING: Answer.CHECK,
    Kind.FIGURE_FELL: Answer.CHECK,
    Kind.NO_WITHOUT_PROBLEM: Answer.EXPLAIN,
    Kind.CAUSE_MISSING: Answer.EXPLAIN,
}


@dataclass(frozen=True)
class Doubt:
    """A row that is blank, left unexplained, or does not go with itself, the plan or an earlier month: what the unit is asked.

    FILL asks for the form again, CHECK for a look (a false one costs a glance), EXPLAIN for words alone.
    """

    period: Period
    task_id: str
    question: str
    answer: Answer
    finding_id: str


def list_doubts(
    ledger: Ledger, periods: Collection[Period], since: date = date.max
) -> dict[tuple[str, Period], list[Doubt]]:
    """(unit, period) → rows to ask about, of ``periods`` only: later returns have overtaken what older months said.

    Nothing has overtaken what came later than ``since``, of whatever month: no letter could ask about it yet.
    Of a row left blank that alone: the rest follows from it. None that a person may have found to be right, or put right, in an
    entry that cannot be used (R27); none that rests on what a question is open about, or that a person has spared the unit (R21).
    """
    spared, days = Spared(ledger), received_days(ledger)
    found_rows = FINDINGS.rows(ledger.findings)
    new = (row for row in found_rows if row.period in periods or days.get(row.source, date.min) > since)
    rows = [row for row in new if _is_asked(row, ledger, spared)]
    blank = {(row.unit, row.period, row.task_id) for row in rows if row.kind is Kind.PROGRESS_BLANK}
    found = gathered(
        ((row.unit, row.period), Doubt(row.period, row.task_id, row.question, _ASKED[row.kind], row.finding_id))
        for row in rows
        if row.period
        and row.kind
        and (row.kind is Kind.PROGRESS_BLANK or (row.unit, row.period, row.task_id) not in blank)
    )
    order = {task.task_id: place for place, task in enumerate(ledger.tasks)}
    return {
        key: sorted(dict.fromkeys(doubts), key=lambda d: (order.get(d.task_id, -1), d.question))
        for key, doubts in found.items()
    }


def _is_asked(row: FindingRow, ledger: Ledger, spared: Spared) -> bool:
    is_known = row.kind in _ASKED and row.is_sure and bool(row.unit) and ledger.open_grounds.isdisjoint(row.grounds)
    return is_known and not _is_suspended(row, ledger) and not spared.holds(row)


def _is_suspended(row: FindingRow, ledger: Ledger) -> bool:
    return any(one.finding_id == row.finding_id or one.may_correct(row.source, row.row) for one in ledger.suspended)

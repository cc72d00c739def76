"""Rows of a return that only the unit can put right: they contradict themselves, the plan or an earlier month."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.ledger.follow_up.spared import Spared
from pipeline.ledger.model import Ledger
from pipeline.vocabulary.findings import Kind
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import FINDINGS, FindingRow

# What only the unit can put right; suspicions for the office to look into (same words, slow progress) are not asked.
_TO_CORRECT = frozenset(
    (
        Kind.PROGRESS_BLANK,
        Kind.GOAL_BLANK,
        Kind.MET_GOAL_UNCLEAR,
        Kind.GOAL_DRIFT,
        Kind.YES_UNFINISHED,
        Kind.YES_BELOW_GOAL,
        Kind.PART_LACKING,
        Kind.NO_WITHOUT_PROBLEM,
        Kind.CAUSE_MISSING,
        Kind.FIGURE_FELL,
    )
)
_TO_EXPLAIN = frozenset((Kind.NO_WITHOUT_PROBLEM, Kind.CAUSE_MISSING))


@dataclass(frozen=True)
class Doubt:
    """A row that contradicts itself, the plan or an earlier month: the finding's words.

    ``is_to_explain``: nothing in it is wrong, something is left unsaid: a letter asks for an explanation, not for a form.
    """

    period: Period
    task_id: str
    problem: str
    is_to_explain: bool = False
    finding_id: str = ""


def list_doubts(ledger: Ledger, periods: Iterable[Period]) -> dict[tuple[str, Period], list[Doubt]]:
    """(unit, period) → rows to put right, of ``periods`` only: later returns have overtaken what older months said.

    Of a row left blank that alone: the rest follows from it. None that a person may have found to be right, or put right, in an
    entry that cannot be used (R27); none that rests on what a question is open about, or that a person has spared the unit (R21).
    """
    asked, spared = set(periods), Spared(ledger)
    rows = [row for row in FINDINGS.rows(ledger.findings) if row.period in asked and _is_asked(row, ledger, spared)]
    blank = {(row.unit, row.period, row.task_id) for row in rows if row.kind is Kind.PROGRESS_BLANK}
    found = gathered(
        ((row.unit, row.period), Doubt(row.period, row.task_id, row.problem, row.kind in _TO_EXPLAIN, row.finding_id))
        for row in rows
        if row.period and (row.kind is Kind.PROGRESS_BLANK or (row.unit, row.period, row.task_id) not in blank)
    )
    order = {task.task_id: place for place, task in enumerate(ledger.tasks)}
    return {
        key: sorted(dict.fromkeys(doubts), key=lambda d: (order.get(d.task_id, -1), d.problem))
        for key, doubts in found.items()
    }


def _is_asked(row: FindingRow, ledger: Ledger, spared: Spared) -> bool:
    is_known = row.kind in _TO_CORRECT and bool(row.unit) and ledger.open_grounds.isdisjoint(row.grounds)
    return is_known and not _is_suspended(row, ledger) and not spared.holds(row)


def _is_suspended(row: FindingRow, ledger: Ledger) -> bool:
    return any(one.finding_id == row.finding_id or one.may_correct(row.source, row.row) for one in ledger.suspended)

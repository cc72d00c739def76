"""Findings that a person has spared a unit: what 点名确认 answers with 否 is not held against it in letters either (R21)."""

from __future__ import annotations

from datetime import date

from pipeline.decisions.entries import NamingEntry
from pipeline.ledger.checks.contradictions import unverified
from pipeline.ledger.model import Ledger
from pipeline.vocabulary.tables import RECEIPTS, FindingRow
from pipeline.vocabulary.text import compact


class Spared:
    """What was answered with 否, and when the words that it was about had come."""

    def __init__(self, ledger: Ledger) -> None:
        self._refused = tuple(entry for entry in ledger.namings if not entry.is_confirmed)
        self._days = received_days(ledger) if self._refused else {}

    def holds(self, row: FindingRow) -> bool:
        """Whether a person said 否 to this finding; words of the unit that came after the answer are new facts."""
        came = self._days.get(row.source)
        return any(
            _is_about(entry, row) and not (came and entry.answered_on and came > entry.answered_on)
            for entry in self._refused
        )


def _is_about(entry: NamingEntry, row: FindingRow) -> bool:
    """Whether one of the facts of the entry is that the row stands badly for what the finding says."""
    if row.kind is None or row.period is None or (entry.period, entry.unit) != (row.period, row.unit):
        return False
    said = compact(f"{row.task_id}：{row.period.label}{unverified(row.kind)}")
    return any(fact.startswith(said) for fact in entry.facts)


def received_days(ledger: Ledger) -> dict[str, date]:
    """Each file with the day on which it came."""
    return {row.source: row.received_date for row in RECEIPTS.rows(ledger.receipts) if row.received_date}

"""Which entries that cannot be used could change what is said of a return; then it is said of nobody (R27)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pipeline.decisions.suspensions import Effect, Suspension
from pipeline.ledger.owed.expected import Expected
from pipeline.vocabulary.terms import Status

_OPEN = (Status.NOT_DUE, Status.MISSING, Status.LATE)


def status_doubts(
    suspended: Iterable[Suspension], expected: Expected, status: Status, received: date | None, today: date
) -> tuple[Suspension, ...]:
    """Those of ``suspended`` that could make a return better than ``status``: come, come earlier, due later, not owed."""
    if status not in _OPEN:
        return ()
    return tuple(entry for entry in suspended if _could_change(entry, expected, received, today))


def material_doubts(suspended: Iterable[Suspension]) -> tuple[Suspension, ...]:
    """Those that may be the written material (R2)."""
    return tuple(entry for entry in suspended if Effect.MATERIAL in entry.effects)


def _could_change(entry: Suspension, expected: Expected, received: date | None, today: date) -> bool:
    """A legible day that is no better than what is known changes nothing."""
    if entry.may_excuse(expected.task_ids):
        return True
    if Effect.RECEIPT in entry.effects:
        return received is None or entry.day is None or entry.day < received
    if Effect.EXTENSION in entry.effects:
        return entry.day is None or entry.day >= (received or today)
    return False

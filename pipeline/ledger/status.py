"""The state of one expected return (R8): the states partition the expected returns."""

from __future__ import annotations

from datetime import date

from pipeline.ledger.expected import Expected
from pipeline.vocabulary.terms import Status


def judge_status(expected: Expected, received: date | None, is_in_doubt: bool, today: date) -> Status:
    """The state on ``today`` of a return first readably received on ``received`` (None: not yet).

    ``is_in_doubt`` says that a file which came may be this return (unreadable, or its unit or period unsettled): such
    a return is never 未报. On time up to and including the due date, or the approved later one. Who owes nothing is 免报
    also when a return comes all the same: it cannot be late.
    """
    if not expected.task_ids:
        return Status.EXEMPT
    if received:
        return Status.ON_TIME if received <= expected.last_day else Status.LATE
    if is_in_doubt:
        return Status.UNSETTLED
    if today > expected.last_day:
        return Status.MISSING
    return Status.EXTENDED if today > expected.due_date else Status.NOT_DUE

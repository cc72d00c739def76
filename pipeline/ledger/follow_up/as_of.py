"""The ledger as of an earlier day by all that is known now: what came since is not in it, what is known since is (R29)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from pipeline.decisions.decisions import Decisions
from pipeline.decisions.verdicts import day_of
from pipeline.ledger.model import Later, Ledger
from pipeline.ledger.receipts.received import ReceivedFile
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import RETURNS
from pipeline.vocabulary.terms import Status

AsOf = Callable[[date], Ledger]
OpenReturns = Collection[tuple[Period, str]]


def taken_by(decisions: Decisions, day: date, today: date) -> Decisions:
    """``decisions`` as a text as of ``day`` may take them: by the day that each is about, never by that of its entry.

    Paper counts by its receipt, an entry of a day after ``today`` being a slip that stays a doubt; 销号 and 退回, spot
    checks, matters and outcomes by their own day. What mends how something is read, or excuses a unit for a period (免报,
    延期), holds whenever it is entered; and so a later 销号 still excuses whom it freed from reporting (R26, R27).
    """
    by_then = [one for one in decisions.closures if day_of(one) <= day]
    return replace(
        decisions,
        received=tuple(one for one in decisions.received if one.source or not day < one.received_date <= today),
        closures=tuple(by_then),
        closures_since=tuple(one for one in decisions.closures if one not in by_then),
        spot_checks=tuple(one for one in decisions.spot_checks if (one.checked_on or day) <= day),
        major_matters=tuple(one for one in decisions.major_matters if one.day <= day),
        problem_outcomes=tuple(one for one in decisions.problem_outcomes if (one.settled_on or day) <= day),
    )


def ledgers_as_of(
    ledger: Ledger, files: Sequence[ReceivedFile], build: Callable[[Sequence[ReceivedFile], date, OpenReturns], Ledger]
) -> AsOf:
    """Day → the ledger as of that day, of no later one than ``ledger``'s.

    It knows the returns of ``ledger`` as those of later, and what has been sent up to now: who signs sees all of it.

    ``build`` makes one out of files, a day and the returns that are open now: whatever is 待认定 is named for nothing, also
    by a text on an earlier day (R8). Each is made once.
    """
    rows = RETURNS.rows(ledger.returns)
    open_now = frozenset((row.period, row.unit) for row in rows if row.status is Status.UNSETTLED)

    @cache
    def as_of(day: date) -> Ledger:
        if day >= ledger.cutoff:
            return ledger
        then = build(tuple(_possibly_there(files, day)), day, open_now)
        return replace(then, later=Later(ledger.cutoff, ledger.returns), sent=ledger.sent)

    return as_of


def _possibly_there(files: Iterable[ReceivedFile], day: date) -> Iterable[ReceivedFile]:
    """``files``, those whose day is a slip of somebody's pen as if they had come by ``day``: a doubt is the unit's (R7, R8)."""
    for file in files:
        is_open = file.is_day_doubtful and file.received_date > day
        yield replace(file, received_date=day) if is_open else file

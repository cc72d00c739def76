"""The ledger as of an earlier day by all that is known now: what came since is not in it, what is known since is (R29)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from pipeline.decisions.decisions import Decisions
from pipeline.ledger.model import Later, Ledger
from pipeline.ledger.receipts.received import ReceivedFile
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import RETURNS
from pipeline.vocabulary.terms import Status

AsOf = Callable[[date], Ledger]
OpenReturns = Collection[tuple[Period, str]]


def came_by(decisions: Decisions, day: date, today: date) -> Decisions:
    """``decisions`` without what came on paper after ``day``; an entry of a day after ``today`` is a slip, and stays a doubt."""
    kept = tuple(one for one in decisions.received if one.source or not day < one.received_date <= today)
    return replace(decisions, received=kept)


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

"""The ledger as of an earlier day by all that is known now: what came since is not in it, what is known since is (R29)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from pipeline.decisions.decisions import Decisions
from pipeline.ledger.model import Later, Ledger
from pipeline.ledger.receipts.received import ReceivedFile

AsOf = Callable[[date], Ledger]


def came_by(decisions: Decisions, day: date, today: date) -> Decisions:
    """``decisions`` without what came on paper after ``day``; an entry of a day after ``today`` is a slip, and stays a doubt."""
    kept = tuple(one for one in decisions.received if one.source or not day < one.received_date <= today)
    return replace(decisions, received=kept)


def ledgers_as_of(
    ledger: Ledger, files: Sequence[ReceivedFile], build: Callable[[Sequence[ReceivedFile], date], Ledger]
) -> AsOf:
    """Day → the ledger as of that day, which knows the returns of ``ledger`` as those of later; of no later day than ``ledger``'s.

    ``build`` makes one out of files and a day. Each is made once.
    """

    @cache
    def as_of(day: date) -> Ledger:
        if day >= ledger.cutoff:
            return ledger
        return replace(build(tuple(_possibly_there(files, day)), day), later=Later(ledger.cutoff, ledger.returns))

    return as_of


def _possibly_there(files: Iterable[ReceivedFile], day: date) -> Iterable[ReceivedFile]:
    """``files``, those whose day is a slip of somebody's pen as if they had come by ``day``: a doubt is the unit's (R7, R8)."""
    for file in files:
        is_open = file.is_day_doubtful and file.received_date > day
        yield replace(file, received_date=day) if is_open else file

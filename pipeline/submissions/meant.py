"""Which of the contents that lay at a place in the course of time a row of 收文登记 means (R25, R27).

What it says is that content's alone: a later file at the same place takes neither its day nor its return.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.decisions.entries import ReceivedEntry
from pipeline.decisions.sheets.receipts import MATERIAL
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind

ReturnKey = tuple[FormKind, Period, str]  # form, period, unit


@dataclass(frozen=True)
class Lying:
    """A content at a place, since the run that first saw it there; ``returns`` (period, unit) as it was read, none unread."""

    sha256: str
    since: date
    run: int = 0
    returns: frozenset[tuple[Period, str | None]] = frozenset()

    def fits(self, entry: ReceivedEntry) -> bool:
        """Whether it may be what the entry calls it."""
        told = (entry.period, entry.unit)
        return not self.returns or any(
            all(one in (None, "", known) for one, known in zip(told, read, strict=True)) for read in self.returns
        )


def meant_by(entry: ReceivedEntry, lying: Iterable[Lying]) -> str:
    """SHA-256 of the content that the entry means, '' where that never lay there.

    The one that it names by #; else, of those that lay there when a run first read the entry and that may be what it calls
    them, the first that a run saw no earlier than the day entered: what lay there before that day did not come on it.
    """
    in_order = sorted(lying, key=lambda one: (one.run, one.since, one.sha256))
    if entry.digest:
        return next((one.sha256 for one in in_order if one.sha256.startswith(entry.digest)), "")
    by_then = [one for one in in_order if entry.seen_on is None or one.since <= entry.seen_on] or in_order
    fitting = [one for one in by_then if one.fits(entry)] or by_then
    later = (one.sha256 for one in fitting if entry.received_date <= one.since)
    return next(later, fitting[-1].sha256 if fitting else "")


def entries_for(sha256: str, entries: Iterable[ReceivedEntry], lying: Sequence[Lying]) -> tuple[ReceivedEntry, ...]:
    """Those of the ``entries`` that name a place which mean this content of all that lay there, that of the earliest day first (R12)."""
    meaning = (one for one in entries if not one.is_rejected and meant_by(one, lying) == sha256)
    return tuple(sorted(meaning, key=lambda one: one.received_date))


def is_ahead(entry: ReceivedEntry) -> bool:
    """Whether a run had read the entry before the day that it gives: what is yet to come has not come, so that is a slip.

    Not of a month that had not begun then: a workbook of later months is played again from the first day on.
    """
    read_on = entry.dated_on
    if read_on is None or entry.received_date <= read_on:
        return False
    return entry.period is None or entry.period.is_plan or entry.period <= Period.of(read_on)


def returns_told(entries: Iterable[ReceivedEntry]) -> tuple[ReturnKey, ...]:
    """The returns that the entries call their file."""
    found = {(e.form, e.period, e.unit) for e in entries if isinstance(e.form, FormKind) and e.period and e.unit}
    return tuple(sorted(found, key=str))


def material_told(entries: Iterable[ReceivedEntry]) -> tuple[tuple[str, Period], ...]:
    """The returns (unit, period) whose written material the entries call their file (R2)."""
    return tuple(sorted({(e.unit, e.period) for e in entries if e.form is MATERIAL and e.unit and e.period}))

"""Missing returns that a person has signed (点名确认 是), and since when: what comes later can only be a late return (R8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from pipeline.decisions.entries import NamingEntry
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Fault

Return = tuple[Period, str]


def signed_missing(namings: Iterable[NamingEntry], last_days: Mapping[Return, date]) -> dict[Return, date]:
    """(period, unit) → the day by which a person had confirmed that it is missing; none where one row says 否.

    A day that nobody can know counts as none, so that a file is in doubt rather than the unit. ``last_days``: up to which
    day each return is on time; who signs on or before that day has made a slip.
    """
    told = gathered(
        ((entry.period, entry.unit), entry)
        for entry in namings
        if entry.reason == f"{entry.period.label}{Fault.MISSING}"
    )
    signed: dict[Return, date] = {}
    for key, entries in told.items():
        days = [day for entry in entries if key in last_days and (day := _day(entry, last_days[key]))]
        if days and all(entry.is_confirmed for entry in entries):
            signed[key] = min(days)
    return signed


def _day(entry: NamingEntry, last_day: date) -> date | None:
    """The day written on the row, never later than a run saw it; without one the day of that run."""
    written = entry.signed_on if entry.signed_on and entry.signed_on > last_day else None
    return min((day for day in (written, entry.seen_on) if day), default=None)

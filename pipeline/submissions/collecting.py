"""Which month a day speaks of: months are reported on in the month after, up to their due date and a few days more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pipeline.vocabulary.periods import Period

_LATE_DAYS = 10  # up to this day nobody reports on the month just begun
_EARLY_DAYS = 20  # a form dated up to this day of a month reports on the month before, beyond doubt until it is due


def implied_month(reported: date | None) -> Period | None:
    """The month that a form dated ``reported`` reports on: by its 20th day the month before, later that month."""
    if not reported:
        return None
    month = Period.of(reported)
    return month if reported.day > _EARLY_DAYS else month.preceding


def is_collected(reported: date | None, month: Period, due_dates: Mapping[Period, date]) -> bool:
    """Whether a form dated ``reported`` was made while that month's returns are collected, or a few days late."""
    due = due_dates.get(month)
    return reported is not None and due is not None and date(due.year, due.month, 1) <= reported <= _last_day(due)


def _last_day(due: date) -> date:
    """Until when a form is the month's that was due: what comes a few days late is no report on the month just begun."""
    return max(due, due.replace(day=_LATE_DAYS))


def reportable(day: date, due_dates: Mapping[Period, date]) -> tuple[Period, ...]:
    """The periods of ``due_dates`` that a return which names none may be of, had it come on ``day``.

    The plan, and the months of which the collection before is over.
    """
    in_order = sorted(due_dates, key=lambda period: due_dates[period])
    before = dict(zip(in_order[1:], in_order, strict=False))

    def is_open(month: Period) -> bool:
        return month not in before or day > due_dates[before[month]]

    return tuple(one for one in due_dates if one.is_plan or (is_open(one) and not is_early(day, one, due_dates)))


def is_early(day: date, month: Period, due_dates: Mapping[Period, date]) -> bool:
    """Whether on ``day`` nobody could yet report on ``month``: not begun, or the month before still being collected.

    A slip in the year (December's form dated January of the year just ended) is none.
    """
    before = due_dates.get(Period(month.year, month.month - 1)) if month.month and month.month > 1 else None
    is_early = day < date(month.year, month.month or 1, 1) or (before is not None and day <= _last_day(before))
    due = due_dates[month]
    is_slip = day.year < due.year and (day.month, day.day) <= (due.month, due.day) and day.month == due.month
    return is_early and not is_slip

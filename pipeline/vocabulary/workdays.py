"""Working days by the State Council calendar with make-up days (R6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

import chinese_calendar


@dataclass(frozen=True)
class WorkCalendar:
    """Which days are working days. The office's own days (config) win over the State Council's calendar.

    A year that the calendar package does not cover falls back to Monday-Friday and is *uncovered*: outputs that show
    a date reckoned in it must carry a warning. An office that lists any own day for that year has covered it.
    """

    office_holidays: frozenset[date] = field(default_factory=frozenset)
    office_workdays: frozenset[date] = field(default_factory=frozenset)

    def is_workday(self, day: date) -> bool:
        """Whether work is done on ``day``, make-up days included."""
        if day in self.office_workdays:
            return True
        if day in self.office_holidays:
            return False
        try:
            return bool(chinese_calendar.is_workday(day))
        except NotImplementedError:
            return day.weekday() < 5

    def is_covered(self, year: int) -> bool:
        """Whether dates of ``year`` rest on an announced calendar or on the office's own days."""
        if any(day.year == year for day in self.office_holidays | self.office_workdays):
            return True
        try:
            chinese_calendar.is_workday(date(year, 1, 1))
        except NotImplementedError:
            return False
        return True

    def nth_workday(self, year: int, month: int, n: int) -> date:
        """The ``n``-th working day (from 1) of a month."""
        return self.workdays_after(date(year, month, 1) - timedelta(days=1), n)

    def workdays_after(self, day: date, n: int) -> date:
        """The ``n``-th working day after ``day``."""
        while n:
            day += timedelta(days=1)
            n -= self.is_workday(day)
        return day

    def workdays_late(self, due: date, received: date) -> int:
        """Working days after ``due`` up to and including ``received``; at least 1 when received after due, else 0.

        A return that comes on a day off after the due date is late all the same: it counts as one working day.
        """
        return 0 if received <= due else max(1, _count_workdays(self, due, received))

    def uncovered(self, days: Iterable[date]) -> tuple[int, ...]:
        """The years among ``days`` that rest on plain Monday-Friday, sorted."""
        return tuple(sorted({day.year for day in days if not self.is_covered(day.year)}))


@lru_cache(maxsize=4096)  # few due dates, asked for once per unit
def _count_workdays(calendar: WorkCalendar, due: date, received: date) -> int:
    return sum(calendar.is_workday(due + timedelta(days=i)) for i in range(1, (received - due).days + 1))

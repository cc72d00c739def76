"""Reporting periods: the year of a plan, or a month of progress."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Self

_QUARTER_WORDS = ("一季度", "二季度", "三季度", "四季度")
_PERIOD = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2}))?")


@dataclass(frozen=True, order=True)
class Period:
    """A plan's year (month 0) or a month; sorts the plan before the months. Written ``2022`` or ``2022-03``."""

    year: int
    month: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.month <= 12:
            raise ValueError(f"month {self.month} is not in 1..12 (0 for a plan)")

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02d}" if self.month else f"{self.year}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """``2022`` or ``2022-03`` → Period; raises ValueError for anything else."""
        match = _PERIOD.fullmatch(text.strip())
        if not match:
            raise ValueError(f"{text!r} is neither YYYY nor YYYY-MM")
        return cls(int(match["year"]), int(match["month"] or 0))

    @property
    def is_plan(self) -> bool:
        """Whether it is a year, which has a plan and no progress."""
        return self.month == 0

    @property
    def quarter(self) -> int:
        """1..4 for a month; 0 for a plan."""
        return (self.month + 2) // 3

    @property
    def is_quarter_end(self) -> bool:
        """Whether a stage target is judged in this month (R16)."""
        return self.month in (3, 6, 9, 12)

    @property
    def label(self) -> str:
        """``3月`` or ``年度计划``, as people say it inside one year."""
        return f"{self.month}月" if self.month else "年度计划"

    @property
    def following(self) -> Period:
        """The next calendar month (of a plan: January)."""
        return Period(self.year + 1, 1) if self.month == 12 else Period(self.year, self.month + 1)


def last_day(month: Period) -> date:
    """The last day of a month."""
    return date(month.year, month.month, monthrange(month.year, month.month)[1])


def quarter_label(quarter: int) -> str:
    """1..4 → 一季度 … 四季度."""
    return _QUARTER_WORDS[quarter - 1]

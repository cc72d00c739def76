"""Reporting periods: the year of a plan, or a month of progress."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Self

from pipeline.vocabulary.text import arabic, compact, parse_date

_QUARTER_WORDS = ("一季度", "二季度", "三季度", "四季度")
_PERIOD = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2}))?")
_PLAN_WORDS = re.compile(
    r"plan|[全本]年度?|年度|(?:(?P<year>\d{4})年?度?)?(?:年度)?(?:工作)?计划(?:表)?|(?P<only>\d{4})年?度?"
)
_MONTH_WORDS = re.compile(
    r"(?:(?P<year>\d{4})(?:年度?|[-./]))?(?P<month>\d{1,2})(?:月份?)?(?:月?报表?)?|(?P<whole>20\d{4})"
)
_QUARTER = re.compile(r"(?:(?P<year>\d{4})(?:年度?|[-./])?)?(?:第?(?P<number>[1-4])季度?|q(?P<letter>[1-4]))")


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

    @classmethod
    def of(cls, day: date) -> Self:
        """The month that ``day`` lies in."""
        return cls(day.year, day.month)

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

    @property
    def preceding(self) -> Period:
        """The calendar month before a month."""
        return Period(self.year - 1, 12) if self.month == 1 else Period(self.year, self.month - 1)


def last_day(month: Period) -> date:
    """The last day of a month."""
    return date(month.year, month.month, monthrange(month.year, month.month)[1])


def quarter_label(quarter: int) -> str:
    """1..4 → 一季度 … 四季度."""
    return _QUARTER_WORDS[quarter - 1]


def read_quarter(text: str, year: int) -> Period | None:
    """The last month of the quarter that people mean: 2022年一季度, 第1季度, 2022Q1; None if none. Else in ``year``."""
    found = _QUARTER.fullmatch(compact(arabic(text)).casefold())
    return Period(int(found["year"] or year), 3 * int(found["number"] or found["letter"])) if found else None


def read_period(value: object, year: int) -> Period | None:
    """The period that people mean: 年度计划, 2022年, 3月, 三月份, 2022.3, 202203, the first of a month; None if none.

    One without a year is in ``year``. A bare number of one or two digits is none: 3 may be a month or a quarter. So is
    the number 2022.1, which Excel makes of 2022.10 too.
    """
    if isinstance(value, float) and not value.is_integer() and f"{value:g}".endswith(".1"):
        return None
    day = value if isinstance(value, date) else parse_date(value, year) if not isinstance(value, str) else None
    if day is not None:
        return Period.of(day) if day.day == 1 else None
    return _period_of_words(compact(arabic(str(value))).casefold(), year)


def _period_of_words(words: str, year: int) -> Period | None:
    if plan := _PLAN_WORDS.fullmatch(words):
        return Period(int(plan["year"] or plan["only"] or year))
    if day := re.fullmatch(r"(\d{4})-(\d{2})-01", words):  # Excel turns 2022-03 into a day
        return _month(int(day[1]), int(day[2]))
    found = _MONTH_WORDS.fullmatch(words)
    if not found or (words.isdigit() and not found["whole"]):
        return None
    if found["whole"]:
        return _month(int(words[:4]), int(words[4:]))
    return _month(int(found["year"] or year), int(found["month"]))


def _month(year: int, month: int) -> Period | None:
    return Period(year, month) if 1 <= month <= 12 else None

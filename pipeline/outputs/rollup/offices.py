"""Offices side by side: whose figures are of the day, whose are old or lacking, and the sums of those that are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from pipeline.ledger.counts import Counts, ReturnCounts, add_counts, add_returns
from pipeline.outputs.rollup.figures import OfficeFigures
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Annex, Standing

_FRESH = timedelta(days=7)  # offices that run by themselves do so every week, each on its own day


class Freshness(StrEnum):
    """情况 of an office in a roll-up: only CURRENT ones are summed, or one figure would be of two days (R29)."""

    CURRENT = "计入合计"
    OLD = "沿用旧数据"
    LACKING = "没有数据"


@dataclass(frozen=True)
class OfficeLine:
    """One office: the name of its folder, its start page, its figures, and why it did not run this time."""

    name: str
    page: Path
    figures: OfficeFigures | None = None
    error: str = ""


@dataclass(frozen=True)
class Rollup:
    """All offices of one roll-up in their order. ``title``: what the offices belong to, as their folder is called."""

    title: str
    day: date
    lines: tuple[OfficeLine, ...]

    @classmethod
    def of(cls, title: str, lines: Iterable[OfficeLine], day: date | None = None) -> Rollup:
        """The roll-up of ``day``; without one, where nothing was run, of the newest figures there are."""
        given = tuple(lines)
        newest = max((one.figures.cutoff for one in given if one.figures), default=date.min)
        return cls(title, day or newest, given)

    @cached_property
    def year(self) -> int:
        """The year of the roll-up: the latest that any office is in."""
        return max((one.figures.year for one in self.lines if one.figures), default=self.day.year)

    def freshness(self, line: OfficeLine) -> Freshness:
        """Old: of an office that failed this time, of another year, or of a week and more before the day of the roll-up."""
        figures = line.figures
        if figures is None:
            return Freshness.LACKING
        is_of_day = figures.year == self.year and self.day - figures.cutoff < _FRESH
        return Freshness.CURRENT if is_of_day and not line.error else Freshness.OLD

    def of_freshness(self, freshness: Freshness) -> tuple[OfficeLine, ...]:
        """The offices in that situation, in their order."""
        return tuple(one for one in self.lines if self.freshness(one) is freshness)

    @property
    def failed(self) -> tuple[OfficeLine, ...]:
        """The offices that did not run this time."""
        return tuple(one for one in self.lines if one.error)

    @cached_property
    def current(self) -> tuple[OfficeFigures, ...]:
        """The figures that are summed."""
        return tuple(one.figures for one in self.of_freshness(Freshness.CURRENT) if one.figures)

    @property
    def months(self) -> tuple[tuple[Period | None, int], ...]:
        """As of which month's end tasks are told, with the number of offices: several where due days differ."""
        counted = Counter(one.month for one in self.current)
        return tuple(sorted(counted.items(), key=lambda pair: (-pair[1], str(pair[0]))))

    @property
    def days(self) -> tuple[date, ...]:
        """The days as of which returns are told, without repeats, in order."""
        return tuple(sorted({one.cutoff for one in self.current}))

    @property
    def returns(self) -> ReturnCounts:
        """The returns of all collections that are over, of all offices summed."""
        return add_returns(one.returns for one in self.current)

    @property
    def standings(self) -> Counts[Standing]:
        """All tasks by 进度."""
        return add_counts(Standing, (one.standings for one in self.current))

    def annex_standings(self, annex: Annex) -> Counts[Standing]:
        """The tasks of one annex by 进度."""
        return add_counts(Standing, (one.tasks[annex] for one in self.current))

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """Every period that is over in any office shown, of the year of the roll-up, in order."""
        shown = (one.figures for one in self.lines if one.figures and one.figures.year == self.year)
        return tuple(sorted({counts.period for figures in shown for counts in figures.over}))

    def period_returns(self, period: Period) -> ReturnCounts:
        """The returns of one period, of the offices whose collection is over."""
        return add_returns(returns for one in self.current if (returns := returns_of(one, period)))


def returns_of(figures: OfficeFigures, period: Period) -> ReturnCounts | None:
    """The returns of that period where its collection is over."""
    return next((one.returns for one in figures.over if one.period == period), None)

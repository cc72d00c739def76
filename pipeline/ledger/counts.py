"""Counts of tasks and returns: worked out here once, read by the workbook, the page and the bulletins (R20).

Every count is a partition: its categories sum to its total, because a word outside the vocabulary is refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

import pandas as pd

from pipeline.ledger.model import Ledger
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables.table import grouped
from pipeline.vocabulary.terms import (
    Annex,
    FormKind,
    Level,
    Light,
    ProblemState,
    Recognised,
    Standing,
    Status,
    WrittenMaterial,
)
from pipeline.vocabulary.values import Rate

Term = TypeVar("Term", bound=StrEnum)

ANNEX_LABELS = {Annex.KEY_TASK: "重点任务", Annex.LIVELIHOOD: "民生实事"}


@dataclass(frozen=True)
class LightCounts:
    """Tasks by 预警灯 (R18); fields in the order of ``Light``."""

    red: int = 0
    yellow: int = 0
    green: int = 0
    closed: int = 0
    grey: int = 0

    @property
    def total(self) -> int:
        """All tasks counted."""
        return sum(astuple(self))

    @property
    def pairs(self) -> tuple[tuple[Light, int], ...]:
        """Each light with its number, none left out, in the order of ``Light``."""
        return tuple(zip(Light, astuple(self), strict=True))


@dataclass(frozen=True)
class StandingCounts:
    """Tasks by 推进情况; fields in the order of ``Standing``."""

    closed: int = 0
    on_track: int = 0
    attention: int = 0
    behind: int = 0
    missing: int = 0
    unsettled: int = 0
    not_due: int = 0

    @property
    def total(self) -> int:
        """All tasks counted."""
        return sum(astuple(self))

    @property
    def pairs(self) -> tuple[tuple[Standing, int], ...]:
        """Each standing with its number, none left out, in the order of ``Standing``."""
        return tuple(zip(Standing, astuple(self), strict=True))


@dataclass(frozen=True)
class ReturnCounts:
    """Expected returns by 状态 (R8); ``incomplete`` and ``without_material`` are *of which*, no part of the sum."""

    not_due: int = 0
    on_time: int = 0
    late: int = 0
    missing: int = 0
    exempt: int = 0
    extended: int = 0
    unsettled: int = 0
    incomplete: int = 0
    without_material: int = 0

    @property
    def pairs(self) -> tuple[tuple[Status, int], ...]:
        """Each 状态 with its number, none left out, in the order of ``Status``."""
        return tuple(zip(Status, astuple(self)[: len(Status)], strict=True))

    @property
    def expected(self) -> int:
        """应报: all returns of the collection, due or not."""
        return sum(number for _, number in self.pairs)

    @property
    def due(self) -> int:
        """The denominator of R9: on time, late, missing and unsettled; not what is exempt, extended or not due."""
        return self.on_time + self.late + self.missing + self.unsettled

    @property
    def on_time_rate(self) -> Rate:
        """按时率 = on time / due (R9)."""
        return Rate(self.on_time, self.due)


@dataclass(frozen=True)
class TaskCounts:
    """One line of tasks counted both ways: all, one annex, or one category."""

    label: str
    lights: LightCounts
    standings: StandingCounts

    @property
    def total(self) -> int:
        """All tasks of the line; both ways of counting sum to it."""
        return self.lights.total


@dataclass(frozen=True)
class PeriodCounts:
    """One collection. ``is_over`` when its due date has passed at the cut-off; only then has it an on-time rate."""

    form: FormKind
    period: Period
    due_date: date
    is_over: bool
    returns: ReturnCounts

    @property
    def on_time_rate(self) -> Rate:
        """Of nothing while the collection runs: those who came early would make it look better than it is."""
        return self.returns.on_time_rate if self.is_over else Rate(0, 0)


@dataclass(frozen=True)
class Overview:
    """All that 总览 states. ``over`` sums the collections that are over: the denominator of the overall rate."""

    total: TaskCounts
    annexes: tuple[TaskCounts, ...]
    categories: tuple[TaskCounts, ...]
    periods: tuple[PeriodCounts, ...]
    over: ReturnCounts
    units: int
    levels: tuple[tuple[Level, int], ...]
    received: tuple[tuple[Recognised, int], ...]


def overview_counts(ledger: Ledger) -> Overview:
    """Every count of the ledger's cut-off date."""
    entries = ledger.entries
    annexes = tuple(
        count_tasks(label, entries[entries["task_id"].str.startswith(annex.value)])
        for annex, label in ANNEX_LABELS.items()
    )
    categories = tuple(count_tasks(category, group) for category, group in grouped(entries, "category"))
    return Overview(
        total=count_tasks("合计", entries),
        annexes=annexes,
        categories=categories,
        periods=count_periods(ledger),
        over=count_returns(over_returns(ledger)),
        units=int(ledger.returns["unit"].nunique()),
        levels=tuple(_count(Level, ledger.findings["level"]).items()),
        received=count_recognised(ledger.receipts["recognised"]),
    )


def count_tasks(label: str, entries: pd.DataFrame) -> TaskCounts:
    """Rows of entries (or of one month of entry_months) by light and by standing."""
    lights = _count(Light, entries["light"])
    standings = _count(Standing, entries["standing"])
    return TaskCounts(
        label,
        LightCounts(*lights.values()),
        StandingCounts(*standings.values()),
    )


def count_returns(returns: pd.DataFrame) -> ReturnCounts:
    """Rows of returns by status; an incomplete return is one received that lacks tasks (R3)."""
    received = returns[returns["status"].isin([Status.ON_TIME, Status.LATE])]
    numbers = {status.name.lower(): number for status, number in _count(Status, returns["status"]).items()}
    return ReturnCounts(
        **numbers,
        incomplete=int(received["tasks_lacking"].astype(bool).sum()),
        without_material=int((received["written_material"] == WrittenMaterial.MISSING).sum()),
    )


def count_periods(ledger: Ledger) -> tuple[PeriodCounts, ...]:
    """One count per collection, the plan first, then the months in order."""
    counted = []
    for period, group in grouped(ledger.returns.sort_values("period", kind="stable"), "period"):
        due_date = max(group["due_date"])
        is_over = due_date < ledger.cutoff
        counted.append(PeriodCounts(FormKind.of(period), period, due_date, is_over, count_returns(group)))
    return tuple(counted)


def count_recognised(files: Iterable[Recognised]) -> tuple[tuple[Recognised, int], ...]:
    """Files by what they were taken for."""
    return tuple(_count(Recognised, files).items())


def count_problems(problems: pd.DataFrame) -> tuple[tuple[ProblemState, int], ...]:
    """Rows of problems by 状态."""
    return tuple(_count(ProblemState, problems["state"]).items())


def count_categories(findings: pd.DataFrame) -> tuple[tuple[str, int], ...]:
    """Rows of findings by 类别, the most frequent first."""
    return tuple(Counter(findings["category"]).most_common())


def over_returns(ledger: Ledger) -> pd.DataFrame:
    """The expected returns of the collections that are over at the cut-off."""
    over = [counts.period for counts in count_periods(ledger) if counts.is_over]
    return ledger.returns[ledger.returns["period"].isin(over)]


def _count(terms: type[Term], words: Iterable[object]) -> dict[Term, int]:
    """Every term with its number, 0 included; raises ValueError for a word that is none of them."""
    counter = Counter(words)
    unknown = [word for word in counter if word not in set(terms)]
    if unknown:
        raise ValueError(f"{unknown!r} is no {terms.__name__}: {[str(term) for term in terms]}")
    return {term: counter[term] for term in terms}

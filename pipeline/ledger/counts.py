"""Counts of tasks and returns: worked out here once, read by the workbook, the page and the bulletins (R20).

Every count is a partition: its categories sum to its total, because a word outside the vocabulary is refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from operator import attrgetter
from typing import Generic, TypeVar

import pandas as pd

from pipeline.ledger.model import Ledger
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import RETURNS
from pipeline.vocabulary.tables.table import grouped
from pipeline.vocabulary.terms import Annex, FormKind, Level, Recognised, Standing, Status, WrittenMaterial
from pipeline.vocabulary.values import Rate

Term = TypeVar("Term", bound=StrEnum)

_BY_STATUS = attrgetter(*(status.name.lower() for status in Status))
ANNEX_LABELS = {Annex.KEY_TASK: "重点任务", Annex.LIVELIHOOD: "民生实事"}


@dataclass(frozen=True)
class Counts(Generic[Term]):
    """Things by one vocabulary, such as tasks by 预警灯: each term with its number, none left out, in its order."""

    pairs: tuple[tuple[Term, int], ...]

    @property
    def total(self) -> int:
        """All that is counted."""
        return sum(number for _, number in self.pairs)

    def number(self, *terms: Term) -> int:
        """How many stand under one of these terms."""
        return sum(number for term, number in self.pairs if term in terms)


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
        return tuple(zip(Status, _BY_STATUS(self), strict=True))

    def number(self, *statuses: Status) -> int:
        """How many are in one of these states."""
        return sum(number for status, number in self.pairs if status in statuses)

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
    """One line of tasks by 进度: all, one annex, or one category. No count mixes the two scales (R18): lights are not counted."""

    label: str
    standings: Counts[Standing]

    @property
    def total(self) -> int:
        """All tasks of the line."""
        return self.standings.total


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
    """All that 总览 states. Tasks stand as at ``period``, the one tally of the day (R29): see ``tally_period``.

    ``over`` sums the collections that are over: the denominator of the overall rate.
    """

    period: Period | None
    total: TaskCounts
    annexes: tuple[TaskCounts, ...]
    categories: tuple[TaskCounts, ...]
    periods: tuple[PeriodCounts, ...]
    over: ReturnCounts
    units: int
    levels: Counts[Level]
    received: Counts[Recognised]


def overview_counts(ledger: Ledger) -> Overview:
    """Every count of the ledger's cut-off date."""
    entries = tallied_tasks(ledger)
    annexes = tuple(
        count_tasks(label, entries[entries["task_id"].str.startswith(annex.value)])
        for annex, label in ANNEX_LABELS.items()
    )
    categories = tuple(count_tasks(category, group) for category, group in grouped(entries, "category"))
    return Overview(
        period=tally_period(ledger),
        total=count_tasks("合计", entries),
        annexes=annexes,
        categories=categories,
        periods=count_periods(ledger),
        over=count_returns(over_returns(ledger)),
        units=int(ledger.returns["unit"].nunique()),
        levels=count(Level, ledger.findings["level"]),
        received=count(Recognised, ledger.receipts["recognised"]),
    )


def tally_period(ledger: Ledger) -> Period | None:
    """The period as at whose end every product of the day counts tasks (R29): the last month whose collection is over.

    None before the first is over: tasks are counted as they stand now.
    """
    return next(iter(ledger.due_months[-1:]), None)


def tallied_tasks(ledger: Ledger) -> pd.DataFrame:
    """Every task with its category, as it stood in the tally's period: rows of ENTRY_MONTHS, or of ENTRIES before there is one."""
    period, entries = tally_period(ledger), ledger.entries
    if period is None:
        return entries
    months = ledger.entry_months[ledger.entry_months["period"] == period]
    return months.merge(entries[["task_id", "category"]], on="task_id", validate="one_to_one")


def count_tasks(label: str, tasks: pd.DataFrame) -> TaskCounts:
    """Rows of entries, or of one month of entry_months, by 进度."""
    return TaskCounts(label, count(Standing, tasks["standing"]))


def count_returns(returns: pd.DataFrame) -> ReturnCounts:
    """Rows of returns by status; an incomplete return is one received that lacks tasks or parts of them (R3)."""
    rows = tuple(RETURNS.rows(returns))
    numbers = {status.name.lower(): number for status, number in count(Status, (row.status for row in rows)).pairs}
    return ReturnCounts(
        **numbers,
        incomplete=sum(row.is_incomplete for row in rows),
        without_material=sum(row.is_received and row.written_material == WrittenMaterial.MISSING for row in rows),
    )


def count_periods(ledger: Ledger) -> tuple[PeriodCounts, ...]:
    """One count per collection, the plan first, then the months in order."""
    counted = []
    for period, group in grouped(ledger.returns.sort_values("period", kind="stable"), "period"):
        due_date = max(group["due_date"])
        is_over = due_date < ledger.cutoff
        counted.append(PeriodCounts(FormKind.of(period), period, due_date, is_over, count_returns(group)))
    return tuple(counted)


def over_returns(ledger: Ledger) -> pd.DataFrame:
    """The expected returns of the collections that are over at the cut-off."""
    over = [counts.period for counts in count_periods(ledger) if counts.is_over]
    return ledger.returns[ledger.returns["period"].isin(over)]


def add_counts(terms: type[Term], counts: Iterable[Counts[Term]]) -> Counts[Term]:
    """Several tallies of one vocabulary together: term by term, so that the sum is a partition too."""
    given = tuple(counts)
    return Counts(tuple((term, sum(one.number(term) for one in given)) for term in terms))


def add_returns(counts: Iterable[ReturnCounts]) -> ReturnCounts:
    """Returns of several collections, or of several offices, together: state by state."""
    given = tuple(counts)
    return ReturnCounts(**{one.name: sum(getattr(each, one.name) for each in given) for one in fields(ReturnCounts)})


def count(terms: type[Term], words: Iterable[object]) -> Counts[Term]:
    """Every term with its number, 0 included; raises ValueError for a word that is none of them."""
    counter = Counter(words)
    unknown = [word for word in counter if word not in set(terms)]
    if unknown:
        raise ValueError(f"{unknown!r} is no {terms.__name__}: {[str(term) for term in terms]}")
    return Counts(tuple((term, counter[term]) for term in terms))

"""Who has reported: every collection with its numbers, and the matrix unit × period with a word in every cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.ledger.counts import Overview, PeriodCounts, ReturnCounts, count_returns, over_returns
from pipeline.ledger.model import Ledger
from pipeline.outputs.ledger_book.matrix import list_units
from pipeline.outputs.shared.links import Link, Places
from pipeline.outputs.start_page.charts import Chart, rate_chart
from pipeline.vocabulary.terms import Status
from pipeline.vocabulary.text import chinese_date

STATUSES = (
    Status.ON_TIME,
    Status.LATE,
    Status.MISSING,
    Status.UNSETTLED,
    Status.EXTENDED,
    Status.EXEMPT,
    Status.NOT_DUE,
)


@dataclass(frozen=True)
class Collection:
    """One collection: its due date and how many returns stand at each status, in the order of ``STATUSES``."""

    label: str
    due: str
    expected: int
    numbers: tuple[int, ...]
    rate: str


@dataclass(frozen=True)
class Cell:
    """A unit's status in one period; ``file`` leads to what it sent, where it sent a file that is still there."""

    status: str
    file: Link


@dataclass(frozen=True)
class UnitRow:
    """One unit: a cell per period shown, and how often it was late or missing in the collections that are over."""

    unit: str
    cells: tuple[Cell, ...]
    late: int
    missing: int


@dataclass(frozen=True)
class Returns:
    """All that the page says about reporting. ``labels`` names the periods of the matrix: those that have begun."""

    collections: tuple[Collection, ...]
    chart: Chart | None
    labels: tuple[str, ...]
    units: tuple[UnitRow, ...]


def build_returns_facts(ledger: Ledger, overview: Overview, places: Places) -> Returns:
    """The returns of the ledger's cut-off date."""
    begun = [counts for counts in overview.periods if counts.returns.not_due != counts.returns.expected]
    is_rated = any(counts.on_time_rate is not None for counts in overview.periods)
    return Returns(
        collections=tuple(_collection(counts, ledger.year) for counts in overview.periods),
        chart=rate_chart(overview.periods) if is_rated else None,
        labels=tuple(counts.period.label for counts in begun),
        units=_unit_rows(ledger, begun, places) if begun else (),
    )


def _collection(counts: PeriodCounts, year: int) -> Collection:
    due = chinese_date(counts.due_date) if counts.due_date else ""
    numbers = dict(counts.returns.pairs)
    rate = counts.on_time_rate
    return Collection(
        counts.period.label,
        due.removeprefix(f"{year}年"),
        counts.returns.expected,
        tuple(numbers[status] for status in STATUSES),
        ("—" if rate is None else f"{rate:.1%}") if counts.is_over else "未截止",
    )


def _unit_rows(ledger: Ledger, begun: list[PeriodCounts], places: Places) -> tuple[UnitRow, ...]:
    rows = {(row["unit"], row["period"]): row for row in ledger.returns.to_dict("records")}
    counted = {str(unit): count_returns(group) for unit, group in over_returns(ledger).groupby("unit")}
    return tuple(
        UnitRow(
            unit,
            tuple(_cell(rows.get((unit, str(counts.period))), places) for counts in begun),
            counted.get(unit, ReturnCounts()).late,
            counted.get(unit, ReturnCounts()).missing,
        )
        for unit in list_units(ledger)
    )


def _cell(row: Mapping[object, object] | None, places: Places) -> Cell:
    """Of several files the one that came last: it is in force (R12)."""
    if row is None:
        return Cell("", Link(""))
    status, sources = str(row["status"]), str(row["source"] or "").splitlines()
    return Cell(status, places.source(sources[-1], status) if sources else Link(status))

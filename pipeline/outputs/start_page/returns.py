"""Who has reported: every collection with its numbers, and the matrix unit × period with a word in every cell."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.ledger.counts import Overview, PeriodCounts, ReturnCounts, count_returns, over_returns
from pipeline.ledger.model import Ledger
from pipeline.outputs.shared.links import Link, Places
from pipeline.outputs.shared.orders import STATUSES, list_units
from pipeline.outputs.shared.words import words_of
from pipeline.outputs.start_page.charts import Drawing, rate_chart
from pipeline.vocabulary.tables import RETURNS, ReturnRow
from pipeline.vocabulary.tables.table import grouped
from pipeline.vocabulary.text import chinese_date


@dataclass(frozen=True)
class Collection:
    """One collection: its due date and how many returns stand at each status, in the order of ``STATUSES``."""

    label: str
    due: str
    expected: int
    numbers: tuple[int, ...]
    rate: str


@dataclass(frozen=True)
class MatrixCell:
    """A unit's status in one period; ``file`` leads to what it sent, where it sent a file that is still there."""

    status: str
    file: Link


@dataclass(frozen=True)
class UnitRow:
    """One unit: a cell per period shown, and how often it was late or missing in the collections that are over."""

    unit: str
    cells: tuple[MatrixCell, ...]
    late: int
    missing: int


@dataclass(frozen=True)
class Returns:
    """All that the page says about reporting. ``labels`` names the periods of the matrix: those that have begun."""

    collections: tuple[Collection, ...]
    chart: Drawing | None
    labels: tuple[str, ...]
    units: tuple[UnitRow, ...]


def build_returns_facts(ledger: Ledger, overview: Overview, places: Places) -> Returns:
    """The returns of the ledger's cut-off date."""
    begun = [counts for counts in overview.periods if counts.returns.not_due != counts.returns.expected]
    is_rated = any(counts.on_time_rate.whole for counts in overview.periods)
    return Returns(
        collections=tuple(_collection(counts, ledger.year) for counts in overview.periods),
        chart=rate_chart(overview.periods) if is_rated else None,
        labels=tuple(counts.period.label for counts in begun),
        units=_unit_rows(ledger, begun, places) if begun else (),
    )


def _collection(counts: PeriodCounts, year: int) -> Collection:
    due = chinese_date(counts.due_date)
    return Collection(
        counts.period.label,
        due.removeprefix(f"{year}年"),
        counts.returns.expected,
        tuple(counts.returns.number(status) for status in STATUSES),
        words_of(counts.on_time_rate) if counts.is_over else "未截止",
    )


def _unit_rows(ledger: Ledger, begun: list[PeriodCounts], places: Places) -> tuple[UnitRow, ...]:
    rows = {(row.unit, row.period): row for row in RETURNS.rows(ledger.returns)}
    counted = {unit: count_returns(group) for unit, group in grouped(over_returns(ledger), "unit")}
    return tuple(
        UnitRow(
            unit,
            tuple(_cell(rows.get((unit, counts.period)), places) for counts in begun),
            counted.get(unit, ReturnCounts()).late,
            counted.get(unit, ReturnCounts()).missing,
        )
        for unit in list_units(ledger)
    )


def _cell(row: ReturnRow | None, places: Places) -> MatrixCell:
    """Of several files the one that came last: it is in force (R12)."""
    if row is None:
        return MatrixCell("", Link(""))
    return MatrixCell(row.status, places.source(row.sources[-1], row.status) if row.sources else Link(row.status))

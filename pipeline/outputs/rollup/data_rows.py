"""The rows of 汇总台账.xlsx's data sheets: what each office told, to be filtered and pivoted."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.ledger.counts import PeriodCounts
from pipeline.outputs.rollup.offices import OfficeLine, Rollup
from pipeline.outputs.rollup.wording import month_cell
from pipeline.outputs.shared.words import rate_cell
from pipeline.vocabulary.tables import OfficePeriodRow, OfficeProjectRow, OfficeRunRow
from pipeline.vocabulary.terms import Level


def period_rows(rollup: Rollup) -> Iterator[OfficePeriodRow]:
    """A row per office and collection, due or not."""
    for line in rollup.lines:
        for counts in line.figures.collections if line.figures else ():
            yield _period_row(line, rollup, counts)


def _period_row(line: OfficeLine, rollup: Rollup, counts: PeriodCounts) -> OfficePeriodRow:
    returns = counts.returns
    return OfficePeriodRow(
        office=line.name,
        freshness=rollup.freshness(line),
        period=counts.period,
        due_date=counts.due_date,
        is_over=counts.is_over,
        expected=returns.expected,
        **{status.name.lower(): number for status, number in returns.pairs},
        due=returns.due if counts.is_over else None,
        rate=rate_cell(counts.on_time_rate) if counts.is_over else "未截止",
        incomplete=returns.incomplete,
        without_material=returns.without_material,
    )


def project_rows(rollup: Rollup) -> Iterator[OfficeProjectRow]:
    """A row per office and livelihood project."""
    for line in rollup.lines:
        if figures := line.figures:
            for one in figures.projects:
                freshness, until = rollup.freshness(line), month_cell(figures.month)
                yield OfficeProjectRow(line.name, freshness, one.task_id, one.title, one.standing, one.delivery, until)


def run_rows(rollup: Rollup) -> Iterator[OfficeRunRow]:
    """A row per office, also of one of which nothing is known."""
    for line in rollup.lines:
        figures = line.figures
        if figures is None:
            yield OfficeRunRow(line.name, rollup.freshness(line), line.error)
            continue
        yield OfficeRunRow(
            office=line.name,
            freshness=rollup.freshness(line),
            error=line.error,
            signed=figures.office,
            year=figures.year,
            until=month_cell(figures.month),
            cutoff=figures.cutoff,
            errors=figures.levels.number(Level.ERROR),
            warnings=figures.levels.number(Level.WARNING),
            files=figures.files,
            rows=sum(figures.waiting.values()),
            version=figures.version,
        )

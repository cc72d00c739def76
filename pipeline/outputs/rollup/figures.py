"""What an office tells of itself in figures: the one tally of its day (R29), and no word that a unit or a person wrote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pipeline import __version__
from pipeline.ledger.counts import (
    Counts,
    PeriodCounts,
    ReturnCounts,
    add_counts,
    add_returns,
    overview_counts,
    tallied_tasks,
)
from pipeline.ledger.model import Ledger
from pipeline.outputs.shared.wording import quote, task_title
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import RECEIPTS
from pipeline.vocabulary.terms import Annex, Delivery, Level, Standing


@dataclass(frozen=True)
class ProjectFigure:
    """One livelihood project on both scales (R18), as at the tally's period."""

    task_id: str
    title: str
    standing: Standing
    delivery: Delivery


@dataclass(frozen=True)
class OfficeFigures:
    """The figures of one office on the day ``cutoff`` of its run; tasks stand as at the end of ``month`` (None: as they stand now).

    ``district``: how the office calls its district. ``waiting``: sheet of 人工认定.xlsx → rows that wait for a person;
    ``files``: files of the inbox that wait for one. ``version``: of the program that counted.
    """

    office: str
    district: str
    year: int
    month: Period | None
    cutoff: date
    version: str
    tasks: Mapping[Annex, Counts[Standing]]
    collections: tuple[PeriodCounts, ...]
    projects: tuple[ProjectFigure, ...]
    levels: Counts[Level]
    waiting: Mapping[str, int]
    files: int

    @property
    def standings(self) -> Counts[Standing]:
        """All tasks by 进度."""
        return add_counts(Standing, self.tasks.values())

    @property
    def over(self) -> tuple[PeriodCounts, ...]:
        """The collections that are over, oldest first."""
        return tuple(one for one in self.collections if one.is_over)

    @property
    def returns(self) -> ReturnCounts:
        """The returns of all collections that are over: the denominator of the overall rate (R9)."""
        return add_returns(one.returns for one in self.over)

    @property
    def to_settle(self) -> int:
        """How many things wait for a person: rows to fill in, and files to look at."""
        return sum(self.waiting.values()) + self.files


@dataclass(frozen=True)
class Sender:
    """Who tells: the office, its district, and the version of its program."""

    office: str
    district: str
    version: str = __version__


def office_figures(ledger: Ledger, sender: Sender, waiting: Mapping[str, int]) -> OfficeFigures:
    """The counts of the ledger's cut-off date, as 总览 prints them."""
    overview = overview_counts(ledger)
    return OfficeFigures(
        office=sender.office,
        district=sender.district,
        year=ledger.year,
        month=overview.period,
        cutoff=ledger.cutoff,
        version=sender.version,
        tasks={annex: counted.standings for annex, counted in zip(Annex, overview.annexes, strict=True)},
        collections=overview.periods,
        projects=tuple(_projects(ledger)),
        levels=overview.levels,
        waiting={sheet: rows for sheet, rows in waiting.items() if rows},
        files=sum(row.outcome.is_waiting for row in RECEIPTS.rows(ledger.receipts)),
    )


def _projects(ledger: Ledger) -> Iterator[ProjectFigure]:
    """The livelihood projects in the order of their table."""
    tallied = tallied_tasks(ledger)
    rows = zip(tallied["task_id"], tallied["standing"], tallied["delivery"], strict=True)
    now = {task_id: (standing, delivery) for task_id, standing, delivery in rows}
    for task in ledger.tasks:
        if task.annex is Annex.LIVELIHOOD and task.task_id in now:
            yield ProjectFigure(task.task_id, quote(task_title(task.short_name, task.text)), *now[task.task_id])

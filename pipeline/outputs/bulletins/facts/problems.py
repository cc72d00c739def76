"""The problems that a bulletin tells: those that are open at the end of its period, by the rule of 问题台账 (R29)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.ledger.follow_up.problems import build_problems
from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins.facts.task_lines import TaskLine
from pipeline.outputs.shared import wording
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import PROBLEMS, ProblemRow
from pipeline.vocabulary.terms import ProblemState, Status
from pipeline.vocabulary.text import fold


@dataclass(frozen=True)
class ProblemNote:
    """A problem in a unit's own words (notice clause 2: 存在的问题、原因分析和下一步措施).

    ``beside``: the other tasks under which the unit tells it in the same words: one problem, told and counted once.
    """

    line: TaskLine
    unit: str
    words: str
    beside: tuple[TaskLine, ...] = ()

    @property
    def task_ids(self) -> frozenset[str]:
        """Every task that it stands under."""
        return frozenset(line.task_id for line in (self.line, *self.beside))


def open_problems(ledger: Ledger, period: Period, lines: Iterable[TaskLine]) -> tuple[ProblemNote, ...]:
    """The problems on ``lines`` that are open at the end of ``period``, in the order of the tasks.

    Followed from the first month on as in 问题台账: what a unit reports no more, or a person has settled, is open no longer.
    Returns that are 待认定 tell nothing (R8).
    """
    by_task = {line.task_id: line for line in lines}
    order = {task_id: place for place, task_id in enumerate(by_task)}
    found = sorted(_open(ledger, period), key=lambda row: order.get(row.task_id, -1))
    alike = gathered(((row.unit, fold(row.problem)), row) for row in found if row.task_id in by_task)
    return tuple(_note([by_task[row.task_id] for row in rows], rows[0]) for rows in alike.values())


def _note(lines: list[TaskLine], row: ProblemRow) -> ProblemNote:
    return ProblemNote(lines[0], row.unit, wording.words(row.problem), tuple(lines[1:]))


def _open(ledger: Ledger, period: Period) -> Iterable[ProblemRow]:
    settled = {row.problem_id for row in PROBLEMS.rows(ledger.problems) if row.outcome}
    months = ledger.duty_months
    is_told = months["period"].map(lambda month: month <= period).astype(bool) & (months["status"] != Status.UNSETTLED)
    for row in PROBLEMS.rows(build_problems(ledger.tasks, months[is_told])):
        if row.state is not ProblemState.GONE and row.problem_id not in settled:
            yield row

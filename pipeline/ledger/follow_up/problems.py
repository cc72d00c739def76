"""问题台账: every problem that units report, followed from month to month until it is reported no more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

import pandas as pd

from pipeline.ledger.follow_up.named_units import NameFinder
from pipeline.ledger.statements.problem_text import is_problem, likeness, split_problems
from pipeline.master.tasks import Task
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import DUTY_MONTHS, PROBLEMS, DutyMonthRow, ProblemRow
from pipeline.vocabulary.terms import ProblemState, Standing
from pipeline.vocabulary.text import fold

REWORDED_SHARE = 0.5


@dataclass(frozen=True)
class _Thread:
    """One problem of one duty through the months: the rows it was reported in, each with its own words."""

    words: tuple[str, ...]
    rows: tuple[DutyMonthRow, ...]

    @property
    def last(self) -> Period:
        return self.rows[-1].period

    def state(self, observed: Sequence[Period]) -> ProblemState:
        """As of the last month in which the unit reported on the task (``observed``, in order)."""
        if self.last < observed[-1]:
            return ProblemState.GONE
        if len(self.rows) == 1:
            return ProblemState.NEW
        before = observed[observed.index(self.last) - 1]
        if self.rows[-2].period < before:
            return ProblemState.AGAIN
        return ProblemState.ONGOING if fold(self.words[-1]) == fold(self.words[-2]) else ProblemState.REWORDED


@dataclass
class _Follower:
    """The threads of one duty, month by month."""

    reworded_share: float
    observed: list[Period] = field(default_factory=list)
    threads: list[_Thread] = field(default_factory=list)

    def take(self, row: DutyMonthRow) -> None:
        """A month's report is taken in: each of its problems goes on with the thread most like it, or begins one."""
        is_closed = row.standing is Standing.CLOSED
        if not is_closed and not (row.is_reported or is_problem(row.problems)):
            return
        self.observed.append(row.period)
        problems = () if is_closed else split_problems(row.problems)
        goes_on = self._goes_on(problems)
        for index, text in enumerate(problems):
            if index in goes_on:
                thread = self.threads[goes_on[index]]
                self.threads[goes_on[index]] = replace(thread, words=(*thread.words, text), rows=(*thread.rows, row))
            else:
                self.threads.append(_Thread((text,), (row,)))

    def _goes_on(self, problems: Sequence[str]) -> dict[int, int]:
        """Index of a problem → the thread that it goes on with; no thread twice, the most alike first, then the newest."""
        ranked = sorted(
            (-likeness(thread.words[-1], text), -place, index)
            for index, text in enumerate(problems)
            for place, thread in enumerate(self.threads)
        )
        taken: dict[int, int] = {}
        for score, place, index in ranked:
            if -score >= self.reworded_share and index not in taken and -place not in taken.values():
                taken[index] = -place
        return taken


def build_problems(
    tasks: tuple[Task, ...],
    duty_months: pd.DataFrame,
    finder: NameFinder | None = None,
    outcomes: Mapping[str, str] | None = None,
    reworded_share: float = REWORDED_SHARE,
) -> pd.DataFrame:
    """One row per problem as a frame of PROBLEMS: those still open first, then newest first.

    ``outcomes`` are what a person entered, by 编号. A problem counts as 已消除 when the unit reported on the task again
    without it, or the task was closed; a month without a report says nothing.
    """
    by_id = {task.task_id: task for task in tasks}
    order = {task.task_id: index for index, task in enumerate(tasks)}
    found = [
        _problem_row(by_id[thread.rows[-1].task_id], thread, follower.observed, finder, outcomes or {})
        for follower in _follow(duty_months, reworded_share)
        for thread in follower.threads
    ]
    found = _answered_alike(found)
    found.sort(key=lambda row: (row.state is ProblemState.GONE, -row.period.month, order[row.task_id]))
    return PROBLEMS.frame(found)


def _answered_alike(found: Sequence[ProblemRow]) -> list[ProblemRow]:
    """What became of a problem holds wherever the unit tells it in the same words: twins are one matter."""
    told = {(row.unit, fold(row.problem)): row.outcome for row in found if row.outcome}
    return [replace(row, outcome=row.outcome or told.get((row.unit, fold(row.problem)), "")) for row in found]


def _follow(duty_months: pd.DataFrame, reworded_share: float) -> Iterator[_Follower]:
    followers: dict[tuple[str, str], _Follower] = {}
    for row in DUTY_MONTHS.rows(duty_months):
        if not row.period.is_plan:
            followers.setdefault((row.task_id, row.unit), _Follower(reworded_share)).take(row)
    yield from followers.values()


def _problem_row(
    task: Task, thread: _Thread, observed: Sequence[Period], finder: NameFinder | None, outcomes: Mapping[str, str]
) -> ProblemRow:
    first, last = thread.rows[0], thread.rows[-1]
    state = thread.state(observed)
    until = thread.last if state is ProblemState.GONE else observed[-1]
    problem_id = _problem_id(task.task_id, last.unit, first.period, thread.words[0])
    return ProblemRow(
        task_id=task.task_id,
        category=task.category,
        task_text=task.text,
        lead_officials=task.lead_officials,
        unit=last.unit,
        first_period=first.period,
        period=last.period,
        problem=thread.words[-1],
        next_steps=last.next_steps,
        source=last.source,
        sheet=last.sheet,
        row=last.row,
        state=state,
        months=until.month - first.period.month + 1,
        times=len(thread.rows),
        helpers=finder.helpers(last.unit, thread.words[-1], last.next_steps) if finder else (),
        first_problem=thread.words[0] if fold(thread.words[0]) != fold(thread.words[-1]) else "",
        outcome=outcomes.get(problem_id, ""),
        problem_id=problem_id,
    )


def _problem_id(task_id: str, unit: str, period: Period, words: str) -> str:
    """The same problem keeps its 编号 however it is worded later."""
    written = "\n".join((task_id, unit, str(period), fold(words)))
    return f"问题-{sha256(written.encode()).hexdigest()[:8]}"

"""问题台账: every problem that units report, followed from month to month until it is reported no more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

import pandas as pd

from pipeline.ledger.named_units import NameFinder
from pipeline.ledger.statements.problem_text import is_problem, likeness, split_problems
from pipeline.master.tasks import Task
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import PROBLEMS
from pipeline.vocabulary.terms import ProblemState, Standing
from pipeline.vocabulary.text import fold

REWORDED_SHARE = 0.5
Row = dict[str, object]


@dataclass(frozen=True)
class _Thread:
    """One problem of one duty through the months: the rows it was reported in, each with its own words."""

    words: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def last(self) -> Period:
        return _period(self.rows[-1])

    def state(self, observed: Sequence[Period]) -> ProblemState:
        """As of the last month in which the unit reported on the task (``observed``, in order)."""
        if self.last < observed[-1]:
            return ProblemState.GONE
        if len(self.rows) == 1:
            return ProblemState.NEW
        before = observed[observed.index(self.last) - 1]
        if _period(self.rows[-2]) < before:
            return ProblemState.AGAIN
        return ProblemState.ONGOING if fold(self.words[-1]) == fold(self.words[-2]) else ProblemState.REWORDED


@dataclass
class _Follower:
    """The threads of one duty, month by month."""

    reworded_share: float
    observed: list[Period] = field(default_factory=list)
    threads: list[_Thread] = field(default_factory=list)

    def take(self, row: Row) -> None:
        """A month's report is taken in: each of its problems goes on with the thread most like it, or begins one."""
        is_closed = row["standing"] == Standing.CLOSED
        if not is_closed and not (row["progress"] or row["met_goal"] or is_problem(row["problems"])):
            return
        self.observed.append(_period(row))
        problems = () if is_closed else split_problems(str(row["problems"] or ""))
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
    """One row per problem with the columns of PROBLEMS: those still open first, then newest first.

    ``outcomes`` are what a person entered, by 编号. A problem counts as 已消除 when the unit reported on the task again
    without it, or the task was closed; a month without a report says nothing.
    """
    by_id = {task.task_id: task for task in tasks}
    order = {task.task_id: index for index, task in enumerate(tasks)}
    found: list[tuple[tuple[bool, int, int], Row]] = []
    for follower in _follow(duty_months, reworded_share):
        for thread in follower.threads:
            row = _problem_row(by_id[str(thread.rows[-1]["task_id"])], thread, follower.observed, finder)
            row["outcome"] = (outcomes or {}).get(str(row["problem_id"]), "")
            is_gone = row["state"] == ProblemState.GONE
            found.append(((is_gone, -thread.last.month, order[str(row["task_id"])]), row))
    return PROBLEMS.frame(row for _, row in sorted(found, key=lambda pair: pair[0]))


def _follow(duty_months: pd.DataFrame, reworded_share: float) -> Iterator[_Follower]:
    followers: dict[tuple[object, object], _Follower] = {}
    for row in duty_months.to_dict("records"):
        if not Period.parse(str(row["period"])).is_plan:
            key = (row["task_id"], row["unit"])
            followers.setdefault(key, _Follower(reworded_share)).take({str(k): v for k, v in row.items()})
    yield from followers.values()


def _problem_row(task: Task, thread: _Thread, observed: Sequence[Period], finder: NameFinder | None) -> Row:
    first, last = thread.rows[0], thread.rows[-1]
    state = thread.state(observed)
    until = thread.last if state is ProblemState.GONE else observed[-1]
    helpers = finder.helpers(str(last["unit"]), thread.words[-1], str(last["next_steps"] or "")) if finder else ()
    return {
        "task_id": task.task_id,
        "category": task.category,
        "task_text": task.text,
        "lead_officials": "、".join(task.lead_officials),
        "unit": last["unit"],
        "first_period": first["period"],
        "period": last["period"],
        "problem": thread.words[-1],
        "next_steps": last["next_steps"],
        **{name: last[name] for name in ("source", "sheet", "row")},
        "state": str(state),
        "months": until.month - _period(first).month + 1,
        "times": len(thread.rows),
        "helpers": "、".join(helpers),
        "first_problem": thread.words[0] if fold(thread.words[0]) != fold(thread.words[-1]) else "",
        "problem_id": _problem_id(task.task_id, str(last["unit"]), str(first["period"]), thread.words[0]),
    }


def _problem_id(task_id: str, unit: str, period: str, words: str) -> str:
    """The same problem keeps its 编号 however it is worded later."""
    return f"问题-{sha256(chr(10).join((task_id, unit, period, fold(words))).encode()).hexdigest()[:8]}"


def _period(row: Row) -> Period:
    return Period.parse(str(row["period"]))

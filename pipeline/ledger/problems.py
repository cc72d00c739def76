"""问题台账: every problem that units report, followed from month to month until it is reported no more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

import pandas as pd

from pipeline.ledger.named_units import NameFinder
from pipeline.master.tasks import Task
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import DUTY_MONTHS, PROBLEMS, DutyMonthRow, ProblemRow
from pipeline.vocabulary.terms import ProblemState, Standing
from pipeline.vocabulary.text import clean, fold

# 无, 暂无, 目前没有需要区里协调解决的问题, 进展正常: no problem, in however many words.
_NOTHING = re.compile(
    r"(?:na|0|否|正常|空|空白|"
    r"(?:目前|本月|本季度|本期|当前|现阶段|现在|暂时|截至目前|存在问题|存在的问题|问题|困难|工作|项目|推进|实施|过程中|中)*(?:暂|均|尚|并|也)?"
    r"(?:无|無|没有|没|不涉及|不存在|未(?:发现|遇到|出现|接到|收到))(?:发现|遇到|存在)?"
    r"(?:(?:明显|突出|较大|重大|其他|其它|任何|存在|具体|实际|大|什么|啥|特殊|特别|需要?|区里|区级|区政府|上级|协调|解决|研究|的)*"
    r"(?:问题|困难|障碍|阻碍|难点|矛盾|事项|情况)(?:和|与|及)?)*|"
    r"暂?无需?(?:区里|区级|区政府|上级)*协调(?:解决)?|"
    r"(?:目前|本月|各项|工作|项目|任务|总体|整体|一切|均|按|计划|序时|进度|进展|推进|施工|实施|有序|较为|基本|比较)+"
    r"(?:顺利|正常|良好|平稳|有序)(?:推进|进行|开展|实施|中)*|"
    r"(?:目前|正|按计划|按序时进度|按进度)+(?:有序)?(?:推进|进行|实施)中?)+"
)
_SHORT = 36  # Nothing is said in few words; long texts are not worth the search.
# What a unit will do next is no problem: 无，下步加快推进。
_PLANS = re.compile(r"[，,。；;\s](?=下一?步|下一?阶段|将继续|继续)")
_ASIDE = re.compile(r"(?<=.)[（(][^（）()]*[）)]$")
_NUMBERING = re.compile(
    r"(?P<ring>[①-⑨])|(?:^|(?<=[\n。；;：:\s]))(?:[（(]?(?P<digit>[1-9])(?:[)）]|[.．、](?!\d))|"
    r"[（(](?P<word>[一二三四五六七八九])[)）]|(?P<first>[一二三四五六七八九])(?:是|、))"
)
_WORDS = "一二三四五六七八九"
_HEAD = re.compile(r"[^。；]{0,12}(?:问题|困难)[^。；]{0,6}[：:]?")
REWORDED_SHARE = 0.5


def is_problem(text: object) -> bool:
    """Whether 存在问题 names one: not blank, 无, 暂无, — and the like."""
    first, *rest = _PLANS.split(str(text or ""), maxsplit=1)
    folded = fold(_ASIDE.sub("", first) or first)
    is_nothing = len(folded) <= _SHORT and _NOTHING.fullmatch(folded)
    return (bool(folded) and not is_nothing) or (not folded and bool(rest))


def split_problems(text: str) -> tuple[str, ...]:
    """The problems of a cell, each as written; more than one only where they are numbered from one on.

    Numbers after a statement (进度滞后，原因：一是…二是…) count its causes, and the cell stays whole.
    """
    whole = clean(text)
    marks: list[re.Match[str]] = []
    for match in _NUMBERING.finditer(whole):
        if _number(match) == len(marks) + 1:
            marks.append(match)
    head = whole[: marks[0].start()].strip() if marks else ""
    if len(marks) < 2 or (head and not _HEAD.fullmatch(head)):
        return (whole,) if is_problem(whole) else ()
    ends = [*(mark.start() for mark in marks[1:]), len(whole)]
    parts = (whole[mark.end() : end].strip(" \n　；;") for mark, end in zip(marks, ends, strict=True))
    return tuple(part for part in parts if is_problem(part))


def _number(match: re.Match[str]) -> int:
    if match["digit"]:
        return int(match["digit"])
    return "①②③④⑤⑥⑦⑧⑨".index(match["ring"]) + 1 if match["ring"] else _WORDS.index(match["word"] or match["first"]) + 1


def likeness(one: str, other: str) -> float:
    """How much of the shorter text stands in the other, by pairs of neighbouring characters: 0 to 1."""
    pairs, others = (_pairs(fold(text)) for text in (one, other))
    return len(pairs & others) / min(len(pairs), len(others)) if pairs and others else float(fold(one) == fold(other))


def _pairs(text: str) -> set[str]:
    return {text[index : index + 2] for index in range(len(text) - 1)}


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
        ranked = sorted(
            (
                (-likeness(thread.words[-1], text), -place, index)
                for index, text in enumerate(problems)
                for place, thread in enumerate(self.threads)
            )
        )
        taken: dict[int, int] = {}
        for score, place, index in ranked:
            if -score >= self.reworded_share and index not in taken and -place not in taken.values():
                taken[index] = -place
        for index, text in enumerate(problems):
            if index in taken:
                thread = self.threads[taken[index]]
                self.threads[taken[index]] = replace(thread, words=(*thread.words, text), rows=(*thread.rows, row))
            else:
                self.threads.append(_Thread((text,), (row,)))


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
    found.sort(key=lambda row: (row.state is ProblemState.GONE, -row.period.month, order[row.task_id]))
    return PROBLEMS.frame(found)


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

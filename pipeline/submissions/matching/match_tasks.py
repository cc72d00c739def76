"""Which task each row is about (R10): by its text within the unit's own tasks, then over all; numbers support or contradict."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from pipeline.master.tasks import Task
from pipeline.submissions.forms.numbering import NONE, Numbering, parse_numbering, split_numbering
from pipeline.submissions.forms.rows import WrittenRow
from pipeline.submissions.matching.task_index import Scored, TaskIndex, Thresholds
from pipeline.vocabulary.findings import Kind
from pipeline.vocabulary.text import arabic, compact, fold

_WEAK_SCORE = 55.0
_SAME_PART = 80.0
_SHOWN_CHARACTERS = 24
_SHOWN_CANDIDATES = 3
_HEADINGS = re.compile(
    r"([一二三四五六七八九十\d]+[、.．]|[（(][一二三四五六七八九十\d]+[)）])?(附件[一二12])?(年度)?(重点任务|重点工作|民生实事|为民办?实事|为民办22件实事|22件实事|工作任务)(部分|情况|类)?"
)
_SAME_AGAIN = re.compile(r"[（(]?(同上|同前|〃|″|\"|''|同)[）)]?")
_LABEL = re.compile(r"^(重点任务|民生实事|任务名称|事项|任务|实事|工作|政府工作报告|项目|内容)[:：]\s*")
_AND_MORE = re.compile(r"(等(方面|相关|有关|各项)?(工作|任务|事项|内容|项目)?|(?<![.。…])[.。…]{2,})\s*$")
_SEVERAL_IDS = re.compile(r"(?:任务|实事)?\d{1,3}[项件]?[、，,;；和及与/\n](?:任务|实事)?\d{1,3}[项件]?")


@dataclass(frozen=True)
class TaskMatch:
    """The task of one row and what it rests on; or, unsettled, the kind of finding, its facts and the candidates.

    ``scored`` are (task id, score) for a person to choose from. ``is_heading``: the row is no report but a heading.
    """

    task: Task | None
    basis: str = ""
    sub_item: str = ""
    kind: Kind | None = None
    facts: tuple[tuple[str, str], ...] = ()
    scored: tuple[tuple[str, float], ...] = ()
    is_heading: bool = False

    @property
    def candidates(self) -> tuple[str, ...]:
        return tuple(task_id for task_id, _ in self.scored)


class _Reading(NamedTuple):
    """One row with its number and text taken apart and compared."""

    row: WrittenRow
    numbering: Numbering
    text: str
    query: str
    ranked: list[Scored]
    found: Scored | None

    @property
    def is_strong(self) -> bool:
        """Whether the text alone, as a whole, is the found task's."""
        return self.found is not None and self.found[0] >= 98


def match_tasks(
    rows: Sequence[WrittenRow], own: Sequence[Task], index: TaskIndex, thresholds: Thresholds
) -> tuple[TaskMatch, ...]:
    """One match per row, in order. ``own`` are the unit's tasks (none while the unit is unsettled)."""
    readings = [_read(row, own, index, thresholds) for row in rows]
    judge = _Judge(
        own, index, thresholds, _uses_annex_numbers(readings, own), sum(r.row.is_answered for r in readings) == 1
    )
    matches: list[TaskMatch] = []
    parent: TaskMatch | None = None
    is_parent_bare = False
    for reading in readings:
        match = judge.decide(reading, parent, is_parent_bare)
        if parent and match.task and match.task is parent.task and not match.sub_item:
            match = replace(match, sub_item=f"第{reading.row.row}行")  # the same text in rows that follow: broken down
        matches.append(match)
        if match.is_heading:
            parent, is_parent_bare = None, False
        elif not (parent and match.task and match.task is parent.task and match.sub_item):
            parent, is_parent_bare = match, not reading.row.is_answered
    return tuple(matches)


def _read(row: WrittenRow, own: Sequence[Task], index: TaskIndex, thresholds: Thresholds) -> _Reading:
    numbering, text, folded = _parse_cells(row.text("number_text"), row.text("task_text"))
    query = _without_category(folded, index)
    ranked = index.rank(query, own) if query else []
    found = index.choose(query, ranked, own, thresholds) if query else None
    return _Reading(row, numbering, text, query, ranked, found)


@lru_cache(maxsize=8192)  # the same tasks stand on every form of a unit
def _parse_cells(number_text: str, task_text: str) -> tuple[Numbering, str, str]:
    """The row's number, wherever it stands, its text without it, and that text folded."""
    numbering = parse_numbering(number_text)
    in_front, text = split_numbering(_LABEL.sub("", task_text.strip()))
    if _SAME_AGAIN.fullmatch(text):
        text = ""
    if numbering is NONE or (in_front.annex and not numbering.annex):
        numbering = in_front if in_front is not NONE else numbering
    return numbering, text, fold(_AND_MORE.sub("", text))


def _without_category(query: str, index: TaskIndex) -> str:
    """The folded text without a 类别 in front of it."""
    for category in index.categories:
        if query.startswith(category) and len(query) > len(category) + 3:
            return query.removeprefix(category)
    return query


def _uses_annex_numbers(readings: Sequence[_Reading], own: Sequence[Task]) -> bool:
    """Whether the bare numbers of this form are the annex's own: most rows that read clearly say so.

    A few that disagree are slips then, and are asked about (R10); so are numbers that all name tasks of the unit.
    """
    plain = [
        (position, r)
        for position, r in enumerate(readings, 1)
        if r.numbering.number and not r.numbering.annex and not r.numbering.is_nested and not r.row.is_continued
    ]
    numbered = [(position, r) for position, r in plain if r.found]
    voters = [(position, r) for position, r in numbered if r.is_strong] or numbered
    if not voters:
        return _are_annex_numbers([r.numbering.number for r in readings if not r.query and not r.row.is_continued], own)
    agreeing = sum(r.found is not None and r.found[1].number == r.numbering.number for _, r in voters)
    if agreeing == len(voters):
        return any(r.numbering.number != position for position, r in voters)
    is_borne = {task.number for task in own} >= {r.numbering.number for _, r in voters}
    return not _is_running([r.numbering.number or 0 for _, r in plain]) and (agreeing * 2 > len(voters) or is_borne)


def _is_running(numbers: Sequence[int]) -> bool:
    """Whether numbers only count: 1, 2, 3, and again from 1 in the next part."""
    return all(now in (before, before + 1, 1) for before, now in pairwise([0, *numbers]))


def _are_annex_numbers(numbers: Sequence[int | None], own: Sequence[Task]) -> bool:
    """Whether bare numbers without a text are the annex's: each one of the unit's own, and not simply 1, 2, 3."""
    borne = {task.number for task in own}
    is_running = numbers == list(range(1, len(numbers) + 1))
    return bool(numbers) and not is_running and all(number in borne for number in numbers)


@dataclass(frozen=True)
class _Judge:
    """What rows of one form are judged by."""

    own: Sequence[Task]
    index: TaskIndex
    thresholds: Thresholds
    uses_annex_numbers: bool
    is_single_row: bool

    def decide(self, r: _Reading, parent: TaskMatch | None, is_parent_bare: bool) -> TaskMatch:
        if r.row.is_continued and parent:
            return _below(parent, r, "合并单元格")
        if self._is_heading(r):
            return TaskMatch(None, is_heading=True)
        if not r.query:
            return self._by_number(r, parent)
        if r.numbering.annex:
            return self._by_id(r)
        if len(several := self._several(r)) > 1:
            return _unsettled(Kind.TASK_SEVERAL, r, [(100.0, task) for task in several])
        if parent and parent.task and self._is_part_of(r, parent.task, is_parent_bare):
            return _below(parent, r, "分项")
        if r.found:
            return self._by_text(r)
        return self._by_parent_number(r) or self._ask(r)

    def _is_heading(self, r: _Reading) -> bool:
        """A row without an answer that is a 类别, names an annex, or is nobody's task."""
        if r.row.is_answered or not r.query:
            return False
        is_known = r.query in self.index.categories or bool(_HEADINGS.fullmatch(compact(r.row.text("task_text"))))
        return is_known or not (r.found or r.numbering.annex)

    def _by_number(self, r: _Reading, parent: TaskMatch | None) -> TaskMatch:
        """A row without a task's text."""
        numbering = r.numbering
        if numbering.annex:
            task = self.index.by_id.get(numbering.task_id)
            return TaskMatch(task, "事项编号", numbering.sub_item) if task else _unsettled(Kind.TASK_UNMATCHED, r, [])
        if _SEVERAL_IDS.search(compact(arabic(r.row.text("number_text")))):
            return _unsettled(Kind.TASK_SEVERAL, r, [])
        is_below = (numbering is NONE and not r.row.text("number_text")) or numbering.is_nested
        if parent and (
            is_below
            or r.row.text("task_text")
            or (numbering.sub_item and parent.task and parent.task.number == numbering.number)
        ):
            return _below(parent, r, "同上行")
        if len(self.own) == 1 and self.is_single_row and numbering.number in (None, 1, self.own[0].number):
            return TaskMatch(self.own[0], "本单位仅此一项")
        named = [task for task in self.own if task.number == numbering.number]
        if (self.uses_annex_numbers or numbering.sub_item) and len(named) == 1 and self._is_in_one_annex(numbering):
            return TaskMatch(named[0], "附件序号", numbering.sub_item)
        return _unsettled(Kind.TASK_AMBIGUOUS if named else Kind.TASK_UNMATCHED, r, [(50.0, task) for task in named])

    def _is_in_one_annex(self, numbering: Numbering) -> bool:
        """Whether a number is no task's of the other annex, be it another unit's: 2 may be anybody's second row."""
        return sum(task.number == numbering.number for task in self.index.tasks) == 1

    def _by_id(self, r: _Reading) -> TaskMatch:
        """A row with a task id stands by it unless its text is clearly another task's."""
        named = self.index.by_id.get(r.numbering.task_id)
        if not named:
            return _unsettled(Kind.TASK_UNMATCHED, r, r.ranked)
        if r.found and r.found[1] is named:
            return TaskMatch(named, "事项编号和原文", r.numbering.sub_item)
        own_score = max(
            next((score for score, task in r.ranked if task is named), 0.0), self.index.resemblance(r.query, named)
        )
        if r.found and r.found[0] - own_score >= self.thresholds.margin:
            return _contradicted(r, named)
        if (
            not r.found
            and r.ranked
            and r.ranked[0][1] is not named
            and r.ranked[0][0] >= self.thresholds.near > own_score
        ):
            return _contradicted(r, named)
        return TaskMatch(
            named, "事项编号和原文" if own_score >= self.thresholds.near else "事项编号", r.numbering.sub_item
        )

    def _by_text(self, r: _Reading) -> TaskMatch:
        """A row whose text means one task, unless its number, where numbers are the annex's, names another."""
        assert r.found is not None
        score, task = r.found
        number = r.numbering.number
        if self.uses_annex_numbers and number and not r.numbering.is_nested and number != task.number:
            other = next((t for t in self.own if t.number == number), None)
            return _contradicted(r, other or task)
        return TaskMatch(task, "事项原文" if score == 100 else f"文字相近（{score:.0f}）", r.numbering.sub_item)

    def _is_part_of(self, r: _Reading, parent: Task, is_parent_bare: bool) -> bool:
        """Whether a row breaks the parent down (R11): numbered below it, or a few words under a row without answers."""
        if r.found and (r.found[1] is parent or r.is_strong):
            return r.found[1] is parent and bool(r.numbering.sub_item or r.numbering.is_nested) and not r.is_strong
        if r.numbering.sub_item:
            return r.numbering.number == parent.number
        if r.numbering.is_nested or is_parent_bare:
            return not r.found
        parent_score = next((score for score, task in r.ranked if task is parent), 0.0)
        return not r.found and r.numbering is NONE and parent_score >= _SAME_PART

    def _by_parent_number(self, r: _Reading) -> TaskMatch | None:
        """37-1 with words of its own: the unit's task 37, where there is one."""
        named = [task for task in self.own if r.numbering.sub_item and task.number == r.numbering.number]
        is_elsewhere = r.ranked and r.ranked[0][0] >= self.thresholds.near and r.ranked[0][1] not in named
        return TaskMatch(named[0], "附件序号", r.numbering.sub_item) if len(named) == 1 and not is_elsewhere else None

    def _several(self, r: _Reading) -> list[Task]:
        if r.is_strong:
            return []
        if _SEVERAL_IDS.fullmatch(compact(arabic(r.row.text("number_text")))):
            return [task for _, task in r.ranked[:2]]
        return self.index.several(r.text, self.own, self.thresholds)

    def _ask(self, r: _Reading) -> TaskMatch:
        own = [pair for pair in r.ranked if pair[1] in self.own and pair[0] >= _WEAK_SCORE]
        numbered = [task for _, task in own if self.uses_annex_numbers and task.number == r.numbering.number]
        if len(numbered) == 1 and self.index.shared(r.query, numbered[0]) >= _SAME_PART:
            return TaskMatch(numbered[0], "附件序号和文字", r.numbering.sub_item)
        if words := self.index.by_words(r.query, self.own):
            return TaskMatch(words, "关键词")
        near = (own or [pair for pair in r.ranked if pair[0] >= _WEAK_SCORE])[:_SHOWN_CANDIDATES]
        return _unsettled(Kind.TASK_AMBIGUOUS if len(near) > 1 else Kind.TASK_UNMATCHED, r, near)


def _below(parent: TaskMatch, r: _Reading, basis: str) -> TaskMatch:
    """A row that goes with the one above: the same task, or the same open question, which is asked once."""
    number = r.numbering.sub_item or (str(r.numbering.number) if r.numbering.number else "")
    sub_item = number or (r.query[:_SHOWN_CHARACTERS] if basis == "分项" else f"第{r.row.row}行")
    if parent.task:
        return TaskMatch(parent.task, basis, sub_item)
    return replace(parent, basis=basis, sub_item=sub_item)


def _contradicted(r: _Reading, named: Task) -> TaskMatch:
    assert r.ranked
    matched = r.found[1] if r.found else r.ranked[0][1]
    written = r.row.text("number_text") or named.task_id
    facts = (("number", written), ("matched", _task_words(matched)))
    score = r.found[0] if r.found else r.ranked[0][0]
    scored = dict.fromkeys([(matched.task_id, round(score, 1)), (named.task_id, 50.0)])
    return TaskMatch(None, "", r.numbering.sub_item, Kind.TASK_CONTRADICTED, facts, tuple(scored))


def _unsettled(kind: Kind, r: _Reading, near: Sequence[Scored]) -> TaskMatch:
    shown = [(score, task) for score, task in near if score >= 50][:_SHOWN_CANDIDATES]
    text = _shorten(r.row.text("task_text")) or r.row.text("number_text") or "（空白）"
    listed = "；".join(_task_words(task) for _, task in shown)
    candidates = f"最接近的是：{listed}。" if listed and kind is Kind.TASK_UNMATCHED else listed
    scored = tuple((task.task_id, round(score, 1)) for score, task in shown)
    return TaskMatch(None, "", r.numbering.sub_item, kind, (("text", text), ("candidates", candidates)), scored)


def _task_words(task: Task) -> str:
    return f"{task.task_id}（{_shorten(task.text)}）"


def _shorten(text: str) -> str:
    line = compact(text)
    return line if len(line) <= _SHOWN_CHARACTERS else line[:_SHOWN_CHARACTERS] + "…"

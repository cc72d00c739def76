"""One row judged (R10): by its text, its number or the row above it; where they disagree a person is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.master.tasks import Task
from pipeline.submissions.forms.numbering import NONE, Numbering, is_part_heading
from pipeline.submissions.forms.rows import WrittenRow
from pipeline.submissions.matching.joint.joint_tasks import JointJudge, JointRow
from pipeline.submissions.matching.task_index import Scored, TaskIndex, Thresholds
from pipeline.vocabulary.findings import Kind
from pipeline.vocabulary.terms import Annex
from pipeline.vocabulary.text import compact

_WEAK_SCORE, _SAME_PART = 55.0, 80.0
BY_WORDS = "关键词"  # the basis of a task that a few words alone tell
_SHOWN_CHARACTERS, _SHOWN_CANDIDATES = 24, 3
BY_SEVERAL = "一格填报多项"


@dataclass(frozen=True)
class TaskMatch:
    """The task of one row and what it rests on; or, unsettled, the kind of finding, its facts and the candidates.

    ``also`` are the other tasks of a row about several. ``scored`` are (task id, score) of all that it could be. ``is_heading``: the
    row is no report but a heading.
    """

    task: Task | None
    basis: str = ""
    sub_item: str = ""
    kind: Kind | None = None
    facts: tuple[tuple[str, str], ...] = ()
    scored: tuple[tuple[str, float], ...] = ()
    is_heading: bool = False
    also: tuple[Task, ...] = ()

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks that the row is about, none while that is open."""
        return (self.task, *self.also) if self.task else ()

    def each(self) -> Iterator[TaskMatch]:
        """The match of the row with each of its tasks."""
        return (replace(self, task=task, also=()) for task in self.tasks)

    @property
    def offered(self) -> tuple[tuple[str, float], ...]:
        """The nearest few, for a person to choose from."""
        return self.scored[:_SHOWN_CANDIDATES]

    @property
    def candidates(self) -> tuple[str, ...]:
        """The ids of all tasks it could be, not only of those offered: none of them is lacking (R8)."""
        return tuple(task_id for task_id, _ in self.scored)


@dataclass(frozen=True)
class TaskRow:
    """One row with its number and text taken apart and compared.

    ``position`` counts from 1. ``query`` is the folded text, ``ranked`` the tasks by likeness to it, ``found`` the one
    that it means beyond doubt, ``part`` the annex that the heading above names, ``mark`` the task with which it was sent out.
    """

    position: int
    row: WrittenRow
    numbering: Numbering
    text: str
    query: str
    ranked: Sequence[Scored]
    found: Scored | None
    part: Annex | None = None
    mark: Task | None = None

    @property
    def found_task(self) -> Task | None:
        """The task that the text means beyond doubt, if any."""
        return self.found[1] if self.found else None

    @property
    def is_strong(self) -> bool:
        """Whether the text alone, as a whole, is the found task's."""
        return self.found is not None and self.found[0] >= 98

    @property
    def is_agreed(self) -> bool:
        """Whether text and number name the same task, were the number the annex's."""
        return self.found is not None and self.found[1].number == self.numbering.number

    def has_number_of(self, task: Task) -> bool:
        """Whether its bare number is the task's, in the annex that the heading above names."""
        return task.number == self.numbering.number and self.part in (None, task.annex)

    def likeness(self, task: Task) -> float:
        """0 to 100: how like the text is to the task's."""
        return next((score for score, ranked in self.ranked if ranked is task), 0.0)


@dataclass(frozen=True)
class Above:
    """The row that others may stand below: ``is_bare``, nothing but a task stands in it; ``is_nested``, it is numbered （1）."""

    match: TaskMatch
    is_bare: bool = False
    is_nested: bool = False


@dataclass(frozen=True)
class TaskJudge:
    """What the rows of one form are judged by."""

    own: Sequence[Task]
    index: TaskIndex
    thresholds: Thresholds
    uses_annex_numbers: bool
    is_single_row: bool

    def decide(self, r: TaskRow, above: Above | None) -> TaskMatch:
        """The task of a row, which may be a part of the one ``above``."""
        parent = above.match if above else None
        if r.row.is_continued and parent:
            return _below(parent, r, "合并单元格")
        if self._is_heading(r):
            return TaskMatch(None, is_heading=True)
        if joint := self._joint(r):
            return joint
        if not r.query:
            return self._by_number(r, parent)
        if r.numbering.annex:
            return self._by_id(r)
        if above and parent and parent.task and self._is_part_of(r, parent.task, above):
            return _below(parent, r, "分项")
        return self._by_text(r)

    def _is_heading(self, r: TaskRow) -> bool:
        """A row without an answer that is a 类别, names an annex, or is nobody's task."""
        if r.row.is_answered or not r.query:
            return False
        is_known = r.query in self.index.categories or is_part_heading(r.row.text("task_text"))
        return is_known or not (r.found or r.numbering.annex)

    def _by_number(self, r: TaskRow, parent: TaskMatch | None) -> TaskMatch:
        """A row without a task's text."""
        numbering = r.numbering
        if numbering.annex:
            task = self.index.by_id.get(numbering.task_id)
            return TaskMatch(task, "事项编号", numbering.sub_item) if task else unsettled(Kind.TASK_UNMATCHED, r, [])
        if parent and _goes_with(r, parent):
            return _below(parent, r, "同上行")
        if len(self.own) == 1 and self.is_single_row and numbering.number in (None, 1, self.own[0].number):
            return TaskMatch(self.own[0], "本单位仅此一项")
        return self._by_own_number(r)

    def _by_own_number(self, r: TaskRow) -> TaskMatch:
        """A bare number that is the annex's, if no task of the other annex has it too: 2 may be anybody's second row."""
        named = self._numbered(r)
        is_annex_number = self.uses_annex_numbers or r.numbering.sub_item
        is_in_one_annex = sum(r.has_number_of(task) for task in self.index.tasks) == 1
        if is_annex_number and len(named) == 1 and is_in_one_annex:
            return TaskMatch(named[0], "附件序号", r.numbering.sub_item)
        return unsettled(Kind.TASK_AMBIGUOUS if named else Kind.TASK_UNMATCHED, r, [(50.0, task) for task in named])

    def _by_id(self, r: TaskRow) -> TaskMatch:
        """A row with a task id stands by it unless its text is clearly another task's."""
        named = self.index.by_id.get(r.numbering.task_id)
        if not named:
            return unsettled(Kind.TASK_UNMATCHED, r, r.ranked)
        if r.found_task is named:
            return TaskMatch(named, "事项编号和原文", r.numbering.sub_item)
        own_score = max(r.likeness(named), self.index.resemblance(r.query, named))
        if self._means_another(r, named, own_score):
            return _contradicted(r, named)
        basis = "事项编号和原文" if own_score >= self.thresholds.near else "事项编号"
        return TaskMatch(named, basis, r.numbering.sub_item)

    def _means_another(self, r: TaskRow, named: Task, own_score: float) -> bool:
        """Whether another task than the one ``named`` is clearly nearer to the text; ``own_score`` is how near that is."""
        if r.found:
            return r.found[0] - own_score >= self.thresholds.margin
        score, nearest = r.ranked[0] if r.ranked else (0.0, named)
        return nearest is not named and score >= self.thresholds.near > own_score

    def _joint(self, r: TaskRow) -> TaskMatch | None:
        """A row about several tasks: of each, where number and text agree, else a question with several answers."""
        row = JointRow(r.row.text("number_text"), r.row.text("task_text"), r.text, r.query, r.found_task, r.part)
        judge = JointJudge(self.own, self.index, self.thresholds, self.uses_annex_numbers)
        joint = None if r.numbering.annex and not row.listed else judge.joint(row, r.numbering.number, r.is_strong)
        if joint is None:
            return None
        if not joint.is_agreed:
            return unsettled(Kind.TASK_SEVERAL, r, [(100.0, task) for task in joint.tasks])
        return TaskMatch(joint.tasks[0], BY_SEVERAL, also=joint.tasks[1:])

    def _is_part_of(self, r: TaskRow, parent: Task, above: Above) -> bool:
        """Whether a row breaks the parent down (R11): numbered below it, or a few words under a row without answers.

        （二） below （一） is its neighbour, no part of it.
        """
        if r.is_strong:
            return False
        if r.found_task is parent:
            return r.numbering.is_below
        if r.numbering.sub_item:
            return r.numbering.number == parent.number
        is_like = r.numbering is NONE and r.likeness(parent) >= _SAME_PART
        is_below = r.numbering.is_nested and not above.is_nested
        return not r.found and (is_below or above.is_bare or is_like)

    def _by_text(self, r: TaskRow) -> TaskMatch:
        """A row whose text means one task, unless its number, where numbers are the annex's, names another."""
        if not r.found:
            return self._by_parent_number(r) or self._by_words(r) or self._ask(r)
        score, task = r.found
        if self.uses_annex_numbers and r.numbering.number and not (r.numbering.is_nested or r.is_agreed):
            return _contradicted(r, next(iter(self._numbered(r)), task))
        return TaskMatch(task, "事项原文" if score == 100 else f"文字相近（{score:.0f}）", r.numbering.sub_item)

    def _by_parent_number(self, r: TaskRow) -> TaskMatch | None:
        """37-1 with words of its own: the unit's task 37, where there is one."""
        named = self._numbered(r) if r.numbering.sub_item else []
        is_elsewhere = r.ranked and r.ranked[0][0] >= self.thresholds.near and r.ranked[0][1] not in named
        return TaskMatch(named[0], "附件序号", r.numbering.sub_item) if len(named) == 1 and not is_elsewhere else None

    def _by_words(self, r: TaskRow) -> TaskMatch | None:
        """A row that shares most of its words with the unit's task of its number, or some telling ones with any."""
        numbered = [task for task in self._numbered(r) if r.likeness(task) >= _WEAK_SCORE]
        if self.uses_annex_numbers and len(numbered) == 1 and self.index.shared(r.query, numbered[0]) >= _SAME_PART:
            return TaskMatch(numbered[0], "附件序号和文字", r.numbering.sub_item)
        words = self.index.by_words(r.query, self.own)
        return TaskMatch(words, BY_WORDS) if words else None

    def _numbered(self, r: TaskRow) -> list[Task]:
        """The unit's tasks of the row's number."""
        return [task for task in self.own if r.has_number_of(task)]

    def _ask(self, r: TaskRow) -> TaskMatch:
        like = [pair for pair in r.ranked if pair[0] >= _WEAK_SCORE]
        near = [pair for pair in like if pair[1] in self.own] or like
        return unsettled(Kind.TASK_AMBIGUOUS if len(near) > 1 else Kind.TASK_UNMATCHED, r, near)


def _goes_with(r: TaskRow, parent: TaskMatch) -> bool:
    """Whether a row without a task's text is about the task above it: unnumbered, numbered below it, or 同上."""
    numbering, written = r.numbering, r.row.text("number_text")
    if r.row.text("task_text") or numbering.is_nested or (numbering is NONE and not written):
        return True
    return bool(numbering.sub_item) and parent.task is not None and parent.task.number == numbering.number


def _below(parent: TaskMatch, r: TaskRow, basis: str) -> TaskMatch:
    """A row that goes with the one above: the same task, or the same open question, which is asked once."""
    number = r.numbering.sub_item or (str(r.numbering.number) if r.numbering.number else "")
    sub_item = number or (r.query[:_SHOWN_CHARACTERS] if basis == "分项" else f"第{r.row.row}行")
    if parent.task:
        own = [task for task in parent.tasks if r.has_number_of(task)] if parent.also else []
        tasks = own or parent.tasks
        return TaskMatch(tasks[0], basis, "" if own else sub_item, also=tuple(tasks[1:]))
    return replace(parent, basis=basis, sub_item=sub_item)


def _contradicted(r: TaskRow, named: Task) -> TaskMatch:
    score, matched = r.found or r.ranked[0]
    written = r.row.text("number_text") or named.task_id
    facts = (("number", written), ("matched", task_words(matched)))
    scored = dict.fromkeys([(matched.task_id, round(score, 1)), (named.task_id, 50.0)])
    return TaskMatch(None, "", r.numbering.sub_item, Kind.TASK_CONTRADICTED, facts, tuple(scored))


def unsettled(kind: Kind, r: TaskRow, near: Sequence[Scored]) -> TaskMatch:
    """A row of which a person must say which of the tasks ``near`` it is about, or another."""
    likely = [(score, task) for score, task in near if score >= 50]
    text = _shorten(r.row.text("task_text")) or r.row.text("number_text") or "（空白）"
    listed = "；".join(task_words(task) for _, task in likely[:_SHOWN_CANDIDATES])
    candidates = f"最接近的是：{listed}。" if listed and kind is Kind.TASK_UNMATCHED else listed
    scored = tuple((task.task_id, round(score, 1)) for score, task in likely)
    return TaskMatch(None, "", r.numbering.sub_item, kind, (("text", text), ("candidates", candidates)), scored)


def task_words(task: Task) -> str:
    """A task as a person is told of it."""
    return f"{task.task_id}（{_shorten(task.text)}）"


def _shorten(text: str) -> str:
    line = compact(text)
    return line if len(line) <= _SHOWN_CHARACTERS else line[:_SHOWN_CHARACTERS] + "…"

"""Which task each row is about (R10): by its text within the unit's own tasks, then over all; numbers support or contradict."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz

from pipeline.master.tasks import Task
from pipeline.submissions.forms import FormRow
from pipeline.vocabulary.findings import Kind
from pipeline.vocabulary.terms import Annex
from pipeline.vocabulary.text import arabic, compact, fold

_TASK_ID = re.compile(r"(任务|实事)第?(\d{1,3})(?!\d)")
_SUB_NUMBER = re.compile(r"(?:任务|实事)?(\d{1,3})[-.－—](\d{1,2})")
_CATEGORY_PREFIX = re.compile(
    r"^[一二三四五六七八九十]+[、.．]|^[（(][一二三四五六七八九十\d]+[）)]|^\d{1,3}[.、．)）](?!\d)"
)
_MIN_PARTIAL_CHARACTERS = 8
_PARTIAL_CAP = 97.0
_WEAK_SCORE = 60.0
_SHOWN_CHARACTERS = 24


Scored = tuple[float, Task]


@dataclass(frozen=True)
class Thresholds:
    """Scores 0 to 100; see config.toml [matching] for the reasons of the values."""

    near: float
    far: float
    margin: float


@dataclass(frozen=True)
class TaskMatch:
    """The task of one row and what it rests on; or, unsettled, the kind of finding, its facts and the candidates."""

    task: Task | None
    basis: str = ""
    sub_item: str = ""
    kind: Kind | None = None
    facts: tuple[tuple[str, str], ...] = ()
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True)
class TaskIndex:
    """The year's tasks with their folded texts, made once for a run."""

    tasks: tuple[Task, ...]

    @cached_property
    def by_id(self) -> dict[str, Task]:
        return {task.task_id: task for task in self.tasks}

    @cached_property
    def folded(self) -> dict[str, str]:
        """Task id → folded text."""
        return {task.task_id: fold(task.text) for task in self.tasks}

    @cached_property
    def by_text(self) -> dict[str, tuple[Task, ...]]:
        """Folded text → the tasks that read so."""
        found: dict[str, tuple[Task, ...]] = {}
        for task in self.tasks:
            text = self.folded[task.task_id]
            found[text] = (*found.get(text, ()), task)
        return found


def match_tasks(
    rows: Sequence[FormRow], own: Sequence[Task], index: TaskIndex, thresholds: Thresholds
) -> tuple[TaskMatch, ...]:
    """One match per row, in order. ``own`` are the unit's tasks; a row that continues the one above takes its task."""
    matches: list[TaskMatch] = []
    for row in rows:
        above = matches[-1] if matches else None
        if above and above.task and _is_continuation(row, above.task):
            matches.append(TaskMatch(above.task, "同上行", row.text("number_text")))
        else:
            matches.append(_match_row(row, own, index, thresholds))
    return tuple(matches)


def _is_continuation(row: FormRow, above: Task) -> bool:
    """Whether a row breaks the task above down further (R11): merged with it, or only a sub-number and no task text."""
    if row.is_continued:
        return True
    if row.text("task_text"):
        return False
    number = compact(arabic(row.text("number_text")))
    sub = _SUB_NUMBER.fullmatch(number)
    return not number or bool(sub and int(sub[1]) == above.number)


def _match_row(row: FormRow, own: Sequence[Task], index: TaskIndex, thresholds: Thresholds) -> TaskMatch:
    number_text, text = row.text("number_text"), row.text("task_text")
    written_id = _written_id(number_text) or _written_id(text[:8])
    query = fold(_without_prefix(text))
    if written_id and written_id not in index.by_id:
        return _unmatched(f"{number_text} {text}".strip(), ())
    named = index.by_id[written_id] if written_id else None
    sub_item = _sub_item(number_text)
    if not query or query == fold(written_id or ""):
        return TaskMatch(named, "事项编号", sub_item) if named else _unmatched(number_text or "（空白）", ())
    ranked = _rank(query, own, index)
    found = _choose(ranked, own, thresholds)
    if named:
        return _check_named(named, found, ranked, sub_item, thresholds)
    if found:
        score, task = found
        return TaskMatch(task, "事项原文" if score == 100 else f"文字相近（{score:.0f}）", sub_item)
    near = tuple(task for score, task in ranked[:3] if score >= _WEAK_SCORE)
    if len(near) > 1:
        facts = (("text", _shorten(text)), ("candidates", "；".join(_task_words(task) for task in near)))
        return TaskMatch(None, "", sub_item, Kind.TASK_AMBIGUOUS, facts, tuple(task.task_id for task in near))
    return _unmatched(text, near)


def _check_named(
    named: Task, found: Scored | None, ranked: Sequence[Scored], sub_item: str, thresholds: Thresholds
) -> TaskMatch:
    """A row with a task id stands by it unless its text is clearly another task's (R10)."""
    own_score = next((score for score, task in ranked if task is named), 0.0)
    if found and found[1] is not named and found[0] - own_score >= thresholds.margin:
        facts = (("number", named.task_id), ("matched", _task_words(found[1])))
        return TaskMatch(None, "", sub_item, Kind.TASK_CONTRADICTED, facts, (named.task_id, found[1].task_id))
    return TaskMatch(named, "事项编号和原文" if own_score >= thresholds.near else "事项编号", sub_item)


def _rank(query: str, own: Sequence[Task], index: TaskIndex) -> list[Scored]:
    """Tasks with their likeness to ``query``, best first; only the one of this very text where it is the unit's own."""
    exact = index.by_text.get(query, ())
    exact_own = [task for task in exact if task in own]
    if len(exact_own) == 1 or len(exact) == 1:
        return [(100.0, (exact_own or list(exact))[0])]
    scored = [(_likeness(query, text), index.by_id[task_id]) for task_id, text in index.folded.items()]
    return sorted(scored, key=lambda pair: -pair[0])


def _likeness(query: str, text: str) -> float:
    """0 to 100; a text cut short, or with more around it, may score up to the cap."""
    score = fuzz.ratio(query, text)
    if score == 100 or min(len(query), len(text)) < _MIN_PARTIAL_CHARACTERS:
        return score
    return max(score, min(fuzz.partial_ratio(query, text), _PARTIAL_CAP))


def _choose(ranked: Sequence[Scored], own: Sequence[Task], thresholds: Thresholds) -> Scored | None:
    """The unit's own task if one is near enough and leads its others; else any task that is all but the same."""
    for pairs, minimum in (([pair for pair in ranked if pair[1] in own], thresholds.near), (ranked, thresholds.far)):
        if pairs and pairs[0][0] >= minimum and (len(pairs) == 1 or pairs[0][0] - pairs[1][0] >= thresholds.margin):
            return pairs[0]
    return None


def _written_id(text: str) -> str | None:
    match = _TASK_ID.search(compact(arabic(text)))
    return f"{Annex(match[1])}{int(match[2])}" if match else None


def _sub_item(number_text: str) -> str:
    match = _SUB_NUMBER.fullmatch(compact(arabic(number_text)))
    return match[2] if match else ""


def _without_prefix(text: str) -> str:
    """``text`` without a task id or an enumeration in front: 37.深入开展… → 深入开展…."""
    bare = re.sub(r"^\s*(任务|实事)\s*\d{1,3}\s*[:：、.．]?", "", text)
    return _CATEGORY_PREFIX.sub("", bare.strip())


def _unmatched(text: str, near: Sequence[Task]) -> TaskMatch:
    shown = f"最接近的是：{_task_words(near[0])}。" if near else ""
    facts = (("text", _shorten(text)), ("candidates", shown))
    return TaskMatch(None, "", "", Kind.TASK_UNMATCHED, facts, tuple(task.task_id for task in near))


def _task_words(task: Task) -> str:
    return f"{task.task_id}（{_shorten(task.text)}）"


def _shorten(text: str) -> str:
    line = compact(text)
    return line if len(line) <= _SHOWN_CHARACTERS else line[:_SHOWN_CHARACTERS] + "…"

"""The year's tasks made ready for comparing texts with them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from pipeline.master.tasks import Task
from pipeline.vocabulary.text import fold

_MIN_PART = 6  # shorter words stand in many tasks: they count only when they stand in one alone
_MIN_DISTINCT = 4
_MIN_SCATTERED = 14  # below this, characters picked here and there out of a long text prove nothing
_PART_CAP = 97.0  # a part is never as good as the whole
_PARTS = re.compile(r"[\n。；;]+")

Scored = tuple[float, Task]


@dataclass(frozen=True)
class Thresholds:
    """Scores 0 to 100; see config.toml [matching] for the reasons of the values."""

    near: float
    far: float
    margin: float


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

    @cached_property
    def categories(self) -> frozenset[str]:
        """The folded 类别 of the tasks."""
        return frozenset(fold(task.category) for task in self.tasks)

    def rank(self, query: str, own: Sequence[Task]) -> list[Scored]:
        """Tasks with their likeness to the folded ``query``, best first; only the very one where it is of this text."""
        exact = self.by_text.get(query, ())
        exact_own = [task for task in exact if task in own]
        if len(exact_own) == 1 or len(exact) == 1:
            return [(100.0, (exact_own or list(exact))[0])]
        scored = [(_likeness(query, text), self.by_id[task_id]) for task_id, text in self.folded.items()]
        return sorted(scored, key=lambda pair: -pair[0])

    def holders(self, query: str) -> list[Task]:
        """The tasks whose text holds the folded ``query`` word for word."""
        return [self.by_id[task_id] for task_id, text in self.folded.items() if query in text]

    def choose(
        self, query: str, ranked: Sequence[Scored], own: Sequence[Task], thresholds: Thresholds
    ) -> Scored | None:
        """The one task that ``query`` means beyond doubt: the unit's own if near enough, else another's if all but the same.

        It must lead the unit's other tasks, and no stranger's task may lead it, by the margin (R10).
        """
        if len(query) < _MIN_PART:
            return self._distinct_word(query, own)
        own_ids = {task.task_id for task in own}
        near = [pair for pair in ranked if pair[1].task_id in own_ids]
        best = ranked[0] if ranked else None
        if near and near[0][0] >= thresholds.near and _leads(near, thresholds.margin):
            is_overtaken = best is not None and best[0] - near[0][0] >= thresholds.margin
            return None if is_overtaken else near[0]
        if best and best[0] >= thresholds.far and _leads(ranked, thresholds.margin):
            return best
        return None

    def several(self, text: str, own: Sequence[Task], thresholds: Thresholds) -> list[Task]:
        """The tasks that one cell names together: two whole texts in one, or parts that mean different tasks."""
        query = fold(text)
        whole = [self.by_id[i] for i, folded in self.folded.items() if len(folded) >= _MIN_PART * 2 and folded in query]
        if len(whole) > 1:
            return whole
        found: dict[str, Task] = {}
        for part in _PARTS.split(text):
            folded = fold(part)
            if len(folded) >= _MIN_PART * 2 and (hit := self.choose(folded, self.rank(folded, own), own, thresholds)):
                found[hit[1].task_id] = hit[1]
        return list(found.values()) if len(found) > 1 else []

    def _distinct_word(self, query: str, own: Sequence[Task]) -> Scored | None:
        if len(query) < _MIN_DISTINCT:
            return None
        holders = self.holders(query)
        return (_PART_CAP, holders[0]) if len(holders) == 1 and holders[0] in own else None


def _leads(ranked: Sequence[Scored], margin: float) -> bool:
    return len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= margin


def _likeness(query: str, text: str) -> float:
    """0 to 100: as a whole; or, capped, as a part of the other, whether in one piece or with words left out."""
    score = fuzz.ratio(query, text)
    shorter = min(len(query), len(text))
    if score == 100 or shorter < _MIN_PART:
        return score
    part = (
        fuzz.partial_ratio(query, text) if shorter < _MIN_SCATTERED else 100 * LCSseq.similarity(query, text) / shorter
    )
    return max(score, min(part, _PART_CAP))

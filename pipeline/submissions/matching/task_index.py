"""The year's tasks made ready for comparing texts with them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.master.tasks import Task
from pipeline.vocabulary.likeness import kept_score, pairs, piece_score, whole_score
from pipeline.vocabulary.sentences import items, sentences
from pipeline.vocabulary.text import fold

_MIN_PART = 6  # shorter words stand in many tasks: they count only when they stand in one alone
_MIN_DISTINCT = 4
_MIN_SCATTERED = 14  # below this, characters picked here and there out of a long text prove nothing
_KNOWN_PART, _TELLING_PART = 0.5, 0.7
_OWN_RIVAL, _STRANGE_RIVAL = 0.5, 0.75  # how near to the best another task of the unit, or anybody's, may come
_MIN_VERBATIM = 10  # so many characters word for word are a task's own wording
_MIN_STRANGER = 12
_WHOLE = 80.0  # from here on a text is compared as a whole, below as a part
_PART_CAP = 97.0  # a part is never as good as the whole

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
        """Task id → task."""
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
        borne = exact_own or [task for task in self.holders(query) if task in own]
        if len(exact_own) == 1 or (len(exact) == 1 and not borne):  # 实事20 of another unit is the unit's own 任务43
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

        It must lead the unit's other tasks by the margin, also where they share its words in another order, and no
        stranger's task may lead it (R10). Of a stranger's task a few words are not enough.
        """
        if len(query) < _MIN_PART:
            return self._distinct_word(query, own)
        is_exact = bool(ranked) and ranked[0][0] == 100
        if not is_exact and (task := self._verbatim(query, own)):
            return (_PART_CAP, task)
        own_ids = {task.task_id for task in own}
        near = [pair for pair in ranked if pair[1].task_id in own_ids]
        if near and near[0][0] >= thresholds.near and self._leads(query, near, thresholds.margin):
            is_overtaken = ranked[0][0] - near[0][0] >= thresholds.margin
            return None if is_overtaken else near[0]
        return self._choose_among_all(query, ranked, bool(near), thresholds)

    def _choose_among_all(
        self, query: str, ranked: Sequence[Scored], has_own: bool, thresholds: Thresholds
    ) -> Scored | None:
        if not ranked or ranked[0][0] < thresholds.far or not self._leads(query, ranked, thresholds.margin):
            return None
        is_whole = whole_score(query, self.folded[ranked[0][1].task_id]) >= thresholds.near
        return ranked[0] if is_whole or (len(query) >= _MIN_STRANGER and not has_own) else None

    def _verbatim(self, query: str, own: Sequence[Task]) -> Task | None:
        """The unit's one task that holds the words as they are."""
        holders = [task for task in self.holders(query) if task in own] if len(query) >= _MIN_VERBATIM else []
        return holders[0] if len(holders) == 1 else None

    def shared(self, query: str, task: Task) -> float:
        """0 to 100: how many of the query's pairs of characters stand in the task's text, in whatever order."""
        own, text = pairs(query), self.folded[task.task_id]
        return 100 * sum(pair in text for pair in own) / len(own) if own else 0.0

    @cached_property
    def _clauses(self) -> dict[str, tuple[str, ...]]:
        return {task.task_id: tuple(fold(part) for part in items(task.text)) for task in self.tasks}

    def resemblance(self, query: str, task: Task) -> float:
        """0 to 100: how well a part might mean this task too: its pairs of characters, or all of it within one clause."""
        within = max(kept_score(query, clause) for clause in self._clauses[task.task_id])
        return max(self.shared(query, task), within)

    @cached_property
    def _rarity(self) -> dict[str, float]:
        """Pair of characters → how telling it is: the fewer tasks have it, the more."""
        holders: dict[str, int] = {}
        for text in self.folded.values():
            for pair in set(pairs(text)):
                holders[pair] = holders.get(pair, 0) + 1
        return {pair: math.log(len(self.folded) / count) for pair, count in holders.items()}

    def by_words(self, query: str, own: Sequence[Task]) -> Task | None:
        """The unit's own task that a few key words point to, far ahead of its other tasks and of everybody's."""
        known = [pair for pair in pairs(query) if pair in self._rarity]
        if len(query) < _MIN_PART or len(known) < _KNOWN_PART * (len(query) - 1):
            return None
        weights = self._weights(known)
        ranked = sorted(weights, key=lambda task_id: -weights[task_id])
        best, own_ids = ranked[0], {task.task_id for task in own}
        rivals = [weights[task_id] / (_OWN_RIVAL if task_id in own_ids else _STRANGE_RIVAL) for task_id in ranked[1:]]
        is_clear = weights[best] >= _TELLING_PART and max(rivals, default=0.0) <= weights[best]
        return self.by_id[best] if best in own_ids and is_clear else None

    def _weights(self, known: Sequence[str]) -> dict[str, float]:
        """Task id → how much of what is telling about the ``known`` pairs its text has, 0 to 1."""
        total = sum(self._rarity[pair] for pair in known)
        return {
            task_id: sum(self._rarity[pair] for pair in known if pair in text) / total
            for task_id, text in self.folded.items()
        }

    def several(self, text: str, own: Sequence[Task], thresholds: Thresholds) -> list[Task]:
        """The tasks that one cell names together: two whole texts in one, or parts that mean different tasks."""
        whole = self._wholes(fold(text))
        if len(whole) > 1:
            return whole
        found: dict[str, Task] = {}
        for part in sentences(text):
            folded = fold(part)
            if len(folded) >= _MIN_PART * 2 and (hit := self.choose(folded, self.rank(folded, own), own, thresholds)):
                found[hit[1].task_id] = hit[1]
        return list(found.values()) if len(found) > 1 else []

    def _wholes(self, query: str) -> list[Task]:
        """The tasks whose whole text stands in ``query``, none within another's."""
        texts = {i: text for i, text in self.folded.items() if len(text) >= _MIN_PART and text in query}
        return [
            self.by_id[i]
            for i, text in texts.items()
            if not any(i != j and text in other for j, other in texts.items())
        ]

    def _leads(self, query: str, ranked: Sequence[Scored], margin: float) -> bool:
        """Whether the first is ahead of the others; a part of a text also of those that share its words."""
        first, others = ranked[0], ranked[1:]
        if any(first[0] - score < margin for score, _ in others[:1]):
            return False
        if whole_score(query, self.folded[first[1].task_id]) >= _WHOLE:
            return True
        return all(first[0] - self.resemblance(query, task) >= margin for _, task in others)

    def _distinct_word(self, query: str, own: Sequence[Task]) -> Scored | None:
        if len(query) < _MIN_DISTINCT:
            return None
        holders = self.holders(query)
        is_one = len(holders) == 1 and holders[0] in own and not self._shares_rare(query, holders[0], own)
        return (_PART_CAP, holders[0]) if is_one else None

    def _shares_rare(self, query: str, task: Task, own: Sequence[Task]) -> bool:
        """Whether another task of the unit and this one alone hold a pair of the few characters: either may be meant."""
        least = math.log(len(self.folded) / 2) if self.folded else 0.0
        rare = [pair for pair in pairs(query) if self._rarity.get(pair, 0.0) >= least]
        return any(pair in self.folded[other.task_id] for other in own if other is not task for pair in rare)


def _likeness(query: str, text: str) -> float:
    """0 to 100: as a whole; or, capped, as a part of the other, whether in one piece or with words left out."""
    score = whole_score(query, text)
    part, whole = sorted((query, text), key=len)
    if score == 100 or len(part) < _MIN_PART:
        return score
    found = piece_score(part, whole) if len(part) < _MIN_SCATTERED else kept_score(part, whole)
    return max(score, min(found, _PART_CAP))

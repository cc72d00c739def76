"""One row about several tasks: 64、65, 任务38、任务39, 第5-7项, two tasks' texts in one cell; it counts for each of them (R10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.master.tasks import Task
from pipeline.submissions.forms.numbering import Listed, parse_several
from pipeline.submissions.matching.task_index import TaskIndex, Thresholds
from pipeline.vocabulary.terms import Annex


@dataclass(frozen=True)
class JointTasks:
    """The tasks that a row is about together; ``is_agreed``: number and text leave no doubt about it, else a person is asked."""

    tasks: tuple[Task, ...]
    is_agreed: bool


@dataclass(frozen=True)
class JointRow:
    """A row as far as it may be about several tasks. ``found``: the one that its text means beyond doubt, ``part``: the annex above."""

    number_text: str
    task_text: str
    text: str
    query: str
    found: Task | None
    part: Annex | None

    @property
    def listed(self) -> tuple[Listed, ...]:
        """The numbers that stand in it together, none where there is one or none."""
        return parse_several(self.number_text) or parse_several(self.task_text, is_in_front=True)


@dataclass(frozen=True)
class JointJudge:
    """What such rows of one form are judged by."""

    own: Sequence[Task]
    index: TaskIndex
    thresholds: Thresholds
    uses_annex_numbers: bool

    def joint(self, row: JointRow, number: int | None, is_whole: bool) -> JointTasks | None:
        """The tasks of a row about several; None of any other. ``number``: its one number, ``is_whole``: its text is one task's."""
        listed = row.listed
        if is_whole and not listed:
            return None
        several = self.index.several(row.text, self.own, self.thresholds) if row.query and not is_whole else []
        if listed and (joint := self._listed(row, listed, several)):
            return joint
        if len(several) < 2:
            return None
        is_number_another = self.uses_annex_numbers and number is not None
        return JointTasks(tuple(several), self._are_whole(several, row.query) and not is_number_another)

    def _listed(self, row: JointRow, listed: Sequence[Listed], several: Sequence[Task]) -> JointTasks | None:
        """The tasks of the numbers listed; None where they only count the rows, and the text tells more."""
        named = [self._numbered(one, row.part) for one in listed]
        tasks = tuple(dict.fromkeys(task for one in named for task in one))
        told = {*several, *([row.found] if row.found else ())}
        is_resolved = all(len(one) == 1 for one in named) and len(tasks) == len(listed)
        is_written = all(one.annex for one in listed) or (self.uses_annex_numbers and not row.query)
        if is_resolved and (told <= {*tasks} if told else is_written):
            return JointTasks(tasks, is_agreed=True)
        is_counted = not (self.uses_annex_numbers or any(one.annex for one in listed))
        if len(several) > 1 and is_counted and told.isdisjoint(tasks):
            return None
        return JointTasks(tuple(dict.fromkeys((*several, *tasks, *told))), is_agreed=False)

    def _numbered(self, one: Listed, part: Annex | None) -> tuple[Task, ...]:
        """The task of a number with its annex; of a bare one those of the unit."""
        if one.annex:
            task = self.index.by_id.get(f"{one.annex}{one.number}")
            return (task,) if task else ()
        return tuple(task for task in self.own if task.number == one.number and part in (None, task.annex))

    def _are_whole(self, several: Sequence[Task], query: str) -> bool:
        """Whether each task's whole text stands in the cell, and the unit bears each of them."""
        return all(self.index.folded[one.task_id] in query and (one in self.own or not self.own) for one in several)

"""The marks of a form's rows (R10): each says with which task its row was sent out. Strong evidence, never proof.

A mark stands for a 事项编号 that nobody wrote: with the words it settles a row, alone it tells a row without words, and where it
disagrees with what is written a person is asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.master.tasks import Task
from pipeline.submissions.forms.numbering import Numbering
from pipeline.submissions.matching.task_index import TaskIndex, Thresholds
from pipeline.submissions.matching.task_judge import TaskMatch, TaskRow, task_words, unsettled
from pipeline.vocabulary.findings import Kind

BY_MARK = "下发时的事项"
_LEAST_LIKE = 55.0  # what is less like a task's text is about something else


@dataclass(frozen=True)
class RowMarks:
    """How the marks of one form are heard. ``own``: the unit's tasks, none while it is unsettled."""

    own: Sequence[Task]
    index: TaskIndex
    thresholds: Thresholds

    def heard(self, rows: Sequence[TaskRow]) -> list[TaskRow]:
        """``rows``, each with the task of its mark, where that went along with its words.

        Marks that stand beside each other's words stayed behind when somebody sorted or moved these: then none is heard. One
        that stands on several rows was copied with its row: it is heard where the words are nearest to its task.
        """
        sent = [self._sent(r) for r in rows]
        often = Counter(task.task_id for task in sent if task)
        if not often or _stayed_behind(rows, sent, often):
            return list(rows)
        return [
            replace(r, mark=task) if task and (often[task.task_id] == 1 or _is_nearest(r, task)) else r
            for r, task in zip(rows, sent, strict=True)
        ]

    def numbered(self, r: TaskRow, uses_annex_numbers: bool) -> TaskRow:
        """The row with the number of its mark, where what is written names no task by its id and no other by its number."""
        if r.mark is None or r.numbering.annex or r.row.is_continued:
            return r
        is_other = not r.query and uses_annex_numbers and self._names_another(r, r.mark)
        if is_other or (not r.is_strong and len(self.index.several(r.text, self.own, self.thresholds)) > 1):
            return r
        return replace(r, numbering=Numbering(r.mark.number, r.mark.annex, r.numbering.sub_item))

    def held_against(self, r: TaskRow, written: Numbering, match: TaskMatch) -> TaskMatch:
        """``match``, unless it is not about the task of the mark, or rests on the mark alone beside words of something else."""
        if r.mark is None or r.row.is_continued:
            return match
        if match.kind is Kind.TASK_CONTRADICTED and not written.annex:
            return _off_mark(r, r.mark, self.index.by_id[match.candidates[0]])
        if match.task is None or match.also or r.found_task is match.task:
            return match
        if match.task is not r.mark:
            return _off_mark(r, r.mark, match.task)
        if written.annex:
            return match
        is_of_words = r.query and not r.has_number_of(r.mark)
        if is_of_words and max(r.likeness(r.mark), self.index.resemblance(r.query, r.mark)) < _LEAST_LIKE:
            return unsettled(Kind.TASK_UNMATCHED, r, [(_LEAST_LIKE, r.mark)])
        return replace(match, basis=BY_MARK)

    def _sent(self, r: TaskRow) -> Task | None:
        task = self.index.by_id.get(r.row.mark)
        return task if not self.own or task in self.own else None

    def _names_another(self, r: TaskRow, marked: Task) -> bool:
        """Whether a plain number is that of another task of the unit."""
        is_other = r.numbering.is_plain and not r.has_number_of(marked)
        return is_other and any(r.has_number_of(task) for task in self.own)


def _stayed_behind(rows: Sequence[TaskRow], sent: Sequence[Task | None], often: Counter[str]) -> bool:
    """Whether several rows hold the whole words of a task that another row is marked with."""
    strangers = [
        r.found_task for r, task in zip(rows, sent, strict=True) if task and r.is_strong and r.found_task is not task
    ]
    return sum(task is not None and task.task_id in often for task in strangers) > 1


def _is_nearest(r: TaskRow, task: Task) -> bool:
    return bool(r.ranked) and r.ranked[0][1] is task


def _off_mark(r: TaskRow, marked: Task, told: Task) -> TaskMatch:
    facts = (("marked", task_words(marked)), ("told", task_words(told)))
    scored = ((told.task_id, 60.0), (marked.task_id, 50.0))
    return TaskMatch(None, "", r.numbering.sub_item, Kind.TASK_OFF_MARK, facts, scored)

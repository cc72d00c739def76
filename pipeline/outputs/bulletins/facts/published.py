"""What the public is told: facts of their own, in which what may not be published has no place (R24).

A field that stands here is published; nothing else is. Made in one go from the facts of the office, before any word is
made, and what units and people wrote goes through ``Persons`` here and nowhere else. Whoever looks for what a table,
a template or a count of the public edition could give away has to look no further than this page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.outputs.bulletins.facts.cover import Cover
from pipeline.outputs.bulletins.facts.task_lines import TaskLine, UnitWords
from pipeline.outputs.shared import wording
from pipeline.outputs.shared.personal import Persons
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.terms import Annex, Standing


@dataclass(frozen=True)
class PublicTask:
    """A task with its lead's report. Of its 进度 nothing is told but that it is done (已办结); all others are under way."""

    task_id: str
    annex: Annex
    category: str
    text: str
    units_text: str
    lead_unit: str
    is_closed: bool
    progress: str
    next_steps: str
    short_name: str = ""

    @property
    def title(self) -> str:
        """The task in brief, fit to stand inside “”."""
        return wording.task_title(self.short_name, self.text)


@dataclass(frozen=True)
class PublicReport:
    """A month or a quarter as published: every count is a count of ``tasks``."""

    cover: Cover
    span: str
    tasks: tuple[PublicTask, ...]
    is_last: bool = False

    @property
    def closed(self) -> tuple[PublicTask, ...]:
        """Those that are done."""
        return tuple(task for task in self.tasks if task.is_closed)

    @property
    def under_way(self) -> tuple[PublicTask, ...]:
        """All others."""
        return tuple(task for task in self.tasks if not task.is_closed)


@dataclass(frozen=True)
class PublicMatter:
    """One closed task or major matter as published; ``history``: quarter, and what the lead reported last in it."""

    cover: Cover
    day: str
    situation: str
    position: str = ""
    task_title: str = ""
    promise: str = ""
    goals: tuple[tuple[str, str], ...] = ()
    units_text: str = ""
    history: tuple[tuple[str, str], ...] = ()


def published_cover(cover: Cover, title_lines: tuple[str, ...]) -> Cover:
    """``cover`` under its public title, without what is told to the office."""
    return replace(cover, title_lines=title_lines, warnings=())


def published_tasks(lines: Iterable[TaskLine], persons: Persons) -> tuple[PublicTask, ...]:
    """Those of ``lines`` of which something may be told, in their order; any other is held back whole (R8, R21).

    Held back is a task whose lead's material is being looked into, and one of which its lead wrote nothing.
    """
    return tuple(task for line in lines for task in _published(line, persons))


def _published(line: TaskLine, persons: Persons) -> Iterator[PublicTask]:
    progress = _of_lead(line, line.progress)
    if progress and line.standing is not Standing.UNSETTLED:
        yield PublicTask(
            task_id=line.task_id,
            annex=line.annex,
            category=persons.without(line.category),
            text=persons.without(line.text),
            units_text=line.units_text,
            lead_unit="" if line.is_lead_presumed else line.lead_unit,
            is_closed=line.standing is Standing.CLOSED,
            progress=persons.without(progress),
            next_steps=persons.without(_of_lead(line, line.next_steps)),
            short_name=persons.without(line.short_name),
        )


def _of_lead(line: TaskLine, told: Iterable[UnitWords]) -> str:
    """What the lead wrote: whoever else is silent beside it cannot be told by it."""
    return next((item.words for item in told if item.unit in ("", line.lead_unit)), "")


def grouped_tasks(tasks: Iterable[PublicTask], other: str) -> dict[str, list[PublicTask]]:
    """Category → its tasks; those of 附件2 and without a category under ``other``."""
    return gathered(
        (task.category if task.annex is Annex.KEY_TASK and task.category else other, task) for task in tasks
    )


def unbroken(spans: Iterable[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    """The quarters with words from the last back to the first gap: a gap between two would tell that its lead was silent."""
    kept: list[tuple[int, str]] = []
    for quarter, words in sorted(spans, reverse=True):
        if kept and quarter != kept[-1][0] - 1:
            break
        kept.append((quarter, words))
    return tuple(reversed(kept))

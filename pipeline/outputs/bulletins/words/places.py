"""What a bulletin calls a task by its number: one label for one thing, in text, tables and pages alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.outputs.bulletins.facts.task_lines import TaskLine
from pipeline.outputs.shared import wording
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.terms import Annex

_TITLE = 12


def place_words(task_id: str) -> str:
    """``实事9`` of a livelihood project, ``重点任务48`` of a key task; a part (任务4-2) keeps its number."""
    return f"重点{task_id}" if task_id.startswith(Annex.KEY_TASK) else task_id


def in_brief(line: TaskLine) -> TaskLine:
    """The task under a title that a sentence has room for."""
    return replace(line, text=wording.short_title(line.text, _TITLE))


def named_task(line: TaskLine, unit: str) -> str:
    """``八一立交桥下空间整治提升（实事12，区水务局）``."""
    whose = f"，{wording.one_name(unit)}" if unit else ""
    return f"{wording.one_name(in_brief(line).title)}（{place_words(line.task_id)}{whose}）"


def listed_places(lines: Iterable[TaskLine]) -> str:
    """``重点任务45、52，实事15``: those of one annex together, in their order."""
    told = list(lines)
    by_annex = {annex: [str(line.number) for line in told if line.annex is annex] for annex in Annex}
    return "，".join(f"{place_words(annex)}{wording.joined(numbers)}" for annex, numbers in by_annex.items() if numbers)


def places_by_unit(lines: Iterable[TaskLine]) -> str:
    """``市中城投集团重点任务47，实事21；区自然资源局实事9``: whose report makes each of ``lines``, in the order of the lines."""
    groups = gathered((line.standing_unit, line) for line in lines)
    return "；".join(f"{wording.one_name(unit)}{listed_places(own)}" for unit, own in groups.items())

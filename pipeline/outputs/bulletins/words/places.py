"""What a bulletin calls a task by its number: one label for one thing, in text, tables and pages alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.outputs.bulletins.facts.task_lines import TaskLine
from pipeline.outputs.shared import wording
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.terms import Annex

_TITLE, _PAIR = 12, 2


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


def listed_places(lines: Iterable[TaskLine], *, in_runs: bool = False) -> str:
    """``重点任务45、52，实事15``: those of one annex together, in their order; numbers ``in_runs``: 2至6、19."""
    by_annex = gathered((line.annex, line.number) for line in lines)
    told = {annex: _runs(by_annex[annex]) if in_runs else by_annex[annex] for annex in Annex if annex in by_annex}
    return "，".join(f"{place_words(annex)}{wording.joined(map(str, numbers))}" for annex, numbers in told.items())


def _runs(numbers: Iterable[int]) -> list[str]:
    """Three and more that follow each other as 2至6."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [text for run in runs for text in ([f"{run[0]}至{run[-1]}"] if len(run) > _PAIR else map(str, run))]


def places_by_unit(lines: Iterable[TaskLine]) -> str:
    """``市中城投集团重点任务47，实事21；区自然资源局实事9``: whose report makes each of ``lines``, in the order of the lines."""
    groups = gathered((line.standing_unit, line) for line in lines)
    return "；".join(f"{wording.one_name(unit)}{listed_places(own)}" for unit, own in groups.items())

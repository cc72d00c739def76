"""The annex of the monthly bulletin: each project in the words of its units."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pipeline.ledger.statements.problem_text import is_problem
from pipeline.outputs.bulletins.facts.task_lines import TaskLine
from pipeline.outputs.bulletins.words.shown import is_all_told, responsible_units, standing_words, unit_words
from pipeline.outputs.docx.tables import LANDSCAPE_MM, CellText, Layout, table_xml
from pipeline.outputs.shared import wording

_LAYOUT = Layout(
    ("序号", "民生实事内容", "责任单位", "进展情况", "存在问题", "下一步计划", "进度"),
    (10, 44, 26, 55, 34, 34, 22),
    frozenset({0, 6}),
    LANDSCAPE_MM,
)
_STANDING_COLUMN = 6  # beside the unit's name it names it


def annex_table(lines: Sequence[TaskLine]) -> str:
    """The table of ``lines`` as an edition shows them; without 进度 where that of one may not be told (R21)."""
    left_out = () if is_all_told(lines) else (_STANDING_COLUMN,)
    return table_xml(_LAYOUT.without(*left_out), [_row(line, left_out) for line in lines])


def _problem_cell(line: TaskLine) -> CellText:
    """What hinders, as written; 无 for whatever words say that nothing does, — where nobody wrote."""
    return unit_words([item for item in line.problems if is_problem(item.words)], "无" if line.problems else "—")


def _row(line: TaskLine, left_out: Collection[int]) -> tuple[CellText, ...]:
    cells: tuple[CellText, ...] = (
        str(line.number),
        wording.cut(line.text),
        responsible_units(line),
        unit_words(line.progress),
        _problem_cell(line),
        unit_words(line.next_steps),
        standing_words(line),
    )
    return tuple(cell for place, cell in enumerate(cells) if place not in left_out)

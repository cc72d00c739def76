"""The columns of Annex 3 and Annex 4, told once (notice, 附件3 and 附件4).

How clerks word a heading is known where forms are read, how wide a column is printed where they are written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pipeline.vocabulary.periods import quarter_label
from pipeline.vocabulary.terms import FormKind

GOALS = ("goal_q1", "goal_q2", "goal_q3", "goal_q4")


def by_quarter(goals: Iterable[str]) -> dict[str, Any]:
    """The four quarters' goals under their names, to be given to a row."""
    return dict(zip(GOALS, goals, strict=True))


@dataclass(frozen=True)
class Field:
    """A column of a form: ``name`` in code and in tables.RECORDS, ``heading`` and the ``group`` above it as printed.

    ``label`` (where it is not the heading) and ``width`` are those of its column in 填报明细. Without a column that
    ``is_required`` a table is not read as the form. What ``is_answer`` only the unit can say: a row without any answer
    is blank. What ``is_correctable`` a person may put right (人工认定·更正).
    """

    name: str
    heading: str
    label: str = ""
    width: float = 12
    group: str = ""
    is_required: bool = False
    is_answer: bool = False
    is_correctable: bool = True


def _goal(quarter: int) -> Field:
    heading = quarter_label(quarter)
    return Field(
        GOALS[quarter - 1], heading, f"{heading}目标", 26, "季度目标及推进计划", is_required=True, is_answer=True
    )


def _number(heading: str) -> Field:
    return Field("number_text", heading, "序号原文", 10, is_correctable=False)


_TASK = Field("task_text", "重点任务、民生实事内容", "事项原文", 50, is_required=True, is_correctable=False)

FIELDS = {
    FormKind.PLAN: (
        _number("分解序号"),
        _TASK,
        *(_goal(quarter) for quarter in (1, 2, 3, 4)),
        Field("principal", "主要负责人"),
        Field("deputy", "分管负责人"),
        Field("remark", "备注", width=16),
    ),
    FormKind.PROGRESS: (
        _number("序号"),
        _TASK,
        Field("quarter_goal", "季度计划完成目标", width=26),  # the office fills it in beforehand: no answer
        Field("progress", "完成情况", width=50, is_required=True, is_answer=True),
        Field("problems", "存在问题", width=30, is_answer=True),
        Field("next_steps", "下一步计划", width=30, is_answer=True),
        Field("met_goal_text", "是否完成阶段任务目标", "是否完成原文", is_answer=True),
    ),
}
ALL_FIELDS = tuple({field.name: field for fields in FIELDS.values() for field in fields}.values())
ANSWERS = frozenset(field.name for field in ALL_FIELDS if field.is_answer)
CORRECTABLE = tuple(field.name for field in ALL_FIELDS if field.is_correctable)

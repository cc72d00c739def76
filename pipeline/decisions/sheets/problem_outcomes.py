"""问题处置: what became of the problems of 问题台账."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from pipeline.decisions import cells
from pipeline.decisions.sheet import DAY, Entry, SheetColumn

_NO_NUMBER = "编号没有填写，请从台账“问题台账”表抄录"


@dataclass(frozen=True)
class ProblemOutcome(Entry, sheet="问题处置", place=10):
    """What became of a problem."""

    problem_id: Annotated[str, SheetColumn("编号", 11.5, wanted=_NO_NUMBER, is_key=True, is_asked=True)]
    task_id: ClassVar = SheetColumn("事项编号", 11.5, is_asked=True)
    unit: ClassVar = SheetColumn("单位", 20, is_asked=True)
    problem: ClassVar = SheetColumn("问题", 40, is_asked=True)
    outcome: Annotated[str, SheetColumn("处置情况", 40, decides=True)]
    settled_by: Annotated[str, SheetColumn("经办人", 9)]
    settled_on: Annotated[date | None, SheetColumn("处置日期", 11.5, cells.day, None, shown=DAY)]

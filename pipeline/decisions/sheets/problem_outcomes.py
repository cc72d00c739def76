"""问题处置: what became of the problems of 问题台账."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from pipeline.decisions import cells
from pipeline.decisions.sheet import DAY, Column, Entry

_NO_NUMBER = "编号没有填写，请从台账“问题台账”表抄录"


@dataclass(frozen=True)
class ProblemOutcome(Entry, sheet="问题处置", place=10):
    """What became of a problem."""

    problem_id: Annotated[str, Column("编号", 11.5, wanted=_NO_NUMBER, is_key=True, is_asked=True)]
    task_id: ClassVar = Column("事项编号", 11.5, is_asked=True)
    unit: ClassVar = Column("单位", 20, is_asked=True)
    problem: ClassVar = Column("问题", 40, is_asked=True)
    outcome: Annotated[str, Column("处置情况", 40, decides=True)]
    settled_by: Annotated[str, Column("经办人", 9)]
    settled_on: Annotated[date | None, Column("处置日期", 11.5, cells.day, None, shown=DAY)]

"""通报登记: bulletins issued, with the numbers that a person gave them (R22, R23).

The pipeline fills in a row for each bulletin, its name, period and 状态; a person adds the number and the day of issue.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, Self

from pipeline.decisions import cells
from pipeline.decisions.sheet import DAY, TEXT, Entry, SheetColumn, WrittenEntry
from pipeline.vocabulary.periods import Period

_NO_DAY = "印发日期没有填写，填了才按已印发归档"
_OWN = ("number", "issued_on", "file", "filing")


class Filing(StrEnum):
    """归档方式: what a person says of a bulletin that is not in order as it lies there (R21, R22)."""

    AS_IT_IS = "原样归档"
    UNNAMED = "未确认的不点名"


@dataclass(frozen=True)
class IssuedBulletin(Entry, sheet="通报登记", place=12, is_required=True):
    """A bulletin that was issued; ``filing`` None: only what is in order is kept as issued."""

    bulletin: Annotated[str, SheetColumn("通报", 30, wanted="通报名称没有填写", is_key=True, is_asked=True)]
    period: Annotated[
        Period | None, SheetColumn("期间", 9, cells.bulletin_period, None, is_key=True, is_asked=True, shown=TEXT)
    ]
    number: Annotated[str, SheetColumn("文号或期号", 18, shown=TEXT)]
    issued_on: Annotated[date | None, SheetColumn("印发日期", 11.5, cells.day, wanted=_NO_DAY, shown=DAY)]
    file: Annotated[str, SheetColumn("文件", 18)]
    standing: ClassVar = SheetColumn("状态", 20, is_asked=True, is_late=True)
    filing: Annotated[Filing | None, SheetColumn("归档方式", 16, cells.one_of(*Filing), None, is_late=True)] = None

    @classmethod
    def read(cls, row: WrittenEntry) -> Self | None:
        """The entry; None of a row that the pipeline has filled in and nobody has registered yet."""
        return super().read(row) if any(row.cell(name).text for name in _OWN) else None

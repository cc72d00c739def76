"""通报登记: bulletins issued, with the numbers that a person gave them (R22, R23)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pipeline.decisions import cells
from pipeline.decisions.sheet import DAY, TEXT, Entry, SheetColumn
from pipeline.vocabulary.periods import Period


@dataclass(frozen=True)
class IssuedBulletin(Entry, sheet="通报登记", place=12, is_required=True):
    """A bulletin that was issued."""

    bulletin: Annotated[str, SheetColumn("通报", 18, wanted="通报名称没有填写", is_key=True)]
    period: Annotated[Period | None, SheetColumn("期间", 9, cells.bulletin_period, None, is_key=True, shown=TEXT)]
    number: Annotated[str, SheetColumn("文号或期号", 18, shown=TEXT)]
    issued_on: Annotated[date | None, SheetColumn("印发日期", 11.5, cells.day, None, shown=DAY)]
    file: Annotated[str, SheetColumn("文件", 18)]

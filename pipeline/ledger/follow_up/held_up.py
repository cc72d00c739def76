"""Returns that nobody may be reminded of, because of files that could be anybody's (R8): what holds up whose letters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import RETURNS

_SHOWN = 3


@dataclass(frozen=True)
class HeldUp:
    """``files`` could be anybody's; for them nobody writes to ``units`` of what they owe for ``periods`` that are over."""

    files: tuple[str, ...]
    units: tuple[str, ...]
    periods: tuple[Period, ...]

    @property
    def told(self) -> str:
        """What holds up how many letters, and what to do, in one line; blank where nothing does."""
        if not self.files:
            return ""
        shown = "、".join(f"“{source}”" for source in self.files[:_SHOWN])
        more = f"等{len(self.files)}个文件" if len(self.files) > _SHOWN else ""
        last = "plan" if self.periods[-1].is_plan else self.periods[-1]
        return (
            f"{shown}{more}看不出是哪个单位的，{len(self.units)}家单位的催办函因此没有写全："
            f"请先在人工认定.xlsx“匹配认定”表认定这{len(self.files)}个文件（与报送无关的填“不采用”），"
            f"再运行 python run.py deadline {last}。"
        )


def list_held_up(returns: pd.DataFrame, due_dates: Mapping[Period, date], today: date) -> HeldUp:
    """What holds up the reminders of the collections that are over on ``today``."""
    rows = [row for row in RETURNS.rows(returns) if row.strays and row.due_date < today]
    return HeldUp(
        tuple(dict.fromkeys(source for row in rows for source in row.strays)),
        tuple(dict.fromkeys(row.unit for row in rows)),
        tuple(period for period in sorted(due_dates) if any(row.period == period for row in rows)),
    )

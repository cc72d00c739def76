"""The year that the title above a table names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.master.workbook import Cell
from pipeline.vocabulary.errors import MasterError

# Of a day of issue (2022年3月15日) or a span of years (2021—2025年) a title says nothing about its own year.
_YEAR = re.compile(r"(?<![-—–－~～至到\d])(20\d\d)年(?!\d{1,2}月)")


def refuse_other_year(titles: Iterable[Cell], year: int) -> None:
    """MasterError where ``titles`` name a year and none of them ``year``: the table of another year makes everybody 未报."""
    named = [(int(found), cell) for cell in titles for found in _YEAR.findall(cell.text)]
    if named and all(found != year for found, _ in named):
        found, cell = named[0]
        raise MasterError(
            f"{cell.place} 的标题是{found}年，而 config.toml 的 year = {year}。",
            f"请换成{year}年的责任分解表；表已换好的，改正标题；要做的是{found}年的，改 year 和 plan_due。",
        )

"""The forms that units send, and the places where they may lie."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from stories.forms import month_form, plan_form
from stories.office import STREETS

UNITS = ("区住房城乡建设局", "区财政局", "区民政局")
ALL_UNITS = (*UNITS, *STREETS)
PLAN, MARCH, APRIL, MAY = PERIODS = ("2022", "2022-03", "2022-04", "2022-05")
DUE = {PLAN: date(2022, 3, 24), MARCH: date(2022, 4, 8), APRIL: date(2022, 5, 10), MAY: date(2022, 6, 8)}
LAST_DAY = {PLAN: DUE[PLAN], MARCH: date(2022, 3, 31), APRIL: date(2022, 4, 30), MAY: date(2022, 5, 31)}
"""The day on which a unit must bear a task to owe the period (R26)."""
BEGINS = {PLAN: date(2022, 3, 1), MARCH: date(2022, 3, 25), APRIL: date(2022, 4, 22), MAY: date(2022, 5, 23)}
"""Before that day no unit reports on the period."""
FORMS = dict.fromkeys(PERIODS, "落实") | {PLAN: "计划"}
PLACES = ("dated", "unit", "root")

Return = tuple[str, str]
"""Unit and period."""


@dataclass(frozen=True)
class Paper:
    """One form as it was sent: for a return, on these tasks; with another ``wording`` it is another file.

    ``is_readable``: the bytes are whole; ``is_named``: the form says whose it is; ``unmet``: the tasks on
    which the unit says 否.
    """

    unit: str
    period: str
    tasks: tuple[str, ...]
    wording: int = 0
    is_readable: bool = True
    is_named: bool = True
    unmet: tuple[str, ...] = ()

    @property
    def key(self) -> Return:
        """The return that it is."""
        return self.unit, self.period

    @property
    def is_clear(self) -> bool:
        """Whether nobody has to be asked what it is."""
        return self.is_readable and self.is_named

    @property
    def content(self) -> bytes:
        """Its bytes: the same for the same paper in one process."""
        return _content(self)

    def place(self, style: str, day: date) -> str:
        """Where it lies below inbox/: in the folder of ``day``, in its unit's folder, or in none."""
        month = "年度计划" if self.period == PLAN else f"{int(self.period[5:])}月"
        name = f"附件{'3' if self.period == PLAN else '4'}-{month}{'-' + self.unit if self.is_named else ''}.xlsx"
        return {"dated": f"{day}/{name}", "unit": f"{self.unit}/报表.xlsx", "root": name}[style]


@cache
def _content(paper: Paper) -> bytes:
    if not paper.is_readable:
        whole = replace(paper, is_readable=True).content
        return whole[: len(whole) // 3]
    unit = paper.unit if paper.is_named else ""
    if paper.period == PLAN:
        goals = [f"{quarter}季度完成{quarter * 100 + paper.wording}户" for quarter in range(1, 5)]
        return plan_form(unit, dict.fromkeys(paper.tasks, goals))
    month = int(paper.period[5:])
    told = {"完成情况": f"{month}月累计完成{month * 50 + paper.wording}户", "是否完成": "是"}
    unmet = told | {"是否完成": "否", "存在问题": "受资金影响，进展慢。", "下一步": "6月底前补齐。"}
    return month_form(unit, month, {task: unmet if task in paper.unmet else told for task in paper.tasks})

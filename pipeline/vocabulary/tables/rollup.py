"""Rows of a roll-up of many offices: their collections, their livelihood projects, how their runs went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables.shared import DELIVERY, PERIOD, STANDING, TASK_ID
from pipeline.vocabulary.tables.table import column
from pipeline.vocabulary.terms import Delivery, Standing

_OFFICE = partial(column, "区县", 22)
_FRESHNESS = partial(column, "情况", 12)
_COUNT = partial(column, kind="number", default=0)


@dataclass(frozen=True)
class OfficePeriodRow:
    """One collection of one office. Key: office, period; the states sum to 应报."""

    office: str = _OFFICE()
    freshness: str = _FRESHNESS()
    period: Period | None = PERIOD()
    due_date: date | None = column("截止日期", 12, "date", default=None)
    is_over: bool = column("已截止", 8, default=False)
    expected: int = _COUNT("应报", 8)
    on_time: int = _COUNT("按时", 8)
    late: int = _COUNT("迟报", 8)
    missing: int = _COUNT("未报", 8)
    unsettled: int = _COUNT("待认定", 8)
    extended: int = _COUNT("延期", 8)
    exempt: int = _COUNT("免报", 8)
    not_due: int = _COUNT("未到期", 8)
    due: int | None = _COUNT("已到期应报", 12, default=None)
    rate: float | str = column("按时率", 9, "rate")
    incomplete: int = _COUNT("报送不完整", 12)
    without_material: int = _COUNT("书面材料未报", 14)


@dataclass(frozen=True)
class OfficeProjectRow:
    """One livelihood project of one office on both scales (R18). Key: office, task_id."""

    office: str = _OFFICE()
    freshness: str = _FRESHNESS()
    task_id: str = TASK_ID()
    title: str = column("民生实事", 46)
    standing: Standing = STANDING()
    delivery: Delivery = DELIVERY()
    until: str = column("进度截至", 10)


@dataclass(frozen=True)
class OfficeRunRow:
    """One office: whether its figures are summed, and why not. Key: office."""

    office: str = _OFFICE()
    freshness: str = _FRESHNESS()
    error: str = column("没有运行成功的原因", 60)
    signed: str = column("落款单位", 30)
    year: int | None = column("年度", 8, "number", default=None)
    until: str = column("进度截至", 10)
    cutoff: date | None = column("报送统计至", 12, "date", default=None)
    errors: int | None = column("核验错误", 10, "number", default=None)
    warnings: int | None = column("核验警告", 10, "number", default=None)
    files: int | None = column("待处理文件", 11, "number", default=None)
    rows: int | None = column("人工认定待填", 13, "number", default=None)
    version: str = column("程序版本", 10)

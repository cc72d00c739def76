"""Every column of the contract, once: its name in code, its label for people, how it is written.

The labels and their order are a contract with users (DESIGN §3); new columns may only follow at the end of a table.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from pipeline.vocabulary.form_fields import ALL_FIELDS, GOALS, Field
from pipeline.vocabulary.terms import Fault

CellKind = Literal["text", "number", "date", "rate"]


@dataclass(frozen=True)
class Column:
    """``name`` in frames, ``label`` in workbooks, ``width`` in characters of Excel's default font."""

    name: str
    label: str
    width: float = 12
    kind: CellKind = "text"


@dataclass(frozen=True)
class Table:
    """A data sheet: its name and its columns in order."""

    sheet: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    @property
    def labels(self) -> dict[str, str]:
        """Name in code → label for people."""
        return {column.name: column.label for column in self.columns}

    def frame(self, rows: Iterable[dict[str, object]]) -> pd.DataFrame:
        """A frame of exactly these columns, dtype object, blanks as None; a row may leave columns out."""
        frame = pd.DataFrame(list(rows), columns=self.names, dtype=object)
        return frame.where(frame.notna(), None)


def _written(fields: Iterable[Field]) -> tuple[Column, ...]:
    """A column for each field of the forms, as the unit wrote it."""
    return tuple(Column(field.name, field.label or field.heading, field.width) for field in fields)


_TASK_ID = Column("task_id", "事项编号", 10)
_UNIT = Column("unit", "单位", 24)
_PERIOD = Column("period", "期间", 10)
_FORM = Column("form", "表种", 8)
_SOURCE = (Column("source", "来源文件", 40), Column("sheet", "工作表", 14), Column("row", "行号", 8, "number"))
_LIGHT = (Column("light", "预警灯", 8), Column("light_reason", "预警原因", 36))
_STANDING = Column("standing", "推进情况", 14)
_HISTORY = (Column("change", "变化", 16), Column("history", "逐月预警", 40))
_CHECKED = (Column("check_verdict", "抽查结果", 10), Column("check_note", "抽查情况", 40))
_GOALS = _written(field for field in ALL_FIELDS if field.name in GOALS)
_PROGRESS = (
    Column("latest_period", "最新期间", 10),
    Column("progress", "最新进展", 50),
    Column("problems", "存在问题", 30),
    Column("next_steps", "下一步计划", 30),
    Column("met_goal", "是否完成", 10),
)

ENTRIES = Table(
    "事项台账",
    (
        _TASK_ID,
        Column("category", "类别", 18),
        Column("task_text", "重点任务", 50),
        Column("lead_officials", "牵头领导", 12),
        Column("lead_unit", "牵头单位", 22),
        Column("lead_basis", "牵头依据", 10),
        Column("units_text", "责任单位", 30),
        *_GOALS,
        *_PROGRESS,
        *_LIGHT,
        Column("closure", "办结状态", 10),
        Column("light_unit", "预警单位", 22),
        _STANDING,
        *_SOURCE,
        *_HISTORY,
    ),
)

DUTIES = Table(
    "责任台账",
    (
        _TASK_ID,
        _UNIT,
        Column("role", "角色", 8),
        *_GOALS,
        *_PROGRESS,
        *_LIGHT,
        Column("months_missing", "连续未报月数", 12, "number"),
        Column("sub_body", "下属机构", 20),
        _STANDING,
        Column("closure", "办结状态", 10),
        *_SOURCE,
        *_HISTORY,
        Column("checked_period", "抽查期间", 10),
        *_CHECKED,
    ),
)

RETURNS = Table(
    "报送情况",
    (
        _FORM,
        _PERIOD,
        _UNIT,
        Column("tasks_due", "应报事项数", 11, "number"),
        Column("tasks_received", "已报事项数", 11, "number"),
        Column("tasks_lacking", "缺漏事项", 24),
        Column("due_date", "截止日期", 12, "date"),
        Column("extended_to", "延期至", 12, "date"),
        Column("received_date", "收到日期", 12, "date"),
        Column("received_basis", "收到依据", 12),
        Column("status", "状态", 10),
        Column("workdays_late", "迟报工作日", 11, "number"),
        Column("written_material", "书面材料", 10),
        Column("source", "来源文件", 40),
        Column("note", "说明", 40),
        Column("tasks_owed", "应报事项", 24),
    ),
)

RECORDS = Table(
    "填报明细",
    (
        _FORM,
        _PERIOD,
        _UNIT,
        Column("unit_text", "单位原文", 22),
        _TASK_ID,
        *_written(field for field in ALL_FIELDS if not field.is_added),
        Column("met_goal", "是否完成", 10),
        Column("reported_date", "填报时间", 12, "date"),
        Column("received_date", "收到日期", 12, "date"),
        Column("adoption", "采用", 9),
        *_SOURCE,
        Column("match_basis", "匹配依据", 24),
        Column("correction", "更正情况", 30),
        *_written(field for field in ALL_FIELDS if field.is_added),
    ),
)

FINDINGS = Table(
    "核验问题",
    (
        Column("level", "级别", 8),
        Column("category", "类别", 16),
        _UNIT,
        _PERIOD,
        _TASK_ID,
        Column("problem", "问题", 60),
        Column("remedy", "建议处理", 44),
        *_SOURCE,
        Column("finding_id", "编号", 18),
    ),
)

RECEIPTS = Table(
    "收文清单",
    (
        Column("source", "来源文件", 50),
        Column("recognised", "识别为", 10),
        _UNIT,
        _PERIOD,
        Column("rows", "行数", 8, "number"),
        Column("received_date", "收到日期", 12, "date"),
        Column("received_basis", "收到依据", 12),
        Column("outcome", "结果", 14),
        Column("note", "说明", 50),
        Column("sha256", "sha256", 20),
    ),
)

PROBLEMS = Table(
    "问题台账",
    (
        _TASK_ID,
        Column("category", "类别", 18),
        Column("task_text", "重点任务", 44),
        Column("lead_officials", "牵头领导", 12),
        _UNIT,
        Column("first_period", "首次反映", 10),
        Column("period", "最近反映", 10),
        Column("problem", "存在问题", 50),
        Column("next_steps", "下一步计划", 40),
        *_SOURCE,
        Column("state", "状态", 10),
        Column("months", "持续月数", 9, "number"),
        Column("times", "反映次数", 9, "number"),
        Column("helpers", "需协调单位", 24),
        Column("first_problem", "首次表述", 36),
        Column("outcome", "处置情况", 30),
        Column("problem_id", "编号", 18),
    ),
)

DUTY_MONTHS = Table(
    "逐月责任",
    (
        _TASK_ID,
        _UNIT,
        Column("role", "角色", 8),
        _PERIOD,
        Column("status", "报送状态", 10),
        Column("planned_goal", "当季备案目标", 30),
        Column("progress", "完成情况", 50),
        Column("problems", "存在问题", 30),
        Column("next_steps", "下一步计划", 30),
        Column("met_goal", "是否完成", 10),
        *_LIGHT,
        _STANDING,
        *_SOURCE,
        *_CHECKED,
    ),
)

ENTRY_MONTHS = Table(
    "逐月事项",
    (_TASK_ID, _PERIOD, *_LIGHT, _STANDING, Column("light_unit", "预警单位", 22)),
)

SCORES = Table(
    "考评",
    (
        _UNIT,
        Column("tasks", "承担事项", 10, "number"),
        Column("due", "已到期应报份次", 14, "number"),
        Column("checked", "抽查件数", 10, "number"),
        *(Column(fault.name.lower(), f"{fault}次数", 13, "number") for fault in Fault),
        Column("deducted", "扣分合计", 10, "number"),
        Column("score", "得分", 10, "number"),
        Column("told", "扣分说明", 60),
    ),
)

FIGURES = Table(
    "通报数据",
    (
        Column("bulletin", "通报", 18),
        _PERIOD,
        Column("passage", "所在部分", 18),
        Column("what", "指标", 30),
        Column("value", "数值", 10, "number"),
        Column("measure", "计量", 8),
        Column("table", "来源表", 12),
        Column("rows", "依据", 80),
    ),
)

DATA_TABLES = (ENTRIES, DUTIES, RETURNS, RECORDS, FINDINGS, RECEIPTS, PROBLEMS, DUTY_MONTHS, ENTRY_MONTHS, FIGURES)

"""Columns that several tables have: declared once, used as ``unit: str = UNIT()``."""

from __future__ import annotations

from functools import partial
from typing import Any

from pipeline.vocabulary.form_fields import ALL_FIELDS, FIELDS
from pipeline.vocabulary.form_fields import GOALS as GOAL_NAMES
from pipeline.vocabulary.tables.table import column
from pipeline.vocabulary.terms import Closure, Delivery, FormKind, Light, Role, Standing

TASK_ID = partial(column, "事项编号", 10)
UNIT = partial(column, "单位", 24)
PERIOD = partial(column, "期间", 10, default=None)
FORM = partial(column, "表种", 8, default=None)
SOURCE = partial(column, "来源文件", 40)
SHEET = partial(column, "工作表", 14)
ROW = partial(column, "行号", 8, "number", default=None)
GOALS = tuple(partial(column, field.label, field.width) for field in FIELDS[FormKind.PLAN] if field.name in GOAL_NAMES)
ROLE = partial(column, "角色", 8, default=Role.SUPPORT)
CATEGORY = partial(column, "类别", 18)
OFFICIALS = partial(column, "牵头领导", 12, default=())
LATEST = partial(column, "最新期间", 10, default=None)
LIGHT = partial(column, "预警灯", 8, default=Light.GREY)
LIGHT_REASON = partial(column, "预警原因", 36, default=(), joint="；")
LIGHT_UNIT = partial(column, "预警单位", 22)
DELIVERY = partial(column, "报送", 10, default=Delivery.NOT_DUE)
DELIVERY_REASON = partial(column, "报送说明", 36, joint="；")
STANDING = partial(column, "进度", 12, default=Standing.NOT_DUE)
STANDING_REASON = partial(column, "进度说明", 36)
BESIDE = partial(column, "配合单位情况", 40, default=(), joint="；")
CLOSURE = partial(column, "办结状态", 10, default=Closure.OPEN)
MET_GOAL = partial(column, "是否完成", 10, default=None)
CHANGE = partial(column, "变化", 16, default=None)
HISTORY = partial(column, "逐月预警", 40, default=(), joint="，")
CHECK_VERDICT = partial(column, "抽查结果", 10, default=None)
CHECK_NOTE = partial(column, "抽查情况", 40)


def written(name: str) -> Any:
    """The column of 填报明细 for a field of the forms, as the unit wrote it."""
    field = next(field for field in ALL_FIELDS if field.name == name)
    return column(field.label or field.heading, field.width)

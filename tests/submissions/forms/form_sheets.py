"""Sheets as clerks fill them in, written down row by row: what the tests of this room read."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.submissions.files.draft import Area, Draft
from pipeline.submissions.files.grid import Grid, Value
from pipeline.submissions.forms.headings import Headings
from pipeline.submissions.forms.tables import FormTable, locate_tables

HEADINGS = Headings({})
PROGRESS = ("序号", "重点任务", "季度计划完成目标", "完成情况", "存在问题", "下一步计划", "是否完成阶段任务目标")
PLAN = ("序号", "重点任务", "一季度", "二季度", "三季度", "四季度", "主要负责人", "分管负责人", "备注")
SCHOOL: tuple[Value, ...] = (1, "新建学校", "主体封顶", "已封顶", "无", "装修", "是")
ROAD: tuple[Value, ...] = (2, "修建道路", "完成招标", "已招标", "无", "施工", "是")


def sheet_of(
    *rows: tuple[Value, ...],
    merged: Iterable[Area] = (),
    hidden_rows: Iterable[int] = (),
    hidden_columns: Iterable[int] = (),
) -> Grid:
    """The sheet 3月 of these rows; all places 0-based, merged areas by their first and last cell."""
    draft = Draft(areas=list(merged), hidden_rows=list(hidden_rows), hidden_columns=set(hidden_columns))
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            draft.put(row, column, value)
    return draft.grid("3月")


def only_table(grid: Grid) -> FormTable:
    """The one table of ``grid``."""
    (table,) = locate_tables(grid, HEADINGS)
    return table

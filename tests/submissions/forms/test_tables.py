"""Tables: where a form's table lies on a sheet, which of its columns are read, where it ends and the next begins."""

from __future__ import annotations

import pytest

from pipeline.submissions.files.grid import Grid
from pipeline.submissions.forms.tables import continue_table, has_head, locate_tables, seen_headings
from pipeline.vocabulary.terms import FormKind
from submissions.forms.form_sheets import HEADINGS, PLAN, PROGRESS, ROAD, SCHOOL, only_table, sheet_of

TITLE = ("2022年年度工作任务落实情况表",)
UNIT = ("填报单位：区教体局", "", "填报时间：2022年4月6日")


def extents(grid: Grid) -> list[tuple[int, int, int, int]]:
    """(preface, header, first, end) of every table, as Excel numbers rows; ``end`` is the last row."""
    return [(t.preface + 1, t.header + 1, t.first + 1, t.end) for t in locate_tables(grid, HEADINGS)]


LIE = [
    pytest.param(sheet_of(TITLE, UNIT, PROGRESS, SCHOOL, ROAD), (1, 3, 4, 5), id="as the notice has it"),
    pytest.param(sheet_of(PROGRESS, SCHOOL), (1, 1, 2, 2), id="the title deleted"),
    pytest.param(sheet_of((), (), TITLE, (), PROGRESS, SCHOOL), (1, 5, 6, 6), id="blank rows left above"),
    pytest.param(sheet_of(TITLE, PROGRESS, SCHOOL, (), (), ROAD), (1, 2, 3, 6), id="blank rows left between"),
    pytest.param(
        sheet_of(
            TITLE,
            ("序号", "重点任务", "进展", "", "存在问题"),
            ("", "", "计划完成目标", "完成情况", ""),
            (1, "新建学校", "封顶", "已封顶", "无"),
            merged=[((1, 2), (1, 3)), ((1, 0), (2, 0)), ((1, 1), (2, 1)), ((1, 4), (2, 4))],
        ),
        (1, 2, 4, 4),
        id="a heading over two",
    ),
    pytest.param(
        sheet_of(TITLE, PROGRESS, (), SCHOOL, merged=[((1, column), (2, column)) for column in range(7)]),
        (1, 2, 4, 4),
        id="headings two rows high",
    ),
    pytest.param(
        sheet_of(("序号", "重点任务", "季度计划", "完成情况"), ("", "", "完成目标", ""), SCHOOL[:4]),
        (1, 1, 3, 3),
        id="a heading typed over two rows",
    ),
]


@pytest.mark.parametrize(("grid", "rows"), LIE)
def test_where_a_table_lies(grid: Grid, rows: tuple[int, int, int, int]) -> None:
    assert extents(grid) == [rows]


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        pytest.param(PROGRESS, FormKind.PROGRESS, id="monthly form"),
        pytest.param(PLAN, FormKind.PLAN, id="plan"),
        pytest.param((*PLAN, "完成情况"), FormKind.PLAN, id="plan with a column of the monthly form"),
        pytest.param((*PROGRESS, "一季度"), FormKind.PROGRESS, id="monthly form with a column of the plan"),
    ],
)
def test_which_form_a_header_is_of(header: tuple[str, ...], kind: FormKind) -> None:
    assert only_table(sheet_of(header, SCHOOL)).form.kind is kind


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([("通讯录",), ("序号", "姓名", "电话"), (1, "王敏", "82071111")], id="another table"),
        pytest.param([("序号", "重点任务"), (1, "新建学校")], id="two headings are too few"),
        pytest.param([("序号",), ("重点任务",), ("完成情况",)], id="headings one below the other"),
        pytest.param([("本表序号、重点任务、完成情况等栏请如实填写",)], id="a note that names them"),
        pytest.param([], id="nothing"),
    ],
)
def test_where_there_is_no_table(rows: list[tuple[str, ...]]) -> None:
    assert extents(sheet_of(*rows)) == []


def test_columns_are_read_wherever_a_clerk_put_them() -> None:
    """Columns swapped, one of the office's own in between."""
    table = only_table(sheet_of(("联系电话", "完成情况", "重点任务", "序号"), ("8207", "已封顶", "新建学校", 1)))
    assert table.columns == {"progress": 1, "task_text": 2, "number_text": 3}


def test_of_two_columns_with_one_meaning_the_visible_one_is_read() -> None:
    header = ("序号", "重点任务", "完成情况", "完成情况")
    row = (1, "新建学校", "上月的话", "本月的话")
    assert only_table(sheet_of(header, row, hidden_columns=[2])).columns["progress"] == 3
    assert only_table(sheet_of(header, row, hidden_columns=[3])).columns["progress"] == 2
    assert only_table(sheet_of(header[:3], row[:3], hidden_columns=[2])).columns["progress"] == 2


MISSING = [
    pytest.param(PROGRESS, (), id="all there"),
    pytest.param(("序号", "重点任务", "存在问题", "下一步计划"), ("完成情况",), id="no progress"),
    pytest.param(("序号", "完成情况", "存在问题"), ("重点任务、民生实事内容",), id="no task"),
    pytest.param(("序号", "重点任务", "一季度", "二季度", "四季度", "备注"), ("三季度",), id="a quarter deleted"),
]


@pytest.mark.parametrize(("header", "missing"), MISSING)
def test_which_required_columns_a_table_lacks(header: tuple[str, ...], missing: tuple[str, ...]) -> None:
    assert only_table(sheet_of(header, SCHOOL)).missing == missing


def headed(top: str) -> Grid:
    """A form whose four middle columns stand together under ``top``."""
    high = [((1, column), (2, column)) for column in (0, 1, 6)]
    return sheet_of(
        TITLE,
        (*PROGRESS[:2], top, "", "", "", PROGRESS[6]),
        ("", "", *PROGRESS[2:6], ""),
        SCHOOL,
        merged=[((1, 2), (1, 5)), *high],
    )


@pytest.mark.parametrize(
    "top",
    [
        pytest.param("推进", id="no heading of its own"),
        pytest.param("工作进展情况", id="one that would be a column's, too"),
    ],
)
def test_headings_under_a_common_one_are_read_by_themselves(top: str) -> None:
    table = only_table(headed(top))
    assert table.headings == PROGRESS
    assert table.columns["quarter_goal"] == 2 and table.columns["progress"] == 3


SECOND_UNIT = ("填报单位：区财政局",)


def test_two_forms_on_one_sheet_are_two_tables() -> None:
    """The title and 填报单位 of the second belong to it, the signature and its telephone to the first."""
    foot = ("填报人：王敏", "", "联系电话：82071111")
    grid = sheet_of(TITLE, UNIT, PROGRESS, SCHOOL, foot, (), TITLE, SECOND_UNIT, PROGRESS, ROAD)
    first, second = locate_tables(grid, HEADINGS)
    assert extents(grid) == [(1, 3, 4, 6), (7, 9, 10, 10)]
    assert (first.is_continuation, second.is_continuation) == (False, False)


def test_a_header_repeated_for_printing_goes_on_with_the_same_form() -> None:
    first, second = locate_tables(sheet_of(TITLE, UNIT, PROGRESS, SCHOOL, PROGRESS, ROAD), HEADINGS)
    assert (first.end, second.header, second.is_continuation) == (4, 4, True)


@pytest.mark.parametrize(
    ("between", "end"),
    [
        pytest.param(("", "", "", "并已通过验收"), 5, id="words that go on in a row of their own"),
        pytest.param(("注：以上数据截至月底",), 5, id="a note"),
        pytest.param(("2022年落实情况表（续）",), 4, id="a title"),
    ],
)
def test_what_stands_between_two_tables_belongs_to_one_of_them(between: tuple[str, ...], end: int) -> None:
    """Row 5, below the one task of the first table and above the header of the second."""
    first, second = locate_tables(sheet_of(TITLE, UNIT, PROGRESS, SCHOOL, between, PROGRESS, ROAD), HEADINGS)
    assert (first.end, second.preface) == (end, end)


def test_a_sheet_without_header_goes_on_with_the_columns_before() -> None:
    table = continue_table(only_table(sheet_of(TITLE, PROGRESS, SCHOOL)), sheet_of(ROAD))
    assert (table.first, table.end, table.is_continuation) == (0, 1, True)
    assert table.grid.text(0, table.columns["progress"]) == "已招标"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([TITLE, SCHOOL], True, id="a title"),
        pytest.param([SECOND_UNIT, SCHOOL], True, id="a unit"),
        pytest.param([SCHOOL, ROAD], False, id="only rows"),
        pytest.param([(1, "完成道路改造（责任单位：区住建局）")], False, id="a unit within a task"),
        pytest.param([SCHOOL] * 6 + [SECOND_UNIT], False, id="a unit far below"),
    ],
)
def test_whether_a_sheet_has_a_head_of_its_own(rows: list[tuple[str, ...]], expected: bool) -> None:
    assert has_head(sheet_of(*rows)) is expected


def test_headings_seen_are_told_where_no_table_was_found() -> None:
    grid = sheet_of(("序号",), ("重点任务",), ("完成 情况",), ("新建学校",), ("序号",))
    assert seen_headings(grid, HEADINGS) == ("序号", "重点任务", "完成情况")

"""What stands around a form's rows, and what is left when everybody has taken his cells (R28)."""

from __future__ import annotations

import pytest

from pipeline.submissions.files.grid import Grid
from pipeline.submissions.forms.fates import Fate
from pipeline.submissions.forms.forms import read_accounted, read_form
from pipeline.submissions.forms.tables import locate_tables
from submissions.forms.form_sheets import HEADINGS, PROGRESS, ROAD, SCHOOL, only_table, sheet_of

TITLE = ("2022年年度工作任务落实情况表（3月）",)
UNIT = ("填报单位：区教体局", "", "填报时间：2022年4月6日")
FOOT = ("填报人：王敏", "", "联系电话：82071111", "", "负责人签字：", "张三")


def left(grid: Grid) -> list[tuple[str, str, str]]:
    """(cell, heading, words) of all that nobody took, in every table of the sheet."""
    forms = [read_form(table, 2022) for table in locate_tables(grid, HEADINGS)]
    return [(cell.name, cell.heading, cell.words) for form in forms for cell in form.unread]


NOTHING_LEFT = [
    pytest.param(sheet_of(TITLE, UNIT, PROGRESS, SCHOOL, ROAD, FOOT), id="as the notice has it"),
    pytest.param(sheet_of(TITLE, UNIT, PROGRESS, (3,), SCHOOL, (4,)), id="numbers of blank rows"),
    pytest.param(sheet_of(TITLE, UNIT, PROGRESS, SCHOOL, ("合计", "", "2项", "已完成1项")), id="a total"),
    pytest.param(sheet_of(TITLE, UNIT, PROGRESS, SCHOOL, ("备注：以上数据截至3月底",)), id="a note"),
    pytest.param(
        sheet_of(TITLE, PROGRESS, SCHOOL, PROGRESS, ROAD, ("区教体局（盖章）", "", "2022年4月6日")),
        id="the header repeated for printing, signed by its seal",
    ),
    pytest.param(
        sheet_of(TITLE, (*PROGRESS, "类别", "责任科室", "联系电话"), (*SCHOOL, "民生", "基教科", "8207")),
        id="columns of the office's own",
    ),
    pytest.param(
        sheet_of(TITLE, PROGRESS, SCHOOL, merged=[((0, 0), (0, 6)), ((2, 3), (2, 4))]), id="merged over two columns"
    ),
    pytest.param(sheet_of(TITLE, PROGRESS, (*SCHOOL, "", "."), ("", "", "——")), id="a dot and a dash"),
    pytest.param(sheet_of(TITLE, PROGRESS, (*SCHOOL, "旧稿"), hidden_columns=[7]), id="a hidden column"),
    pytest.param(sheet_of(TITLE, PROGRESS, SCHOOL, ROAD, hidden_rows=[3]), id="a hidden row"),
]


@pytest.mark.parametrize("grid", NOTHING_LEFT)
def test_what_belongs_to_a_form_is_never_told_as_unread(grid: Grid) -> None:
    assert left(grid) == []


LEFT = [
    pytest.param(
        sheet_of(TITLE, PROGRESS, (*SCHOOL, "", "此项已由区住建局代报")),
        [("I3", "", "此项已由区住建局代报")],
        id="words right of the table",
    ),
    pytest.param(
        sheet_of(TITLE, PROGRESS, SCHOOL, ("备注：", "", "", "另有两所学校已经完成选址，四月开工建设")),
        [("D4", "完成情况", "另有两所学校已经完成选址，四月开工建设")],
        id="words under an answer, in a row that begins like a note",
    ),
]


@pytest.mark.parametrize(("grid", "cells"), LEFT)
def test_what_nobody_takes_is_left_with_its_cell_its_heading_and_its_words(
    grid: Grid, cells: list[tuple[str, str, str]]
) -> None:
    assert left(grid) == cells


@pytest.mark.parametrize("name", ["number_text", "task_text", "progress", "problems", "next_steps", "met_goal_text"])
def test_a_field_that_nobody_reads_any_more_is_noticed(name: str) -> None:
    """The accounting is no list of its own: take a column's reader away, and its words are unread."""
    table = only_table(sheet_of(TITLE, UNIT, PROGRESS, SCHOOL, ROAD))
    column = table.columns.pop(name)
    if name == "task_text":
        table.columns["task_text"] = 99  # every row asks for its column
    form, cells = read_accounted(table, 2022)
    assert [table.grid.text(*spot) for spot in cells.unread()] == [str(SCHOOL[column]), str(ROAD[column])]
    assert [cell.heading for cell in form.unread] == [PROGRESS[column]] * 2


def test_every_written_cell_has_its_fate() -> None:
    grid = sheet_of(TITLE, UNIT, PROGRESS, SCHOOL, FOOT)
    _, cells = read_accounted(only_table(grid), 2022)
    fates = cells.fates()
    assert len(fates) == sum(bool(text) for row in grid.texts for text in row)
    assert [fates[spot] for spot in ((0, 0), (1, 0), (2, 3), (3, 3), (4, 2), (4, 5))] == [
        Fate.TITLE,
        Fate.LABEL,
        Fate.HEADING,
        Fate.FIELD,
        Fate.LABEL,
        Fate.VALUE,
    ]


@pytest.mark.parametrize(
    ("hidden", "told"),
    [
        pytest.param([3], ("D列（完成情况）",), id="last month's words"),
        pytest.param([8], (), id="blank"),
        pytest.param([], (), id="none"),
    ],
)
def test_a_column_hidden_by_hand_is_told_where_words_stand_in_it(hidden: list[int], told: tuple[str, ...]) -> None:
    """COLUMNS_HIDDEN: nobody sees it, and nobody should think that it was read."""
    header = (*PROGRESS[:3], "完成情况", *PROGRESS[3:])
    grid = sheet_of(TITLE, header, (*SCHOOL[:3], "上月的话", *SCHOOL[3:], ""), hidden_columns=hidden)
    form = read_form(only_table(grid), 2022)
    assert form.hidden_columns == told
    if told:
        assert form.rows[0].text("progress") == "已封顶"


UNREAD = [
    pytest.param(PROGRESS, SCHOOL, [], id="every column is read"),
    pytest.param((*PROGRESS, "重点工作"), (*SCHOOL, "又及"), [("重点工作", "")], id="a second task"),
    pytest.param((*PROGRESS, "是否完成"), (*SCHOOL, "否"), [("是否完成", "")], id="a second answer"),
    pytest.param((*PROGRESS, "完成情况"), (*SCHOOL, "又及"), [], id="a second column of words is read"),
    pytest.param((*PROGRESS, "领导批示"), (*SCHOOL, "阅"), [], id="a column of the office's own"),
    pytest.param((*PROGRESS, "结论"), (*SCHOOL, "好"), [], id="a strange one while none is missing is a remark"),
    pytest.param(
        (*PROGRESS[:6], "结论"),
        (*SCHOOL[:6], "好"),
        [("结论", "是否完成阶段任务目标")],
        id="a strange one for a missing one",
    ),
    pytest.param((*PROGRESS[:6], "结论"), SCHOOL[:6], [], id="a strange one that is empty"),
    pytest.param((*PROGRESS[:6], "联系电话"), (*SCHOOL[:6], "8207"), [], id="of one's own, though one is missing"),
]


@pytest.mark.parametrize(("header", "row", "unread"), UNREAD)
def test_columns_with_words_that_nobody_reads_are_told(
    header: tuple[str, ...], row: tuple[str, ...], unread: list[tuple[str, str]]
) -> None:
    form = read_form(only_table(sheet_of(header, row)), 2022)
    assert (list(form.unread_heads), form.unread) == (unread, ())

"""What a form that went out knows of itself leaves its grid, and nothing else does."""

from __future__ import annotations

import pytest

from pipeline.submissions.files.grid import Grid
from pipeline.submissions.forms.marks import parse_mark, unmarked
from pipeline.vocabulary.forms.marks import FormMark, is_task_mark, marked_task, task_mark
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind

OFFICE = "某区政府办公室"
MARK = FormMark(OFFICE, FormKind.PROGRESS, Period(2022, 4), "区“1+6”专班（筹）")
CELLS = (
    ("附件4", "", MARK.label),
    ("序号", "内容", "事项标识"),
    ("任务3", "第三项", "2022年任务3"),
    ("实事4", "第四项", "2022年4月底前办结"),
    ("任务5", "第五项", "2021年任务5"),
)


def test_a_mark_reads_as_it_is_written() -> None:
    assert parse_mark(MARK.label) == parse_mark(str(MARK)) == MARK


@pytest.mark.parametrize(
    "words", ["", "报表标识：", "报表标识：甲｜附件9｜2022-04｜乙", "报表标识：甲｜附件4｜四月｜乙"]
)
def test_what_is_no_mark_is_none(words: str) -> None:
    assert parse_mark(words) is None


def test_a_row_is_known_in_its_own_year_alone() -> None:
    assert marked_task(task_mark(2022, "实事12"), 2022) == "实事12"
    assert marked_task(task_mark(2021, "实事12"), 2022) == ""
    assert not is_task_mark("2022年4月底前办结")


def test_marks_leave_the_grid_and_words_stay() -> None:
    grid = unmarked(Grid("表", CELLS), 2022, OFFICE)
    assert parse_mark(grid.form_mark) == MARK
    assert {row: task for row, task in grid.row_marks.items() if task} == {2: "任务3"}
    assert [line[2] for line in grid.cells] == ["", "", "", "2022年4月底前办结", ""]
    assert [line[:2] for line in grid.cells] == [line[:2] for line in CELLS]


def test_another_office_s_numbers_are_other_tasks() -> None:
    grid = unmarked(Grid("表", CELLS), 2022, "邻区政府办公室")
    assert not any(grid.row_marks.values())
    assert parse_mark(grid.form_mark) == MARK


def test_a_sheet_that_nobody_sent_out_is_left_alone() -> None:
    grid = Grid("表", tuple(line[:2] for line in CELLS))
    assert unmarked(grid, 2022, OFFICE) is grid

"""Forms: who filled a table in, when and with which rows, and what on the sheet is nobody's words."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.submissions.files.grid import Grid, Value
from pipeline.submissions.forms.forms import Form, read_form
from pipeline.submissions.forms.rows import WrittenRow
from pipeline.submissions.forms.tables import continue_table
from pipeline.vocabulary.terms import FormKind
from submissions.forms.form_sheets import PROGRESS, ROAD, SCHOOL, only_table, sheet_of

TITLE = ("2022年年度工作任务落实情况表",)
UNIT = ("填报单位：区教体局", "", "填报时间：2022年4月6日")
Rows = list[tuple[Value, ...]]


def form_of(*rows: tuple[Value, ...], year: int = 2022) -> Form:
    return read_form(only_table(sheet_of(*rows)), year)


def below_header(*rows: tuple[Value, ...]) -> list[tuple[int, str]]:
    """(row as Excel shows it, task) of what is taken for somebody's row below the header in row 3."""
    return _numbered(sheet_of(TITLE, UNIT, PROGRESS, *rows))


def _numbered(grid: Grid) -> list[tuple[int, str]]:
    return [(row.row, row.text("task_text")) for row in read_form(only_table(grid), 2022).rows]


def test_a_form_as_the_notice_has_it() -> None:
    form = form_of(
        TITLE, UNIT, PROGRESS, SCHOOL, ("填报人：王敏", "", "联系电话：82071111", "", "主要负责人（签字）：李强")
    )
    assert (form.kind, form.sheet, form.title) == (FormKind.PROGRESS, "3月", TITLE[0])
    assert (form.unit_text, form.reported_text, form.reported_date) == ("区教体局", "2022年4月6日", date(2022, 4, 6))
    assert (form.filler, form.phone, form.unsigned) == ("王敏", "82071111", ())
    assert form.rows == (
        WrittenRow(
            4,
            {
                "number_text": "1",
                "task_text": "新建学校",
                "quarter_goal": "主体封顶",
                "progress": "已封顶",
                "problems": "无",
                "next_steps": "装修",
                "met_goal_text": "是",
            },
            sheet="3月",
        ),
    )


def labelled(*rows: tuple[Value, ...]) -> tuple[str, str]:
    """The unit and the day, as written, of a form with these rows between its title and its header."""
    form = form_of(TITLE, *rows, PROGRESS, SCHOOL)
    return form.unit_text, form.reported_text


WHERE: list[object] = [
    pytest.param([UNIT], id="behind the label"),
    pytest.param([("填报单位：", "区教体局", "填报时间：", "2022年4月6日")], id="right of the label"),
    pytest.param([("填报单位：", "", "区教体局", "填报时间：", "", "2022年4月6日")], id="a blank cell between"),
    pytest.param(
        [("填报单位：", "", "", "填报时间：", ""), ("区教体局", "", "", "2022年4月6日", "")], id="below the label"
    ),
    pytest.param([("填报单位", "填报时间"), ("区教体局", "2022年4月6日")], id="below labels side by side"),
    pytest.param([("填报单位：区教体局", "", "", "2022年4月6日")], id="a day without label"),
    pytest.param(
        [("填报单位：", "区教体局"), ("填报单位：",), ("填报时间：2022年4月6日",)], id="a label that stands twice"
    ),
]


@pytest.mark.parametrize("rows", WHERE)
def test_unit_and_day_are_found_where_a_clerk_wrote_them(rows: Rows) -> None:
    assert labelled(*rows) == ("区教体局", "2022年4月6日")


def test_a_label_left_blank_takes_neither_another_label_nor_a_heading() -> None:
    assert labelled(("填报单位：", "填报时间："), ("填报人：", "联系电话：")) == ("", "")
    assert labelled(("填报单位：",)) == ("", "")
    assert labelled(("填报时间：", "", "填报单位：区教体局")) == ("区教体局", "")


def test_of_two_days_without_label_neither_is_taken() -> None:
    assert labelled(("2022年4月6日", "", "2022年4月7日")) == ("", "")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        pytest.param("4月6日", date(2022, 4, 6), id="no year"),
        pytest.param("1月9日", date(2023, 1, 9), id="January without year is after the year reported on"),
        pytest.param("2022年1月9日", date(2022, 1, 9), id="January with its year"),
        pytest.param(date(2022, 1, 9), date(2022, 1, 9), id="a day that Excel knows"),
        pytest.param("二〇二二年四月六日", date(2022, 4, 6), id="Chinese digits"),
        pytest.param("月底", None, id="words"),
    ],
)
def test_the_day_of_a_form(written: Value, day: date | None) -> None:
    assert form_of(TITLE, ("填报时间：", written), PROGRESS, SCHOOL).reported_date == day


def test_titles_are_what_stands_above_and_is_neither_label_nor_day_nor_addressee() -> None:
    form = form_of(("附件4",), TITLE, ("区政府督查室：",), ("2022.4.6",), UNIT, PROGRESS, SCHOOL)
    assert form.title == "附件4\n2022年年度工作任务落实情况表"


def test_who_has_not_signed_is_told() -> None:
    assert form_of(TITLE, PROGRESS, SCHOOL).unsigned == ("filler", "phone", "signer")
    assert form_of(TITLE, PROGRESS, SCHOOL, ("填报人：王敏", "", "联系电话：")).unsigned == ("phone", "signer")


def test_a_telephone_that_is_a_number_is_read_as_it_is_shown() -> None:
    assert form_of(TITLE, PROGRESS, SCHOOL, ("联系电话：", 13800000000.0)).phone == "13800000000"


def test_a_name_and_a_day_below_the_table_sign_it() -> None:
    form = form_of(TITLE, PROGRESS, SCHOOL, ("", "", "", "区教育体育局（盖章）"), ("", "", "", "2022年4月6日"))
    assert (form.unit_text, form.reported_date, len(form.rows)) == ("区教育体育局", date(2022, 4, 6), 1)


NOT_ROWS = [
    pytest.param(("填报人：王敏", "", "联系电话：82071111"), id="the foot"),
    pytest.param(("注：以上数据截至月底",), id="a note"),
    pytest.param(("填表说明：完成情况如实填写",), id="how to fill it in"),
    pytest.param(("合计", "", "", "2项"), id="a total"),
    pytest.param(("（以下空白）",), id="no more below"),
    pytest.param(("", "示例：新建学校", "封顶", "已封顶"), id="an example under the task"),
    pytest.param(("例", "新建学校", "封顶", "已封顶"), id="an example under the number"),
    pytest.param((3,), id="a number written beforehand"),
]


@pytest.mark.parametrize("row", NOT_ROWS)
def test_what_is_nobody_s_row(row: tuple[Value, ...]) -> None:
    assert below_header(SCHOOL, row) == [(4, "新建学校")]


ROWS = [
    pytest.param(("任务3",), (6, ""), id="a task's name alone"),
    pytest.param((3, "注重安全生产", "", "已检查"), (6, "注重安全生产"), id="a task that begins like a note"),
    pytest.param((3, "合计划新建3所", "", "已建"), (6, "合计划新建3所"), id="a task that begins like a total"),
    pytest.param((3, "树立示例工程", "", "已建"), (6, "树立示例工程"), id="an example within a task"),
    pytest.param(("", "", "", "并已验收"), (6, ""), id="words that go on below"),
]


@pytest.mark.parametrize(("row", "read"), ROWS)
def test_what_is_a_row_all_the_same(row: tuple[Value, ...], read: tuple[int, str]) -> None:
    assert below_header(SCHOOL, ROAD, row) == [(4, "新建学校"), (5, "修建道路"), read]


def test_columns_numbered_below_the_header_are_no_row() -> None:
    assert below_header((1, 2, 3, 4, 5, 6, 7), SCHOOL) == [(5, "新建学校")]
    assert below_header(("①", "②", "③"), SCHOOL) == [(5, "新建学校")]
    assert below_header((1, "2", 3, "已封顶"), SCHOOL) == [(4, "2"), (5, "新建学校")]


def test_number_and_task_under_each_other_s_heading_are_put_right() -> None:
    form = form_of(TITLE, PROGRESS, ("新建学校并配齐教学设备和师资力量", "1", "", "已封顶"))
    assert (form.rows[0].text("number_text"), form.rows[0].text("task_text")) == (
        "1",
        "新建学校并配齐教学设备和师资力量",
    )


def test_rows_hidden_beside_visible_ones_are_left_out() -> None:
    rows = (TITLE, PROGRESS, SCHOOL, ROAD)
    assert _numbered(sheet_of(*rows, hidden_rows=[2])) == [(4, "修建道路")]
    assert len(_numbered(sheet_of(*rows, hidden_rows=[2, 3]))) == 2, "a sheet hidden as a whole is read"


def test_a_task_merged_over_several_rows_is_one_task() -> None:
    """R11: each row is kept under the one task; the first row begins it."""
    grid = sheet_of(
        TITLE, PROGRESS, SCHOOL, ("", "", "竣工", "未竣工", "缺钱", "筹钱", "否"), ROAD, merged=[((2, 1), (3, 1))]
    )
    rows = read_form(only_table(grid), 2022).rows
    assert [(row.text("task_text"), row.is_continued) for row in rows] == [
        ("新建学校", False),
        ("新建学校", True),
        ("修建道路", False),
    ]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param((1, "新建学校", "封顶"), False, id="only what the office filled in"),
        pytest.param((1, "新建学校", "封顶", "已封顶"), True, id="progress"),
        pytest.param((1, "新建学校", "封顶", "", "", "", "是"), True, id="only yes"),
    ],
)
def test_whether_anybody_answered_a_row(row: tuple[Value, ...], expected: bool) -> None:
    [read] = form_of(TITLE, PROGRESS, row).rows
    assert read.is_answered is expected


def test_a_sheet_that_continues_a_form_adds_its_rows_and_its_foot() -> None:
    first = only_table(sheet_of(TITLE, UNIT, PROGRESS, SCHOOL, ("填报人：王敏",)))
    more = continue_table(first, sheet_of(ROAD, ("联系电话：82071111",), ("填报人：李强",)))
    whole = read_form(first, 2022).joined(read_form(more, 2022))
    assert [row.text("task_text") for row in whole.rows] == ["新建学校", "修建道路"]
    assert (whole.unit_text, whole.filler, whole.phone, whole.unsigned) == ("区教体局", "王敏", "82071111", ("signer",))

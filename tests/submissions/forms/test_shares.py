"""Several columns of one meaning, months one by one, and what offices add: kept, and under the right field (R28, R30)."""

from __future__ import annotations

import pytest

from pipeline.submissions.files.draft import Area
from pipeline.submissions.files.grid import Grid, Value
from pipeline.submissions.forms.forms import Form, read_form
from pipeline.submissions.forms.tables import locate_tables
from submissions.forms.form_sheets import HEADINGS, PLAN, PROGRESS, only_table, sheet_of

HEAD = PROGRESS[:3]
TAIL = PROGRESS[4:]
ROW: tuple[Value, ...] = (1, "新建学校", "主体封顶")
REST: tuple[Value, ...] = ("无", "装修", "是")


def month_form(top: tuple[str, ...], answers: tuple[Value, ...], title: str = "", group: str = "") -> Form:
    """The form with ``top`` where 完成情况 stands, below a heading ``group`` over all of them."""
    rows = [(*HEAD, *top, *TAIL), (*ROW, *answers, *REST)]
    merged: list[Area] = []
    if group:
        blanks = [""] * (len(top) - 1)
        rows = [(*HEAD, group, *blanks, *TAIL), ("", "", "", *top), *rows[1:]]
        last = 3 + len(top) - 1
        merged = [((1, 3), (1, last)), *(((1, c), (2, c)) for c in (0, 1, 2, last + 1, last + 2, last + 3))]
    return read_form(only_table(sheet_of((title,), *rows, merged=merged)), 2022)


def said(form: Form, name: str = "progress") -> str:
    (row,) = form.rows
    return row.text(name)


JOINED = [
    pytest.param(
        "完成情况", ("接访3次。", "化解6件。"), "本月进展：接访3次。\n累计完成：化解6件。", id="under a common heading"
    ),
    pytest.param("", ("接访3次。", "化解6件。"), "本月进展：接访3次。\n累计完成：化解6件。", id="each by itself"),
    pytest.param("完成情况", ("接访3次。", ""), "本月进展：接访3次。", id="no total"),
    pytest.param("完成情况", ("", "化解6件。"), "累计完成：化解6件。", id="the total alone"),
    pytest.param("完成情况", ("", "正在化解。"), "正在化解。", id="words without a figure"),
    pytest.param("完成情况", ("接访3次。", "接访3次。"), "接访3次。", id="the same in both"),
    pytest.param("完成情况", ("接访3次。", "/"), "本月进展：接访3次。", id="a dash says nothing"),
]


@pytest.mark.parametrize(("group", "answers", "progress"), JOINED)
def test_two_columns_of_one_meaning_are_joined_in_the_order_of_the_page(
    group: str, answers: tuple[str, ...], progress: str
) -> None:
    form = month_form(("本月进展", "累计完成"), answers, group=group)
    assert said(form) == progress and not form.unread


def test_a_heading_over_two_columns_that_are_not_merged_at_all() -> None:
    """As a .csv has it: nothing of the second column is lost, and the row of parts is no task."""
    header = (*HEAD, "完成情况", "", *TAIL)
    grid = sheet_of(header, ("", "", "", "累计", "本月工作"), (*ROW, "6件", "3次", *REST))
    form = read_form(only_table(grid), 2022)
    assert said(form) == "累计：6件\n本月工作：3次" and not form.unread


def test_a_heading_over_two_columns_need_not_be_merged_downwards() -> None:
    """The row that parts it is a row of the header, no task."""
    header = (*HEAD, "完成情况", "", *TAIL)
    grid = sheet_of(header, ("", "", "", "本月", "累计"), (*ROW, "3次", "6件", *REST), merged=[((0, 3), (0, 4))])
    assert said(read_form(only_table(grid), 2022)) == "本月：3次\n累计：6件"


def test_an_added_column_of_causes_reaches_the_problems() -> None:
    header = (*PROGRESS[:5], "原因分析", *PROGRESS[5:])
    form = read_form(only_table(sheet_of(header, (*ROW, "已封顶", "进度慢", "资金未到位", "装修", "否"))), 2022)
    assert said(form, "problems") == "存在问题：进度慢\n原因分析：资金未到位"


def test_the_answer_in_two_columns_says_which_of_them_is_ticked() -> None:
    header = (*PROGRESS[:6], "是否完成阶段任务目标", "")
    high = [((0, column), (1, column)) for column in range(6)]
    for ticks, met_goal in ((("√", ""), "是：√"), (("", "√"), "否：√"), (("", ""), "")):
        row: tuple[Value, ...] = (*ROW, "已封顶", "无", "装修", *ticks)
        grid = sheet_of(header, ("", "", "", "", "", "", "是", "否"), row, merged=[((0, 6), (0, 7)), *high])
        assert said(read_form(only_table(grid), 2022), "met_goal_text") == met_goal


def plan(parts: tuple[str, ...], values: tuple[str, ...]) -> dict[str, str]:
    """The one row of a plan whose quarters are each parted into ``parts``."""
    width = len(parts)
    quarters = [text for quarter in PLAN[2:6] for text in (quarter, *[""] * (width - 1))]
    merged = [((0, 2 + n * width), (0, 1 + (n + 1) * width)) for n in range(4)]
    rows: tuple[tuple[Value, ...], ...] = (
        (*PLAN[:2], *quarters, *PLAN[6:]),
        ("", "", *parts * 4),
        (1, "新建学校", *(f"{text}{n}" for n in range(1, 5) for text in values), "甲", "乙", "跨年"),
    )
    (row,) = read_form(only_table(sheet_of(*rows, merged=merged)), 2022).rows
    return row.values


def test_a_plan_s_measures_are_no_goals() -> None:
    """They would be held against what was done; they stand with the remarks."""
    values = plan(("目标", "推进措施"), ("化解", "调度"))
    assert [values[f"goal_q{n}"] for n in range(1, 5)] == ["化解1", "化解2", "化解3", "化解4"]
    assert values["remark"].split("\n")[:3] == ["备注：跨年", "一季度推进措施：调度1", "二季度推进措施：调度2"]


def test_measures_before_the_goals_are_none_either() -> None:
    values = plan(("推进措施", "目标"), ("调度", "化解"))
    assert [values[f"goal_q{n}"] for n in range(1, 5)] == ["化解1", "化解2", "化解3", "化解4"]


def test_a_quarter_s_goal_parted_by_month_is_the_whole_of_it() -> None:
    header = (*PLAN[:2], "一季度", "", "", *PLAN[3:])
    months = ("", "", "1月", "2月", "3月")
    row = (1, "新建学校", "选址", "招标", "开工", "主体", "封顶", "验收", "甲", "乙")
    (only,) = read_form(only_table(sheet_of(header, months, row, merged=[((0, 2), (0, 4))])), 2022).rows
    assert only.text("goal_q1") == "1月：选址\n2月：招标\n3月：开工"
    assert only.text("goal_q2") == "主体"


def test_a_year_s_goals_month_by_month_are_those_of_their_quarters() -> None:
    header = (*PLAN[:2], *(f"{month}月目标" for month in range(1, 13)), *PLAN[6:])
    row: tuple[Value, ...] = (1, "新建学校", *(f"第{month}步" for month in range(1, 13)), "甲", "乙")
    (only,) = read_form(only_table(sheet_of(header, row)), 2022).rows
    assert only.text("goal_q3") == "7月目标：第7步\n8月目标：第8步\n9月目标：第9步"


@pytest.mark.parametrize(
    ("title", "goal"),
    [
        pytest.param("落实情况表（5月）", "封顶", id="May is of the second quarter"),
        pytest.param("落实情况表（12月）", "移交", id="December"),
        pytest.param("落实情况表", "一季度：选址\n二季度：封顶\n三季度：验收\n四季度：移交", id="no month"),
    ],
)
def test_of_the_year_s_goals_in_a_month_s_form_its_own_quarter_s_counts(title: str, goal: str) -> None:
    quarters = ("一季度", "二季度", "三季度", "四季度")
    grid = sheet_of(
        (title,),
        (*HEAD[:2], "季度计划", "", "", "", "完成情况", *TAIL),
        ("", "", *quarters),
        (1, "新建学校", "选址", "封顶", "验收", "移交", "已封顶", *REST),
        merged=[((1, 2), (1, 5)), *(((1, c), (2, c)) for c in (0, 1, 6, 7, 8, 9))],
    )
    form = read_form(only_table(grid), 2022)
    assert (said(form, "quarter_goal"), said(form)) == (goal, "已封顶")
    assert not form.unread and not form.unread_heads


def test_an_answer_for_each_month_is_the_month_s() -> None:
    top = ("3月完成情况", "3月是否完成", "4月完成情况", "4月是否完成")
    grid = sheet_of(("落实情况表（4月）",), (*HEAD, *top, *TAIL[:2]), (*ROW, "甲", "否", "乙", "是", "无", "装修"))
    form = read_form(only_table(grid), 2022)
    assert (said(form), said(form, "met_goal_text")) == ("乙", "是") and not form.unread


MONTHS = [
    pytest.param(("3月", "4月", "5月"), "完成情况", "", ("甲", "乙", ""), "乙", 4, id="the last one filled"),
    pytest.param(
        ("3月", "4月", "5月"), "完成情况", "落实情况表（3月）", ("甲", "", ""), "甲", 3, id="as the title says"
    ),
    pytest.param(("3月进展", "4月进展"), "", "", ("甲", "乙"), "乙", 4, id="named in each heading"),
    pytest.param(
        ("3月", "4月", "累计"), "完成情况", "", ("甲", "乙", "丙"), "4月：乙\n累计：丙", 4, id="a total beside them"
    ),
    pytest.param(
        ("3月进展", "截至3月底累计完成情况"),
        "",
        "",
        ("甲", "乙"),
        "3月进展：甲\n截至3月底累计完成情况：乙",
        0,
        id="one month",
    ),
]


@pytest.mark.parametrize(("top", "group", "title", "answers", "progress", "month"), MONTHS)
def test_where_every_month_has_a_column_its_own_is_the_answer(
    top: tuple[str, ...], group: str, title: str, answers: tuple[str, ...], progress: str, month: int
) -> None:
    form = month_form(top, answers, title, group)
    assert (said(form), form.month) == (progress, month)
    assert not form.unread, "the months before are last month's words, no question"


def test_words_under_a_month_after_the_one_named_are_not_lost() -> None:
    """A title left over, or a slip: the words are told, and which months have words is known."""
    form = month_form(("3月", "4月"), ("甲", "乙"), "落实情况表（3月）", "完成情况")
    assert (said(form), form.month, form.months) == ("甲", 3, (3, 4))
    assert [(cell.name, cell.words) for cell in form.unread] == [("E4", "乙")]


def test_last_month_s_column_is_not_this_month_s() -> None:
    form = month_form(("上月完成情况", "本月完成情况"), ("甲", "乙"))
    assert said(form) == "乙" and not form.unread


def test_what_stands_under_a_heading_of_the_office_s_own_is_kept_as_a_remark() -> None:
    header = (*PROGRESS, "投资额", "备注", "联系电话")
    form = read_form(only_table(sheet_of(header, (*ROW, "已封顶", *REST, "3000万元", "跨年", "8207"))), 2022)
    assert said(form, "remark") == "投资额：3000万元\n备注：跨年"


def test_a_row_with_a_remark_alone_is_no_task() -> None:
    grid = sheet_of((*PROGRESS, "投资额"), (*ROW, "已封顶", *REST, "30"), ("", "", "", "", "", "", "", "合计30"))
    form = read_form(only_table(grid), 2022)
    assert len(form.rows) == 1
    assert [cell.words for cell in form.unread] == ["合计30"]


@pytest.mark.parametrize(
    ("numbers", "number"),
    [
        pytest.param((23, "23-1"), "23-1", id="the part's own number"),
        pytest.param((23, 1), "23", id="a count within the task"),
        pytest.param(("任务23", "23-1"), "23-1", id="the part of the task that is named"),
        pytest.param(("任务23", "4-1"), "任务23", id="a count of the form's rows beside a task that is named"),
        pytest.param(("", 1), "", id="a count alone is not the task's"),
    ],
)
def test_of_two_numbers_of_a_plan_the_finer_one_is_the_row_s(numbers: tuple[Value, Value], number: str) -> None:
    header = ("序号", "重点任务", "分解序号", *PLAN[2:])
    grid = sheet_of(header, (numbers[0], "新建学校", numbers[1], "选址", "开工", "封顶", "验收", "甲", "乙"))
    form = read_form(only_table(grid), 2022)
    assert said(form, "number_text") == number and not form.unread_heads


def test_a_month_s_form_does_not_become_a_plan_by_its_months() -> None:
    grid: Grid = sheet_of((*HEAD, *(f"{n}月进展" for n in range(3, 13)), *TAIL), (*ROW, "甲"))
    assert [table.form.kind.annex for table in locate_tables(grid, HEADINGS)] == ["附件4"]


PERSONS = [
    pytest.param(("主要领导", "责任领导"), ("甲", "乙"), ("甲", "乙"), id="two leaders: the chief is the head"),
    pytest.param(("责任领导", "主要领导"), ("乙", "甲"), ("甲", "乙"), id="whatever their order"),
    pytest.param(("牵头领导", "责任人"), ("甲", "乙"), ("甲", "乙"), id="a leader stands above whoever is answerable"),
    pytest.param(("责任领导", "具体负责人"), ("甲", "乙"), ("甲", "乙"), id="whoever does it is no head"),
    pytest.param(("牵头负责人", "经办人"), ("甲", "乙"), ("甲", "乙"), id="lead and clerk"),
    pytest.param(("一把手", "分管副主任"), ("甲", "乙"), ("甲", "乙"), id="as they are spoken of"),
    pytest.param(("主要负责同志", "联系人"), ("甲", "乙"), ("甲", "乙"), id="nobody but the contact sees to it"),
    pytest.param(("负责人", "联系人及电话"), ("甲", "乙 13800000000"), ("甲", "乙"), id="a phone stands in no ledger"),
    pytest.param(
        ("分管领导", "具体负责人"), ("甲", "乙"), ("", "分管领导：甲\n具体负责人：乙"), id="a deputy is made no head"
    ),
    pytest.param(("主要领导", "分管领导", "联系人"), ("甲", "乙", "丙"), ("甲", "乙"), id="the contact beside both"),
    pytest.param(("牵头领导", "主要负责人", "分管负责人"), ("丙", "甲", "乙"), ("甲", "乙"), id="a leader above both"),
    pytest.param(("责任领导", "分管领导", "主要领导"), ("丙", "乙", "甲"), ("甲", "乙"), id="as an office sent it"),
    pytest.param(
        ("主要负责人", "电话", "责任人", "手机"), ("甲", "1", "乙", "2"), ("甲", "乙"), id="each with a phone"
    ),
    pytest.param(("责任人（主要、分管）",), ("甲、乙",), ("甲、乙", ""), id="both in one column"),
]


@pytest.mark.parametrize(("heads", "values", "persons"), PERSONS)
def test_who_stands_highest_is_the_head_and_who_sees_to_it_the_deputy(
    heads: tuple[str, ...], values: tuple[str, ...], persons: tuple[str, str]
) -> None:
    grid = sheet_of((*PLAN[:6], *heads), (1, "新建学校", "选址", "开工", "封顶", "验收", *values))
    form = read_form(only_table(grid), 2022)
    assert (said(form, "principal"), said(form, "deputy")) == persons
    assert not form.unread and not form.unread_heads


def test_persons_below_a_common_heading_are_told_apart_by_their_own() -> None:
    header = (*PLAN[:6], "责任人", "")
    below = ("", "", "", "", "", "", "主要", "分管")
    merged = [((0, 6), (0, 7)), *(((0, column), (1, column)) for column in range(6))]
    row = (1, "新建学校", "选址", "开工", "封顶", "验收", "甲", "乙")
    form = read_form(only_table(sheet_of(header, below, row, merged=merged)), 2022)
    assert (said(form, "principal"), said(form, "deputy")) == ("甲", "乙")


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        pytest.param("未完成原因及存在问题", "problems", id="known words in an order that nobody foresaw"),
        pytest.param("当前推进中的堵点难点梳理", "problems", id="hard spots"),
        pytest.param("后续工作打算及完成时限要求", "next_steps", id="with a day beside it"),
        pytest.param("后续拟推进的工作打算", "next_steps", id="what comes next"),
        pytest.param("投资完成问题金额", "", id="an amount"),
    ],
)
def test_a_heading_akin_to_the_one_that_lacks_is_read_as_it(heading: str, name: str) -> None:
    lacking = {"problems": 4, "next_steps": 5}.get(name, 4)
    header = tuple(heading if place == lacking else one for place, one in enumerate(PROGRESS))
    form = read_form(only_table(sheet_of(header, (*ROW, "已封顶", "甲", "乙", "是"))), 2022)
    assert (said(form, "problems"), said(form, "next_steps")) == ("甲" if name else "", "乙")
    assert bool(form.unread_heads) is not bool(name)


def test_a_heading_akin_to_one_that_is_there_stays_strange() -> None:
    header = (*PROGRESS, "问题难点责任清单明细")
    form = read_form(only_table(sheet_of(header, (*ROW, "已封顶", *REST, "甲"))), 2022)
    assert said(form, "problems") == "无"

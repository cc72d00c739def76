"""Headings: which column of which form a clerk means by what stands above it."""

from __future__ import annotations

import pytest

from pipeline.submissions.forms.headings import MAX_HEADING_CHARACTERS, PLAN, PROGRESS, Headings, KnownForm, names_form
from pipeline.vocabulary.terms import FormKind

NOTICE = Headings({})


def meant(text: str, kind: FormKind = FormKind.PROGRESS, known: Headings = NOTICE) -> str:
    """The field that ``text`` means in that form, '' for none."""
    return known.fields[text].get(kind, "")


@pytest.mark.parametrize("form", [pytest.param(PLAN, id="附件3"), pytest.param(PROGRESS, id="附件4")])
def test_every_heading_of_the_notice_means_its_own_column(form: KnownForm) -> None:
    assert [meant(field.heading, form.kind) for field in form.fields] == [field.name for field in form.fields]


IN_PROGRESS = [
    pytest.param("编号", "number_text", id="number by another word"),
    pytest.param("事项 名称", "task_text", id="blank inside"),
    pytest.param("政府工作报告重点任务", "task_text", id="task with where it comes from"),
    pytest.param("承办单位", "row_unit", id="a unit in every row"),
    pytest.param("二季度计划完成目标", "quarter_goal", id="goal of a named quarter"),
    pytest.param("本季度目标", "quarter_goal", id="goal of this quarter"),
    pytest.param("三季度序时目标", "quarter_goal", id="goal of a quarter in whatever words"),
    pytest.param("目标进度", "quarter_goal", id="how far it should be"),
    pytest.param("计划完成情况", "quarter_goal", id="what is planned is no progress"),
    pytest.param("截至3月底工作完成情况", "progress", id="up to a day"),
    pytest.param("三月份进展", "progress", id="month in Chinese digits"),
    pytest.param("形象进度", "progress", id="progress of a building site"),
    pytest.param("工作成效", "progress", id="what came of it"),
    pytest.param("完成情况\n（截至3月31日）", "progress", id="a note in brackets on a second line"),
    pytest.param("目前存在的主要困难和问题", "problems", id="difficulties"),
    pytest.param("未完成原因", "problems", id="why it is not done"),
    pytest.param("需协调解决的事项", "problems", id="what others must settle"),
    pytest.param("下步打算", "next_steps", id="next steps, short"),
    pytest.param("下个月工作安排", "next_steps", id="next month"),
    pytest.param("整改措施", "next_steps", id="remedies"),
    pytest.param("是否按期完成", "met_goal_text", id="whether in time"),
    pytest.param("阶段目标完成与否", "met_goal_text", id="done or not"),
    pytest.param("是否达到序时进度", "met_goal_text", id="whether on schedule"),
]


@pytest.mark.parametrize(("text", "field"), IN_PROGRESS)
def test_what_a_heading_of_the_monthly_form_is_taken_for(text: str, field: str) -> None:
    assert meant(text) == field


IN_PLAN = [
    pytest.param("第一季度", "goal_q1", id="first quarter in full"),
    pytest.param("二季度（6月底前）", "goal_q2", id="quarter with its end in brackets"),
    pytest.param("4—6月", "goal_q2", id="quarter by its months"),
    pytest.param("9月底前", "goal_q3", id="quarter by its last month"),
    pytest.param("Q4", "goal_q4", id="quarter in Latin"),
    pytest.param("四季度工作目标", "goal_q4", id="what it is, too"),
    pytest.param("一季度节点任务及举措", "goal_q1", id="a quarter in whatever words"),
    pytest.param("单位主要负责人", "principal", id="head of the unit"),
    pytest.param("分管副局长", "deputy", id="deputy by title"),
    pytest.param("责任人", "deputy", id="whoever is answerable"),
    pytest.param("说明", "remark", id="remark by another word"),
]


@pytest.mark.parametrize(("text", "field"), IN_PLAN)
def test_what_a_heading_of_the_plan_is_taken_for(text: str, field: str) -> None:
    assert meant(text, FormKind.PLAN) == field


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="blank"),
        pytest.param("填报单位：", id="a label with its colon"),
        pytest.param("完成情况。", id="end of a sentence"),
        pytest.param("联系电话", id="of the office itself"),
        pytest.param("新建学校", id="somebody's task"),
        pytest.param("完成情况" + "说明" * 12, id="longer than any heading"),
    ],
)
def test_what_is_no_heading(text: str) -> None:
    assert not NOTICE.fields[text]


def test_a_heading_may_be_as_long_as_it_is_said_to_be() -> None:
    """The notice's own heading in front, the rest a note in brackets."""
    note = "（" + "注" * (MAX_HEADING_CHARACTERS - len("完成情况（）")) + "）"
    assert meant("完成情况" + note) == "progress"
    assert meant("完成情况" + note.replace("注", "注注", 1)) == ""


def test_the_two_forms_share_some_headings_and_not_others() -> None:
    assert NOTICE.fields["序号"] == {FormKind.PLAN: "number_text", FormKind.PROGRESS: "number_text"}
    assert NOTICE.fields["存在问题"] == {FormKind.PROGRESS: "problems"}
    assert NOTICE.fields["备注"] == {FormKind.PLAN: "remark", FormKind.PROGRESS: "remark"}, "many add it to the month's"


def test_an_office_s_own_wording_means_what_the_office_says() -> None:
    own = Headings({"完成情况": ("干得怎么样",), "存在问题": ("工作成效",)})
    assert meant("干 得怎么样", known=own) == "progress"
    assert meant("干得怎么样") == ""
    assert meant("工作成效", known=own) == "problems", "the office's word wins over the product's"
    assert meant("干得怎么样", FormKind.PLAN, own) == "", "only in the form that has the column"


def test_only_the_columns_a_form_cannot_do_without_are_required() -> None:
    assert [field.heading for field in PLAN.required] == [
        "重点任务、民生实事内容",
        "一季度",
        "二季度",
        "三季度",
        "四季度",
    ]
    assert [field.heading for field in PROGRESS.required] == ["重点任务、民生实事内容", "完成情况"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("附件4-3月-区财政局", True, id="by its annex"),
        pytest.param("2022年年度工作任务落实情况表", True, id="by its title"),
        pytest.param("区财政局工作计划表", True, id="a table of plans"),
        pytest.param("3月份落实情况的报告", False, id="words about the same matter"),
    ],
)
def test_whether_a_title_calls_itself_a_form(text: str, expected: bool) -> None:
    assert names_form(text) is expected

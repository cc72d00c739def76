"""First page: what a document calls itself, who signed it, and whether it is a form or words about one (R2)."""

from __future__ import annotations

import pytest

from pipeline.submissions.files.formats import Format
from pipeline.submissions.files.grid import Value
from pipeline.submissions.forms.first_page import FirstPage, read_first_page
from submissions.forms.form_sheets import HEADINGS, PROGRESS, sheet_of

PROSE = "3月份，我局认真落实区政府工作报告确定的各项任务，一般公共预算收入完成12.3亿元，同比增长8.6%。"
SIGNED = ("区财政局", "2022年4月6日")


def page_of(*lines: str, rows: tuple[tuple[Value, ...], ...] = ()) -> FirstPage:
    """The first page of a .docx with these paragraphs and, below them, a table of these rows."""
    return read_first_page(Format.DOCX, b"", [sheet_of(*((line,) for line in lines), *rows)], HEADINGS)


TITLES = [
    pytest.param(("工作汇报",), "工作汇报", id="one line"),
    pytest.param(("关于3月份工作任务", "落实情况的报告"), "关于3月份工作任务落实情况的报告", id="two lines"),
    pytest.param(
        ("区财政局", "关于3月份工作任务", "落实情况的报告"), "区财政局关于3月份工作任务落实情况的报告", id="three"
    ),
    pytest.param(
        ("市中财〔2022〕7号", "区财政局", "关于3月份工作任务", "落实情况的报告"),
        "区财政局关于3月份工作任务落实情况的报告",
        id="the document's number before three lines is no title",
    ),
    pytest.param(("3月份工作小结（修改稿）",), "3月份工作小结（修改稿）", id="a version in brackets"),
    pytest.param(("工作总结二",), "工作总结二", id="a numbered one"),
    pytest.param(("工作汇报", "区政府办公室督查室："), "工作汇报", id="the addressee is no title"),
    pytest.param(("区政府办公室督查室：",), "", id="no line says what it is"),
]


@pytest.mark.parametrize(("lines", "title"), TITLES)
def test_the_title_is_the_lines_up_to_the_one_that_says_what_it_is(lines: tuple[str, ...], title: str) -> None:
    assert page_of(*lines, PROSE).title == title


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param(page_of("工作汇报", PROSE, *SIGNED), True, id="a report"),
        pytest.param(page_of("区财政局任务落实方案", PROSE), True, id="a plan in words"),
        pytest.param(page_of("工作汇报"), False, id="a title and no words"),
        pytest.param(page_of(PROSE), False, id="words that do not say what they are"),
        pytest.param(page_of("2022年落实情况表", "工作情况", PROSE), False, id="titled as the form"),
        pytest.param(page_of("工作汇报", PROSE, rows=(PROGRESS,)), False, id="holds the form"),
        pytest.param(page_of("工作汇报", PROSE, rows=(("序号", "姓名", "电话"),)), True, id="holds another table"),
        pytest.param(page_of(), False, id="blank"),
    ],
)
def test_what_is_a_written_material(page: FirstPage, expected: bool) -> None:
    assert page.is_material is expected


def test_head_text_and_foot_of_a_letter() -> None:
    page = page_of("工作汇报", "区政府办公室督查室：", PROSE, "下一步，我局将继续努力。", *SIGNED)
    assert page.head == ("工作汇报", "区政府办公室督查室：")
    assert page.text.startswith("3月份，") and page.text.endswith("2022年4月6日")
    assert page.foot == ("下一步，我局将继续努力。", *SIGNED)


@pytest.mark.parametrize(
    ("line", "begins"),
    [
        pytest.param("长" * 61, True, id="longer than any title"),
        pytest.param("长" * 60, False, id="as long as a title may be"),
        pytest.param("长" * 30 + "。", True, id="a sentence"),
        pytest.param("长" * 29 + "。", False, id="short words with a full stop"),
        pytest.param("长" * 31, False, id="a long line without one"),
    ],
)
def test_where_the_text_begins(line: str, begins: bool) -> None:
    assert page_of("工作汇报", line).head == (("工作汇报",) if begins else ("工作汇报", line))


def test_head_and_foot_are_not_the_whole_document() -> None:
    page = page_of(*(f"第{number}行" for number in range(1, 21)))
    assert page.head == tuple(f"第{number}行" for number in range(1, 13))
    lines = [PROSE, *(f"第{number}行" for number in range(1, 11))]
    assert page_of(*lines).foot == tuple(f"第{number}行" for number in range(5, 11))


def test_lines_within_a_paragraph_are_lines() -> None:
    assert page_of("区财政局\n工作 汇报", PROSE).head == ("区财政局", "工作汇报")


def test_what_is_no_document_has_a_blank_first_page() -> None:
    grid = sheet_of(("工作汇报",), (PROSE,))
    assert read_first_page(Format.WORKBOOK_ZIP, b"", [grid], HEADINGS) == FirstPage()
    assert read_first_page(Format.DOC, b"{\\rtf1}", [], HEADINGS) == FirstPage()

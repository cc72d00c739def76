"""序号: which task a clerk's number names, and where a number stands in front of a task's words."""

from __future__ import annotations

import pytest

from pipeline.submissions.forms.numbering import parse_numbering, split_numbering
from pipeline.vocabulary.terms import Annex


def said(text: str) -> tuple[int | None, str, bool]:
    """The number, the part of a task and whether it is one below a number."""
    found = parse_numbering(text)
    return found.number, found.sub_item, found.is_nested


@pytest.mark.parametrize(
    ("text", "task_id", "sub_item"),
    [
        pytest.param("任务37", "任务37", "", id="as the ledger names it"),
        pytest.param("重点任务三十七", "任务37", "", id="Chinese digits"),
        pytest.param("民生实事 5", "实事5", "", id="livelihood project with a blank"),
        pytest.param("为民实事第5项", "实事5", "", id="counted as an item"),
        pytest.param("附件1：12", "任务12", "", id="by its annex"),
        pytest.param("附件2-3", "实事3", "", id="by the other annex"),
        pytest.param("任务37-1", "任务37", "1", id="a part of a task"),
        pytest.param("任务37（2）", "任务37", "2", id="a part in brackets"),
        pytest.param("37", "", "", id="a number alone names no annex"),
        pytest.param("任务", "", "", id="no number"),
    ],
)
def test_which_task_a_number_names(text: str, task_id: str, sub_item: str) -> None:
    found = parse_numbering(text)
    assert (found.task_id, found.sub_item) == (task_id, sub_item)


PLAIN = [
    pytest.param("37", 37, id="digits"),
    pytest.param(" 3 7 ", 37, id="spaced"),
    pytest.param("３７", 37, id="full width"),
    pytest.param("三十七", 37, id="Chinese"),
    pytest.param("37.0", 37, id="a number stored with a point"),
    pytest.param("37、", 37, id="with a comma"),
    pytest.param("第37项", 37, id="in words"),
    pytest.param("No.37", 37, id="in Latin"),
    pytest.param("ⅴ", 5, id="Roman"),
    pytest.param("XII", 12, id="Roman in capitals"),
]


@pytest.mark.parametrize(("text", "number"), PLAIN)
def test_a_plain_number_however_it_is_written(text: str, number: int) -> None:
    assert said(text) == (number, "", False)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        pytest.param("（五）", 5, id="brackets"),
        pytest.param("[3]", 3, id="square brackets"),
        pytest.param("2）", 2, id="half a bracket"),
        pytest.param("③", 3, id="circled"),
        pytest.param("⑳", 20, id="the last circled"),
        pytest.param("-2", 2, id="behind a dash"),
    ],
)
def test_a_number_of_the_kind_used_below_a_number(text: str, number: int) -> None:
    assert said(text) == (number, "", True)


@pytest.mark.parametrize(
    ("text", "number", "sub_item"),
    [
        pytest.param("37-1", 37, "1", id="dash"),
        pytest.param("37.2", 37, "2", id="point"),
        pytest.param("三十七—2", 37, "2", id="Chinese digits and dash"),
        pytest.param("37-03、", 37, "3", id="leading nought and comma"),
    ],
)
def test_a_part_of_a_task_by_its_number(text: str, number: int, sub_item: str) -> None:
    assert said(text) == (number, sub_item, False)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="blank"),
        pytest.param("合计", id="a word"),
        pytest.param("2022", id="a year"),
        pytest.param("3所", id="a count"),
        pytest.param("（完成）", id="words in brackets"),
    ],
)
def test_what_is_no_number(text: str) -> None:
    assert parse_numbering(text).number is None


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        pytest.param("37.深入开展普法", 37, "深入开展普法", id="point"),
        pytest.param("37、深入开展普法", 37, "深入开展普法", id="comma"),
        pytest.param("三十七、深入开展普法", 37, "深入开展普法", id="Chinese"),
        pytest.param("（五）深入开展普法", 5, "深入开展普法", id="brackets"),
        pytest.param("●37 深入开展普法", 37, "深入开展普法", id="a bullet before"),
        pytest.param("第3项：深入开展普法", 3, "深入开展普法", id="in words"),
        pytest.param("②深入开展普法", 2, "深入开展普法", id="circled"),
        pytest.param("二是深入开展普法", 2, "深入开展普法", id="as in a speech"),
        pytest.param("第一，深入开展普法", 1, "深入开展普法", id="firstly"),
        pytest.param("深入开展普法", None, "深入开展普法", id="none"),
        pytest.param("2.5公里道路建成", None, "2.5公里道路建成", id="a measure"),
        pytest.param("37", None, "37", id="nothing but a number is the text"),
    ],
)
def test_a_number_before_a_task_s_words(text: str, number: int | None, rest: str) -> None:
    found, without = split_numbering(text)
    assert (found.number, without) == (number, rest)


def test_a_task_s_name_before_its_words_keeps_its_annex() -> None:
    found, rest = split_numbering("民生实事5：新建学校")
    assert (found.annex, found.task_id, rest) == (Annex.LIVELIHOOD, "实事5", "新建学校")
    alone, rest = split_numbering("任务37-1")
    assert (alone.task_id, alone.sub_item, rest) == ("任务37", "1", "")

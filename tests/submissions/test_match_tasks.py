"""Rows that say only numbers: which annex's they are, by the headings of the form's parts (R10)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from core_samples import task

from pipeline.submissions.forms.rows import WrittenRow
from pipeline.submissions.matching.match_tasks import match_tasks
from pipeline.submissions.matching.task_index import TaskIndex, Thresholds

OWN = tuple(task(task_id, "区民政局") for task_id in ("任务3", "任务76", "任务77", "实事3", "实事4", "实事5"))
OTHERS = tuple(task(task_id, "区财政局") for task_id in ("任务1", "任务2", "任务4", "任务5", "实事1", "实事2"))
KEY, LIVELIHOOD = "一、重点任务", "二、为民办实事"
TOLD = "已完成年度目标的一半。"


def matched(*numbers: str) -> list[str]:
    """The tasks of a form's rows that say nothing but a number; headings between them, '' where a person is asked."""
    rows = [
        WrittenRow(
            row, {"task_text": number} if number in (KEY, LIVELIHOOD) else {"number_text": number, "progress": TOLD}
        )
        for row, number in enumerate(numbers, 5)
    ]
    matches = match_tasks(rows, OWN, TaskIndex((*OWN, *OTHERS)), Thresholds(85, 60, 5))
    return [match.task.task_id if match.task else "" for match in matches if not match.is_heading]


def test_numbers_under_the_headings_of_both_parts_are_those_of_their_annexes() -> None:
    told = matched(KEY, "76", "77", LIVELIHOOD, "3", "4", "5")
    assert told == ["任务76", "任务77", "实事3", "实事4", "实事5"]


@pytest.mark.parametrize(
    "numbers",
    [
        pytest.param(("3", "4", "5"), id="of either annex"),
        pytest.param((KEY, "1", "2", LIVELIHOOD, "1", "2", "3"), id="counted in each part"),
        pytest.param((LIVELIHOOD, "1", "2", "3"), id="counted"),
    ],
)
def test_numbers_that_may_count_or_may_be_of_either_annex_are_asked_about(numbers: tuple[str, ...]) -> None:
    assert not any(matched(*numbers))


def test_numbers_that_fall_below_one_heading_may_be_of_the_other_part() -> None:
    assert matched(KEY, "76", "77", "3") == ["任务76", "任务77", ""]


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        pytest.param("（一）", "（二）", "", id="neighbours"),
        pytest.param("76", "（二）", "任务76 2", id="a part"),
        pytest.param("任务76", "②", "任务76 2", id="a part in a circle"),
        pytest.param("（一）", "76-2", "任务76 2", id="its number says whose part it is"),
    ],
)
def test_a_row_numbered_like_the_one_above_is_no_part_of_it(first: str, second: str, told: str) -> None:
    care = replace(OWN[1], text="健全完善养老服务体系，养老基础设施覆盖率达到80%以上。")
    own = (OWN[0], care, *OWN[2:])
    rows = (
        WrittenRow(5, {"number_text": first, "task_text": care.text, "progress": TOLD}),
        WrittenRow(6, {"number_text": second, "task_text": "低保提标", "progress": TOLD}),
    )
    _, match = match_tasks(rows, own, TaskIndex((*own, *OTHERS)), Thresholds(85, 60, 5))
    assert (f"{match.task.task_id} {match.sub_item}" if match.task else "") == told

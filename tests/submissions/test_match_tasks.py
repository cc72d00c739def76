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


TEXTS = {
    "任务64": "建设高标准农田3.2万亩，推广水肥一体化8万亩",
    "任务65": "实施农村供水保障工程，建设集中供水点35处",
    "任务66": "压减地下水开采1500万立方米，关闭自备井60眼",
    "实事4": "解决2800名居民安全饮水问题，新打机电井18眼",
}
WATER = tuple(replace(task(one, "区水务局"), text=text) for one, text in TEXTS.items())
FIELDS, SUPPLY, WELLS, DRINKING = TEXTS.values()

SEVERAL = [
    pytest.param("64、65", f"{FIELDS}\n{SUPPLY}", "任务64 任务65", id="two numbers, two texts"),
    pytest.param("任务64、任务65", "", "任务64 任务65", id="two numbers with their annex"),
    pytest.param("附件1第64项、附件1第65项", f"{FIELDS}\n{SUPPLY}", "任务64 任务65", id="as items of an annex"),
    pytest.param("任务64、65", "", "任务64 任务65", id="the annex once"),
    pytest.param("任务64、实事4", DRINKING, "任务64 实事4", id="of both annexes, the text of one"),
    pytest.param("64,65", FIELDS, "任务64 任务65", id="two numbers, the text of the first"),
    pytest.param("第64-66项", f"1.{FIELDS}2.{SUPPLY}", "任务64 任务65 任务66", id="a range"),
    pytest.param("任务64至66", "", "任务64 任务65 任务66", id="a range in words"),
    pytest.param("", f"任务64、任务65：{FIELDS}", "任务64 任务65", id="numbers in front of the text"),
    pytest.param("1", f"1.{FIELDS}\n2.{SUPPLY}", "任务64 任务65", id="two whole texts, the row only counted"),
    pytest.param("", f"64、{FIELDS}　65、{SUPPLY}", "任务64 任务65", id="each number before its text"),
    pytest.param("64、65", WELLS, "", id="numbers of two, the text of a third"),
    pytest.param("64、67", FIELDS, "", id="a number that the unit does not bear"),
    pytest.param("64、65", "", "", id="bare numbers that may count the rows"),
    pytest.param("", f"{FIELDS[:12]}；{SUPPLY[:12]}", "", id="parts of two texts"),
    pytest.param("64-1", FIELDS, "任务64", id="a part of one task is no range"),
]


@pytest.mark.parametrize(("number", "text", "told"), SEVERAL)
def test_a_row_about_several_tasks_counts_for_each_where_number_and_text_agree(
    number: str, text: str, told: str
) -> None:
    rows = [WrittenRow(5, {"number_text": number, "task_text": text, "progress": TOLD})]
    (match,) = match_tasks(rows, WATER, TaskIndex((*WATER, *OTHERS)), Thresholds(85, 60, 5))
    assert " ".join(one.task_id for one in match.tasks) == told
    assert match.tasks or match.offered, "a person is offered what it may be"


def test_a_task_cell_merged_over_the_rows_of_two_numbers_is_parted_by_them() -> None:
    both = f"{FIELDS}\n{SUPPLY}"
    rows = [
        WrittenRow(5, {"number_text": "64", "task_text": both, "progress": TOLD}),
        WrittenRow(6, {"number_text": "65", "task_text": both, "progress": TOLD}, is_continued=True),
    ]
    matches = match_tasks(rows, WATER, TaskIndex((*WATER, *OTHERS)), Thresholds(85, 60, 5))
    assert [[one.task_id for one in match.tasks] for match in matches] == [["任务64"], ["任务65"]]
    assert not any(match.sub_item for match in matches)


@pytest.mark.parametrize(
    ("other", "told"),
    [
        pytest.param("组织少儿免费观影3000场", "", id="another task of the unit has it, too"),
        pytest.param("新建公园6处", "任务1", id="nobody else's"),
    ],
)
def test_a_word_that_two_tasks_of_the_unit_share_alone_tells_neither(other: str, told: str) -> None:
    texts = ("发放图书3000册，扩大观影活动覆盖面", other)
    own = tuple(replace(task(f"任务{n}", "区文旅局"), text=text) for n, text in enumerate(texts, 1))
    more = tuple(replace(one, task_id=f"任务{n}", number=n) for n, one in enumerate(OTHERS, 3))
    rows = [
        WrittenRow(5, {"task_text": "观影活动", "progress": TOLD}),
        WrittenRow(6, {"task_text": "", "progress": ""}),
    ]
    match = match_tasks(rows, own, TaskIndex((*own, *more)), Thresholds(85, 60, 5))[0]
    assert (match.task.task_id if match.task else "") == told

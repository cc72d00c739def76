"""master/责任分解表.xlsx says, word for word, what the notice says (附件1 and 附件2 of 市中政办发〔2022〕1号)."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

import openpyxl
import pytest

from pipeline.master.tasks import Task, load_tasks
from pipeline.master.unit_sheets import load_units

_ROOT = Path(__file__).parents[2]
_TASKS = _ROOT / "master" / "责任分解表.xlsx"
_NOTICE = _ROOT / "tests" / "material" / "notice-2022-1.txt"
_CATEGORIES = (
    ("经济社会发展主要工作目标", 1),
    ("聚力战略支撑，强力实施中央活力区建设", 5),
    ("聚力战略支撑，强力实施中央商埠区建设", 5),
    ("聚力战略支撑，强力实施山东能源互联网产业集聚区建设", 7),
    ("聚力产业支撑，全力提振市中经济", 18),
    ("聚力空间支撑，全面加快城乡建设", 17),
    ("聚力双招双引，持续催生发展动力", 9),
    ("聚力生态支撑，共同打造美丽家园", 12),
    ("聚力民生改善，不断提升生活品质", 13),
)
_KEY_HEADER = "序号类别重点任务牵头领导责任单位（加黑的为牵头部门）"
_LIVELIHOOD_HEADER = "序号民生实事内容牵头领导责任单位"


@pytest.fixture(scope="module")
def tasks() -> tuple[Task, ...]:
    return load_tasks(_TASKS, load_units(_ROOT / "master" / "单位名录.xlsx"))


def _annex(number: int) -> str:
    """The notice from 附件N to 附件N+1 without white space and page numbers."""
    text = re.sub(r"(?m)^\s*- \d+ -\s*$", "", _NOTICE.read_text(encoding="utf-8"))
    match = re.search(rf"(?ms)^\s*附件 {number}$(.*?)^\s*附件 {number + 1}$", text)
    assert match
    return re.sub(r"\s+", "", match[1])


def _run_together(tasks: list[Task]) -> str:
    """The tasks as the notice runs them together: number, category where it begins, text, leaders, units."""
    line, category = "", ""
    for task in tasks:
        shown = task.category if task.category != category and task.task_id.startswith("任务") else ""
        category = task.category
        line += f"{task.number}{shown}{task.text}{''.join(task.lead_officials)}{task.units_text}"
    return line


def test_every_key_task_stands_in_the_notice_in_this_order(tasks: tuple[Task, ...]) -> None:
    title, _, body = _annex(1).partition(_KEY_HEADER)
    categories = "|".join(category for category, _ in _CATEGORIES)
    body = re.sub(f"{re.escape(_KEY_HEADER)}(?:{categories})?", "", body)  # the top of each further page
    assert title == "2022年年度工作任务责任分解立项表"
    assert _run_together([task for task in tasks if task.task_id.startswith("任务")]) == body


def test_every_livelihood_project_stands_in_the_notice_in_this_order(tasks: tuple[Task, ...]) -> None:
    title, _, body = _annex(2).partition(_LIVELIHOOD_HEADER)
    body = body.replace(_LIVELIHOOD_HEADER, "")
    assert title == "2022年为民办22件实事责任分解表"
    assert _run_together([task for task in tasks if task.task_id.startswith("实事")]) == body


def test_nine_categories_hold_their_tasks(tasks: tuple[Task, ...]) -> None:
    key_tasks = [task for task in tasks if task.task_id.startswith("任务")]
    counted = [(category, len(list(members))) for category, members in groupby(key_tasks, lambda task: task.category)]
    assert tuple(counted) == _CATEGORIES
    assert [task.number for task in key_tasks] == list(range(1, 88))
    assert [task.number for task in tasks[87:]] == list(range(1, 23))


@pytest.mark.parametrize(
    ("task_id", "officials"),
    [
        pytest.param("任务12", ("刘松",), id="a name set wide"),
        pytest.param("任务20", ("张健", "刘松"), id="two"),
        pytest.param("任务24", ("张健",), id="one of the two"),
        pytest.param("任务55", ("张源", "周显明"), id="two of unequal length"),
        pytest.param("任务82", ("各分管副区长",), id="all vice heads"),
        pytest.param("任务86", ("孟庆顺", "栾长征"), id="two long names"),
        pytest.param("实事22", ("周晨",), id="livelihood"),
    ],
)
def test_officials(tasks: tuple[Task, ...], task_id: str, officials: tuple[str, ...]) -> None:
    assert {task.task_id: task.lead_officials for task in tasks}[task_id] == officials


def test_every_official_is_one_of_eight_or_all(tasks: tuple[Task, ...]) -> None:
    names = {name for task in tasks for name in task.lead_officials}
    assert names == {"孟庆顺", "张同园", "刘松", "张健", "周晨", "张源", "周显明", "栾长征", "各分管副区长"}


def test_cells_carry_no_spaces_of_the_printed_page() -> None:
    book = openpyxl.load_workbook(_TASKS)
    cells = [cell for sheet in book for row in sheet.iter_rows(min_row=4) for cell in row]
    assert len(cells) == 87 * 5 + 22 * 4
    assert [cell.coordinate for cell in cells if re.search(r"\s", str(cell.value))] == []


def test_bold_marks_only_units_that_stand_alone(tasks: tuple[Task, ...]) -> None:
    """The public text lost its bold: nothing but a task's only unit may look as if the notice had marked it."""
    book = openpyxl.load_workbook(_TASKS)
    bold = [bool(row[-1].font.b) for sheet in book for row in sheet.iter_rows(min_row=4)]
    alone = [len(task.assignments) + len(task.groups) == 1 for task in tasks]
    assert bold == alone
    assert {str(task.lead_basis) for task in tasks} == {"唯一", "推定"}

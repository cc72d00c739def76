"""Tasks, their lead departments and who owes, as read from 责任分解表 (R1, R4, R5)."""

from __future__ import annotations

from pathlib import Path

import pytest
from master_books import GROUPS, KEY_TASKS, LIVELIHOOD, change_cell, write_tasks, write_units
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from pipeline.master.tasks import Assignment, Task, load_tasks, parse_officials
from pipeline.master.unit_sheets import load_units
from pipeline.vocabulary.errors import MasterError
from pipeline.vocabulary.terms import Annex, LeadBasis, Role

_KEY, _LIVELIHOOD = "附件1重点任务", "附件2民生实事"
_BOLD, _PLAIN = InlineFont(b=True), InlineFont(sz=11)


def _load(folder: Path, *, groups: tuple[tuple[object, ...], ...] = GROUPS) -> dict[str, Task]:
    directory = load_units(write_units(folder, groups=groups))
    return {task.task_id: task for task in load_tasks(folder / "责任分解表.xlsx", directory)}


def _units(task: Task) -> list[tuple[str, str, str]]:
    return [(assignment.unit, str(assignment.role), assignment.group) for assignment in task.assignments]


def test_a_task_as_a_whole(tmp_path: Path) -> None:
    write_tasks(tmp_path)
    assert _load(tmp_path)["任务2"] == Task(
        task_id="任务2",
        annex=Annex.KEY_TASK,
        number=2,
        category="发展",
        text="改善环境。",
        lead_officials=("张源",),
        units_text="区政府办公室（区大数据局）",
        assignments=(Assignment("区政府办公室", Role.LEAD, sub_body="区大数据局"),),
        groups=(),
        lead_unit="区政府办公室",
        lead_basis=LeadBasis.ONLY,
    )


def test_key_tasks_come_before_livelihood_projects_each_by_number(tmp_path: Path) -> None:
    write_tasks(tmp_path, (KEY_TASKS[1], (12, *KEY_TASKS[0][1:]), KEY_TASKS[0]))
    tasks = _load(tmp_path)
    assert list(tasks) == ["任务1", "任务2", "任务12", "实事1"]
    assert tasks["实事1"].category == "为民办实事"


def test_a_category_written_once_holds_for_the_rows_below(tmp_path: Path) -> None:
    write_tasks(tmp_path, (KEY_TASKS[0], (2, None, *KEY_TASKS[1][2:])))
    assert _load(tmp_path)["任务2"].category == "发展"


def test_line_breaks_of_the_page_are_no_part_of_the_text(tmp_path: Path) -> None:
    write_tasks(tmp_path, ((1, "发展\n目标", "加快\n 11 个项目。", "刘 松", "区发展\n改革局"),))
    task = _load(tmp_path)["任务1"]
    assert (task.category, task.text, task.units_text) == ("发展目标", "加快11个项目。", "区发展改革局")
    assert task.lead_officials == ("刘松",)


@pytest.mark.parametrize(
    ("cell", "is_cell_bold", "lead", "basis"),
    [
        pytest.param(
            "区发展改革局、区工信局", False, "区发展改革局", LeadBasis.PRESUMED, id="nothing bold: first listed"
        ),
        pytest.param("区发展改革局、区工信局", True, "区发展改革局", LeadBasis.BOLD, id="whole cell"),
        pytest.param("区发展改革局", True, "区发展改革局", LeadBasis.ONLY, id="one unit is the only one, bold or not"),
        pytest.param(
            CellRichText("区发展改革局、", TextBlock(_BOLD, "区工信局")),
            False,
            "区工业和信息化局",
            LeadBasis.BOLD,
            id="second unit, by its alias",
        ),
        pytest.param(
            CellRichText(TextBlock(_BOLD, "区发展改革局"), TextBlock(_PLAIN, "、区工信局")),
            True,
            "区发展改革局",
            LeadBasis.BOLD,
            id="plain run in a bold cell",
        ),
        pytest.param(
            CellRichText(TextBlock(_PLAIN, "区发展改革局、"), "区工信局"),
            True,
            "区工业和信息化局",
            LeadBasis.BOLD,
            id="a run without a font of its own is as bold as the cell",
        ),
        pytest.param(
            CellRichText(
                TextBlock(_PLAIN, "区文旅局、"),
                TextBlock(_BOLD, "区政府办"),
                TextBlock(_BOLD, "公室"),
                "（区大数据局）",
            ),
            False,
            "区政府办公室",
            LeadBasis.BOLD,
            id="in two runs, its sub-body plain",
        ),
        pytest.param(
            CellRichText(" \n区文旅局\r\n", TextBlock(_BOLD, "\r\n区工信局、\n"), "区发改局"),
            False,
            "区工业和信息化局",
            LeadBasis.BOLD,
            id="line breaks bold too",
        ),
        pytest.param(
            CellRichText("区发展改革局、", TextBlock(_BOLD, "区工信局、区文旅局")),
            False,
            "区工业和信息化局",
            LeadBasis.BOLD,
            id="two bold: the first of them",
        ),
        pytest.param(
            CellRichText("区发展改革局、", TextBlock(_BOLD, "区工"), "信局"),
            False,
            "区发展改革局",
            LeadBasis.PRESUMED,
            id="part of a name marks nobody",
        ),
        pytest.param(
            CellRichText("区发展改革局、", TextBlock(_BOLD, "各产业部门")),
            False,
            "区发展改革局",
            LeadBasis.PRESUMED,
            id="a group leads nothing",
        ),
        pytest.param("各产业部门、区工信局", False, "区工业和信息化局", LeadBasis.PRESUMED, id="group listed first"),
        pytest.param("各产业部门", False, "", LeadBasis.NONE, id="nobody but a group"),
    ],
)
def test_lead_department(tmp_path: Path, cell: object, is_cell_bold: bool, lead: str, basis: LeadBasis) -> None:
    change_cell(write_tasks(tmp_path), _KEY, "E2", cell, bold=is_cell_bold)
    task = _load(tmp_path)["任务1"]
    assert (task.lead_unit, task.lead_basis) == (lead, basis)
    assert [assignment.unit for assignment in task.assignments if assignment.role is Role.LEAD] == [lead] * bool(lead)


def test_the_lead_stands_first_whatever_the_order_of_the_cell(tmp_path: Path) -> None:
    cell = CellRichText("区文旅局、区发改局、", TextBlock(_BOLD, "区工信局"))
    change_cell(write_tasks(tmp_path), _KEY, "E2", cell)
    assert _units(_load(tmp_path)["任务1"]) == [
        ("区工业和信息化局", "牵头", ""),
        ("区文化和旅游局", "配合", ""),
        ("区发展改革局", "配合", ""),
    ]


_LISTED = ((1, "发展", "加快建设。", "张源", "区发展改革局、各产业部门等"),)


def test_members_of_an_unconfirmed_group_owe_nothing(tmp_path: Path) -> None:
    write_tasks(tmp_path, _LISTED)
    task = _load(tmp_path)["任务1"]
    assert _units(task) == [("区发展改革局", "牵头", "")]
    assert task.groups == ("各产业部门", "任务1“等”其他单位")


def test_members_of_a_confirmed_group_owe_once(tmp_path: Path) -> None:
    groups = (
        ("各产业部门", "区发展改革局、区工信局、区文旅局", "是"),
        ("任务1“等”其他单位", "区文旅局、七贤街道", "是"),
    )
    write_tasks(tmp_path, _LISTED)
    task = _load(tmp_path, groups=groups)["任务1"]
    assert _units(task) == [
        ("区发展改革局", "牵头", ""),
        ("区工业和信息化局", "配合", "各产业部门"),
        ("区文化和旅游局", "配合", "各产业部门"),
        ("七贤街道办事处", "配合", "任务1“等”其他单位"),
    ]
    assert task.groups == ("各产业部门", "任务1“等”其他单位")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("张健、刘松", ("张健", "刘松"), id="、"),
        pytest.param("张健\n刘松", ("张健", "刘松"), id="line break"),
        pytest.param("孟庆顺 张源", ("孟庆顺", "张源"), id="space between names"),
        pytest.param("刘　松", ("刘松",), id="one name set wide"),
        pytest.param("张 健\n刘 松", ("张健", "刘松"), id="two names set wide"),
        pytest.param("各分管副区长", ("各分管副区长",), id="all vice heads"),
        pytest.param("", (), id="blank"),
    ],
)
def test_officials(text: str, names: tuple[str, ...]) -> None:
    assert parse_officials(text) == names


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "named"),
    [
        pytest.param(_KEY, "A3", 1, ["附件1重点任务”A3", "附件1重点任务”A2"], id="number twice"),
        pytest.param(_KEY, "A3", None, ["附件1重点任务”A3"], id="number missing"),
        pytest.param(_KEY, "A3", "二", ["附件1重点任务”A3", "二"], id="number in words"),
        pytest.param(_KEY, "A3", 2.5, ["附件1重点任务”A3", "2.5"], id="number with a fraction"),
        pytest.param(_KEY, "A3", 0, ["附件1重点任务”A3"], id="number nought"),
        pytest.param(_KEY, "B2", None, ["附件1重点任务”B2"], id="no category to repeat"),
        pytest.param(_KEY, "C3", " ", ["附件1重点任务”C3"], id="text blank"),
        pytest.param(_KEY, "E3", None, ["附件1重点任务”E3"], id="units blank"),
        pytest.param(_KEY, "E3", "区气象局", ["附件1重点任务”E3", "区气象局"], id="unknown unit"),
        pytest.param(_KEY, "E3", "区工信局、区工业和信息化局", ["附件1重点任务”E3"], id="unit twice"),
        pytest.param(_KEY, "E3", "区工信局等", ["附件1重点任务”E3", "任务2“等”其他单位"], id="等 without its group"),
        pytest.param(_LIVELIHOOD, "B2", "。", ["附件2民生实事”B2"], id="livelihood text blank"),
        pytest.param(_LIVELIHOOD, "D2", "区气象局", ["附件2民生实事”D2", "区气象局"], id="livelihood unit unknown"),
    ],
)
def test_a_contradiction_stops_the_run_and_names_the_cell(
    tmp_path: Path, sheet: str, cell: str, value: object, named: list[str]
) -> None:
    change_cell(write_tasks(tmp_path), sheet, cell, value)
    with pytest.raises(MasterError) as error:
        _load(tmp_path)
    assert "责任分解表.xlsx" in error.value.problem
    assert [words for words in named if words not in error.value.problem] == []
    assert error.value.remedy


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    path = write_tasks(tmp_path)
    change_cell(path, _KEY, "E2", "区气象局")
    change_cell(path, _KEY, "A3", 1)
    change_cell(path, _LIVELIHOOD, "D2", "区烟草局")
    with pytest.raises(MasterError) as error:
        _load(tmp_path)
    assert [place for place in ("E2", "A3", "D2") if place not in error.value.problem] == []


def test_a_table_without_tasks_stops_the_run(tmp_path: Path) -> None:
    write_tasks(tmp_path, (), ())
    with pytest.raises(MasterError):
        _load(tmp_path)


def test_gaps_and_one_empty_annex_are_allowed(tmp_path: Path) -> None:
    write_tasks(tmp_path, (), ((3, *LIVELIHOOD[0][1:]),))
    assert list(_load(tmp_path)) == ["实事3"]

"""名称建议.xlsx: what master/ leaves open is proposed where a person can see and copy it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from bulletin_sample import load_sample_tasks
from openpyxl import load_workbook

from pipeline.master.short_units import propose_short
from pipeline.master.unit_order import UnitOrder
from pipeline.master.units import Unit, UnitDirectory
from pipeline.outputs.bulletins.facts.task_lines import TaskLine
from pipeline.outputs.names_workbook import lacks_names, write_names_workbook
from pipeline.outputs.shared import wording
from pipeline.vocabulary.terms import Annex, Standing

DAY = date(2022, 4, 13)
UNITS = (
    Unit("市中城投集团", "区属国企"),
    Unit("区发展改革局", "区直部门", ("区发改局", "区发改委"), rank=4, short_name="区发展局"),
    Unit("区财政局", "区直部门"),
)


def test_a_column_of_each_sheet_can_be_copied_into_master(tmp_path: Path) -> None:
    tasks = load_sample_tasks()
    tasks = (replace(tasks[0], short_name="主要经济指标"), *tasks[1:])
    order = UnitOrder.of(UnitDirectory(UNITS, ()), tasks, "kind")
    book = load_workbook(write_names_workbook(tmp_path / "名称建议.xlsx", DAY, tasks, UNITS, order))
    header, first, *others = book["附件1重点任务"].iter_rows(values_only=True)
    assert header == ("序号", "重点任务", "简称")
    assert (first[0], first[2]) == (1, "主要经济指标"), "what an office has written stays"
    assert all(row[2] for row in others)
    assert len(others) == 86
    assert [row[:4] for row in book["单位"].iter_rows(min_row=2, values_only=True)] == [
        ("市中城投集团", "区属国企", 3, None),
        ("区发展改革局", "区直部门", 4, "区发展局"),
        ("区财政局", "区直部门", 2, None),
    ]


def test_nothing_is_proposed_once_all_is_given() -> None:
    tasks = [replace(task, short_name="简") for task in load_sample_tasks()]
    given = [replace(unit, rank=1) for unit in UNITS]
    assert not lacks_names(tasks, given)
    assert lacks_names(tasks, UNITS)
    assert lacks_names(load_sample_tasks(), given)


@pytest.mark.parametrize(
    ("name", "aliases", "short"),
    [
        pytest.param("区工业和信息化局", ("区工信委", "区经信局", "区工信局"), "区工信局", id="one character a word"),
        pytest.param("区农业农村局", ("区农业局", "区农林局"), "", id="the body of before"),
        pytest.param("区教育体育局", ("区教育局", "区教体局"), "区教体局", id="half of a body"),
        pytest.param("区重点工程服务中心", ("区重点工程中心",), "区重点工程中心", id="without 服务"),
        pytest.param("七贤街道办事处", (), "七贤街道", id="a street"),
        pytest.param("区财政局", ("财政局",), "", id="nothing shorter"),
    ],
)
def test_a_short_name_is_an_abbreviation_of_the_very_name(name: str, aliases: tuple[str, ...], short: str) -> None:
    assert propose_short(Unit(name, "", aliases)) == short


def test_a_task_is_told_by_the_name_that_its_table_gives() -> None:
    line = TaskLine(
        *("任务1", Annex.KEY_TASK, 1, "", "对八一立交桥下空间进行整治提升，实施亮化。", (), "", "", False),
        *(Standing.ON_TRACK, "", ""),
    )
    assert line.title == "八一立交桥下空间整治提升"
    assert replace(line, short_name="桥下空间“微更新”").title == "桥下空间‘微更新’"
    assert wording.task_title("", line.text) == line.title

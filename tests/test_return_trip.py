"""Forms go out, are filled in by a person, and come back with every row under the right task."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from pipeline import stages
from pipeline.config import load_settings
from pipeline.master.tasks import Task, load_tasks
from pipeline.master.unit_sheets import load_units

PROJECT = Path(__file__).resolve().parents[1]
UNIT = "区民政局"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The repository as cloned: real master tables, empty inbox."""
    shutil.copy(PROJECT / "config.toml", tmp_path)
    shutil.copytree(PROJECT / "master", tmp_path / "master")
    (tmp_path / "inbox").mkdir()
    return tmp_path


def _walk(root: Path, today: date) -> stages.Walk:
    return stages.Walk(load_settings(root), today, lambda _, items, __: items)


def _ledger_sheet(root: Path, name: str) -> pd.DataFrame:
    return pd.read_excel(
        engine="calamine", io=root / "outbox" / "台账.xlsx", sheet_name=name, dtype=object, keep_default_na=False
    )


def _own_tasks(root: Path) -> list[Task]:
    tasks = load_tasks(root / "master" / "责任分解表.xlsx", load_units(root / "master" / "单位名录.xlsx"))
    return [task for task in tasks if any(a.unit == UNIT for a in task.assignments)]


def _fill(path: Path, target: Path, answers: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """The form at ``path`` filled in as in Excel and saved at ``target``; returns the row of each task."""
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    rows = {str(cell.value): cell.row for [cell] in sheet.iter_rows(max_col=1) if cell.value in answers}
    for task_id, cells in answers.items():
        for column, text in enumerate(cells, 3):
            if text:
                sheet.cell(rows[task_id], column).value = text
    target.parent.mkdir(parents=True, exist_ok=True)
    book.save(target)
    return rows


def test_prefilled_forms_come_back_row_by_row(root: Path) -> None:
    """Plan, then the month's form with the quarter's target from the plan on file, then the month's return."""
    tasks = _own_tasks(root)
    assert len(tasks) > 5
    stages.run_forms(_walk(root, date(2022, 3, 16)), None)
    [plan_form] = (root / "outbox" / "下发表格" / UNIT).glob("附件3*.xlsx")
    goals = {t.task_id: tuple(f"{t.task_id}第{q}季度完成{q * 10}件。" for q in (1, 2, 3, 4)) for t in tasks}
    _fill(plan_form, root / "inbox" / "2022-03-23" / plan_form.name, goals)
    stages.run_forms(_walk(root, date(2022, 3, 25)), None)
    [form] = (root / "outbox" / "下发表格" / UNIT).glob("附件4-2022年03月*.xlsx")
    sheet = openpyxl.load_workbook(form).active
    assert sheet is not None
    written = [cell for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert all(goals[task.task_id][0] in written for task in tasks)

    answers = {t.task_id: ("", f"{t.task_id}一季度已完成12件。", "无", f"继续推进{t.task_id}。", "是") for t in tasks}
    rows = _fill(form, root / "inbox" / "2022-04-08" / form.name, answers)
    stages.run_weekly(_walk(root, date(2022, 4, 11)))

    records = _ledger_sheet(root, "填报明细")
    march = records[records["期间"] == "2022-03"].set_index("事项编号")
    assert sorted(march.index) == sorted(answers)
    for task_id, cells in answers.items():
        row = march.loc[task_id]
        assert (row["完成情况"], row["下一步计划"], row["是否完成"]) == (cells[1], cells[3], "是")
        assert row["季度计划完成目标"] == goals[task_id][0]
        assert (row["来源文件"], row["行号"]) == (f"2022-04-08/{form.name}", rows[task_id])
        assert row["工作表"] == sheet.title
    returns = _ledger_sheet(root, "报送情况")
    own = returns[returns["单位"] == UNIT].set_index("期间")
    assert list(own.loc[["2022", "2022-03"], "状态"]) == ["按时", "按时"]
    assert own.loc["2022-03", "缺漏事项"] == ""


@pytest.mark.parametrize(
    "unit_text",
    [
        pytest.param("区民政局", id="full name"),
        pytest.param("济南市市中区民政局", id="long name"),
        pytest.param("市中区民政局", id="district in front"),
    ],
)
def test_the_notices_blank_layout_typed_by_hand(root: Path, unit_text: str) -> None:
    """附件4 as printed in the notice: own numbering 1, 2, 3, texts typed over line breaks, in another order."""
    tasks = list(reversed(_own_tasks(root)))
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["附件 4"])
    sheet.append(["2022 年年度工作任务落实情况表"])
    sheet.append(["（ 3 月）"])
    sheet.append([f"填报单位： {unit_text}", None, None, None, "填报时间：2022.4.8"])
    sheet.append(
        [
            "序号",
            "重点任务、\n民生实事内容",
            "季度计划完成\n目标",
            "完成情况",
            "存在问题",
            "下一步计划",
            "是否完成阶段\n任务目标",
        ]
    )
    for number, task in enumerate(tasks, 1):
        typed = task.text[:10] + "\n" + task.text[10:]
        sheet.append(
            [number, typed, "按计划推进", f"第{number}项进展顺利", "无", "继续推进", "√" if number % 2 else "否"]
        )
    sheet.append(["填报人：王敏", None, "联系电话：82071234", None, None, "负责人签字："])
    for area in ("A2:G2", "A3:G3", "A4:D4", "E4:G4"):
        sheet.merge_cells(area)
    (root / "inbox" / "2022-04-09").mkdir()
    book.save(root / "inbox" / "2022-04-09" / "报表.xlsx")
    stages.run_weekly(_walk(root, date(2022, 4, 11)))

    rows = _ledger_sheet(root, "填报明细").set_index("事项编号")
    assert sorted(rows.index) == sorted(task.task_id for task in tasks)
    for number, task in enumerate(tasks, 1):
        row = rows.loc[task.task_id]
        assert row["完成情况"] == f"第{number}项进展顺利"
        assert (row["序号原文"], row["行号"], row["是否完成"]) == (
            str(number),
            number + 5,
            "是" if number % 2 else "否",
        )
        assert (row["单位"], row["单位原文"], row["期间"]) == (UNIT, unit_text, "2022-03")
    returns = _ledger_sheet(root, "报送情况")
    own = returns[(returns["单位"] == UNIT) & (returns["期间"] == "2022-03")].iloc[0]
    assert (own["状态"], own["迟报工作日"]) == ("迟报", 1)
    phones = pd.concat(
        [
            frame.astype(str)
            for frame in pd.read_excel(engine="calamine", io=root / "outbox" / "台账.xlsx", sheet_name=None).values()
        ]
    )
    assert not phones.apply(lambda column: column.str.contains("82071234", na=False)).any().any()

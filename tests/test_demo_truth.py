"""The sample office knows what every clerk sent; the ledger and the bulletins must say the same."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import docx
import pandas as pd
import pytest

from pipeline import stages
from pipeline.config import load_settings
from pipeline.demo.clerks import Return
from pipeline.demo.office import SampleOffice, corrected_cells, write_office
from pipeline.outputs.docx.filling import SHIPPED
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind, Status

UNTIL = Period(2022, 6)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> SampleOffice:
    made = write_office(tmp_path_factory.mktemp("office") / "样例", seed=7, until=UNTIL)
    stages.run_deadline(stages.Walk(load_settings(made.root), made.today, lambda _, items, __: items), UNTIL)
    return made


@pytest.fixture(scope="module")
def sheets(office: SampleOffice) -> dict[str, pd.DataFrame]:
    read = pd.read_excel(
        engine="calamine", io=office.root / "outbox" / "台账.xlsx", sheet_name=None, dtype=object, keep_default_na=False
    )
    return {str(name): frame for name, frame in read.items()}


def _by_return(sheets: dict[str, pd.DataFrame]) -> dict[tuple[str, str], dict[Any, Any]]:
    return {(row["期间"], row["单位"]): row for row in sheets["报送情况"].to_dict("records")}


def _final_cells(one: Return) -> list[tuple[str, ...]]:
    return corrected_cells(one) if one.corrected and not one.is_damaged else [answer.cells for answer in one.answers]


def test_sample_holds_every_kind_of_clerk(office: SampleOffice) -> None:
    """Otherwise the comparisons below would prove nothing."""
    statuses = Counter(one.status(office.today) for one in office.returns)
    assert {Status.ON_TIME, Status.LATE, Status.MISSING} <= set(statuses)
    assert any(one.lacking for one in office.returns)
    assert any(one.corrected for one in office.returns) and any(one.sent_again for one in office.returns)
    assert {one.is_typed_by_hand for one in office.returns} == {True, False}


def test_the_sample_has_the_templates_of_every_bulletin(office: SampleOffice) -> None:
    """What a user edits lies where the office's own lie."""
    lying = {path.name: path.read_bytes() for path in (office.root / "master" / "模板").glob("*.docx")}
    assert lying == {path.name: path.read_bytes() for path in SHIPPED.glob("*.docx")} != {}


def test_states_dates_and_gaps_equal_the_truth(office: SampleOffice, sheets: dict[str, pd.DataFrame]) -> None:
    """R3, R6–R8: who is on time, late, missing or incomplete, and by how much."""
    told = _by_return(sheets)
    for one in office.returns:
        row = told[(str(one.period), one.unit)]
        where = f"{one.unit} {one.period}"
        assert row["状态"] == one.status(office.today), where
        if one.status(office.today) in (Status.ON_TIME, Status.LATE):
            assert one.received is not None
            assert pd.Timestamp(row["收到日期"]).date() == one.received, where
            assert row["缺漏事项"] == "、".join(one.lacking), where
            assert row["已报事项数"] == len(one.answers), where
            assert (row["书面材料"] == "已报") is one.has_material, where


def test_nobody_is_named_missing_who_sent_something(office: SampleOffice, sheets: dict[str, pd.DataFrame]) -> None:
    sent = {(str(one.period), one.unit) for one in office.returns if one.received and one.received <= office.today}
    missing = sheets["报送情况"][sheets["报送情况"]["状态"] == "未报"]
    assert sent.isdisjoint(zip(missing["期间"], missing["单位"], strict=True))


def test_every_written_cell_comes_back_under_its_task(office: SampleOffice, sheets: dict[str, pd.DataFrame]) -> None:
    """R10–R13: no word lost, none under another task, file, sheet and row with each."""
    rows = sheets["填报明细"]
    in_force = rows[rows["采用"] == "是"]
    read = {(r["期间"], r["单位"], r["事项编号"]): r for r in in_force.to_dict("records")}
    written = 0
    for one in office.returns:
        if one.status(office.today) not in (Status.ON_TIME, Status.LATE):
            continue
        for answer, cells in zip(one.answers, _final_cells(one), strict=True):
            row = read[(str(one.period), one.unit, answer.task.task_id)]
            columns = ["一季度目标", "二季度目标", "三季度目标", "四季度目标"]
            if one.form is FormKind.PROGRESS:
                columns = ["季度计划完成目标", "完成情况", "存在问题", "下一步计划", "是否完成原文"]
            assert [row[c] for c in columns] == list(cells[: len(columns)])
            assert row["来源文件"].endswith(".xlsx") and row["工作表"] and row["行号"] > 1
            written += 1
    assert written == len(in_force)


def test_corrections_replace_and_copies_count_once(office: SampleOffice, sheets: dict[str, pd.DataFrame]) -> None:
    """R12."""
    corrected = [
        one for one in office.returns if one.corrected and one.corrected <= office.today and not one.is_damaged
    ]
    replaced = sheets["填报明细"][sheets["填报明细"]["采用"] == "被替代"]
    assert len(replaced) == sum(len(one.answers) for one in corrected)
    copies = sheets["收文清单"][sheets["收文清单"]["识别为"] == "重复"]
    assert len(copies) == sum(1 for one in office.returns if one.sent_again and one.sent_again <= office.today)


def test_reminder_list_names_exactly_those_at_fault(office: SampleOffice) -> None:
    told = pd.read_excel(
        engine="calamine",
        io=office.root / "outbox" / "催办" / str(UNTIL) / "催办汇总.xlsx",
        sheet_name="催办汇总",
        header=None,
        dtype=str,
    )
    cells = {value for value in told.to_numpy().ravel() if isinstance(value, str)}
    last = [one for one in office.returns if one.period == UNTIL]
    at_fault = {one.unit for one in last if one.status(office.today) in (Status.MISSING, Status.LATE) or one.lacking}
    faultless = {
        one.unit for one in last if one.received and one.received <= one.due and not one.lacking and one.has_material
    }
    assert at_fault <= cells
    assert faultless.isdisjoint(cells)


def _document_text(path: Path) -> str:
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_monthly_bulletin_shows_the_22_in_the_units_words(office: SampleOffice) -> None:
    [path] = (office.root / "outbox" / "通报" / str(UNTIL)).glob("为民办实事*.docx")
    text = _document_text(path)
    assert "为民办实事22件" in text
    for one in office.returns:
        if one.period != UNTIL or one.status(office.today) not in (Status.ON_TIME, Status.LATE):
            continue
        for answer, cells in zip(one.answers, _final_cells(one), strict=True):
            if answer.task.task_id.startswith("实事"):
                assert cells[1] in text, answer.task.task_id


def test_delivery_bulletin_counts_equal_the_truth(office: SampleOffice) -> None:
    [path] = (office.root / "outbox" / "通报" / str(UNTIL)).glob("6月报送情况通报.docx")
    text = _document_text(path)
    statuses = Counter(one.status(office.today) for one in office.returns if one.period == UNTIL)
    assert f"应报{sum(statuses.values())}家" in text
    for status, word in ((Status.ON_TIME, "按时报送"), (Status.LATE, "迟报"), (Status.MISSING, "未报")):
        if statuses[status]:
            assert f"{word}{statuses[status]}家" in text
    for one in office.returns:
        if one.period == UNTIL and one.status(office.today) is Status.MISSING:
            assert one.unit in text


def test_quarterly_bulletin_covers_all_109(office: SampleOffice) -> None:
    [path] = (office.root / "outbox" / "通报" / "2022年二季度").glob("*（附表）.docx")
    text = _document_text(path)
    tasks = pd.read_excel(engine="calamine", io=office.root / "outbox" / "台账.xlsx", sheet_name="事项台账", dtype=str)
    assert len(tasks) == 109
    assert all(task in text for task in tasks["重点任务"])

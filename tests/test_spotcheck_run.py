"""run.py spotcheck from draw to result: files, pending rows, results that win, and what people have done stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pandas as pd
import pytest
from small_office import SIX_UNITS, write_small_office

from pipeline import stages
from pipeline.config import load_settings
from pipeline.stages import RunOutcome, Walk
from pipeline.vocabulary.periods import Period

APRIL = Period(2022, 4)


@pytest.fixture
def walk(tmp_path: Path) -> Walk:
    office = write_small_office(tmp_path / "样例", SIX_UNITS, APRIL)
    return Walk(load_settings(office.root), office.today, lambda _, items, __: items)


def pending(walk: Walk) -> pd.DataFrame:
    book = walk.settings.master / "人工认定.xlsx"
    return pd.read_excel(book, sheet_name="抽查结果", engine="calamine", dtype=object, keep_default_na=False)


def names(outcome: RunOutcome) -> list[str]:
    return [path.name for path in outcome.written]


def enter(walk: Walk, verdict: str, row: int = 2) -> tuple[str, str]:
    """A person enters ``verdict`` in the row; returns its task and unit."""
    path = walk.settings.master / "人工认定.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["抽查结果"]
    labels = {cell.value: cell.column for cell in sheet[1]}
    for label, value in (
        ("核查结果", verdict),
        ("核查人", "王敏"),
        ("核查日期", date(2022, 5, 12)),
        ("说明", "现场未见开工"),
    ):
        sheet.cell(row, labels[label], value)
    book.save(path)
    return str(sheet.cell(row, labels["事项编号"]).value), str(sheet.cell(row, labels["单位"]).value)


def test_a_draw_leaves_a_list_a_form_each_and_rows_that_wait(walk: Walk) -> None:
    outcome = stages.run_spotcheck(walk, None, 7, 5)
    assert names(outcome)[0] == "抽查清单.xlsx"
    assert len(names(outcome)) == 6
    assert all("2022-04/种子7" in path.as_posix() for path in outcome.written)
    rows = pending(walk)
    assert len(rows) == 5
    assert set(rows["期间"]) == {"2022-04"} and not rows["核查结果"].any() and rows["自报"].all()
    text = "\n".join(
        cell.text for table in docx.Document(str(outcome.written[1])).tables for row in table.rows for cell in row.cells
    )
    assert all(word in text for word in ("查阅资料", "电话核实", "现场查看", "不属实", rows["单位"][0]))


def test_the_claim_and_its_source_stand_on_the_form(walk: Walk) -> None:
    outcome = stages.run_spotcheck(walk, APRIL, 7, 5)
    read = pd.read_excel(outcome.written[0], header=2, engine="calamine", dtype=object, keep_default_na=False)
    for place, row in enumerate(read.head(5).to_dict("records")):
        document = docx.Document(str(outcome.written[place + 1]))
        text = "\n".join(cell.text for table in document.tables for line in table.rows for cell in line.cells)
        assert row["自报完成情况"] in text and row["来源"] in text
        assert any(row["编号"] in paragraph.text for paragraph in document.paragraphs)


def test_the_same_seed_gives_the_same_files_also_after_a_result_has_come(walk: Walk) -> None:
    first = {path: path.read_bytes() for path in stages.run_spotcheck(walk, None, 7, 5).written}
    assert {path: path.read_bytes() for path in stages.run_spotcheck(walk, None, 7, 5).written} == first
    enter(walk, "属实")
    again = stages.run_spotcheck(walk, None, 7, 5).written
    assert [path.name for path in again] == [path.name for path in first]


def test_a_second_draw_leaves_the_first_waiting_and_keeps_within_the_month(walk: Walk) -> None:
    limits = walk.settings.spotcheck.model_copy(update={"per_month": 7})
    walk = replace(walk, settings=walk.settings.model_copy(update={"spotcheck": limits}))
    stages.run_spotcheck(walk, None, 7, 5)
    stages.run_spotcheck(walk, None, 8, 5)
    rows = pending(walk)
    assert len(rows) == 7
    assert not rows.duplicated(["事项编号", "单位"]).any()
    stages.run_weekly(walk)
    assert len(pending(walk)) == 7


def test_a_result_stands_beside_the_report_and_wins(walk: Walk) -> None:
    stages.run_spotcheck(walk, None, 7, 5)
    task_id, unit = enter(walk, "不属实")
    ledger = stages.run_weekly(walk).ledger
    months = ledger.duty_months
    row = months[
        (months["task_id"] == task_id) & (months["unit"] == unit) & (months["period"] == Period(2022, 4))
    ].iloc[0]
    assert (row["check_verdict"], row["light"]) == ("不属实", "黄")
    assert "现场未见开工" in row["check_note"]
    shares = pd.read_excel(
        stages.run_spotcheck(walk, None, 9, 2).written[0], sheet_name="抽查结果统计", engine="calamine"
    )
    told = shares.to_dict("records")[0]
    assert [told[label] for label in ("单位", "已核查", "不属实", "不实比例")] == [unit, 1, 1, 1]


def test_a_form_that_a_person_filled_in_is_kept(walk: Walk) -> None:
    form = stages.run_spotcheck(walk, None, 7, 3).written[1]
    document = docx.Document(str(form))
    document.paragraphs[0].text = "已填写"
    document.save(str(form))
    filled = form.read_bytes()
    outcome = stages.run_spotcheck(walk, None, 7, 3)
    assert form.read_bytes() == filled
    assert outcome.kept == ()  # nothing new was drawn: there is nothing to tell
    assert not form.with_name(f"{form.stem}（新稿）.docx").exists()

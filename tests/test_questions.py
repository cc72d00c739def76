"""What the reader cannot decide is asked precisely and once: answered in 人工认定.xlsx it is never asked again."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from corpus.cases import make_form
from corpus.forms import Case
from frames import only

from pipeline import stages
from pipeline.config import load_settings
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Status

PROJECT = Path(__file__).resolve().parents[1]
JUNE = Period(2022, 6)
TODAY = date(2022, 7, 11)
# (unit, mess, what a person answers to each kind of question)
OPEN = (
    ("区住房城乡建设局", "two_meanings_老旧小区改造", {"事项": "任务63"}),
    ("区司法局", "unit_against_file_name", {"单位": "区司法局"}),
    ("区民政局", "month_against_file_name", {"期间": "2022-06"}),
    ("区科技局", "month_by_day_in_mid_month", {"期间": "2022-06"}),
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An office with one return for each thing that a clerk could not decide."""
    shutil.copy(PROJECT / "config.toml", tmp_path)
    shutil.copytree(PROJECT / "master", tmp_path / "master")
    for number, (unit, mess, _) in enumerate(OPEN):
        _put(tmp_path / "inbox" / "2022-07-06" / str(number), make_form(unit, mess=(mess,), period=JUNE))
    return tmp_path


def _put(folder: Path, case: Case) -> None:
    path = folder / case.source
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(case.content)


def _run(root: Path) -> stages.RunOutcome:
    return stages.run_weekly(stages.Walk(load_settings(root), TODAY, lambda _, items, __: items))


def _questions(root: Path) -> pd.DataFrame:
    book = root / "master" / "人工认定.xlsx"
    return pd.read_excel(io=book, sheet_name="匹配认定", dtype=object, keep_default_na=False, engine="calamine")


def _answer(root: Path, answers: dict[str, dict[str, str]]) -> None:
    """Every open question filled in as a person does it in Excel; ``answers`` by the number of the return's folder."""
    path = root / "master" / "人工认定.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["匹配认定"]
    column = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        source = sheet.cell(row, column["来源文件"]).value
        if source and not sheet.cell(row, column["认定结果"]).value:
            number = str(source).split("/")[1]
            sheet.cell(row, column["认定结果"]).value = answers[number][str(sheet.cell(row, column["类型"]).value)]
            sheet.cell(row, column["认定人"]).value = "督查室"
    book.save(path)


def test_every_question_answered_once_is_never_asked_again(root: Path) -> None:
    first = _run(root)
    asked = _questions(root)
    assert {source.split("/")[1] for source in asked["来源文件"]} == {str(number) for number in range(len(OPEN))}
    assert asked["编号"].is_unique and (asked["认定结果"] == "").all()
    [candidates] = asked.loc[asked["类型"] == "事项", "候选"]
    assert "任务63" in candidates and "实事10" in candidates
    waiting = first.ledger.returns[first.ledger.returns["status"] == "待认定"]
    assert {"区司法局", "区民政局", "区科技局"} <= set(waiting["unit"])

    _answer(root, {str(number): answers for number, (_, _, answers) in enumerate(OPEN)})
    second = _run(root)
    for unit, _, _ in OPEN:
        row = only(second.ledger.returns, period=Period(2022, 6), unit=unit)
        assert row["status"] in (Status.ON_TIME, Status.LATE), unit
    assert (_questions(root)["认定结果"] != "").all()
    assert not (second.ledger.records["adoption"] == "待认定").any()

    before = (root / "master" / "人工认定.xlsx").read_bytes()
    third = _run(root)
    assert (root / "master" / "人工认定.xlsx").read_bytes() == before
    pd.testing.assert_frame_equal(third.ledger.records, second.ledger.records)


def test_the_same_writing_in_the_next_month_is_not_asked_about_but_a_changed_file_is(root: Path) -> None:
    _run(root)
    _answer(root, {str(number): answers for number, (_, _, answers) in enumerate(OPEN)})
    unit, mess, _ = OPEN[0]
    _put(root / "inbox" / "2022-07-08" / "again", make_form(unit, mess=(mess,), period=JUNE, seed=5))
    unit, mess, _ = OPEN[2]
    _put(root / "inbox" / "2022-07-08" / "changed", make_form(unit, mess=(mess,), period=JUNE, seed=5))
    _run(root)
    asked = _questions(root)
    still_open = asked[asked["认定结果"] == ""]
    assert [source.split("/")[1] for source in still_open["来源文件"]] == ["changed"]
    assert list(still_open["类型"]) == ["期间"]


def test_a_workbook_that_names_no_known_task_is_told_and_changes_nothing(root: Path) -> None:
    _run(root)
    _answer(root, {str(number): {"事项": "任务99", "单位": "某局", "期间": "去年"} for number in range(len(OPEN))})
    outcome = _run(root)
    told = outcome.ledger.findings[outcome.ledger.findings["category"] == "人工认定填写有误"]
    assert len(told) >= len(OPEN)
    assert (_questions(root)["认定结果"] != "").all()
    assert (outcome.ledger.records["adoption"] == "待认定").any()

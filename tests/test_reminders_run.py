"""The run after a deadline in a small office: letters, counts, files taken out, decisions, replays."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from frames import only
from openpyxl import load_workbook
from small_office import THREE_UNITS, write_small_office

from pipeline.config import load_settings
from pipeline.keeping.register import open_register
from pipeline.stages import RunOutcome, Walk, run_deadline, run_early_reminder, run_weekly
from pipeline.vocabulary.errors import PipelineError, StateError
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Status

MARCH = Period(2022, 3)
APRIL_13, APRIL_20 = date(2022, 4, 13), date(2022, 4, 20)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("催办") / "样例"
    write_small_office(root, THREE_UNITS, MARCH)
    return root


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    """The office before its first run; one unit has not sent March, its file is not in the inbox."""
    shutil.copytree(made, tmp_path / "样例")
    return tmp_path / "样例"


def walk(root: Path, day: date) -> Walk:
    return Walk(load_settings(root), day, lambda _, items, __: items)


def march_forms(root: Path, unit: str) -> list[Path]:
    return [path for path in (root / "inbox").rglob("*03月*.xlsx") if path.parent.name == unit]


def row_of(outcome: RunOutcome, unit: str, period: Period = MARCH) -> dict[Any, Any]:
    returns = outcome.ledger.returns
    return only(returns, unit=unit, period=period)


def units_of(outcome: RunOutcome, status: Status) -> list[str]:
    returns = outcome.ledger.returns
    return list(returns[(returns["period"] == MARCH) & (returns["status"] == status)]["unit"])


def letters(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / "outbox" / "催办" / "2022-03").glob("*.docx")}


def a_unit_on_time(root: Path) -> str:
    outcome = run_weekly(walk(root, APRIL_13))
    return units_of(outcome, Status.ON_TIME)[0]


def test_a_missing_unit_gets_a_letter_again_and_again_the_same_on_one_day(root: Path) -> None:
    unit = sorted({path.parent.name for path in (root / "inbox").rglob("*03月*.xlsx")})[0]
    for path in march_forms(root, unit):
        path.unlink()
    run_deadline(walk(root, APRIL_13), MARCH)
    first = letters(root)
    assert f"{unit}催办函.docx" in first
    shutil.rmtree(root / "outbox")
    run_deadline(walk(root, APRIL_13), MARCH)
    assert letters(root) == first
    run_deadline(walk(root, APRIL_20), MARCH)
    assert letters(root) != first
    with open_register(root / "archive") as register:
        stages = [one.stage for one in register.reminders() if (one.unit, one.period) == (unit, "2022-03")]
    assert stages == [1, 2]


def test_the_list_of_letters_is_what_lies_in_the_folder(root: Path) -> None:
    """Whoever sends them out ticks them off; the count at the head of 催办汇总 is the same."""
    for path in (root / "inbox").rglob("*03月*.xlsx"):
        path.unlink()
    run_deadline(walk(root, APRIL_13), MARCH)
    book = load_workbook(root / "outbox" / "催办" / "2022-03" / "催办汇总.xlsx")
    rows = list(book["催办函"].iter_rows(min_row=2, values_only=True))
    assert {row[7] for row in rows} == set(letters(root)) and len(rows) == 3
    assert all("附件4" in str(row[2]) and row[4] == "提醒" for row in rows)
    head = "".join(str(row[0].value) for row in book["催办汇总"].iter_rows(max_row=6))
    assert "催办函3份" in head and "未报3家" in head


def namings(root: Path) -> dict[tuple[object, ...], object]:
    """点名确认: (期间, 单位, 事由) → 确认."""
    sheet = load_workbook(root / "master" / "人工认定.xlsx")["点名确认"]
    return {row[:3]: row[4] for row in sheet.iter_rows(min_row=2, values_only=True) if row[1]}


def test_who_would_be_named_waits_for_a_person_whichever_run_comes_next(root: Path) -> None:
    """R21: the row of the deadline's run is still there after the weekly one, and gone once the unit has reported."""
    unit = sorted({path.parent.name for path in (root / "inbox").rglob("*03月*.xlsx")})[0]
    forms = {path: path.read_bytes() for path in march_forms(root, unit)}
    for path in forms:
        path.unlink()
    asked = ("2022-03", unit, "3月未报")
    run_deadline(walk(root, APRIL_13), MARCH)
    assert namings(root)[asked] is None
    run_weekly(walk(root, APRIL_20))
    assert namings(root)[asked] is None
    for path, content in forms.items():
        path.write_bytes(content)
    run_weekly(walk(root, APRIL_20))
    assert asked not in namings(root)


def test_a_file_taken_out_after_a_run_leaves_nobody_missing(root: Path) -> None:
    """R25: the run says 已撤走, asks nobody, and the letter does not ask for it."""
    unit = a_unit_on_time(root)
    taken = march_forms(root, unit)
    for path in taken:
        path.unlink()
    outcome = run_deadline(walk(root, APRIL_13), MARCH)
    assert row_of(outcome, unit)["status"] == Status.ON_TIME
    receipts = outcome.ledger.receipts
    gone = receipts[receipts["outcome"] == "已撤走"]
    assert set(gone["source"]) == {path.relative_to(root / "inbox").as_posix() for path in taken}
    asked = load_workbook(root / "master" / "人工认定.xlsx")["匹配认定"]
    assert not set(gone["source"]) & {row[2] for row in asked.iter_rows(min_row=2, values_only=True)}
    with open_register(root / "archive") as register:
        assert (unit, "2022-03") not in {(one.unit, one.period) for one in register.reminders()}


def test_a_file_saved_again_keeps_its_first_day(root: Path) -> None:
    """R12: a clerk opens the form in Excel and saves it; outside dated folders only the register knows when it came."""
    unit = a_unit_on_time(root)
    [form, *_] = march_forms(root, unit)
    moved = root / "inbox" / form.name
    form.rename(moved)
    before = row_of(run_weekly(walk(root, APRIL_13)), unit)
    book = load_workbook(moved)
    book.save(moved)
    after = row_of(run_weekly(walk(root, APRIL_20)), unit)
    assert (after["status"], after["received_date"]) == (before["status"], before["received_date"])


def test_a_clock_set_back_is_noticed(root: Path) -> None:
    assert not any("2022-04-20" in warning for warning in run_weekly(walk(root, APRIL_20)).ledger.warnings)
    with pytest.raises(StateError, match="--confirmed"):
        run_weekly(walk(root, APRIL_13))
    meant = replace(walk(root, APRIL_13), is_confirmed=True)
    replay = run_weekly(meant)
    assert any("2022-04-13" in warning and "2022-04-20" in warning for warning in replay.ledger.warnings)
    assert replay.ledger.warnings == run_weekly(meant).ledger.warnings
    assert run_weekly(walk(root, APRIL_20)).ledger.warnings != replay.ledger.warnings


def test_reminders_before_the_date(root: Path) -> None:
    """April is due on 10 May: on 6 May two working days are left (7 May is made up for)."""
    too_early = run_early_reminder(walk(root, date(2022, 4, 20)), Period(2022, 4), 3)
    assert too_early.written == () and too_early.notes
    early = run_early_reminder(walk(root, date(2022, 5, 6)), Period(2022, 4), 3)
    folder = root / "outbox" / "催办" / "2022-04" / "提前提醒"
    assert len(list(folder.glob("*报送提醒.docx"))) == 3
    assert early.notes
    with pytest.raises(PipelineError):
        run_early_reminder(walk(root, date(2022, 5, 11)), Period(2022, 4), 3)


def test_a_decision_survives_the_loss_of_outbox(root: Path) -> None:
    """Run, decide, run, delete outbox/, run: an extension stands, and its letter is not written."""
    unit = sorted({path.parent.name for path in (root / "inbox").rglob("*03月*.xlsx")})[0]
    for path in march_forms(root, unit):
        path.unlink()
    assert row_of(run_deadline(walk(root, APRIL_13), MARCH), unit)["status"] == Status.MISSING
    book = load_workbook(root / "master" / "人工认定.xlsx")
    book["延期批准"].append([unit, "落实", "2022-03", date(2022, 4, 30), "汛期", "张三", APRIL_13])
    book.save(root / "master" / "人工认定.xlsx")
    for _ in range(2):
        outcome = run_deadline(walk(root, APRIL_20), MARCH)
        row = row_of(outcome, unit)
        assert (row["status"], row["extended_to"]) == (Status.EXTENDED, date(2022, 4, 30))
        assert row["due_date"] == date(2022, 4, 8), "the original date is kept"
        shutil.rmtree(root / "outbox")


def test_a_unit_that_changes_its_name_stays_one_unit(root: Path) -> None:
    """The old name keeps matching; what is written after the change says the new one, and the count goes on."""
    unit = sorted({path.parent.name for path in (root / "inbox").rglob("*03月*.xlsx")})[0]
    for path in march_forms(root, unit):
        path.unlink()
    path = root / "master" / "单位名录.xlsx"
    book = load_workbook(path)
    sheet = book["单位"]
    columns = sheet.max_column
    [header] = [row for row in range(1, 6) if sheet.cell(row, 1).value == "单位"]
    sheet.cell(header, columns + 1).value, sheet.cell(header, columns + 2).value = "停用日期", "新名称"
    [number] = [row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 1).value == unit]
    sheet.cell(number, columns + 1).value, sheet.cell(number, columns + 2).value = date(2022, 4, 15), "区新名局"
    book.save(path)
    before = run_deadline(walk(root, APRIL_13), MARCH)
    assert f"{unit}催办函.docx" in letters(root)
    after = run_deadline(walk(root, APRIL_20), MARCH)
    assert row_of(before, unit)["status"] == row_of(after, "区新名局")["status"] == Status.MISSING
    assert row_of(after, "区新名局", Period(2022))["sources"], "the plan came under the old name"
    assert unit not in set(after.ledger.returns["unit"])
    assert "区新名局催办函.docx" in letters(root) and f"{unit}催办函.docx" not in letters(root)
    with open_register(root / "archive") as register:
        assert [one.stage for one in register.reminders() if one.unit == "区新名局"] == [2]

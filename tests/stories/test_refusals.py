"""Stories of a run that would make everybody 未报 by a slip of the office's own: it is refused, and nothing has changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from stories.office import UNITS, Office, told_once


def all_in_march(root: Path) -> Office:
    """Every unit has sent its plan and March; the run of 11 April has seen it."""
    office = Office(root)
    office.send_all()
    office.send_all(3)
    office.run("04-11")
    return office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return told_once(all_in_march, tmp_path / "区")


def refused(office: Office, day: str, *verb: str) -> str:
    """Exit code 2, and every file as it was; returns what the run said."""
    before = {path: path.read_bytes() for path in office.root.rglob("*") if path.is_file()}
    done = office.run(day, *verb, code=2)
    assert {path: path.read_bytes() for path in office.root.rglob("*") if path.is_file()} == before
    return done.stderr


def test_the_year_changed_and_the_plans_date_forgotten(office: Office) -> None:
    config = office.root / "config.toml"
    config.write_text(config.read_text(encoding="utf-8").replace("year = 2022", "year = 2023"), encoding="utf-8")
    told = refused(office, "2023-01-16", "deadline", "plan")
    assert "2023" in told
    assert "2022-03-24" in told


def test_the_computers_clock_set_back_by_a_month(office: Office) -> None:
    assert "2022-04-11" in refused(office, "03-11")


def test_archive_left_behind_when_the_office_moved_to_another_computer(office: Office) -> None:
    """The run would begin anew: what was taken out of the inbox is forgotten, what was issued is drafted again."""
    shutil.rmtree(office.root / "archive")
    told = refused(office, "04-18")
    assert "--confirmed" in told
    assert not (office.root / "archive").exists()
    office.run("04-18", "--confirmed")
    assert {office.state(unit, "2022-03") for unit in UNITS} == {"按时"}


def test_a_slip_in_the_name_of_archive(office: Office) -> None:
    config = office.root / "config.toml"
    config.write_text(config.read_text(encoding="utf-8") + '\n[folders]\narchive = "归挡"\n', encoding="utf-8")
    assert "归挡" in refused(office, "04-18")


def test_the_table_of_tasks_of_another_year(office: Office) -> None:
    path = office.root / "master" / "责任分解表.xlsx"
    book = load_workbook(path, rich_text=True)
    for sheet in book:
        sheet.insert_rows(1)
        sheet["A1"] = "2023年年度工作任务责任分解立项表"
    book.save(path)
    assert "A1" in refused(office, "04-18")

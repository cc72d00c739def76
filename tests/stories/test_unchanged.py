"""A run that finds nothing changed says so and ends; whatever has changed is read, judged and written as if nothing were kept."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from unittest.mock import patch

import pytest
from openpyxl import load_workbook

from stories.office import Office, WholeOffice, told_once

NOTHING = "没有变化"


def ran(root: Path) -> Office:
    made = Office(root)
    made.send_all()
    made.send_all(3, but=["区民政局"])
    made.run("04-11")
    return made


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Plans and March are in, the weekly run of 11 April is over."""
    return told_once(ran, tmp_path / "区")


def test_nothing_new_ends_at_once(office: Office) -> None:
    """Nothing is touched, and the last line says where to look."""
    before = {path: path.stat().st_mtime_ns for path in office.root.rglob("*") if path.is_file()}
    with patch("pipeline.stages.run_weekly", side_effect=AssertionError):
        told = office.run("04-11").stdout
    assert NOTHING in told
    assert "首页.html" in told
    assert {path: path.stat().st_mtime_ns for path in office.root.rglob("*") if path.is_file()} == before


def _edit_config(office: Office) -> None:
    path = office.root / "config.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n[reminders]\n", encoding="utf-8")


def _same_size(office: Office) -> None:
    """Other words of the same length, with the times of the old ones."""
    file = next((office.root / "inbox").rglob("*区水务局.xlsx"))
    content, status = file.read_bytes(), file.stat()
    file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


CHANGES: dict[str, Callable[[Office], object]] = {
    "a file comes": lambda office: office.send_month("区民政局", 3, "2022-04-08/附件4-区民政局.xlsx"),
    "a file goes": lambda office: next((office.root / "inbox").rglob("*区水务局.xlsx")).unlink(),
    "a file is another": _same_size,
    "a file is moved": lambda office: shutil.move(
        office.root / "inbox" / "2022-04-05", office.root / "inbox" / "2022-04-06"
    ),
    "a person enters something": lambda office: office.enter(
        "延期批准", 单位="区民政局", 表种="落实", 期间="2022-03", 延期至=date(2022, 4, 20)
    ),
    "the master table is another": lambda office: office.confirm_group("泺源街道办事处"),
    "the settings are others": _edit_config,
    "an output is gone": lambda office: (office.root / "outbox" / "台账.xlsx").unlink(),
    "the outbox is gone": lambda office: shutil.rmtree(office.root / "outbox"),
    "an output is edited": lambda office: (office.root / "outbox" / "通讯录.xlsx").write_bytes(b"x"),
    "the register is another": lambda office: shutil.rmtree(office.root / "archive" / "原件"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_changes_is_run(office: Office, change: Callable[[Office], object]) -> None:
    """On the same day."""
    change(office)
    assert NOTHING not in office.run("04-11").stdout


def test_another_day_is_another_run(office: Office) -> None:
    """What is due and what is late follow from the day."""
    assert NOTHING not in office.run("04-12").stdout


def test_what_was_asked_for_is_run(office: Office) -> None:
    """--confirmed says: run all the same."""
    assert NOTHING not in office.run("04-11", "--confirmed").stdout


def test_a_run_that_had_to_leave_something_runs_again(office: Office) -> None:
    """人工认定.xlsx was open: what waits is written as soon as it is closed."""
    lock = office.book.with_name(f"~${office.book.name}")
    lock.write_bytes(b"")
    office.send_month("区民政局", 3, "2022-04-08/附件4-区民政局.xlsx")
    office.run("04-11")
    assert NOTHING not in office.run("04-11").stdout


def test_the_cache_changes_nothing(tmp_path: Path) -> None:
    """Two offices live the same weeks, one without what earlier runs kept: byte for byte they look the same."""
    made = WholeOffice(tmp_path / "记得" / "区")
    made.send_all()
    made.send_all(3, but=["区民政局"])
    made.run("04-11")
    other = made.copy(tmp_path / "忘了" / "区")
    for office in (made, other):
        office.enter("延期批准", 单位="区民政局", 表种="落实", 期间="2022-03", 延期至=date(2022, 4, 20))
        office.send_month("区民政局", 3, "2022-04-13/附件4-区民政局.xlsx")
        office.send_month("区水务局", 3, "2022-04-14/更正-附件4-区水务局.xlsx", 任务4="3月累计完成160户")
    shutil.rmtree(other.root / "archive" / "缓存")
    for day in (date(2022, 4, 18), date(2022, 5, 16)):
        shutil.rmtree(other.root / "archive" / "缓存", ignore_errors=True)
        told = [office.run(str(day)).stdout.replace(str(office.root), "") for office in (made, other)]
        assert told[0] == told[1]
    assert _content(made) == _content(other)


def _content(office: Office) -> dict[str, bytes]:
    folders = (office.root / "outbox", office.root / "archive" / "台账", office.root / "archive" / "通报")
    return {
        path.relative_to(office.root).as_posix(): path.read_bytes()
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_reading_is_another_where_what_it_rests_on_is(office: Office) -> None:
    """A unit gets an alias, an answer is given, a day is entered: what was read before is read again by that light."""
    office.send_month("区民政局", 3, "2022-04-08/附件4.xlsx")
    file = office.root / "inbox" / "2022-04-08" / "附件4.xlsx"
    file.write_bytes(_under_another_name(file.read_bytes(), "区民政局", "区福利署"))
    office.run("04-12")
    assert office.state("区民政局", "2022-03") == "待认定"
    (question,) = [row for row in office.entries("匹配认定") if "附件4.xlsx" in str(row["来源文件"])]
    office.fill("匹配认定", {"编号": question["编号"]}, 认定结果="区民政局", 认定人="张三")
    office.run("04-13")
    assert office.state("区民政局", "2022-03") == "按时"
    office.fill("匹配认定", {"编号": question["编号"]}, 认定结果="不采用")
    office.run("04-14")
    assert office.state("区民政局", "2022-03") != "按时"


def _under_another_name(content: bytes, unit: str, name: str) -> bytes:
    book = load_workbook(BytesIO(content))
    for row in book.active.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.value = cell.value.replace(unit, name)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()

"""What stops a run is told in a line and exit code 2; the traceback is in the log, and the last good ledger is left."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import run
from small_office import THREE_UNITS, write_small_office

from pipeline.keeping import files
from pipeline.stages import weekly
from pipeline.vocabulary.periods import Period

DAY, NEXT = "2022-04-11", "2022-04-18"


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("停") / "样例"
    write_small_office(root, THREE_UNITS, Period(2022, 3))
    assert run("--root", root, "--today", DAY).returncode == 0
    return root


@pytest.fixture
def office(used: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(used, tmp_path / "样例"))


def failing(number: int) -> Callable[..., object]:
    def fail(path: object, *_: object) -> object:
        raise OSError(number, os.strerror(number), str(path))

    return fail


@pytest.mark.parametrize(
    ("number", "told"),
    [
        pytest.param(errno.ENOSPC, "磁盘已满", id="full"),
        pytest.param(errno.EROFS, "磁盘是只读的", id="read-only"),
        pytest.param(errno.EDQUOT, "磁盘配额已用完", id="quota"),
        pytest.param(errno.EFBIG, "文件太大", id="too large"),
    ],
)
def test_a_disk_that_refuses_stops_the_run_in_a_line(
    office: Path, monkeypatch: pytest.MonkeyPatch, number: int, told: str
) -> None:
    before = (office / "outbox" / "台账.xlsx").read_bytes()
    (office / "inbox" / "新来.txt").write_text("区财政局")
    monkeypatch.setattr(files, "_sync", failing(number))
    done = run("--root", office, "--today", NEXT)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert told in done.stderr
    assert (office / "outbox" / "台账.xlsx").read_bytes() == before
    monkeypatch.undo()
    assert run("--root", office, "--today", NEXT).returncode == 0


def test_a_fault_of_ours_is_in_the_log_and_not_on_the_screen(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weekly, "draft_due", lambda *_: 1 / 0)
    done = run("--root", office, "--today", NEXT)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "ZeroDivisionError" in done.stderr and "Traceback" not in done.stderr
    assert "Traceback" in (office / "archive" / "日志" / "运行.log").read_text(encoding="utf-8")


def test_a_run_without_a_fault_makes_no_log(used: Path) -> None:
    assert not (used / "archive" / "日志").exists()


def test_an_archive_that_is_a_file_is_named(office: Path) -> None:
    shutil.rmtree(office / "archive")
    (office / "archive").write_text("占位")
    done = run("--root", office, "--today", NEXT, "--confirmed")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "archive" in done.stderr

"""One run at a time in a project folder (exit code 3)."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from pipeline.keeping import lock
from pipeline.keeping.lock import NAME, locked
from pipeline.vocabulary.errors import BusyError


def test_a_second_run_in_the_same_folder_is_refused_at_once(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(BusyError), locked(tmp_path / "x" / ".."):
        pytest.fail("two runs at once")


def test_two_offices_can_run_at_once(tmp_path: Path) -> None:
    (tmp_path / "甲").mkdir()
    (tmp_path / "乙").mkdir()
    entered = []
    with locked(tmp_path / "甲"), locked(tmp_path / "乙"):
        entered.append("both")
    assert entered == ["both"]


def test_a_run_that_failed_does_not_block_the_next(tmp_path: Path) -> None:
    entered = []
    with pytest.raises(OSError), locked(tmp_path):
        raise OSError("disk full")
    with locked(tmp_path):
        entered.append("again")
    assert entered == ["again"]


def test_the_project_folder_is_clean_afterwards(tmp_path: Path) -> None:
    with locked(tmp_path):
        assert [path.name for path in tmp_path.iterdir()] == [NAME]
    assert list(tmp_path.iterdir()) == []


def test_two_users_with_temporary_folders_of_their_own_do_not_run_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = tmp_path / "督查室"
    office.mkdir()
    with locked(office):
        monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path))
        with pytest.raises(BusyError), locked(office):
            pytest.fail("two runs at once")
    with locked(office):
        pass


def test_a_folder_that_cannot_be_written_to_is_locked_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "NAME", "没有/这个文件夹/.运行中")
    (tmp_path / "没有").touch()
    with locked(tmp_path), pytest.raises(BusyError), locked(tmp_path):
        pytest.fail("two runs at once")

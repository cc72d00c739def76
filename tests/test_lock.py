"""One run at a time in a project folder (exit code 3)."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.keeping.lock import locked
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


def test_the_project_folder_stays_clean(tmp_path: Path) -> None:
    """Network drives cannot lock: nothing of the lock lies in the folder itself."""
    with locked(tmp_path):
        assert list(tmp_path.iterdir()) == []

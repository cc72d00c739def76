"""Files are swapped in whole: a stopped run, a full disk or an open workbook costs nothing that was there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.keeping import files
from pipeline.keeping.files import write_swapped, write_text

_LONG_AGO = 1_600_000_000


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """The last good file, of long ago."""
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"last week")
    os.utime(path, (_LONG_AGO, _LONG_AGO))
    return path


@pytest.fixture
def open_in_excel(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Windows refuses to replace ``workbook`` as often as the list's one word says (forever without one)."""
    refusals: list[str] = []
    replace = os.replace

    def refuse(source: Path, target: Path) -> None:
        if target == workbook and "closed" not in refusals:
            refusals.append("refused")
            if len(refusals) == 2 and "soon" in refusals:
                refusals.append("closed")
            raise PermissionError(13, "in use")
        replace(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    monkeypatch.setattr(files, "_PAUSE_SECONDS", 0)
    return refusals


def test_a_new_file_is_written_with_the_folders_it_needs(tmp_path: Path) -> None:
    path = write_text(tmp_path / "催办" / "2022-03" / "说明.txt", "第一行\n第二行\n")
    assert path.read_bytes() == "第一行\n第二行\n".encode()
    assert [one.name for one in path.parent.iterdir()] == ["说明.txt"]


def test_new_bytes_take_the_place_of_the_old_ones(workbook: Path) -> None:
    assert write_swapped(workbook, lambda beside: _fill(beside, b"this week")) == workbook
    assert workbook.read_bytes() == b"this week"
    assert list(workbook.parent.iterdir()) == [workbook]


@pytest.mark.parametrize(
    "fault", [pytest.param(OSError(28, "disk full"), id="disk full"), pytest.param(KeyboardInterrupt(), id="stopped")]
)
def test_a_stopped_write_leaves_the_old_file_and_nothing_beside_it(workbook: Path, fault: BaseException) -> None:
    def write_half(beside: Path) -> None:
        beside.write_bytes(b"this w")
        raise fault

    with pytest.raises(type(fault)):
        write_swapped(workbook, write_half)
    assert workbook.read_bytes() == b"last week"
    assert list(workbook.parent.iterdir()) == [workbook]


def test_the_same_bytes_leave_the_file_untouched(workbook: Path) -> None:
    """Whoever sorts by date sees at once what this run has changed."""
    write_swapped(workbook, lambda beside: _fill(beside, b"last week"))
    assert workbook.stat().st_mtime == _LONG_AGO
    assert list(workbook.parent.iterdir()) == [workbook]


def test_a_workbook_open_in_excel_stays_and_the_new_one_lies_beside_it(
    workbook: Path, open_in_excel: list[str]
) -> None:
    written = write_swapped(workbook, lambda beside: _fill(beside, b"this week"))
    assert written == workbook.with_name("台账（新）.xlsx")
    assert written.read_bytes() == b"this week"
    assert workbook.read_bytes() == b"last week"
    assert sorted(workbook.parent.iterdir()) == sorted([workbook, written])
    assert len(open_in_excel) > 1, "tried once only"


def test_a_workbook_that_is_closed_meanwhile_is_replaced_after_all(workbook: Path, open_in_excel: list[str]) -> None:
    """A virus scanner or a preview holds a file for a moment only."""
    open_in_excel.append("soon")
    assert write_swapped(workbook, lambda beside: _fill(beside, b"this week")) == workbook
    assert workbook.read_bytes() == b"this week"
    assert list(workbook.parent.iterdir()) == [workbook]


def _fill(path: Path, content: bytes) -> None:
    path.write_bytes(content)

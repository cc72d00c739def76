"""The inbox as it lies on disk: which files count as returned, and what their folders say (R7)."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from pipeline.submissions.files.inbox import InboxFile, list_inbox

TODAY = date(2022, 4, 11)


def lying_at(source: str) -> InboxFile:
    return InboxFile(Path("inbox", source), source, TODAY)


@pytest.mark.parametrize(
    ("source", "day"),
    [
        pytest.param("2022-04-07/附件4.xlsx", date(2022, 4, 7), id="a dated folder"),
        pytest.param("2022-04-07/区财政局/附件4.xlsx", date(2022, 4, 7), id="a unit's folder in it"),
        pytest.param("2022-04-07/2022-04-08/附件4.xlsx", date(2022, 4, 8), id="the innermost counts"),
        pytest.param("区财政局/附件4.xlsx", None, id="no dated folder"),
        pytest.param("2022-04-31/附件4.xlsx", None, id="no such day"),
        pytest.param("2022-04-07/2022-04-31/附件4.xlsx", date(2022, 4, 7), id="no such day within a day"),
        pytest.param("2022-04-07", None, id="the file's own name is no folder"),
    ],
)
def test_the_day_that_a_folder_says(source: str, day: date | None) -> None:
    assert lying_at(source).folder_day == day


def test_names_of_file_and_folders_speak_of_unit_and_month_innermost_first() -> None:
    words = lying_at("3月/2022-04-07/区财政局/附件4.落实情况.xlsx").words
    assert words == ("附件4.落实情况", "区财政局", "3月")


def test_what_clerks_sent_is_listed_and_what_systems_left_is_not(tmp_path: Path) -> None:
    sent = ("附件4.xlsx", "2022-04-07/区财政局/附件4.xlsx", "无后缀")
    left = ("~$附件4.xlsx", ".DS_Store", "Thumbs.db", "desktop.ini", "__MACOSX/附件4.xlsx", ".git/附件4.xlsx")
    for source in (*sent, *left):
        (tmp_path / source).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / source).write_bytes(b"x")
    assert [file.source for file in list_inbox(tmp_path)] == sorted(sent)
    assert all(file.path == tmp_path / file.source for file in list_inbox(tmp_path))


def test_the_day_of_a_file_is_when_it_was_put_here_not_what_the_copy_claims(tmp_path: Path) -> None:
    path = tmp_path / "附件4.xlsx"
    path.write_bytes(b"x")
    before = list_inbox(tmp_path)[0].file_day
    os.utime(path, (1_000_000_000, 1_000_000_000))  # September 2001
    assert list_inbox(tmp_path)[0].file_day == before


def test_no_inbox_is_an_empty_one(tmp_path: Path) -> None:
    assert list_inbox(tmp_path / "inbox") == ()

"""The inbox as it lies on disk: which files count as returned, and what their folders say (R7)."""

from __future__ import annotations

import errno
import os
import stat
from datetime import date
from pathlib import Path

import pytest

from pipeline.submissions.files.dated_folders import likely_days
from pipeline.submissions.files.inbox import InboxFile, list_inbox

TODAY = date(2022, 4, 11)


def lying_at(source: str) -> InboxFile:
    return InboxFile(Path("inbox", source), source, TODAY, 2022)


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
        pytest.param("2022-4-7/附件4.xlsx", date(2022, 4, 7), id="without noughts"),
        pytest.param("20220407/附件4.xlsx", date(2022, 4, 7), id="without signs"),
        pytest.param("2022.4.7/附件4.xlsx", date(2022, 4, 7), id="with points"),
        pytest.param("2022年4月7日/附件4.xlsx", date(2022, 4, 7), id="in Chinese"),
        pytest.param("二〇二二年四月七日/附件4.xlsx", date(2022, 4, 7), id="in Chinese numbers"),
        pytest.param("22.4.7/附件4.xlsx", date(2022, 4, 7), id="with two digits of the year"),
        pytest.param("4月7日/附件4.xlsx", date(2022, 4, 7), id="the reporting year's"),
        pytest.param("4.7/附件4.xlsx", date(2022, 4, 7), id="month and day with a point"),
        pytest.param("0407/附件4.xlsx", date(2022, 4, 7), id="four digits"),
        pytest.param("3.0/附件4.xlsx", None, id="a version"),
        pytest.param("2022/附件4.xlsx", None, id="a year"),
        pytest.param("4月7日收到/附件4.xlsx", date(2022, 4, 7), id="the day of receipt"),
        pytest.param("04-07 收/附件4.xlsx", date(2022, 4, 7), id="month and day, received"),
        pytest.param("2022-04-07区财政局/附件4.xlsx", date(2022, 4, 7), id="a day and a unit"),
        pytest.param("4月8日前/附件4.xlsx", None, id="by when it was asked for"),
        pytest.param("2022-04/附件4.xlsx", None, id="a month"),
        pytest.param("2022年1-3月/附件4.xlsx", None, id="months"),
        pytest.param("3月5项/附件4.xlsx", None, id="a number"),
        pytest.param("04-07/附件4.xlsx", None, id="two numbers may be two months"),
    ],
)
def test_the_day_that_a_folder_says(source: str, day: date | None) -> None:
    assert lying_at(source).folder_days[:1] == ((day,) if day else ())


def test_a_folder_of_january_without_a_year_may_be_the_year_after() -> None:
    """December is due in January."""
    assert lying_at("1月9日/附件4.xlsx").folder_days == (date(2022, 1, 9), date(2023, 1, 9))


@pytest.mark.parametrize(
    ("seen", "likeliest"),
    [
        pytest.param(date(2022, 3, 1), date(2022, 1, 9), id="the one that had come"),
        pytest.param(date(2023, 1, 10), date(2023, 1, 9), id="the last that had come"),
        pytest.param(date(2022, 1, 1), date(2022, 1, 9), id="none had come: the next"),
    ],
)
def test_of_two_days_a_folder_means_the_last_that_had_come(seen: date, likeliest: date) -> None:
    """An office that collects from February on was told 未报 for every plan in a folder of February."""
    assert likely_days(lying_at("1月9日/附件4.xlsx").folder_days, seen)[0] == likeliest


@pytest.mark.parametrize("folder", ["2022-04-31", "2022-13-01", "20220431", "2022年4月31日", "4月31日", "4.31"])
def test_a_folder_that_looks_like_a_day_and_is_none_is_told(folder: str) -> None:
    assert lying_at(f"2022-04-07/{folder}/附件4.xlsx").no_days == (folder,)
    assert not lying_at("2022-04-07/区财政局/附件4.xlsx").no_days


def test_names_of_file_and_folders_speak_of_unit_and_month_innermost_first() -> None:
    words = lying_at("3月/2022-04-07/区财政局/附件4.落实情况.xlsx").words
    assert words == ("附件4.落实情况", "区财政局", "3月")
    assert lying_at("2022-04-07七贤街道办事处/4月7日/表.xlsx").words == ("表", "七贤街道办事处"), "a day is no month"


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


def test_an_inbox_that_cannot_be_listed_is_no_empty_one(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        list_inbox(tmp_path / "inbox")


def test_what_cannot_be_looked_into_is_listed_with_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """R8: an error of listing is never taken for emptiness; one odd entry costs only itself."""
    for source in ("可读/附件4.xlsx", "区财政局/附件4.xlsx", "断开/附件4.xlsx"):
        (tmp_path / source).parent.mkdir(parents=True)
        (tmp_path / source).write_bytes(b"x")
    (tmp_path / "绕圈").symlink_to("绕圈")
    (tmp_path / "悬空.xlsx").symlink_to("没有")
    (tmp_path / "别处").symlink_to(tmp_path / "可读")
    (tmp_path / "别处.xlsx").symlink_to(tmp_path / "可读" / "附件4.xlsx")
    os.mkfifo(tmp_path / "管道")
    real = os.scandir

    def scandir(path: str) -> object:
        for name, number in (("区财政局", errno.EACCES), ("断开", errno.EIO)):
            if str(path).endswith(name):
                raise OSError(number, os.strerror(number), path)
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = {file.source: file.trouble for file in list_inbox(tmp_path)}
    assert list(found) == sorted(found)
    assert {source for source, trouble in found.items() if trouble} == {
        "区财政局/",
        "断开/",
        "绕圈",
        "悬空.xlsx",
        "别处/",
        "别处.xlsx",
        "管道",
    }
    assert (found["可读/附件4.xlsx"], found["区财政局/"]) == ("", "没有访问权限")


def test_a_path_that_is_too_long_hides_nothing(tmp_path: Path) -> None:
    deep = tmp_path
    here = os.getcwd()
    try:
        os.chdir(tmp_path)
        for _ in range(50):
            os.mkdir("深" * 80)
            os.chdir("深" * 80)
    except OSError:
        pytest.skip("paths as deep as that cannot be made here")
    finally:
        os.chdir(here)
    assert [file.trouble for file in list_inbox(deep)] == ["路径太长"]


def test_a_name_in_another_encoding_is_made_readable(tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "财政局.xlsx".encode("gb18030"))).write_bytes(b"x")
    except OSError:
        pytest.skip("this file system has no such names")
    [file] = list_inbox(tmp_path)
    assert (file.source, file.path.read_bytes()) == ("财政局.xlsx", b"x")


def test_a_file_that_is_not_on_this_computer_is_not_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a cloud drive has only shown on Windows: opening it would wait for the network."""
    (tmp_path / "区财政局3月.xlsx").write_bytes(b"x")

    class Away:
        st_mode, st_ctime, st_file_attributes = stat.S_IFREG, 0.0, 0x00400000

    monkeypatch.setattr(Path, "stat", lambda path, **_: Away())
    assert [file.trouble for file in list_inbox(tmp_path)] == ["还在网盘上，没有下载到本机"]

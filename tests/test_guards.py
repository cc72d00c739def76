"""A run that would forget the year, or takes place on the wrong day or in the wrong year, is refused before anything is written."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from command_line import Done, run
from openpyxl import load_workbook
from small_office import THREE_UNITS, write_small_office

from pipeline.keeping.damaged_register import COPY, restore_register
from pipeline.vocabulary.periods import Period

APRIL_11, APRIL_18 = "2022-04-11", "2022-04-18"
REGISTER = "登记.sqlite"


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office that has never run; one of its files cannot be settled, so that a run asks a person."""
    root = tmp_path_factory.mktemp("守") / "样例"
    write_small_office(root, THREE_UNITS, Period(2022, 3))
    [form, *_] = sorted((root / "inbox").rglob("附件4-*.xlsx"))
    asked = root / "inbox" / "2022-04-07" / "表.xlsx"
    book = load_workbook(form)
    for row in book.active.iter_rows(max_row=6):
        for cell in row:
            if form.parent.name in str(cell.value):
                cell.value = "某某单位"
    book.save(asked)
    return root


@pytest.fixture(scope="module")
def used(fresh: Path) -> Path:
    """The same office after its run of 11 April."""
    root = fresh.parent / "用过"
    shutil.copytree(fresh, root)
    assert run("--root", root, "--today", APRIL_11).returncode == 0
    return root


@pytest.fixture
def office(used: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(used, tmp_path / "样例"))


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def refused(root: Path, *arguments: str) -> Done:
    """The run says in one line what is wrong, exits with 2 and leaves every file as it was."""
    before = contents(root)
    done = run("--root", root, *arguments)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert contents(root) == before
    return done


VERBS = [
    pytest.param((), id="weekly"),
    pytest.param(("deadline", "2022-03"), id="deadline"),
    pytest.param(("deadline", "2022-04", "--before", "9"), id="early reminder"),
    pytest.param(("forms",), id="forms"),
    pytest.param(("bulletin", "monthly"), id="bulletin"),
    pytest.param(("spotcheck",), id="spotcheck"),
]


@pytest.mark.parametrize("verb", VERBS)
def test_a_day_before_the_last_run_is_refused(office: Path, verb: tuple[str, ...]) -> None:
    told = refused(office, "--today", "2022-04-09", *verb).stderr
    assert "2022-04-09早于上次运行的2022-04-11" in told
    assert "--confirmed" in told


def test_a_replay_that_is_meant_runs_and_says_so(office: Path) -> None:
    done = run("--root", office, "--today", "2022-04-09", "--confirmed")
    assert done.returncode == 0
    assert "早于上次运行的2022-04-11" in done.stdout


def test_the_same_day_and_a_later_one_are_ordinary(office: Path) -> None:
    assert run("--root", office, "--today", APRIL_11).returncode == 0
    assert run("--root", office, "--today", APRIL_18).returncode == 0


def test_after_a_clock_too_far_ahead_one_confirmed_run_puts_the_record_right(office: Path) -> None:
    run("--root", office, "--today", "2022-11-11", "forms")
    refused(office, "--today", APRIL_18)
    assert run("--root", office, "--today", APRIL_18, "--confirmed").returncode == 0
    assert run("--root", office, "--today", "2022-04-25").returncode == 0


def test_a_check_asks_no_clock_and_no_register(office: Path) -> None:
    shutil.rmtree(office / "archive")
    [form, *_] = sorted((office / "inbox").rglob("附件4-*.xlsx"))
    assert run("--root", office, "--today", "2022-04-09", "check", form).returncode == 0
    assert not (office / "archive").exists()


def test_a_register_gone_from_archive_is_refused(office: Path) -> None:
    (office / "archive" / REGISTER).unlink()
    shutil.rmtree(office / "outbox")
    (office / "master" / "人工认定.xlsx").unlink()
    told = refused(office, "--today", APRIL_18).stderr
    assert "“archive/原件”是以前运行留下的" in told
    assert "--confirmed" in told


@pytest.mark.parametrize(
    ("left", "named"),
    [
        pytest.param("outbox/首页.html", "outbox/首页.html", id="a page"),
        pytest.param("outbox/台账.xlsx", "outbox/台账.xlsx", id="a ledger"),
        pytest.param("master/人工认定.xlsx", "master/人工认定.xlsx", id="questions asked"),
    ],
)
@pytest.mark.parametrize("is_there", [False, True], ids=["no archive", "an empty one"])
def test_an_archive_gone_is_refused_where_an_earlier_run_left_anything(
    office: Path, left: str, named: str, is_there: bool
) -> None:
    kept = (office / left).read_bytes()
    shutil.rmtree(office / "archive")
    shutil.rmtree(office / "outbox")
    (office / "master" / "人工认定.xlsx").unlink()
    (office / left).parent.mkdir(exist_ok=True)
    (office / left).write_bytes(kept)
    if is_there:
        (office / "archive").mkdir()
    assert f"“{named}”是以前运行留下的" in refused(office, "--today", APRIL_18).stderr


def test_a_new_start_that_is_meant_runs(office: Path) -> None:
    shutil.rmtree(office / "archive")
    assert run("--root", office, "--today", APRIL_18, "--confirmed").returncode == 0
    assert run("--root", office, "--today", APRIL_18).returncode == 0


def test_a_register_of_no_bytes_or_of_other_bytes_without_a_copy_is_refused(office: Path) -> None:
    register = office / "archive" / REGISTER
    (office / "archive" / COPY).unlink()
    register.write_bytes(b"")
    assert "以前的收文登记丢失了" in refused(office, "--today", APRIL_18).stderr
    register.write_bytes(b"not a register at all" * 99)
    assert "已损坏" in refused(office, "--today", APRIL_18).stderr


def table(root: Path) -> pd.DataFrame:
    book = root / "outbox" / "台账.xlsx"
    return pd.read_excel(engine="calamine", io=book, sheet_name="报送情况", dtype=str)


def test_a_damaged_register_gives_way_to_its_copy(office: Path, tmp_path: Path) -> None:
    undisturbed = Path(shutil.copytree(office, tmp_path / "未损坏"))
    content = bytearray((office / "archive" / REGISTER).read_bytes())
    content[5000:9000] = bytes(range(250)) * 16
    (office / "archive" / REGISTER).write_bytes(content)
    told = run("--root", office, "--today", APRIL_18)
    assert told.returncode == 0
    assert "登记-坏-2022-04-18.sqlite" in told.stdout
    assert (office / "archive" / "登记-坏-2022-04-18.sqlite").read_bytes() == content
    run("--root", undisturbed, "--today", APRIL_18)
    pd.testing.assert_frame_equal(table(office), table(undisturbed))


def damaged(kind: str, sound: bytes) -> bytes:
    return {
        "header": b"\0" * 100 + sound[100:],
        "half": sound[: len(sound) // 2],
        "text": "这不是登记".encode() * 999,
        "noise": sound[:8192] + bytes(range(256)) * 64 + sound[8192 + 256 * 64 :],
    }[kind]


@pytest.mark.parametrize("kind", ["header", "half", "text", "noise"])
def test_every_damage_is_seen_and_what_was_remembered_comes_back(used: Path, tmp_path: Path, kind: str) -> None:
    archive = Path(shutil.copytree(used / "archive", tmp_path / "archive"))
    sound = (archive / REGISTER).read_bytes()
    (archive / REGISTER).write_bytes(damaged(kind, sound))
    assert "已损坏" in restore_register(archive, date(2022, 4, 18))
    assert (archive / REGISTER).read_bytes() == (archive / COPY).read_bytes()
    assert restore_register(archive, date(2022, 4, 18)) == ""


def test_a_register_that_another_program_holds_stops_the_run_in_a_line(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda path: connect(path, timeout=0.01))
    holder = connect(office / "archive" / REGISTER)
    holder.execute("BEGIN EXCLUSIVE")
    assert "正被其他程序占用" in refused(office, "--today", APRIL_18).stderr
    holder.close()


def test_a_new_office_and_one_whose_outbox_was_deleted_run(fresh: Path, office: Path, tmp_path: Path) -> None:
    """The sample office comes with a decision book of its own, filled in by a person."""
    assert (fresh / "master" / "人工认定.xlsx").exists()
    root = Path(shutil.copytree(fresh, tmp_path / "新"))
    (root / "archive").mkdir()
    (root / "archive" / ".gitkeep").touch()
    assert run("--root", root, "--today", APRIL_11).returncode == 0
    shutil.rmtree(office / "outbox")
    assert run("--root", office, "--today", APRIL_18).returncode == 0


def test_a_first_run_that_is_refused_leaves_no_register(fresh: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(fresh, tmp_path / "新"))
    (root / "master" / "责任分解表.xlsx").write_bytes(b"")
    refused(root, "--today", APRIL_11)
    assert not (root / "archive" / REGISTER).exists()


def test_a_table_of_another_year_is_refused_with_its_cell(office: Path) -> None:
    path = office / "master" / "责任分解表.xlsx"
    book = load_workbook(path)
    book["附件2民生实事"]["A1"] = "2023年为民办22件实事责任分解表（2022年12月30日印发）"
    book["附件1重点任务"]["A1"] = "2021—2025年规划重点任务分解表"
    book.save(path)
    told = refused(office, "--today", APRIL_18).stderr
    assert "责任分解表.xlsx“附件2民生实事”A1 的标题是2023年" in told
    assert "year = 2022" in told


def test_a_year_rolled_over_with_its_plan_forgotten_is_refused(office: Path) -> None:
    """Otherwise every unit is 未报 for a plan that was due a year ago."""
    path = office / "config.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("year = 2022", "year = 2023", 1), encoding="utf-8")
    told = refused(office, "--today", APRIL_18).stderr
    assert "year = 2023" in told
    assert "reporting.plan_due = 2022-03-24" in told

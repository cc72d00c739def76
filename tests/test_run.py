"""Runs as the office sees them: verbs, exit codes, and what a bad file, a second run or a stopped run may cost."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from command_line import run
from small_office import SIX_UNITS, write_small_office

from pipeline.keeping.lock import locked
from pipeline.vocabulary.findings import Kind
from pipeline.vocabulary.periods import Period

PROJECT = Path(__file__).resolve().parents[1]


def run_apart(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """``python run.py …`` as the office types it, in a process of its own."""
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, str(PROJECT / "run.py"), *map(str, arguments)],
        capture_output=True,
        text=True,
        env=environment,
        encoding="utf-8",
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The repository as cloned: real master tables, empty inbox."""
    shutil.copy(PROJECT / "config.toml", tmp_path)
    shutil.copytree(PROJECT / "master", tmp_path / "master")
    (tmp_path / "inbox").mkdir()
    return tmp_path


@pytest.fixture
def small_office(tmp_path: Path) -> tuple[Path, str]:
    office = write_small_office(tmp_path / "样例", SIX_UNITS, Period(2022, 4))
    return office.root, office.today.isoformat()


def _digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_empty_inbox_gives_a_ledger_of_what_is_owed_and_a_first_step(root: Path) -> None:
    done = run_apart("--root", root, "--today", "2022-03-16")
    assert done.returncode == 0, done.stderr
    assert "run.py forms" in done.stdout
    returns = pd.read_excel(engine="calamine", io=root / "outbox" / "台账.xlsx", sheet_name="报送情况")
    assert set(returns["状态"]) == {"未到期"}
    assert returns["期间"].nunique() == 11
    assert "run.py forms" in (root / "outbox" / "首页.html").read_text(encoding="utf-8")


def test_second_run_on_unchanged_input_writes_the_same_content(small_office: tuple[Path, str]) -> None:
    root, today = small_office
    assert run("--root", root, "--today", today).returncode == 0
    inbox, outbox = _digests(root / "inbox"), _digests(root / "outbox")
    assert run("--root", root, "--today", today).returncode == 0
    assert _digests(root / "outbox") == outbox
    shutil.rmtree(root / "outbox")
    assert run("--root", root, "--today", today).returncode == 0
    assert _digests(root / "outbox") == outbox
    assert _digests(root / "inbox") == inbox


def test_one_unreadable_file_costs_that_file_only(small_office: tuple[Path, str]) -> None:
    root, today = small_office
    assert run("--root", root, "--today", today).returncode == 0
    before = pd.read_excel(engine="calamine", io=root / "outbox" / "台账.xlsx", sheet_name="填报明细", dtype=str)
    folder = root / "inbox" / "2022-04-07"
    folder.mkdir(exist_ok=True)
    for name, content in (
        ("乱.xlsx", b"not a workbook"),
        ("空.xls", b""),
        ("图.jpg", b"\xff\xd8\xff"),
        ("~$锁.xlsx", b"x"),
    ):
        (folder / name).write_bytes(content)
    done = run("--root", root, "--today", today)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    after = pd.read_excel(engine="calamine", io=root / "outbox" / "台账.xlsx", sheet_name="填报明细", dtype=str)
    pd.testing.assert_frame_equal(after, before)
    seen = pd.read_excel(
        engine="calamine", io=root / "outbox" / "台账.xlsx", sheet_name="收文清单", dtype=str
    ).set_index("来源文件")
    for name in ("乱.xlsx", "空.xls", "图.jpg"):
        assert seen.loc[f"2022-04-07/{name}", "识别为"] == "无法识别"
    assert not any("~$" in name for name in seen.index)
    findings = pd.read_excel(engine="calamine", io=root / "outbox" / "台账.xlsx", sheet_name="核验问题", dtype=str)
    assert {"2022-04-07/乱.xlsx", "2022-04-07/图.jpg"} <= set(findings["来源文件"])
    assert seen.loc["2022-04-07/空.xls", "结果"] == "空文件", "no byte and no name: it is nobody's"


def test_two_runs_at_once_the_second_says_so(root: Path) -> None:
    with locked(root):
        done = run_apart("--root", root)
    assert done.returncode == 3
    assert "另一次运行" in done.stderr
    assert not (root / "outbox").exists()


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        pytest.param(["--root", "没有这个文件夹"], "config.toml", id="no project"),
        pytest.param(["deadline", "2022-13"], "期间", id="no such month"),
        pytest.param(["deadline", "2022-02"], "报送期间", id="month outside"),
        pytest.param(["deadline", "2022-03", "--today", "2022-04-08"], "还没有过期", id="not yet over"),
        pytest.param(["--today", "昨天"], "日期", id="no date"),
        pytest.param(["bulletin", "weekly"], "通报", id="no such bulletin"),
    ],
)
def test_what_cannot_run_says_why_in_one_line_and_exits_2(root: Path, arguments: list[str], word: str) -> None:
    where: list[str | Path] = [] if "--root" in arguments else ["--root", root]
    done = run(*where, *arguments)
    assert done.returncode == 2
    assert word in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert "处理办法" in done.stderr


def test_an_emptied_inbox_stops_the_run_before_anything_is_written(small_office: tuple[Path, str]) -> None:
    root, today = small_office
    assert run("--root", root, "--today", today).returncode == 0
    outbox = _digests(root / "outbox")
    (root / "inbox").rename(root / "别处")
    (root / "inbox").mkdir()
    done = run("--root", root, "--today", today)
    assert done.returncode == 2
    assert _digests(root / "outbox") == outbox
    assert run("--root", root, "--today", today, "--confirmed").returncode == 0


def test_a_bulletin_that_a_person_edited_stays(small_office: tuple[Path, str]) -> None:
    """R22: where there is nothing new it is all there is; a new text goes beside it and the run says so."""
    root, today = small_office
    assert run("--root", root, "--today", today).returncode == 0
    [bulletin] = (root / "outbox" / "通报" / "2022-04").glob("为民办实事*.docx")
    bulletin.write_bytes(bulletin.read_bytes() + b"edited")
    edited = bulletin.read_bytes()
    beside = bulletin.with_name(f"{bulletin.stem}（新稿）.docx")
    assert "新稿" not in run("--root", root, "--today", today).stdout
    assert bulletin.read_bytes() == edited and not beside.exists()
    config = root / "config.toml"
    words = config.read_text(encoding="utf-8")
    config.write_text(re.sub(r"(?m)^addressee = .*$", 'addressee = "区直各单位"', words), encoding="utf-8")
    done = run("--root", root, "--today", today)
    assert bulletin.read_bytes() == edited and beside.is_file()
    assert "新稿" in done.stdout


def test_demo_refuses_a_folder_in_use(tmp_path: Path) -> None:
    (tmp_path / "要紧.txt").write_text("别动", encoding="utf-8")
    done = run("demo", tmp_path)
    assert done.returncode == 2
    assert [path.name for path in tmp_path.iterdir()] == ["要紧.txt"]


def test_schedule_names_this_project_and_every_scheduler(root: Path) -> None:
    done = run("schedule", "--root", root)
    assert done.returncode == 0
    assert done.stdout.count(str(root.resolve())) == 3
    for word in ("schtasks", "OnCalendar", "crontab"):
        assert word in done.stdout


def test_every_verb_is_in_the_readme() -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    offered = run("--help").stdout
    verbs = re.findall(r"^  ([a-z]+) {2,}", offered, re.MULTILINE)
    assert {"deadline", "forms", "bulletin", "demo", "schedule"} <= set(verbs)
    assert all(f"run.py {verb}" in readme for verb in verbs)


def test_every_kind_of_finding_is_explained_in_the_docs() -> None:
    """scripts/explain_findings.py writes the page; a new kind without its line fails here."""
    explained = (PROJECT / "docs" / "findings.md").read_text(encoding="utf-8")
    for kind in Kind:
        wording = re.sub(r"{[a-z_]+}", "……", kind.value.template)
        assert f"| {kind.level} | {kind.value.category} | {wording} | {kind.value.remedy} |" in explained

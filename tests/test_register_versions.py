"""The register of an office outlives the program's versions: adopted, copied before it changes, refused when it is newer."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from pipeline.keeping import schema
from pipeline.keeping.journal import Deposit, Sighting
from pipeline.keeping.register import Run, open_register
from pipeline.vocabulary.errors import StateError

APRIL_8 = date(2022, 4, 8)
UNVERSIONED = """
CREATE TABLE sightings (
    sha256 TEXT NOT NULL, source TEXT NOT NULL, first_seen TEXT NOT NULL, file_day TEXT NOT NULL,
    PRIMARY KEY (sha256, source)
);
CREATE TABLE runs (run INTEGER PRIMARY KEY, day TEXT NOT NULL, files INTEGER NOT NULL, tasks INTEGER NOT NULL);
INSERT INTO sightings VALUES ('a', '三月/财政局.xlsx', '2022-04-08', '2022-04-08');
INSERT INTO runs (day, files, tasks) VALUES ('2022-04-08', 70, 109);
"""
NEXT = "ALTER TABLE runs ADD COLUMN version TEXT NOT NULL DEFAULT ''"


@pytest.fixture
def first_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program knows version 1 alone: what is told of a step holds for every one."""
    monkeypatch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:1])


def path_of(archive: Path) -> Path:
    return archive / "登记.sqlite"


def run_sql(archive: Path, script: str) -> None:
    archive.mkdir(exist_ok=True)
    with sqlite3.connect(path_of(archive)) as connection:
        connection.executescript(script)
    connection.close()


def version_of(path: Path) -> int:
    connection = sqlite3.connect(path)
    try:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    finally:
        connection.close()


def copies(archive: Path) -> list[Path]:
    """What lies in the archive beside the register."""
    return sorted(one for one in archive.iterdir() if one != path_of(archive))


def next_version(monkeypatch: pytest.MonkeyPatch, script: str = NEXT) -> None:
    """The program is one version further."""
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, script))


@pytest.mark.usefixtures("first_version")
def test_a_new_register_has_the_newest_version_and_no_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    next_version(monkeypatch)
    with open_register(tmp_path) as register:
        register.record_run(Run(APRIL_8, 70, 109))
    assert (version_of(path_of(tmp_path)), copies(tmp_path)) == (2, [])


@pytest.mark.usefixtures("first_version")
def test_a_register_from_before_versions_is_adopted_with_its_rows(tmp_path: Path) -> None:
    run_sql(tmp_path, UNVERSIONED)
    with open_register(tmp_path) as register:
        assert register.last_run() == Run(APRIL_8, 70, 109)
        assert register.record_sightings([Sighting("b", "b.xlsx", APRIL_8)], APRIL_8) == {"a": APRIL_8, "b": APRIL_8}
        assert register.written_sha256("首页.html") is None, "a table that it lacked"
    assert (version_of(path_of(tmp_path)), copies(tmp_path)) == (1, [])


@pytest.mark.usefixtures("first_version")
@pytest.mark.parametrize("is_adopted", [pytest.param(True, id="version 1"), pytest.param(False, id="unversioned")])
def test_before_a_register_changes_a_copy_lies_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_adopted: bool
) -> None:
    run_sql(tmp_path, UNVERSIONED)
    if is_adopted:
        with open_register(tmp_path):
            pass
    next_version(monkeypatch)
    for _ in range(2):
        with open_register(tmp_path) as register:
            assert register.last_run() == Run(APRIL_8, 70, 109)
    assert version_of(path_of(tmp_path)) == 2
    [copy] = copies(tmp_path)
    assert (copy.name, version_of(copy)) == ("登记（第1版备份）.sqlite", 1)


@pytest.mark.usefixtures("first_version")
def test_a_migration_that_fails_leaves_the_register_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run_sql(tmp_path, UNVERSIONED)
    with monkeypatch.context() as patch:
        next_version(patch, f"{NEXT}; DROP TABLE no_such_table")
        with pytest.raises(sqlite3.OperationalError), open_register(tmp_path):
            pass
    with open_register(tmp_path) as register:
        assert register.last_run() == Run(APRIL_8, 70, 109)
    assert version_of(path_of(tmp_path)) == 1


def test_a_register_of_a_newer_program_is_refused_with_the_cure(tmp_path: Path) -> None:
    run_sql(tmp_path, f"{UNVERSIONED} PRAGMA user_version = 9;")
    before = path_of(tmp_path).read_bytes()
    with pytest.raises(StateError) as caught, open_register(tmp_path):
        pass
    assert "第9版" in caught.value.problem
    assert "新版程序" in caught.value.remedy
    assert (path_of(tmp_path).read_bytes(), copies(tmp_path)) == (before, [])


def test_what_version_1_knew_of_files_is_taken_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """R25: every sighting is a deposit, every reading what its content was read as."""
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:1])
        run_sql(tmp_path, UNVERSIONED)
        with open_register(tmp_path):
            pass
    run_sql(tmp_path, "INSERT INTO readings VALUES ('a', '落实', '2022-03', '区财政局');")
    with open_register(tmp_path) as register:
        assert register.journal.deposits() == (Deposit("a", "三月/财政局.xlsx", APRIL_8, APRIL_8),)
        [last] = register.journal.last_readings()
    assert (last.whole, last.source, last.sha256) == ("a", "三月/财政局.xlsx", "a")
    assert json.loads(last.reading) == {"returns": [["落实", "2022-03", "区财政局"]]}
    assert version_of(path_of(tmp_path)) == len(schema.MIGRATIONS)


def test_what_lay_there_is_never_forgotten(tmp_path: Path) -> None:
    """The first day and the last run of each content at each place, whatever lies there now."""
    for sha256 in ("a", "b", "a"):
        with open_register(tmp_path) as register:
            register.journal.note([Sighting(sha256, "附件4.xlsx", APRIL_8)], APRIL_8)
            register.record_run(Run(APRIL_8, 1, 109))
    with open_register(tmp_path) as register:
        found = [(one.sha256, one.first_run, one.last_run) for one in register.journal.deposits()]
    assert found == [("b", 2, 2), ("a", 1, 3)]


def test_answers_of_before_are_known_by_their_evidence_too(tmp_path: Path) -> None:
    """A row of 点名确认 that was answered, and one that waits: neither is taken for lost, or asked twice."""
    cells = '{"事由": "3月未报", "单位": "区财政局", "期间": "2022-03", "确认": "是", "证据": "截止4月8日，\\n未收到"}'
    run_sql(
        tmp_path,
        f"""{schema.MIGRATIONS[0]} PRAGMA user_version = 1;
        INSERT INTO decisions VALUES
            ('点名确认', '2022-03｜区财政局｜3月未报#1', '{cells}', 0, '有效', '2022-04-11', '2022-04-11');
        INSERT INTO asked VALUES ('点名确认', '2022-03｜区信访局｜3月未报', '{cells.replace("财政", "信访")}');""",
    )
    with open_register(tmp_path) as register:
        [kept] = register.kept_decisions()
        assert kept.key == "2022-03｜区财政局｜3月未报｜截止4月8日，未收到#1"
        assert list(register.asked_rows()) == [("点名确认", "2022-03｜区信访局｜3月未报｜截止4月8日，未收到")]

"""The register of an office outlives the program's versions: adopted, copied before it changes, refused when it is newer."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from pipeline.keeping import schema
from pipeline.keeping.register import Run, Sighting, open_register
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
NEWEST = len(schema.MIGRATIONS)
NEXT = "ALTER TABLE runs ADD COLUMN version TEXT NOT NULL DEFAULT ''"


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


def test_a_new_register_has_the_newest_version_and_no_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    next_version(monkeypatch)
    with open_register(tmp_path) as register:
        register.record_run(Run(APRIL_8, 70, 109))
    assert (version_of(path_of(tmp_path)), copies(tmp_path)) == (NEWEST + 1, [])


def test_a_register_from_before_versions_is_adopted_with_its_rows(tmp_path: Path) -> None:
    run_sql(tmp_path, UNVERSIONED)
    with open_register(tmp_path) as register:
        assert register.last_run() == Run(APRIL_8, 70, 109)
        assert register.record_sightings([Sighting("b", "b.xlsx", APRIL_8)], APRIL_8) == {"a": APRIL_8, "b": APRIL_8}
        assert register.reminders() == (), "a table that it lacked"
    assert version_of(path_of(tmp_path)) == NEWEST


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
    assert version_of(path_of(tmp_path)) == NEWEST + 1
    before = NEWEST if is_adopted else 1
    copy = copies(tmp_path)[-1]
    assert (copy.name, version_of(copy)) == (f"登记（第{before}版备份）.sqlite", before)


def test_a_migration_that_fails_leaves_the_register_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run_sql(tmp_path, UNVERSIONED)
    with monkeypatch.context() as patch:
        next_version(patch, f"{NEXT}; DROP TABLE no_such_table")
        with pytest.raises(sqlite3.OperationalError), open_register(tmp_path):
            pass
    with open_register(tmp_path) as register:
        assert register.last_run() == Run(APRIL_8, 70, 109)
    assert version_of(path_of(tmp_path)) == NEWEST


def test_a_register_of_a_newer_program_is_refused_with_the_cure(tmp_path: Path) -> None:
    run_sql(tmp_path, f"{UNVERSIONED} PRAGMA user_version = 9;")
    before = path_of(tmp_path).read_bytes()
    with pytest.raises(StateError) as caught, open_register(tmp_path):
        pass
    assert "第9版" in caught.value.problem
    assert "新版程序" in caught.value.remedy
    assert (path_of(tmp_path).read_bytes(), copies(tmp_path)) == (before, [])

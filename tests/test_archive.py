"""The archive remembers across runs: first sightings, originals, what was written, how much there was (R7, docs/contract.md)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.keeping.duty_log import MasterNames
from pipeline.keeping.journal import Sighting
from pipeline.keeping.originals import Originals
from pipeline.keeping.register import Run, open_register
from pipeline.keeping.state_check import refuse_emptied_inbox, refuse_lost_master, refuse_missing_inbox
from pipeline.vocabulary.errors import StateError

APRIL_8, APRIL_11, MAY_9 = date(2022, 4, 8), date(2022, 4, 11), date(2022, 5, 9)


def see(archive: Path, today: date, *sightings: Sighting) -> dict[str, date]:
    """The received days after one run that saw ``sightings``."""
    with open_register(archive) as register:
        return register.record_sightings(sightings, today)


def test_a_file_was_received_on_the_day_the_file_system_says(tmp_path: Path) -> None:
    """R7 (3): put there on Friday, seen by the run on Monday."""
    assert see(tmp_path, APRIL_11, Sighting("a", "三月/财政局.xlsx", APRIL_8)) == {"a": APRIL_8}


def test_a_file_was_received_no_later_than_it_was_first_seen(tmp_path: Path) -> None:
    """R7: a clock that runs ahead, or a copy made later, cannot make a return late."""
    assert see(tmp_path, APRIL_8, Sighting("a", "财政局.xlsx", MAY_9)) == {"a": APRIL_8}


def test_by_when_a_file_lay_there_beyond_doubt(tmp_path: Path) -> None:
    """R7: seen by a run and dated by the file system, whichever is later; a copy in another folder changes nothing."""
    see(tmp_path, APRIL_11, Sighting("a", "财政局.xlsx", APRIL_8), Sighting("b", "住建局.xlsx", MAY_9))
    see(tmp_path, MAY_9, Sighting("a", "2022-05-07/财政局.xlsx", MAY_9))
    with open_register(tmp_path) as register:
        assert register.known_days() == {"a": APRIL_11, "b": MAY_9}


def test_the_first_sighting_survives_later_runs(tmp_path: Path) -> None:
    """R7: a restored backup or a fresh copy has new file times; the day once stored stands."""
    see(tmp_path, APRIL_8, Sighting("a", "财政局.xlsx", APRIL_8))
    assert see(tmp_path, MAY_9, Sighting("a", "财政局.xlsx", MAY_9)) == {"a": APRIL_8}


def test_a_file_that_is_moved_keeps_its_day(tmp_path: Path) -> None:
    """R7: sorting the inbox into folders changes nothing."""
    see(tmp_path, APRIL_8, Sighting("a", "财政局.xlsx", APRIL_8))
    assert see(tmp_path, MAY_9, Sighting("a", "三月/财政局.xlsx", MAY_9)) == {"a": APRIL_8}


def test_other_bytes_under_the_same_name_are_another_file(tmp_path: Path) -> None:
    """R12: a correction has its own day."""
    see(tmp_path, APRIL_8, Sighting("a", "财政局.xlsx", APRIL_8))
    days = see(tmp_path, MAY_9, Sighting("b", "财政局.xlsx", MAY_9))
    assert days == {"a": APRIL_8, "b": MAY_9}


def test_a_run_that_fails_leaves_the_register_as_it_was(tmp_path: Path) -> None:
    with open_register(tmp_path) as register:
        register.record_run(Run(APRIL_8, 10, 109))
    with pytest.raises(OSError), open_register(tmp_path) as register:
        register.record_run(Run(MAY_9, 0, 1))
        register.record_sightings([Sighting("a", "财政局.xlsx", MAY_9)], MAY_9)
        raise OSError("disk full")
    with open_register(tmp_path) as register:
        assert register.last_run() == Run(APRIL_8, 10, 109)
        assert register.record_sightings([], MAY_9) == {}


def test_a_new_office_has_no_last_run(tmp_path: Path) -> None:
    with open_register(tmp_path / "archive") as register:
        assert register.last_run() is None
        assert register.written_sha256("通报/一.docx") is None


@pytest.mark.parametrize(
    ("tasks", "units", "told"),
    [
        pytest.param(("任务1",), ("区财政局", "区水务局"), "任务2", id="a task deleted"),
        pytest.param(("任务1", "任务2"), ("区财政局",), "区水务局", id="a unit deleted"),
    ],
)
def test_a_master_that_lost_tasks_or_units_is_refused(
    tasks: tuple[str, ...], units: tuple[str, ...], told: str
) -> None:
    """R26: what vanished is named, with what to do instead."""
    before = MasterNames(("任务1", "任务2"), ("区财政局", "区水务局"))
    with pytest.raises(StateError) as caught:
        refuse_lost_master(before, tasks, lambda unit: unit in units)
    assert told in caught.value.problem
    assert "--confirmed" in caught.value.remedy


def test_a_master_that_grew_is_not_refused() -> None:
    refuse_lost_master(MasterNames(("任务1",), ("区财政局",)), ("任务1", "任务9"), lambda unit: True)
    refuse_lost_master(MasterNames(), (), lambda unit: False)


def test_an_inbox_that_was_not_empty_and_is_now_is_refused() -> None:
    """A network drive that is not there must not turn even one return into 未报."""
    with pytest.raises(StateError) as caught:
        refuse_emptied_inbox(1, 0)
    assert "--confirmed" in caught.value.remedy
    refuse_emptied_inbox(0, 0)
    refuse_emptied_inbox(70, 1)


def test_no_inbox_is_no_empty_one(tmp_path: Path) -> None:
    refuse_missing_inbox(tmp_path)
    (tmp_path / "文件").write_bytes(b"")
    for inbox in (tmp_path / "没有", tmp_path / "文件"):
        with pytest.raises(StateError) as caught:
            refuse_missing_inbox(inbox)
        assert str(inbox) in caught.value.problem
        assert "config.toml" in caught.value.remedy


def test_every_original_is_kept_once_unchanged(tmp_path: Path) -> None:
    for _ in range(2):
        with Originals(tmp_path) as originals:
            originals.keep(Path("表.XLSX"), "abc", b"bytes as received")
            originals.keep(Path("表.xlsx"), "abc", b"bytes as received")
    kept = list((tmp_path / "原件").iterdir())
    assert [path.name for path in kept] == ["abc.xlsx"]
    assert kept[0].read_bytes() == b"bytes as received"

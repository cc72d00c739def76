"""What earlier runs worked out is only ever a gain of time: lost, damaged or another program's, nothing comes out otherwise."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest

from pipeline.keeping.cache import kept_values
from pipeline.keeping.cache.kept_values import CACHE, open_cache
from pipeline.keeping.cache.remembered import remembering, worked_out


def keep(archive: Path, key: str = "a", value: bytes = b"1") -> None:
    with open_cache(archive) as kept:
        kept.keep("room", key, value)


def found(archive: Path, key: str = "a") -> bytes | None:
    with open_cache(archive) as kept:
        return kept.find("room", key)


def the_file(archive: Path) -> Path:
    (file,) = (archive / CACHE).iterdir()
    return file


def test_a_value_is_found_by_the_next_run_under_its_room_and_key(tmp_path: Path) -> None:
    """And nowhere else."""
    keep(tmp_path)
    assert found(tmp_path) == b"1"
    assert found(tmp_path, "b") is None
    with open_cache(tmp_path) as kept:
        assert kept.find("other", "a") is None


@pytest.mark.parametrize("content", [b"", b"\0" * 5000, "不是数据库".encode(), b"SQLite format 3\0" + b"\7" * 4096])
def test_a_damaged_file_is_begun_anew(tmp_path: Path, content: bytes) -> None:
    """Whatever befell it: the run goes on, and what it works out is kept again."""
    keep(tmp_path)
    the_file(tmp_path).write_bytes(content)
    assert found(tmp_path) is None
    keep(tmp_path)
    assert found(tmp_path) == b"1"


def test_pages_damaged_in_the_middle_cost_no_run(tmp_path: Path) -> None:
    """The head of the file is whole, the values are not: none is taken, and what is worked out next is kept again."""
    with open_cache(tmp_path) as kept:
        for number in range(200):
            kept.keep("room", str(number), bytes(900))
    file = the_file(tmp_path)
    content = file.read_bytes()
    file.write_bytes(content[:4096] + b"\xaa" * (len(content) - 8192) + content[-4096:])
    assert found(tmp_path, "7") is None
    keep(tmp_path)
    assert found(tmp_path) == b"1"


def test_a_value_of_which_a_byte_has_changed_is_none(tmp_path: Path) -> None:
    """Words of a return would be others, and nobody would know: it is worked out anew."""
    keep(tmp_path, value="累计完成300户".encode())
    file = the_file(tmp_path)
    file.write_bytes(file.read_bytes().replace("300户".encode(), "800户".encode()))
    assert found(tmp_path) is None


def test_another_program_takes_nothing(tmp_path: Path) -> None:
    """A rule that was changed, another library: the values are that program's."""
    keep(tmp_path)
    with patch.object(kept_values, "program_stamp", lambda: "another"):
        assert found(tmp_path) is None
        keep(tmp_path, value=b"2")
        assert found(tmp_path) == b"2"
    assert found(tmp_path) is None


def test_what_nobody_asks_for_goes(tmp_path: Path) -> None:
    """What is asked for stays, however old; a text that nobody sends any more does not stay for ever."""
    keep(tmp_path, "asked")
    keep(tmp_path, "forgotten")
    for _ in range(20):
        assert found(tmp_path, "asked") == b"1"
    assert found(tmp_path, "forgotten") is None


def test_a_run_that_is_refused_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    """Nothing is begun before there is something to keep."""
    with pytest.raises(ZeroDivisionError), open_cache(tmp_path):
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_fails_keeps_nothing(tmp_path: Path) -> None:
    """What it had worked out may be half done."""
    with pytest.raises(ZeroDivisionError), open_cache(tmp_path) as kept:
        kept.keep("room", "a", b"1")
        raise ZeroDivisionError
    assert found(tmp_path) is None


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    """A file lies where the folder should be."""
    (tmp_path / CACHE).write_bytes(b"")
    keep(tmp_path)
    assert found(tmp_path) is None


def test_a_value_is_worked_out_once_for_the_same_facts(tmp_path: Path) -> None:
    """Over runs; outside a run always anew."""
    told: list[str] = []

    def work_out(fact: str) -> tuple[str, bytes]:
        def work() -> tuple[str, bytes]:
            told.append(fact)
            return (fact, b"\xff")

        return worked_out("pair", fact, tuple[str, bytes], work)

    for _ in range(3):
        with open_cache(tmp_path) as kept, remembering(kept):
            assert work_out("a") == ("a", b"\xff")
            assert work_out("b") == ("b", b"\xff")
    assert told == ["a", "b"]
    work_out("a")
    assert told == ["a", "b", "a"]

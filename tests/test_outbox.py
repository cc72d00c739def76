"""A document that a person has edited is never overwritten; the new text lies beside it (R22)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from pipeline.keeping.files import write_text
from pipeline.keeping.register import Register, open_register
from pipeline.outputs.shared.outbox import Outbox

NAME = "通报/2022-03/月通报.docx"
FRESH = "通报/2022-03/月通报（新稿）.docx"


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with open_register(tmp_path / "archive") as opened:
        yield opened


def saying(text: str) -> Callable[[Path], Path]:
    return lambda path: write_text(path, text)


def publish(folder: Path, register: Register, text: str) -> tuple[Path, list[Path]]:
    """Where one run put ``text``, and what it left alone."""
    outbox = Outbox(folder / "outbox", register, date(2022, 4, 11))
    return outbox.publish(NAME, saying(text)), outbox.kept


def texts(folder: Path) -> dict[str, str]:
    """Everything in the outbox."""
    outbox = folder / "outbox"
    return {
        path.relative_to(outbox).as_posix(): path.read_text(encoding="utf-8")
        for path in outbox.rglob("*")
        if path.is_file()
    }


def edit(folder: Path, text: str, name: str = NAME) -> Path:
    """A person has saved ``text`` in Word."""
    path = folder / "outbox" / name
    path.write_text(text, encoding="utf-8")
    return path


def test_an_untouched_document_is_brought_up_to_date(tmp_path: Path, register: Register) -> None:
    publish(tmp_path, register, "第一稿")
    _, kept = publish(tmp_path, register, "第二稿")
    assert texts(tmp_path) == {NAME: "第二稿"}
    assert kept == []


def test_an_edited_document_stays_and_the_new_text_lies_beside_it(tmp_path: Path, register: Register) -> None:
    publish(tmp_path, register, "第一稿")
    edited = edit(tmp_path, "领导改过的稿")
    written, kept = publish(tmp_path, register, "第二稿")
    assert texts(tmp_path) == {NAME: "领导改过的稿", FRESH: "第二稿"}
    assert (written, kept) == (tmp_path / "outbox" / FRESH, [edited])


def test_the_new_text_beside_follows_later_runs_too(tmp_path: Path, register: Register) -> None:
    publish(tmp_path, register, "第一稿")
    edit(tmp_path, "领导改过的稿")
    publish(tmp_path, register, "第二稿")
    publish(tmp_path, register, "第三稿")
    assert texts(tmp_path) == {NAME: "领导改过的稿", FRESH: "第三稿"}


def test_an_edited_new_text_is_not_overwritten_either(tmp_path: Path, register: Register) -> None:
    """R22 holds for every generated file, the one beside included."""
    publish(tmp_path, register, "第一稿")
    edit(tmp_path, "领导改过的稿")
    publish(tmp_path, register, "第二稿")
    edit(tmp_path, "又改过的新稿", FRESH)
    _, kept = publish(tmp_path, register, "第三稿")
    left = texts(tmp_path)
    assert left[NAME] == "领导改过的稿"
    assert left[FRESH] == "又改过的新稿"
    assert "第三稿" in left.values()
    assert {path.name for path in kept} == {"月通报.docx", "月通报（新稿）.docx"}


def test_a_document_that_a_person_put_there_first_is_theirs(tmp_path: Path, register: Register) -> None:
    """R22: what the pipeline has never written, it does not overwrite."""
    (tmp_path / "outbox" / "通报" / "2022-03").mkdir(parents=True)
    edit(tmp_path, "自己写的稿")
    publish(tmp_path, register, "第一稿")
    assert texts(tmp_path) == {NAME: "自己写的稿", FRESH: "第一稿"}


def test_an_edit_that_says_what_the_new_text_says_is_no_edit(tmp_path: Path, register: Register) -> None:
    publish(tmp_path, register, "第一稿")
    edit(tmp_path, "第二稿")
    assert publish(tmp_path, register, "第二稿") == (tmp_path / "outbox" / NAME, [])
    publish(tmp_path, register, "第三稿")
    assert texts(tmp_path) == {NAME: "第三稿"}


def test_the_outbox_can_be_deleted_and_rebuilt(tmp_path: Path, register: Register) -> None:
    """docs/contract.md: all that the pipeline makes can be made again."""
    publish(tmp_path, register, "第一稿")
    (tmp_path / "outbox" / NAME).unlink()
    publish(tmp_path, register, "第一稿")
    assert texts(tmp_path) == {NAME: "第一稿"}


def test_a_document_open_in_word_is_not_taken_for_an_edited_one(tmp_path: Path, register: Register) -> None:
    """While it is open the new text lies beside as （新）; once it is closed it is brought up to date as ever."""
    publish(tmp_path, register, "第一稿")
    outbox = Outbox(tmp_path / "outbox", register, date(2022, 4, 11))
    outbox.publish(NAME, lambda path: write_text(path.with_name("月通报（新）.docx"), "第二稿"))
    _, kept = publish(tmp_path, register, "第三稿")
    assert kept == []
    assert texts(tmp_path)[NAME] == "第三稿"

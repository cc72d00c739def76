"""Damaged copies of sound files: each reads as before or is refused, and no damage ends in another exception."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from container_samples import book
from corpus.containers import CONTAINERS
from corpus.sheets import Cell, Line, Sheet

from benchmarks.damage import Damage, blanked, cut, flipped, outcome, read, smeared, torn
from pipeline.submissions.files.containers import open_container
from pipeline.submissions.files.grid import UnreadableFileError
from pipeline.submissions.files.grids import read_grids

COPIES = 150
FORM = Sheet(
    "3月",
    (
        Line((Cell("填报单位：区教体局", across=4),)),
        Line((Cell("序号"), Cell("重点任务"), Cell("完成情况"), Cell("是否完成"))),
        Line((Cell(1), Cell("新建学校", down=2), Cell("已开工\n投资1.5亿元"), Cell("是")), key="甲"),
        Line((Cell(2.5), Cell(), Cell("A&B <50万元>"), Cell("否")), key="乙"),
    ),
)
# Formats whose parts carry checksums: what is read from them is what was written, or nothing.
CHECKED = ("xlsx", "xlsx_inline", "xlsx_other_writer", "xlsx_strict", "xlsx_prefixed", "xlsb", "ods", "docx")


def damaged_copies(content: bytes, seed: str) -> Iterator[bytes]:
    rng = random.Random(seed)
    for number in range(COPIES):
        yield (flipped, smeared, torn)[number % 3](content, rng)


def reading(content: bytes) -> object:
    """All that a file says, None if it is refused; any other exception is the test's failure."""
    try:
        return [
            (member.name, grid.sheet, grid.texts, grid.filled, grid.is_hidden)
            for member in open_container("附件4.xlsx", content)
            for grid in read_grids(member.content, member.format)
        ]
    except UnreadableFileError:
        return None


@pytest.mark.parametrize("name", sorted(CONTAINERS))
def test_damage_never_ends_in_another_exception(name: str) -> None:
    outcomes = [reading(copy) for copy in damaged_copies(CONTAINERS[name].write((FORM,)), name)]
    assert len(outcomes) == COPIES


@pytest.mark.parametrize("name", CHECKED)
def test_damage_never_shows_as_other_words(name: str) -> None:
    """Without checksums, four bit flips in a hundred come back as silently different words."""
    content = CONTAINERS[name].write((FORM,))
    sound = reading(content)
    outcomes = [reading(copy) for copy in damaged_copies(content, name)]
    assert sound is not None
    assert [outcome for outcome in outcomes if outcome not in (sound, None)] == []
    assert sound in outcomes, "some damage falls on parts that are not read"
    assert None in outcomes


def test_every_cut_of_a_workbook_is_refused() -> None:
    content = book()
    readable = [length for length in range(1, len(content), 7) if reading(content[:length])]
    assert readable == []


@pytest.mark.parametrize("damage", [pytest.param(one, id=one.__name__) for one in (blanked, cut, torn)])
def test_an_old_workbook_that_lacks_a_piece_is_never_other_words_in_silence(damage: Damage) -> None:
    """A flipped bit can make a letter another letter, and nothing tells; what is gone always shows."""
    content = CONTAINERS["xls"].write((FORM,))
    sound = read(content)
    rng = random.Random(damage.__name__)
    assert "silent" not in {outcome(damage(content, rng), sound) for _ in range(COPIES)}

"""Text tables → grids: separators, quotes and spoilt characters."""

from __future__ import annotations

import pytest
from container_samples import (
    only_grid,
)

from pipeline.submissions.files.grid import HazardKind, UnreadableFileError
from pipeline.submissions.files.grids import read_grids

TEXT_FORMS = [
    pytest.param("序号\t重点任务\t完成情况\n1\t新建学校\t已开工, 顺利; 完成\n", "utf-8", id="tabs-around-commas"),
    pytest.param("序号;重点任务;完成情况\n1;新建学校;已开工, 顺利\n", "gb18030", id="semicolons"),
    pytest.param("序号|重点任务|完成情况\n1|新建学校|已开工\n", "utf-16", id="bars"),
    pytest.param("sep=,\r\n序号,重点任务,完成情况\r\n1,新建学校,已开工\r\n", "utf-8-sig", id="sep-line"),
    pytest.param('序号,重点任务,完成情况\n="1",新建学校,已开工\n', "utf-8", id="protected"),
]


@pytest.mark.parametrize(("text", "encoding"), TEXT_FORMS)
def test_the_separator_of_a_text_table_is_found(text: str, encoding: str) -> None:
    texts = only_grid(text.encode(encoding)).texts
    assert texts[0] == ("序号", "重点任务", "完成情况")
    assert texts[1][:2] == ("1", "新建学校")
    assert texts[1][2].startswith("已开工")


def test_line_breaks_and_quotes_inside_a_text_table_are_kept() -> None:
    grid = only_grid('序号,完成情况\r\n1,"一、已开工\n二、""样板""完成"\r\n'.encode("gb18030"))
    assert grid.texts == (("序号", "完成情况"), ("1", '一、已开工\n二、"样板"完成'))


def test_an_unpaired_quote_swallows_nothing() -> None:
    grid = only_grid('序号,完成情况\n1,"已开工\n2,已完工\n'.encode())
    assert [row[0] for row in grid.texts] == ["序号", "1", "2"]


def test_a_spoilt_character_is_shown_and_reported_at_its_row() -> None:
    content = bytearray(("序号,完成情况\n" + "1,学校建设进展顺利\n" * 40).encode("utf-8"))
    content[content.index("顺利".encode()) + 1] = 0xFF
    grid = only_grid(bytes(content))
    assert "\ufffd" in grid.text(1, 1)
    assert [(hazard.kind, hazard.row) for hazard in grid.hazards] == [(HazardKind.GARBLED, 2)]


def test_gbk_words_that_are_valid_utf8_read_as_chinese() -> None:
    """目录 in GBK is ĿÂ¼ in UTF-8."""
    assert only_grid("目录,目录\n".encode("gb18030")).texts == (("目录", "目录"),)


LINES = [f"{number},建设学校{number}所,已开工,无,继续推进,是\n" for number in range(1, 9)]
CUT = [
    pytest.param("".join(LINES), [], id="whole"),
    pytest.param("".join(LINES)[:-1], [], id="typed-without-the-last-end"),
    pytest.param("".join(LINES).replace("\n", "\r\n")[:-2], [8], id="a-line-of-excel-without-its-end"),
    pytest.param("".join(LINES)[:-6], [8], id="a-row-cut-in-the-middle"),
    pytest.param("".join([*LINES[:3], LINES[3].replace(",", "", 1), *LINES[4:]]), [4], id="two-cells-run-together"),
    pytest.param("".join(["填报单位：区教体局\n", *LINES, "填报人：王强\n"]), [], id="lines-of-one-cell"),
    pytest.param("".join([*LINES[:2], '3,"已开工,无,无,无,是\n']), [None], id="an-unpaired-quote"),
]


@pytest.mark.parametrize(("text", "rows"), CUT)
def test_signs_that_a_text_is_damaged_are_told(text: str, rows: list[int | None]) -> None:
    hazards = only_grid(text.encode("gb18030")).hazards
    assert [(one.kind, one.row) for one in hazards] == [(HazardKind.DAMAGED, row) for row in rows]


def test_letters_that_no_chinese_form_holds_are_told_once_a_row() -> None:
    grid = only_grid("".join([*LINES, "9,建\u0e4cሀ,已开\ue123工,无,无,是\n"]).encode())
    assert [(one.kind, one.row, one.detail) for one in grid.hazards] == [(HazardKind.GARBLED, 9, "“\u0e4c、ሀ、U+E123”")]


@pytest.mark.parametrize("name", ["张喆", "浉河区", "王翊珺", "Φ100管道", "80㎡", "①②", "√", "Ⅱ期", "李·买买提"])
def test_letters_of_names_and_signs_are_no_damage(name: str) -> None:
    assert only_grid("".join([*LINES, f"9,{name},已开工,无,无,是\n"]).encode()).hazards == ()


def test_a_text_in_the_wrong_letters_is_refused() -> None:
    """UTF-8 that somebody opened as GBK and saved."""
    garbled = "".join(LINES).encode().decode("gb18030", "ignore").encode()
    with pytest.raises(UnreadableFileError, match="乱码"):
        read_grids(garbled)

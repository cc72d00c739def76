"""Text tables → grids: separators, quotes and spoilt characters."""

from __future__ import annotations

import pytest
from container_samples import (
    only_grid,
)

from pipeline.submissions.files.grid import HazardKind

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

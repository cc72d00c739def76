"""Decoding: the words of a text in whatever encoding a clerk's program wrote it."""

from __future__ import annotations

import pytest

from pipeline.submissions.files.decoding import decode_text

WORDS = "序号,重点任务,完成情况\r\n1,新建学校,已开工\r\n"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"],
)
def test_a_text_reads_the_same_in_every_encoding(encoding: str) -> None:
    assert decode_text(WORDS.encode(encoding)) == WORDS


def test_big5_is_believed_where_a_page_names_it() -> None:
    page = '<meta charset="big5">重點任務'
    assert decode_text(page.encode("big5"), is_marked_up=True) == page
    assert decode_text(page.encode("big5")) != page, "and nowhere else"


@pytest.mark.parametrize("claimed", ["utf-8", "gb2312", "iso-8859-1", "没有这种编码", "x-unknown"])
def test_what_a_page_claims_wrongly_is_not_believed(claimed: str) -> None:
    page = f'<meta charset="{claimed}">重点任务完成情况'
    assert decode_text(page.encode("gb18030"), is_marked_up=True) == page
    assert decode_text(page.encode("utf-8"), is_marked_up=True) == page


def test_words_in_gbk_that_are_valid_utf8_read_as_chinese() -> None:
    """目录 in GBK is ĿÂ¼ in UTF-8."""
    assert decode_text("目录".encode("gbk")) == "目录"


def test_a_spoilt_character_costs_only_itself() -> None:
    content = bytearray((WORDS * 20).encode())
    content[content.index("校".encode()) + 1] = 0xFF
    text = decode_text(bytes(content))
    assert text is not None and "\ufffd" in text
    assert text.replace("\ufffd", "") == (WORDS * 20).replace("校", "", 1)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"\x00\x01\x02\x03" * 50, id="control characters"),
        pytest.param(bytes(range(256)) * 8, id="every byte"),
        pytest.param(b"\xef\xbb\xbf\x01\x02\x03", id="control characters behind a mark"),
    ],
)
def test_what_is_no_text_is_none(content: bytes) -> None:
    assert decode_text(content) is None


def test_nothing_is_an_empty_text() -> None:
    assert decode_text(b"") == ""

"""Markup parsed safely: what is malformed or dangerous is refused, and memory does not grow with a file."""

from __future__ import annotations

import pytest

from pipeline.submissions.files.grid import UnreadableFileError
from pipeline.submissions.files.markup import local_name, parse_html, parse_xml, remembered, walk_xml

LAUGHS = b'<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;">]><a>&y;</a>'
REFUSED = [
    pytest.param(b"<a><b></a>", "损坏", id="tags that do not pair"),
    pytest.param(b"", "损坏", id="nothing"),
    pytest.param(LAUGHS, "DOCTYPE", id="entities that grow"),
    pytest.param(b'<!doctype a SYSTEM "file:///etc/passwd"><a/>', "DOCTYPE", id="another file"),
    pytest.param("\ufeff<!DOCTYPE a []><a/>".encode("utf-16"), "DOCTYPE", id="hidden in UTF-16"),
]


@pytest.mark.parametrize(("content", "reason"), REFUSED)
def test_what_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFileError, match=reason):
        parse_xml(content)
    with pytest.raises(UnreadableFileError):
        walk_xml(content, {}, {}, lambda _: None)


def test_comments_and_instructions_are_no_words() -> None:
    root = parse_xml("<a>甲<!-- 注 --><?x y?>乙</a>".encode())
    assert "".join(root.itertext()) == "甲乙"


def told(content: bytes) -> tuple[list[str], str]:
    """The classes of the rows of ``content``, and all words between them."""
    rows: list[str] = []
    words: list[str] = []
    walk_xml(content, {"row": lambda attributes: rows.append(attributes.get("n", ""))}, {}, words.append)
    return rows, "".join(words)


def test_elements_are_told_by_name_whatever_their_prefix() -> None:
    content = b'<t xmlns:x="x"><x:row n="1">a</x:row><other>b</other><row n="2">c</row></t>'
    assert told(content) == (["1", "2"], "abc")


def test_a_fault_at_the_end_is_noticed_though_the_beginning_was_read() -> None:
    with pytest.raises(UnreadableFileError):
        told(b"<t><row>1</row><row>2</t>")


@pytest.mark.parametrize(
    ("page", "text"),
    [
        pytest.param("<table><tr><td>甲<td>乙</table>", "甲乙", id="open tags"),
        pytest.param("<p>甲 & 乙", "甲 & 乙", id="a bare ampersand"),
        pytest.param("<p>甲<!-- 注 -->乙</p>", "甲乙", id="a comment"),
    ],
)
def test_a_sloppy_page_is_read_as_a_browser_reads_it(page: str, text: str) -> None:
    assert "".join(parse_html(page).itertext()) == text


def test_a_page_of_nothing_is_refused() -> None:
    with pytest.raises(UnreadableFileError):
        parse_html("")


def test_a_small_part_is_worked_out_once_a_large_one_each_time() -> None:
    seen: list[int] = []

    @remembered
    def size(part: bytes) -> int:
        seen.append(len(part))
        return len(part)

    assert [size(b"x" * 10), size(b"x" * 10)] == [10, 10] and seen == [10]
    assert [size(b"x" * 70_000), size(b"x" * 70_000)] == [70_000] * 2 and seen == [10, 70_000, 70_000]


def test_the_name_of_what_is_no_element_is_blank() -> None:
    from lxml import etree

    assert local_name(etree.Comment("注")) == ""
    assert local_name(etree.Element("{urn:x}row")) == "row"

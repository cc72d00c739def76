"""Old Word documents → text: pieces in their order, wide or narrow, and what cannot be read refused."""

from __future__ import annotations

import struct

import pytest
from container_samples import compound

from pipeline.submissions.files.grid import UnreadableFileError
from pipeline.submissions.files.readers.doc import CELL_END, read_doc_text

_TEXT_BEGINS = 2048
_SECOND_TABLE, _ENCRYPTED = 0x0200, 0x0100


def document(*pieces: str | bytes, flags: int = _SECOND_TABLE, table: str = "1Table") -> bytes:
    """A .doc of these pieces: a str as UTF-16, bytes as Word keeps what fits the Western code page."""
    main, ends, places = bytearray(_TEXT_BEGINS), [0], b""
    for piece in pieces:
        where = len(main)
        main += piece.encode("utf-16-le") if isinstance(piece, str) else piece
        places += struct.pack("<HIH", 0, where if isinstance(piece, str) else 0x40000000 | where * 2, 0)
        ends.append(ends[-1] + len(piece))
    main[0x0A:0x0C] = struct.pack("<H", flags)
    listed = struct.pack(f"<{len(ends)}I", *ends) + places
    clx = b"\x01\x02\x00xx" + b"\x02" + struct.pack("<I", len(listed)) + listed
    main[0x01A2:0x01AA] = struct.pack("<II", 16, len(clx))
    return compound({"WordDocument": bytes(main), table: bytes(16) + clx})


def test_the_words_of_a_document_in_their_order() -> None:
    assert read_doc_text(document("工作汇报\r", b"OK\r", "区财政局\r")) == "工作汇报\rOK\r区财政局\r"


def test_the_cells_of_a_table_are_told_apart() -> None:
    row = CELL_END.join(("序号", "重点任务", ""))
    assert read_doc_text(document(row)).split(CELL_END) == ["序号", "重点任务", ""]


def test_either_of_the_two_table_streams_is_read() -> None:
    assert read_doc_text(document("汇报\r", flags=0, table="0Table")) == "汇报\r"


def test_only_the_first_pages_are_read() -> None:
    assert len(read_doc_text(document("长" * 20_500, "尾"))) == 20_000


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"{\\rtf1\\ansi}", "不是", id="rich text"),
        pytest.param(document("汇报", flags=_SECOND_TABLE | _ENCRYPTED), "密码", id="under a password"),
        pytest.param(document("汇报", table="0Table"), "损坏", id="its table missing"),
        pytest.param(document("汇报")[:3000], "损坏", id="cut off"),
    ],
)
def test_what_cannot_be_read_says_why(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFileError, match=reason):
        read_doc_text(content)

"""Any file → its members: an archive's one by one, what cannot be opened with the reason."""

from __future__ import annotations

import struct
import zipfile
import zlib

import pytest
from container_samples import (
    WORKBOOK_PART,
    book,
    packed,
    parts_of,
    raw_zip,
)

from pipeline.submissions.files.containers import MAX_MEMBERS, open_container
from pipeline.submissions.files.formats import Format

_CSV = "序号,重点任务,完成情况\r\n1,新建学校,已开工\r\n"
_DOCUMENT = packed({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"})


def formats(content: bytes, name: str = "附件4.xlsx") -> list[tuple[str, Format]]:
    return [(member.name, member.format) for member in open_container(name, content)]


@pytest.mark.parametrize("name", ["附件4.xls", "附件4.csv", "附件4.pdf", "附件4", "附件4.zip"])
def test_the_extension_has_no_say(name: str) -> None:
    assert formats(book(), name) == [("", Format.WORKBOOK_ZIP)]


def test_an_archive_yields_its_files_in_order_with_their_paths() -> None:
    archive = packed({"区教体局/附件4.xlsx": book(), "区教体局/材料.docx": _DOCUMENT, "说明.txt": "你好"})
    assert formats(archive, "包.zip") == [
        ("区教体局/附件4.xlsx", Format.WORKBOOK_ZIP),
        ("区教体局/材料.docx", Format.DOCX),
        ("说明.txt", Format.DELIMITED),
    ]


def test_members_are_the_bytes_that_were_packed() -> None:
    content = book()
    (member,) = open_container("包.zip", packed({"表.xlsx": content}))
    assert member.content == content


def test_an_archive_in_an_archive_is_opened_one_level_deep() -> None:
    inner = packed({"表.xlsx": book()})
    outer = packed({"内.zip": inner, "更深.zip": packed({"再内.zip": inner})})
    assert formats(outer) == [("内.zip!表.xlsx", Format.WORKBOOK_ZIP), ("更深.zip!再内.zip", Format.ZIP)]


def test_an_unpacked_workbook_that_was_zipped_in_a_folder_is_an_archive() -> None:
    parts = {f"附件4/{name}": content for name, content in parts_of(book()).items()}
    assert f"附件4/{WORKBOOK_PART}" in dict(formats(packed(parts)))


def test_what_systems_leave_in_archives_is_passed_over() -> None:
    archive = packed(
        {
            "区财政局/": "",
            "__MACOSX/区财政局/._附件4.xlsx": "noise",
            "区财政局/.DS_Store": "noise",
            "区财政局/~$附件4.xlsx": "lock",
            "Thumbs.db": "noise",
            "区财政局/附件4.xlsx": book(),
        }
    )
    assert formats(archive) == [("区财政局/附件4.xlsx", Format.WORKBOOK_ZIP)]


def test_two_members_of_one_name_stay_apart() -> None:
    archive = raw_zip([(b"a.csv", b"1,2"), (b"a.csv", b"3,4")])
    members = open_container("包.zip", archive)
    assert len({member.name for member in members}) == 2
    assert [member.content for member in members] == [b"1,2", b"3,4"]


@pytest.mark.parametrize(
    "archive",
    [
        pytest.param(packed({}), id="nothing"),
        pytest.param(packed({"空/": "", "__MACOSX/x": "y"}), id="only-junk"),
    ],
)
def test_an_archive_without_files_is_empty(archive: bytes) -> None:
    (member,) = open_container("包.zip", archive)
    assert (member.name, member.format) == ("", Format.EMPTY)
    assert member.reason


def test_a_damaged_member_costs_only_itself() -> None:
    archive = bytearray(packed({"甲.csv": _CSV, "乙.csv": _CSV}, zipfile.ZIP_STORED))
    archive[archive.index("新建".encode())] ^= 0x01
    assert formats(bytes(archive)) == [("甲.csv", Format.DAMAGED), ("乙.csv", Format.DELIMITED)]


def test_a_damaged_archive_in_an_archive_costs_only_itself() -> None:
    inner = bytearray(packed({"表.csv": _CSV}))
    inner[inner.index(b"PK\5\6") + 12] ^= 0x40
    assert formats(packed({"内.zip": bytes(inner), "乙.csv": _CSV})) == [
        ("内.zip", Format.DAMAGED),
        ("乙.csv", Format.DELIMITED),
    ]


def test_a_member_under_a_password_says_so() -> None:
    archive = bytearray(raw_zip([(b"a.csv", b"noise"), (b"b.csv", _CSV.encode())]))
    archive[archive.index(b"PK\1\2") + 8] |= 1
    assert formats(bytes(archive)) == [("a.csv", Format.PASSWORD), ("b.csv", Format.DELIMITED)]


def bomb() -> bytes:
    """Twenty members that say they hold 100 MB each."""
    zeros = zlib.compressobj(wbits=-15)
    packed_zeros = zeros.compress(bytes(1_000_000)) + zeros.flush()
    archive = bytearray(raw_zip([(f"{index:02}.csv".encode(), packed_zeros) for index in range(20)]))
    place = archive.find(b"PK\1\2")
    while place >= 0:
        struct.pack_into("<I", archive, place + 24, 100_000_000)
        place = archive.find(b"PK\1\2", place + 1)
    return bytes(archive)


def overlapping() -> bytes:
    """Three directory entries for the same megabyte."""
    archive = raw_zip([(b"a.csv", bytes(1_000_000))])
    start, end = archive.index(b"PK\1\2"), archive.index(b"PK\5\6")
    entry = archive[start:end]
    counts = struct.pack("<4H2IH", 0, 0, 3, 3, 3 * len(entry), start, 0)
    return archive[:start] + entry * 3 + b"PK\5\6" + counts


@pytest.mark.parametrize(
    "archive",
    [
        pytest.param(bomb(), id="bomb"),
        pytest.param(overlapping(), id="overlapping"),
        pytest.param(packed({f"{i}.csv": "1" for i in range(MAX_MEMBERS + 1)}), id="too-many"),
        pytest.param(
            packed({"内.zip": packed({f"{i}.csv": "1" for i in range(MAX_MEMBERS + 1)})}), id="too-many-inside"
        ),
        pytest.param(packed({"a.csv": _CSV})[:-30], id="cut-off"),
    ],
)
def test_an_archive_that_is_refused_is_one_damaged_file_with_the_reason(archive: bytes) -> None:
    (member,) = open_container("包.zip", archive)
    assert (member.name, member.format, member.content) == ("", Format.DAMAGED, archive)
    assert member.reason


def test_an_archive_cut_off_behind_a_workbook_is_not_taken_for_that_workbook() -> None:
    archive = packed({"甲.xlsx": book(), "乙.xlsx": book()}, zipfile.ZIP_STORED)
    cut = archive[: archive.index("乙.xlsx".encode()) - 30]
    assert formats(cut) == [("", Format.DAMAGED)]

"""Zip packages: true names of their entries, each with its checksum and within limits."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pytest
from container_samples import (
    book,
    only_grid,
    packed,
    parts_of,
    raw_zip,
)

from pipeline.submissions.files.containers import open_container
from pipeline.submissions.files.formats import Format
from pipeline.submissions.files.grid import UnreadableFileError
from pipeline.submissions.files.package import MAX_ENTRIES, MAX_PART_BYTES, lists_entry, open_package

_CSV = "序号,重点任务,完成情况\r\n1,新建学校,已开工\r\n"


def formats(content: bytes, name: str = "附件4.xlsx") -> list[tuple[str, Format]]:
    return [(member.name, member.format) for member in open_container(name, content)]


NAMES = [
    pytest.param("区财政局/附件4.xlsx".encode("gb18030"), 0, b"", id="gbk"),
    pytest.param("区财政局/附件4.xlsx".encode(), 0x800, b"", id="utf8-flag"),
    pytest.param("区财政局/附件4.xlsx".encode(), 0, b"", id="utf8-of-a-mac"),
    pytest.param("区财政局\\附件4.xlsx".encode("gb18030"), 0, b"", id="backslash"),
    pytest.param("./../区财政局/附件4.xlsx".encode("gb18030"), 0, b"", id="dots"),
]


@pytest.mark.parametrize(("raw", "flags", "extra"), NAMES)
def test_chinese_names_read_right_whatever_the_packer(raw: bytes, flags: int, extra: bytes) -> None:
    assert formats(raw_zip([(raw, book())], flags=flags, extra=extra)) == [("区财政局/附件4.xlsx", Format.WORKBOOK_ZIP)]


def test_a_gbk_name_that_is_also_valid_utf8_reads_as_chinese() -> None:
    """目录 in GBK is ĿÂ¼ in UTF-8."""
    assert formats(raw_zip([("目录".encode("gb18030"), _CSV.encode())])) == [("目录", Format.DELIMITED)]


def test_a_gbk_name_that_ends_with_the_byte_of_a_backslash_is_no_folder() -> None:
    raw = "王誠".encode("gb18030")
    assert raw.endswith(b"\\")
    assert formats(raw_zip([(raw, _CSV.encode())])) == [("王誠", Format.DELIMITED)]


def test_the_extra_field_of_info_zip_names_the_entry() -> None:
    raw, name = b"___.csv", "清单.csv".encode()
    raw = b"\xff\xfe.csv"
    field = struct.pack("<BI", 1, zlib.crc32(raw)) + name
    extra = struct.pack("<HH", 0x7075, len(field)) + field
    assert formats(raw_zip([(raw, _CSV.encode())], extra=extra)) == [("清单.csv", Format.DELIMITED)]


def test_a_member_larger_than_it_says_is_damaged() -> None:
    archive = bytearray(packed({"a.csv": "1,2\n" * 1000, "b.csv": _CSV}))
    struct.pack_into("<I", archive, archive.index(b"PK\1\2") + 24, 10)
    assert formats(bytes(archive)) == [("a.csv", Format.DAMAGED), ("b.csv", Format.DELIMITED)]


def test_the_fields_of_large_archives_are_understood() -> None:
    """Some writers always use the 64-bit fields."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package, package.open("表.csv", "w", force_zip64=True) as member:
        member.write(_CSV.encode())
    archive = bytearray(target.getvalue())
    place = archive.index(b"PK\1\2")
    size = len(_CSV.encode())
    wide = struct.pack("<HH3Q", 1, 24, size, size, 0)
    struct.pack_into("<2I", archive, place + 20, 0xFFFFFFFF, 0xFFFFFFFF)
    struct.pack_into("<H", archive, place + 30, len(wide))
    struct.pack_into("<I", archive, place + 42, 0xFFFFFFFF)
    end = archive.index(b"PK\5\6")
    directory = bytes(archive[place:end]) + wide
    wide_end = struct.pack("<4sQ2H2I4Q", b"PK\6\6", 44, 45, 45, 0, 0, 1, 1, len(directory), place)
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, place + len(directory), 1)
    counts = struct.pack("<4H2IH", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    content = bytes(archive[:place]) + directory + wide_end + locator + b"PK\5\6" + counts
    assert formats(content) == [("表.csv", Format.DELIMITED)]


def always_wide(content: bytes) -> bytes:
    """As streaming writers told to use 64-bit records always leave it: true numbers in the usual end all the same."""
    end = content.rindex(b"PK\5\6")
    count, size, offset = struct.unpack_from("<HII", content, end + 10)
    wide_end = struct.pack("<4sQ2H2I4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, offset)
    return content[:end] + wide_end + struct.pack("<4sIQI", b"PK\6\7", 0, end, 1) + content[end:]


def streamed(parts: dict[str, bytes]) -> bytes:
    """A zip written to a pipe: sizes and checksums stand behind each entry, its own header has none."""

    class Pipe(io.BytesIO):
        def tell(self) -> int:
            raise OSError

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return pipe.getvalue()


@pytest.mark.parametrize(
    "write",
    [
        pytest.param(lambda: always_wide(book()), id="64-bit-records-always"),
        pytest.param(lambda: streamed(parts_of(book())), id="sizes-behind-entries"),
        pytest.param(lambda: always_wide(streamed(parts_of(book()))), id="both"),
        pytest.param(lambda: packed(parts_of(book()) | {"docProps/": b""}), id="folders-as-entries"),
        pytest.param(lambda: packed({f"/{name}": part for name, part in parts_of(book()).items()}), id="rooted-names"),
        pytest.param(lambda: packed(dict(reversed(parts_of(book()).items()))), id="parts-in-another-order"),
        pytest.param(lambda: packed(parts_of(book()), zipfile.ZIP_STORED), id="not-packed"),
    ],
)
def test_a_workbook_reads_the_same_whoever_zipped_it(write: Callable[[], bytes]) -> None:
    content = write()
    assert formats(content) == [("", Format.WORKBOOK_ZIP)]
    assert only_grid(content) == only_grid(book())


def squeezed(size: int) -> bytes:
    """A zip whose one entry, 大.csv, unfolds into ``size`` blank bytes."""
    machine = zlib.compressobj(1, wbits=-15)
    blank, checksum, packed_blank = bytes(1 << 20), 0, b""
    for _ in range(size >> 20):
        packed_blank += machine.compress(blank)
        checksum = zlib.crc32(blank, checksum)
    packed_blank += machine.flush()
    archive = bytearray(raw_zip([("大.csv".encode("gb18030"), packed_blank)]))
    place = archive.index(b"PK\1\2")
    struct.pack_into("<H", archive, place + 10, zipfile.ZIP_DEFLATED)
    struct.pack_into("<I", archive, place + 16, checksum)
    struct.pack_into("<I", archive, place + 24, size)
    return bytes(archive)


def refusal(content: bytes, limit: int = MAX_PART_BYTES) -> str:
    package = open_package(content)
    with pytest.raises(UnreadableFileError) as caught:
        package.read(package.entries[0], limit)
    return str(caught.value)


def test_an_entry_unfolds_up_to_the_limit_and_no_farther() -> None:
    content = squeezed(1 << 20)
    package = open_package(content)
    assert package.read(package.entries[0], 1 << 20) == bytes(1 << 20)
    assert "压缩炸弹" in refusal(content, (1 << 20) - 1)


def test_an_inflated_part_beyond_measure_is_refused() -> None:
    assert "压缩炸弹" in refusal(squeezed(MAX_PART_BYTES + (1 << 20)))


def test_an_entry_is_what_its_checksum_says() -> None:
    content = bytearray(packed({"表.csv": _CSV}, zipfile.ZIP_STORED))
    content[content.index("新建".encode())] ^= 0x01
    assert "损坏" in refusal(bytes(content))


@pytest.mark.parametrize(
    ("place", "value", "reason"),
    [
        pytest.param(8, 1, "密码", id="under a password"),
        pytest.param(10, 12, "压缩方式", id="packed by a method that nobody uses"),
        pytest.param(42, 60_000, "损坏", id="said to lie behind the end"),
    ],
)
def test_an_entry_that_cannot_be_read_says_why(place: int, value: int, reason: str) -> None:
    content = bytearray(packed({"表.csv": _CSV}))
    struct.pack_into("<H", content, content.index(b"PK\1\2") + place, value)
    assert reason in refusal(bytes(content))


def test_folders_are_no_entries() -> None:
    assert [entry.name for entry in open_package(packed({"空/": "", "空/表.csv": _CSV})).entries] == ["空/表.csv"]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"PK\3\4 and nothing more", id="no directory"),
        pytest.param(packed({"表.csv": _CSV})[:-30], id="cut off"),
        pytest.param(packed({"表.csv": _CSV}) + packed({"表.csv": _CSV})[-60:], id="a directory from elsewhere"),
    ],
)
def test_a_zip_without_a_sound_directory_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFileError, match="损坏"):
        open_package(content)


def test_a_zip_of_more_entries_than_any_return_has_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match=str(MAX_ENTRIES)):
        open_package(raw_zip([(str(number).encode(), b"") for number in range(MAX_ENTRIES + 1)]))


def test_a_part_is_listed_by_its_whole_name() -> None:
    content = packed({"xl/workbook.xml": "<w/>"})
    assert lists_entry(content, b"xl/workbook.xml")
    assert not lists_entry(content, b"workbook.xml") and not lists_entry(content, b"xl/workbook")

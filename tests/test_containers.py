"""Any file → its members and their formats, told by content alone."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib

import pytest
import xlwt
from container_samples import WORKBOOK_PART, book, compound, packed, parts_of, raw_zip

from pipeline.submissions.files.containers import MAX_MEMBERS, open_container
from pipeline.submissions.files.formats import Format

_CSV = "序号,重点任务,完成情况\r\n1,新建学校,已开工\r\n"
_HTML = "<html><body><table><tr><td>序号</td></tr></table></body></html>"
_XML_SHEET = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
)
_DOCUMENT = packed({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"})
_SHEET_OF_OFFICE = packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<c/>"})
_LOCKED_ODS = packed(
    {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": "<manifest:encryption-data/>",
        "content.xml": "noise",
    }
)
_MAIL_PAGE = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x--"


def xls_book() -> bytes:
    workbook = xlwt.Workbook(encoding="utf-8")
    workbook.add_sheet("3月").write(0, 0, "序号")
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def formats(content: bytes, name: str = "附件4.xlsx") -> list[tuple[str, Format]]:
    return [(member.name, member.format) for member in open_container(name, content)]


FILES = [
    pytest.param(book(), Format.WORKBOOK_ZIP, id="xlsx"),
    pytest.param(
        packed({"XL\\Workbook.XML": "<w/>", "[Content_Types].xml": ""}), Format.WORKBOOK_ZIP, id="backslashes"
    ),
    pytest.param(packed({"[Content_Types].xml": "…sheet.main+xml", "a.xml": ""}), Format.WORKBOOK_ZIP, id="odd-parts"),
    pytest.param(packed({"[Content_Types].xml": "", "xl/workbook.bin": "b"}), Format.XLSB, id="xlsb"),
    pytest.param(xls_book(), Format.XLS, id="xls"),
    pytest.param(compound({"Book": b"\x09\x08"}), Format.XLS, id="excel-95"),
    pytest.param(b"\x09\x08\x08\x00\x00\x00\x10\x00\x00\x00\x00\x00", Format.XLS, id="bare-records"),
    pytest.param(_SHEET_OF_OFFICE, Format.ODS, id="ods"),
    pytest.param(_XML_SHEET.encode(), Format.XML_SHEET, id="xml-spreadsheet"),
    pytest.param(b"\xef\xbb\xbf" + _XML_SHEET.encode(), Format.XML_SHEET, id="xml-spreadsheet-bom"),
    pytest.param(_HTML.encode(), Format.HTML, id="html"),
    pytest.param(("\r\n " + _HTML).encode("utf-16"), Format.HTML, id="html-utf16"),
    pytest.param(_MAIL_PAGE.encode(), Format.MHTML, id="mhtml"),
    pytest.param(_CSV.encode("utf-8"), Format.DELIMITED, id="csv-utf8"),
    pytest.param(_CSV.encode("utf-8-sig"), Format.DELIMITED, id="csv-bom"),
    pytest.param(_CSV.encode("gb18030"), Format.DELIMITED, id="csv-gb18030"),
    pytest.param(_CSV.encode("utf-16"), Format.DELIMITED, id="csv-utf16"),
    pytest.param(_CSV.encode("utf-16-le"), Format.DELIMITED, id="csv-utf16-unmarked"),
    pytest.param(_DOCUMENT, Format.DOCX, id="docx"),
    pytest.param(compound({"WordDocument": b"x", "1Table": b"y"}), Format.DOC, id="doc"),
    pytest.param(b"{\\rtf1\\ansi}", Format.DOC, id="rtf"),
    pytest.param(b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>', Format.DOC, id="word-xml"),
    pytest.param(packed({"[Content_Types].xml": "", "ppt/presentation.xml": "p"}), Format.SLIDES, id="pptx"),
    pytest.param(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", Format.PDF, id="pdf"),
    pytest.param(b"\0\0junk\n%PDF-1.4\n\xff\xfe", Format.PDF, id="pdf-after-junk"),
    pytest.param(packed({"OFD.xml": "<ofd/>", "Doc_0/Document.xml": ""}), Format.OFD, id="ofd"),
    pytest.param(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01", Format.PICTURE, id="jpeg"),
    pytest.param(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Format.PICTURE, id="png"),
    pytest.param(b"RIFF\x10\0\0\0WEBPVP8 ", Format.PICTURE, id="webp"),
    pytest.param(b"Rar!\x1a\x07\x01\x00", Format.RAR, id="rar"),
    pytest.param(b"7z\xbc\xaf\x27\x1c\x00\x04", Format.SEVEN_ZIP, id="7z"),
    pytest.param(compound({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}), Format.PASSWORD, id="locked-xlsx"),
    pytest.param(_LOCKED_ODS, Format.PASSWORD, id="locked-ods"),
    pytest.param(b"", Format.EMPTY, id="no-bytes"),
    pytest.param(b"\r\n  ", Format.EMPTY, id="only-white-space"),
    pytest.param(bytes(4096), Format.DAMAGED, id="only-nuls"),
    pytest.param(book()[:900], Format.DAMAGED, id="xlsx-cut-off"),
    pytest.param(b"P", Format.DAMAGED, id="one-byte-left"),
    pytest.param(xls_book()[:600], Format.DAMAGED, id="xls-cut-off"),
    pytest.param(random.Random(1).randbytes(5000), Format.UNKNOWN, id="noise"),
]


@pytest.mark.parametrize(("content", "expected"), FILES)
def test_a_file_is_what_its_content_says(content: bytes, expected: Format) -> None:
    assert formats(content) == [("", expected)]


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

"""Bytes → format, told by content alone."""

from __future__ import annotations

import io
import random

import pytest
import xlwt
from container_samples import (
    book,
    compound,
    packed,
)

from pipeline.submissions.files.containers import open_container
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

"""Bytes → format. Nothing here looks at a file's name."""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping

from olefile import MAGIC, OleFileIO

from pipeline.submissions.files.decoding import decode_text
from pipeline.submissions.files.formats import Format
from pipeline.submissions.files.grid import UnreadableFileError
from pipeline.submissions.files.mail import is_mail
from pipeline.submissions.files.package import Package, PackageEntry, lists_entry, open_package

_SIGNATURES: tuple[tuple[bytes, Format], ...] = (
    (b"%PDF", Format.PDF),
    (b"Rar!\x1a\x07", Format.RAR),
    (b"7z\xbc\xaf\x27\x1c", Format.SEVEN_ZIP),
    (b"\x1f\x8b\x08", Format.GZIP),
    (b"{\\rtf", Format.DOC),
    (b"\xff\xd8\xff", Format.PICTURE),
    (b"\x89PNG\r\n\x1a\n", Format.PICTURE),
    (b"GIF8", Format.PICTURE),
    (b"II*\0", Format.PICTURE),
    (b"MM\0*", Format.PICTURE),
    (b"L\0\0\0\x01\x14\x02\0", Format.PROGRAM),  # a shortcut
    (b"MZ", Format.PROGRAM),
    (b"\x7fELF", Format.PROGRAM),
    (b"ID3", Format.MEDIA),
    (b"#!AMR", Format.MEDIA),
    (b"OggS", Format.MEDIA),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", Format.MEDIA),  # Windows Media
    (b"%TSD-Header", Format.PASSWORD),  # what document security software leaves to those outside
    (b"b\x14#e", Format.PASSWORD),
)
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_STREAMS = (
    ("EncryptedPackage", Format.PASSWORD),
    ("Workbook", Format.XLS),
    ("Book", Format.XLS),
    ("WordDocument", Format.DOC),
    ("PowerPoint Document", Format.SLIDES),
    ("__properties_version1.0", Format.OUTLOOK_MAIL),
)
_PARTS = (
    ("xl/workbook.xml", Format.WORKBOOK_ZIP),
    ("word/document.xml", Format.DOCX),
    ("xl/workbook.bin", Format.XLSB),
    ("ppt/presentation.xml", Format.SLIDES),
    ("OFD.xml", Format.OFD),
)
# [Content_Types].xml names the main part of a package whose parts have unusual names.
_CONTENT_TYPES = (
    (re.compile(rb"(sheet|template)(\.macroEnabled)?\.main\+xml"), Format.WORKBOOK_ZIP),
    (re.compile(rb"sheet\.binary"), Format.XLSB),
    (re.compile(rb"wordprocessingml|word/.*\.main\+xml"), Format.DOCX),
    (re.compile(rb"presentationml"), Format.SLIDES),
)
# Old exporters write the records of a workbook straight into the file: a BOF of 8 or 16 bytes, of a book or a sheet.
_BARE_RECORDS = re.compile(rb"\x09\x08[\x08\x10]\x00\x00[\x00\x05\x06][\x05\x10]\x00")
_OPEN_DOCUMENTS = ((b"spreadsheet", Format.ODS), (b"presentation", Format.SLIDES), (b"text", Format.DOC))
_MARKED_UP = (
    (re.compile(r"urn:schemas-microsoft-com:office:spreadsheet", re.IGNORECASE), Format.XML_SHEET),
    (re.compile(r"<office:document\b[^>]*opendocument\.spreadsheet", re.IGNORECASE), Format.ODS),
    (re.compile(r'progid="Word\.Document"|<w:wordDocument|pkg:package', re.IGNORECASE), Format.DOC),
    (re.compile(r"<(!doctype html|html|table|body|meta|div|tr)\b", re.IGNORECASE), Format.HTML),
)
_IWORK = ("index/document.iwa", "index.apxl", "index.zip")  # also where the tablet packed its folder
_HEAD = 65_536


def sniff(content: bytes) -> Format:
    """The format of ``content``; raises UnreadableFileError for an archive or office file whose directory is damaged."""
    if not content.strip(b"\0 \r\n\t"):
        return Format.DAMAGED if b"\0" in content else Format.EMPTY
    if _ZIP.startswith(content) or MAGIC.startswith(content):  # cut off after its first bytes
        return Format.DAMAGED
    if content.startswith((_ZIP, _EMPTY_ZIP)):
        is_usual = lists_entry(content, b"xl/workbook.xml")  # nine files in ten, known without opening them
        return Format.WORKBOOK_ZIP if is_usual else _sniff_package(open_package(content))
    if _BARE_RECORDS.match(content):
        return Format.XLS
    if content.startswith(MAGIC):
        return _sniff_compound(content)
    for signature, known in _SIGNATURES:
        if content.startswith(signature):
            return known
    return _sniff_rare(content) or _sniff_text(content)


def _sniff_package(package: Package) -> Format:
    """What an opened zip is: an office document by its parts, else an archive."""
    entries = {entry.name.casefold(): entry for entry in package.entries}
    for part, known in _PARTS:
        if part.casefold() in entries:
            return known
    if any(name.endswith(_IWORK) for name in entries):
        return Format.IWORK
    if "mimetype" in entries and "content.xml" in entries:
        return _sniff_open_document(package, entries)
    if "[content_types].xml" in entries:
        types = package.read(entries["[content_types].xml"])
        return next((known for pattern, known in _CONTENT_TYPES if pattern.search(types)), Format.UNKNOWN)
    return Format.ZIP


def _sniff_open_document(package: Package, entries: Mapping[str, PackageEntry]) -> Format:
    manifest = entries.get("meta-inf/manifest.xml")
    if manifest and b"encryption-data" in package.read(manifest):
        return Format.PASSWORD
    kind = package.read(entries["mimetype"], _HEAD)
    return next((known for word, known in _OPEN_DOCUMENTS if word in kind), Format.UNKNOWN)


def _sniff_compound(content: bytes) -> Format:
    try:
        with OleFileIO(content) as compound:
            streams = {path[-1].casefold() for path in compound.listdir()}
    except (OSError, ValueError, IndexError, OverflowError, RecursionError, struct.error) as error:
        raise UnreadableFileError("文件已损坏或不完整") from error
    return next((known for name, known in _STREAMS if name.casefold() in streams), Format.UNKNOWN)


def _sniff_rare(content: bytes) -> Format | None:
    if b"%PDF-" in content[:1024]:
        return Format.PDF
    is_picture = (
        (content[:4] == b"RIFF" and content[8:12] == b"WEBP")
        or (content[4:8] == b"ftyp" and content[8:12] in {b"heic", b"heix", b"mif1", b"avif"})
        or (content[:2] == b"BM" and content[6:10] == b"\0\0\0\0")
    )
    if is_picture:
        return Format.PICTURE
    is_media = content[4:8] == b"ftyp" or (content[:4] == b"RIFF" and content[8:12] in {b"AVI ", b"WAVE"})
    return Format.MEDIA if is_media else None


def _sniff_text(content: bytes) -> Format:
    mail = is_mail(content)
    if mail is not None:
        return Format.MAIL if mail else Format.MHTML
    text = decode_text(content, is_marked_up=content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"))
    if text is None:
        return Format.UNKNOWN
    if text.lstrip().startswith("<"):
        head = text[:_HEAD]
        return next((known for pattern, known in _MARKED_UP if pattern.search(head)), Format.UNKNOWN)
    return Format.DELIMITED

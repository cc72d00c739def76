"""Zip packages: their entries with true names, each inflated with its checksum and within limits."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from pipeline.submissions.grid import UnreadableFileError

# A hundred times the largest return ever seen; a zip bomb of some KB inflates to gigabytes.
MAX_PART_BYTES = 256 * 1024 * 1024
MAX_PACKAGE_BYTES = 512 * 1024 * 1024
# Sixty units with some files each make hundreds; a package of a spreadsheet with 300 sheets has about a thousand parts.
MAX_ENTRIES = 5_000

_LOCAL_HEADER = struct.Struct("<4s22xHH")
_UTF8_FLAG, _ENCRYPTED_FLAG = 0x800, 0x1
_UNICODE_PATH = 0x7075
_BROKEN = "文件已损坏或不完整"


@dataclass(frozen=True)
class Entry:
    """A member of a package. ``name`` with ``/``, decoded from whatever the packer wrote."""

    name: str
    start: int
    packed_size: int
    size: int
    method: int
    checksum: int
    is_encrypted: bool


@dataclass(frozen=True)
class Package:
    """The entries of a zip in their order, directories left out."""

    content: bytes
    entries: tuple[Entry, ...]

    def read(self, entry: Entry, limit: int = MAX_PART_BYTES) -> bytes:
        """The bytes of ``entry``; raises UnreadableFileError if they are damaged, encrypted or larger than ``limit``."""
        if entry.is_encrypted:
            raise UnreadableFileError("文件设有打开密码")
        packed = self.content[entry.start : entry.start + entry.packed_size]
        if entry.method == zipfile.ZIP_STORED:
            part = packed
        elif entry.method == zipfile.ZIP_DEFLATED:
            part = _inflate(packed, limit)
        else:
            raise UnreadableFileError("压缩方式不常见，无法解压")
        if len(part) > limit:
            raise UnreadableFileError("解压后体积异常大，疑似压缩炸弹")
        if len(part) != entry.size or zlib.crc32(part) != entry.checksum:
            raise UnreadableFileError(_BROKEN)
        return part


def open_package(content: bytes) -> Package:
    """The directory of the zip in ``content``, its entries where it says they are and none over another.

    Raises UnreadableFileError if the directory is damaged or lies.
    """
    try:
        infos = zipfile.ZipFile(BytesIO(content)).infolist()
    except (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError, OverflowError, EOFError) as error:
        raise UnreadableFileError(_BROKEN) from error
    if len(infos) > MAX_ENTRIES:
        raise UnreadableFileError(f"压缩包内文件超过{MAX_ENTRIES}个")
    if sum(info.compress_size for info in infos) > len(content):
        raise UnreadableFileError("压缩包内文件互相重叠，疑似压缩炸弹")
    return Package(content, tuple(_entries(content, infos)))


def _entries(content: bytes, infos: list[zipfile.ZipInfo]) -> Iterator[Entry]:
    for info in infos:
        if info.is_dir():
            continue
        start = _start(content, info)
        yield Entry(
            _name(info),
            start,
            info.compress_size,
            info.file_size,
            info.compress_type,
            info.CRC,
            bool(info.flag_bits & _ENCRYPTED_FLAG),
        )


def _start(content: bytes, info: zipfile.ZipInfo) -> int:
    """Where the packed bytes begin: behind a local header that names the same entry."""
    if len(content) < info.header_offset + 30:
        raise UnreadableFileError(_BROKEN)
    signature, name_length, extra_length = _LOCAL_HEADER.unpack_from(content, info.header_offset)
    start: int = info.header_offset + 30
    if signature != b"PK\x03\x04" or content[start : start + name_length] != _raw_name(info):
        raise UnreadableFileError(_BROKEN)
    return start + name_length + extra_length


def _raw_name(info: zipfile.ZipInfo) -> bytes:
    return info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8_FLAG else "cp437")


def _name(info: zipfile.ZipInfo) -> str:
    """The entry's name: UTF-8 where the packer says so (flag or extra field) or Chinese comes of it, else GB18030."""
    name = info.orig_filename
    if not (info.flag_bits & _UTF8_FLAG) and not name.isascii():
        name = _unicode_path(info) or _decode_name(name.encode("cp437"))
    parts = name.replace("\\", "/").split("/")
    return "/".join(part for part in parts if part not in {"", ".", ".."})


def _unicode_path(info: zipfile.ZipInfo) -> str | None:
    """The name in Info-ZIP's extra field, if it belongs to this entry's own name."""
    extra = info.extra
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        if kind == _UNICODE_PATH and 5 < length <= len(extra) - 4:
            is_own = struct.unpack_from("<I", extra, 5)[0] == zlib.crc32(info.orig_filename.encode("cp437"))
            return extra[9 : 4 + length].decode("utf-8", "replace") if is_own else None
        extra = extra[4 + length :]
    return None


def _decode_name(raw: bytes) -> str:
    try:
        name = raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")
    # 目录 in GBK is also valid UTF-8, of Latin and Greek letters: no clerk's file name.
    is_chinese = any("\u2e80" <= char <= "\u9fff" for char in name)
    return name if is_chinese else raw.decode("gb18030", "replace")


def _inflate(packed: bytes, limit: int) -> bytes:
    machine = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        part = machine.decompress(packed, limit + 1)
    except zlib.error as error:
        raise UnreadableFileError(_BROKEN) from error
    if len(part) <= limit and not machine.eof:
        raise UnreadableFileError(_BROKEN)
    return part

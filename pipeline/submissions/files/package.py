"""Zip packages: their entries with true names, each inflated with its checksum and within limits.

The directory is read here and not by ``zipfile``, which lets entries overlap, guesses Chinese names wrong, and takes
three times as long for a form.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.submissions.files.grid import LockedFileError, UnreadableFileError

# A hundred times the largest return ever seen; a zip bomb of some KB inflates to gigabytes.
MAX_PART_BYTES = 256 * 1024 * 1024
MAX_PACKAGE_BYTES = 512 * 1024 * 1024
# Up to this size a part is remembered: styles, workbook and relations of ordinary forms.
_SMALL_PART = 16 * 1024
# Sixty units with some files each make hundreds; a workbook of 1,500 sheets has up to 5,000 parts.
MAX_ENTRIES = 5_000

_END = struct.Struct("<4s2H2H2IH")
_WIDE_END = struct.Struct("<4s20x2Q2Q")
_WIDE_LOCATOR = 20  # bytes between the 64-bit end and the usual one
_CENTRAL = struct.Struct("<4s4xHH4x3I3H8xI")
_LOCAL = struct.Struct("<26xHH")
_WIDE_FULL = 0xFFFFFFFF
_MAX_COMMENT = 65_535
_UTF8_FLAG, _ENCRYPTED_FLAG = 0x800, 0x1
_WIDE_SIZES, _UNICODE_PATH = 0x0001, 0x7075
_STORED, _DEFLATED = 0, 8
_BROKEN = "文件已损坏或不完整"


class PackageEntry(NamedTuple):
    """A member of a package. ``name`` with ``/``, decoded from whatever the packer wrote."""

    name: str
    offset: int
    packed_size: int
    size: int
    method: int
    checksum: int
    is_encrypted: bool


@dataclass(frozen=True)
class Package:
    """The entries of a zip in their order, directories left out."""

    content: bytes
    entries: tuple[PackageEntry, ...]

    def read(self, entry: PackageEntry, limit: int = MAX_PART_BYTES) -> bytes:
        """The bytes of ``entry``; raises UnreadableFileError if they are damaged, encrypted or larger than ``limit``."""
        if entry.is_encrypted:
            raise LockedFileError
        start = self._start(entry)
        packed = self.content[start : start + entry.packed_size]
        unpack = _unpack_once if entry.size <= _SMALL_PART else _unpack
        return unpack(packed, entry.method, entry.size, entry.checksum, limit)

    def _start(self, entry: PackageEntry) -> int:
        """Where the packed bytes begin: behind their local header. That they are the right ones, the checksum tells."""
        if len(self.content) < entry.offset + _LOCAL.size:
            raise UnreadableFileError(_BROKEN)
        name_length, extra_length = _LOCAL.unpack_from(self.content, entry.offset)
        return int(entry.offset + _LOCAL.size + name_length + extra_length)


def open_package(content: bytes) -> Package:
    """The directory of the zip in ``content``; raises UnreadableFileError if it is damaged or lies."""
    try:
        entries = tuple(_entries(content, *_directory(content)))
    except struct.error:
        raise UnreadableFileError(_BROKEN) from None
    if sum(entry.packed_size for entry in entries) > len(content):
        raise UnreadableFileError("压缩包内文件互相重叠，疑似压缩炸弹")
    return Package(content, entries)


def lists_entry(content: bytes, name: bytes) -> bool:
    """Whether the directory of the zip in ``content`` has an entry of this name, told without reading all of it."""
    start, end, _ = _directory(content)
    return _entry_pattern(name).search(content, start, end) is not None


@cache
def _entry_pattern(name: bytes) -> re.Pattern[bytes]:
    """A directory header that gives the length of ``name`` at its place and ends before it."""
    length = re.escape(struct.pack("<H", len(name)))
    return re.compile(rb"PK\x01\x02.{24}" + length + rb".{16}" + re.escape(name), re.DOTALL)


def _directory(content: bytes) -> tuple[int, int, int]:
    """Where the directory begins and ends, and how many entries it has.

    A directory that is not where it says belongs to a member of an archive whose own has been cut off.
    """
    end = content.rfind(b"PK\x05\x06", max(0, len(content) - _END.size - _MAX_COMMENT))
    if end < 0 or end + _END.size > len(content):
        raise UnreadableFileError(_BROKEN)
    _, _, _, _, count, size, offset, _ = _END.unpack_from(content, end)
    place = end - _WIDE_LOCATOR
    # Streaming writers told to use 64-bit records always put them there, and true numbers behind them as well.
    if content[max(0, place) : place + 4] == b"PK\x06\x07":
        (end,) = struct.unpack_from("<Q", content, place + 8)
        if content[end : end + 4] != b"PK\x06\x06" or end + _WIDE_END.size > len(content):
            raise UnreadableFileError(_BROKEN)
        _, _, count, size, offset = _WIDE_END.unpack_from(content, end)
    if offset != end - size:
        raise UnreadableFileError(_BROKEN)
    if count > MAX_ENTRIES:
        raise UnreadableFileError(f"压缩包内文件超过{MAX_ENTRIES}个")
    return offset, end, count


def _entries(content: bytes, place: int, end: int, count: int) -> Iterator[PackageEntry]:
    for _ in range(count):
        signature, flags, method, checksum, packed, size, name_length, extra_length, comment_length, offset = (
            _CENTRAL.unpack_from(content, place)
        )
        place += _CENTRAL.size
        raw_name = content[place : place + name_length]
        extra = content[place + name_length : place + name_length + extra_length]
        place += name_length + extra_length + comment_length
        if signature != b"PK\x01\x02" or place > end:
            raise UnreadableFileError(_BROKEN)
        if _WIDE_FULL in {packed, size, offset}:
            size, packed, offset = _wide(extra, size, packed, offset)
        name = _name(raw_name, flags, extra)
        if not name.endswith("/"):
            yield PackageEntry(name, offset, packed, size, method, checksum, bool(flags & _ENCRYPTED_FLAG))
    if place != end:
        raise UnreadableFileError(_BROKEN)


def _wide(extra: bytes, *numbers: int) -> Iterator[int]:
    """``numbers`` with those that do not fit 32 bits taken from the extra field, in its order."""
    wide = _extra_field(extra, _WIDE_SIZES)
    place = 0
    for number in numbers:
        if number == _WIDE_FULL:
            (number,) = struct.unpack_from("<Q", wide, place)
            place += 8
        yield number


def _extra_field(extra: bytes, wanted: int) -> bytes:
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        if kind == wanted:
            return extra[4 : 4 + length]
        extra = extra[4 + length :]
    return b""


def _name(raw: bytes, flags: int, extra: bytes) -> str:
    """The entry's name: UTF-8 where the packer says so (flag or extra field) or Chinese comes of it, else GB18030."""
    if raw.isascii():
        name = raw.decode("ascii")
    elif flags & _UTF8_FLAG:
        name = raw.decode("utf-8", "replace")
    else:
        path = _extra_field(extra, _UNICODE_PATH)
        is_own = len(path) > 5 and path[1:5] == struct.pack("<I", zlib.crc32(raw))
        name = path[5:].decode("utf-8", "replace") if is_own else _decode_name(raw)
    if "\\" in name or "//" in name or "./" in name or name.startswith("/"):
        *folders, last = name.replace("\\", "/").split("/")
        name = "/".join([*(folder for folder in folders if folder not in {"", ".", ".."}), last])
    return name


def _decode_name(raw: bytes) -> str:
    try:
        name = raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")
    # 目录 in GBK is also valid UTF-8, of Latin and Greek letters: no clerk's file name.
    is_chinese = any("\u2e80" <= char <= "\u9fff" for char in name)
    return name if is_chinese else raw.decode("gb18030", "replace")


def _unpack(packed: bytes, method: int, size: int, checksum: int, limit: int) -> bytes:
    if method == _DEFLATED:
        part = _inflate(packed, limit)
    elif method == _STORED:
        part = packed
    else:
        raise UnreadableFileError("压缩方式不常见，无法解压")
    if len(part) > limit:
        raise UnreadableFileError("解压后体积异常大，疑似压缩炸弹")
    if len(part) != size or zlib.crc32(part) != checksum:
        raise UnreadableFileError(_BROKEN)
    return part


# Forms filled in from one template have most of their parts alike to the byte.
_unpack_once = lru_cache(maxsize=512)(_unpack)


def _inflate(packed: bytes, limit: int) -> bytes:
    machine = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        part = machine.decompress(packed, limit + 1)
    except zlib.error:
        raise UnreadableFileError(_BROKEN) from None
    if len(part) <= limit and not machine.eof:
        raise UnreadableFileError(_BROKEN)
    return part

"""OLE compound files (.xls, .doc, .et, password-protected workbooks): which streams they hold, and one stream's bytes."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.submissions.grid import UnreadableFileError

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FREE = 0xFFFFFFFA  # sector numbers from here on mean "none"
_STREAM, _ROOT = 2, 5


@dataclass(frozen=True)
class CompoundFile:
    """The chains of a compound file, followed without ever walking in a circle."""

    content: bytes
    sector_size: int
    mini_size: int
    cutoff: int
    table: tuple[int, ...]
    mini_table: tuple[int, ...]
    mini_stream: bytes
    streams: dict[str, tuple[int, int]]

    def read(self, name: str) -> bytes:
        """The stream of this name, whole; raises UnreadableFileError if its chain is broken or circular."""
        start, size = self.streams[name]
        if size < self.cutoff:
            return _chain(self.mini_stream, self.mini_table, start, self.mini_size, 0)[:size]
        return _chain(self.content, self.table, start, self.sector_size, self.sector_size)[:size]


def open_compound(content: bytes) -> CompoundFile:
    """The compound file in ``content``; raises UnreadableFileError if its tables make no sense."""
    try:
        return _open(content)
    except (struct.error, IndexError, OverflowError, ValueError) as error:
        raise UnreadableFileError("文件已损坏或不完整") from error


def _open(content: bytes) -> CompoundFile:
    shift, mini_shift = struct.unpack_from("<HH", content, 30)
    if shift not in {9, 12} or mini_shift != 6:
        raise UnreadableFileError("文件已损坏或不完整")
    size = 1 << shift
    directory, cutoff, mini_first = struct.unpack_from("<I4xII", content, 48)
    table = _sector_table(content, size)
    entries = tuple(_entries(_chain(content, table, directory, size, size)))
    root = next((entry for entry in entries if entry[1] == _ROOT), None)
    mini_bytes = _chain(content, table, mini_first, size, size) if mini_first < _FREE else b""
    mini_stream = _chain(content, table, root[2], size, size) if root and root[2] < _FREE else b""
    streams = {name: (start, length) for name, kind, start, length in entries if kind == _STREAM}
    return CompoundFile(content, size, 1 << mini_shift, cutoff, table, _numbers(mini_bytes), mini_stream, streams)


def _sector_table(content: bytes, size: int) -> tuple[int, ...]:
    """The next sector of every sector."""
    more, _count = struct.unpack_from("<II", content, 68)
    sectors = [number for number in struct.unpack_from("<109I", content, 76) if number < _FREE]
    seen: set[int] = set()
    while more < _FREE:
        if more in seen:
            raise UnreadableFileError("文件已损坏或不完整")
        seen.add(more)
        *numbers, more = _numbers(_sector(content, more, size, size))
        sectors += [number for number in numbers if number < _FREE]
    return tuple(number for sector in sectors for number in _numbers(_sector(content, sector, size, size)))


def _chain(source: bytes, table: tuple[int, ...], start: int, size: int, offset: int) -> bytes:
    parts = []
    seen: set[int] = set()
    while start < _FREE:
        if start in seen or start >= len(table):
            raise UnreadableFileError("文件已损坏或不完整")
        seen.add(start)
        parts.append(_sector(source, start, size, offset))
        start = table[start]
    return b"".join(parts)


def _sector(source: bytes, number: int, size: int, offset: int) -> bytes:
    place = offset + number * size
    if place >= len(source):
        raise UnreadableFileError("文件已损坏或不完整")
    return source[place : place + size].ljust(size, b"\0")


def _numbers(source: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(source) // 4}I", source)


def _entries(directory: bytes) -> Iterator[tuple[str, int, int, int]]:
    """(name, kind, first sector, length) of every directory entry in use."""
    for place in range(0, len(directory) - 127, 128):
        length, kind = struct.unpack_from("<HB", directory, place + 64)
        if kind:
            name = directory[place : place + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            start, size = struct.unpack_from("<II", directory, place + 116)
            yield name, kind, start, size

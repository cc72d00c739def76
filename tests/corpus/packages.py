"""What a form can lie in or be hidden behind: zip archives, and files that no reader opens."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Mapping

from corpus.sheets import Sheet
from corpus.workbooks import write_xls

_JUNK = 6_000


class _RawName(zipfile.ZipInfo):
    """An entry whose name is stored in GBK without saying so, as Chinese Windows tools do."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802  # zipfile's own name
        return self.filename.encode("gb18030"), self.flag_bits & ~0x800


def write_zip(members: Mapping[str, bytes], *, is_gbk: bool = False) -> bytes:
    """A zip of ``members``, their names in UTF-8 or in GBK."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(_RawName(name) if is_gbk else zipfile.ZipInfo(name), content)
    return target.getvalue()


def write_ole(stream: str, rng: random.Random) -> bytes:
    """An OLE file whose one stream is ``stream`` with bytes that mean nothing: .doc, .wps, a workbook under a password."""
    shell = bytearray(write_xls((Sheet("Sheet1", ()),)))
    place = shell.find("Workbook".encode("utf-16-le"))
    name = (stream + "\0").encode("utf-16-le")
    shell[place : place + 64] = name.ljust(64, b"\0")
    shell[place + 64 : place + 66] = struct.pack("<H", len(name))
    shell[512:place] = rng.randbytes(max(0, min(4096, place - 512))).ljust(place - 512, b"\0")[: place - 512]
    return bytes(shell)


def write_locked_xls(sheets: tuple[Sheet, ...]) -> bytes:
    """A workbook of Excel 97–2003 that asks for a password (FILEPASS right after BOF)."""
    content = bytearray(write_xls(sheets))
    start = content.find(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    after = start + 20
    content[after:after + 10] = struct.pack("<HHHHH", 0x002F, 6, 0, 0x1234, 0x5678)
    return bytes(content)


def write_signature(head: bytes, rng: random.Random) -> bytes:
    """A file that begins as its format does and goes on with bytes that mean nothing."""
    return head + rng.randbytes(_JUNK)


SIGNATURES = {
    ".pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    ".jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00",
    ".png": b"\x89PNG\r\n\x1a\n",
    ".rar": b"Rar!\x1a\x07\x01\x00",
    ".7z": b"7z\xbc\xaf\x27\x1c",
}


def cut_off(content: bytes) -> bytes:
    """The first two thirds of a file, as after a broken transfer."""
    return content[: len(content) * 2 // 3]


def flipped(content: bytes, rng: random.Random) -> bytes:
    """A zip with bytes changed inside its largest part."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        part = max(package.infolist(), key=lambda info: info.compress_size)
    start = part.header_offset + 30 + len(part.filename)
    damaged = bytearray(content)
    for _ in range(8):
        place = start + rng.randrange(max(1, part.compress_size - 1))
        damaged[place] ^= 0xFF
    return bytes(damaged)

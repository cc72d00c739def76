"""What a form can lie in or be hidden behind: zip archives, and files that no reader opens."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Mapping

from xlwt.CompoundDoc import XlsDoc

from corpus.sheets import Sheet
from corpus.workbooks import write_xls

_JUNK = 6_000
_BOF = b"\x09\x08\x10\x00\x00\x06\x05\x00"
_BOF_KIND, _FILEPASS, _BOUNDSHEET = 0x0809, 0x002F, 0x0085


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
    """A sound OLE file whose one stream is ``stream`` with bytes that mean nothing: .doc, .wps, a workbook under a password."""
    target = io.BytesIO()
    XlsDoc().save(target, rng.randbytes(_JUNK))
    shell = bytearray(target.getvalue())
    place = shell.find("Workbook".encode("utf-16-le"))
    name = (stream + "\0").encode("utf-16-le")
    shell[place : place + 64] = name.ljust(64, b"\0")
    shell[place + 64 : place + 66] = struct.pack("<H", len(name))
    return bytes(shell)


def broken_ole(content: bytes, rng: random.Random) -> bytes:
    """An OLE file whose table of sectors is noise, as after a broken disk."""
    return content[:512] + rng.randbytes(max(0, len(content) - 512))


def write_locked_xls(sheets: tuple[Sheet, ...], rng: random.Random) -> bytes:
    """A workbook of Excel 97–2003 under a password: FILEPASS after the first record, noise in all records after it."""
    content = bytearray(write_xls(sheets))
    place = content.find(_BOF) + len(_BOF) + 12
    content[place : place + 12] = struct.pack("<HH", _FILEPASS, 8) + rng.randbytes(8)
    place += 12
    while (kind := struct.unpack_from("<H", content, place)[0]) != 0:
        length = struct.unpack_from("<H", content, place + 2)[0]
        kept = 4 if kind == _BOUNDSHEET else length if kind == _BOF_KIND else 0
        content[place + 4 + kept : place + 4 + length] = rng.randbytes(length - kept)
        place += 4 + length
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
    """A workbook with bytes changed inside the part that holds its texts."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        part = package.getinfo("xl/sharedStrings.xml")
    start = part.header_offset + 30 + len(part.filename)
    damaged = bytearray(content)
    for place in rng.sample(range(part.compress_size), 3):
        damaged[start + place] ^= 1 << rng.randrange(8)
    return bytes(damaged)

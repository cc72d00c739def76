"""Old workbooks that ask nobody for a password: Excel ciphers them with its own where only their structure is protected.

[MS-OFFCRYPTO] 2.3.6 (RC4) and 2.3.5 (RC4 CryptoAPI); what has a password of somebody's stays closed.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from hashlib import md5, sha1

from pipeline.submissions.files.grid import LockedFileError, UnreadableFileError

BROKEN = "文件已损坏或不完整"
_PASSWORD = "VelvetSweatshop".encode("utf-16-le")
CIPHER, _SHEET_PLACE = 0x2F, 0x85
# What is never ciphered: BOF, FILEPASS, INTERFACEHDR, RRDHEAD, USREXCL, FILELOCK, RRDINFO.
_PLAIN = {0x0809, CIPHER, 0xE1, 0x138, 0x194, 0x195, 0x196}
_BLOCK = 1024
_RC4, _STANDARD = 1, (1, 1)
_UNKNOWN = b"\xff\x0f"  # a kind of record that all readers pass over

KeyOf = Callable[[int], bytes]


def decipher(stream: bytes, records: Sequence[tuple[int, int, int]]) -> bytes:
    """``stream`` in plain; ``records`` are its (place, kind, length), one of them CIPHER. Raises UnreadableFileError for any other password."""
    head, length = next((place, length) for place, kind, length in records if kind == CIPHER)
    try:
        key_of = _key(stream[head + 4 : head + 4 + length])
    except struct.error as error:
        raise UnreadableFileError(BROKEN) from error
    keys = b"".join(_keystream(key_of(block), _BLOCK) for block in range(len(stream) // _BLOCK + 1))
    plain = bytearray(stream)
    for place, kind, length in records:
        if kind not in _PLAIN:
            start = place + (8 if kind == _SHEET_PLACE else 4)  # where a sheet lies is told to all
            end = place + 4 + length
            plain[start:end] = _added(stream[start:end], keys[start:end])
    plain[head : head + 2] = _UNKNOWN
    return bytes(plain)


def _key(body: bytes) -> KeyOf:
    """The key of every block by the head of the cipher; raises UnreadableFileError if Excel's own does not fit."""
    (kind,) = struct.unpack_from("<H", body)
    version = struct.unpack_from("<HH", body, 2) if kind == _RC4 else ()
    if not version:
        raise LockedFileError
    if version == _STANDARD:
        salt, verifier, digest = body[6:22], body[22:38], body[38:54]
        first = md5(_PASSWORD).digest()[:5]
        base = md5((first + salt) * 16).digest()[:5]
        return _checked(lambda block: md5(base + struct.pack("<I", block)).digest(), verifier, digest, md5)
    (size,) = struct.unpack_from("<I", body, 10)
    (bits,) = struct.unpack_from("<I", body, 14 + 16)
    rest = body[14 + size :]
    base = sha1(rest[4:20] + _PASSWORD).digest()
    width = (bits or 40) // 8
    return _checked(
        lambda block: sha1(base + struct.pack("<I", block)).digest()[:width].ljust(16 if width == 5 else width, b"\0"),
        rest[20:36],
        rest[40:60],
        sha1,
    )


def _checked(key_of: KeyOf, verifier: bytes, digest: bytes, hashed: Callable[[bytes], object]) -> KeyOf:
    plain = _added(verifier + digest, _keystream(key_of(0), len(verifier + digest)))
    told: bytes = hashed(plain[: len(verifier)]).digest()  # type: ignore[attr-defined]
    if not digest or told != plain[len(verifier) :]:
        raise LockedFileError
    return key_of


def _keystream(key: bytes, length: int) -> bytes:
    """RC4: the bytes that are added to a block."""
    box = list(range(256))
    other = 0
    for place in range(256):
        other = (other + box[place] + key[place % len(key)]) & 255
        box[place], box[other] = box[other], box[place]
    stream = bytearray()
    other = 0
    for number in range(1, length + 1):
        place = number & 255
        other = (other + box[place]) & 255
        box[place], box[other] = box[other], box[place]
        stream.append(box[(box[place] + box[other]) & 255])
    return bytes(stream)


def _added(text: bytes, keys: bytes) -> bytes:
    return bytes(one ^ key for one, key in zip(text, keys, strict=False))

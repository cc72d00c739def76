"""Bytes → text: the encodings that clerks' programs write."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)
_CHINESE = re.compile("[\u2e80-\u9fff\uff01-\uffe5]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HEAD = 4096
_MAX_BYTES = 64 * 1024 * 1024  # a text of this size is no form
# One spoilt character in a hundred is damage to a text; more is no text of that encoding.
_SPOILT_SHARE = 0.01
_CONTROL_SHARE = 0.001


def decode_text(content: bytes, *, is_marked_up: bool = False) -> str | None:
    """The text of ``content``: by byte order mark, else UTF-8, the encoding it names if ``is_marked_up``, or GB18030.

    None if it is no text. A spoilt character here and there becomes U+FFFD.
    """
    if len(content) > _MAX_BYTES:
        return None
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _plain(content[len(mark) :].decode(encoding, "replace"))
    texts = [content.decode(encoding, "replace") for encoding in _candidates(content, is_marked_up)]
    sound = [text for text in texts if _is_sound(text)]
    # 目录 in GBK is also valid UTF-8, of Latin and Greek letters: what reads as Chinese comes first.
    best = next((text for text in sound if text.isascii() or _CHINESE.search(text)), sound[0] if sound else None)
    return None if best is None else _plain(best)


def _candidates(content: bytes, is_marked_up: bool) -> Iterator[str]:
    """The encodings that ``content`` may have, likeliest first: what is sound UTF-8 is nothing else, whatever it claims."""
    yield from (encoding for encoding in ("utf-16-le", "utf-16-be") if _looks_interleaved(content, encoding))
    yield "utf-8"
    declared = _declared(content) if is_marked_up else None
    if declared:
        yield declared
    yield "gb18030"


def _is_sound(text: str) -> bool:
    spoilt = text.count("\ufffd")
    return not spoilt or spoilt <= max(1, _SPOILT_SHARE * sum(not char.isascii() for char in text))


def _plain(text: str) -> str | None:
    """``text`` unless its control characters show that it is none."""
    controls = len(_CONTROL.findall(text))
    return text if controls <= _CONTROL_SHARE * len(text) else None


def _declared(content: bytes) -> str | None:
    """The encoding of Taiwan and Hong Kong if an HTML or XML head names it; all others are tried anyway."""
    found = _DECLARED.search(content[:_HEAD])
    if not found:
        return None
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
    except (LookupError, UnicodeDecodeError):
        return None
    return name if name in {"big5", "cp950"} else None


def _looks_interleaved(content: bytes, encoding: str) -> bool:
    """Whether ASCII characters alternate with NULs: UTF-16 without a mark."""
    head = content[:_HEAD]
    blanks = head[1::2] if encoding == "utf-16-le" else head[::2]
    others = head[::2] if encoding == "utf-16-le" else head[1::2]
    return len(head) >= 8 and blanks.count(0) > len(blanks) * 0.1 and blanks.count(0) > 3 * others.count(0)

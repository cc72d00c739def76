"""Bytes → text: the encodings that clerks' programs write."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HEAD = 4096
# One spoilt character in a hundred is damage to a text; more is no text of that encoding.
_SPOILT_SHARE = 0.01
_CONTROL_SHARE = 0.001


def decode_text(content: bytes, *, is_marked_up: bool = False) -> str | None:
    """The text of ``content``: by byte order mark, by its own declaration if ``is_marked_up``, else UTF-8 or GB18030.

    None if it is no text. A spoilt character here and there becomes U+FFFD.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _plain(content[len(mark) :].decode(encoding, "replace"))
    for encoding in ("utf-16-le", "utf-16-be"):
        if _looks_interleaved(content, encoding):
            return _plain(content.decode(encoding, "replace"))
    declared = _declared(content) if is_marked_up else None
    if declared:
        text = content.decode(declared, "replace")
        if _is_sound(text):
            return _plain(text)
    for encoding in ("utf-8", "gb18030"):
        text = content.decode(encoding, "replace")
        if _is_sound(text):
            return _plain(text)
    return None


def _is_sound(text: str) -> bool:
    spoilt = text.count("\ufffd")
    return not spoilt or spoilt <= max(1, _SPOILT_SHARE * sum(not char.isascii() for char in text))


def _plain(text: str) -> str | None:
    """``text`` unless its control characters show that it is none."""
    controls = len(_CONTROL.findall(text))
    return text if controls <= _CONTROL_SHARE * len(text) else None


def _declared(content: bytes) -> str | None:
    """The encoding that an HTML or XML head names; its Chinese ones all read as GB18030, which holds them."""
    found = _DECLARED.search(content[:_HEAD])
    if not found:
        return None
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
    except (LookupError, UnicodeDecodeError):
        return None
    if name in {"gb2312", "gbk", "hz"}:
        return "gb18030"
    return name if name in {"utf-8", "gb18030", "big5", "cp950"} else None


def _looks_interleaved(content: bytes, encoding: str) -> bool:
    """Whether ASCII characters alternate with NULs: UTF-16 without a mark."""
    head = content[:_HEAD]
    blanks = head[1::2] if encoding == "utf-16-le" else head[::2]
    others = head[::2] if encoding == "utf-16-le" else head[1::2]
    return len(head) >= 8 and blanks.count(0) > len(blanks) * 0.1 and blanks.count(0) > 3 * others.count(0)

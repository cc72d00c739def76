"""Whether two texts say the same to a reader."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile("[\u0000-\u0009\u000b-\u001f\u200b-\u200f\u2028\u2029\u2060\ufeff]|_x000D_")


def same_text(found: str, expected: str) -> bool:
    """Whether both say the same, line by line; spaces and what nobody sees aside."""
    return _visible(found) == _visible(expected)


def _visible(text: str) -> str:
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n"))
    lines = (re.sub(r"[ \t\u3000\xa0]+", "", line) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)

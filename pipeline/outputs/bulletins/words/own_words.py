"""What a unit wrote without what stands beside it already: its own name, the month; and in brief (R13: the ledger keeps it as written)."""

from __future__ import annotations

import re

_MONTH = re.compile(r"^(?:\d{4}年)?\d{1,2}月份?，?(?=[^\d前后起至底以上中下初末来])")
_OPENING = re.compile(r"^\d{1,2}月份，")
_BEHIND_NAME = re.compile(r"^[：:，,]")
_CLAUSES = re.compile(r"[。；，]")
_LEAST = 6  # characters that tell something by themselves


def own_words(unit: str, text: str) -> str:
    """``text`` of ``unit``, each line from where it begins to tell: 8月份，区文旅局梳理政策 is 梳理政策."""
    return "\n".join(_told(unit, line) for line in text.split("\n"))


def _told(unit: str, line: str) -> str:
    named = _OPENING.sub("", line)
    if not unit or not named.startswith(unit):
        return named or line
    return _MONTH.sub("", _BEHIND_NAME.sub("", named.removeprefix(unit))) or line


def brief(text: str, limit: int) -> str:
    """``text`` in one line of at most ``limit`` characters, its last clauses left off."""
    line = text.replace("\n", "")
    if len(line) <= limit:
        return line
    ends = [found.start() for found in _CLAUSES.finditer(line, 0, limit)]
    return f"{line[: ends[-1]]}。" if ends and ends[-1] >= _LEAST else f"{line[:limit]}……"

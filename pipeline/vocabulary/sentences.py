"""Texts cut into sentences, clauses, phrases and items: each finer than the one before, with one set of marks each.

Pieces stay as written; blank ones are left out.
"""

from __future__ import annotations

import re

_STOPS, _COMMAS, _COLONS, _LISTING = "。；;！!？?\n", "，,", "：:", "、"
# A point behind a Chinese character ends a sentence, unless a number follows: 完成签约.下步…, not 第二.5条.
_POINT = r"(?<=[\u4e00-\u9fff])\.(?!\d)"
_SENTENCE, _CLAUSE, _PHRASE, _ITEM = (
    re.compile(f"[{marks}]|{_POINT}")
    for marks in (_STOPS, _STOPS + _COMMAS, _STOPS + _COMMAS + _COLONS, _STOPS + _COMMAS + _COLONS + _LISTING)
)


def sentences(text: str) -> list[str]:
    """Cut at 。；！？, line breaks, and a point behind a word: what holds (本月, 其中) holds no further."""
    return _pieces(_SENTENCE, text)


def clauses(text: str) -> list[str]:
    """Cut at commas too. What stands before a colon stays with what it announces: 截至6月底：签约80户."""
    return _pieces(_CLAUSE, text)


def phrases(text: str) -> list[str]:
    """Cut at colons too: what is said, without the heading before it (存在问题：尚未开工)."""
    return _pieces(_PHRASE, text)


def items(text: str) -> list[str]:
    """Cut at 、 too: the things of a list, one by one."""
    return _pieces(_ITEM, text)


def _pieces(cut: re.Pattern[str], text: str) -> list[str]:
    return [piece for piece in cut.split(text) if piece.strip()]

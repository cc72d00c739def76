"""Units' words made fit to print: spaces, punctuation and empty lines set right, not a word changed (R13).

The original stays in the ledger (完成情况原文 …).
"""

from __future__ import annotations

import re

_CJK = "\u2e80-\u303f\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef“”‘’—…"
_SPACES = re.compile(rf"(?<=[{_CJK}])[ \t\u3000\xa0]+(?=[{_CJK}])")
_SET_OFF = re.compile(r"^[ \t\u3000\xa0]+|[ \t\u3000\xa0]+$", re.MULTILINE)
_EMPTY_LINES = re.compile(r"\n{2,}")
_FULL = str.maketrans(",;:?!", "，；：？！")
_HALF = re.compile(
    rf"(?<=[{_CJK}])[,;:?!](?=[{_CJK}\n]|$)|(?<=[\u4e00-\u9fff”）])[,;:?!](?=\d)|(?<=[\d%])[,;](?=[\u4e00-\u9fff])"
)
_STOP = re.compile(r"(?<=[\u4e00-\u9fff”）])\.(?=[\u4e00-\u9fff\n]|$)")
_PAIR = re.compile(r"\(([^()\n]*[\u4e00-\u9fff][^()\n]*)\)")
_DOUBLED = re.compile(r"([，。；、：！？])(?:\s*\1)+")
_CLASH = re.compile(r"[，；、](?=[。])")


def tidy(text: str) -> str:
    """``text`` without stray spaces, half-width punctuation among Chinese, doubled stops and empty lines."""
    text = _EMPTY_LINES.sub("\n", _SET_OFF.sub("", text))
    text = _HALF.sub(lambda match: match[0].translate(_FULL), _SPACES.sub("", text))
    text = _PAIR.sub(r"（\1）", _STOP.sub("。", text))
    return _CLASH.sub("", _DOUBLED.sub(r"\1", text)).strip()

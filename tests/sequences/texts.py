"""Whom a bulletin names, read from its words as a unit would read them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sequences.papers import ALL_UNITS, MARCH, PERIODS, Return

_ACCUSING = re.compile(r"未报|迟报|不完整|漏报")
_PART = re.compile(r"(?P<name>[^（）]+)（\d+项次?）")
_ROW = re.compile(rf"(?:重点)?(?P<task>(?:任务|实事)\d+)　.*（(?P<unit>{'|'.join(ALL_UNITS)})）")


def is_final(text: str) -> bool:
    """Whether it is no draft: nobody has to be asked any more."""
    return "征求意见稿" not in text


def accused(place: str, text: str) -> Iterator[Return]:
    """The units named in a sentence that says 未报, 迟报 or 不完整, each with the period of the bulletin."""
    period = _period(place)
    if period:
        for sentence in re.split(r"[。；]", text.replace("\n", "").partition("附件：")[0]):
            if _ACCUSING.search(sentence):
                yield from ((unit, period) for unit in ALL_UNITS if unit in sentence)


def listed_as_unmet(text: str) -> Iterator[tuple[str, str]]:
    """(unit, task) of the goals not met in the annex of a quarterly bulletin: 重点任务5　…（区财政局） below 未完成…目标."""
    is_unmet = False
    for line in text.split("\n"):
        if part := _PART.fullmatch(line):
            is_unmet = part["name"].startswith("未完成")
        elif is_unmet and (row := _ROW.fullmatch(line)):
            yield row["unit"], row["task"]


def _period(place: str) -> str:
    folder = place.partition("/")[0]
    return MARCH if folder == "2022年一季度" else folder if folder in PERIODS else ""

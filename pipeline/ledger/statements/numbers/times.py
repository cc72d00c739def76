"""Words for a time beside a figure: the year so far, a month, a quarter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum, auto
from typing import NamedTuple


class Span(IntEnum):
    """What time a figure covers. OPEN: the writer does not say."""

    TO_DATE = auto()
    MONTH = auto()
    QUARTER = auto()
    OPEN = auto()


_TO_DATE = re.compile(
    r"累计|截至|截止|1(?:月份?)?[-—–~至到]\d{1,2}月份?|[今本]年以来|年初以来|上半年|前[二三四两]季度|前[一二三四五六七八九十\d]+个月|全年(?!任务|目标|计划)|迄今"
)
_MONTH = re.compile(r"本月|当月|本期|(?<![-—–~至到\d])\d{1,2}月份?(?!底|末|前|以来|中下?旬前)(?:\d+日|[上中下]旬)?")
_QUARTER = re.compile(r"本季度|当季|(?<!前)[一二三四]季度(?!末)")
_TIME_WORDS = ((Span.MONTH, _MONTH), (Span.QUARTER, _QUARTER), (Span.TO_DATE, _TO_DATE))
_FIRST_QUARTER = "一季度"


class Time(NamedTuple):
    """A word for a time at ``start:end`` of a clause."""

    start: int
    end: int
    span: Span


def find_times(clause: str) -> list[Time]:
    """The words for a time in a clause, from left to right; the first quarter is the year so far."""
    return sorted(
        Time(match.start(), match.end(), Span.TO_DATE if match[0] == _FIRST_QUARTER else span)
        for span, pattern in _TIME_WORDS
        for match in pattern.finditer(clause)
    )


def chief_span(times: Sequence[Time]) -> Span:
    """The time that a clause as a whole is about: the year so far where it is named (3月份累计), else the last."""
    spans = [time.span for time in times]
    return Span.TO_DATE if Span.TO_DATE in spans else spans[-1]

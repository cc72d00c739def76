"""Months as titles, sheets and files name them: （3月）, 三月份, 2022-03, 202203, 3-4月."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.text import arabic

_MONTH = re.compile(
    r"(?:(?P<year>20\d\d)年?度?[-.]?)?(?:(?<![\d件表])(?P<first>1[0-2]|0?[1-9])月?[-—~至到、和])?(?<![\d件表])(?P<month>1[0-2]|0?[1-9])月(?!\d{1,2}[日号])"
)
_COMPACT = re.compile(
    r"(?<!\d)(?P<year>20\d\d)(?:[-./_]?(?P<month>1[0-2]|0[1-9]|(?<=[-./_])[1-9])(?![\d日号月])(?![-./_]\d)|年(?P<bare>1[0-2]|0?[1-9])(?![\w.~至到、和—-]))"
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=年)")
_QUARTER = re.compile(r"第?([1-4])季度")
_FORM_WORDS = re.compile("(计划|情况|任务|落实|进展).*表")


def months_in(text: str, year: int) -> tuple[Period, ...]:
    """The months that ``text`` names, in order, each once; of a span the first and the last."""
    return tuple(dict.fromkeys(month for first, last in month_spans(text, year) for month in (first, last)))


@lru_cache(maxsize=4096)
def month_spans(text: str, year: int) -> tuple[tuple[Period, Period], ...]:
    """(first, last) of every month or span of months that ``text`` names, in order; ``year`` where it gives none."""
    squeezed = _squeeze(text)
    hits = [match for pattern in (_MONTH, _COMPACT) for match in pattern.finditer(squeezed)]
    spans = []
    for match in sorted(hits, key=lambda match: match.start()):
        last = Period(int(match["year"] or year), int(match["month"] or match["bare"]))
        first = match.groupdict().get("first")
        spans.append((Period(last.year, int(first)) if first else last, last))
    return tuple(spans)


def months_together(title: str, months: Iterable[int]) -> tuple[int, ...]:
    """Those of ``months`` on which a title reports together: 4、5月, 2—3月, 一季度; none where it names one, or the year so far."""
    named = {month for first, last in month_spans(title, 0) for month in range(first.month or 0, (last.month or 0) + 1)}
    if not named and (quarter := _QUARTER.search(_squeeze(title))):
        named = {3 * int(quarter[1]) - place for place in range(3)}
    elif 1 in named:
        return ()
    together = tuple(sorted(named.intersection(months)))
    return together if len(together) > 1 else ()


def titled(title: str, month: int) -> str:
    """``title`` as that of one month of those on which it reports together."""
    squeezed = _squeeze(title)

    def named(found: re.Match[str]) -> str:
        return f"{found['year']}年{month}月" if found["year"] else f"{month}月"

    return _MONTH.sub(named, squeezed) if _MONTH.search(squeezed) else f"{squeezed}（{month}月）"


@lru_cache(maxsize=4096)
def without_months(text: str) -> str:
    """``text`` without the months that it names: 3月是否完成 → 是否完成."""
    return _MONTH.sub("", _squeeze(text))


@lru_cache(maxsize=4096)
def title_years(title: str) -> frozenset[int]:
    """The years that a title names; where a letter stands above it, those of the lines that name the form."""
    lines = [_squeeze(line) for line in title.split("\n")]
    named = [line for line in lines if _FORM_WORDS.search(line) and _YEAR.search(line)] or lines
    return frozenset(int(match[1]) for line in named for match in _YEAR.finditer(line))


def _squeeze(text: str) -> str:
    """Chinese numbers in digits, no white space but between digits: 附件4 2022-08 stays two numbers."""
    return re.sub(r"(?<!\d)\s+|\s+(?!\d)", "", arabic(text))

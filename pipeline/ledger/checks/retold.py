"""Whether one text tells nothing that another has not told: when dates, numbering, fillers and order do not count (0096)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.ledger.statements.numbers.numerals import parse_numeral
from pipeline.vocabulary.sentences import items
from pipeline.vocabulary.toml_files import read_phrases

_UNTIL = re.compile(
    r"(?:截至|截止|到|至){1,3}(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|份|[上中下]旬|[底末初]){0,3}|(?:截至|截止)到?(?:目前|今|现在)"
)
_MONTH = re.compile(r"(?:\d{4}年)?(?:\d{1,2}月?[-—–~至到])?\d{1,2}月份?(?:[上中下]旬|[底末初])?前?|[本当上下该]个?月")
_NUMBERING = re.compile(
    r"(?:^|(?<=[^\w.%])|(?<=[\u4e00-\u9fff]))(?:[(]?\d{1,2}[).、](?!\d)|[(]?[一二三四五六七八九十]{1,2}[)、])|[一二三四五六七八九][是要]"
)
_RING = re.compile("[①-⑳]")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_FIGURE = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?P<factor>万|亿|千|百)?(?P<sign>%?)")
_FACTORS = {"万": 1e4, "亿": 1e8, "千": 1e3, "百": 1e2}
_SPELLED = re.compile(r"(?P<tenths>[一二三四五六七八九])成(?![立果效功为员型本长交])|[零〇一二两三四五六七八九十百千]+")
_COLUMN = re.compile(r"[^：，。；\d]{2,12}：(.*)")
_SHORT = 24
_MARKS = re.compile(r"[^\w]|_")
_WORDS = read_phrases("retold")


@dataclass(frozen=True)
class Clause:
    """A clause without what does not tell: its words, and its figures by size."""

    words: str
    figures: tuple[str, ...]


def tells_the_same(text: str, other: str, own_names: Sequence[str] = ()) -> bool:
    """Whether both state the same figures in the same words, in whatever order; ``own_names`` count in neither.

    In a clause one character may be more or less (签约/已签约), unless it is one that tells (通过/未通过).
    """
    for name in sorted(own_names, key=len, reverse=True):
        text, other = text.replace(name, ""), other.replace(name, "")
    one, two = _columns(text), _columns(other)
    if bool(one) is bool(two):
        return _is_same(text, other)
    told, whole = (one, other) if one else (two, text)
    return any(_is_same(words, whole) for words in (told[0], "，".join(told)))


def _is_same(text: str, other: str) -> bool:
    one, two = _clauses(text), _clauses(other)
    return all(any(_is_like(own, told) for told in there) for here, there in ((one, two), (two, one)) for own in here)


def is_finished(text: str) -> bool:
    """Whether the text is short and only says that the task is done: to say so again is no fault."""
    is_more = any(mark in text for mark in _WORDS["open"]) or any(clause.figures for clause in _clauses(text))
    return len(text) <= _SHORT and not is_more and any(word in text for word in _WORDS["finished"])


def _columns(text: str) -> list[str]:
    """What stands in each column that was joined (本月进展：…⏎占全年：…); nothing where none was.

    A form that has got more columns since is compared by its first, which is what was told before, or by all together.
    """
    marks = [_COLUMN.fullmatch(line) for line in text.split("\n")]
    return [mark[1] for mark in marks if mark] if all(marks) else []


def _is_like(clause: Clause, other: Clause) -> bool:
    longer, shorter = (Counter(words) for words in sorted((clause.words, other.words), key=len, reverse=True))
    more = longer - shorter
    is_near = not (shorter - longer) and more.total() <= 1 and not more.keys() & set(_WORDS["telling"])
    return is_near and clause.figures == other.figures


@lru_cache(maxsize=16_384)
def _clauses(text: str) -> tuple[Clause, ...]:
    folded = _THOUSANDS.sub("", unicodedata.normalize("NFKC", _RING.sub("，", text)).casefold())
    undated = _MONTH.sub("", _UNTIL.sub("", _NUMBERING.sub("，", folded)))
    counted = _SPELLED.sub(_spelled_out, _fillers().sub("", undated))
    clauses = (
        Clause(_MARKS.sub("", _FIGURE.sub("", item)), tuple(sorted(_value(match) for match in _FIGURE.finditer(item))))
        for item in items(counted)
    )
    return tuple(clause for clause in clauses if clause.words or clause.figures)


def _fillers() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_WORDS["fillers"], key=len, reverse=True)))


def _value(match: re.Match[str]) -> str:
    return f"{float(match['number']) * _FACTORS.get(match['factor'], 1):g}{match['sign']}"


def _spelled_out(match: re.Match[str]) -> str:
    """七成 → 70%, 一千三百七十 → 1370, 三 → 3; what spells no number (二三) stays."""
    number = parse_numeral(match["tenths"] or match[0])
    return match[0] if number is None else f"{number}0%" if match["tenths"] else str(number)

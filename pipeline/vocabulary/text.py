"""Text as clerks write it: cleaning for display, folding for comparison, numbers and dates out of words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import lru_cache

# XML 1.0 forbids these; Excel and Word refuse files that hold them.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_INVISIBLE = re.compile("[\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060\ufeff]")
_DIGITS = {
    char: value
    for value, chars in enumerate(("〇零○", "一", "二", "三", "四", "五", "六", "七", "八", "九"))
    for char in chars
}
_LONGEST_NUMBER = 12  # digits; more are a row of lines
_CHINESE_NUMBER = re.compile("[〇零○一二三四五六七八九十]+")
_DAY_FIRST = re.compile(r"(?P<one>\d{1,2})[-./](?P<other>\d{1,2})[-./](?P<year>\d{4})")
_DATE = re.compile(r"(?:(?P<year>\d{4})\D{1,2})?(?P<month>\d{1,2})\D{1,2}(?P<day>\d{1,2})(?:\D.*)?")
# What folding drops: all but letters, digits, a point between digits, and signs that change what a number says.
_UNTELLING = re.compile(r"[^\w.%<>≥≤]|_|(?<!\d)\.|\.(?!\d)")
_EXCEL_EPOCH = date(1899, 12, 30)
_EXCEL_SERIALS = range(36526, 73051)  # 2000-01-01 … 2100-01-01


def clean(text: str) -> str:
    """``text`` with what no file format can carry removed; line breaks become line feeds, the ends are trimmed.

    Everything a reader can see stays as written (R13).
    """
    if text.isalnum():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")
    return _INVISIBLE.sub("", _FORBIDDEN.sub("", text)).replace("\u3000\n", "\n").strip(" \t\n\u3000\xa0")


def shortened(text: str, limit: int) -> str:
    """``text`` of at most ``limit`` characters, …… where the rest was left off."""
    return text if len(text) <= limit else f"{text[:limit].rstrip()}……"


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """``text`` for comparison: NFKC, case folded, without white space, punctuation and symbols.

    Digits keep what tells numbers apart: a decimal point between digits, %, and a sign of inequality stay.
    """
    return _UNTELLING.sub("", unicodedata.normalize("NFKC", text).casefold())


def compact(text: str) -> str:
    """``text`` without any white space: for labels and for official text broken over lines."""
    return "".join(text.split())


def stacked(texts: Iterable[str]) -> str:
    """``texts``, each once, one below the other; blank ones left out."""
    return "\n".join(dict.fromkeys(text for text in texts if text))


def one_of(words: Sequence[str]) -> re.Pattern[str]:
    """A pattern of any of the words, the longest first; of nothing at all where there are none."""
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or r"(?!)")


def parse_chinese_number(text: str) -> int | None:
    """三 → 3, 十二 → 12, 二十 → 20, 二〇二二 → 2022; None for anything else (numbers over 99 only digit by digit)."""
    if len(text) > _LONGEST_NUMBER or not _CHINESE_NUMBER.fullmatch(text):
        return None
    if "十" not in text:
        return int("".join(str(_DIGITS[char]) for char in text))
    tens, _, ones = text.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return None
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


def arabic(text: str) -> str:
    """``text`` in NFKC with every Chinese number in Arabic digits: 二〇二二年四月七日 → 2022年4月7日."""

    def to_digits(match: re.Match[str]) -> str:
        number = parse_chinese_number(match[0])
        return match[0] if number is None else str(number)

    return _CHINESE_NUMBER.sub(to_digits, unicodedata.normalize("NFKC", text))


def parse_date(value: object, default_year: int) -> date | None:
    """The day a cell means: a date, an Excel serial, 2022.4.7, 4月7日, 二〇二二年四月七日; None if it means none.

    24/3/2022 is a day too; 3/4/2022 may be two days and is none.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _EXCEL_EPOCH + timedelta(days=int(value)) if int(value) in _EXCEL_SERIALS else None
    return _parse_written_date(value, default_year) if isinstance(value, str) else None


@lru_cache(maxsize=4096)
def _parse_written_date(written: str, default_year: int) -> date | None:
    text = compact(re.sub(r"(\d)[ T]+\d{1,2}:\d{2}(:\d{2})?(\.\d+)?$", r"\1", arabic(written).strip()))
    if two_digits := re.fullmatch(r"(\d{2})([-./年]\d{1,2}[-./月]\d{1,2}日?)", text):
        text = f"20{two_digits[1]}{two_digits[2]}"
    if re.fullmatch(r"\d{5}(\.0)?", text):
        return parse_date(float(text), default_year)
    if re.fullmatch(r"20\d{6}", text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    if day_first := _DAY_FIRST.fullmatch(text):
        return _only_day(int(day_first["one"]), int(day_first["other"]), int(day_first["year"]))
    match = _DATE.fullmatch(text)
    if not match:
        return None
    try:
        return date(int(match["year"] or default_year), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _only_day(one: int, other: int, year: int) -> date | None:
    """The day of ``year`` that the two numbers mean in one order or the other, None where they mean two or none."""
    days = set()
    for month, number in ((one, other), (other, one)):
        with suppress(ValueError):
            days.add(date(year, month, number))
    return days.pop() if len(days) == 1 else None


def chinese_date(day: date) -> str:
    """2022年4月8日: Arabic numerals, no leading zeros (GB/T 9704 clause 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"

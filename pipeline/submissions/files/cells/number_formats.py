"""What a number means and how it looks under its cell's number format: a date, a percentage, 任务37, 12万元."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import cached_property, lru_cache

from lxml import etree

from pipeline.submissions.files.cells.format_codes import (
    around_text,
    changes_digits,
    has_condition,
    is_fraction,
    lay_out,
    only_words,
    section_for,
    split_sections,
)
from pipeline.submissions.files.grid import Value
from pipeline.submissions.files.markup import local_name, parse_xml, remembered

# ECMA-376 18.8.30: built-in formats have numbers only. 27–36 and 50–58 are the dates of the East Asian versions.
_BUILT_IN_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_BUILT_IN_ELAPSED = {46}
_BUILT_IN_PERCENT = {9, 10}
_BUILT_IN_FRACTIONS = {12: "# ?/?", 13: "# ??/??"}
_QUOTED = re.compile(r'"([^"]*)"|[\\!](.)|[_*].|\[[^\]]*\]')
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_DIGITS = re.compile(r"[0#?][0#?,./ ]*")
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
MAX_CODE = 255  # characters; Excel refuses more
_LAST_SERIAL = 2_950_000  # in the year 9976; Excel shows no date after 9999
_NUMBER_SECTIONS = 3  # positive, negative, nought; the fourth is for texts
_FALSE_LEAP_DAY = 60  # Excel believes in 1900-02-29


@dataclass(frozen=True)
class NumberFormat:
    """A format that shows more than the plain number. ``sections`` of its code where they say different things.

    ``digits`` is how many are shown at least; 0: its words stand in place of the number.
    ``layout`` is the one section whose digits are not those of the number: scaled, parted by words, or a fraction.
    ``text`` is what it writes before and after a text; None where it shows no text at all.
    """

    is_date: bool = False
    is_elapsed: bool = False
    is_percent: bool = False
    prefix: str = ""
    suffix: str = ""
    digits: int = 1
    layout: str = ""
    sections: tuple[str, ...] = ()
    text: tuple[str, str] | None = ("", "")

    def value(self, number: float, is_1904: bool = False) -> Value:
        """What the cell says: a date or time, or the number's text with all that the format adds to it."""
        if self.sections:
            return self._by_section(number, is_1904)
        if self.is_elapsed:
            return timedelta(days=number) if 0 <= number < _LAST_SERIAL else number
        if self.is_date:
            return _moment(number, is_1904)
        return lay_out(self.layout, number) if self.layout else self._worded(number)

    def _worded(self, number: float) -> str:
        """The digits of the number, also those that the format does not show, between its words."""
        if not self.digits:
            return self.prefix
        text = f"{round(number * 100, 8) if self.is_percent else number:.10g}"
        if number.is_integer() and 0 <= number < 1e10:
            text = text.zfill(self.digits)
        return f"{self.prefix}{text}{'%' if self.is_percent else ''}{self.suffix}"

    def _by_section(self, number: float, is_1904: bool) -> Value:
        """By the section for numbers like this; one of its own for negative ones writes their sign, or leaves it out."""
        index = section_for(self.sections, number)
        shown = _parse_section(self.sections[index])
        has_sign = index == 1 and number < 0 and not has_condition(self.sections)
        if shown is None or shown.is_date or shown.is_elapsed:
            return shown.value(number, is_1904) if shown else number
        return shown.value(abs(number) if has_sign else number, is_1904)


@dataclass(frozen=True)
class NumberStyles:
    """The number formats of a workbook's cell styles, in their order; None where the number alone is shown."""

    formats: Sequence[NumberFormat | None] = ()
    is_1904: bool = False

    def shown(self, number: float, style: int) -> Value:
        """What a cell of this style says."""
        shown = self.formats[style] if style < len(self.formats) else None
        return shown.value(number, self.is_1904) if shown else number

    def shown_text(self, text: str, style: int) -> str:
        """What a cell of this style shows of ``text``."""
        shown = self.formats[style] if style < len(self.formats) else None
        if shown is None or shown.text == ("", ""):
            return text
        return f"{shown.text[0]}{text}{shown.text[1]}" if shown.text else ""

    @cached_property
    def worded(self) -> frozenset[int]:
        """The styles under which a text is not shown as it is written."""
        return frozenset(i for i, shown in enumerate(self.formats) if shown and shown.text != ("", ""))


@remembered
def read_number_formats(styles: bytes) -> tuple[NumberFormat | None, ...]:
    """The format of every cell style of a styles part; None where the number alone is shown."""
    root = parse_xml(styles)
    codes: dict[int, str] = {}
    formats: list[NumberFormat | None] = []
    for node in root:
        if local_name(node) == "numFmts":
            codes = {_number(one, "numFmtId"): one.get("formatCode", "") for one in node}
    for node in root:
        if local_name(node) == "cellXfs":
            formats = [number_format(_number(one, "numFmtId"), codes) for one in node]
    return tuple(formats)


@remembered
def read_struck_styles(styles: bytes) -> frozenset[int]:
    """The cell styles of a styles part whose font is crossed out (R28)."""
    root = parse_xml(styles)
    parts = {local_name(node): list(node) for node in root if local_name(node) in ("fonts", "cellXfs")}
    struck = {
        place
        for place, font in enumerate(parts.get("fonts", ()))
        if any(local_name(one) == "strike" and one.get("val", "1") in ("1", "true") for one in font)
    }
    return frozenset(i for i, style in enumerate(parts.get("cellXfs", ())) if _number(style, "fontId") in struck)


@remembered
def read_font_names(styles: bytes) -> tuple[str, ...]:
    """The name of the font of every cell style of a styles part, '' where none is told."""
    root = parse_xml(styles)
    parts = {local_name(node): list(node) for node in root if local_name(node) in ("fonts", "cellXfs")}
    fonts = [
        next((one.get("val", "") for one in font if local_name(one) == "name"), "") for font in parts.get("fonts", ())
    ]
    numbers = (_number(style, "fontId") for style in parts.get("cellXfs", ()))
    return tuple(fonts[number] if number < len(fonts) else "" for number in numbers)


def number_format(number: int, codes: dict[int, str]) -> NumberFormat | None:
    """The format of this number, by the workbook's own ``codes`` or built in."""
    if code := codes.get(number) or _BUILT_IN_FRACTIONS.get(number):
        return parse_format(code)
    if number in _BUILT_IN_ELAPSED:
        return NumberFormat(is_elapsed=True)
    if number in _BUILT_IN_DATES:
        return NumberFormat(is_date=True)
    return NumberFormat(is_percent=True) if number in _BUILT_IN_PERCENT else None


@lru_cache(maxsize=1024)
def parse_format(code: str) -> NumberFormat | None:
    """A format code's meaning; None for what shows the number alone, and any text as it is, or is longer than Excel lets it be."""
    if len(code) > MAX_CODE:
        return None
    sections = tuple(split_sections(code))
    parsed = [_parse_section(section) for section in sections[:_NUMBER_SECTIONS]] if code.strip() else [None]
    first = parsed[0]
    if _is_date(first):
        return first
    text = around_text(sections)
    if any(parsed[1:]) or (len(parsed) > 1 and first):
        return NumberFormat(sections=sections[:_NUMBER_SECTIONS], text=text)
    if text == ("", ""):
        return first
    return replace(first, text=text) if first else NumberFormat(sections=("General",), text=text)


def _is_date(shown: NumberFormat | None) -> bool:
    return shown is not None and (shown.is_date or shown.is_elapsed)


@lru_cache(maxsize=1024)
def _parse_section(section: str) -> NumberFormat | None:
    bare = _QUOTED.sub("", section)
    if not section.strip():
        return NumberFormat(digits=0)
    if _ELAPSED.search(section):
        return NumberFormat(is_elapsed=True)
    if "General" in bare or "通用格式" in bare:
        bare = section = re.sub(r"(?:G/)?(?:General|通用格式)", "0", section)
        bare = _QUOTED.sub("", bare)
    elif re.search("[ymdhs]|aaa", bare, re.IGNORECASE):
        return NumberFormat(is_date=True)
    if is_fraction(section) or changes_digits(section):
        return NumberFormat(layout=section)
    if words := only_words(section):
        return NumberFormat(prefix=words, digits=0)
    return _plain_section(section, "%" in bare)


def _plain_section(section: str, is_percent: bool) -> NumberFormat | None:
    """A section that shows the digits of its number, and words around them."""
    prefix, digits, suffix = _literals(section)
    if not is_percent and not any(char.isalnum() for char in prefix + suffix) and digits < 2:
        return None
    return NumberFormat(is_percent=is_percent, prefix=prefix, suffix=suffix, digits=digits)


def _literals(section: str) -> tuple[str, int, str]:
    """The words before and after the digits, and how many digits there are at least."""
    plain = _QUOTED.sub(lambda found: "\0" * len(found[0]), section)
    found = _DIGITS.search(plain)
    if not found or re.search("[0#?]", plain[found.end() :]):  # a second group of digits is an exponent: 0.00E+00
        return "", 1, ""
    whole = found[0].partition(".")[0]
    digits = len(whole) if whole.strip("0") == "" else 1
    return _words(section[: found.start()]), digits, _words(section[found.end() :])


def _words(text: str) -> str:
    """The literal characters of a piece of a format code: quoted, escaped, or Chinese as they stand."""
    quoted = _QUOTED.sub(lambda found: found[1] or found[2] or "", text)
    return "".join(char for char in quoted if char not in "%@;#?0.,").strip()


def _moment(number: float, is_1904: bool) -> Value:
    if not 0 <= number < _LAST_SERIAL:
        return number
    milliseconds = round(number * 86_400_000)
    if milliseconds < 86_400_000 and number:
        return (datetime.min + timedelta(milliseconds=milliseconds)).time()
    days = int(number < _FALSE_LEAP_DAY and not is_1904)
    moment = (_EPOCH_1904 if is_1904 else _EPOCH) + timedelta(days=days, milliseconds=milliseconds)
    return moment.date() if moment.time() == time() else moment


def _number(node: etree._Element, name: str) -> int:
    text = node.get(name, "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def parse_moment(text: str) -> Value:
    """The day, or moment of a day, that XML formats write as 2022-04-07T08:30:00; the text itself if it is none."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return text
    return moment.date() if moment.time() == time() else moment

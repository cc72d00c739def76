"""What a number means and how it looks under its cell's number format: a date, a percentage, 任务37, 12万元."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache

from lxml import etree

from pipeline.submissions.files.grid import Value
from pipeline.submissions.files.markup import local_name, parse_xml, remembered

# ECMA-376 18.8.30: built-in formats have numbers only. 27–36 and 50–58 are the dates of the East Asian versions.
_BUILT_IN_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_BUILT_IN_ELAPSED = {46}
_BUILT_IN_PERCENT = {9, 10}
_QUOTED = re.compile(r'"([^"]*)"|\\(.)|[_*].|\[[^\]]*\]')
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_DIGITS = re.compile(r"[0#?][0#?,./ ]*")
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_LAST_SERIAL = 2_950_000  # in the year 9976; Excel shows no date after 9999
_FALSE_LEAP_DAY = 60  # Excel believes in 1900-02-29


@dataclass(frozen=True)
class NumberFormat:
    """A format that shows more than the plain number."""

    is_date: bool = False
    is_elapsed: bool = False
    is_percent: bool = False
    prefix: str = ""
    suffix: str = ""
    digits: int = 1

    def value(self, number: float, is_1904: bool = False) -> Value:
        """What the cell says: a date or time, or the number's text with all that the format adds to it."""
        if self.is_elapsed:
            return timedelta(days=number) if 0 <= number < _LAST_SERIAL else number
        if self.is_date:
            return _moment(number, is_1904)
        text = f"{round(number * 100, 8) if self.is_percent else number:.10g}"
        if number.is_integer() and 0 <= number < 1e10:
            text = text.zfill(self.digits)
        return f"{self.prefix}{text}{'%' if self.is_percent else ''}{self.suffix}"


@dataclass(frozen=True)
class NumberStyles:
    """The number formats of a workbook's cell styles, in their order; None where the number alone is shown."""

    formats: Sequence[NumberFormat | None] = ()
    is_1904: bool = False

    def shown(self, number: float, style: int) -> Value:
        """What a cell of this style says."""
        shown = self.formats[style] if style < len(self.formats) else None
        return shown.value(number, self.is_1904) if shown else number


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
    if number in codes:
        return parse_format(codes[number])
    if number in _BUILT_IN_ELAPSED:
        return NumberFormat(is_elapsed=True)
    if number in _BUILT_IN_DATES:
        return NumberFormat(is_date=True)
    return NumberFormat(is_percent=True) if number in _BUILT_IN_PERCENT else None


@lru_cache(maxsize=1024)
def parse_format(code: str) -> NumberFormat | None:
    """A format code's meaning by its first section; None for what shows the number alone."""
    section = _first_section(code)
    if _ELAPSED.search(section):
        return NumberFormat(is_elapsed=True)
    bare = _QUOTED.sub("", section)
    if "General" in bare or "通用格式" in bare:
        bare = section = re.sub(r"(?:G/)?(?:General|通用格式)", "0", section)
        bare = _QUOTED.sub("", bare)
    elif re.search("[ymdhs]|aaa", bare, re.IGNORECASE):
        return NumberFormat(is_date=True)
    prefix, digits, suffix = _literals(section)
    is_percent = "%" in bare
    if not is_percent and not any(char.isalnum() for char in prefix + suffix) and digits < 2:
        return None
    return NumberFormat(is_percent=is_percent, prefix=prefix, suffix=suffix, digits=digits)


def _first_section(code: str) -> str:
    """``code`` up to the first semicolon that is not quoted: the section for positive numbers."""
    is_quoted = False
    for place, char in enumerate(code):
        if char == '"':
            is_quoted = not is_quoted
        elif char == ";" and not is_quoted and code[place - 1 : place] != "\\":
            return code[:place]
    return code


def _literals(section: str) -> tuple[str, int, str]:
    """The words before and after the digits, and how many digits there are at least."""
    plain = _QUOTED.sub(lambda found: "\0" * len(found[0]), section)
    found = _DIGITS.search(plain)
    # A second group of digits (0.00E+00, 000-0000) or a scale (0.0,) changes the number itself: it is shown plain.
    if not found or re.search("[0#?]", plain[found.end() :]) or found[0].rstrip().endswith(","):
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

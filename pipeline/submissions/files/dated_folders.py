"""Folders that say on which day their files came, as people write dates (R7); and what else a path says."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from unicodedata import normalize

from pipeline.vocabulary.text import arabic

_YEAR, _PART = r"(?P<year>20\d\d|2\d)", r"\d{1,2}"
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<!\d){_YEAR}\s*[-._年 ]\s*(?P<month>{_PART})\s*[-._月 ]\s*(?P<day>{_PART})(?!\d|\s*月)[日号]?",
        r"(?<!\d)(?P<year>20\d\d)(?P<month>\d\d)(?P<day>\d\d)(?!\d)",
        rf"(?<!\d)(?P<month>{_PART})月(?P<day>{_PART})(?:[日号]|(?=\s*收)|$)",
        rf"^(?P<month>{_PART})[-._](?P<day>{_PART})(?=\s*收)",
        # 6.5群里收, 0507 OA: words of any kind may follow, but no more of a number, and nothing that makes it one
        r"^\s*(?P<month>0?[1-9]|1[0-2])\s*[._]\s*(?P<day>0?[1-9]|[12]\d|3[01])(?![\d._]|\s*[月版稿级期章节条款项个家件户人次万亿%倍公吨米平元])",
        r"^\s*(?P<month>0[1-9])(?P<day>0[1-9]|[12]\d|3[01])(?=\s*[^\d\s._-])",
        r"^\s*(?P<month>0?[1-9]|1[0-2])[._](?P<day>0?[1-9]|[12]\d|3[01])\s*$",
        r"^\s*(?P<month>0\d|1[0-2])(?P<day>[0-3]\d)\s*$",
    )
)
_LAST_DAYS = ("前", "截止", "截至", "止")  # 3月24日前 is by when a form was asked for
_RECEIVED = re.compile(r"^\s*(?:收到|收件|收文|收表|收)\s*$")
_EARLY_MONTHS = 2  # a folder of these months without a year may be of the year after: December is due in January


@lru_cache(maxsize=4096)
def _dated(folder: str) -> tuple[re.Match[str] | None, str]:
    """What in a folder's name looks like a day, and the words that are left of it."""
    for name in (normalize("NFKC", folder), arabic(folder)):
        if found := next((match for pattern in _DATES if (match := pattern.search(name))), None):
            rest = f"{name[: found.start()]} {name[found.end() :]}".strip()
            if any(rest.startswith(word) or rest.endswith(word) for word in _LAST_DAYS):
                return None, folder
            return found, "" if _RECEIVED.match(rest) else rest
    return None, folder


def _days(found: re.Match[str], year: int) -> Iterator[date]:
    """The days that it may be, the earliest first; none where there is no such day."""
    written = found.groupdict().get("year")
    month, day = int(found["month"]), int(found["day"])
    years = [int(written) % 100 + 2000] if written else [year, *([year + 1] if month <= _EARLY_MONTHS else [])]
    for one in years if all(years) else ():
        try:
            yield date(one, month, day)
        except ValueError:
            continue


def folder_days(source: str, year: int) -> tuple[date, ...]:
    """The days that the innermost dated folder of a path may mean: one, or of a folder without a year at times two."""
    for folder in reversed(source.split("/")[:-1]):
        found, _ = _dated(folder)
        if found and (days := tuple(_days(found, year))):
            return days
    return ()


def likely_days(days: Sequence[date], seen: date | None) -> list[date]:
    """The days that a folder may mean, the likeliest first: the last that had come when the file was first ``seen``.

    A day to come is the likelier only where no other had come by then.
    """
    come = [day for day in days if seen is None or day <= seen]
    return [*reversed(come), *(day for day in days if day not in come)]


def no_days(source: str, year: int) -> tuple[str, ...]:
    """The folders of a path that look like a day and are none (2022-04-31)."""
    folders = source.split("/")[:-1]
    return tuple(name for name in folders if (found := _dated(name)[0]) and year and not tuple(_days(found, year)))


def words_of(source: str) -> tuple[str, ...]:
    """The file's stem and what its folders say beside a day, innermost first: evidence of unit and period."""
    *folders, name = source.split("/")
    said = (os.path.splitext(name)[0], *(_dated(folder)[1] for folder in reversed(folders)))
    return tuple(word for word in said if word)

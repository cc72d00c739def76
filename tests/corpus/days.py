"""How clerks write the day on which they filled in the form."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from corpus.forms import Draft
from corpus.registry import add, habit
from corpus.sheets import Value
from pipeline.vocabulary.terms import FormKind

_CHINESE = "零 一 二 三 四 五 六 七 八 九 十 十一 十二".split()
_PROGRESS = {"form": FormKind.PROGRESS}


def _day_forms(day: date) -> dict[str, Value]:
    digits = "〇一二三四五六七八九"
    year = "".join(digits[int(digit)] for digit in str(day.year))
    days = (
        f"{'二' if day.day >= 20 else ''}{'十' if day.day >= 10 else ''}{digits[day.day % 10] if day.day % 10 else ''}"
    )
    return {
        "day_dots": f"{day.year}.{day.month}.{day.day}",
        "day_dashes": f"{day.year}-{day.month:02d}-{day.day:02d}",
        "day_slashes": f"{day.year}/{day.month}/{day.day}",
        "day_without_year": f"{day.month}月{day.day}日",
        "day_month_dot_day": f"{day.month}.{day.day}",
        "day_eight_digits": f"{day:%Y%m%d}",
        "day_chinese": f"{year}年{_CHINESE[day.month]}月{days}日",
        "day_spaced": f"{day.year} 年 {day.month} 月 {day.day} 日",
        "day_hao": f"{day.year}年{day.month}月{day.day}号",
        "day_two_digit_year": f"{day.year % 100}.{day.month}.{day.day}",
        "day_with_time": f"{day.year}-{day.month:02d}-{day.day:02d} 16:30:00",
        "day_half_done": f"{day.year}年{day.month}月  日",
    }


def _write_day(name: str) -> None:
    def change(draft: Draft, rng: random.Random) -> Draft:
        day = draft.reported_date
        assert day is not None
        known = None if name == "day_half_done" else day
        return replace(draft, reported=_day_forms(day)[name], reported_date=known)

    add(name, "日期写法", change, "date")


for _name in _day_forms(date(2022, 4, 7)):
    _write_day(_name)


@habit("日期写法", "date head")
def day_real_date(draft: Draft, rng: random.Random) -> Draft:
    """填报时间 is a true date cell."""
    return replace(draft, reported=draft.reported_date, head=rng.choice(("beside", "beside_merged")))


@habit("日期写法", "date head")
def day_serial(draft: Draft, rng: random.Random) -> Draft:
    """填报时间 is a date whose format was lost: Excel's serial number."""
    assert draft.reported_date is not None
    return replace(draft, reported=(draft.reported_date - date(1899, 12, 30)).days, head="beside")


@habit("日期写法", "date")
def day_blank(draft: Draft, rng: random.Random) -> Draft:
    """填报时间 was never filled in."""
    return replace(draft, reported="", reported_date=None)


@habit("日期写法", "date", **_PROGRESS)
def day_late(draft: Draft, rng: random.Random) -> Draft:
    """The form was filled in weeks late; its title still says which month it is."""
    assert draft.reported_date is not None
    day = draft.reported_date + timedelta(days=rng.randint(12, 20))
    return replace(draft, reported=f"{day.year}年{day.month}月{day.day}日", reported_date=day)

"""The lights of a year side by side: a strip of months, and what changed between the last two months judged (R18)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Light

_RANK = {Light.RED: 0, Light.YELLOW: 1, Light.GREEN: 2, Light.CLOSED: 3}
BETTER, WORSE, SAME = "↑好转", "↓变差", "持平"
_SEPARATOR = "，"


@dataclass(frozen=True)
class MonthLight:
    """One month of a strip."""

    month: Period
    light: Light


def with_history(
    frame: pd.DataFrame, months: pd.DataFrame, keys: Sequence[str], judged: Sequence[Period]
) -> pd.DataFrame:
    """``frame`` with its columns change and history filled from ``months`` (a row per keys and period).

    ``judged`` are the months whose collection is over; a month still running would show as a change for the worse.
    """
    shown = {str(month) for month in judged}
    strips: dict[tuple[object, ...], list[MonthLight]] = {}
    for row in months[months["period"].isin(shown)].to_dict("records"):
        strips.setdefault(tuple(row[key] for key in keys), []).append(
            MonthLight(Period.parse(str(row["period"])), Light(str(row["light"])))
        )
    own = [strips.get(tuple(row[key] for key in keys), []) for row in frame.to_dict("records")]
    return frame.assign(
        change=pd.Series([change_words(strip) for strip in own], index=frame.index, dtype=object),
        history=pd.Series([history_words(strip) for strip in own], index=frame.index, dtype=object),
    )


def change_words(strip: Sequence[MonthLight]) -> str | None:
    """↑好转：黄→绿, ↓变差：绿→红 or 持平 between the last two months; 灰→绿 without a verdict; None of fewer than two."""
    if len(strip) < 2:
        return None
    before, now = strip[-2].light, strip[-1].light
    if before is now:
        return SAME
    words, verdict = f"{before}→{now}", compare_lights(before, now)
    return f"{verdict}：{words}" if verdict else words


def compare_lights(before: Light, now: Light) -> str:
    """↑好转 or ↓变差 of two different lights; '' where one of them is no verdict (灰)."""
    if before not in _RANK or now not in _RANK:
        return ""
    return BETTER if _RANK[now] > _RANK[before] else WORSE


def history_words(strip: Iterable[MonthLight]) -> str | None:
    """3月绿，4月黄，5月绿: for people and for ``parse_history``."""
    return _SEPARATOR.join(f"{one.month.label}{one.light}" for one in strip) or None


def parse_history(words: str) -> tuple[tuple[str, Light], ...]:
    """The strip again: (3月, 绿) …"""
    pairs = (part.partition("月") for part in words.split(_SEPARATOR) if part)
    return tuple((f"{number}月", Light(light)) for number, _, light in pairs)

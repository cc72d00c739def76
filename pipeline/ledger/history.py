"""The lights of a year side by side: a strip of months, and what changed between the last two months judged (R18)."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables.table import objects
from pipeline.vocabulary.values import LightChange, MonthLight


def with_history(
    frame: pd.DataFrame, months: pd.DataFrame, keys: Sequence[str], judged: Sequence[Period]
) -> pd.DataFrame:
    """``frame`` with its columns change and history filled from ``months`` (a row per keys and period).

    ``judged`` are the months whose collection is over; a month still running would show as a change for the worse.
    """
    shown = months[months["period"].isin(list(judged))]
    columns = zip(*(shown[name] for name in (*keys, "period", "light")), strict=True)
    strips = gathered((tuple(key), MonthLight(period, light)) for *key, period, light in columns)
    own = [tuple(strips.get(key, ())) for key in zip(*(frame[name] for name in keys), strict=True)]
    return frame.assign(change=objects(map(last_change, own), frame.index), history=objects(own, frame.index))


def last_change(strip: Sequence[MonthLight]) -> LightChange | None:
    """The lights of the last two months; None of fewer than two."""
    return LightChange(strip[-2].light, strip[-1].light) if len(strip) > 1 else None

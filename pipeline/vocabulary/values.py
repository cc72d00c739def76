"""Values that have parts: a month's light, a change of light, the words of one unit of several, a reason, a rate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Light, Trend

_RANK = {Light.RED: 0, Light.YELLOW: 1, Light.GREEN: 2, Light.CLOSED: 3}


class MonthLight(NamedTuple):
    """One month of a strip of lights."""

    month: Period
    light: Light


class LightChange(NamedTuple):
    """The lights of the last two months judged (R18)."""

    before: Light
    now: Light

    @property
    def trend(self) -> Trend | None:
        """Better, worse or the same; None where one of two different lights is no verdict (灰)."""
        if self.before is self.now:
            return Trend.SAME
        if self.before not in _RANK or self.now not in _RANK:
            return None
        return Trend.BETTER if _RANK[self.now] > _RANK[self.before] else Trend.WORSE


class UnitText(NamedTuple):
    """What one unit wrote; ``unit`` is blank where it is the only one that reports."""

    unit: str
    text: str


class Reason(NamedTuple):
    """Why something is as it is, in words; whose it is and of which scale, blank where that is plain (R18)."""

    text: str
    unit: str = ""
    scale: str = ""


class Rate(NamedTuple):
    """``part`` of ``whole``; where the whole is 0 there is no rate (R9)."""

    part: int
    whole: int

    @property
    def share(self) -> float | None:
        """0 to 1; None of nothing."""
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True)
class Span:
    """From ``since`` to ``until``, both included; None is open.

    A day that ``is_start_seen`` or ``is_end_seen`` was told by nobody: it is that of the run that first saw the change,
    or last saw what was before.
    """

    since: date | None = None
    until: date | None = None
    is_start_seen: bool = False
    is_end_seen: bool = False

    def holds(self, day: date) -> bool:
        """Whether ``day`` lies in it."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


ALWAYS = (Span(),)
"""What holds on every day."""

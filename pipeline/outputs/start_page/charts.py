"""The start page's charts as geometry: rectangles and words with their places, drawn as inline SVG by the template."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.ledger.counts import Counts, PeriodCounts, TaskCounts
from pipeline.outputs.shared.words import words_of
from pipeline.outputs.xlsx.theme import TINTS
from pipeline.vocabulary.terms import Standing, Status

_WIDTH, _HEIGHT = 560, 330
_TOP, _FOOT = 24, 26  # room for the numbers above the columns and the months below
_SEGMENT_WITH_NUMBER = 13
_BAR_WIDTH, _BAR_HEIGHT = 240, 14
_WHITE, _BLACK = "#ffffff", "#1f1f1f"
_STACK = (
    *(Standing.BEHIND, Standing.ATTENTION, Standing.UNREPORTED, Standing.UNSETTLED, Standing.NOT_DUE),
    *(Standing.EXEMPT, Standing.CANCELLED, Standing.ON_TRACK, Standing.CLOSED),
)


@dataclass(frozen=True)
class Rectangle:
    """A filled rectangle in the chart's own units; ``label`` is its number, blank where it would not fit."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    label: str = ""
    ink: str = _BLACK

    @property
    def middle(self) -> tuple[float, float]:
        """Where the label stands, (x, y) in the chart's units."""
        return (round(self.x + self.width / 2, 1), round(self.y + self.height / 2, 1))


@dataclass(frozen=True)
class Caption:
    """Words centred at a place of the chart."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Drawing:
    """A drawing with its heading and, for those who cannot see it, the same figures in words."""

    title: str
    description: str
    width: float
    height: float
    rectangles: tuple[Rectangle, ...]
    captions: tuple[Caption, ...] = ()


def standing_chart(months: Sequence[TaskCounts]) -> Drawing:
    """One stacked column per month, what is behind at the foot where months compare best; each column is all tasks."""
    slots = _slots(len(months))
    floor = _HEIGHT - _FOOT
    tallest = max((month.total for month in months), default=1) or 1
    rectangles = [
        rectangle
        for (left, width), month in zip(slots, months, strict=True)
        for rectangle in _stack(left, width, floor, (floor - 6) / tallest, month.standings)
    ]
    captions = [
        Caption(round(left + width / 2, 1), _HEIGHT - 8, month.label)
        for (left, width), month in zip(slots, months, strict=True)
    ]
    words = "；".join(f"{month.label}：{standing_words(month.standings)}" for month in months)
    return Drawing("各月底事项进度（项）", words, _WIDTH, _HEIGHT, tuple(rectangles), tuple(captions))


def rate_chart(periods: Sequence[PeriodCounts]) -> Drawing:
    """One column per collection that is over, the whole height being 100 %."""
    rated = [(counts.period.label, counts.on_time_rate) for counts in periods if counts.on_time_rate.whole]
    slots = _slots(len(rated))
    floor, full = _HEIGHT - _FOOT, _HEIGHT - _FOOT - _TOP
    fill = TINTS[Status.ON_TIME].solid
    rectangles, captions = [], []
    for (left, width), (label, rate) in zip(slots, rated, strict=True):
        height = round(full * (rate.share or 0), 1)
        rectangles.append(Rectangle(left, round(floor - height, 1), width, height, fill))
        middle = round(left + width / 2, 1)
        captions += [Caption(middle, round(floor - height - 6, 1), words_of(rate)), Caption(middle, _HEIGHT - 8, label)]
    words = "；".join(f"{label}{words_of(rate)}" for label, rate in rated)
    return Drawing("已截止各期按时率", words, _WIDTH, _HEIGHT, tuple(rectangles), tuple(captions))


def standing_bar(standings: Counts[Standing], longest: int) -> Drawing:
    """One thin bar, as long as its tasks are many beside the ``longest``."""
    scale = _BAR_WIDTH / (longest or 1)
    rectangles, left = [], 0.0
    for standing in _STACK:
        width = round(standings.number(standing) * scale, 2)
        if width:
            rectangles.append(Rectangle(round(left, 2), 0, width, _BAR_HEIGHT, TINTS[standing].solid))
        left += width
    return Drawing("", standing_words(standings), _BAR_WIDTH, _BAR_HEIGHT, tuple(rectangles))


def standing_words(standings: Counts[Standing]) -> str:
    """进度滞后2、按序时推进7: what is there."""
    return "、".join(f"{standing}{number}" for standing, number in standings.pairs if number)


def _slots(number: int) -> list[tuple[float, float]]:
    """(left, width) of each column: evenly over the width, never wider than a few columns would look well."""
    pitch = _WIDTH / max(number, 6)
    start = (_WIDTH - pitch * number) / 2
    return [(round(start + pitch * (index + 0.16), 1), round(pitch * 0.68, 1)) for index in range(number)]


def _stack(left: float, width: float, floor: float, scale: float, standings: Counts[Standing]) -> Iterator[Rectangle]:
    for standing in _STACK:
        height = round(standings.number(standing) * scale, 2)
        if not height:
            continue
        floor = round(floor - height, 2)
        label = str(standings.number(standing)) if height >= _SEGMENT_WITH_NUMBER else ""
        ink = _WHITE if standing is Standing.BEHIND else _BLACK
        yield Rectangle(left, floor, width, height, TINTS[standing].solid, label, ink)

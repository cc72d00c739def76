"""Which tasks have another light than on the start page of the run before (R18)."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.keeping.register import Seen
from pipeline.ledger.model import Ledger
from pipeline.outputs.xlsx.theme import signed
from pipeline.vocabulary.terms import Light, Trend
from pipeline.vocabulary.text import chinese_date
from pipeline.vocabulary.values import LightChange

_ORDER = (Trend.WORSE, None, Trend.BETTER)


@dataclass(frozen=True)
class TaskNews:
    """A task's light then and now, as 任务1 ■绿→●红, and whether that is for the better (None if neither)."""

    task_id: str
    lights: str
    verdict: Trend | None


@dataclass(frozen=True)
class LightNews:
    """What changed since the page of ``since`` ('' where no earlier page knew any light)."""

    since: str
    changes: tuple[TaskNews, ...]


def build_light_news(ledger: Ledger, seen: Seen) -> LightNews:
    """Every task whose light is not that of the page of ``seen.day``, those for the worse first."""
    if not seen.day or not seen.lights:
        return LightNews("", ())
    changes = [
        TaskNews(task_id, f"{signed(before)}→{signed(now)}", LightChange(before, now).trend)
        for task_id, now in ledger.lights.items()
        if (before := Light(seen.lights.get(task_id, now))) is not now
    ]
    worst_first = sorted(changes, key=lambda one: _ORDER.index(one.verdict))
    return LightNews(chinese_date(seen.day), tuple(worst_first))

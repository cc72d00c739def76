"""Which tasks have another light than on the start page of the run before (R18)."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.keeping.register import Seen
from pipeline.ledger.history import BETTER, WORSE, compare_lights
from pipeline.ledger.model import Ledger
from pipeline.outputs.xlsx.theme import signed
from pipeline.vocabulary.terms import Light
from pipeline.vocabulary.text import chinese_date

_ORDER = (WORSE, "", BETTER)


@dataclass(frozen=True)
class LightChange:
    """A task's light then and now, as 任务1 ■绿→●红, and in a word whether that is for the better ('' if neither)."""

    task_id: str
    lights: str
    verdict: str


@dataclass(frozen=True)
class LightNews:
    """What changed since the page of ``since`` ('' where no earlier page knew any light)."""

    since: str
    changes: tuple[LightChange, ...]


def build_light_news(ledger: Ledger, seen: Seen) -> LightNews:
    """Every task whose light is not that of the page of ``seen.day``, those for the worse first."""
    if not seen.day or not seen.lights:
        return LightNews("", ())
    changes = [
        LightChange(task_id, f"{signed(before)}→{signed(now)}", compare_lights(before, now))
        for task_id, light in ledger.lights.items()
        if (before := Light(seen.lights.get(task_id, light))) is not (now := Light(light))
    ]
    worst_first = sorted(changes, key=lambda one: _ORDER.index(one.verdict))
    return LightNews(chinese_date(seen.day), tuple(worst_first))

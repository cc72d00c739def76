"""A seed → a sequence: the same seed gives the same events."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection
from typing import Any

from sequences import entry_events, file_events, master_events, run_events
from sequences.papers import ALL_UNITS, PERIODS, UNITS
from sequences.play import Event

_ROOMS = (file_events, entry_events, master_events, run_events)
EVENTS: dict[str, Callable[..., None]] = {event.__name__: event for room in _ROOMS for event in room.DRAWN}
_WEIGHTS = {event.__name__: weight for room in _ROOMS for event, (weight, _) in room.DRAWN.items()}
_DRAWN = {event.__name__: drawn for room in _ROOMS for event, (_, drawn) in room.DRAWN.items()}
_CHOICES: dict[str, tuple[Any, ...]] = {name: found for room in _ROOMS for name, found in room.CHOICES.items()}


def draw_sequence(seed: int, length: int = 22, without: Collection[str] = ()) -> tuple[Event, ...]:
    """A sequence about a few returns, so that more than one thing befalls each of them; ``without`` are no events of it."""
    rng = random.Random(seed)
    focus = {"unit": rng.sample(UNITS, 1) + rng.sample(ALL_UNITS, 1), "period": rng.sample(PERIODS, 2)}
    names = [name for name in EVENTS if name not in without]
    drawn = rng.choices(names, [_WEIGHTS[name] for name in names], k=length)
    return tuple((name, *(_choose(rng, what, focus) for what in _DRAWN[name])) for name in drawn)


def _choose(rng: random.Random, what: str, focus: dict[str, list[str]]) -> object:
    if what in focus and rng.random() < 0.85:
        return rng.choice(focus[what])
    return rng.choice(_CHOICES[what])

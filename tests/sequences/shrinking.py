"""A sequence played from its beginning, and the shortest one that fails alike."""

from __future__ import annotations

import shutil
from pathlib import Path

from sequences.play import Event, InvariantError, Play
from sequences.sampling import EVENTS


def play_sequence(root: Path, events: tuple[Event, ...]) -> InvariantError | None:
    """What does not hold in the sequence, played in a new office at ``root`` and ended by a run; None where all holds."""
    shutil.rmtree(root, ignore_errors=True)
    play = Play.at(root)
    try:
        for name, *arguments in (*events, ("run", 1)):
            EVENTS[str(name)](play, *arguments)
    except InvariantError as violation:
        return violation
    return None


def shrink(root: Path, events: tuple[Event, ...], kind: str) -> tuple[Event, ...]:
    """The events without any that can be left out with a violation of the same ``kind`` still there."""
    size = max(1, len(events) // 2)
    while size:
        place = 0
        while place < len(events):
            fewer = events[:place] + events[place + size :]
            found = play_sequence(root, fewer)
            if found and found.kind == kind:
                events = fewer
            else:
                place += size
        size //= 2
    return events

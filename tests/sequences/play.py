"""One sequence being played: the office, the facts beside it, and what must hold after each run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from pipeline.vocabulary.errors import StateError
from sequences.facts import BYSTANDER, Facts
from sequences.office import Office
from sequences.papers import PLAN, Paper, Return
from sequences.worse import State

Event = tuple[object, ...]
"""The name of an event and its arguments, all plain words and numbers."""
FIRST_DAY = date(2022, 3, 15)


class InvariantError(AssertionError):
    """An invariant does not hold. ``kind`` is which one, the text is for people."""

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(f"{kind}: {text}")
        self.kind = kind


@dataclass
class Play:
    """A sequence as far as it has been played. ``states`` are those of the last run."""

    office: Office
    facts: Facts = field(default_factory=Facts)
    day: date = FIRST_DAY
    states: dict[Return, State] | None = None
    is_master_changed: bool = False
    tags: int = 0

    @classmethod
    def at(cls, root: Path) -> Play:
        """A new office at ``root`` that has never run."""
        play = cls(Office(root))
        paper = Paper(BYSTANDER, PLAN, play.facts.borne(BYSTANDER))
        play.office.put(paper.place("dated", FIRST_DAY), paper.content)
        return play

    def tag(self) -> str:
        """A name that no row has yet."""
        self.tags += 1
        return f"经办{self.tags:02d}"

    def run(self, days: int, verb: Callable[[date], dict[Return, State]] | None = None) -> dict[Return, State]:
        """Time passes and the office runs; raises InvariantError where it is refused without need."""
        self.day += timedelta(days=days)
        try:
            states = (verb or self.office.look)(self.day)
        except StateError as error:
            if not self.is_master_changed:
                raise InvariantError("refused", str(error)) from error
            states = self.office.look(self.day, is_confirmed=True)
        self.is_master_changed = False
        return states

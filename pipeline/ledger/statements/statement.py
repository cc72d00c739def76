"""A statement: one clause of a text, with the state that it tells of, and where in the text it stands.

One reader for progress and problems. The states are those of people who labelled sentences by hand: done, partly done, under
way, planned, put off, not done, prevented, or none at all (background, a cause). Which it is, a classifier weighs (0098).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from pipeline.ledger.statements.achievement import is_later
from pipeline.ledger.statements.classifier import TextClassifier
from pipeline.ledger.statements.numbers.measures import plain
from pipeline.vocabulary.sentences import phrases, sentences


class State(StrEnum):
    """What a clause says of the work, by the label that sentences are marked with."""

    DONE = "成"
    PARTLY = "部"
    UNDER_WAY = "行"
    PLANNED = "拟"
    PUT_OFF = "延"
    NOT_DONE = "未"
    PREVENTED = "阻"


_OPEN = TextClassifier("clause_open")
_AGAINST = TextClassifier("clause_against")
_STATES = {state: TextClassifier(f"clause_{state.name.lower()}") for state in State}


@dataclass(frozen=True)
class Statement:
    """``is_later``: of a plan for the time to come (下一步), by its own words or the phrase before; no report of today."""

    text: str
    is_later: bool = False

    @property
    def open_odds(self) -> float:
        """The log-odds that it tells of something that is not done yet, in whatever state."""
        return _OPEN.score(self.text)

    @property
    def against_odds(self) -> float:
        """The log-odds that it stands in a text that denies a 是, whatever the goal was."""
        return _AGAINST.score(self.text)

    def odds_of(self, state: State) -> float:
        """The log-odds that it tells of this state."""
        return _STATES[state].score(self.text)

    @property
    def state(self) -> State | None:
        """The likeliest state; None where none is likelier than not."""
        best = max(State, key=self.odds_of)
        return best if self.odds_of(best) > 0 else None


@lru_cache(maxsize=16_384)
def parse_statements(text: str) -> tuple[Statement, ...]:
    """The clauses of a text in order; what follows 下一步 within a sentence is of the time to come."""
    found: list[Statement] = []
    for sentence in sentences(plain(text)):
        later = False
        for phrase in phrases(sentence):
            later = later or is_later(phrase)
            found.append(Statement(phrase, later))
    return tuple(found)

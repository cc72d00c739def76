"""Whether a clause denies in so many words what the goal asks for: 道路未开工 beside 道路开工 (R17).

Writers who were asked to mislead put 未 and 没 beside goals that are met, and so the weights trust these words little. Where
the word governs the goal's own deed and the clause ends with it, nothing is left to weigh.
"""

from __future__ import annotations

import re

from pipeline.ledger.statements.achievement import names_further_part
from pipeline.ledger.statements.numbers.measures import plain
from pipeline.ledger.statements.statement import Statement
from pipeline.vocabulary.likeness import pairs

_NOT = re.compile(r"[尚仍还暂]?未(?!来)|[尚仍还]?没有?")
_LAST = re.compile(r"[了的。]$")
_DEED = range(2, 11)  # characters of what is denied
_END = 3
_OF_THE_GOAL = 0.45
_HAPPENED = -1.5  # log-odds of open: below it, what is denied was to be prevented (未发生事故)


def denies_goal(clause: Statement, goal: str) -> bool:
    """Whether the clause says of the goal's own thing that it is not done: its last words, behind 未 or 没, are the goal's."""
    if clause.is_later or names_further_part(clause.text) or clause.open_odds <= _HAPPENED:
        return False
    asked = frozenset(pairs(plain(goal)))
    return any(_denies(clause.text, found, asked) for found in _NOT.finditer(clause.text))


def _denies(text: str, found: re.Match[str], asked: frozenset[str]) -> bool:
    deed = _LAST.sub("", text[found.end() :])
    if len(deed) not in _DEED or asked.isdisjoint(pairs(deed[-_END:])):
        return False
    affirmed = set(pairs(text[: found.start()] + deed))
    return len(affirmed & asked) >= _OF_THE_GOAL * len(affirmed)

"""How far a text is from its goal, told only where both say without doubt how much of the same thing they mean (R17)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import dropwhile

from pipeline.ledger.statements.numbers.counting import falls_short, is_near_name
from pipeline.ledger.statements.numbers.stated import StatedFigure
from pipeline.ledger.statements.pairing import told_short
from pipeline.ledger.statements.reaching import reached_figures

_CLAUSE = 24
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_AMOUNT = r"[\d.,]+[百千万亿]*多?余?{word}"


@dataclass(frozen=True)
class Shortfall:
    """What a text gives for a figure of its goal and does not reach, both as written: 累计完成地面铺装3100平方米, 4000平方米.

    ``value`` and ``goal_value`` are the numbers, in ``unit``.
    """

    reached: str
    goal: str
    value: float
    goal_value: float
    unit: str


def list_shortfalls(goal_text: str, progress: str) -> tuple[Shortfall, ...]:
    """The figures of a goal that the text gives and does not reach, in the goal's order; none of which it is in doubt.

    Sure is what the names alone match with one figure and no other, both of one unit and named alike; where the text
    leaves the name out, what the weighed signs say as well. What one month brought is no sum: a text must speak of
    sums (累计) before its figures are told.
    """
    return tuple(_told(goal, found) for goal, found in short_figures(goal_text, progress))


def short_figures(goal_text: str, progress: str) -> Iterator[tuple[StatedFigure, StatedFigure]]:
    """Each figure of the goal that the text beyond doubt does not reach, with what it gives for it."""
    weighed = {(pair.goal, pair.found) for pair in told_short(goal_text, progress)}
    pairs = [(goal, found[0]) for goal, found in reached_figures(goal_text, progress) if len(found) == 1]
    for goal, found in dropwhile(lambda pair: not pair[1].is_stock, pairs):
        is_same = is_named(goal, found) or (goal, found) in weighed
        if falls_short(found, goal) and is_plain(goal, found) and is_same:
            yield goal, found


def is_plain(goal: StatedFigure, found: StatedFigure) -> bool:
    """Whether both are amounts of one unit that grow towards the goal."""
    aside = goal.is_ceiling or goal.is_growth or found.is_growth or found.is_share or found.is_vague
    return bool(goal.unit) and goal.unit == found.unit and goal.word == found.word and not aside


def is_named(goal: StatedFigure, found: StatedFigure) -> bool:
    """Whether both are called by names near enough to be one thing."""
    return bool(goal.noun and found.noun) and is_near_name(found.noun, goal.noun)


def _told(goal: StatedFigure, found: StatedFigure) -> Shortfall:
    """A figure that stands alone in its text (、126万平方米) borrows what it counts from the goal."""
    reached, asked = _whole(found), next(_amounts(goal), goal.words)
    if not found.noun:
        reached, asked = f"完成{next(_amounts(found), found.words)}", goal.words
    return Shortfall(reached, asked, found.value, goal.value, goal.word)


def _whole(figure: StatedFigure) -> str:
    """The clause of a figure that has no other and is short, for it may end behind a bracket (19个村（社区）); else its own words."""
    is_short = len(figure.clause) <= _CLAUSE and len(_NUMBER.findall(figure.clause)) == 1
    return figure.clause if is_short else figure.words


def _amounts(figure: StatedFigure) -> Iterator[str]:
    """The number of a figure with its measure, as written: 60万平方米."""
    found = re.search(_AMOUNT.format(word=re.escape(figure.word)), figure.words)
    if found:
        yield found[0]

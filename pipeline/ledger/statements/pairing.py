"""Which figure of a text answers which figure of a goal: every pair that may be one, with the signs for and against it.

Names alone do not tell: a goal's 12 old quarters are "10 that have been handed over" in the progress. How many figures
of the unit there are, where they stand, what they leave over, how near they come: each is a sign with a fitted weight.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pipeline.ledger.statements.evidence import Evidence
from pipeline.ledger.statements.numbers.counting import falls_short, name_likeness
from pipeline.ledger.statements.numbers.figures import parse_figures
from pipeline.ledger.statements.numbers.measures import plain
from pipeline.ledger.statements.numbers.stated import StatedFigure
from pipeline.ledger.statements.numbers.times import Span
from pipeline.ledger.statements.reaching import reached_figures
from pipeline.vocabulary.sentences import clauses

SHORT = Evidence("short_figure")
# Counts of anything at all: that two of them share the unit says little.
_ANY_UNIT = frozenset({"个", "次", "人", "%"})
# Units that clerks write for one another: 10 people died, 10 of 12 households.
_NEAR_UNITS = frozenset(
    frozenset(pair.split())
    for pair in (
        "个 人",
        "户 个",
        "套 户",
        "人 人次",
        "次 批次",
        "条 个",
        "栋 个",
        "件 个",
        "人 户",
        "件 次",
        "间 个",
        "台 个",
    )
)
_REST = re.compile(r"其余|剩|余下|余|另|还有|还差|尚有|差")
_ASIDE = re.compile(r"其中|平均|每|日均")
_STARTS_WITH_NUMBER = re.compile(r"[\d一二三四五六七八九两十百]")
_RATIOS = (0.05, 0.25, 0.5, 0.8, 0.95)
_SAME = 1e-6
_ALIKE, _HELD = 0.8, 0.5


@dataclass(frozen=True)
class Pair:
    """A figure of the goal and one of the text that may be its answer and falls short of it; ``odds``: that it does."""

    goal: StatedFigure
    found: StatedFigure
    odds: float


@lru_cache(maxsize=16_384)
def short_pairs(goal_text: str, progress: str) -> tuple[Pair, ...]:
    """Every pair that may be one, the likeliest first."""
    pairs = (Pair(goal, found, SHORT.score(signs)) for goal, found, signs in candidate_pairs(goal_text, progress))
    return tuple(sorted(pairs, key=lambda pair: -pair.odds))


def told_short(goal_text: str, progress: str) -> tuple[Pair, ...]:
    """For each figure of the goal that the text gives and does not reach, the likeliest pair that is likely enough."""
    told: dict[str, Pair] = {}
    for pair in short_pairs(goal_text, progress):
        if pair.odds > SHORT.threshold:
            told.setdefault(pair.goal.words, pair)
    return tuple(told.values())


def candidate_pairs(goal_text: str, progress: str) -> Iterator[tuple[StatedFigure, StatedFigure, dict[str, float]]]:
    """(goal, found, signs) for each figure of the text in a unit like the goal's that falls short of it."""
    texts = Texts(goal_text, progress)
    for goal in texts.goals:
        for found in texts.found:
            if may_answer(goal, found) and falls_short(found, goal):
                yield goal, found, dict.fromkeys(signs_between(goal, found, texts), 1.0)


@dataclass(frozen=True)
class Texts:
    """A goal and a progress with what both count; ``is_goal`` is false of an earlier month's text in the goal's place."""

    goal: str
    progress: str
    is_goal: bool = True

    @cached_property
    def goals(self) -> tuple[StatedFigure, ...]:
        """What the goal counts."""
        return parse_figures(self.goal, is_goal=self.is_goal)

    @cached_property
    def found(self) -> tuple[StatedFigure, ...]:
        """What the progress counts."""
        return parse_figures(self.progress)

    @cached_property
    def all_found(self) -> tuple[StatedFigure, ...]:
        """With plans and remainders too."""
        return parse_figures(self.progress, is_goal=True)

    @cached_property
    def clauses(self) -> list[str]:
        """The clauses of the progress."""
        return clauses(plain(self.progress))

    @cached_property
    def by_name(self) -> dict[StatedFigure, list[StatedFigure]]:
        """What the names alone say: each figure of the goal with those that count the same."""
        return {goal: found for goal, found in reached_figures(self.goal, self.progress) if found}

    def goals_in(self, unit: str) -> list[StatedFigure]:
        """The figures of the goal in that unit."""
        return [goal for goal in self.goals if goal.unit == unit]

    def found_in(self, unit: str) -> list[StatedFigure]:
        """The figures of the progress in that unit."""
        return [found for found in self.found if found.unit == unit]


def may_answer(goal: StatedFigure, found: StatedFigure) -> bool:
    """Whether both count in one unit, or in units that clerks write for one another."""
    is_near = frozenset({goal.unit, found.unit}) in _NEAR_UNITS
    return goal.unit == found.unit or not found.unit or not goal.unit or is_near


def signs_between(goal: StatedFigure, found: StatedFigure, texts: Texts) -> Iterator[str]:
    """The signs for and against that ``found`` answers ``goal``."""
    yield from _unit_signs(goal, found, texts)
    yield from _name_signs(goal, found, texts)
    yield from _place_signs(found, texts)
    yield from _amount_signs(goal, found, texts)
    yield from _kind_signs(goal, found)


def _unit_signs(goal: StatedFigure, found: StatedFigure, texts: Texts) -> Iterator[str]:
    kind = "same" if goal.unit == found.unit else "bare" if not (found.unit and goal.unit) else "near"
    is_any = goal.unit in _ANY_UNIT
    yield f"unit {kind}{' of anything' if is_any else ''}"
    if is_any:
        yield "word same" if goal.word == found.word else "word other"
    yield f"{min(len(texts.found_in(found.unit)), 4)} found in the unit"
    yield f"{min(len(texts.goals_in(goal.unit)), 3)} goals in the unit"
    yield f"{min(len(texts.goals), 4)} goals"


def _name_signs(goal: StatedFigure, found: StatedFigure, texts: Texts) -> Iterator[str]:
    likeness = name_likeness(found.noun, goal.noun)
    if goal.noun and found.noun:
        yield "name equal" if likeness >= _ALIKE else "name near" if likeness >= _HELD else "name other"
    else:
        yield "name lacks" if goal.noun else "name not asked"
    shared = len(set(goal.noun) & set(found.noun))
    yield f"{min(shared, 3)} characters of the name shared"
    yield f"name of {min(len(found.noun), 5)}"
    yield f"clause holds {min(3, int(4 * _held(goal, found)))}/4 of the name"
    if _held(goal, found) < max((_held(rival, found) for rival in texts.goals_in(goal.unit)), default=0.0):
        yield "nearer to another goal"
    if found in texts.by_name.get(goal, ()):
        yield "same by name"
    elif goal in texts.by_name:
        yield "another is the same by name"


def _held(goal: StatedFigure, found: StatedFigure) -> float:
    """How much of the goal's name stands in the clause of the figure: 0 to 1, by pairs of characters."""
    pairs = _pairs(goal.noun)
    return len(pairs & _pairs(found.clause)) / max(1, len(pairs))


def _pairs(text: str) -> set[str]:
    return {text[start : start + 2] for start in range(len(text) - 1)}


def _place_signs(found: StatedFigure, texts: Texts) -> Iterator[str]:
    place = next((number for number, clause in enumerate(texts.clauses) if clause == found.clause), 0)
    yield f"clause {min(place, 3)}"
    yield "first in its unit" if texts.found_in(found.unit)[:1] == [found] else "later in its unit"
    if _REST.search("".join(texts.clauses[place + 1 : place + 3])):
        yield "a rest behind it"
    if _STARTS_WITH_NUMBER.match(found.clause):
        yield "number first"
    if _ASIDE.search(found.clause):
        yield "aside"


def _amount_signs(goal: StatedFigure, found: StatedFigure, texts: Texts) -> Iterator[str]:
    less, more = sorted((found.value, goal.value))
    ratio = less / more if more else 1.0
    yield f"ratio {sum(ratio >= step for step in _RATIOS)}"
    rests = (other for other in texts.all_found if other is not found and other.unit == found.unit)
    if any(abs(found.value + other.value - goal.value) < _SAME * goal.value for other in rests):
        yield "sums up"
    reached = [other for other in texts.found_in(goal.unit) if not falls_short(other, goal)]
    if reached:
        yield "another reaches it"
    if any(name_likeness(other.noun, goal.noun) >= _HELD for other in reached):
        yield "one of the name reaches it"
    if goal.is_ceiling:
        yield "ceiling"


def _kind_signs(goal: StatedFigure, found: StatedFigure) -> Iterator[str]:
    yield f"of {found.span.name.lower()}"
    if goal.span is not Span.OPEN:
        yield f"goal of {goal.span.name.lower()}"
    if found.acts or goal.acts:
        yield f"acts {_compared(goal.acts, found.acts)}"
    for sign, holds in (
        ("share", found.is_share),
        ("stock", found.is_stock),
        ("growth", found.is_growth),
        ("growth beside none", found.is_growth != goal.is_growth),
        ("of a part", bool(found.topic)),
    ):
        if holds:
            yield sign


def _compared(asked: frozenset[str], told: frozenset[str]) -> str:
    if asked & told:
        return "shared"
    return "clash" if asked and told else "told only" if told else "asked only"

"""What a text reports of the figures of a goal."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.ledger.statements.achievement import goal_share, is_done, told_now
from pipeline.ledger.statements.numbers.counting import best_named, falls_short, fits_better, same_in
from pipeline.ledger.statements.numbers.figures import parse_figures
from pipeline.ledger.statements.numbers.stated import StatedFigure
from pipeline.ledger.statements.numbers.times import Span

_TAKEN_UP = 0.5  # so much of a part of the goal stands in the phrase that says it is done


def reached_figures(goal_text: str, progress: str) -> Iterator[tuple[StatedFigure, list[StatedFigure]]]:
    """Each figure of a goal with the figures of the text that count the same thing.

    What one month brought is left out, and what fits another figure of the goal better.
    """
    goals, found = parse_figures(goal_text, is_goal=True), parse_figures(progress)
    for goal in goals:
        same = same_in(goal, found, goals, is_strict=False)
        rivals = [rival for rival in goals if rival is not goal and rival.unit == goal.unit]
        fits = [f for f in same if _is_comparable(f, goal) and not any(fits_better(f, r, goal) for r in rivals)]
        yield goal, best_named(fits, goal)


def _is_comparable(figure: StatedFigure, goal: StatedFigure) -> bool:
    return figure.span is not Span.MONTH and (figure.span is not Span.QUARTER or goal.span is not Span.TO_DATE)


def makes_good(goal_text: str, progress: str) -> bool:
    """Whether a later text reaches a goal that was missed (R16): every figure of it, or what it names as done where it has none."""
    goals = list(reached_figures(goal_text, progress))
    if goals:
        return all(any(not falls_short(reached, goal) for reached in found) for goal, found in goals)
    done = [phrase for phrase in told_now(progress) if is_done(phrase, goal_text)]
    return any(goal_share(phrase, goal_text) >= _TAKEN_UP for phrase in done)


def planned_value(figure: StatedFigure, goal_text: str) -> float | None:
    """The number that a goal gives for what ``figure`` counts; None where it gives none."""
    goals = parse_figures(goal_text, is_goal=True)
    same = same_in(figure, goals, [figure], is_strict=False)
    return same[0].value if same else None

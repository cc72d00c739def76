"""What of a goal is open beside what its unit reports: the figures missed, those not told, never one that is reached (R17)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.ledger.statements.numbers.counting import falls_short
from pipeline.ledger.statements.numbers.figures import parse_figures
from pipeline.ledger.statements.numbers.measures import plain
from pipeline.ledger.statements.numbers.stated import StatedFigure
from pipeline.ledger.statements.pairing import told_short
from pipeline.ledger.statements.reaching import reached_figures
from pipeline.ledger.statements.shortfall import Shortfall, is_named, is_plain, list_shortfalls, short_figures

_CLAUSES = re.compile(r"[，,。；;\n]")


@dataclass(frozen=True)
class OpenGoal:
    """``goal``: its clauses without those that are reached; '' where its figures are all reached and it has no other.

    ``shortfalls``: figures given and missed. ``unspoken``: figures of which the text gives nothing that could be meant. ``rest``: the text
    without the clauses that stand in ``shortfalls`` or only tell of what is reached.
    """

    goal: str
    shortfalls: tuple[Shortfall, ...] = ()
    unspoken: tuple[str, ...] = ()
    rest: str = ""


NOTHING_OPEN = OpenGoal("")


def open_goal(goal_text: str, progress: str) -> OpenGoal:
    """What of ``goal_text`` is open by ``progress``. What is in doubt is left as it stands, on both sides."""
    answers = list(reached_figures(goal_text, progress))
    met = [(goal, one) for goal, found in answers if (one := _reached(goal, found, answers))]
    short = list(short_figures(goal_text, progress))
    told = [found for _, found in (*met, *short)]
    others = {found.unit for found in parse_figures(progress) if found not in told}
    weighed = {pair.goal for pair in told_short(goal_text, progress)}
    unspoken = (goal for goal, found in answers if not found and goal not in weighed and goal.unit not in others)
    return OpenGoal(
        _open_clauses(goal_text, {goal for goal, _ in met}),
        list_shortfalls(goal_text, progress),
        tuple(goal.words for goal in unspoken),
        _joined(clause for clause in _cut(progress) if not _is_told(clause, told)),
    )


def _reached(
    goal: StatedFigure, found: list[StatedFigure], answers: list[tuple[StatedFigure, list[StatedFigure]]]
) -> StatedFigure | None:
    """The figure that reaches ``goal`` beyond doubt: named alike, or both nameless and alone in their unit."""
    if len(found) != 1 or falls_short(found[0], goal) or not is_plain(goal, found[0]):
        return None
    is_alone = sum(other.unit == goal.unit for other, _ in answers) == 1
    is_bare = not (goal.noun or found[0].noun) and is_alone
    return found[0] if is_named(goal, found[0]) or is_bare else None


def _open_clauses(goal_text: str, met: set[StatedFigure]) -> str:
    """The clauses of a goal that are not reached as a whole; of one that is in part its open figures."""
    figures = parse_figures(goal_text, is_goal=True)
    told = []
    for clause in _cut(goal_text):
        own = [figure for figure in figures if figure.clause == plain(clause)]
        left = [figure for figure in own if figure not in met]
        told += [clause] if left == own else ["、".join(figure.words for figure in left)] if left else []
    return _joined(told)


def _is_told(clause: str, told: list[StatedFigure]) -> bool:
    """Whether every figure of the clause is told, and it has any."""
    own = [figure for figure in parse_figures(clause) if figure.value]
    known = [figure.value for figure in told if figure.clause == plain(clause)]
    return bool(own) and len(own) == len(known)


def _cut(text: str) -> list[str]:
    return [clause.strip() for clause in _CLAUSES.split(text) if clause.strip()]


def _joined(clauses: Iterable[str]) -> str:
    return "，".join(clauses)

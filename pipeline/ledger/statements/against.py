"""What of a report speaks against a 是: each clause with the signs for and against, weighed (R17).

A list of words catches what its writers thought of, and what only looks like it; that a goal is missed is said in a hundred
ways, mostly without 尚未 or 正在. What is weighed: the state that the clause tells of, by its characters; how much of the goal
it takes up and how much of the goal others report as done; whether a figure in it falls short; where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.ledger.statements.achievement import goal_parts, names_further_part, wants_result
from pipeline.ledger.statements.evidence import Evidence
from pipeline.ledger.statements.numbers.counting import falls_short
from pipeline.ledger.statements.numbers.figures import parse_figures
from pipeline.ledger.statements.numbers.measures import plain
from pipeline.ledger.statements.pairing import short_pairs
from pipeline.ledger.statements.reaching import reached_figures
from pipeline.ledger.statements.statement import State, Statement, parse_statements
from pipeline.vocabulary.likeness import pair_share

AGAINST = Evidence("against_yes")
_DIGIT = re.compile(r"\d")
_LEAST_DONE = -3.0  # log-odds where a text has no other clause
_MOST = 4.0  # Nothing is surer than this: longer sums are the length of the clause.


@dataclass(frozen=True)
class Report:
    """What a unit wrote under a goal; ``is_due``: the month ends the quarter, the goal is due."""

    goal: str
    progress: str
    is_due: bool

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """The clauses of the progress. That a problem is named beside a 是 says nothing against it: many are made good."""
        return parse_statements(self.progress)

    @cached_property
    def parts(self) -> list[str]:
        """The phrases of the goal."""
        return goal_parts(self.goal)

    @cached_property
    def short(self) -> Mapping[str, float]:
        """Clauses of the progress with a figure that may fall short of the goal's → the log-odds that it does."""
        found: dict[str, float] = {}
        for pair in short_pairs(self.goal, self.progress):
            found.setdefault(pair.found.clause, pair.odds)
        return found

    @cached_property
    def is_reached(self) -> bool:
        """Whether the goal has figures and the progress reaches each of them."""
        pairs = list(reached_figures(self.goal, self.progress))
        return bool(pairs) and all(any(not falls_short(one, goal) for one in found) for goal, found in pairs)


def weigh_against(report: Report) -> list[tuple[float, str]]:
    """(log-odds, clause) of each clause of the report, the most telling first."""
    weighed = ((AGAINST.score(signs), one.text) for one, signs in zip(report.statements, signs_of(report), strict=True))
    return sorted(weighed, reverse=True)


def signs_of(report: Report) -> Iterator[dict[str, float]]:
    """The signs of each clause, in order."""
    when = "due" if report.is_due else "before"
    opens = [_capped(one.open_odds) for one in report.statements]
    mean = sum(opens) / len(opens) if opens else 0.0
    for index, one in enumerate(report.statements):
        signs = dict.fromkeys((when, *_plain_signs(report, index, one)), 1.0)
        signs |= {f"{state.name.lower()} {when}": _capped(one.odds_of(state)) for state in State}
        signs |= _open_signs(opens, index, signs, when)
        signs["mean open"] = mean
        signs["others done"] = _most_done(report.statements, index)
        if one.text in report.short:
            signs[f"short figure {when}"] = 1.0
            signs[f"short odds {when}"] = report.short[one.text]
        yield signs


def _capped(odds: float) -> float:
    return max(-_MOST, min(_MOST, odds))


def _open_signs(opens: Sequence[float], index: int, signs: Mapping[str, float], when: str) -> dict[str, float]:
    """How open the clause is, alone and beside what else is known of it; and its neighbours."""
    own = opens[index]
    found = {f"open {when}": own}
    for sign in ("of a further part", "of the goal"):
        if sign in signs:
            found[f"open {sign}"] = own
    found["open before it"] = opens[index - 1] if index else 0.0
    found["open behind it"] = opens[index + 1] if index + 1 < len(opens) else 0.0
    return found


def _most_done(statements: Sequence[Statement], index: int) -> float:
    others = (_capped(one.odds_of(State.DONE)) for place, one in enumerate(statements) if place != index)
    return max(others, default=_LEAST_DONE)


def _plain_signs(report: Report, index: int, one: Statement) -> Iterator[str]:
    when = "due" if report.is_due else "before"
    share = max((pair_share(part, one.text) for part in report.parts), default=0.0)
    yield f"share {min(4, int(5 * share))}"
    if share >= 0.4:
        yield "of the goal"
    yield f"length {min(4, len(one.text) // 6)}"
    yield f"{min(5, len(report.statements))} clauses"
    yield f"clause {min(3, index)}"
    yield f"covered {min(3, int(4 * _covered(report, index)))}"
    for sign, holds in (
        ("later", one.is_later),
        ("of a further part", names_further_part(one.text)),
        ("last", index == len(report.statements) - 1),
        (f"reached {when}", report.is_reached),
        ("goal without figures", not parse_figures(report.goal, is_goal=True)),
        ("digit", bool(_DIGIT.search(one.text))),
        ("result asked", wants_result(plain(report.goal))),
    ):
        if holds:
            yield sign


def _covered(report: Report, index: int) -> float:
    """How much of the goal's least covered part other clauses take up that tell of something done: 0 to 1."""
    done = [one.text for place, one in enumerate(report.statements) if place != index and one.odds_of(State.DONE) > 0]
    return min((max((pair_share(part, text) for text in done), default=0.0) for part in report.parts), default=0.0)

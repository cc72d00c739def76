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
from pipeline.ledger.statements.numbers.stated import StatedFigure
from pipeline.ledger.statements.numbers.wholes import is_divided
from pipeline.ledger.statements.pairing import short_pairs
from pipeline.ledger.statements.reaching import reached_figures
from pipeline.ledger.statements.statement import State, Statement, parse_statements
from pipeline.vocabulary.likeness import pair_share, pairs

AGAINST = Evidence("against_yes")
_DIGIT = re.compile(r"\d")
_LEAST_DONE = -3.0  # log-odds where a text has no other clause
# What turns a deed behind it into one not done, or not done yet: a closed class of words, not a list of phrases.
_GOVERNS = {
    "denied": re.compile(r"未(?!来)|没|无法|难以|不[到足能够]|尚无|还差|尚[需缺]"),
    "to come": re.compile(
        r"[仍还尚]?(?:正|正在|仍在|还在|尚在)|拟(?!定)|预计|[将待候]|计划(?=于|在|\d)|准备|争取|力争"
    ),
}
_REACH = 6  # characters between the word and the deed that it governs: 未能如期全部|开工
_GOES_ON = (State.UNDER_WAY, State.PARTLY, State.PLANNED)
_BESIDE = ("due", "before", "of the goal", "of a further part")
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

    def is_met_by(self, one: Statement) -> bool:
        """Whether the goal only asks for work to go on (有序推进), and the clause says that it does."""
        return one.state in _GOES_ON and not any(map(wants_result, self.parts))

    @cached_property
    def goal_pairs(self) -> frozenset[str]:
        """Every two characters of the goal that follow one another."""
        return frozenset(pairs(plain(self.goal)))

    @cached_property
    def short(self) -> Mapping[str, float]:
        """Clauses of the progress with a figure that may fall short of the goal's → the log-odds that it does."""
        found: dict[str, float] = {}
        for pair in short_pairs(self.goal, self.progress):
            found.setdefault(pair.found.clause, pair.odds)
        return found

    @cached_property
    def reaching(self) -> tuple[StatedFigure, ...]:
        """Figures of the progress in the unit of one of the goal's, and not below it; of a goal told in two there is none."""
        goals = [goal for goal in parse_figures(self.goal, is_goal=True) if goal not in self.divided]
        return tuple(
            figure
            for figure in parse_figures(self.progress)
            if any(goal.unit == figure.unit and not falls_short(figure, goal) for goal in goals)
        )

    @cached_property
    def divided(self) -> frozenset[StatedFigure]:
        """Numbers of the goal's that the progress tells in two: what is done, and what is left."""
        told = parse_figures(self.progress, is_goal=True)
        return frozenset(goal for goal in parse_figures(self.goal, is_goal=True) if is_divided(goal, told))

    @cached_property
    def is_reached(self) -> bool:
        """Whether the goal has figures and the progress reaches each of them."""
        told = list(reached_figures(self.goal, self.progress))
        is_whole = bool(told) and not self.divided
        return is_whole and all(any(not falls_short(one, goal) for one in found) for goal, found in told)


def weigh_against(report: Report) -> list[tuple[float, str]]:
    """(log-odds, clause) of each clause of the report, the most telling first."""
    weighed = ((AGAINST.score(signs), one.text) for one, signs in zip(report.statements, signs_of(report), strict=True))
    return sorted(weighed, reverse=True)


def signs_of(report: Report) -> Iterator[dict[str, float]]:
    """The signs of each clause, in order."""
    when = "due" if report.is_due else "before"
    opens = [_capped(one.open_odds) for one in report.statements]
    denying = [_capped(one.against_odds) for one in report.statements]
    mean = sum(opens) / len(opens) if opens else 0.0
    for index, one in enumerate(report.statements):
        told = tuple(_plain_signs(report, index, one))
        signs = dict.fromkeys((when, *told, *(f"{sign} {_openness(opens[index])}" for sign in told)), 1.0)
        signs |= {f"{state.name.lower()} {when}": _capped(one.odds_of(state)) for state in State}
        signs |= _measured("open", opens, index, signs)
        signs |= _measured("denies", denying, index, signs)
        signs["mean open"] = mean
        signs["others done"] = _most_done(report.statements, index)
        if one.text in report.short:
            signs[f"short figure {when}"] = 1.0
            signs[f"short odds {when}"] = report.short[one.text]
        yield signs


def _openness(odds: float) -> str:
    """What is a sign for in a clause that tells of something open, may be one against in one that tells of something done."""
    return "and open" if odds > 0 else "and done"


def _capped(odds: float) -> float:
    return max(-_MOST, min(_MOST, odds))


def _measured(name: str, odds: Sequence[float], index: int, signs: Mapping[str, float]) -> dict[str, float]:
    """How strong it is in the clause, alone and beside what else is known of it; and in its neighbours."""
    found = {f"{name} {sign}": odds[index] for sign in _BESIDE if sign in signs}
    found[f"{name} before it"] = odds[index - 1] if index else 0.0
    found[f"{name} behind it"] = odds[index + 1] if index + 1 < len(odds) else 0.0
    return found


def _most_done(statements: Sequence[Statement], index: int) -> float:
    others = (_capped(one.odds_of(State.DONE)) for place, one in enumerate(statements) if place != index)
    return max(others, default=_LEAST_DONE)


def _plain_signs(report: Report, index: int, one: Statement) -> Iterator[str]:
    when = "due" if report.is_due else "before"
    yield from _word_signs(report, one, when)
    share = max((pair_share(part, one.text) for part in report.parts), default=0.0)
    held = f"held {min(4, int(5 * _held(one.text, report.goal_pairs)))}"
    yield held
    if not any(governs.search(one.text) for governs in _GOVERNS.values()):
        yield f"{held} plainly"
    if any(one.text == figure.clause for figure in report.reaching):
        yield f"its figure reaches the goal {when}"
    if report.reaching:
        yield f"a figure reaches the goal {when}"
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


def _word_signs(report: Report, one: Statement, when: str) -> Iterator[str]:
    """What 未 or 正在 says of the goal's deed; what a goal that only asks for work to go on, or a bare count, makes of it."""
    yield from (f"{sign} {when}" for sign in _deed_signs(report.goal_pairs, one.text))
    if not any(map(wants_result, report.parts)):
        yield f"only goes on {when}" if report.is_met_by(one) else "no result asked"
    if one.state is State.PARTLY and _DIGIT.search(one.text) and one.text not in report.short:
        yield f"bare count {when}"


def _deed_signs(asked: frozenset[str], clause: str) -> Iterator[str]:
    """Whether what the goal asks for, by two characters of it, stands in the clause behind 未, 没 or 正在, 拟, 预计."""
    governed = {
        sign
        for start in range(1, len(clause) - 1)
        if clause[start : start + 2] in asked
        for sign, governs in _GOVERNS.items()
        if governs.search(clause, max(0, start - _REACH), start)
    }
    yield from (f"{sign} of the goal" for sign in sorted(governed))
    yield from (f"{sign} in it" for sign, governs in _GOVERNS.items() if governs.search(clause))


def _held(clause: str, asked: frozenset[str]) -> float:
    """How much of the clause stands in the goal: 0 to 1, by pairs of characters. 设计完成 says 完成设计 again."""
    told = set(pairs(clause))
    loose = {character for pair in asked for character in pair}
    return len([pair for pair in told if pair in asked or set(pair) <= loose]) / max(1, len(told))


def _covered(report: Report, index: int) -> float:
    """How much of the goal's least covered part other clauses take up that tell of something done: 0 to 1."""
    done = [one.text for place, one in enumerate(report.statements) if place != index and one.odds_of(State.DONE) > 0]
    return min((max((pair_share(part, text) for text in done), default=0.0) for part in report.parts), default=0.0)

"""Figures against the plan, against earlier months, and against the time gone by (R15-R17)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.config import Checks
from pipeline.ledger.checks.lines import Line, Written
from pipeline.ledger.checks.places import told
from pipeline.ledger.statements.counting import (
    best_named,
    falls_short,
    fits_better,
    is_less,
    is_near_name,
    is_one_name,
    same_in,
)
from pipeline.ledger.statements.figures import parse_figures
from pipeline.ledger.statements.problem_text import is_problem
from pipeline.ledger.statements.stated import StatedFigure
from pipeline.ledger.statements.times import Span
from pipeline.vocabulary.findings import Finding, Kind
from pipeline.vocabulary.periods import quarter_label
from pipeline.vocabulary.terms import MetGoal

# Numbers of what is there now: they may well be smaller next month.
_LEVELS = (
    "在建",
    "在场",
    "在岗",
    "在库",
    "现有",
    "库存",
    "存量",
    "剩余",
    "每人",
    "每月",
    "每周",
    "人均",
    "日均",
    "户均",
    "标准",
)
_MANNER = re.compile(r"新建|改造|扩建|续建|翻新|整治|建[设成]|[完竣]工")
_BUILT = ("建设", "建成", "完工", "竣工")
_MONTHS_BACK = 3
_MUCH = 0.4
_SLIP = 0.5
_FEW = 2
_OFTEN = 4


def judge_below_goal(written: Written, checks: Checks) -> Iterator[Finding]:
    """是 at a quarter's end beside a number below the quarter's goal; in other months the goal is not due yet (R16)."""
    for line in written.lines:
        if line.met_goal is MetGoal.YES and line.period.is_quarter_end:
            for goal, reached in short_figures(line.goal, line.progress):
                yield line.fault(
                    Kind.YES_BELOW_GOAL,
                    reached=reached.words,
                    goal=goal.words,
                    quarter=quarter_label(line.period.quarter),
                )


def short_figures(goal_text: str, progress: str) -> Iterator[tuple[StatedFigure, StatedFigure]]:
    """The goal's figures that the text gives and does not reach, with the best that it gives for each."""
    for goal, found in reached_figures(goal_text, progress):
        if found and all(falls_short(reached, goal) for reached in found):
            pick = min if goal.is_ceiling else max
            yield goal, pick(found, key=lambda reached: reached.value)


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


def judge_falling(written: Written, checks: Checks) -> Iterator[Finding]:
    """A figure that counts the year so far is smaller than in an earlier month, and nothing is said of a correction."""
    for line in written.lines:
        if any(word in line.progress + line.problems for word in checks.corrections):
            continue
        own, promise = parse_figures(line.progress), written.tasks[line.task_id].text
        seen: set[str] = set()
        for figure in own:
            fall = _fall(figure, own, line, promise) if _can_fall(figure) else None
            if fall and figure.words not in seen:
                seen.add(figure.words)
                earlier, before = fall
                yield line.fault(
                    Kind.FIGURE_FELL,
                    now=figure.words,
                    before=before.words,
                    earlier=earlier.period.label,
                    earlier_place=told(earlier.place),
                )


def _can_fall(figure: StatedFigure) -> bool:
    if figure.span in (Span.MONTH, Span.QUARTER) or figure.is_ceiling or figure.is_growth:
        return False
    return "累计" in figure.words or not any(level in figure.words for level in _LEVELS)


def _fall(
    figure: StatedFigure, own: Sequence[StatedFigure], line: Line, promise: str
) -> tuple[Line, StatedFigure] | None:
    """The nearest earlier month that gives the same count, with its figure, if that was larger."""
    beside = [other for other in own if _can_fall(other)]
    earlier = line.earlier
    for _ in range(_MONTHS_BACK):
        if earlier is None:
            return None
        others = [other for other in parse_figures(earlier.progress) if _can_fall(other)]
        same = same_in(figure, others, beside)
        if same:
            before = min(same, key=lambda other: other.value)
            rivals = same_in(before, beside, others)
            best = max(rivals, key=lambda other: other.value, default=figure)
            is_fall = is_less(best, before) and is_less(figure, before) and _counts_up(figure, before, line, promise)
            return (earlier, before) if is_fall and _is_same_manner(figure, before) else None
        earlier = earlier.earlier
    return None


def _is_same_manner(one: StatedFigure, other: StatedFigure) -> bool:
    """Whether not one counts what was newly built (新建1处) and the other what was rebuilt (改造2处)."""
    here, there = (
        frozenset("建成" if word in _BUILT else word for word in _MANNER.findall(figure.words))
        for figure in (one, other)
    )
    return not here or not there or bool(here & there)


def _counts_up(now: StatedFigure, before: StatedFigure, line: Line, promise: str) -> bool:
    """Whether the year so far can be told to have shrunk.

    What is counted for the year so far is never less than what any earlier month gave. Where this month's text does not
    say which it gives, the plan on file, the year's promise or the months before must show that the count adds up.
    """
    if now.is_stock and (before.is_stock or (not now.is_carried and is_one_name(now, before))):
        return True
    if now.value < _SLIP * before.value:
        return False
    is_promised = all(_is_much_of(figure, promise) for figure in (now, before))
    return is_promised or _is_cumulative_in_plan(now, line.goals) or _has_counted_up(before, line)


def _is_much_of(figure: StatedFigure, promise: str) -> bool:
    """Whether the figure is so large a part of the year's number that no single month can have brought it."""
    whole = _planned(figure, promise)
    return whole is not None and _MUCH * whole <= figure.value


def _has_counted_up(figure: StatedFigure, line: Line) -> bool:
    """Whether the earlier months gave this count often enough, and always larger."""
    values: list[float] = []
    earlier = line.earlier
    while earlier:
        own = parse_figures(earlier.progress)
        values += [max(same, key=lambda f: f.value).value for same in [same_in(figure, own, [figure])] if same]
        earlier = earlier.earlier
    return len(values) >= _OFTEN and all(later > sooner for later, sooner in pairwise(values))


def _is_cumulative_in_plan(figure: StatedFigure, goals: Sequence[str]) -> bool:
    steps = [value for value in (_planned(figure, goal) for goal in goals) if value is not None]
    return len(steps) > 1 and all(one < two for one, two in pairwise(steps))


def _planned(figure: StatedFigure, goal_text: str) -> float | None:
    goals = parse_figures(goal_text, is_goal=True)
    same = same_in(figure, goals, [figure], is_strict=False)
    return same[0].value if same else None


def judge_behind(written: Written, checks: Checks) -> Iterator[Finding]:
    """What was reached is far below what the plan on file reaches by then, read evenly between quarter ends.

    Where the unit itself says 否 and names the problem, or a quarter's end is judged against its goal, nothing is added.
    """
    for line in written.lines:
        admits = line.met_goal in (MetGoal.NO, MetGoal.PARTLY) and is_problem(line.problems)
        if admits or line.period.is_quarter_end or not line.planned:
            continue
        for goal, found in reached_figures(line.planned, line.progress):
            near = [figure for figure in found if is_near_name(figure.noun, goal.noun) and not figure.is_share]
            reached = max(near, key=lambda f: f.value, default=None)
            pace = _pace(goal, line)
            if not reached or not pace or goal.is_growth:
                continue
            most = reached.value if reached.is_stock else reached.value + _brought_before(goal, line)
            if most < checks.behind_ratio * pace and pace - most >= _FEW:
                yield line.fault(
                    Kind.FIGURE_BEHIND,
                    reached=reached.words,
                    goal=goal.words,
                    by=f"{line.period.label}底",
                    pace=_amount(pace, goal),
                )


def _brought_before(goal: StatedFigure, line: Line) -> float:
    """The most that all earlier months can have brought, where this month's text does not say whether it adds them up.

    A quarter that ended with 是 brought at least its goal.
    """
    most, earlier = 0.0, line.earlier
    while earlier:
        if earlier.period.is_quarter_end and earlier.met_goal is MetGoal.YES:
            return most + max(_planned(goal, earlier.planned) or 0.0, 0.0)
        figures = parse_figures(earlier.progress)
        most += max((figure.value for figure in same_in(goal, figures, [goal], is_strict=False)), default=0.0)
        earlier = earlier.earlier
    return most


def _pace(goal: StatedFigure, line: Line) -> float | None:
    """What the plan reaches by the month's end; None where it does not count this up from the quarter before."""
    if goal.is_ceiling or goal.is_growth:
        return None
    quarter = line.period.quarter
    start = 0.0 if quarter == 1 else _planned(goal, line.goals[quarter - 2])
    if start is None or start >= goal.value:
        return None
    return start + (goal.value - start) * ((line.period.month - 1) % 3 + 1) / 3


def _amount(value: float, like: StatedFigure) -> str:
    for size, word in ((1e8, "亿"), (1e4, "万")):
        if value >= size:
            return f"{value / size:.4g}{word}{like.unit}"
    return f"{value:.0f}{like.unit}" if value >= 10 else f"{value:.1f}{like.unit}"

"""What was reached is far below what the plan on file reaches by then (R15-R17)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.config import Checks
from pipeline.ledger.checks.rule import Rule
from pipeline.ledger.checks.written import Report, Written
from pipeline.ledger.statements.numbers.counting import same_in
from pipeline.ledger.statements.numbers.stated import StatedFigure
from pipeline.ledger.statements.problem_text import is_problem
from pipeline.ledger.statements.reaching import planned_value, reached_figures
from pipeline.vocabulary.findings import Finding, Kind
from pipeline.vocabulary.terms import MetGoal

_FEW = 2


def judge(written: Written, checks: Checks) -> Iterator[Finding]:
    """What was reached is far below what the plan on file reaches by then, read evenly between quarter ends.

    Where the unit itself says 否 and names the problem, or a quarter's end is judged against its goal, nothing is added.
    """
    for report in written.reports:
        admits = report.met_goal in (MetGoal.NO, MetGoal.PARTLY) and is_problem(report.problems)
        if admits or report.period.is_quarter_end:
            continue
        for goal, found in reached_figures(report.planned, report.progress):
            near = (figure for figure in found if not figure.is_share)
            reached = max(near, key=lambda figure: figure.value, default=None)
            if not reached or not (pace := _pace(goal, report)):
                continue
            most = _most(reached, goal, report)
            if most < checks.behind_ratio * pace and pace - most >= _FEW:
                amounts = {"reached": reached.words, "goal": goal.words, "pace": _amount(pace, goal)}
                yield report.fault(Kind.FIGURE_BEHIND, report.yardstick, **amounts, by=f"{report.period.label}底")


def _most(reached: StatedFigure, goal: StatedFigure, report: Report) -> float:
    """The most that is done by now: with all that the earlier months can have brought, where the text does not add them up.

    A quarter that ended with 是 brought at least its goal.
    """
    most = reached.value
    for earlier in report.before() if not reached.is_stock else ():
        if earlier.period.is_quarter_end and earlier.is_yes:
            return most + max(planned_value(goal, earlier.planned) or 0.0, 0.0)
        same = same_in(goal, earlier.figures(""), [goal], is_strict=False)
        most += max((figure.value for figure in same), default=0.0)
    return most


def _pace(goal: StatedFigure, report: Report) -> float | None:
    """What the plan reaches by the month's end; None where it does not count this up from the quarter before."""
    if goal.is_ceiling or goal.is_growth:
        return None
    quarter = report.period.quarter
    start = 0.0 if quarter == 1 else planned_value(goal, report.goals[quarter - 2])
    if start is None or start >= goal.value:
        return None
    return start + (goal.value - start) * ((report.period.month - 1) % 3 + 1) / 3


def _amount(value: float, like: StatedFigure) -> str:
    for size, word in ((1e8, "亿"), (1e4, "万")):
        if value >= size:
            return f"{value / size:.4g}{word}{like.unit}"
    return f"{value:.0f}{like.unit}" if value >= 10 else f"{value:.1f}{like.unit}"


RULE = Rule("落后于序时", Kind.FIGURE_BEHIND, judge)

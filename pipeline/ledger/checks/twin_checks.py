"""Twin promises: the same work stands in both annexes (任务63 = 实事10 …) and must be told alike (R17)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.config import Checks, Relation
from pipeline.ledger.checks.lines import Line, Plan, Written
from pipeline.ledger.checks.places import told
from pipeline.ledger.statements.counting import is_less, same_in
from pipeline.ledger.statements.figures import parse_figures
from pipeline.ledger.statements.stated import StatedFigure
from pipeline.ledger.statements.times import Span
from pipeline.vocabulary.findings import Finding, Kind, Place
from pipeline.vocabulary.periods import Period, quarter_label
from pipeline.vocabulary.terms import MetGoal

_OPEN = (MetGoal.NO, MetGoal.PARTLY)


def judge_twins(written: Written, checks: Checks) -> Iterator[Finding]:
    """Two entries of the same work differ: in a number for the same month, in 是/否 at a quarter's end, or in the plan."""
    lines: dict[tuple[str, Period], list[Line]] = {}
    for line in written.lines:
        lines.setdefault((line.task_id, line.period), []).append(line)
    plans: dict[str, list[Plan]] = {}
    for plan in written.plans:
        plans.setdefault(plan.task_id, []).append(plan)
    for first, second, relation in checks.twins:
        if not {first, second} <= set(written.tasks):
            continue
        promised = (
            figure for one in (first, second) for figure in parse_figures(written.tasks[one].text, is_goal=True)
        )
        units = frozenset({"%", *(figure.unit for figure in promised)})
        for (task_id, period), own in lines.items():
            if task_id == first:
                yield from _lines_disagree(own, lines.get((second, period), []), relation, units)
        yield from _plans_disagree(plans.get(first, []), plans.get(second, []), relation, units)


def _lines_disagree(
    own: Sequence[Line], others: Sequence[Line], relation: Relation, units: frozenset[str]
) -> Iterator[Finding]:
    for line in own:
        for other in others:
            figures = _differing(parse_figures(line.progress), parse_figures(other.progress), units)
            if figures:
                yield from _both(line, other, figures[0].words, figures[1].words, relation)
            elif line.is_lead and other.is_lead and _answers_differ(line, other, relation):
                here, there = (f"是否完成填“{one.met_goal}”" for one in (line, other))
                yield from _both(line, other, here, there, relation)


def _answers_differ(line: Line, other: Line, relation: Relation) -> bool:
    """At a quarter's end: of the same work one says 是 and one not; of a part, the whole is done and the part is not.

    Work that is only alike may be done in one entry and open in the other.
    """
    if not line.period.is_quarter_end or relation == "相近":
        return False
    if line.met_goal in _OPEN and other.met_goal is MetGoal.YES:
        return True
    return relation == "相同" and line.met_goal is MetGoal.YES and other.met_goal in _OPEN


def _plans_disagree(
    own: Sequence[Plan], others: Sequence[Plan], relation: Relation, units: frozenset[str]
) -> Iterator[Finding]:
    for plan in own:
        for other in others:
            for index in range(4):
                here, there = (parse_figures(one.goals[index], is_goal=True) for one in (plan, other))
                figures = _differing(here, there, units)
                if figures:
                    quarter = f"{quarter_label(index + 1)}目标"
                    yield from _both(
                        plan, other, f"{quarter}“{figures[0].words}”", f"{quarter}“{figures[1].words}”", relation
                    )


def _differing(
    own: Sequence[StatedFigure], others: Sequence[StatedFigure], units: frozenset[str]
) -> tuple[StatedFigure, StatedFigure] | None:
    """The first pair of figures that count the same thing for the same time and are different numbers.

    Only what the promises themselves count (``units``), and how far the work is (%), is compared: not who stood on the site that day.
    """
    mine, theirs = (
        [
            figure
            for figure in figures
            if figure.unit in units and not figure.is_growth and figure.span not in (Span.MONTH, Span.QUARTER)
        ]
        for figures in (own, others)
    )
    for figure in mine:
        same = same_in(figure, theirs, mine, is_strict=False)
        beside = [rival for one in same for rival in same_in(one, mine, theirs, is_strict=False)]
        if same and not any(_agree(rival, one) for one in same for rival in [figure, *beside]):
            return figure, same[0]
    return None


def _agree(one: StatedFigure, other: StatedFigure) -> bool:
    return not is_less(one, other) and not is_less(other, one)


def _both(own: Line | Plan, other: Line | Plan, here: str, there: str, relation: Relation) -> Iterator[Finding]:
    """The finding at the one entry; at the other too, where another unit reports it."""
    yield _finding(own, other, here, there, relation)
    if own.unit != other.unit:
        yield _finding(other, own, there, here, relation)


def _finding(own: Line | Plan, other: Line | Plan, here: str, there: str, relation: Relation) -> Finding:
    place: Place = other.place
    return own.fault(
        Kind.TWINS_DISAGREE,
        task=own.task_id,
        here=here,
        relation=relation,
        other=other.task_id,
        other_unit=other.unit,
        other_place=told(place),
        there=there,
    )

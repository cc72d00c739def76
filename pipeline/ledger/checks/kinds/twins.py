"""Twin promises: the same work stands in both annexes (任务63 = 实事10 …) and must be told alike (R17)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.config import Checks, Relation
from pipeline.ledger.checks.rule import Rule
from pipeline.ledger.checks.written import Plan, Report, Written
from pipeline.ledger.statements.counting import is_less, same_in
from pipeline.ledger.statements.figures import parse_figures
from pipeline.ledger.statements.quoting import told
from pipeline.ledger.statements.stated import StatedFigure
from pipeline.ledger.statements.times import Span
from pipeline.vocabulary.findings import Finding, Kind
from pipeline.vocabulary.periods import Period, quarter_label
from pipeline.vocabulary.terms import MetGoal

_OPEN = (MetGoal.NO, MetGoal.PARTLY)


def judge(written: Written, checks: Checks) -> Iterator[Finding]:
    """Two entries of the same work differ: in a number for the same month, in 是/否 at a quarter's end, or in the plan."""
    reports: dict[tuple[str, Period], list[Report]] = {}
    for report in written.reports:
        reports.setdefault((report.task_id, report.period), []).append(report)
    plans: dict[str, list[Plan]] = {}
    for plan in written.plans:
        plans.setdefault(plan.task_id, []).append(plan)
    for first, second, relation in checks.twins:
        if {first, second} <= set(written.tasks):
            units = _promised_units(written.tasks[one].text for one in (first, second))
            for (task_id, period), own in reports.items():
                if task_id == first:
                    yield from _reports_disagree(own, reports.get((second, period), []), relation, units)
            yield from _plans_disagree(plans.get(first, []), plans.get(second, []), relation, units)


def _promised_units(texts: Iterable[str]) -> frozenset[str]:
    """What the promises themselves count, and how far the work is (%)."""
    return frozenset({"%", *(figure.unit for text in texts for figure in parse_figures(text, is_goal=True))})


def _reports_disagree(
    own: Sequence[Report], others: Sequence[Report], relation: Relation, units: frozenset[str]
) -> Iterator[Finding]:
    for report in own:
        for other in others:
            figures = _differing(parse_figures(report.progress), parse_figures(other.progress), units)
            if figures:
                yield from _both(report, other, figures[0].words, figures[1].words, relation)
            elif report.is_lead and other.is_lead and _answers_differ(report, other, relation):
                here, there = (f"是否完成填“{one.met_goal}”" for one in (report, other))
                yield from _both(report, other, here, there, relation)


def _answers_differ(report: Report, other: Report, relation: Relation) -> bool:
    """At a quarter's end: of the same work one says 是 and one not; of a part, the whole is done and the part is not.

    Work that is only alike may be done in one entry and open in the other.
    """
    if not report.period.is_quarter_end or relation == "相近":
        return False
    if report.met_goal in _OPEN and other.met_goal is MetGoal.YES:
        return True
    return relation == "相同" and report.met_goal is MetGoal.YES and other.met_goal in _OPEN


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

    Only what counts in ``units`` is compared: not who stood on the site that day.
    """
    mine, theirs = ([figure for figure in figures if _is_compared(figure, units)] for figures in (own, others))
    for figure in mine:
        same = same_in(figure, theirs, mine, is_strict=False)
        rivals = [figure, *(rival for one in same for rival in same_in(one, mine, theirs, is_strict=False))]
        if same and not any(_agree(rival, one) for one in same for rival in rivals):
            return figure, same[0]
    return None


def _is_compared(figure: StatedFigure, units: frozenset[str]) -> bool:
    return figure.unit in units and not figure.is_growth and figure.span not in (Span.MONTH, Span.QUARTER)


def _agree(one: StatedFigure, other: StatedFigure) -> bool:
    return not is_less(one, other) and not is_less(other, one)


def _both(own: Report | Plan, other: Report | Plan, here: str, there: str, relation: Relation) -> Iterator[Finding]:
    """The finding at the one entry; at the other too, where another unit reports it."""
    yield _finding(own, other, here, there, relation)
    if own.unit != other.unit:
        yield _finding(other, own, there, here, relation)


def _finding(own: Report | Plan, other: Report | Plan, here: str, there: str, relation: Relation) -> Finding:
    return own.fault(
        Kind.TWINS_DISAGREE,
        beside=(other.ground,),
        task=own.task_id,
        here=here,
        relation=relation,
        other=other.task_id,
        other_unit=other.unit,
        other_place=told(other.place),
        there=there,
    )


RULE = Rule("关联事项不一致", Kind.TWINS_DISAGREE, judge)

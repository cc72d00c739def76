"""Twin promises: the same work stands in both annexes (任务63 = 实事10 …) and must be told alike (R17)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeVar

from pipeline.config import Checks, Relation
from pipeline.ledger.checks.rule import Rule, Scope
from pipeline.ledger.checks.written import Plan, Report, Written
from pipeline.ledger.statements.numbers.counting import is_less, same_in
from pipeline.ledger.statements.numbers.figures import parse_figures
from pipeline.ledger.statements.numbers.stated import StatedFigure
from pipeline.ledger.statements.numbers.times import Span
from pipeline.ledger.statements.quoting import told
from pipeline.vocabulary.findings import Finding, Kind
from pipeline.vocabulary.periods import Period, quarter_label
from pipeline.vocabulary.terms import Annex, MetGoal

_OPEN = (MetGoal.NO, MetGoal.PARTLY)


_Row = TypeVar("_Row", Plan, Report)


def judge(written: Written, checks: Checks) -> Iterator[Finding]:
    """Two entries of the same work differ: in a number for the same month, in 是/否 at a quarter's end, or in the plan.

    A supporter's number is of its own part: the lead is compared with the lead, and each unit with itself alone.
    """
    reports = _by_entry(written.reports)
    plans = _by_entry(written.plans)
    for first, second, relation in checks.twins:
        if {first, second} <= set(written.tasks):
            leads = (written.tasks[first].lead_unit, written.tasks[second].lead_unit)
            texts = (written.tasks[one].text for one in (first, second))
            promises = _Promises(*(tuple(parse_figures(text, is_goal=True)) for text in texts))
            for own, others in _beside(reports, (first, second), leads):
                yield from _reports_disagree(own, others, relation, promises)
            for plan, other_plan in _beside(plans, (first, second), leads):
                yield from _plans_disagree(plan, other_plan, relation, promises)


def _by_entry(rows: Iterable[_Row]) -> dict[tuple[str, Period], dict[str, list[_Row]]]:
    """Task and period → unit → its rows."""
    found: dict[tuple[str, Period], dict[str, list[_Row]]] = {}
    for row in rows:
        found.setdefault((row.task_id, row.period), {}).setdefault(row.unit, []).append(row)
    return found


def _beside(
    rows: dict[tuple[str, Period], dict[str, list[_Row]]],
    entries: tuple[str, str],
    leads: tuple[str | None, str | None],
) -> Iterator[tuple[list[_Row], list[_Row]]]:
    """For each period what the two leads wrote of the two entries, and what each other unit did that wrote of both."""
    for (task_id, period), by_unit in rows.items():
        others = rows.get((entries[1], period), {}) if task_id == entries[0] else {}
        for unit, own in by_unit.items():
            other_unit = leads[1] if unit == leads[0] and leads[1] in others else unit
            if other_unit in others:
                yield own, others[other_unit]


@dataclass(frozen=True)
class _Promises:
    """The figures of the two promises themselves, by entry."""

    own: tuple[StatedFigure, ...]
    others: tuple[StatedFigure, ...]

    def is_counted(self, figure: StatedFigure) -> bool:
        """Whether the promises count it, or it says how far the work is (%): not who stood on the site that day."""
        is_promised = figure.unit == "%" or any(one.unit == figure.unit for one in (*self.own, *self.others))
        return is_promised and not figure.is_growth and figure.span not in (Span.MONTH, Span.QUARTER)

    def differ_alike(self, figure: StatedFigure, other: StatedFigure) -> bool:
        """Whether each repeats its own promise, and not the other: where the office promised two numbers, no unit is wrong."""
        own, others = ({(one.value, one.unit) for one in promised} for promised in (self.own, self.others))
        return (figure.value, figure.unit) in own - others and (other.value, other.unit) in others - own


def _reports_disagree(
    own: Sequence[Report], others: Sequence[Report], relation: Relation, promises: _Promises
) -> Iterator[Finding]:
    figures = _differing(
        [(row, figure) for row in own for figure in parse_figures(row.progress)],
        [(row, figure) for row in others for figure in parse_figures(row.progress)],
        promises,
    )
    if figures:
        (report, here), (other, there) = figures
        yield from _both(report, other, here.words, there.words, relation)
        return
    for report, other in product(own, others):
        if report.is_lead and other.is_lead and _answers_differ(report, other, relation):
            here_, there_ = (f"是否完成填“{one.met_goal}”" for one in (report, other))
            yield from _both(report, other, here_, there_, relation)


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
    own: Sequence[Plan], others: Sequence[Plan], relation: Relation, promises: _Promises
) -> Iterator[Finding]:
    for index in range(4):
        figures = _differing(
            [(row, figure) for row in own for figure in parse_figures(row.goals[index], is_goal=True)],
            [(row, figure) for row in others for figure in parse_figures(row.goals[index], is_goal=True)],
            promises,
        )
        if figures:
            (plan, here), (other, there) = figures
            quarter = f"{quarter_label(index + 1)}目标"
            yield from _both(plan, other, f"{quarter}“{here.words}”", f"{quarter}“{there.words}”", relation)


def _differing(
    own: Sequence[tuple[_Row, StatedFigure]], others: Sequence[tuple[_Row, StatedFigure]], promises: _Promises
) -> tuple[tuple[_Row, StatedFigure], tuple[_Row, StatedFigure]] | None:
    """The first pair of figures that count the same thing for the same time and are different numbers, with their rows."""
    here = [(row, figure) for row, figure in own if promises.is_counted(figure)]
    there = [(row, figure) for row, figure in others if promises.is_counted(figure)]
    mine, theirs = [figure for _, figure in here], [figure for _, figure in there]
    for row, figure in here:
        other = _denied_by(figure, mine, theirs)
        if other and not promises.differ_alike(figure, other):
            return (row, figure), next(pair for pair in there if pair[1] is other)
    return None


def _denied_by(
    figure: StatedFigure, mine: Sequence[StatedFigure], theirs: Sequence[StatedFigure]
) -> StatedFigure | None:
    """The first of ``theirs`` that counts the same, where none of them agrees with any of ``mine`` that does."""
    same = same_in(figure, theirs, mine, is_strict=False)
    rivals = [figure, *(rival for one in same for rival in same_in(one, mine, theirs, is_strict=False))]
    return same[0] if same and not any(_agree(rival, one) for one in same for rival in rivals) else None


def _agree(one: StatedFigure, other: StatedFigure) -> bool:
    return not is_less(one, other) and not is_less(other, one)


def _both(own: Report | Plan, other: Report | Plan, here: str, there: str, relation: Relation) -> Iterator[Finding]:
    """The finding at each entry where two units report; of one unit once, at its promise to the public (实事)."""
    is_twice = own.unit != other.unit
    if is_twice or not other.task_id.startswith(Annex.LIVELIHOOD):
        yield _finding(own, other, here, there, relation)
    if is_twice or other.task_id.startswith(Annex.LIVELIHOOD):
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


RULE = Rule("关联事项不一致", Kind.TWINS_DISAGREE, judge, Scope.ALL)

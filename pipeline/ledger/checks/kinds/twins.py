"""Twin promises: the same work stands in both annexes (任务63 = 实事10 …) and must be told alike (R17)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from pipeline.config import Checks, Relation
from pipeline.ledger.checks.rule import Rule, Scope
from pipeline.ledger.checks.written import Line, Report, Written
from pipeline.ledger.statements.numbers.counting import is_less, same_in
from pipeline.ledger.statements.numbers.figures import parse_figures
from pipeline.ledger.statements.numbers.stated import StatedFigure
from pipeline.ledger.statements.numbers.times import Span
from pipeline.vocabulary.findings import Finding, Kind
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.terms import Annex, MetGoal

_OPEN = (MetGoal.NO, MetGoal.PARTLY)
_Told = tuple[Line, str]  # a row, and what of it the other denies


def judge(written: Written, checks: Checks) -> Iterator[Finding]:
    """Two entries of the same work differ: in a number for the same month, in 是/否 at a quarter's end, or in the plan.

    A supporter's number is of its own part: the lead is compared with the lead, and each unit with itself alone.
    """
    rows = gathered(((row.task_id, row.period, row.unit), row) for row in (*written.reports, *written.plans))
    for first, second, relation in checks.twins:
        if not {first, second} <= set(written.tasks):
            continue
        twins = [written.tasks[one] for one in (first, second)]
        promises = _Promises(*(parse_figures(task.text, is_goal=True) for task in twins))
        for (task_id, period, unit), own in rows.items():
            other_lead = twins[1].lead_unit if unit == twins[0].lead_unit else unit
            others = rows.get((second, period, other_lead or "")) or rows.get((second, period, unit))
            if task_id == first and others:
                for here, there in _differences(own, others, relation, promises):
                    yield from _both(here, there, relation)


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


def _differences(
    own: Sequence[Line], others: Sequence[Line], relation: Relation, promises: _Promises
) -> Iterator[tuple[_Told, _Told]]:
    """What of the rows differs: the first number in each of their texts, else the answers."""
    found = [pair for name in own[0].texts if (pair := _differing(own, others, name, promises))]
    yield from found
    if not found:
        for here, there in product(own, others):
            if isinstance(here, Report) and isinstance(there, Report) and _answers_differ(here, there, relation):
                yield (here, f"是否完成填“{here.met_goal}”"), (there, f"是否完成填“{there.met_goal}”")


def _answers_differ(report: Report, other: Report, relation: Relation) -> bool:
    """At a quarter's end: of the same work one lead says 是 and one not; of a part, the whole is done and the part is not.

    Work that is only alike may be done in one entry and open in the other.
    """
    is_judged = report.period.is_quarter_end and report.is_lead and other.is_lead and relation != "相近"
    is_whole_done = report.met_goal in _OPEN and other.is_yes
    return is_judged and (is_whole_done or (relation == "相同" and report.is_yes and other.met_goal in _OPEN))


def _differing(
    own: Sequence[Line], others: Sequence[Line], name: str, promises: _Promises
) -> tuple[_Told, _Told] | None:
    """The first pair of figures that count the same thing for the same time and are different numbers, with their rows."""
    here, there = (
        [(row, f) for row in rows for f in row.figures(name) if promises.is_counted(f)] for rows in (own, others)
    )
    mine, theirs = ([figure for _, figure in told] for told in (here, there))
    for row, figure in here:
        other = _denied_by(figure, mine, theirs)
        if other and not promises.differ_alike(figure, other):
            other_row = next(row for row, one in there if one is other)
            words = (f"{name}“{one.words}”" if name else one.words for one in (figure, other))
            return (row, next(words)), (other_row, next(words))
    return None


def _denied_by(
    figure: StatedFigure, mine: Sequence[StatedFigure], theirs: Sequence[StatedFigure]
) -> StatedFigure | None:
    """The first of ``theirs`` that counts the same, where none of them agrees with any of ``mine`` that does."""
    same = same_in(figure, theirs, mine, is_strict=False)
    rivals = [figure, *(rival for one in same for rival in same_in(one, mine, theirs, is_strict=False))]
    differ = all(is_less(rival, one) or is_less(one, rival) for rival, one in product(rivals, same))
    return same[0] if same and differ else None


def _both(here: _Told, there: _Told, relation: Relation) -> Iterator[Finding]:
    """The finding at each entry where two units report; of one unit once, at its promise to the public (实事)."""
    is_twice = here[0].unit != there[0].unit
    public, _ = there if there[0].task_id.startswith(Annex.LIVELIHOOD) else here
    for (own, words), (other, others) in ((here, there), (there, here)):
        if is_twice or own is public:
            told = {"here": words, "relation": relation, "there": others}
            stands = {"other": other.task_id, "other_unit": other.unit, "other_place": other.place}
            yield own.fault(Kind.TWINS_DISAGREE, other.ground, task=own.task_id, **told, **stands)


RULE = Rule("关联事项不一致", Kind.TWINS_DISAGREE, judge, Scope.ALL)

"""A figure that counts the year so far is smaller than in an earlier month (R17)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

from pipeline.config import Checks
from pipeline.ledger.checks.rule import Rule
from pipeline.ledger.checks.written import Report, Written
from pipeline.ledger.statements.numbers.counting import is_less, is_one_name, name_likeness, same_in
from pipeline.ledger.statements.numbers.stated import StatedFigure
from pipeline.ledger.statements.numbers.times import Span
from pipeline.ledger.statements.pairing import short_pairs
from pipeline.ledger.statements.reaching import planned_value
from pipeline.vocabulary.findings import Finding, Kind

# Numbers of what is there now: they may well be smaller next month.
_LEVELS = "在建 在场 在岗 在库 现有 库存 存量 剩余 每人 每月 每周 人均 日均 户均 标准".split()
_MANNER = re.compile(r"新建|改造|扩建|续建|翻新|整治|建[设成]|[完竣]工")
_BUILT = re.compile(r"建设|[完竣]工")
_MUCH = 0.4
_SLIP = 0.5
_value = attrgetter("value")
_Fall = tuple[Report, StatedFigure]  # the earlier month, and its larger figure


def judge(written: Written, checks: Checks) -> Iterator[Finding]:
    """A figure that counts the year so far is smaller than in an earlier month, and nothing is said of a correction."""
    for report in written.reports:
        if any(word in report.progress + report.problems for word in checks.corrections):
            continue
        promise = written.tasks[report.task_id].text
        falls: dict[str, _Fall] = {}
        for figure in report.figures(""):
            if fall := _fall(figure, report, promise) or _fall_by_goal(figure, report):
                falls.setdefault(figure.words, fall)
        for now, (earlier, before) in falls.items():
            numbers = {"now": now, "before": before.words, "earlier": earlier.period.label}
            beside = (earlier.ground, report.yardstick)
            yield report.fault(Kind.FIGURE_FELL, *beside, **numbers, earlier_place=earlier.place)


def _can_fall(figure: StatedFigure) -> bool:
    is_ratio = "/" in figure.unit  # a concentration, a price
    if figure.span in (Span.MONTH, Span.QUARTER) or figure.is_ceiling or figure.is_growth or is_ratio:
        return False
    return "累计" in figure.words or not any(level in figure.words for level in _LEVELS)


def _fall(figure: StatedFigure, report: Report, promise: str) -> _Fall | None:
    """The nearest earlier month that gives the same count, with its figure, if that was larger."""
    beside = list(filter(_can_fall, report.figures("")))
    for earlier in report.before() if figure in beside else ():
        others = list(filter(_can_fall, earlier.figures("")))
        if same := same_in(figure, others, beside):
            before = min(same, key=_value)
            best = max(same_in(before, beside, others), key=_value, default=figure)
            is_smaller = is_less(best, before) and is_less(figure, before)
            is_fall = is_smaller and _counts_up(figure, before, report, promise) and _is_same_manner(figure, before)
            return (earlier, before) if is_fall else None
    return None


def _fall_by_goal(figure: StatedFigure, report: Report) -> _Fall | None:
    """The last month, with its larger answer to the goal's figure that ``figure`` answers too, whatever both are called.

    The two together are more than that goal: they cannot both be what one month brought. That each is likelier an answer
    than not is enough, since there are two.
    """
    earlier = report.earlier
    if earlier is None or earlier.goal != report.goal:
        return None
    goals = {pair.goal for pair in short_pairs(report.goal, report.progress) if pair.found == figure and pair.odds > 0}
    for pair in short_pairs(report.goal, earlier.progress):
        before, together = pair.found, figure.value + pair.found.value
        is_larger = _SLIP * before.value <= figure.value < before.value and pair.goal.value < together
        if pair.odds > 0 and pair.goal in goals and is_larger and _may_be_one(figure, before):
            return earlier, before
    return None


def _may_be_one(one: StatedFigure, other: StatedFigure) -> bool:
    """Whether both count up, exactly, and neither deeds (开工8个, 完工5个) nor names tell that two things are counted."""
    if one.acts != other.acts or not all(_can_fall(figure) and not figure.is_vague for figure in (one, other)):
        return False
    return not (one.noun and other.noun) or name_likeness(one.noun, other.noun) > 0


def _is_same_manner(one: StatedFigure, other: StatedFigure) -> bool:
    """Whether not one counts what was newly built (新建1处) and the other what was rebuilt (改造2处)."""
    here, there = ({_BUILT.sub("建成", word) for word in _MANNER.findall(figure.words)} for figure in (one, other))
    return not here or not there or bool(here & there)


def _counts_up(now: StatedFigure, before: StatedFigure, report: Report, promise: str) -> bool:
    """Whether the year so far can be told to have shrunk.

    What is counted for the year so far is never less than what any earlier month gave. Where this month's text does not
    say which it gives, the plan on file or the year's promise must show that the count adds up.
    """
    if now.is_stock and (before.is_stock or (not now.is_carried and is_one_name(now, before))):
        return True
    if now.value < _SLIP * before.value:
        return False
    is_promised = all(_is_much_of(figure, promise) for figure in (now, before))
    return is_promised or _is_cumulative_in_plan(now, report.goals)


def _is_much_of(figure: StatedFigure, promise: str) -> bool:
    """Whether the figure is so large a part of the year's number that no single month can have brought it."""
    whole = planned_value(figure, promise)
    return whole is not None and _MUCH * whole <= figure.value


def _is_cumulative_in_plan(figure: StatedFigure, goals: Sequence[str]) -> bool:
    steps = [value for value in (planned_value(figure, goal) for goal in goals) if value is not None]
    return len(steps) > 1 and all(one < two for one, two in pairwise(steps))


RULE = Rule("累计数减少", Kind.FIGURE_FELL, judge)

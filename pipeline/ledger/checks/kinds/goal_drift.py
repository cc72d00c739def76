"""The yardstick is the plan on file: Annex 4 quotes the quarter's goal as it stands there (R15)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pipeline.config import Checks
from pipeline.ledger.checks.rule import Rule
from pipeline.ledger.checks.written import Report, Written, as_one
from pipeline.ledger.statements.goal_changes import bare, changed_figures, is_narrowed, lost_items, promises
from pipeline.ledger.statements.goals import is_goal
from pipeline.ledger.statements.quoting import quoted
from pipeline.vocabulary.findings import Finding, Kind
from pipeline.vocabulary.likeness import kept_score
from pipeline.vocabulary.periods import quarter_label
from pipeline.vocabulary.text import fold

_MEANINGLESS = frozenset({"", "无", "同上", "见附件"})
_QUOTED = 90
_CUT, _REWORDED = "内容有删减", "表述不同"


def judge(written: Written, checks: Checks) -> Iterator[Finding]:
    """The quarter's goal in Annex 4 says something else than the plan on file."""
    for report in written.reports:
        if not report.planned or fold(report.quarter_goal) in _MEANINGLESS or not is_goal(report.planned):
            continue
        text = written.tasks[report.task_id].text
        difference = _difference(_Pair(report, text, checks.wording_score))
        own = written.rows_of_duties[report.unit, report.task_id, report.period]
        if difference and len(own) > 1 and not _difference(_Pair(as_one(own), text, checks.wording_score)):
            continue  # the rows of one task quote the plan between them (R11)
        if difference:
            goals = {"written": quoted(report.quarter_goal, _QUOTED), "planned": quoted(report.planned, _QUOTED)}
            told = {"planned_place": report.plan_at, "difference": difference}
            yield report.fault(Kind.GOAL_DRIFT, report.yardstick, **goals, **told)


def _difference(pair: _Pair) -> str:
    """What is different, '' where nothing is."""
    return next((words for step in _STEPS if (words := step(pair)) is not None), "")


@dataclass(frozen=True)
class _Pair:
    """The goal as planned and as given in Annex 4, both bare."""

    report: Report
    task_text: str
    wording_score: float

    @cached_property
    def planned(self) -> str:
        return bare(self.report.planned)

    @cached_property
    def given(self) -> str:
        return bare(self.report.quarter_goal)

    @property
    def is_shorter(self) -> bool:
        return len(self.given) < len(self.planned)


def _narrowed(pair: _Pair) -> str | None:
    return _REWORDED if is_narrowed(pair.planned, pair.given) else None


def _holds_all(pair: _Pair) -> str | None:
    """No difference where the whole goal is quoted, a later one, all that are left, or the task itself."""
    later = {bare(goal) for goal in pair.report.goals[pair.report.period.quarter :]} - {""}
    is_more = pair.planned in pair.given or pair.given in {fold(pair.task_text), *later}
    return "" if is_more or (later and all(goal in pair.given for goal in later)) else None


def _other_figures(pair: _Pair) -> str | None:
    return changed_figures(pair.report.planned, pair.report.quarter_goal) or None


def _of_earlier_quarter(pair: _Pair) -> str | None:
    earlier = map(bare, pair.report.goals[: pair.report.period.quarter - 1])
    return next(
        (f"所填为{quarter_label(number)}的目标" for number, goal in enumerate(earlier, 1) if goal == pair.given), None
    )


def _left_out(pair: _Pair) -> str | None:
    """An item of the goal of which nothing like it is left."""
    is_lost = next(lost_items(pair.report.planned, pair.report.quarter_goal), "")
    return (_CUT if pair.is_shorter else _REWORDED) if is_lost else None


def _reworded(pair: _Pair) -> str | None:
    """Too few of the words are left, or a word that says how far the thing is to go is another."""
    if kept_score(pair.planned, pair.given) < pair.wording_score:
        is_cut = pair.is_shorter and kept_score(pair.given, pair.planned) > pair.wording_score
        return _CUT if is_cut else _REWORDED
    return _REWORDED if promises(pair.planned) != promises(pair.given) else None


# Tried in this order; the first that settles it tells the difference, '' where there is none.
_STEPS = (_narrowed, _holds_all, _other_figures, _of_earlier_quarter, _left_out, _reworded)


RULE = Rule("目标走样", Kind.GOAL_DRIFT, judge)

"""The table of checks: each rule with the kind of finding that it raises, and the walk through them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.config import Checks
from pipeline.decisions.entries import Review
from pipeline.ledger.checks.compound_checks import judge_parts
from pipeline.ledger.checks.figure_checks import judge_behind, judge_below_goal, judge_falling
from pipeline.ledger.checks.goal_checks import judge_drift, judge_missing_plan
from pipeline.ledger.checks.lines import Written, gather
from pipeline.ledger.checks.problem_checks import judge_missing_cause, judge_missing_problem
from pipeline.ledger.checks.repeat_checks import judge_same_as_earlier, judge_same_as_other
from pipeline.ledger.checks.twin_checks import judge_twins
from pipeline.ledger.checks.word_checks import judge_unfinished
from pipeline.master.tasks import Task
from pipeline.vocabulary.findings import Finding, Kind, finding_id


@dataclass(frozen=True)
class Rule:
    """A named check. ``judge`` takes all that was written and yields its findings."""

    name: str
    kind: Kind
    judge: Callable[[Written, Checks], Iterator[Finding]]


RULES: tuple[Rule, ...] = (
    Rule("缺季度计划", Kind.GOAL_BLANK, judge_missing_plan),
    Rule("目标走样", Kind.GOAL_DRIFT, judge_drift),
    Rule("自报与文字不符", Kind.YES_UNFINISHED, judge_unfinished),
    Rule("自报与数字不符", Kind.YES_BELOW_GOAL, judge_below_goal),
    Rule("未完成未写问题", Kind.NO_WITHOUT_PROBLEM, judge_missing_problem),
    Rule("未写原因", Kind.CAUSE_MISSING, judge_missing_cause),
    Rule("与上期相同", Kind.SAME_AS_EARLIER, judge_same_as_earlier),
    Rule("与他单位相同", Kind.SAME_AS_OTHER, judge_same_as_other),
    Rule("累计数减少", Kind.FIGURE_FELL, judge_falling),
    Rule("落后于序时", Kind.FIGURE_BEHIND, judge_behind),
    Rule("关联事项不一致", Kind.TWINS_DISAGREE, judge_twins),
    Rule("分项不全", Kind.PART_LACKING, judge_parts),
)


def judge_checks(records: pd.DataFrame, tasks: Sequence[Task], checks: Checks) -> tuple[Finding, ...]:
    """Every finding of every rule on the rows in force (R12) of 填报明细; order: rule, then period, then place."""
    written = gather(records, tasks)
    return tuple(fault for rule in RULES for fault in rule.judge(written, checks))


def drop_reviewed(findings: Iterable[Finding], reviews: Iterable[Review]) -> tuple[Finding, ...]:
    """Without those that a person marked 正常 in 人工认定·核验复核: found by 编号, or by the words of the entry.

    Other words, or another number, make another finding, which is raised again.
    """
    normal = {key for review in reviews if review.is_harmless for key in (review.review_id, _key(review))}
    return tuple(fault for fault in findings if fault.finding_id not in normal)


def _key(review: Review) -> str:
    return finding_id(review.category, review.unit, review.period, review.task_id, review.problem)

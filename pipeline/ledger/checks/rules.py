"""The table of checks: each rule with the kind of finding that it raises, and the walk through them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

import pandas as pd

from pipeline.config import Checks
from pipeline.ledger.checks.compound_checks import judge_parts
from pipeline.ledger.checks.figure_checks import judge_behind, judge_below_goal, judge_falling
from pipeline.ledger.checks.goal_checks import judge_drift, judge_missing_plan
from pipeline.ledger.checks.lines import Written, gather
from pipeline.ledger.checks.repeat_checks import judge_same_as_earlier, judge_same_as_other
from pipeline.ledger.checks.twin_checks import judge_twins
from pipeline.ledger.checks.word_checks import judge_missing_cause, judge_missing_problem, judge_unfinished
from pipeline.master.tasks import Task
from pipeline.vocabulary.findings import Finding, Kind
from pipeline.vocabulary.text import fold

_ID_CHARACTERS = 10


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


def review_key(category: str, unit: str, period: str, task_id: str, problem: str) -> str:
    """编号 of a check for 人工认定·核验复核: the same words about the same entry give the same key, on any machine.

    It can be worked out from the columns of 核验问题 and of 核验复核 alike. ``problem`` quotes what was written, so that
    other words are another question.
    """
    written = "\n".join((category, unit, period, task_id, fold(problem)))
    return f"核验-{sha256(written.encode()).hexdigest()[:_ID_CHARACTERS]}"


def key_of(fault: Finding) -> str:
    """The review key of a finding."""
    return review_key(fault.kind.value.category, fault.unit, fault.period, fault.task_id, fault.problem)


def drop_reviewed(findings: Iterable[Finding], normal: Collection[str]) -> tuple[Finding, ...]:
    """Without those that a person looked at and marked 正常; ``normal`` holds their review keys."""
    return tuple(fault for fault in findings if key_of(fault) not in normal)

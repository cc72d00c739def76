"""A plan on file lacks a quarter's goal (R15)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.config import Checks
from pipeline.ledger.checks.rule import Rule
from pipeline.ledger.checks.written import Plan, Written
from pipeline.ledger.statements.goals import is_goal
from pipeline.vocabulary.findings import Finding, Kind
from pipeline.vocabulary.periods import quarter_label

_FINISHED = re.compile(r"全部完成|全面完成|完成全部|完成全年|全年任务|年度任务|竣工验收|建成投用|收官|销号|印发实施")


def judge(written: Written, checks: Checks) -> Iterator[Finding]:
    """A plan on file lacks a quarter's goal, unless an earlier quarter already completes the whole task."""
    for plan in written.plans:
        lacking = [
            quarter_label(index + 1)
            for index, goal in enumerate(plan.goals)
            if not is_goal(goal) and not any(_FINISHED.search(before) for before in plan.goals[:index])
        ]
        if lacking and not _is_split(plan, written):
            yield plan.fault(Kind.GOAL_BLANK, task=plan.task_id, quarters="、".join(lacking))


def _is_split(plan: Plan, written: Written) -> bool:
    """Whether the unit's other rows for the task fill the quarters that this row leaves out (R11)."""
    rows = written.plans_of(plan.unit, plan.task_id)
    return len(rows) > 1 and all(any(is_goal(row.goals[index]) for row in rows) for index in range(4))


RULE = Rule("缺季度计划", Kind.GOAL_BLANK, judge)

"""A plan on file lacks a quarter's goal (R15)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.config import Checks
from pipeline.ledger.checks.rule import Rule
from pipeline.ledger.checks.written import Plan, Written
from pipeline.ledger.statements.goals import is_goal
from pipeline.vocabulary.findings import Finding, Kind
from pipeline.vocabulary.periods import quarter_label
from pipeline.vocabulary.toml_files import read_phrases

_CELLS = read_phrases("cells")


def judge(written: Written, checks: Checks) -> Iterator[Finding]:
    """The rows of a unit for a task leave a quarter without a goal, unless an earlier one already completes the task.

    One finding for all of them: a plan may stand in one row per quarter, or per part of the task (R11).
    """
    for plan in written.plans:
        rows = written.plans_of(plan.unit, plan.task_id)
        if plan is rows[0] and (lacking := _lacking(rows)):
            yield plan.fault(Kind.GOAL_BLANK, task=plan.task_id, quarters="、".join(map(quarter_label, lacking)))


def _lacking(rows: Sequence[Plan]) -> list[int]:
    """The quarters, 1 to 4, in which no row has a goal and before which none tells of the end."""
    quarters = [[row.goals[index] for row in rows] for index in range(4)]
    filled = [any(map(is_goal, goals)) for goals in quarters]
    last = re.compile("|".join(_CELLS["last_goal"]))
    ended = [any(last.search(goal) for goal in goals) for goals in quarters]
    return [index + 1 for index in range(4) if not filled[index] and not any(ended[:index])]


RULE = Rule("缺季度计划", Kind.GOAL_BLANK, judge)

"""A plan on file lacks a quarter's goal (R15)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.config import Checks
from pipeline.ledger.checks.rule import Rule
from pipeline.ledger.checks.written import Plan, Written
from pipeline.ledger.statements.goals import is_goal
from pipeline.vocabulary.findings import Finding, Kind
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import quarter_label
from pipeline.vocabulary.toml_files import read_phrases

_CELLS = read_phrases("cells")


def judge(written: Written, checks: Checks) -> Iterator[Finding]:
    """The rows of a unit for a task leave a quarter without a goal, unless an earlier one already completes the task.

    One finding for all of them: a plan may stand in one row per quarter, or per part of the task (R11).
    """
    for rows in gathered(((plan.unit, plan.task_id), plan) for plan in written.plans).values():
        if lacking := _lacking(rows):
            quarters = "、".join(map(quarter_label, lacking))
            yield rows[0].fault(Kind.GOAL_BLANK, task=rows[0].task_id, quarters=quarters)


def _lacking(rows: Sequence[Plan]) -> list[int]:
    """The quarters, 1 to 4, in which no row has a goal and before which none tells of the end."""
    last = re.compile("|".join(_CELLS["last_goal"]))
    lacking: list[int] = []
    for quarter, goals in enumerate(zip(*(row.goals for row in rows), strict=True), 1):
        if not any(map(is_goal, goals)):
            lacking.append(quarter)
        if any(map(last.search, goals)):
            break
    return lacking


RULE = Rule("缺季度计划", Kind.GOAL_BLANK, judge)

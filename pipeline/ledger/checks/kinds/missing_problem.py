"""否 without a problem (R17; notice clause 2)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.config import Checks
from pipeline.ledger.checks.rule import Rule
from pipeline.ledger.checks.written import Report, Written
from pipeline.ledger.statements.problem_text import is_named_in_passing, is_problem, refers_to_progress
from pipeline.vocabulary.findings import Finding, Kind
from pipeline.vocabulary.terms import MetGoal


def judge(written: Written, checks: Checks) -> Iterator[Finding]:
    """否, or at a quarter's end 部分, without a problem in the column or a cause in the progress."""
    for report in written.reports:
        is_open = report.met_goal is MetGoal.NO or (report.met_goal is MetGoal.PARTLY and report.period.is_quarter_end)
        if is_open and not _is_told(report):
            yield report.fault(Kind.NO_WITHOUT_PROBLEM, answer=report.met_goal, problems=report.problems or "空白")


def _is_told(report: Report) -> bool:
    """Whether a problem is named in the column, or in the progress, with or without the column sending there."""
    is_named = is_problem(report.problems) and not refers_to_progress(report.problems)
    return is_named or is_named_in_passing(report.progress)


RULE = Rule("未完成未写问题", Kind.NO_WITHOUT_PROBLEM, judge)

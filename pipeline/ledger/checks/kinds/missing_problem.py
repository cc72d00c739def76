"""否 without a problem (R17; notice clause 2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.config import Checks
from pipeline.ledger.checks.rule import Rule
from pipeline.ledger.checks.written import Written
from pipeline.ledger.statements.problem_text import is_problem
from pipeline.vocabulary.findings import Finding, Kind
from pipeline.vocabulary.terms import MetGoal

_TOLD_ELSEWHERE = re.compile(r"存在问题|主要问题|原因|由于|受[^，,。；;]{1,12}(?:影响|制约|限制)|困难(?:是|在于|主要)")


def judge(written: Written, checks: Checks) -> Iterator[Finding]:
    """否, or at a quarter's end 部分, without a problem in the column or a cause in the progress."""
    for report in written.reports:
        is_open = report.met_goal is MetGoal.NO or (report.met_goal is MetGoal.PARTLY and report.period.is_quarter_end)
        if is_open and not is_problem(report.problems) and not _TOLD_ELSEWHERE.search(report.progress):
            answer = str(report.met_goal)
            yield report.fault(Kind.NO_WITHOUT_PROBLEM, answer=answer, problems=report.problems or "空白")


RULE = Rule("未完成未写问题", Kind.NO_WITHOUT_PROBLEM, judge)

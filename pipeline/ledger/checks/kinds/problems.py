"""否 without a problem, and a problem without a cause (R17; notice clause 2 asks for 原因分析)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.config import Checks
from pipeline.ledger.checks.rule import Rule
from pipeline.ledger.checks.written import Report, Written
from pipeline.ledger.statements.problem_text import (
    has_cause,
    has_cause_in_passing,
    is_named_in_passing,
    is_problem,
    lacks_cause_beyond_doubt,
    refers_to_progress,
)
from pipeline.vocabulary.findings import Finding, Kind
from pipeline.vocabulary.terms import MetGoal
from pipeline.vocabulary.text import one_of

_CLAUSE_BEGINS = re.compile(r"^|[,。；;：:\n]")


def judge_problem(written: Written, checks: Checks) -> Iterator[Finding]:
    """否, or at a quarter's end 部分, without a problem in the column or a cause in the progress."""
    for report in written.reports:
        is_open = report.met_goal is MetGoal.NO or (report.met_goal is MetGoal.PARTLY and report.period.is_quarter_end)
        if is_open and not _names_problem(report) and not is_named_in_passing(report.progress):
            yield report.fault(Kind.NO_WITHOUT_PROBLEM, answer=report.met_goal, problems=report.problems or "空白")


def judge_cause(written: Written, checks: Checks) -> Iterator[Finding]:
    """A problem is named without its cause, in no cell, and is not itself a circumstance that explains (资金紧张).

    A reason that is written must not be asked for: where it is not beyond doubt that none is, no letter asks.
    """
    causes = one_of(checks.causes)
    for report in filter(_names_problem, written.reports):
        if not any(
            (gives_cause(report.problems, causes), *map(has_cause_in_passing, (report.progress, report.next_steps)))
        ):
            told = report.fault(Kind.CAUSE_MISSING, problems=report.problems)
            yield replace(told, is_sure=lacks_cause_beyond_doubt(report.problems))


def _names_problem(report: Report) -> bool:
    """Whether the column itself names one, and does not only send to the progress."""
    return is_problem(report.problems) and not refers_to_progress(report.problems)


def gives_cause(problems: str, causes: re.Pattern[str]) -> bool:
    """Whether a word says so, at whatever mark its clause begins, or the whole is understood so."""
    return bool(causes.search(_CLAUSE_BEGINS.sub("，", problems))) or has_cause(problems)


RULES = (
    Rule("未完成未写问题", Kind.NO_WITHOUT_PROBLEM, judge_problem),
    Rule("未写原因", Kind.CAUSE_MISSING, judge_cause),
)

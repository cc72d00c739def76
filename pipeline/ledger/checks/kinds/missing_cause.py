"""A problem without a cause (R17; notice clause 2 asks for 原因分析)."""

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
    is_problem,
    lacks_cause_beyond_doubt,
    refers_to_progress,
)
from pipeline.vocabulary.findings import Finding, Kind
from pipeline.vocabulary.text import one_of

_CLAUSE_BEGINS = re.compile(r"^|[,。；;：:\n]")


def judge(written: Written, checks: Checks) -> Iterator[Finding]:
    """A problem is named without its cause, and is not itself a circumstance that explains (资金紧张).

    A reason that is written must not be asked for: where it is not beyond doubt that none is, no letter asks.
    """
    causes = one_of(checks.causes)
    for report in written.reports:
        is_told = is_problem(report.problems) and not refers_to_progress(report.problems)
        if is_told and not _is_explained(report, causes):
            told = report.fault(Kind.CAUSE_MISSING, problems=report.problems)
            yield replace(told, is_sure=lacks_cause_beyond_doubt(report.problems))


def _is_explained(report: Report, causes: re.Pattern[str]) -> bool:
    """Whether the problem is told with its cause, or the other cells give one."""
    is_told = gives_cause(report.problems, causes)
    return is_told or any(map(has_cause_in_passing, (report.progress, report.next_steps)))


def gives_cause(problems: str, causes: re.Pattern[str]) -> bool:
    """Whether a word says so, at whatever mark its clause begins, or the whole is understood so."""
    return bool(causes.search(_CLAUSE_BEGINS.sub("，", problems))) or has_cause(problems)


RULE = Rule("未写原因", Kind.CAUSE_MISSING, judge)

"""是 beside words that say that the goal is not reached (R17)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.config import Checks
from pipeline.ledger.checks.rule import Rule
from pipeline.ledger.checks.written import Report, Written
from pipeline.ledger.statements import against
from pipeline.ledger.statements.against import AGAINST, weigh_against
from pipeline.vocabulary.findings import Finding, Kind
from pipeline.vocabulary.terms import MetGoal
from pipeline.vocabulary.text import one_of


def judge(written: Written, checks: Checks) -> Iterator[Finding]:
    """是, and a clause of the progress or the problems speaks against it more than it may; the most telling one is quoted.

    A clause with a word of the office's own ``negations`` speaks against it, one with a word of ``harmless`` does not.
    """
    denied, harmless = one_of(checks.negations), one_of(checks.harmless)
    for report in written.reports:
        if report.met_goal is MetGoal.YES and (report.progress or report.problems):
            said = _said_against(report, denied, harmless)
            if said:
                yield report.fault(
                    Kind.YES_UNFINISHED, beside=(report.yardstick,), words=said, goal=report.goal or "未填写"
                )


def _said_against(report: Report, denied: re.Pattern[str], harmless: re.Pattern[str]) -> str:
    """The clause that speaks against the 是 most; '' where none does enough."""
    told = against.Report(report.goal, report.progress, report.problems, report.period.is_quarter_end)
    weighed = [(odds, clause) for odds, clause in weigh_against(told) if not harmless.search(clause)]
    named = next((clause for _, clause in weighed if denied.search(clause)), "")
    return named or next((clause for odds, clause in weighed if odds > AGAINST.threshold), "")


RULE = Rule("自报与文字不符", Kind.YES_UNFINISHED, judge)

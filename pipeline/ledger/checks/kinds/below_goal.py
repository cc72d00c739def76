"""是 beside a number below the quarter's goal (R17)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.config import Checks
from pipeline.ledger.checks.rule import Rule
from pipeline.ledger.checks.written import Written
from pipeline.ledger.statements.pairing import told_short
from pipeline.vocabulary.findings import Finding, Kind
from pipeline.vocabulary.periods import quarter_label


def judge(written: Written, checks: Checks) -> Iterator[Finding]:
    """是 at a quarter's end beside a number below the quarter's goal; in other months the goal is not due yet (R16)."""
    for report in written.reports:
        if report.is_yes and report.period.is_quarter_end:
            quarter = quarter_label(report.period.quarter)
            for pair in told_short(report.goal, report.progress):
                numbers = {"reached": pair.found.words, "goal": pair.goal.words}
                yield report.fault(Kind.YES_BELOW_GOAL, report.yardstick, **numbers, quarter=quarter)


RULE = Rule("自报与数字不符", Kind.YES_BELOW_GOAL, judge)

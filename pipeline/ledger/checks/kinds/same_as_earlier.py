"""Words that are last month's (R17)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.config import Checks
from pipeline.ledger.checks.retold import is_finished, tells_the_same
from pipeline.ledger.checks.rule import Rule
from pipeline.ledger.checks.written import Written
from pipeline.ledger.statements.quoting import quoted, told
from pipeline.vocabulary.findings import Finding, Kind
from pipeline.vocabulary.text import fold

_QUOTED = 100


def judge(written: Written, checks: Checks) -> Iterator[Finding]:
    """The progress tells nothing that the last report has not told: dates, numbering, fillers and order aside."""
    for report in written.reports:
        earlier = report.earlier
        if not earlier or earlier.place == report.place:  # a form of two months tells each of them
            continue
        if len(fold(report.progress)) < checks.same_text_length or is_finished(report.progress):
            continue
        if tells_the_same(report.progress, earlier.progress):
            yield report.fault(
                Kind.SAME_AS_EARLIER,
                beside=(earlier.ground,),
                earlier=earlier.period.label,
                earlier_place=told(earlier.place),
                text=quoted(report.progress, _QUOTED),
            )


RULE = Rule("与上期相同", Kind.SAME_AS_EARLIER, judge)

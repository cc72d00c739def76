"""Words that are last month's, or another unit's for the same task (R17)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.config import Checks
from pipeline.ledger.checks.retold import is_finished, tells_the_same
from pipeline.ledger.checks.rule import Rule, Scope
from pipeline.ledger.checks.written import Report, Written
from pipeline.ledger.statements.quoting import quoted
from pipeline.vocabulary.findings import Finding, Kind
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.text import fold, one_of

_SELF = ("我局", "我街道", "我单位", "本单位")


def judge_earlier(written: Written, checks: Checks) -> Iterator[Finding]:
    """The progress tells nothing that the last report has not told: dates, numbering, fillers and order aside."""
    for report in written.reports:
        earlier = report.earlier
        if not earlier or earlier.place == report.place:  # a form of two months tells each of them
            continue
        if len(fold(report.progress)) < checks.same_text_length or is_finished(report.progress):
            continue
        if tells_the_same(report.progress, earlier.progress):
            before = {"earlier": earlier.period.label, "earlier_place": earlier.place}
            yield report.fault(Kind.SAME_AS_EARLIER, earlier.ground, **before, text=quoted(report.progress))


def judge_other(written: Written, checks: Checks) -> Iterator[Finding]:
    """The progress is another unit's for the same task and month, their names aside; the lead wrote it, else who came first."""
    long = (report for report in written.reports if len(_without_unit(report)) >= checks.same_text_length)
    for group in gathered(((report.task_id, report.period), report) for report in long).values():
        ordered = sorted(group, key=lambda report: not report.is_lead)
        for place, report in enumerate(ordered):
            others = (one for one in ordered[:place] if one.unit != report.unit)
            if first := next((one for one in others if _is_copied(report, one)), None):
                other = {"other": first.unit, "other_place": first.place}
                yield report.fault(Kind.SAME_AS_OTHER, first.ground, **other, text=quoted(report.progress))


def _is_copied(report: Report, other: Report) -> bool:
    return tells_the_same(report.progress, other.progress, (*_names(report.unit), *_names(other.unit)))


def _names(unit: str) -> tuple[str, ...]:
    return (unit, unit.removeprefix("区"), unit.removesuffix("办事处"), *_SELF)


def _without_unit(report: Report) -> str:
    return fold(one_of(_names(report.unit)).sub("", report.progress))


RULES = (
    Rule("与上期相同", Kind.SAME_AS_EARLIER, judge_earlier),
    Rule("与他单位相同", Kind.SAME_AS_OTHER, judge_other, Scope.TASK),
)

"""Words that are another unit's for the same task (R17)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.config import Checks
from pipeline.ledger.checks.retold import tells_the_same
from pipeline.ledger.checks.rule import Rule
from pipeline.ledger.checks.written import Report, Written
from pipeline.ledger.statements.quoting import quoted
from pipeline.vocabulary.findings import Finding, Kind
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.text import fold, one_of

_SELF = ("我局", "我街道", "我单位", "本单位")


def judge(written: Written, checks: Checks) -> Iterator[Finding]:
    """The progress is another unit's for the same task and month, their names aside; the lead wrote it, else who came first."""
    long = (report for report in written.reports if len(_without_unit(report)) >= checks.same_text_length)
    for group in gathered(((report.task_id, report.period), report) for report in long).values():
        ordered = sorted(group, key=lambda report: not report.is_lead)
        for place, report in enumerate(ordered):
            first = next((one for one in ordered[:place] if one.unit != report.unit and _is_copied(report, one)), None)
            if first:
                other = {"other": first.unit, "other_place": first.place}
                yield report.fault(Kind.SAME_AS_OTHER, first.ground, **other, text=quoted(report.progress))


def _is_copied(report: Report, other: Report) -> bool:
    return tells_the_same(report.progress, other.progress, (*_names(report.unit), *_names(other.unit)))


def _names(unit: str) -> tuple[str, ...]:
    return (unit, unit.removeprefix("区"), unit.removesuffix("办事处"), *_SELF)


def _without_unit(report: Report) -> str:
    return fold(one_of(_names(report.unit)).sub("", report.progress))


RULE = Rule("与他单位相同", Kind.SAME_AS_OTHER, judge)

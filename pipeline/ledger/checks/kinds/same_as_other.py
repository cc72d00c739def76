"""Words that are another unit's for the same task (R17)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.config import Checks
from pipeline.ledger.checks.rule import Rule
from pipeline.ledger.checks.written import Report, Written
from pipeline.ledger.statements.quoting import quoted, told
from pipeline.vocabulary.findings import Finding, Kind
from pipeline.vocabulary.text import fold

_QUOTED = 100
_SELF = ("我局", "我街道", "我单位", "本单位")


def judge(written: Written, checks: Checks) -> Iterator[Finding]:
    """The progress is another unit's for the same task and month, its own name aside; the lead wrote it, else who came first."""
    groups: dict[tuple[str, str, str], list[Report]] = {}
    for report in written.reports:
        key = (report.task_id, str(report.period), _without_unit(report))
        if len(key[2]) >= checks.same_text_length:
            groups.setdefault(key, []).append(report)
    for group in groups.values():
        first = next((report for report in group if report.is_lead), group[0])
        for report in group:
            if report.unit != first.unit:
                yield report.fault(
                    Kind.SAME_AS_OTHER,
                    beside=(first.ground,),
                    other=first.unit,
                    other_place=told(first.place),
                    text=quoted(report.progress, _QUOTED),
                )


def _without_unit(report: Report) -> str:
    names = (report.unit, report.unit.removeprefix("区"), report.unit.removesuffix("办事处"), *_SELF)
    text = report.progress
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "")
    return fold(text)


RULE = Rule("与他单位相同", Kind.SAME_AS_OTHER, judge)

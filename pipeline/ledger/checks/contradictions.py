"""What a finding on the words means for the light (R18): findings come before lights, a person's 属实 before both."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.decisions.entries import Review, SpotCheck
from pipeline.ledger.checks.rules import review_keys
from pipeline.vocabulary.findings import Finding, Kind
from pipeline.vocabulary.terms import CheckVerdict

# Words that speak against each other: with them a row is nobody's praise. Others ask for more words, or for a look.
_AGAINST_ITSELF = frozenset({Kind.YES_UNFINISHED, Kind.YES_BELOW_GOAL, Kind.PART_LACKING, Kind.FIGURE_FELL})


def contradictions(findings: Iterable[Finding], reviews: Iterable[Review]) -> dict[tuple[str, str, str], str]:
    """(period, unit, task id) → what speaks against the row, in words; whatever a person found 属实 counts too."""
    true = review_keys(review for review in reviews if not review.is_harmless)
    found: dict[tuple[str, str, str], str] = {}
    for fault in findings:
        about = (str(fault.period), fault.unit, fault.task_id)
        if not fault.ids.isdisjoint(true):
            found[about] = f"{fault.kind.value.category}，经核验属实"
        elif fault.kind in _AGAINST_ITSELF:
            found.setdefault(about, unverified(fault.kind))
    return found


def drop_verified(findings: Iterable[Finding], checks: Iterable[SpotCheck]) -> tuple[Finding, ...]:
    """Without doubts about a unit's words for a task and period that somebody went to see and found 属实."""
    true = (check for check in checks if check.is_in_force and check.verdict == CheckVerdict.TRUE)
    seen = {(check.unit, check.task_id, check.period) for check in true}
    return tuple(
        fault
        for fault in findings
        if fault.kind not in _AGAINST_ITSELF or (fault.unit, fault.task_id, fault.period) not in seen
    )


def unverified(kind: Kind) -> str:
    """A contradiction that nobody has looked into, in the words of a light's reason."""
    return f"{kind.value.category}，待核对"

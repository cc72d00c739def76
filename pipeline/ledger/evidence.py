"""What the judging of duties stands on: rows in force, returns, what was owed, what speaks against the words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from pipeline.decisions.decisions import Decisions
from pipeline.decisions.entries import Review, SpotCheck
from pipeline.ledger.checks.contradictions import contradictions
from pipeline.ledger.checks.rules import review_keys
from pipeline.ledger.closures import spot_checks_by_duty
from pipeline.ledger.owed.obligations import Obligations
from pipeline.ledger.scales.outlook import SHIPPED, Thresholds
from pipeline.vocabulary.findings import Finding, Kind
from pipeline.vocabulary.form_fields import GOALS
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import RECORDS, RecordRow
from pipeline.vocabulary.terms import Adoption
from pipeline.vocabulary.text import stacked

About = tuple[str, str, str]
"""(period, unit, task id)."""

_AGAINST_THE_TICK = frozenset({Kind.YES_UNFINISHED, Kind.YES_BELOW_GOAL, Kind.PART_LACKING})


def refuted_ticks(findings: Iterable[Finding], reviews: Iterable[Review]) -> frozenset[About]:
    """The rows of which a person found true what speaks against their 是: it weighs more than the tick."""
    true = review_keys(review for review in reviews if not review.is_harmless)
    return frozenset(
        _about(fault) for fault in findings if fault.kind in _AGAINST_THE_TICK and not fault.ids.isdisjoint(true)
    )


def _about(fault: Finding) -> About:
    return (str(fault.period), fault.unit, fault.task_id)


@dataclass(frozen=True)
class Evidence:
    """What the judging of duties stands on: rows in force by duty and period, the returns, what was owed."""

    records: Mapping[tuple[Period, str, str], Sequence[RecordRow]]
    returns: pd.DataFrame
    obligations: Obligations
    checks: Mapping[tuple[str, str], Mapping[Period, SpotCheck]] = field(default_factory=dict)
    contradictions: Mapping[About, str] = field(default_factory=dict)
    refuted_ticks: frozenset[About] = frozenset()
    behind_pace: frozenset[About] = frozenset()
    thresholds: Thresholds = SHIPPED

    @classmethod
    def of(
        cls,
        records: pd.DataFrame,
        returns: pd.DataFrame,
        obligations: Obligations,
        findings: Iterable[Finding] = (),
        thresholds: Thresholds = SHIPPED,
    ) -> Evidence:
        """``records`` and ``returns`` are frames of those tables; ``findings`` are those of the checks on the words (R17)."""
        told = tuple(findings)
        in_force = RECORDS.rows(records[records["adoption"] == Adoption.ADOPTED])
        by_duty = gathered(((row.period, row.unit, row.task_id), row) for row in in_force if row.period)
        return cls(
            by_duty,
            returns,
            obligations,
            spot_checks_by_duty(obligations.decisions.spot_checks),
            contradictions(told, obligations.decisions.reviews),
            refuted_ticks(told, obligations.decisions.reviews),
            frozenset(_about(fault) for fault in told if fault.kind is Kind.FIGURE_BEHIND),
            thresholds,
        )

    @property
    def decisions(self) -> Decisions:
        """A person's decisions."""
        return self.obligations.decisions

    def rows(self, unit: str, task_id: str, period: Period) -> Sequence[RecordRow]:
        """The rows in force for a duty in a period, in order."""
        return self.records.get((period, unit, task_id), ())

    def goals(self, unit: str, task_id: str, year: int) -> tuple[str, str, str, str]:
        """The four quarters' targets on file; sub-items one below the other (R11)."""
        rows = self.rows(unit, task_id, Period(year))
        q1, q2, q3, q4 = (stacked(getattr(row, name) for row in rows) for name in GOALS)
        return (q1, q2, q3, q4)

    def pace(self, about: About) -> str:
        """The share of what ought to be done by now that the row does not reach, in words; '' where it does."""
        return self.thresholds.words["pace"] if about in self.behind_pace else ""

    def check(self, unit: str, task_id: str, period: Period) -> SpotCheck | None:
        """What a look on the spot found of the duty in a period."""
        return self.checks.get((task_id, unit), {}).get(period)

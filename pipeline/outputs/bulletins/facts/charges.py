"""A charge: what a unit would be named for, and for which period (R21)."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Fault


class Charge(NamedTuple):
    """期间, 单位 and 事由 of 点名确认 as values."""

    period: Period
    unit: str
    fault: Fault

    @property
    def reason(self) -> str:
        """事由 in words: 3月未报; of missing material the period is not said again."""
        return self.fault if self.fault is Fault.WITHOUT_MATERIAL else f"{self.period.label}{self.fault}"

    @classmethod
    def told_by(cls, period: Period, unit: str, reason: str) -> Charge | None:
        """The charge whose words a person has confirmed or spared; None for words of no charge."""
        charges = (cls(period, unit, fault) for fault in Fault)
        return next((charge for charge in charges if charge.reason == reason), None)

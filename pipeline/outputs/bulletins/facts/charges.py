"""A charge: what a unit would be named for, and for which period (R21)."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import DutyMonthRow
from pipeline.vocabulary.terms import Delivery, Fault, Standing

_STANDING_FAULTS = {Standing.BEHIND: Fault.BEHIND, Standing.ATTENTION: Fault.ATTENTION}


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


class Sanction(NamedTuple):
    """What a person must have confirmed before a text may tell something: the charge, and the task ('' of a return as a whole)."""

    charge: Charge
    task_id: str = ""


def standing_sanction(row: DutyMonthRow) -> Sanction | None:
    """What telling the 进度 of a duty says against its unit (R21); None where it says nothing against anybody.

    That nothing is known of the work is the fault of its return, and charged as that alone.
    """
    if row.standing in _STANDING_FAULTS:
        return Sanction(Charge(row.period, row.unit, _STANDING_FAULTS[row.standing]), row.task_id)
    if row.standing is not Standing.UNREPORTED:
        return None
    if row.delivery is Delivery.MISSING:
        return Sanction(Charge(row.period, row.unit, Fault.MISSING))
    return Sanction(Charge(row.period, row.unit, Fault.INCOMPLETE), row.task_id)

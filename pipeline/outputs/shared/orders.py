"""The order in which outputs list states and units: one for all of them."""

from __future__ import annotations

from pipeline.ledger.model import Ledger
from pipeline.vocabulary.terms import Status

STATUSES = (
    Status.ON_TIME,
    Status.LATE,
    Status.MISSING,
    Status.UNSETTLED,
    Status.EXTENDED,
    Status.EXEMPT,
    Status.NOT_DUE,
)
"""States of returns: what counts in R9's denominator first."""

_LAST_KIND = "街道办事处"  # listed after the departments, as offices list them


def list_units(ledger: Ledger) -> list[str]:
    """The units that owe returns: in the order of the responsibility table, subdistricts last."""
    order: dict[str, None] = {}
    for task in ledger.tasks:
        order.update(dict.fromkeys(assignment.unit for assignment in task.assignments))
    owing = set(ledger.returns["unit"])
    listed = [unit for unit in order if unit in owing]
    listed += sorted(owing.difference(order))
    return sorted(listed, key=lambda unit: unit.endswith(_LAST_KIND))

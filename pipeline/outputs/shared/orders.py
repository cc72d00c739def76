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


def list_units(ledger: Ledger) -> list[str]:
    """The units that owe returns, by 机构序列."""
    return ledger.unit_order.ordered(ledger.returns["unit"])

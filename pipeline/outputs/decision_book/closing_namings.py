"""Who would be named for the collection closed last: the list a person goes through in 点名确认 (R21)."""

from __future__ import annotations

from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins.facts.charges import Charge
from pipeline.outputs.bulletins.facts.naming import NamedUnit
from pipeline.outputs.bulletins.kinds.delivery.facts import build_delivery_bulletin_facts


def closing_namings(ledger: Ledger) -> dict[Charge, NamedUnit]:
    """期间, 单位 and 事由 → evidence, of the last collection that is over; units in doubt are never among them (R8).

    A function of the ledger alone: the rows of 人工认定.xlsx stay from one run to the next, whichever bulletins a run
    happens to draft, until the next collection closes. While no file has come there is nobody to name.
    """
    over = [period for period, due in sorted(ledger.due_dates.items()) if due < ledger.cutoff]
    if not over or ledger.receipts.empty:
        return {}
    return {item.charge: item for item in build_delivery_bulletin_facts(ledger, over[-1], "").named}

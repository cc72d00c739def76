"""Who would be named for the collection closed last: the list a person goes through in 点名确认 (R21)."""

from __future__ import annotations

from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins.desk import Desk
from pipeline.outputs.bulletins.facts.naming import NamedUnit
from pipeline.outputs.bulletins.kinds.delivery import DELIVERY
from pipeline.outputs.bulletins.kinds.delivery.facts import build_delivery_bulletin_facts


def closing_namings(ledger: Ledger, desk: Desk) -> tuple[NamedUnit, ...]:
    """Who would be named for the last collection that is over, and nobody has answered; units in doubt never (R8).

    A function of the ledger alone: the rows of 人工认定.xlsx stay from one run to the next, whichever bulletins a run
    happens to draft, until the next collection closes or the bulletin is issued. While no file has come there is nobody
    to name.
    """
    over = [period for period, due in sorted(ledger.due_dates.items()) if due < ledger.cutoff]
    if not over or ledger.receipts.empty:
        return ()
    slot = DELIVERY.slot(ledger, over[-1])
    if desk.is_kept(slot.names):
        return ()
    told = desk.cutoffs.ledger(ledger, over[-1])
    return desk.undecided(build_delivery_bulletin_facts(told, over[-1], "").named)

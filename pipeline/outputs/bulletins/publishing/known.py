"""The persons and units that master tables, forms and contacts name."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.ledger.model import Ledger
from pipeline.ledger.receipts.contacts import Contact
from pipeline.outputs.shared.personal import Persons, names_in
from pipeline.vocabulary.tables import RECORDS

_SHORTEST_UNIT = 3


def known_persons(ledger: Ledger, contacts: Iterable[Contact], units: Iterable[str]) -> Persons:
    """Leaders, those responsible by any form ever read, who fills forms in; beside them ``units`` with their aliases."""
    told = [official for task in ledger.tasks for official in task.lead_officials]
    told += [contact.name for contact in contacts]
    for row in RECORDS.rows(ledger.records):
        told += [row.principal, row.deputy]
    names = frozenset(name for text in dict.fromkeys(told) for name in names_in(text))
    owing = (seat.unit for task in ledger.tasks for seat in task.assignments)
    return Persons(names, frozenset(unit for unit in (*units, *owing) if len(unit) >= _SHORTEST_UNIT))

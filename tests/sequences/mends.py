"""What is mended, by name, how each is taken out again, and a sequence in which the machine must then see it.

``python -m tests.sequences --unmended NAME`` plays random sequences without it: they must fail too. A new mend has its
line here: one name of the product patched so that it does what it did before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from unittest.mock import patch

from sequences.papers import MARCH, PLAN
from sequences.play import Event

_FINANCE = "区财政局"


@dataclass(frozen=True)
class Mend:
    """``unmended`` gives a context in which the product runs without it; ``events`` then break an invariant."""

    unmended: Callable[[], AbstractContextManager[object]]
    events: tuple[Event, ...]


def _last_receipt(arrivals: object) -> object:
    """What a form sent again does where the last receipt decides, not the first (R12)."""
    claims = [claim for claim in arrivals.claims if claim.kind.name == "FORM"]  # type: ignore[attr-defined]
    last = max(claims, key=lambda claim: claim.received_date, default=None)
    return (last.received_date, last.basis) if last else None


MENDS: Mapping[str, Mend] = {
    "what may be a return keeps it from 未报": Mend(
        partial(patch, "pipeline.ledger.receipts.claims._open_pieces", lambda _: ()),
        (("run", 7), ("send_damaged", _FINANCE, PLAN, "dated"), ("run", 7)),
    ),
    "a decision once read is never lost": Mend(
        partial(patch, "pipeline.decisions.memory._lost", lambda *_: []),
        (("run", 7), ("receipt", _FINANCE, PLAN, -1), ("run", 4), ("delete_row", _FINANCE, PLAN), ("run", 1)),
    ),
    "the first readable receipt decides": Mend(
        partial(patch, "pipeline.ledger.returns.Arrivals.receipt", property(_last_receipt)),
        (
            ("run", 16),
            ("send", _FINANCE, MARCH, "dated", 0),
            ("run", 10),
            ("send", _FINANCE, MARCH, "dated", 1),
            ("run", 1),
        ),
    ),
}

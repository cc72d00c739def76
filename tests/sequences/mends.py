"""What is mended, by name, how each is taken out again, and a sequence in which the machine must then see it.

``python -m tests.sequences --unmended NAME`` plays random sequences without it: they must fail too. A new mend has its
line here: one name of the product patched so that it does what it did before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from functools import partial
from unittest.mock import patch

from pipeline.keeping.duty_log import DutyHistory, Precedent
from pipeline.outputs.bulletins.answers import Answer
from pipeline.submissions.meant import Lying
from sequences.papers import MARCH, PLAN
from sequences.play import Event
from sequences.stories import STORIES

_FINANCE = "区财政局"


@dataclass(frozen=True)
class Mend:
    """``unmended`` gives a context in which the product runs without it; ``events`` then break an invariant."""

    unmended: Callable[[], AbstractContextManager[object]]
    events: tuple[Event, ...]


def _last_receipt(arrivals: object) -> object:
    """What a form sent again does where the last receipt decides, not the first (R12)."""
    claims = [claim for claim in arrivals.claims if claim.kind.name == "FORM"]  # type: ignore[attr-defined]
    return max(claims, key=lambda claim: claim.received_date, default=None)


def _no_history() -> AbstractContextManager[object]:
    """The tables of today hold for the whole year (R26)."""
    stack = ExitStack()
    stack.enter_context(patch("pipeline.keeping.duty_log.DutyLog.history", lambda *_: DutyHistory()))
    stack.enter_context(patch("pipeline.keeping.duty_log.DutyLog.precedent", lambda *_: Precedent()))
    return stack


def _by_charge(answers: object, charge: object, _: object) -> Answer:
    """A charge once confirmed is confirmed, whatever facts come to stand under it (R21)."""
    is_confirmed = any(told == charge for told, _ in answers.confirmed)  # type: ignore[attr-defined]
    return Answer.CONFIRMED if is_confirmed else Answer.OPEN


def _of_last_content(sha256: str, entries: Sequence[object], lying: Iterable[Lying]) -> Sequence[object]:
    """A row of 收文登记 is about whatever came to lie at its place last (R27)."""
    return entries if sha256 == max(lying, key=lambda one: (one.run, one.since)).sha256 else ()


MENDS: Mapping[str, Mend] = {
    "a row of 收文登记 means one content": Mend(
        partial(patch, "pipeline.ledger.receipts.dating.entries_for", _of_last_content),
        STORIES["April lies over the form of March that was registered by its place"],
    ),
    "a day yet to come is a slip": Mend(
        partial(patch, "pipeline.ledger.receipts.dating.is_ahead", lambda _: False),
        STORIES["registered by its place for a day to come"],
    ),
    "what may be a return keeps it from 未报": Mend(
        partial(patch, "pipeline.ledger.receipts.claims._open_pieces", lambda _: ()),
        (("run", 7), ("send_damaged", _FINANCE, PLAN, "dated"), ("run", 7)),
    ),
    "a decision once read is never lost": Mend(
        partial(patch, "pipeline.decisions.memory._bring_back", lambda *_: None),
        (("run", 7), ("receipt", _FINANCE, PLAN, -1), ("run", 4), ("delete_row", _FINANCE, PLAN), ("run", 1)),
    ),
    "the first readable receipt decides": Mend(
        partial(patch, "pipeline.ledger.arrivals.Arrivals.first", property(_last_receipt)),
        (
            ("run", 16),
            ("send", _FINANCE, MARCH, "dated", 0),
            ("run", 10),
            ("send", _FINANCE, MARCH, "dated", 1),
            ("run", 1),
        ),
    ),
    "what is gone is read again from the originals": Mend(
        partial(patch, "pipeline.stages.receiving.list_held", lambda *_: ()),
        STORIES["an unreadable file is taken out"],
    ),
    "duties have days": Mend(_no_history, STORIES["a group confirmed"]),
    "an entry that cannot be used suspends": Mend(
        partial(patch, "pipeline.ledger.receipts.claims._suspended_pieces", lambda *_: ()),
        STORIES["an impossible day on paper"],
    ),
    "a confirmation covers the facts shown": Mend(
        partial(patch, "pipeline.outputs.bulletins.answers.NamingAnswers.to", _by_charge),
        STORIES["a task turns 否 after the unit was confirmed for another"],
    ),
}

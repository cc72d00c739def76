"""Which kinds of bulletin there are, and which bulletins a ledger calls for (notice clause 3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins import kinds
from pipeline.outputs.bulletins.desk import Desk
from pipeline.outputs.bulletins.drafts import DraftedBulletin, Drafts, draft_bulletin
from pipeline.outputs.bulletins.kind import BulletinKind
from pipeline.vocabulary.errors import PipelineError
from pipeline.vocabulary.periods import Period

ROOMS = (
    "monthly",
    "quarterly",
    "milestone",
    "delivery",
    "correction",
)  # a new kind is named here, in the order of a run


def kinds_of(rooms: Iterable[str]) -> tuple[BulletinKind[Any, Any], ...]:
    """The kinds that lie in ``rooms`` of the folder kinds/, in their order."""
    return tuple(kind for room in rooms for kind in import_module(f"{kinds.__name__}.{room}").KINDS)


KINDS = kinds_of(ROOMS)


def verbs() -> dict[str, str]:
    """What ``run.py bulletin`` may be asked for, each with what it makes."""
    return {kind.verb: kind.label for kind in KINDS if kind.verb}


def draft_due(ledger: Ledger, desk: Desk) -> Drafts:
    """What a weekly run owes: the last month due, the last quarter due, and every closed or major matter.

    While not a single file has come there is nothing to report on, and nobody to name: no bulletin.
    """
    withdrawn = tuple(found for kind in KINDS for found in kind.withdrawn(ledger, desk.issued))
    if ledger.receipts.empty:
        return Drafts(withdrawn=withdrawn)
    due = (draft for kind in KINDS for draft in _draft_all(kind, ledger, desk, None))
    return Drafts(tuple(due), withdrawn, is_whole=True)


def draft_asked(ledger: Ledger, desk: Desk, verb: str, period: Period | None = None) -> tuple[DraftedBulletin, ...]:
    """The bulletins that ``verb`` asks for, of ``period`` (default: the last one due); none where nothing is due yet.

    Raises:
        PipelineError: there is no such verb, or ``period`` is no reporting month.
    """
    if verb not in verbs():
        raise PipelineError(f"没有“{verb}”这种通报。", f"可用的有：{'、'.join(verbs())}。")
    return tuple(draft for kind in KINDS if kind.verb == verb for draft in _draft_all(kind, ledger, desk, period))


def _draft_all(
    kind: BulletinKind[Any, Any], ledger: Ledger, desk: Desk, period: Period | None
) -> Iterator[DraftedBulletin]:
    return (draft_bulletin(kind, subject, ledger, desk) for subject in kind.subjects(ledger, period))

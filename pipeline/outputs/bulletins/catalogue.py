"""Which kinds of bulletin there are, and which bulletins a ledger calls for (notice clause 3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

from pipeline.ledger.checks.rules import drop_reviewed
from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins import kinds
from pipeline.outputs.bulletins.cutoffs import CLOSING
from pipeline.outputs.bulletins.desk import Desk
from pipeline.outputs.bulletins.drafts import DraftedBulletin, Drafts, draft_bulletin
from pipeline.outputs.bulletins.issues import with_issues
from pipeline.outputs.bulletins.kind import BulletinKind
from pipeline.outputs.bulletins.kinds.correction.restating import Reckoning, with_restated
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


def draft_due(ledger: Ledger, desk: Desk, closing: Period | None = None) -> Drafts:
    """What a weekly run owes: the last month due, the last quarter due, every closed or major matter, every open draft.

    Also the kind that tells who reported where a run closes the collection ``closing``. While not a single file has come there is nothing to report on, and nobody to name: no bulletin.
    """
    withdrawn = tuple(found for kind in KINDS for found in kind.withdrawn(ledger, desk.issued))
    withdrawn += drop_reviewed(
        (*(one.finding for one in desk.unconfirmed), *desk.issued_as_drafts, *desk.drafted_late), desk.reviews
    )
    if ledger.receipts.empty and not closing:
        return Drafts(withdrawn=withdrawn)
    ledger = with_restated(ledger, desk.issued_texts, Reckoning(KINDS, desk.cutoffs, desk.office))
    asked = (lambda kind: ()) if ledger.receipts.empty else (lambda kind: kind.subjects(ledger, None))
    due = tuple(
        draft_bulletin(kind, subject, ledger, desk)
        for kind in KINDS
        for subject in dict.fromkeys((*_open_subjects(kind, ledger, desk, closing), *asked(kind)))
    )
    withdrawn += desk.unknown_entries(name for draft in due for name in draft.slot.names)
    drafts = Drafts(due, withdrawn, is_whole=not ledger.receipts.empty)
    return with_issues(drafts, desk, frozenset(ledger.returns["unit"]))


def _open_subjects(kind: BulletinKind[Any, Any], ledger: Ledger, desk: Desk, closing: Period | None) -> Iterator[Any]:
    """What lies in outbox/ as a draft, of whatever month: while it is not issued, every run drafts it anew (R22)."""
    periods = {text.periods[-1] for text in desk.standing if text.kind == kind.name and desk.is_open(text)}
    if closing and kind.name == CLOSING:
        periods.add(closing)
    for period in sorted(periods):
        if ledger.due_dates.get(period, ledger.cutoff) < ledger.cutoff:
            yield from kind.subjects(ledger, period)


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
    asked = _collection_asked(ledger, period) if kind.name == CLOSING else period
    return (draft_bulletin(kind, subject, ledger, desk) for subject in kind.subjects(ledger, asked))


def _collection_asked(ledger: Ledger, period: Period | None) -> Period | None:
    """``period``, or the collection closed last; who reported is told when all could have.

    Raises:
        PipelineError: the collection of ``period`` is not over.
    """
    over = sorted((due, one) for one, due in ledger.due_dates.items() if due < ledger.cutoff)
    if period is None:
        return over[-1][1] if over else None
    if period not in {one for _, one in over}:
        raise PipelineError(f"{period}的报送还没有截止。", "请在截止日期之后运行。")
    return period

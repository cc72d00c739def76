"""What a bulletin is compared with: the edition before it, as that states its numbers (R20, R29).

The numbers of two editions subtract: of one that was issued those that it stated, of a draft those of its own day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.keeping.bulletins import BulletinText
from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins.cutoffs import Cutoffs
from pipeline.outputs.bulletins.facts.tallies import Tally
from pipeline.outputs.bulletins.kind import BulletinKind
from pipeline.vocabulary.terms import Standing


@dataclass(frozen=True)
class Editions:
    """What was ``issued``, and as of which day drafts on each collection speak; ``ledger`` is that of the run."""

    issued: Sequence[BulletinText]
    cutoffs: Cutoffs
    ledger: Ledger

    def facts(self, kind: BulletinKind[Any, Any], subject: Any, drawn: Ledger, office: str) -> Any:
        """The facts of the bulletin on ``subject``, read from ``drawn``, beside the numbers of the edition before."""
        facts = kind.facts(drawn, subject, office)
        before = kind.sequence.before(drawn, subject) if kind.sequence else None
        return facts if before is None else replace(facts, before=self._stated(kind, before))

    def _stated(self, kind: BulletinKind[Any, Any], subject: Any) -> Tally:
        slot = kind.slot(self.ledger, subject)
        for text in self.issued:
            if text.name in slot.names and text.standings:
                return Tally(tuple((Standing(label), number) for label, number in text.standings), slot.name)
        assert kind.sequence
        return kind.sequence.tally(self.cutoffs.ledger(self.ledger, slot.periods[-1]), subject)

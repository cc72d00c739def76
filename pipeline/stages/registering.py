"""通报登记 under the bulletins' own names: whatever a person wrote, all that follows sees the bulletin that was meant (R22)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipeline.decisions.decisions import Decisions
from pipeline.keeping.register import Register
from pipeline.outputs.bulletins.desk import kept_names
from pipeline.outputs.bulletins.issuing.names import BulletinNames


def under_own_names(decisions: Decisions, register: Register, archive: Path) -> Decisions:
    """``decisions`` with each bulletin registered under its own name; an entry that may mean several is told."""
    names = BulletinNames.of(register.bulletins.last_drafts().values(), kept_names(archive))
    entries, findings = names.settle(decisions.issued_bulletins)
    return replace(decisions, issued_bulletins=entries, findings=(*decisions.findings, *findings))

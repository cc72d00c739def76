"""The weekly run: everything is read and judged, whatever is due is written."""

from __future__ import annotations

from dataclasses import replace

from pipeline.outputs.bulletins.catalogue import draft_due
from pipeline.outputs.bulletins.drafts import ledger_with
from pipeline.stages.beginning import begun
from pipeline.stages.notes import unusable_note
from pipeline.stages.walk import RunOutcome, Walk, judge
from pipeline.stages.writing import Made, desk_of, freeze_drafted, outbox_of, write_all


def run_weekly(walk: Walk) -> RunOutcome:
    """The inbox is read and judged: ledger, start page and the bulletins that are due lie in outbox/."""
    with begun(walk) as register:
        judged, outbox = judge(walk, register), outbox_of(walk, register)
        desk = desk_of(walk, judged, outbox)
        drafts = draft_due(judged.ledger, desk)
        made = Made(judged, ledger_with(judged.ledger, drafts), drafts, desk)
        freeze = freeze_drafted(walk, outbox, drafts)
        outcome = write_all(walk, outbox, made)
        frozen = freeze()
    notes = (*outcome.notes, *unusable_note(judged.decisions))
    return replace(outcome, written=(*outcome.written, *frozen), notes=notes)

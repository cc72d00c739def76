"""``bulletin``: the bulletins of one kind are drafted."""

from __future__ import annotations

from pipeline.outputs.bulletins.catalogue import draft_asked, verbs
from pipeline.outputs.bulletins.drafts import Drafts, ledger_with
from pipeline.outputs.bulletins.issues import with_issues
from pipeline.outputs.bulletins.writing import write_drafts
from pipeline.stages.beginning import begun
from pipeline.stages.walk import RunOutcome, Walk, judge
from pipeline.stages.writing import desk_of, freeze_drafted, outbox_of
from pipeline.vocabulary.periods import Period


def bulletin_verbs() -> dict[str, str]:
    """What the command may be asked for, each with what it makes."""
    return verbs()


def run_bulletin(walk: Walk, verb: str, period: Period | None) -> RunOutcome:
    """The bulletins that ``verb`` asks for lie in outbox/通报/: of ``period``, else of the last one due."""
    with begun(walk) as register:
        judged, outbox = judge(walk, register), outbox_of(walk, register)
        desk = desk_of(walk, judged, outbox)
        asked = Drafts(draft_asked(judged.ledger, desk, verb, period))
        drafts = with_issues(asked, desk, frozenset(judged.ledger.returns["unit"]))
        ledger = ledger_with(judged.ledger, drafts)
        freeze = freeze_drafted(walk, outbox, drafts)
        written = write_drafts(outbox, drafts, desk)
        frozen = freeze()
    return RunOutcome(
        ledger, (*written, *frozen), tuple(outbox.kept), tuple(fault.problem for fault in drafts.findings)
    )

"""更正通报: what an issued bulletin stated and what proved wrong (R22). From the ground up:

- facts: what is put right, of which bulletin
- restating: what else in that bulletin rests on what proved wrong
- replacing: what stood there and what is put in its place, each once
- words: how it is said
"""

from pipeline.ledger.follow_up.refuted import draft_name
from pipeline.ledger.model import Ledger, Refuted
from pipeline.outputs.bulletins.kind import BulletinKind, Slot
from pipeline.outputs.bulletins.kinds.correction.facts import build_correction_facts
from pipeline.outputs.bulletins.kinds.correction.words import CorrectionWords, correction_bulletin
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period

Subject = tuple[Refuted, ...]
"""All that must be put right of one bulletin in one turn."""


def _subjects(ledger: Ledger, period: Period | None) -> tuple[Subject, ...]:
    """One correction for each issued bulletin of which something proved wrong."""
    found = gathered((one.bulletin, one) for one in ledger.refuted)
    return tuple(
        tuple(told) for name, told in found.items() if ledger.restated.get(name) or any(one.is_named for one in told)
    )


def _slot(ledger: Ledger, subject: Subject) -> Slot:
    """Beside the bulletin that it puts right; a person may register it with any period of the year."""
    found = subject[0]
    folder = found.place.split("/")[-2]
    return Slot(folder, draft_name(found), (Period(ledger.year), *ledger.months), corrects=found.bulletin)


CORRECTION = BulletinKind(
    name="更正通报",
    subjects=_subjects,
    slot=_slot,
    facts=build_correction_facts,
    words=CorrectionWords,
    bulletin=correction_bulletin,
    stated=lambda ledger, facts: facts.stated,  # what holds instead: once it is issued, it is never said twice
    rows=lambda facts, edition: ((one.place, one.now) for one in facts.restated or ()),
    is_sole=False,
)
KINDS = (CORRECTION,)

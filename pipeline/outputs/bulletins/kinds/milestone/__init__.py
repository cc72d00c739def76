"""办结通报 and 重大事项通报 (notice clause 3: 重大事项一事一通报，完成的事项第一时间通报). From the ground up:

- facts: what the bulletin on one matter states
- words: how it says it
- public: what of it is published
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from pipeline.decisions.entries import IssuedBulletin
from pipeline.keeping.bulletins import StatedFact
from pipeline.ledger.follow_up.refuted import corrected_by
from pipeline.ledger.model import Ledger, Matter
from pipeline.outputs.bulletins.kind import BulletinKind, Publication, Slot
from pipeline.outputs.bulletins.kinds.milestone.facts import MilestoneFacts, build_milestone_facts
from pipeline.outputs.bulletins.kinds.milestone.public import public_matter, published_matter
from pipeline.outputs.bulletins.kinds.milestone.words import MilestoneWords, milestone_bulletin
from pipeline.vocabulary.findings import Finding, Kind, finding
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Closure
from pipeline.vocabulary.text import clean

_CLOSURE, _MATTER = "办结通报", "重大事项通报"
_NAME_LENGTH = 20
_INNER = str.maketrans("“”", "‘’")
_UNSAFE = str.maketrans(dict.fromkeys('\\/:*?"<>|\n\r\t', ""))


def matter_name(matter: Matter) -> str:
    """The name of a matter's bulletin, by which a person registers it as issued."""
    return _closure_name(matter.task_id) if matter.is_closure else _named(_MATTER, _filed_under(matter.title))


def _filed_under(title: str) -> str:
    """The beginning of a matter's title: part of a file's name, by which what was issued is known, so it never changes."""
    first = re.split("[，；。\n]", clean(title), maxsplit=1)[0].translate(_INNER)
    if len(first) > _NAME_LENGTH:
        listed = first.rfind("、", _NAME_LENGTH // 2, _NAME_LENGTH)
        first = f"{first[:listed]}等" if listed > 0 else f"{first[:_NAME_LENGTH]}……"
    for opening, closing in ("‘’", "（）", "《》"):
        if first.count(opening) > first.count(closing):
            first = f"{first[: first.rfind(opening)]}……"
    return first


def _closure_name(task_id: str, unit: str = "") -> str:
    """The name of a closed task's bulletin; with ``unit`` the name under which one for that unit's part was once issued."""
    return _named(_CLOSURE, f"{task_id}{unit}")


def _named(kind: str, subject: str) -> str:
    return f"{kind}-{subject}".translate(_UNSAFE)


def _slot(ledger: Ledger, matter: Matter) -> Slot:
    """A bulletin that was issued for one unit's part announced the task: it is never drafted anew (R22)."""
    month = Period.of(matter.day)
    parts = (
        _closure_name(task.task_id, seat.unit)
        for task in ledger.tasks
        for seat in task.assignments
        if matter.is_closure and task.task_id == matter.task_id
    )
    return Slot(str(month), matter_name(matter), (month, Period(ledger.year)), former=tuple(parts))


def _matters(ledger: Ledger, period: Period | None, *, is_closure: bool) -> tuple[Matter, ...]:
    """The matters up to the cut-off, of ``period`` only where given: the month of the event."""
    return tuple(
        matter
        for matter in ledger.matters
        if matter.is_closure is is_closure
        and matter.day <= ledger.cutoff
        and (period is None or Period.of(matter.day) == period)
    )


def _withdrawn(ledger: Ledger, issued: Iterable[IssuedBulletin]) -> tuple[Finding, ...]:
    """A finding for each bulletin on a closure that was issued and whose task (or part of it) is no longer closed (R22).

    None for one that an issued correction has put right: there is nothing left to do.
    """
    standing = {matter_name(matter) for matter in ledger.matters if matter.is_closure}
    closed = ledger.duties[ledger.duties["closure"] == Closure.CLOSED]
    standing |= {_closure_name(*part) for part in zip(closed["task_id"], closed["unit"], strict=True)}
    entered = {entry.bulletin.strip().removesuffix(".docx"): entry for entry in issued}
    standing |= {corrected_by(name) for name, entry in entered.items() if entry.issued_on}
    return tuple(
        finding(Kind.CLOSURE_WITHDRAWN, name=name)
        for name in entered
        if name.startswith(f"{_CLOSURE}-") and name not in standing
    )


def _stated(ledger: Ledger, facts: MilestoneFacts) -> tuple[StatedFact, ...]:
    """That the task is closed."""
    return (StatedFact(Period(ledger.year), task_id=facts.task_id),)


CLOSURE = BulletinKind(
    name=_CLOSURE,
    verb="milestone",
    label="办结和重大事项通报",
    subjects=lambda ledger, period: _matters(ledger, period, is_closure=True),
    slot=_slot,
    stated=_stated,
    facts=build_milestone_facts,
    words=MilestoneWords,
    bulletin=milestone_bulletin,
    withdrawn=_withdrawn,
    publication=Publication(published_matter, public_matter),
    is_sole=False,
)
MATTER = replace(
    CLOSURE,
    name=_MATTER,
    subjects=lambda ledger, period: _matters(ledger, period, is_closure=False),
    withdrawn=lambda ledger, issued: (),
    stated=lambda ledger, facts: (),
)
KINDS = (CLOSURE, MATTER)

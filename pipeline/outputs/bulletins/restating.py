"""What else in an issued bulletin rests on a fact that proved wrong, worked out by the rule that made it (R22, R29)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from pipeline.keeping.bulletins import BulletinText
from pipeline.ledger.model import Ledger, Refuted, Restated
from pipeline.outputs.bulletins.desk import Desk
from pipeline.outputs.bulletins.editions import Edition
from pipeline.outputs.bulletins.facts.charges import Charge
from pipeline.outputs.bulletins.kind import BulletinKind
from pipeline.vocabulary.groups import gathered

ROW = "附件表"
"""Before the name of whose row a passage is."""


def with_restated(ledger: Ledger, desk: Desk, kinds: Sequence[BulletinKind[Any, Any]]) -> Ledger:
    """``ledger`` with what the corrections of its refuted statements must say besides."""
    found = {
        text.name: tuple(_restated(text, refuted, ledger, desk, kinds))
        for text in desk.issued_texts
        if text.passages and (refuted := [one for one in ledger.refuted if one.bulletin == text.name])
    }
    return replace(ledger, restated=found) if found else ledger


def _restated(
    text: BulletinText, refuted: Sequence[Refuted], ledger: Ledger, desk: Desk, kinds: Iterable[BulletinKind[Any, Any]]
) -> Iterator[Restated]:
    """Each passage whose words the same rule now makes otherwise; of the annex the rows that are about what was refuted."""
    corrections = [one for one in desk.issued_texts if one.corrects == text.name]
    before = dict(text.passages) | {place: words for one in corrections for place, words in one.passages}
    now = dict(_passages_now(text, ledger, desk, kinds))
    rows = {f"{ROW}{name}" for one in refuted for name in (one.fact.unit, one.fact.task_id) if name}
    for place in dict.fromkeys((*before, *now)):
        is_concerned = not place.startswith(ROW) or place in rows or any(row in place for row in rows)
        if is_concerned and before.get(place, "") != now.get(place, ""):
            yield Restated(place, before.get(place, ""), now.get(place, ""))


def _passages_now(
    text: BulletinText, ledger: Ledger, desk: Desk, kinds: Iterable[BulletinKind[Any, Any]]
) -> Iterator[tuple[str, str]]:
    """What ``text`` would say as of its day by all that is known now, naming nobody whom it did not name."""
    as_of = desk.cutoffs.as_of
    drawn = as_of(text.cutoff) if as_of else ledger
    told = gathered(((one.period, one.unit, one.fault), one.task_id) for one in text.facts if one.fault)
    confirmed = frozenset((Charge(*key), task) for key, tasks in told.items() for task in tasks if key[2])
    for kind in kinds:
        if kind.name != text.kind:
            continue
        for subject in kind.subjects(drawn, text.periods[-1]):
            if kind.slot(drawn, subject).name == text.name:
                edition = Edition(is_draft=False, confirmed=confirmed)
                yield from kind.passages(kind.facts(drawn, subject, desk.office), edition)

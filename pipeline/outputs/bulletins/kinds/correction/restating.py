"""What else in an issued bulletin rests on a fact that proved wrong, worked out by the rule that made it (R22, R29)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.keeping.bulletins import BulletinText
from pipeline.ledger.model import Ledger, Refuted, Restated
from pipeline.outputs.bulletins.cutoffs import Cutoffs
from pipeline.outputs.bulletins.editions import Edition, Told
from pipeline.outputs.bulletins.facts.charges import Charge
from pipeline.outputs.bulletins.facts.naming import NamedUnit
from pipeline.outputs.bulletins.kind import BulletinKind, Editions, passages_of

ROW = "附件表"
"""Before the name of whose row a passage is."""


@dataclass(frozen=True)
class Reckoning:
    """What it takes to make an issued text again: the kinds there are, the ledger of its day, who issues."""

    kinds: Sequence[BulletinKind[Any, Any]]
    cutoffs: Cutoffs
    office: str


def with_restated(ledger: Ledger, issued: Sequence[BulletinText], reckoning: Reckoning) -> Ledger:
    """``ledger`` with what the corrections of its refuted statements in ``issued`` must say besides."""
    found = {
        text.name: tuple(_restated(text, issued, refuted, _passages_now(text, issued, ledger, reckoning)))
        for text in issued
        if text.drafted_on
        and text.passages
        and (refuted := [one for one in ledger.refuted if one.bulletin == text.name])
    }
    return replace(ledger, restated=found) if found else ledger


def _restated(
    text: BulletinText, issued: Sequence[BulletinText], refuted: Sequence[Refuted], now: Mapping[str, str]
) -> Iterator[Restated]:
    """Each passage that would say something else ``now``; of the annex the rows that are about what was refuted.

    None of a text that would not be made at all: it falls with what it announced, and nothing in it is put right by itself.
    """
    if not now:
        return
    corrections = [one for one in issued if one.corrects == text.name]
    before = dict(text.passages) | {place: words for one in corrections for place, words in one.passages}
    about = [name for one in refuted for name in (one.fact.unit, one.fact.task_id) if name]
    for place in dict.fromkeys((*before, *now)):
        is_concerned = not place.startswith(ROW) or any(name in place for name in about)
        if is_concerned and before.get(place, "") != now.get(place, ""):
            yield Restated(place, before.get(place, ""), now.get(place, ""))


def _passages_now(
    text: BulletinText, issued: Sequence[BulletinText], ledger: Ledger, reckoning: Reckoning
) -> dict[str, str]:
    """Place → what ``text`` would say as of its day by all that is known now, naming nobody whom it did not name.

    Empty where nothing calls for it any more.
    """
    as_of = reckoning.cutoffs.as_of
    editions = Editions(issued, reckoning.cutoffs, ledger)
    drawn = as_of(text.cutoff) if as_of else ledger
    drawn = replace(drawn, later=None)
    told = frozenset((Charge(one.period, one.unit, one.fault), one.task_id) for one in text.facts if one.fault)
    for kind in reckoning.kinds:
        for subject in kind.subjects(drawn, text.periods[-1]) if kind.name == text.kind else ():
            if kind.slot(drawn, subject).name == text.name:
                facts = editions.facts(kind, subject, drawn, reckoning.office)
                return dict(passages_of(kind, facts, _same_edition(text, told, facts.named)))
    return {}


def _same_edition(text: BulletinText, told: frozenset[Told], named: Iterable[NamedUnit]) -> Edition:
    """An edition as that of ``text``, which names for what was ``told`` and for nothing that came to be ``named`` since."""
    now = {(item.charge, fact.task_id) for item in named for fact in item.facts}
    return Edition(not text.is_final, confirmed=told, refused=frozenset(now - told))

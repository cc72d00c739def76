"""What people answered in 点名确认: an answer covers the facts that its 证据 shows, and no others (R21).

What stands beside a fact in 证据 may change: a file moves, is sent once more, or another month's comes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Self

from pipeline.decisions.entries import NamingEntry
from pipeline.outputs.bulletins.facts.charges import Charge
from pipeline.outputs.bulletins.facts.naming import Fact, NamedUnit
from pipeline.vocabulary.terms import Fault
from pipeline.vocabulary.text import compact


class Answer(Enum):
    """What became of one fact: nobody was asked yet, 是, 否, or both.

    Nobody may be asked while a stray lies here (R8); or it was issued though nobody had answered.
    """

    OPEN = auto()
    CONFIRMED = auto()
    REFUSED = auto()
    CONTRADICTED = auto()
    WAITING = auto()
    ISSUED = auto()


_ANSWERS = {
    (False, False): Answer.OPEN,
    (True, False): Answer.CONFIRMED,
    (False, True): Answer.REFUSED,
    (True, True): Answer.CONTRADICTED,
}


@dataclass(frozen=True)
class NamingAnswers:
    """Charges with the facts that were confirmed, and those that were refused.

    ``issued``: charges, each with its task, that a bulletin was issued with although nobody had confirmed them: they are
    named in no other text, and not asked again. ``named``: charges for which an issued bulletin names a unit.
    """

    confirmed: frozenset[tuple[Charge, str]] = frozenset()
    refused: frozenset[tuple[Charge, str]] = frozenset()
    issued: frozenset[tuple[Charge, str]] = frozenset()
    named: frozenset[Charge] = frozenset()

    @classmethod
    def of(cls, entries: Iterable[NamingEntry]) -> Self:
        """The answers in 点名确认; words that no bulletin would name a unit with decide nothing."""
        told: dict[bool, set[tuple[Charge, str]]] = {True: set(), False: set()}
        for entry in entries:
            if charge := Charge.told_by(entry.period, entry.unit, entry.reason):
                told[entry.is_confirmed] |= {(charge, fact) for fact in entry.facts}
        return cls(frozenset(told[True]), frozenset(told[False]))

    def to(self, charge: Charge, fact: Fact) -> Answer:
        """What was answered to ``fact`` of ``charge``."""
        answer = self.to_words(charge, fact.said)
        if answer is not Answer.OPEN:
            return answer
        if self._is_settled_as_missing(charge):
            return Answer.REFUSED
        if (charge, fact.task_id) in self.issued:
            return Answer.ISSUED
        return Answer.WAITING if fact.is_waiting else answer

    def _is_settled_as_missing(self, charge: Charge) -> bool:
        """Whether the return that came late was asked about while it lacked, and spared then, or named in what was issued.

        One failing is asked about once, and named once; a 是 that no bulletin has carried out yet is asked as the new fact it is.
        """
        missing = Charge(charge.period, charge.unit, Fault.MISSING)
        if charge.fault is not Fault.LATE:
            return False
        is_confirmed, is_refused = (
            any(told == missing for told, _ in answers) for answers in (self.confirmed, self.refused)
        )
        return (is_refused and not is_confirmed) or missing in self.named

    def to_words(self, charge: Charge, said: str) -> Answer:
        """What was answered to a fact of ``charge`` in these words."""
        shown = (charge, compact(said))
        return _ANSWERS[shown in self.confirmed, shown in self.refused]

    def with_answer(self, named: Iterable[NamedUnit], *answers: Answer) -> tuple[NamedUnit, ...]:
        """``named`` with only those facts that have one of ``answers``; whoever has none left is left out."""
        kept = (
            NamedUnit(item.charge, tuple(fact for fact in item.facts if self.to(item.charge, fact) in answers))
            for item in named
        )
        return tuple(item for item in kept if item.facts)

"""Editions of a bulletin: draft, final or public; who may be named in it, under which number and date (R21–R24)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline.outputs.bulletins.answers import Answer, NamingAnswers
from pipeline.outputs.bulletins.facts.charges import Charge
from pipeline.outputs.bulletins.facts.cover import Cover
from pipeline.outputs.bulletins.facts.naming import NamedUnit
from pipeline.outputs.bulletins.facts.returns import DeliveryFacts, ReturnNote
from pipeline.vocabulary.terms import Fault

_BRACKETS = str.maketrans("[［【(（]］】)）", "〔〔〔〔〔〕〕〕〕〕")
_PLAIN_NUMBER = re.compile(r"第?0*(\d+)[号期]?")
_FULL_NUMBER = re.compile(r"(.*〔\d{4}〕)第?0*(\d+)号?")


Told = tuple[Charge, str]
"""A charge with the task that it is told of; '' for a return as a whole."""


@dataclass(frozen=True)
class Edition:
    """One edition: a draft shows who would be named, but for what was refused; a final text what was ``confirmed`` (R21)."""

    is_draft: bool = True
    is_public: bool = False
    confirmed: frozenset[Told] = frozenset()
    refused: frozenset[Told] = frozenset()
    number: str = ""
    issued: date | None = None

    def may_name(self, charge: Charge, task_id: str = "") -> bool:
        """Whether the text may name the unit for this reason, of this task."""
        told = (charge, task_id)
        return not self.is_public and (told not in self.refused if self.is_draft else told in self.confirmed)

    def named(self, named: Iterable[NamedUnit]) -> tuple[NamedUnit, ...]:
        """``named`` with only what the edition may say of them."""
        kept = (
            NamedUnit(item.charge, tuple(fact for fact in item.facts if self.may_name(item.charge, fact.task_id)))
            for item in named
        )
        return tuple(item for item in kept if item.facts)

    @property
    def public(self) -> Edition:
        """The public edition of the same bulletin: nobody is named (R24)."""
        return replace(self, is_public=True)


def settle_edition(
    named: Sequence[NamedUnit], answers: NamingAnswers, registered: tuple[str, date | None] | None = None
) -> Edition:
    """The final edition once a person has decided every fact, else the draft, without a number (R21, R23).

    What is ``registered`` (number and date, as issued) is final: it names for what was confirmed, and nothing else.
    """
    confirmed = _told(answers.with_answer(named, Answer.CONFIRMED))
    refused = _told(answers.with_answer(named, Answer.REFUSED, Answer.CONTRADICTED, Answer.WAITING, Answer.ISSUED))
    is_open = bool(answers.with_answer(named, Answer.OPEN, Answer.CONTRADICTED, Answer.WAITING)) or not named
    if is_open and not registered:
        return Edition(refused=refused)
    number, issued = registered or ("", None)
    return Edition(is_draft=False, confirmed=confirmed, number=number, issued=issued)


def _told(named: Iterable[NamedUnit]) -> frozenset[Told]:
    return frozenset((item.charge, fact.task_id) for item in named for fact in item.facts)


def allowed_delivery(delivery: DeliveryFacts, edition: Edition) -> tuple[DeliveryFacts, int]:
    """``delivery`` with only those notes that ``edition`` may name, and how many units are left out of them."""
    kept = tuple(told for note in delivery.notes for told in _allowed_note(note, edition))
    left_out = {note.unit for note in delivery.notes} - {note.unit for note in kept}
    charges = {note.charge for note in kept}
    made_up = tuple(one for one in delivery.made_up if one.charge in charges)
    return replace(delivery, notes=kept, made_up=made_up), len(left_out)


def _allowed_note(note: ReturnNote, edition: Edition) -> Iterator[ReturnNote]:
    """``note`` with only those of the tasks it lacks that ``edition`` may tell."""
    if note.charge.fault is not Fault.INCOMPLETE:
        if edition.may_name(note.charge):
            yield note
    elif lacking := tuple(task for task in note.lacking if edition.may_name(note.charge, task)):
        yield replace(note, lacking=lacking)


def number_text(number: str, prefix: str, cover: Cover) -> str:
    """发文字号 as registered, with 〔〕 and without 第 or a leading zero; its place left open where none is (R23)."""
    given = number.translate(_BRACKETS).strip()
    full, plain = _FULL_NUMBER.fullmatch(given), _PLAIN_NUMBER.fullmatch(given)
    if full:
        return f"{full[1] if full[1][0] != '〔' else prefix + full[1]}{int(full[2])}号"
    if plain:
        return f"{prefix}〔{cover.cutoff.year}〕{int(plain[1])}号"
    return given or f"{prefix}〔{cover.cutoff.year}〕　　号"


def issue_text(number: str) -> str:
    """期号 as registered; its place left open where none is (R23)."""
    plain = _PLAIN_NUMBER.fullmatch(number.strip())
    return f"第{int(plain[1])}期" if plain else number.strip() or "第　　期"

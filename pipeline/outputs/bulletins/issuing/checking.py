"""What stands in the way of keeping a file as issued: marks of a draft, and units that nobody let it name (R21, R22).

A unit may stand in any bulletin; it is named where a sentence, a row or the heading above says what for. What the final text
of the same facts says is always right.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Self

from docx.document import Document

from pipeline.keeping.bulletins import BulletinText, StatedFact
from pipeline.outputs.bulletins.answers import Answer, NamingAnswers
from pipeline.outputs.bulletins.facts.charges import Charge
from pipeline.outputs.bulletins.issuing.reading import Sentence, sentences_of
from pipeline.outputs.shared import wording
from pipeline.vocabulary.groups import gathered

_SHOWN, _SHOWN_CHARACTERS = 3, 40
_CHARGING = re.compile("未报|迟报|不完整|滞后|需要关注|未完成|未按|漏报|逾期|批评")
_CHARGING_CELL = re.compile("未报|迟报|报送不完整|进度滞后|需要关注|未按规定|未反映|未完成")
_UNREPORTED = "（未报送）"


@dataclass(frozen=True)
class Naming:
    """Units that a file may be asked about: ``confirmed`` for all that they are charged with, for ``part`` of it, or for nothing."""

    confirmed: frozenset[str] = frozenset()
    part: frozenset[str] = frozenset()
    unconfirmed: frozenset[str] = frozenset()

    @classmethod
    def of(cls, text: BulletinText, answers: NamingAnswers, others: frozenset[str] = frozenset()) -> Self:
        """What was answered to the facts of ``text``; ``others`` are units of which nobody was asked."""
        by_unit = gathered(
            (fact.unit, _is_confirmed(fact, answers)) for fact in (*text.facts, *text.counted) if fact.fault
        )
        confirmed = frozenset(unit for unit, answered in by_unit.items() if all(answered))
        part = frozenset(unit for unit, answered in by_unit.items() if any(answered)) - confirmed
        return cls(confirmed, part, frozenset(by_unit) - confirmed - part | (others - set(by_unit)))


def _is_confirmed(fact: StatedFact, answers: NamingAnswers) -> bool:
    assert fact.fault
    return answers.to_words(Charge(fact.period, fact.unit, fact.fault), fact.text) is Answer.CONFIRMED


def draft_marks(document: Document) -> tuple[str, ...]:
    """What of a draft is left in the document."""
    text = "".join(sentence.text for sentence in sentences_of(document))
    inner = wording.INTERNAL_MARK.partition("（")[0]
    return tuple(f"还写着“{mark}”" for mark in (wording.DRAFT_MARK, inner) if mark in text)


def wrong_names(
    document: Document,
    naming: Naming,
    final: Document | None,
    draft: Document | None,
    in_full: Callable[[str], str] = str,
) -> tuple[str, ...]:
    """Where the document names a unit that nobody let it name, in words; ``final`` and ``draft`` are the tool's own texts.

    A unit named by its short name is named: ``in_full`` gives a text with full names.
    """
    right = {sentence.text for sentence in sentences_of(final)} if final else set()
    drafted = {sentence.text for sentence in sentences_of(draft)} if draft else set()
    found: dict[str, str] = {}
    for sentence in sentences_of(document):
        if sentence.text not in right:
            is_drafted = sentence.text in drafted
            for unit in _named(replace(sentence, text=in_full(sentence.text)), naming, is_drafted=is_drafted):
                found.setdefault(unit, sentence.text)
    told = tuple(f"点到未确认的{unit}（“{_short(text)}”）" for unit, text in found.items())
    return told[:_SHOWN] + ((f"等{len(told)}家",) if len(told) > _SHOWN else ())


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN_CHARACTERS else f"{text[:_SHOWN_CHARACTERS]}……"


def _named(sentence: Sentence, naming: Naming, *, is_drafted: bool) -> Iterator[str]:
    if not _is_charging(sentence):
        return
    if sentence.cells and any(unit in sentence.text for unit in naming.confirmed | naming.part):
        return  # a task's row lists all who bear it
    asked = naming.unconfirmed | (naming.part if is_drafted else frozenset())
    yield from (unit for unit in sorted(asked) if _says(sentence.text, unit, naming))


def _is_charging(sentence: Sentence) -> bool:
    if sentence.cells:
        return _UNREPORTED in sentence.text or any(map(_CHARGING_CELL.match, sentence.cells))
    return bool(_CHARGING.search(sentence.text) or _CHARGING.search(sentence.heading))


def _says(text: str, unit: str, naming: Naming) -> bool:
    """Whether ``text`` says ``unit`` itself, and not only as a part of a longer name."""
    longer: Mapping[str, str] = {
        one: "" for one in naming.confirmed | naming.part | naming.unconfirmed if unit in one and one != unit
    }
    for one in longer:
        text = text.replace(one, "")
    return unit in text

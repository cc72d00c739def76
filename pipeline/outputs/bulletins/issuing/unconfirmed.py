"""Bulletins that were issued as drafts: what they state although nobody had confirmed it (R21, R22)."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pipeline.keeping.bulletins import BulletinText, StatedFact
from pipeline.ledger.follow_up.refuted import stated_words
from pipeline.outputs.bulletins.answers import Answer, NamingAnswers
from pipeline.outputs.bulletins.facts.charges import Charge
from pipeline.outputs.shared import wording
from pipeline.vocabulary.findings import Finding, Kind, finding

_SHOWN = 8
_TAG = re.compile(rb"<[^>]+>")


@dataclass(frozen=True)
class Unconfirmed:
    """``facts`` are those of the bulletin ``name`` that nobody has confirmed."""

    name: str
    title: str
    facts: tuple[StatedFact, ...]

    @classmethod
    def of(cls, text: BulletinText, answers: NamingAnswers) -> Self | None:
        """What of ``text`` nobody has confirmed; None where all is decided."""
        told = {fact: _answer(fact, answers) for fact in text.facts if fact.fault}
        if not {Answer.OPEN, Answer.CONTRADICTED} & set(told.values()):
            return None
        facts = tuple(fact for fact, answer in told.items() if answer is not Answer.CONFIRMED)
        return cls(text.name, text.title or text.name, facts)

    @property
    def finding(self) -> Finding:
        """It is told, with what to do."""
        shown = "、".join(stated_words(fact) for fact in self.facts[:_SHOWN])
        named = shown + (f"等{len(self.facts)}条" if len(self.facts) > _SHOWN else "")
        return finding(Kind.ISSUED_UNCONFIRMED, name=self.name, number=len(self.facts), named=named)


def _answer(fact: StatedFact, answers: NamingAnswers) -> Answer:
    assert fact.fault
    return answers.to_words(Charge(fact.period, fact.unit, fact.fault), fact.text)


def is_marked_draft(path: Path) -> bool:
    """Whether the Word file says that it is a 征求意见稿; a file of another kind says nothing."""
    try:
        with zipfile.ZipFile(path) as package:
            body = package.read("word/document.xml")
    except (OSError, KeyError, zipfile.BadZipFile):
        return False
    return wording.DRAFT_MARK.encode() in _TAG.sub(b"", body)

"""Editions of a bulletin: draft, final or public; who may be named in it, under which number and date (R21–R24)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from pipeline.outputs.bulletins.facts.charges import Charge
from pipeline.outputs.bulletins.facts.cover import Cover
from pipeline.outputs.bulletins.facts.naming import NamedUnit
from pipeline.outputs.bulletins.facts.returns import DeliveryFacts

_BRACKETS = str.maketrans("[［【(（]］】)）", "〔〔〔〔〔〕〕〕〕〕")
_PLAIN_NUMBER = re.compile(r"第?0*(\d+)[号期]?")
_FULL_NUMBER = re.compile(r"(.*〔\d{4}〕)第?0*(\d+)号?")


@dataclass(frozen=True)
class Edition:
    """One edition. ``confirmed`` counts only where the edition is no draft: a draft shows who would be named (R21)."""

    is_draft: bool = True
    is_public: bool = False
    confirmed: frozenset[Charge] = frozenset()
    number: str = ""
    issued: date | None = None

    def may_name(self, charge: Charge) -> bool:
        """Whether the text may name the unit for this reason."""
        return not self.is_public and (self.is_draft or charge in self.confirmed)

    @property
    def public(self) -> Edition:
        """The public edition of the same bulletin: nobody is named (R24)."""
        return replace(self, is_public=True)


def settle_edition(
    named: Iterable[NamedUnit],
    confirmed: frozenset[Charge],
    spared: frozenset[Charge],
    registered: tuple[str, date | None] | None = None,
) -> Edition:
    """The final edition once a person has decided every naming, else the draft, without a number (R21, R23).

    Where nobody would be named it is ``registered`` (number and date, as issued) that makes it final.
    """
    charges = frozenset(item.charge for item in named)
    if charges - confirmed - spared or not (charges or registered):
        return Edition()
    number, issued = registered or ("", None)
    return Edition(is_draft=False, confirmed=charges & confirmed, number=number, issued=issued)


def allowed_delivery(delivery: DeliveryFacts, edition: Edition) -> tuple[DeliveryFacts, int]:
    """``delivery`` with only those notes that ``edition`` may name, and how many units are left out of them."""
    kept = tuple(note for note in delivery.notes if edition.may_name(note.charge))
    left_out = {note.unit for note in delivery.notes} - {note.unit for note in kept}
    return replace(delivery, notes=kept), len(left_out)


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

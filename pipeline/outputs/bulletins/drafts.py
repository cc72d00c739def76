"""Bulletins worked out as values before anything is written: their files, what they state, whom they would name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from pipeline.decisions.entries import IssuedBulletin
from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins.desk import Desk
from pipeline.outputs.bulletins.facts.charges import Charge
from pipeline.outputs.bulletins.facts.naming import NamedUnit
from pipeline.outputs.bulletins.kind import BulletinKind, Slot
from pipeline.outputs.bulletins.rendering import render_bulletin
from pipeline.outputs.docx.filling import TemplateFaultError, template_path
from pipeline.outputs.shared.words import listed
from pipeline.vocabulary.findings import Finding, Kind, finding
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import FIGURES, FINDINGS, FigureRow, FindingRow


@dataclass(frozen=True)
class DraftedBulletin:
    """One bulletin: the bytes of each edition by its place in outbox/; none where it was issued or cannot be made.

    ``entry``: it is registered as issued, and what lies in its slot once all is written is kept for good (R22).
    """

    slot: Slot
    files: tuple[tuple[str, bytes], ...] = ()
    figures: tuple[FigureRow, ...] = ()
    undecided: tuple[NamedUnit, ...] = ()
    fault: Finding | None = None
    entry: IssuedBulletin | None = None


@dataclass(frozen=True)
class Drafts:
    """All that one run says in bulletins; ``withdrawn``: closures that were announced and stand no more (R22)."""

    drafts: tuple[DraftedBulletin, ...] = ()
    withdrawn: tuple[Finding, ...] = ()

    @property
    def figures(self) -> tuple[FigureRow, ...]:
        """What all of them state, in the order of the drafts (R20)."""
        return tuple(chain.from_iterable(draft.figures for draft in self.drafts))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Closures withdrawn and templates at fault."""
        return (*self.withdrawn, *(draft.fault for draft in self.drafts if draft.fault))

    @property
    def undecided(self) -> dict[Charge, NamedUnit]:
        """What waits for a person in 点名确认: one row for a charge, whatever bulletins it stands in."""
        merged: dict[Charge, NamedUnit] = {}
        for item in chain.from_iterable(draft.undecided for draft in self.drafts):
            merged[item.charge] = _merged(merged.get(item.charge), item)
        return merged


def draft_bulletin(kind: BulletinKind[Any, Any], subject: Any, ledger: Ledger, desk: Desk) -> DraftedBulletin:
    """The bulletin of ``kind`` on ``subject``; one that was issued is kept for good and never drafted again (R22)."""
    facts, slot = kind.facts(ledger, subject, desk.office), kind.slot(ledger, subject)
    if desk.kept(slot.name):
        return DraftedBulletin(slot)
    entry = desk.registered(slot.name, kind.name if kind.is_sole else slot.name, slot.periods)
    if entry and desk.is_edited(slot.path()):  # what a person finished by hand is what was issued
        return DraftedBulletin(slot, entry=entry)
    edition, undecided = desk.edition(facts.named, entry), desk.undecided(facts.named)
    editions = (edition, edition.public) if kind.is_published and desk.style.public_edition else (edition,)
    template = template_path(kind.name, desk.templates)
    try:
        files = tuple(
            (slot.path(is_public=one.is_public), render_bulletin(kind.bulletin(facts, one), template, desk.style))
            for one in editions
        )
    except TemplateFaultError as error:
        fault = finding(Kind.BULLETIN_TEMPLATE, template=f"{kind.name}.docx", reason=str(error), name=slot.name)
        return DraftedBulletin(slot, undecided=undecided, fault=fault)
    return DraftedBulletin(slot, files, tuple(kind.figures(ledger, facts, edition)), undecided, entry=entry)


def _merged(known: NamedUnit | None, item: NamedUnit) -> NamedUnit:
    """All tasks of both, all evidence of both."""
    if known is None:
        return item
    told = known.evidence if item.evidence in known.evidence else f"{known.evidence}；{item.evidence}"
    return replace(known, tasks=tuple(dict.fromkeys((*known.tasks, *item.tasks))), evidence=told)


def open_namings(undecided: Mapping[Charge, NamedUnit]) -> list[tuple[Period, str, str, str]]:
    """期间, 单位, 事由 and 证据 of what waits for a person in 点名确认, in the order in which it came up."""
    return [
        (charge.period, charge.unit, charge.reason, f"{listed(item.tasks)}{'；' if item.tasks else ''}{item.evidence}")
        for charge, item in undecided.items()
    ]


def ledger_with(ledger: Ledger, drafts: Drafts) -> Ledger:
    """``ledger`` with what its bulletins state in 通报数据 (R20), their faults in 核验问题 like any other."""
    findings = (*FINDINGS.rows(ledger.findings), *(FindingRow.of(fault) for fault in drafts.findings))
    return replace(ledger, figures=FIGURES.frame(drafts.figures), findings=FINDINGS.frame(findings))

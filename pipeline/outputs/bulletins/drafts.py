"""Bulletins worked out as values before anything is written: their files, what they state, whom they would name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Any

from pipeline.decisions.entries import IssuedBulletin
from pipeline.keeping.bulletins import BulletinText, StatedFact
from pipeline.keeping.cache.remembered import worked_out
from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins.bulletin import Bulletin
from pipeline.outputs.bulletins.desk import Desk
from pipeline.outputs.bulletins.editions import Edition
from pipeline.outputs.bulletins.facts.naming import NamedUnit, merged
from pipeline.outputs.bulletins.issuing.changes import changes_since
from pipeline.outputs.bulletins.issuing.issue import Issue
from pipeline.outputs.bulletins.issuing.names import REGISTER
from pipeline.outputs.bulletins.kind import BulletinKind, Editions, Slot, bulletin_of, passages_of, public_place
from pipeline.outputs.bulletins.publishing.leaks import Leak, find_leaks
from pipeline.outputs.bulletins.rendering import render_files
from pipeline.outputs.bulletins.templates import template_faults
from pipeline.outputs.docx.filling import TemplateFaultError, template_path
from pipeline.vocabulary.findings import Finding, Kind, Place, finding
from pipeline.vocabulary.tables import FIGURES, FINDINGS, FigureRow, FindingRow

_LEAKS_SHOWN = 5
_TOLD = 3  # faults of one template in one line; `templates check` lists them all
_SHOWN = 8
_NAMINGS = Place("人工认定.xlsx", "点名确认")
_Files = tuple[tuple[str, bytes], ...]  # (place in outbox/, what stands there)


@dataclass(frozen=True)
class DraftedBulletin:
    """One bulletin: the bytes of each edition by its place in outbox/; none where it was issued or cannot be made.

    ``entry``: it is registered as issued, and what lies in its slot once all is written is kept for good (R22). ``spare``:
    the final text of one that a person has finished or that lay there before, with which that is compared. ``named``: whom
    a draft names, as long as it is one.
    ``text``: what is remembered of its internal edition, the first of ``files``, once that is written. ``drawn``: the
    ledger that its figures are of (R20).
    """

    slot: Slot
    files: tuple[tuple[str, bytes], ...] = ()
    figures: tuple[FigureRow, ...] = ()
    undecided: tuple[NamedUnit, ...] = ()
    faults: tuple[Finding, ...] = ()
    entry: IssuedBulletin | None = None
    text: BulletinText | None = None
    spare: tuple[tuple[str, bytes], ...] = ()
    named: tuple[NamedUnit, ...] = ()
    drawn: Ledger | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Drafts:
    """All that one run says in bulletins; ``withdrawn``: closures that were announced and stand no more (R22).

    ``is_whole``: they are all that the ledger calls for, so that a matter not among them calls for a bulletin no more.
    ``issues``: what is registered as issued and not kept yet.
    """

    drafts: tuple[DraftedBulletin, ...] = ()
    withdrawn: tuple[Finding, ...] = ()
    is_whole: bool = False
    issues: tuple[Issue, ...] = ()

    def of(self, name: str) -> DraftedBulletin:
        """The draft of that name."""
        return next(draft for draft in self.drafts if draft.slot.name == name)

    @property
    def figures(self) -> tuple[FigureRow, ...]:
        """What all of them state, in the order of the drafts (R20)."""
        return tuple(chain.from_iterable(draft.figures for draft in self.drafts))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Closures withdrawn, templates at fault, answers that contradict each other; each once."""
        issues, drafts = (one.faults for one in self.issues), (one.faults for one in self.drafts)
        return tuple(dict.fromkeys((*self.withdrawn, *chain.from_iterable((*issues, *drafts)))))

    @property
    def undecided(self) -> tuple[NamedUnit, ...]:
        """What waits for a person in 点名确认: one row for a charge, whatever bulletins it stands in."""
        return merged(item for draft in self.drafts for item in draft.undecided)


def draft_bulletin(kind: BulletinKind[Any, Any], subject: Any, ledger: Ledger, desk: Desk) -> DraftedBulletin:
    """The bulletin of ``kind`` on ``subject``; one that was issued is kept for good and never drafted again (R22).

    One on a collection speaks as of the day of that collection (R29).
    """
    slot = kind.slot(ledger, subject)
    if desk.is_kept(slot.names):
        return DraftedBulletin(slot)
    editions = Editions(desk.issued_texts, desk.cutoffs, ledger)
    ledger = (
        desk.cutoffs.ledger(ledger, slot.periods[-1]) if kind.is_sole else desk.cutoffs.ledger_of(ledger, slot.name)
    )
    facts = editions.facts(kind, subject, ledger, desk.office)
    entry = desk.registered(slot.names, kind.name if kind.is_sole else slot.name, slot.periods)
    waiting = entry if entry and desk.is_waiting(slot.name, facts.named, entry) else None
    entry = None if waiting else entry
    edition = desk.edition(facts.named, entry)
    text = _text(kind, slot, facts, edition, ledger)
    asked = desk.undecided(facts.named) if entry is None else ()
    shown = edition.named(facts.named) if edition.is_draft else ()
    told = (*_contradictions(desk, facts.named), *_remarks_on_template(kind, desk))
    made = DraftedBulletin(slot, undecided=asked, faults=told, named=shown)
    if waiting:
        made = replace(made, faults=(*made.faults, _registered_too_soon(slot.name, made.undecided)))
    made = replace(made, faults=(*made.faults, *changes_since(desk.drafts_of(slot.name), text)))
    try:
        files, leaked = _render(kind, slot, facts, edition, desk)
    except TemplateFaultError as error:
        fault = finding(Kind.BULLETIN_TEMPLATE, template=f"{kind.name}.docx", reason=str(error), name=slot.name)
        return replace(made, faults=(*made.faults, fault))
    if entry and (_is_finished(slot, text, desk, entry) or slot.name in {one.name for one in desk.unconfirmed}):
        # what lay there when a person registered it is what was issued
        return DraftedBulletin(slot, entry=entry, text=text, spare=files, faults=leaked)
    figures = (*kind.figures(ledger, facts, edition), *_public_figures(kind, facts, desk))
    return replace(
        made, files=files, faults=(*made.faults, *leaked), figures=figures, entry=entry, text=text, drawn=ledger
    )


def _render(
    kind: BulletinKind[Any, Any], slot: Slot, facts: Any, edition: Edition, desk: Desk
) -> tuple[_Files, tuple[Finding, ...]]:
    """Each edition's place in outbox/ and its bytes, the internal one first; a public one that would leak is told instead.

    Raises:
        TemplateFaultError: the check of the template finds what stops it, or it cannot be filled.
    """
    template = template_path(kind.name, desk.templates)
    stopping = [fault.told for fault in template_faults(kind, desk.templates) if fault.stops]
    if stopping:
        raise TemplateFaultError("；".join(dict.fromkeys(stopping[:_TOLD])))
    internal = _rendered(kind.bulletin(facts, edition), slot.path(), template, desk)
    if not (kind.publication and desk.style.public_edition):
        return internal, ()
    public = _rendered(bulletin_of(kind, facts, edition.public, desk.persons), slot.path(), template, desk)
    if leaks := _leaks(public, desk):
        return internal, (_blocked(slot, leaks),)
    return (*internal, *((public_place(place), content) for place, content in public)), ()


def _rendered(bulletin: Bulletin, place: str, template: Path, desk: Desk) -> _Files:
    """The Word files of ``bulletin`` with their places: what was rendered of the same facts in the same template before is taken."""
    rests_on = (bulletin, place, template.read_bytes(), desk.style.model_dump(), desk.units)
    return worked_out(
        "bulletin", rests_on, _Files, lambda: render_files(bulletin, place, template, desk.style, desk.units.in_short)
    )


def _leaks(files: _Files, desk: Desk) -> tuple[Leak, ...]:
    def find() -> tuple[Leak, ...]:
        return tuple(leak for _, content in files for leak in find_leaks(content, desk.persons))

    return worked_out("leaks", (files, desk.persons), tuple[Leak, ...], find)


def _blocked(slot: Slot, leaks: tuple[Leak, ...]) -> Finding:
    told = "；".join(leak.line for leak in leaks[:_LEAKS_SHOWN])
    more = f"等{len(leaks)}处" if len(leaks) > _LEAKS_SHOWN else ""
    return finding(Kind.PUBLIC_BLOCKED, name=slot.name, places=f"{told}{more}")


def _public_figures(kind: BulletinKind[Any, Any], facts: Any, desk: Desk) -> Iterable[FigureRow]:
    """What the public edition states in figures; none where there is none."""
    publication = kind.publication if desk.style.public_edition else None
    return publication.figures(facts, publication.facts(facts, desk.persons)) if publication else ()


def _remarks_on_template(kind: BulletinKind[Any, Any], desk: Desk) -> tuple[Finding, ...]:
    """What the check of a template finds that stops nothing; of one that is stopped anyway nothing."""
    faults = template_faults(kind, desk.templates)
    if any(fault.stops for fault in faults):
        return ()
    return tuple(finding(Kind.TEMPLATE_REMARK, template=fault.template, reason=fault.told) for fault in faults)


def _text(kind: BulletinKind[Any, Any], slot: Slot, facts: Any, edition: Edition, ledger: Ledger) -> BulletinText:
    """What is remembered of the text in ``edition``; of which file it is, is known when that is written."""
    told = {
        (item.charge, fact.task_id): StatedFact(
            item.charge.period, item.charge.fault, item.unit, fact.task_id, fact.days_late, fact.said
        )
        for item in facts.named
        for fact in item.facts
    }
    named = {key: fact for key, fact in told.items() if edition.may_name(*key)}
    return BulletinText(
        name=slot.name,
        sha256="",
        place=slot.path(),
        cutoff=ledger.cutoff,
        title=facts.cover.title,
        kind=kind.name if kind.is_sole else "",
        periods=slot.periods,
        is_final=not edition.is_draft,
        corrects=slot.corrects,
        facts=(*named.values(), *kind.stated(ledger, facts)),
        counted=tuple(fact for key, fact in told.items() if key not in named),
        passages=passages_of(kind, facts, edition),
        standings=tuple((str(label), number) for label, number in facts.tally.pairs) if kind.sequence else (),
    )


def _is_finished(slot: Slot, now: BulletinText, desk: Desk, entry: IssuedBulletin) -> bool:
    """Whether a text lies there that a person has finished, or one lay there that states other facts than those of this run."""
    place, lay = slot.path(), desk.lying(slot.name, entry)
    return desk.is_there(place) and (desk.is_edited(place) or (lay is not None and _has_moved(lay, now)))


def _has_moved(lay: BulletinText, now: BulletinText) -> bool:
    """Whether ``now`` says something else than ``lay``: of a draft, that it rests on other facts, whoever of them is named."""
    if lay.is_final:
        return lay.facts != now.facts
    return lay.drafted_on is not None and lay.bears != now.bears


def _registered_too_soon(name: str, undecided: Iterable[NamedUnit]) -> Finding:
    """What nobody has answered yet is told; where nobody may be asked yet, that."""
    told = [f"{item.unit}{item.charge.reason}" for item in undecided]
    shown = "、".join(told[:_SHOWN]) + (f"等{len(told)}条" if len(told) > _SHOWN else "")
    return finding(Kind.REGISTRATION_OPEN, REGISTER, name=name, named=shown or "有关报送材料正在核对，暂不能认定")


def _contradictions(desk: Desk, named: Iterable[NamedUnit]) -> tuple[Finding, ...]:
    return tuple(
        finding(
            Kind.NAMING_CONTRADICTED, _NAMINGS, unit=item.unit, period=item.charge.period, reason=item.charge.reason
        )
        for item in desk.contradicted(named)
    )


def ledger_with(ledger: Ledger, drafts: Drafts) -> Ledger:
    """``ledger`` with what its bulletins state in 通报数据 (R20), their faults in 核验问题 like any other."""
    findings = (*FINDINGS.rows(ledger.findings), *(FindingRow.of(fault) for fault in drafts.findings))
    return replace(ledger, figures=FIGURES.frame(drafts.figures), findings=FINDINGS.frame(findings))

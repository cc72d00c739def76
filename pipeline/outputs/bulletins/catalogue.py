"""Which bulletins a ledger calls for, and where each lies in outbox/通报/ (notice clause 3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.ledger.model import Ledger, Matter
from pipeline.outputs.bulletins.bulletin import Bulletin
from pipeline.outputs.bulletins.desk import Desk
from pipeline.outputs.bulletins.editions import Edition
from pipeline.outputs.bulletins.kinds.delivery import build_delivery_bulletin_facts
from pipeline.outputs.bulletins.kinds.delivery_words import KIND as DELIVERY_KIND
from pipeline.outputs.bulletins.kinds.delivery_words import delivery_bulletin
from pipeline.outputs.bulletins.kinds.milestone import build_milestone_facts
from pipeline.outputs.bulletins.kinds.milestone_words import CLOSURE, MATTER, milestone_bulletin
from pipeline.outputs.bulletins.kinds.monthly import build_monthly_facts
from pipeline.outputs.bulletins.kinds.monthly_words import KIND as MONTHLY_KIND
from pipeline.outputs.bulletins.kinds.monthly_words import monthly_bulletin
from pipeline.outputs.bulletins.kinds.quarterly import build_quarterly_facts
from pipeline.outputs.bulletins.kinds.quarterly_words import KIND as QUARTERLY_KIND
from pipeline.outputs.bulletins.kinds.quarterly_words import quarterly_bulletin
from pipeline.outputs.bulletins.naming import NamedUnit
from pipeline.outputs.bulletins.trace import Figure, delivery_figures, monthly_figures, quarterly_figures
from pipeline.outputs.bulletins.writing import write_bulletin
from pipeline.outputs.docx.filling import TemplateFaultError
from pipeline.outputs.shared.outbox import Outbox
from pipeline.outputs.shared.wording import short_title
from pipeline.vocabulary.errors import PipelineError
from pipeline.vocabulary.findings import Finding, Kind, finding
from pipeline.vocabulary.periods import Period, quarter_label

MONTHLY, QUARTERLY, MILESTONE = "monthly", "quarterly", "milestone"
_UNSAFE = str.maketrans(dict.fromkeys('\\/:*?"<>|\n\r\t', ""))


@dataclass(frozen=True)
class _Slot:
    """Where a bulletin lies, by which names a person may register it, and whether the public sees it too (R24)."""

    folder: str
    name: str
    kind: str
    periods: tuple[Period, ...]
    is_published: bool = True

    def path(self, *, is_public: bool = False) -> str:
        return f"通报/{self.folder}/{'公开版/' if is_public else ''}{self.name}{'（公开版）' if is_public else ''}.docx"


@dataclass(frozen=True)
class _Text:
    """What makes the document of one edition, and what it states in figures (R20)."""

    build: Callable[[Edition], Bulletin]
    figures: Callable[[Edition], Iterable[Figure]] = lambda edition: ()


def write_monthly_bulletin(
    outbox: Outbox, ledger: Ledger, month: Period, office: str, desk: Desk | None = None
) -> tuple[Path, ...]:
    """The monthly bulletin on the livelihood projects lies in 通报/<期间>/."""
    facts = build_monthly_facts(ledger, month, office)
    slot = _Slot(str(month), f"为民办实事{month.label}份进展情况通报", MONTHLY_KIND, (month,))
    text = _Text(
        lambda edition: monthly_bulletin(facts, edition), lambda edition: monthly_figures(ledger, facts, edition)
    )
    return _publish(outbox, desk or Desk(), slot, facts.named, text)


def write_quarterly_bulletin(
    outbox: Outbox, ledger: Ledger, quarter: int, office: str, desk: Desk | None = None
) -> tuple[Path, ...]:
    """The quarterly overview lies in 通报/<年>年<季度>/."""
    facts = build_quarterly_facts(ledger, quarter, office)
    name = f"{ledger.year}年{quarter_label(quarter)}"
    slot = _Slot(name, f"{name}任务目标落实情况通报", QUARTERLY_KIND, facts.months)
    text = _Text(
        lambda edition: quarterly_bulletin(facts, edition), lambda edition: quarterly_figures(ledger, facts, edition)
    )
    return _publish(outbox, desk or Desk(), slot, facts.named, text)


def write_milestone_bulletin(
    outbox: Outbox, ledger: Ledger, matter: Matter, office: str, desk: Desk | None = None
) -> tuple[Path, ...]:
    """One matter's bulletin lies in 通报/<月>/, the month being that of the event."""
    facts = build_milestone_facts(ledger, matter, office)
    month = Period(matter.day.year, matter.day.month)
    slot = _Slot(str(month), matter_name(matter), CLOSURE if matter.is_closure else MATTER, (month,))
    text = _Text(lambda edition: milestone_bulletin(facts, edition))
    return _publish(outbox, desk or Desk(), slot, (), text, is_sole=False)


def write_delivery_bulletin(
    outbox: Outbox, ledger: Ledger, period: Period, office: str, desk: Desk | None = None
) -> Path:
    """The bulletin on one collection lies in 通报/<期间>/; returns its place."""
    facts = build_delivery_bulletin_facts(ledger, period, office)
    slot = _Slot(str(period), f"{period.label}报送情况通报", DELIVERY_KIND, (period,), is_published=False)
    text = _Text(
        lambda edition: delivery_bulletin(facts, edition), lambda edition: delivery_figures(ledger, facts, edition)
    )
    written = _publish(outbox, desk or Desk(), slot, facts.named, text)
    return written[0] if written else outbox.folder / slot.path()


def matter_name(matter: Matter) -> str:
    """The name of a matter's bulletin, by which a person registers it as issued."""
    kind = "办结" if matter.is_closure else "重大事项"
    subject = f"{matter.task_id}{matter.unit}" if matter.is_closure else short_title(matter.title, 20)
    return f"{kind}通报-{subject}".translate(_UNSAFE)


def _publish(
    outbox: Outbox,
    desk: Desk,
    slot: _Slot,
    named: tuple[NamedUnit, ...],
    text: _Text,
    *,
    is_sole: bool = True,
) -> tuple[Path, ...]:
    """The editions of one bulletin; what was issued is kept for good and never drafted again (R22)."""
    if desk.kept(slot.name):
        return ()
    entry = desk.registered(slot.name, slot.kind if is_sole else slot.name, slot.periods)
    if entry and outbox.is_edited(slot.path()):  # what a person finished by hand is what was issued
        desk.keep_issued(outbox, slot.path(), slot.name, entry)
        return ()
    edition = desk.edition(named, entry)
    editions = (edition, edition.public) if slot.is_published and desk.style.public_edition else (edition,)
    try:
        written = tuple(
            outbox.publish(
                slot.path(is_public=one.is_public),
                lambda path, one=one: write_bulletin(path, text.build(one), desk.style, desk.templates),  # type: ignore[misc]
            )
            for one in editions
        )
    except TemplateFaultError as fault:
        desk.findings.append(
            finding(Kind.BULLETIN_TEMPLATE, template=f"{slot.kind}.docx", reason=str(fault), name=slot.name)
        )
        return ()
    desk.figures += text.figures(edition)
    if entry:
        desk.keep_issued(outbox, slot.path(), slot.name, entry)
    return written


def write_due_bulletins(outbox: Outbox, ledger: Ledger, office: str, desk: Desk | None = None) -> tuple[Path, ...]:
    """What a weekly run owes: the last month due, the last quarter due, and every closed or major matter.

    While not a single file has come there is nothing to report on, and nobody to name: no bulletin.
    """
    desk = desk or Desk()
    desk.findings += withdrawn_closures(ledger, desk)
    if ledger.receipts.empty:
        return ()
    kinds = (MONTHLY, QUARTERLY, MILESTONE)
    return tuple(path for kind in kinds for path in write_bulletins(outbox, ledger, kind, None, office, desk))


def withdrawn_closures(ledger: Ledger, desk: Desk) -> list[Finding]:
    """A finding for each bulletin on a closure that was issued and whose task is no longer closed (R22)."""
    standing = {matter_name(matter) for matter in ledger.matters if matter.is_closure}
    names = (entry.bulletin.strip().removesuffix(".docx") for entry in desk.issued)
    return [
        finding(Kind.CLOSURE_WITHDRAWN, name=name)
        for name in names
        if name.startswith("办结通报-") and name not in standing
    ]


def write_bulletins(
    outbox: Outbox, ledger: Ledger, kind: str, period: Period | None, office: str, desk: Desk | None = None
) -> tuple[Path, ...]:
    """The bulletins of ``kind`` for ``period`` (default: the last one due); none where nothing is due yet."""
    if kind == MILESTONE:
        return tuple(
            path
            for matter in ledger.matters
            if matter.day <= ledger.cutoff and (period is None or Period(matter.day.year, matter.day.month) == period)
            for path in write_milestone_bulletin(outbox, ledger, matter, office, desk)
        )
    if kind not in (MONTHLY, QUARTERLY):
        raise PipelineError(f"没有“{kind}”这种通报。", f"可用的有：{MONTHLY}、{QUARTERLY}、{MILESTONE}。")
    if period and period not in ledger.months:
        raise PipelineError(f"{period}不是报送月份。", f"请填 {ledger.months[0]} 至 {ledger.months[-1]} 之间的月份。")
    due = [month for month in ledger.due_months if kind == MONTHLY or month.is_quarter_end]
    month = period or (due[-1] if due else None)
    if not month:
        return ()
    if kind == MONTHLY:
        return write_monthly_bulletin(outbox, ledger, month, office, desk)
    return write_quarterly_bulletin(outbox, ledger, month.quarter, office, desk)

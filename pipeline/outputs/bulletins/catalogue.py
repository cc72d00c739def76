"""Which bulletins a ledger calls for, and where each lies in outbox/通报/ (notice clause 3)."""

from __future__ import annotations

from pathlib import Path

from pipeline.ledger.model import Ledger, Matter
from pipeline.outputs.bulletins.delivery import build_delivery_bulletin_facts, write_delivery
from pipeline.outputs.bulletins.milestone import build_milestone_facts, write_milestone
from pipeline.outputs.bulletins.monthly import build_monthly_facts, write_monthly
from pipeline.outputs.bulletins.phrases import short_title
from pipeline.outputs.bulletins.quarterly import build_quarterly_facts
from pipeline.outputs.bulletins.quarterly_text import write_quarterly
from pipeline.outputs.outbox import Outbox
from pipeline.vocabulary.errors import PipelineError
from pipeline.vocabulary.periods import Period, quarter_label

MONTHLY, QUARTERLY, MILESTONE = "monthly", "quarterly", "milestone"
_UNSAFE = str.maketrans(dict.fromkeys('\\/:*?"<>|\n\r\t', ""))


def write_monthly_bulletin(outbox: Outbox, ledger: Ledger, month: Period, office: str) -> Path:
    """The monthly bulletin on the livelihood projects lies in 通报/<期间>/."""
    facts = build_monthly_facts(ledger, month, office)
    return outbox.publish(
        f"通报/{month}/为民办实事{month.label}份进展情况通报.docx", lambda path: write_monthly(path, facts)
    )


def write_quarterly_bulletin(outbox: Outbox, ledger: Ledger, quarter: int, office: str) -> Path:
    """The quarterly overview lies in 通报/<年>年<季度>/."""
    facts = build_quarterly_facts(ledger, quarter, office)
    name = f"{ledger.year}年{quarter_label(quarter)}"
    return outbox.publish(f"通报/{name}/{name}任务目标落实情况通报.docx", lambda path: write_quarterly(path, facts))


def write_milestone_bulletin(outbox: Outbox, ledger: Ledger, matter: Matter, office: str) -> Path:
    """One matter's bulletin lies in 通报/<月>/, the month being that of the event."""
    facts = build_milestone_facts(ledger, matter, office)
    kind = "办结" if matter.is_closure else "重大事项"
    subject = f"{matter.task_id}{matter.unit}" if matter.is_closure else short_title(matter.title, 20)
    name = f"{kind}通报-{subject}".translate(_UNSAFE)
    month = Period(matter.day.year, matter.day.month)
    return outbox.publish(f"通报/{month}/{name}.docx", lambda path: write_milestone(path, facts))


def write_delivery_bulletin(outbox: Outbox, ledger: Ledger, period: Period, office: str) -> Path:
    """The bulletin on one collection lies in 通报/<期间>/."""
    facts = build_delivery_bulletin_facts(ledger, period, office)
    return outbox.publish(f"通报/{period}/{period.label}报送情况通报.docx", lambda path: write_delivery(path, facts))


def write_due_bulletins(outbox: Outbox, ledger: Ledger, office: str) -> tuple[Path, ...]:
    """What a weekly run owes: the last month due, the last quarter due, and every closed or major matter.

    While not a single file has come there is nothing to report on, and nobody to name: no bulletin.
    """
    if ledger.receipts.empty:
        return ()
    kinds = (MONTHLY, QUARTERLY, MILESTONE)
    return tuple(path for kind in kinds for path in write_bulletins(outbox, ledger, kind, None, office))


def write_bulletins(outbox: Outbox, ledger: Ledger, kind: str, period: Period | None, office: str) -> tuple[Path, ...]:
    """The bulletins of ``kind`` for ``period`` (default: the last one due); none where nothing is due yet."""
    if kind == MILESTONE:
        return tuple(
            write_milestone_bulletin(outbox, ledger, matter, office)
            for matter in ledger.matters
            if matter.day <= ledger.cutoff and (period is None or Period(matter.day.year, matter.day.month) == period)
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
        return (write_monthly_bulletin(outbox, ledger, month, office),)
    return (write_quarterly_bulletin(outbox, ledger, month.quarter, office),)

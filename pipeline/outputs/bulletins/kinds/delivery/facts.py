"""The facts of the bulletin on who reported, after a deadline: the year's plan (附件3) or a month's progress (附件4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.ledger.counts import count_returns
from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins.facts.cover import Cover, build_cover
from pipeline.outputs.bulletins.facts.naming import NamedUnit, build_named_units
from pipeline.outputs.bulletins.facts.returns import (
    DeliveryFacts,
    MadeUp,
    NextDue,
    build_delivery_facts,
    material_made_up,
    nameable_returns,
    next_due,
    scoped_returns,
)
from pipeline.outputs.shared import wording
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import RETURNS, ReturnRow
from pipeline.vocabulary.terms import FormKind


@dataclass(frozen=True)
class DeadlineFacts:
    """What the bulletin on one collection states; ``lines`` leaves out the units with an unsettled return (R8).

    ``material_made_up``: the 书面材料 that came since, of forms that had none (R2).
    """

    cover: Cover
    period: Period
    subject: str
    due: date | None
    delivery: DeliveryFacts
    lines: tuple[ReturnRow, ...]
    material_missing: int
    received: int
    following: NextDue | None
    named: tuple[NamedUnit, ...]
    material_made_up: tuple[MadeUp, ...] = ()


def build_delivery_bulletin_facts(ledger: Ledger, period: Period, office: str) -> DeadlineFacts:
    """The facts of the collection of ``period``: a plan's year, or a month."""
    returns = scoped_returns(ledger, FormKind.of(period), (period,))
    scope = frozenset(task.task_id for task in ledger.tasks)
    month = "" if period.is_plan else wording.month_words(period)
    subject = f"{ledger.year}年度工作任务落实计划" if period.is_plan else f"{ledger.year}年{month}工作任务落实情况"
    title = (f"关于{subject.removesuffix('情况')}", "报送情况的通报")
    return DeadlineFacts(
        cover=build_cover(ledger, title, office),
        period=period,
        subject=subject,
        due=ledger.due_dates.get(period),
        delivery=build_delivery_facts(ledger, returns, (period,), scope),
        lines=nameable_returns(returns),
        material_missing=count_returns(returns).without_material,
        received=sum(row.is_received for row in RETURNS.rows(returns)),
        following=next_due(ledger, period),
        named=build_named_units(ledger, returns, ledger.duty_months.iloc[:0], scope, names_material=True),
        material_made_up=material_made_up(ledger, returns),
    )

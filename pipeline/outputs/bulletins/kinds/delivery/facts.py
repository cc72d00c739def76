"""The bulletin on who reported, after a deadline: the year's plan (附件3) or a month's progress (附件4)."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins.facts.cover import Cover, build_cover
from pipeline.outputs.bulletins.facts.naming import NamedUnit, build_named_units
from pipeline.outputs.bulletins.facts.returns import (
    RECEIVED,
    DeliveryFacts,
    build_delivery_facts,
    next_due,
    scoped_returns,
)
from pipeline.outputs.shared import wording
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind, Status, WrittenMaterial
from pipeline.vocabulary.text import chinese_date

_NOTHING_OWED = frozenset({Status.EXEMPT, Status.EXTENDED, Status.NOT_DUE})


@dataclass(frozen=True)
class ReturnLine:
    """One expected return of a unit that may be named."""

    unit: str
    tasks_due: int
    tasks_received: int
    received_text: str
    status: Status
    days_late: int
    written_material: str
    remark: str


@dataclass(frozen=True)
class DeadlineFacts:
    """What the bulletin on one collection states; ``lines`` leaves out the units with an unsettled return (R8)."""

    cover: Cover
    form: FormKind
    period: Period
    subject: str
    due_text: str
    delivery: DeliveryFacts
    lines: tuple[ReturnLine, ...]
    material_missing: int
    received: int
    following: str
    named: tuple[NamedUnit, ...]


def build_delivery_bulletin_facts(
    ledger: Ledger, period: Period, office: str, issued: date | None = None
) -> DeadlineFacts:
    """The facts of the collection of ``period``: a plan's year, or a month."""
    form = FormKind.PLAN if period.is_plan else FormKind.PROGRESS
    returns = scoped_returns(ledger, form, (period,))
    scope = frozenset(task.task_id for task in ledger.tasks)
    delivery = build_delivery_facts(returns, (period,), scope)
    subject = (
        f"{ledger.year}年年度工作任务落实计划" if period.is_plan else f"{wording.month_words(period)}工作任务落实情况"
    )
    lines = tuple(_line(row) for row in returns[~returns["unit"].isin(delivery.unsettled_units)].to_dict("records"))
    received = returns[returns["status"].isin(RECEIVED)]
    due = ledger.due_dates.get(period)
    return DeadlineFacts(
        cover=build_cover(ledger, (f"关于{subject}", "报送情况的通报"), office, issued),
        form=form,
        period=period,
        subject=subject,
        due_text=chinese_date(due) if due else "",
        delivery=delivery,
        lines=lines,
        material_missing=_material_missing(received),
        received=len(received),
        following=_following(ledger, period),
        named=build_named_units(ledger, returns, ledger.duty_months.iloc[:0], scope, names_material=True),
    )


def _material_missing(received: pd.DataFrame) -> int:
    return int((received["written_material"] == WrittenMaterial.MISSING).sum())


def _following(ledger: Ledger, period: Period) -> str:
    if not period.is_plan or not ledger.months:
        return next_due(ledger, period)
    first = ledger.months[0]
    return next_due(ledger, Period(first.year, first.month - 1))


def _line(row: dict[Hashable, Any]) -> ReturnLine:
    extended = f"延期至{chinese_date(row['extended_to'])}" if row["extended_to"] else ""
    lacking = wording.quote(row["tasks_lacking"]) if row["status"] in RECEIVED else ""
    return ReturnLine(
        unit=wording.quote(row["unit"]),
        tasks_due=int(row["tasks_due"] or 0),
        tasks_received=int(row["tasks_received"] or 0),
        received_text=f"{row['received_date'].month}月{row['received_date'].day}日" if row["received_date"] else "—",
        status=Status(row["status"]),
        days_late=int(row["workdays_late"] or 0),
        written_material=wording.quote(row["written_material"]) if row["status"] not in _NOTHING_OWED else "—",
        remark="；".join(part for part in (f"缺{lacking}" if lacking else "", extended) if part),
    )

"""The bulletin on who reported, after a deadline: the year's plan (附件3) or a month's progress (附件4)."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
from docx.document import Document

from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins import passages, phrases
from pipeline.outputs.bulletins.document import write_document
from pipeline.outputs.bulletins.facts import (
    RECEIVED,
    Cover,
    DeliveryFacts,
    build_cover,
    build_delivery_facts,
    next_due,
    scoped_returns,
)
from pipeline.outputs.bulletins.naming import NamedUnit, build_named_units
from pipeline.outputs.bulletins.paragraphs import add_body, add_caption
from pipeline.outputs.bulletins.parts import add_closing, add_inner_page, add_opening, add_requirements, add_section
from pipeline.outputs.bulletins.tables import CellText, Layout, add_table
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind, Status, WrittenMaterial
from pipeline.vocabulary.text import chinese_date

_LAYOUT = Layout(
    ("序号", "责任单位", "应报事项", "实报事项", "收到日期", "报送情况", "书面材料", "备注"),
    (12, 38, 13, 13, 24, 23, 13, 27),
    frozenset({0, 2, 3, 4, 5, 6}),
)
_LOUD = frozenset({Status.MISSING, Status.LATE})


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
        f"{ledger.year}年年度工作任务落实计划" if period.is_plan else f"{phrases.month_words(period)}工作任务落实情况"
    )
    lines = tuple(_line(row) for row in returns[~returns["unit"].isin(delivery.unsettled_units)].to_dict("records"))
    received = returns[returns["status"].isin(RECEIVED)]
    due = ledger.due_dates.get(period)
    return DeadlineFacts(
        cover=build_cover(ledger, (f"关于{subject}", "报送情况的通报"), office, issued),
        form=form,
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
    lacking = phrases.quote(row["tasks_lacking"]) if row["status"] in RECEIVED else ""
    return ReturnLine(
        unit=phrases.quote(row["unit"]),
        tasks_due=int(row["tasks_due"] or 0),
        tasks_received=int(row["tasks_received"] or 0),
        received_text=f"{row['received_date'].month}月{row['received_date'].day}日" if row["received_date"] else "—",
        status=Status(row["status"]),
        days_late=int(row["workdays_late"] or 0),
        written_material=phrases.quote(row["written_material"]) or "—",
        remark="；".join(part for part in (f"缺{lacking}" if lacking else "", extended) if part),
    )


def write_delivery(path: Path, facts: DeadlineFacts) -> Path:
    """The bulletin lies at ``path`` as a draft with its table and its inner page."""
    return write_document(path, facts.cover.title, facts.cover.cutoff, lambda document: _set(document, facts))


def _set(document: Document, facts: DeadlineFacts) -> None:
    add_opening(document, facts.cover)
    due = (
        f"按照要求，{facts.subject}的报表和书面材料应于{facts.due_text}前（含当日）报督查室。" if facts.due_text else ""
    )
    add_body(document, f"{due}现将报送情况通报如下。")
    summary = passages.delivery_sentence(facts.delivery.total, "家")
    add_section(document, 1, "总体情况", [f"截至{facts.cover.cutoff_text}，{summary}"])
    add_section(document, 2, "存在问题", _problems(facts))
    add_requirements(document, 3, _requirements(facts))
    if facts.lines:
        left_out = len(facts.delivery.unsettled_units)
        add_caption(
            document,
            f"{facts.subject}报送情况表（{len(facts.lines)}家{f'，另有{left_out}家待认定未列' if left_out else ''}）",
        )
        add_table(document, _LAYOUT, [_row(number, line) for number, line in enumerate(facts.lines, 1)])
    add_closing(document, facts.cover)
    add_inner_page(document, facts.cover, facts.named, facts.delivery.unsettled_units)


def _problems(facts: DeadlineFacts) -> list[str]:
    lines = list(passages.delivery_names(facts.delivery))
    if facts.material_missing:
        lines.append(f"已报送报表的{facts.received}家单位中，{facts.material_missing}家未附书面材料。")
    return lines or ["未发现迟报、未报和报送不完整的情况。"]


def _requirements(facts: DeadlineFacts) -> list[tuple[str, str]]:
    asked = passages.report_requirements(facts.delivery, facts.following)
    if facts.form is FormKind.PLAN:
        quality = "计划要逐项分解到季度，目标具体、可核验；备案后确需调整的，应书面说明理由。"
    else:
        quality = "要如实填写完成情况、存在问题、原因分析和下一步措施，做到事项齐全、数据准确、前后一致。"
    return [*asked, ("提高报送质量", quality)]


def _row(number: int, line: ReturnLine) -> tuple[CellText, ...]:
    state = f"{line.status}{line.days_late}个工作日" if line.status is Status.LATE else str(line.status)
    return (
        str(number),
        line.unit,
        str(line.tasks_due),
        str(line.tasks_received),
        line.received_text,
        ((state, line.status in _LOUD),),
        line.written_material,
        phrases.cut(line.remark) or "—",
    )

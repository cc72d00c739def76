"""Naming: the units that a bulletin would name, each with its reason and the evidence a person confirms (R21)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins.facts.returns import RECEIVED, unsettled_units
from pipeline.outputs.shared import wording
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Standing, Status, WrittenMaterial
from pipeline.vocabulary.text import chinese_date

Row = dict[Hashable, Any]
_NAMED_STANDINGS = (Standing.BEHIND, Standing.ATTENTION)


@dataclass(frozen=True)
class NamedUnit:
    """One line of the inner page: who, for what, which tasks, and by what evidence."""

    unit: str
    reason: str
    tasks: tuple[str, ...]
    evidence: str
    period: str = ""

    @property
    def charge(self) -> tuple[str, str, str]:
        """期间, 单位 and 事由: what a person confirms in 点名确认."""
        return (self.period, self.unit, self.reason)


def build_named_units(
    ledger: Ledger,
    returns: pd.DataFrame,
    duty_months: pd.DataFrame,
    task_scope: frozenset[str],
    *,
    names_material: bool = False,
) -> tuple[NamedUnit, ...]:
    """Who would be named over ``returns`` and over the standings in ``duty_months``; unsettled units never (R8)."""
    unsettled = unsettled_units(returns)
    owed = _owed_tasks(ledger, task_scope)
    named: list[NamedUnit] = []
    for row in returns[~returns["unit"].isin(unsettled)].to_dict("records"):
        named += _named_for_return(row, ledger.cutoff, owed.get(row["unit"], ()), task_scope)
        if names_material and row["status"] in RECEIVED and row["written_material"] == WrittenMaterial.MISSING:
            named.append(
                NamedUnit(row["unit"], "书面材料未报", (), _source(row, "报表已收到，未见书面材料"), row["period"])
            )
    chosen = duty_months["task_id"].isin(task_scope) & ~duty_months["unit"].isin(unsettled)
    named += _named_for_standing(duty_months[chosen].to_dict("records"))
    return tuple(named)


def _owed_tasks(ledger: Ledger, task_scope: frozenset[str]) -> dict[str, tuple[str, ...]]:
    duties = ledger.duties[ledger.duties["task_id"].isin(task_scope)]
    order = {task.task_id: index for index, task in enumerate(ledger.tasks)}
    return {str(unit): tuple(sorted(group, key=order.__getitem__)) for unit, group in duties.groupby("unit")["task_id"]}


def _named_for_return(row: Row, cutoff: date, owed: tuple[str, ...], task_scope: frozenset[str]) -> Iterable[NamedUnit]:
    status = Status(row["status"])
    lacking = tuple(task for task in wording.task_ids(row["tasks_lacking"]) if task in task_scope)
    period = str(row["period"])
    what = Period.parse(period).label
    due = row["extended_to"] or row["due_date"]
    deadline = f"{'经批准延期至' if row['extended_to'] else '截止'}{chinese_date(due)}" if due else "截止日期未定"
    if status is Status.MISSING:
        yield NamedUnit(
            row["unit"], f"{what}未报", owed, _noted(row, f"{deadline}，截至{chinese_date(cutoff)}未收到"), period
        )
    if status is Status.LATE:
        evidence = f"{deadline}，{_received(row)}，迟{int(row['workdays_late'] or 0)}个工作日"
        yield NamedUnit(row["unit"], f"{what}迟报", owed, _source(row, evidence), period)
    if status in RECEIVED and lacking:
        evidence = f"应报{row['tasks_due']}项，实报{row['tasks_received']}项"
        yield NamedUnit(row["unit"], f"{what}报送不完整", lacking, _source(row, evidence), period)


def _received(row: Row) -> str:
    day = f"{chinese_date(row['received_date'])}收到" if row["received_date"] else "收到日期见收文清单"
    return f"{day}（{row['received_basis']}）" if row["received_basis"] else day


def _noted(row: Row, evidence: str) -> str:
    note = wording.quote(row["note"])
    return f"{evidence}；{note}" if note else evidence


def _source(row: Row, evidence: str) -> str:
    return f"{evidence}；来源：{_places_text((row,))}" if row["source"] else evidence


def _places_text(rows: Iterable[Row]) -> str:
    """``文件 › 工作表 › 第4、6行``: where a reader finds what was written."""
    places: dict[str, list[str]] = {}
    for row in rows:
        where = " › ".join(
            wording.quote(row[part]).replace("\n", "、") for part in ("source", "sheet") if row.get(part)
        )
        numbers = places.setdefault(where, [])
        if row.get("row") is not None:
            numbers.append(str(int(row["row"])))
    return "；".join(
        f"{where} › 第{wording.joined(sorted(set(numbers), key=int))}行" if numbers else where
        for where, numbers in places.items()
    )


def _named_for_standing(rows: Iterable[Row]) -> list[NamedUnit]:
    grouped: dict[tuple[str, str, str, str], list[Row]] = {}
    for row in rows:
        if row["standing"] in _NAMED_STANDINGS and row["status"] != Status.UNSETTLED:
            key = (row["unit"], row["period"], row["standing"], wording.quote(row["light_reason"]))
            grouped.setdefault(key, []).append(row)
    named = []
    for (unit, period, standing, reason), group in grouped.items():
        places = _places_text(row for row in group if row["source"])
        evidence = f"{reason or '见台账'}；来源：{places}" if places else reason or "见台账"
        label = f"{Period.parse(period).label}{standing}"
        named.append(NamedUnit(unit, label, tuple(row["task_id"] for row in group), evidence, period))
    return named

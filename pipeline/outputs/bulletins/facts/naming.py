"""Naming: the units that a bulletin would name, each with its charge and the evidence a person confirms (R21)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd

from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins.facts.charges import Charge
from pipeline.outputs.bulletins.facts.returns import faults_of, lacking_of, nameable_returns, unsettled_units
from pipeline.outputs.shared import wording
from pipeline.outputs.shared.words import listed
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.tables import DUTY_MONTHS, DutyMonthRow, ReturnRow
from pipeline.vocabulary.terms import Fault, Standing, Status, WrittenMaterial
from pipeline.vocabulary.text import chinese_date

_STANDING_FAULTS = {Standing.BEHIND: Fault.BEHIND, Standing.ATTENTION: Fault.ATTENTION}


@dataclass(frozen=True)
class NamedUnit:
    """One line of the inner page: who, for what, which tasks, and by what evidence."""

    charge: Charge
    tasks: tuple[str, ...]
    evidence: str

    @property
    def unit(self) -> str:
        """Who would be named."""
        return self.charge.unit


def build_named_units(
    ledger: Ledger,
    returns: pd.DataFrame,
    duty_months: pd.DataFrame,
    task_scope: frozenset[str],
    *,
    names_material: bool = False,
) -> tuple[NamedUnit, ...]:
    """Who would be named over ``returns`` and over the standings in ``duty_months``; unsettled units never (R8)."""
    owed = _owed_tasks(ledger, task_scope)
    named: list[NamedUnit] = []
    for row in nameable_returns(returns):
        named += _named_for_return(row, ledger.cutoff, owed.get(row.unit, ()), task_scope)
        if names_material and row.is_received and row.written_material is WrittenMaterial.MISSING:
            evidence = _sourced(row, "报表已收到，未见书面材料")
            named.append(NamedUnit(Charge(row.period, row.unit, Fault.WITHOUT_MATERIAL), (), evidence))
    chosen = duty_months["task_id"].isin(task_scope) & ~duty_months["unit"].isin(unsettled_units(returns))
    return (*named, *_named_for_standing(DUTY_MONTHS.rows(duty_months[chosen])))


def _owed_tasks(ledger: Ledger, task_scope: frozenset[str]) -> dict[str, tuple[str, ...]]:
    duties = ledger.duties[ledger.duties["task_id"].isin(task_scope)]
    order = {task.task_id: index for index, task in enumerate(ledger.tasks)}
    return {str(unit): tuple(sorted(group, key=order.__getitem__)) for unit, group in duties.groupby("unit")["task_id"]}


def _named_for_return(
    row: ReturnRow, cutoff: date, owed: tuple[str, ...], task_scope: frozenset[str]
) -> Iterator[NamedUnit]:
    lacking = lacking_of(row, task_scope)
    for fault in faults_of(row, task_scope):
        tasks = lacking if fault is Fault.INCOMPLETE else owed
        yield NamedUnit(Charge(row.period, row.unit, fault), tasks, _evidence(row, fault, cutoff))


def _evidence(row: ReturnRow, fault: Fault, cutoff: date) -> str:
    if fault is Fault.MISSING:
        return _noted(row, f"{_deadline(row)}，截至{chinese_date(cutoff)}未收到")
    if fault is Fault.LATE:
        return _sourced(row, f"{_deadline(row)}，{_received(row)}，迟{row.workdays_late or 0}个工作日")
    return _sourced(row, f"应报{row.tasks_due}项，实报{row.tasks_received}项")


def _deadline(row: ReturnRow) -> str:
    return f"经批准延期至{chinese_date(row.extended_to)}" if row.extended_to else f"截止{chinese_date(row.due_date)}"


def _received(row: ReturnRow) -> str:
    day = f"{chinese_date(row.received_date)}收到" if row.received_date else "收到日期见收文清单"
    return f"{day}（{row.received_basis}）" if row.received_basis else day


def _noted(row: ReturnRow, evidence: str) -> str:
    note = wording.quote(row.note)
    return f"{evidence}；{note}" if note else evidence


def _sourced(row: ReturnRow, evidence: str) -> str:
    return f"{evidence}；来源：{wording.quote(listed(row.sources))}" if row.sources else evidence


def _named_for_standing(rows: Iterable[DutyMonthRow]) -> Iterator[NamedUnit]:
    """One naming for all duties of a unit that stand alike for one reason."""
    alike = gathered(
        ((Charge(row.period, row.unit, _STANDING_FAULTS[row.standing]), wording.quote(row.light_reason)), row)
        for row in rows
        if row.standing in _STANDING_FAULTS and row.status is not Status.UNSETTLED
    )
    for (charge, reason), group in alike.items():
        places = _places_text(row for row in group if row.source)
        told = reason or "见台账"
        yield NamedUnit(charge, tuple(row.task_id for row in group), f"{told}；来源：{places}" if places else told)


def _places_text(rows: Iterable[DutyMonthRow]) -> str:
    """``文件 › 工作表 › 第4、6行``: where a reader finds what was written."""
    places: dict[str, set[int]] = {}
    for row in rows:
        where = " › ".join(wording.quote(part).replace("\n", "、") for part in (row.source, row.sheet) if part)
        numbers = places.setdefault(where, set())
        if row.row is not None:
            numbers.add(row.row)
    return "；".join(
        f"{where} › 第{listed(str(number) for number in sorted(numbers))}行" if numbers else where
        for where, numbers in places.items()
    )

"""Naming: the units that a bulletin would name, each with its charge and the facts that a person confirms (R21).

A fact's words depend on what came and what was written, never on the day of the run: the same facts read the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins.facts.charges import Charge
from pipeline.outputs.bulletins.facts.evidence import Evidence
from pipeline.outputs.bulletins.facts.returns import faults_of, nameable_returns, unsettled_units
from pipeline.outputs.shared import wording
from pipeline.outputs.shared.words import place_words
from pipeline.vocabulary.tables import DUTY_MONTHS, DutyMonthRow, ReturnRow
from pipeline.vocabulary.terms import Fault, Standing, Status, WrittenMaterial

_STANDING_FAULTS = {Standing.BEHIND: Fault.BEHIND, Standing.ATTENTION: Fault.ATTENTION}


@dataclass(frozen=True)
class Fact:
    """One fact that a unit would be named for: of one task, or ('') of its return as a whole."""

    text: str
    task_id: str = ""
    days_late: int = 0

    @property
    def line(self) -> str:
        """The fact as 证据 shows it, in one line."""
        told = f"{self.task_id}：{self.text}" if self.task_id else self.text
        return "；".join(told.split("\n"))


@dataclass(frozen=True)
class NamedUnit:
    """One line of the inner page and one row of 点名确认: who, for what, by which facts."""

    charge: Charge
    facts: tuple[Fact, ...]

    @property
    def unit(self) -> str:
        """Who would be named."""
        return self.charge.unit

    @property
    def evidence(self) -> str:
        """证据: a line for each fact."""
        return "\n".join(fact.line for fact in self.facts)


def build_named_units(
    ledger: Ledger,
    returns: pd.DataFrame,
    duty_months: pd.DataFrame,
    task_scope: frozenset[str],
    *,
    names_material: bool = False,
) -> tuple[NamedUnit, ...]:
    """Who would be named over ``returns`` and over the standings in ``duty_months``; unsettled units never (R8)."""
    evidence = Evidence(ledger)
    named: list[NamedUnit] = []
    for row in nameable_returns(returns):
        named += [
            NamedUnit(_charge(row, fault), tuple(_return_facts(row, fault, evidence, task_scope)))
            for fault in faults_of(row, task_scope)
        ]
        if names_material and row.is_received and row.written_material is WrittenMaterial.MISSING:
            fact = Fact(evidence.without_material(row))
            named.append(NamedUnit(_charge(row, Fault.WITHOUT_MATERIAL), (fact,)))
    chosen = duty_months["task_id"].isin(task_scope) & ~duty_months["unit"].isin(unsettled_units(returns))
    return (*named, *_named_for_standing(DUTY_MONTHS.rows(duty_months[chosen]), evidence))


def merged(named: Iterable[NamedUnit]) -> tuple[NamedUnit, ...]:
    """One for each charge, with all facts of those that share it, each once."""
    facts: dict[Charge, dict[Fact, None]] = {}
    for item in named:
        facts.setdefault(item.charge, {}).update(dict.fromkeys(item.facts))
    return tuple(NamedUnit(charge, tuple(found)) for charge, found in facts.items())


def _charge(row: ReturnRow, fault: Fault) -> Charge:
    return Charge(row.period, row.unit, fault)


def _return_facts(row: ReturnRow, fault: Fault, evidence: Evidence, task_scope: frozenset[str]) -> Iterator[Fact]:
    """A return that lacks tasks is as many facts; one that is late or missing is one, whatever bulletin it stands in."""
    if fault is Fault.INCOMPLETE:
        yield from (Fact(evidence.lacking(row, task), task) for task in row.tasks_lacking if task in task_scope)
    elif fault is Fault.LATE:
        yield Fact(evidence.late(row), days_late=row.workdays_late or 0)
    else:
        yield Fact(evidence.missing(row))


def _named_for_standing(rows: Iterable[DutyMonthRow], evidence: Evidence) -> tuple[NamedUnit, ...]:
    """A unit's duties that stand badly, one fact each."""
    return merged(
        NamedUnit(Charge(row.period, row.unit, _STANDING_FAULTS[row.standing]), (_standing_fact(row, evidence),))
        for row in rows
        if row.standing in _STANDING_FAULTS and row.status is not Status.UNSETTLED
    )


def _standing_fact(row: DutyMonthRow, evidence: Evidence) -> Fact:
    """The reason of the light, and where a reader finds what was written."""
    place = wording.quote(place_words(row)) if row.source else ""
    told = "；".join(
        part
        for part in (wording.quote(row.light_reason) or "见台账", place and f"来源：{place}", evidence.duty(row))
        if part
    )
    return Fact(told, row.task_id)

"""Naming: the units that a bulletin would name, each with its charge and the facts that a person confirms (R21).

A fact's words depend on what came and what was written, never on the day of the run or the place of a file: the same
facts read the same. One fact is asked once: where the return was late or lacks a task, its duties need attention for that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from pipeline.decisions.sheets.namings import ASIDE
from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins.facts.charges import Charge
from pipeline.outputs.bulletins.facts.evidence import Evidence
from pipeline.outputs.bulletins.facts.returns import faults_of, nameable_returns, unsettled_units
from pipeline.outputs.shared import wording
from pipeline.outputs.shared.words import place_words
from pipeline.vocabulary.findings import Ground
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import DUTY_MONTHS, FINDINGS, DutyMonthRow, ReturnRow
from pipeline.vocabulary.terms import Fault, Standing, Status, WrittenMaterial

_PLAIN = str.maketrans(ASIDE.format(""), "（）")
_STANDING_FAULTS = {Standing.BEHIND: Fault.BEHIND, Standing.ATTENTION: Fault.ATTENTION}


@dataclass(frozen=True)
class Fact:
    """One fact that a unit would be named for: of one task, or ('') of its return as a whole.

    ``text`` is the fact, ``aside`` what a person sees beside it. ``asked_as``: it is one with that fact of another charge.
    ``is_waiting``: it rests on something about which a question is open: a file that may be this return (R8), a row that may
    replace that of the unit or of its plan. Nobody is asked about it now.
    """

    text: str
    task_id: str = ""
    days_late: int = 0
    aside: str = ""
    asked_as: tuple[Charge, Fact] | None = None
    is_waiting: bool = False

    @property
    def said(self) -> str:
        """The fact in one line: what an answer holds for."""
        told = f"{self.task_id}：{self.text}" if self.task_id else self.text
        return "；".join(told.translate(_PLAIN).split("\n"))

    @property
    def line(self) -> str:
        """The fact as 证据 shows it, in one line."""
        aside = "；".join(self.aside.translate(_PLAIN).split("\n"))
        return f"{self.said}{ASIDE.format(aside)}" if aside else self.said


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
            told = evidence.without_material(row)
            fact = Fact(told.said, aside=told.aside)
            named.append(NamedUnit(_charge(row, Fault.WITHOUT_MATERIAL), (fact,)))
    chosen = duty_months["task_id"].isin(task_scope) & ~duty_months["unit"].isin(unsettled_units(returns))
    waiting = _waiting(ledger, DUTY_MONTHS.rows(duty_months[chosen]))
    return (*named, *_named_for_standing(DUTY_MONTHS.rows(duty_months[chosen]), evidence, _by_duty(named), waiting))


def _waiting(ledger: Ledger, rows: Iterable[DutyMonthRow]) -> frozenset[Ground]:
    """Those of ``rows`` that rest on what a question is open about: by themselves, or by a finding on them."""
    if not ledger.open_grounds:
        return frozenset()
    beside = gathered((fault.grounds[0], fault) for fault in FINDINGS.rows(ledger.findings) if fault.grounds)
    own = ((row, Ground(row.unit, row.period, row.task_id)) for row in rows)
    return frozenset(
        ground
        for row, ground in own
        if not ledger.open_grounds.isdisjoint(
            (*_measured_by(row), *(one for fault in beside.get(ground, ()) for one in fault.grounds))
        )
    )


def _measured_by(row: DutyMonthRow) -> Iterator[Ground]:
    """The row itself, the plan on file, the ends of the quarters before it."""
    year, month = row.period.year, row.period.month or 0
    ends = (Period(year, end) for end in range(3, month, 3))
    yield from (Ground(row.unit, period, row.task_id) for period in (row.period, Period(year), *ends))


def asked(named: Iterable[NamedUnit]) -> tuple[NamedUnit, ...]:
    """``named`` as a person is asked: each fact once, under the charge that it is a fact of."""
    facts = ((fact.asked_as or (item.charge, fact)) for item in named for fact in item.facts)
    return merged(NamedUnit(charge, (fact,)) for charge, fact in facts)


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
        for task in row.tasks_lacking:
            if task in task_scope:
                told = evidence.lacking(row, task)
                yield Fact(told.said, task, aside=told.aside)
    elif fault is Fault.LATE:
        told = evidence.late(row)
        yield Fact(told.said, days_late=row.workdays_late or 0, aside=told.aside)
    else:
        told = evidence.missing(row)
        yield Fact(told.said, aside=told.aside, is_waiting=bool(row.strays))


def _by_duty(named: Iterable[NamedUnit]) -> dict[tuple[Charge, str], Fact]:
    """(charge, task) → the fact; task '' of a return as a whole."""
    return {(item.charge, fact.task_id): fact for item in named for fact in item.facts}


def _named_for_standing(
    rows: Iterable[DutyMonthRow],
    evidence: Evidence,
    of_returns: dict[tuple[Charge, str], Fact],
    waiting: frozenset[Ground],
) -> tuple[NamedUnit, ...]:
    """A unit's duties that stand badly, one fact each."""
    return merged(
        NamedUnit(
            Charge(row.period, row.unit, _STANDING_FAULTS[row.standing]),
            (_standing_fact(row, evidence, of_returns, Ground(row.unit, row.period, row.task_id) in waiting),),
        )
        for row in rows
        if row.standing in _STANDING_FAULTS and row.status is not Status.UNSETTLED
    )


def _standing_fact(
    row: DutyMonthRow, evidence: Evidence, of_returns: dict[tuple[Charge, str], Fact], is_waiting: bool
) -> Fact:
    """The reason of the light, and where a reader finds what was written; one with the fact of the return that it is."""
    place = f"来源：{wording.quote(place_words(row))}" if row.source else ""
    told = "；".join(part for part in (wording.quote(row.light_reason) or "见台账", evidence.duty(row)) if part)
    same = _same_fact(row, of_returns)
    return Fact(told, row.task_id, aside=place, asked_as=same, is_waiting=is_waiting)


def _same_fact(row: DutyMonthRow, of_returns: dict[tuple[Charge, str], Fact]) -> tuple[Charge, Fact] | None:
    """The lateness of the return, or the task that it leaves out, where that is why the duty stands badly."""
    if row.fault is None:
        return None
    charge = Charge(row.period, row.unit, row.fault)
    fact = of_returns.get((charge, row.task_id)) or of_returns.get((charge, ""))
    return (charge, fact) if fact else None

"""Naming: the units that a bulletin would name, each with its charge and the facts that a person confirms (R21).

A fact's words depend on what came and what was written, never on the day of the run or the place of a file: the same
facts read the same. One fact is asked once: a return for what lacks or came late, a duty for how its work stands (R18).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from pipeline.decisions.sheets.namings import ASIDE
from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins.facts.charges import Charge, Sanction, standing_sanction
from pipeline.outputs.bulletins.facts.evidence import Evidence
from pipeline.outputs.bulletins.facts.returns import faults_of, nameable_returns, unsettled_units
from pipeline.outputs.shared import wording
from pipeline.outputs.shared.words import place_words
from pipeline.vocabulary.findings import Ground
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import DUTY_MONTHS, FINDINGS, DutyMonthRow, ReturnRow
from pipeline.vocabulary.terms import Fault, Status, WrittenMaterial

_PLAIN = str.maketrans(ASIDE.format(""), "（）")


@dataclass(frozen=True)
class Fact:
    """One fact that a unit would be named for: of one task, or ('') of its return as a whole.

    ``text`` is the fact, ``aside`` what a person sees beside it. ``is_waiting``: it rests on something about which a question is open: a file that may be this return (R8), a row that may
    replace that of the unit or of its plan. Nobody is asked about it now.
    """

    text: str
    task_id: str = ""
    days_late: int = 0
    aside: str = ""
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
    """Who would be named over ``returns`` and over the 进度 in ``duty_months``; unsettled units never (R8)."""
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
    found = merged((*named, *_named_for_duties(DUTY_MONTHS.rows(duty_months[chosen]), evidence, waiting, named)))
    return tuple(sorted(found, key=lambda item: ledger.unit_order.place(item.unit)))


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


def _named_for_duties(
    rows: Iterable[DutyMonthRow], evidence: Evidence, waiting: frozenset[Ground], of_returns: Iterable[NamedUnit]
) -> Iterator[NamedUnit]:
    """A unit's duties of which the work stands badly, and rows left blank; what its return is charged with stands there."""
    told = {(item.charge, fact.task_id) for item in of_returns for fact in item.facts}
    for row in rows:
        sanction = standing_sanction(row)
        if sanction is None or sanction in told or row.status in (Status.UNSETTLED, Status.MISSING):
            continue
        is_waiting = Ground(row.unit, row.period, row.task_id) in waiting
        yield NamedUnit(sanction.charge, (_duty_fact(row, sanction, evidence, is_waiting=is_waiting),))


def _duty_fact(row: DutyMonthRow, sanction: Sanction, evidence: Evidence, *, is_waiting: bool) -> Fact:
    """The reason of the verdict, and where a reader finds what was written."""
    place = f"来源：{wording.quote(place_words(row))}" if row.source else ""
    reason = row.delivery_reason if sanction.charge.fault is Fault.INCOMPLETE else row.standing_reason
    told = "；".join(part for part in (wording.quote(reason) or "见台账", evidence.duty(row)) if part)
    return Fact(told, row.task_id, aside=place, is_waiting=is_waiting)

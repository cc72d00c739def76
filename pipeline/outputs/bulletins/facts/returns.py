"""The returns of a scope as a bulletin states them: how many came, who would be named, who is praised (R3, R8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins.facts.charges import Charge
from pipeline.outputs.bulletins.facts.tallies import ReturnTally, tally_returns
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import RETURNS, ReturnRow
from pipeline.vocabulary.terms import Fault, FormKind, Standing, Status, WrittenMaterial

_FAULTS = {Status.MISSING: Fault.MISSING, Status.LATE: Fault.LATE}


@dataclass(frozen=True)
class ReturnNote:
    """A return that a bulletin would name: ``days_late`` in working days, ``lacking`` the task ids it left out."""

    charge: Charge
    days_late: int = 0
    lacking: tuple[str, ...] = ()

    @property
    def unit(self) -> str:
        """Whose return it is."""
        return self.charge.unit

    @property
    def period(self) -> Period:
        """The period of the return."""
        return self.charge.period


@dataclass(frozen=True)
class DeliveryFacts:
    """The returns of a scope: tallies by period and in all, and those that would be named.

    A unit with an unsettled return in the scope is counted but stands in none of the lists (R8).
    """

    total: ReturnTally
    by_period: tuple[ReturnTally, ...]
    units: int
    notes: tuple[ReturnNote, ...]
    unsettled_units: tuple[str, ...] = ()

    def noted(self, fault: Fault) -> tuple[ReturnNote, ...]:
        """The returns that would be named for ``fault``."""
        return tuple(note for note in self.notes if note.charge.fault is fault)


def scoped_returns(
    ledger: Ledger, form: FormKind, periods: Iterable[Period], units: Iterable[str] | None = None
) -> pd.DataFrame:
    """The expected returns of one form in ``periods``, of ``units`` only where given."""
    returns = ledger.returns
    chosen = (returns["form"] == form) & returns["period"].isin(list(periods))
    if units is not None:
        chosen &= returns["unit"].isin(list(units))
    return returns[chosen]


def unsettled_units(returns: pd.DataFrame) -> tuple[str, ...]:
    """The units that no bulletin may name until a person settles what they sent (R8)."""
    return tuple(dict.fromkeys(returns.loc[returns["status"] == Status.UNSETTLED, "unit"]))


def nameable_returns(returns: pd.DataFrame) -> tuple[ReturnRow, ...]:
    """The returns of the units of which none is unsettled."""
    return tuple(RETURNS.rows(returns[~returns["unit"].isin(unsettled_units(returns))]))


def faults_of(row: ReturnRow, task_scope: frozenset[str]) -> tuple[Fault, ...]:
    """What a return would be named for: missing or late, incomplete where it lacks tasks of ``task_scope`` (R3)."""
    faults = [_FAULTS[row.status]] if row.status in _FAULTS else []
    lacks = row.is_received and any(task in task_scope for task in row.tasks_lacking)
    return (*faults, Fault.INCOMPLETE) if lacks else tuple(faults)


def build_delivery_facts(
    ledger: Ledger, returns: pd.DataFrame, periods: Iterable[Period], task_scope: frozenset[str]
) -> DeliveryFacts:
    """The states of ``returns`` (some of the ledger's), and each fault of each return with what it lacks of ``task_scope``."""
    return DeliveryFacts(
        total=tally_returns("合计", returns, ledger.cutoff),
        by_period=tuple(
            tally_returns(period.label, returns[returns["period"] == period], ledger.cutoff) for period in periods
        ),
        units=int(returns["unit"].nunique()),
        notes=tuple(
            ReturnNote(Charge(row.period, row.unit, fault), row.workdays_late or 0, _lacking(row, task_scope))
            for row in nameable_returns(returns)
            for fault in faults_of(row, task_scope)
        ),
        unsettled_units=unsettled_units(returns),
    )


def _lacking(row: ReturnRow, task_scope: frozenset[str]) -> tuple[str, ...]:
    return tuple(task for task in row.tasks_lacking if task in task_scope)


def praised_units(returns: pd.DataFrame, duty_months: pd.DataFrame) -> tuple[str, ...]:
    """The units whose ``returns`` all came in time and whole, with written material, and whose every duty is on track or closed."""
    good = (Standing.ON_TRACK, Standing.CLOSED)
    flawed = {row.unit for row in RETURNS.rows(returns) if not _is_flawless(row)}
    flawed |= set(duty_months.loc[~duty_months["standing"].isin(good), "unit"])
    return tuple(unit for unit in dict.fromkeys(returns["unit"]) if unit not in flawed)


def _is_flawless(row: ReturnRow) -> bool:
    is_whole = not row.is_incomplete and row.written_material is WrittenMaterial.RECEIVED
    return row.status is Status.ON_TIME and is_whole


@dataclass(frozen=True)
class NextDue:
    """The collection after the one that a bulletin is on, and the day it is due."""

    month: Period
    day: date


def next_due(ledger: Ledger, period: Period) -> NextDue | None:
    """The collection that follows ``period``; none after the last."""
    following = period.following
    if following not in ledger.due_dates or following not in ledger.months:
        return None
    return NextDue(following, ledger.due_dates[following])

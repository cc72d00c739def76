"""The returns of a scope as a bulletin states them: how many came, who would be named (R3, R8)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd

from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins.facts.charges import Charge
from pipeline.outputs.bulletins.facts.tallies import ReturnTally, tally_returns
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import RETURNS, ReturnRow
from pipeline.vocabulary.terms import Fault, FormKind, Status, WrittenMaterial

_BARE = WrittenMaterial.MISSING
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
class MadeUp:
    """What came after the day of the bulletin of a return that it would name: the return on ``day``, or some of its tasks."""

    charge: Charge
    day: date | None = None
    task_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class DeliveryFacts:
    """The returns of a scope: tallies by period and in all, those that would be named, and what was made up since.

    A unit with an unsettled return in the scope is counted but stands in none of the lists (R8).
    """

    total: ReturnTally
    by_period: tuple[ReturnTally, ...]
    units: int
    notes: tuple[ReturnNote, ...]
    unsettled_units: tuple[str, ...] = ()
    made_up: tuple[MadeUp, ...] = ()

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
    lacks = row.is_received and bool(lacking_of(row, task_scope))
    return (*faults, Fault.INCOMPLETE) if lacks else tuple(faults)


def build_delivery_facts(
    ledger: Ledger, returns: pd.DataFrame, periods: Iterable[Period], task_scope: frozenset[str]
) -> DeliveryFacts:
    """The states of ``returns`` (some of the ledger's), and each fault of each return with what it lacks of ``task_scope``."""
    found = (
        ReturnNote(Charge(row.period, row.unit, fault), row.workdays_late or 0, lacking_of(row, task_scope))
        for row in nameable_returns(returns)
        for fault in faults_of(row, task_scope)
    )
    notes = tuple(sorted(found, key=lambda note: ledger.unit_order.place(note.unit)))
    return DeliveryFacts(
        total=tally_returns("合计", returns, ledger.cutoff),
        by_period=tuple(
            tally_returns(period.label, returns[returns["period"] == period], ledger.cutoff) for period in periods
        ),
        units=int(returns["unit"].nunique()),
        notes=notes,
        unsettled_units=unsettled_units(returns),
        made_up=tuple(_made_up(ledger, notes, task_scope)),
    )


def _made_up(ledger: Ledger, notes: Iterable[ReturnNote], task_scope: frozenset[str]) -> Iterator[MadeUp]:
    """What the run knows to have come since the ledger's day."""
    now = {(row.period, row.unit): row for row in RETURNS.rows(ledger.later.returns)} if ledger.later else {}
    for note in notes:
        row = now.get((note.period, note.unit))
        if row is None or not row.is_received:
            continue
        if note.charge.fault is Fault.MISSING:
            yield MadeUp(note.charge, row.received_date)
        elif tasks := tuple(task for task in note.lacking if task not in lacking_of(row, task_scope)):
            yield MadeUp(note.charge, task_ids=tasks)


def material_made_up(ledger: Ledger, returns: pd.DataFrame) -> tuple[MadeUp, ...]:
    """The 书面材料 that the run knows to have come since the ledger's day, of forms in ``returns`` that had none."""
    bare = [row for row in nameable_returns(returns) if row.is_received and row.written_material is _BARE]
    now = {(row.period, row.unit): row for row in RETURNS.rows(ledger.later.returns)} if ledger.later else {}
    came = ((row, now.get((row.period, row.unit))) for row in bare)
    return tuple(
        MadeUp(Charge(row.period, row.unit, Fault.WITHOUT_MATERIAL), later.material_date)
        for row, later in came
        if later and later.written_material is WrittenMaterial.RECEIVED
    )


def lacking_of(row: ReturnRow, task_scope: frozenset[str]) -> tuple[str, ...]:
    """The tasks of ``task_scope``, and the sub-items of such (任务4-2), that a return leaves out."""
    parts = (part for part in row.parts_lacking if part.rpartition("-")[0] in task_scope)
    return (*(task for task in row.tasks_lacking if task in task_scope), *parts)


@dataclass(frozen=True)
class NextDue:
    """The collection after the one that a bulletin is on, and the day it is due."""

    month: Period
    day: date


def next_due(ledger: Ledger, period: Period) -> NextDue | None:
    """The first collection after ``period`` that is not over on the day of the run; none after the last."""
    following = (month for month in ledger.months if month > period and ledger.due_dates[month] >= ledger.run_day)
    month = next(following, None)
    return NextDue(month, ledger.due_dates[month]) if month else None

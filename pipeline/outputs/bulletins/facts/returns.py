"""The returns of a scope as a bulletin states them: how many came, who would be named, who is praised (R3, R8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins.facts.tallies import ReturnTally, build_return_tally
from pipeline.outputs.shared import wording
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind, Standing, Status
from pipeline.vocabulary.text import chinese_date

RECEIVED = (Status.ON_TIME, Status.LATE)


@dataclass(frozen=True)
class ReturnNote:
    """A return that a bulletin would name: ``days_late`` in working days, ``lacking`` the task ids it left out."""

    unit: str
    period: str
    days_late: int = 0
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True)
class DeliveryFacts:
    """The returns of a scope: tallies by period and in all, and those that would be named.

    A unit with an unsettled return in the scope is counted but stands in none of the lists (R8).
    """

    total: ReturnTally
    by_period: tuple[ReturnTally, ...]
    units: int
    late: tuple[ReturnNote, ...]
    missing: tuple[ReturnNote, ...]
    incomplete: tuple[ReturnNote, ...]
    unsettled_units: tuple[str, ...] = field(default=())


def scoped_returns(
    ledger: Ledger, form: FormKind, periods: Iterable[Period], units: Iterable[str] | None = None
) -> pd.DataFrame:
    """The expected returns of one form in ``periods``, of ``units`` only where given."""
    returns = ledger.returns
    chosen = (returns["form"] == form) & returns["period"].isin([str(period) for period in periods])
    if units is not None:
        chosen &= returns["unit"].isin(list(units))
    return returns[chosen]


def unsettled_units(returns: pd.DataFrame) -> tuple[str, ...]:
    """The units that no bulletin may name until a person settles what they sent (R8)."""
    return tuple(dict.fromkeys(returns.loc[returns["status"] == Status.UNSETTLED, "unit"]))


def build_delivery_facts(returns: pd.DataFrame, periods: Iterable[Period], task_scope: frozenset[str]) -> DeliveryFacts:
    """The states of ``returns``; a return is incomplete where it lacks tasks of ``task_scope`` (R3)."""
    unsettled = unsettled_units(returns)
    nameable = returns[~returns["unit"].isin(unsettled)]
    notes = [
        (
            Status(row["status"]),
            ReturnNote(
                unit=row["unit"],
                period=row["period"],
                days_late=int(row["workdays_late"] or 0),
                lacking=tuple(task for task in wording.task_ids(row["tasks_lacking"]) if task in task_scope),
            ),
        )
        for row in nameable.to_dict("records")
    ]
    return DeliveryFacts(
        total=build_return_tally("合计", returns),
        by_period=tuple(
            build_return_tally(period.label, returns[returns["period"] == str(period)]) for period in periods
        ),
        units=int(returns["unit"].nunique()),
        late=tuple(note for status, note in notes if status is Status.LATE),
        missing=tuple(note for status, note in notes if status is Status.MISSING),
        incomplete=tuple(note for status, note in notes if status in RECEIVED and note.lacking),
        unsettled_units=unsettled,
    )


def praised_units(ledger: Ledger, returns: pd.DataFrame, duty_months: pd.DataFrame) -> tuple[str, ...]:
    """The units whose ``returns`` all came in time and whole, and whose every duty is on track or closed."""
    good = (Standing.ON_TRACK, Standing.CLOSED)
    flawed = set(
        returns.loc[(returns["status"] != Status.ON_TIME) | returns["tasks_lacking"].fillna("").ne(""), "unit"]
    )
    flawed |= set(duty_months.loc[~duty_months["standing"].isin(good), "unit"])
    return tuple(unit for unit in dict.fromkeys(returns["unit"]) if unit not in flawed)


def next_due(ledger: Ledger, period: Period) -> str:
    """``4月份工作任务落实情况请于…`` fact: month words and due date of the next collection; blank after the last."""
    following = period.following
    if following not in ledger.due_dates or following not in ledger.months:
        return ""
    return f"{wording.month_words(following)}工作任务落实情况（报表和书面材料）于{chinese_date(ledger.due_dates[following])}前（含当日）"

"""Who is praised, by rule: reported all in time and whole, with nothing against its work, and named for nothing (R18, R21)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import pandas as pd

from pipeline.keeping.bulletins import BulletinText
from pipeline.ledger.follow_up.doubts import list_doubts
from pipeline.ledger.model import Ledger, Refuted
from pipeline.outputs.bulletins.facts.naming import NamedUnit
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import RETURNS, ReturnRow
from pipeline.vocabulary.terms import Standing, Status, WrittenMaterial

_GOOD = (Standing.ON_TRACK, Standing.CLOSED)
_NOT_GOOD = (Standing.ATTENTION, Standing.BEHIND, Standing.UNREPORTED, Standing.UNSETTLED)


def praised_units(
    ledger: Ledger, returns: pd.DataFrame, scope: frozenset[str], named: Iterable[NamedUnit]
) -> tuple[str, ...]:
    """The units of ``returns`` (the span's) that reported all of them in time, whole and with 书面材料, and whose work on ``scope`` is on track or closed.

    Not the unit that issues: an office does not praise itself. None of which any duty, or any task that it leads, stood otherwise in a month of the span, be it outside ``scope``: one
    text would praise whom another blames. None that the text would name, or that a letter asks about what it wrote.
    """
    periods = set(returns["period"])
    flawed = {row.unit for row in RETURNS.rows(returns) if not _is_flawless(row)} | {ledger.mandate.issuer}
    flawed |= {item.unit for item in named}
    flawed |= {unit for unit, _ in list_doubts(ledger, periods)}
    duties = ledger.duty_months[ledger.duty_months["period"].isin(periods)]
    flawed |= set(duties.loc[duties["standing"].isin(_NOT_GOOD) & duties["is_borne"].astype(bool), "unit"])
    flawed |= set(_leading_amiss(ledger, periods))
    good = set(duties.loc[duties["standing"].isin(_GOOD) & duties["task_id"].isin(scope), "unit"])
    return tuple(unit for unit in ledger.unit_order.ordered(returns["unit"]) if unit in good and unit not in flawed)


def named_by_issued(
    texts: Iterable[BulletinText], periods: Collection[Period], ledger: Ledger, refuted: Iterable[Refuted]
) -> frozenset[str]:
    """The units that a bulletin issued by the day of ``ledger`` names for ``periods``, or for the plan that was due in them.

    What was put right since, or is ``refuted``, names nobody.
    """
    told = [text for text in texts if text.cutoff <= ledger.cutoff]
    put_right = {(text.corrects, fact.key) for text in told if text.corrects for fact in text.facts}
    put_right |= {(one.bulletin, one.fact.key) for one in refuted}
    due = {period: Period.of(day) for period, day in ledger.due_dates.items() if period.is_plan}
    return frozenset(
        fact.unit
        for text in told
        if not text.corrects
        for fact in text.facts
        if fact.fault and due.get(fact.period, fact.period) in periods and (text.name, fact.key) not in put_right
    )


def _is_flawless(row: ReturnRow) -> bool:
    """In time, whole, and its 书面材料 in time too: what came later made up for a fault (R2)."""
    is_whole = not row.is_incomplete and row.written_material is WrittenMaterial.RECEIVED
    is_timely = row.material_date is None or row.material_date <= row.last_day
    return row.status is Status.ON_TIME and is_whole and is_timely


def _leading_amiss(ledger: Ledger, periods: Iterable[Period]) -> Iterator[str]:
    """The leads of tasks that were not on track in some month."""
    months = ledger.entry_months
    amiss = months["period"].isin(list(periods)) & months["standing"].isin(_NOT_GOOD)
    tasks = set(months.loc[amiss, "task_id"])
    yield from (task.lead_unit for task in ledger.tasks if task.task_id in tasks)

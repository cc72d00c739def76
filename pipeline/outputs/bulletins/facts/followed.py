"""What has become of what the bulletin before named: tasks that lagged, returns that lacked (R22)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.keeping.bulletins import BulletinText, StatedFact
from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins.facts.charges import Sanction, standing_sanction
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import DUTY_MONTHS, RETURNS, DutyMonthRow
from pipeline.vocabulary.terms import Fault, Standing, Status

_LAGGING = (Fault.BEHIND, Fault.ATTENTION)
_LACKING = (Fault.MISSING, Fault.INCOMPLETE)
_CAUGHT_UP = (Standing.ON_TRACK, Standing.CLOSED)


@dataclass(frozen=True)
class Followed:
    """What an issued bulletin named, and where it stands now, by task ids and by units.

    ``still``: the tasks that lag still, with what a text must be allowed to tell to say so (R21). Of tasks, or of units,
    nothing is told at all where one of them is being checked or has not reported (R8): who is left out would be named.
    """

    caught_up: tuple[str, ...] = ()
    still: tuple[Sanction, ...] = ()
    made_up: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()

    @property
    def tasks(self) -> int:
        """How many tasks it named."""
        return len(self.caught_up) + len(self.still)

    @property
    def units(self) -> int:
        """How many units it named for what they had not sent."""
        return len(self.made_up) + len(self.lacking)


def last_issued(texts: Iterable[BulletinText], kind: str, period: Period) -> BulletinText | None:
    """The last bulletin of ``kind`` that was issued on a time before ``period``; None where there is none."""
    before = [text for text in texts if text.kind == kind and text.periods and text.periods[-1] < period]
    return max(before, key=lambda text: text.periods[-1], default=None)


def build_followed(ledger: Ledger, period: Period, text: BulletinText) -> Followed:
    """What ``text`` named, as it stands in ``ledger`` at the end of ``period``."""
    caught_up, still = _tasks(ledger, period, [fact for fact in text.facts if fact.fault in _LAGGING])
    made_up, lacking = _units(ledger, [fact for fact in text.facts if fact.fault in _LACKING])
    return Followed(caught_up, still, made_up, lacking)


def _tasks(ledger: Ledger, period: Period, facts: Sequence[StatedFact]) -> tuple[tuple[str, ...], tuple[Sanction, ...]]:
    months = ledger.duty_months
    now = {(row.task_id, row.unit): row for row in DUTY_MONTHS.rows(months[months["period"] == period])}
    rows = {(fact.task_id, fact.unit): now.get((fact.task_id, fact.unit)) for fact in facts}
    sanctions = {key: _lags(row) for key, row in rows.items()}
    if not all(sanctions[key] or _has_caught_up(row) for key, row in rows.items()):
        return (), ()
    still = {task: sanction for (task, _), sanction in sanctions.items() if sanction}
    return tuple(dict.fromkeys(task for task, _ in rows if task not in still)), tuple(still.values())


def _lags(row: DutyMonthRow | None) -> Sanction | None:
    sanction = standing_sanction(row) if row else None
    return sanction if sanction and sanction.charge.fault in _LAGGING else None


def _has_caught_up(row: DutyMonthRow | None) -> bool:
    return row is not None and row.standing in _CAUGHT_UP


def _units(ledger: Ledger, facts: Sequence[StatedFact]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    returns = {(row.period, row.unit): row for row in RETURNS.rows(ledger.returns)}
    rows = {fact: returns.get((fact.period, fact.unit)) for fact in facts}
    known = [row for row in rows.values() if row and (row.is_received or row.status is Status.MISSING)]
    if len(known) < len(rows):
        return (), ()
    is_there = {fact: row.is_received and fact.task_id not in row.tasks_lacking for fact, row in rows.items() if row}
    by_unit = gathered((fact.unit, there) for fact, there in is_there.items())
    made_up = tuple(unit for unit, found in by_unit.items() if all(found))
    return made_up, tuple(unit for unit in by_unit if unit not in made_up)

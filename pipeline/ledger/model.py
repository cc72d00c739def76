"""The ledger as a whole: what every output reads and none recomputes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import pandas as pd

from pipeline.decisions.entries import NamingEntry
from pipeline.decisions.suspensions import Suspension
from pipeline.keeping.bulletins import StatedFact
from pipeline.ledger.receipts.sent import Sent
from pipeline.ledger.scales.outlook import SHIPPED, Thresholds
from pipeline.master.mandate import UNKNOWN, Mandate
from pipeline.master.tasks import Task
from pipeline.master.unit_order import UnitOrder
from pipeline.vocabulary.findings import Ground
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import DUTIES, FIGURES, RETURNS
from pipeline.vocabulary.terms import Light


@dataclass(frozen=True)
class Matter:
    """A closed task or a major matter that calls for a bulletin of its own (notice clause 3: 一事一通报, R22)."""

    matter_id: str
    task_id: str
    is_closure: bool
    title: str
    situation: str
    day: date
    basis: str = ""


@dataclass(frozen=True)
class Refuted:
    """``fact``, as the bulletin ``bulletin`` of ``title`` states it, is not so: ``now`` says in words what is.

    ``number`` and ``issued_on`` of that bulletin as registered. ``turn``: the how-manieth correction of it would say so.
    ``is_named`` False: the bulletin counts it and names nobody for it.
    """

    bulletin: str
    title: str
    place: str
    fact: StatedFact
    now: str
    number: str = ""
    issued_on: date | None = None
    turn: int = 1
    is_named: bool = True


@dataclass(frozen=True)
class Restated:
    """What stands at ``place`` of an issued bulletin, and what the same rule gives now; blank where nothing stood or stands."""

    place: str
    before: str
    now: str


@dataclass(frozen=True)
class Later:
    """The day of the run, later than that of a ledger, and the returns (RETURNS) as they stand on it."""

    day: date
    returns: pd.DataFrame


@dataclass(frozen=True)
class Ledger:
    """Every table of one cut-off date: frames of vocabulary.tables, which hold values and never words for them.

    Keys: entries (task_id); duties (task_id, unit); duty_months (task_id, unit, period); entry_months (task_id,
    period); returns (period, unit); records, findings, receipts, problems one row each as in their sheets.
    ``figures``: what the bulletins of this cut-off state, once they are written (R20). ``who`` owes (R1). ``sent``: what
    came, by its day. ``suspended``: what people's unusable entries could concern (R27); ``namings``: what they answered in 点名确认 (R21). ``refuted``: what issued bulletins state and the ledger does not bear out (R22).
    ``later``: of a ledger as of an earlier day than the run's, what has come of it since (R29).
    ``unit_order``: in which every list of units stands.
    ``thresholds``: by which 进度 was judged, for the pages that explain it (R18).
    ``report_by``: the day by which bulletins of this cut-off want to be told what is done about what lags; None of one drawn by hand.
    ``mandate``: in whose name, on which report and notice.
    ``restated``: issued bulletin → what in it rests on something refuted; none for one of which only its facts are known.
    """

    year: int
    cutoff: date
    tasks: tuple[Task, ...]
    entries: pd.DataFrame
    duties: pd.DataFrame
    duty_months: pd.DataFrame
    entry_months: pd.DataFrame
    returns: pd.DataFrame
    records: pd.DataFrame
    findings: pd.DataFrame
    receipts: pd.DataFrame
    problems: pd.DataFrame
    matters: tuple[Matter, ...]
    months: tuple[Period, ...]
    due_dates: dict[Period, date]
    warnings: tuple[str, ...]
    scores: pd.DataFrame | None = None
    figures: pd.DataFrame = field(default_factory=lambda: FIGURES.frame())
    who: str = "all"
    sent: tuple[Sent, ...] = ()
    refuted: tuple[Refuted, ...] = ()
    suspended: tuple[Suspension, ...] = ()
    namings: tuple[NamingEntry, ...] = ()
    later: Later | None = None
    thresholds: Thresholds = SHIPPED
    unit_order: UnitOrder = field(default_factory=UnitOrder)
    report_by: date | None = None
    mandate: Mandate = UNKNOWN
    restated: Mapping[str, tuple[Restated, ...]] = field(default_factory=dict)

    @property
    def run_day(self) -> date:
        """The day of the run; what the ledger says is as of its cut-off, which may be earlier (R29)."""
        return self.later.day if self.later else self.cutoff

    @cached_property
    def open_grounds(self) -> frozenset[Ground]:
        """What a question is open about, on its day or on that of the run: nothing that rests on it holds against a unit."""
        frames = (self.returns, *([self.later.returns] if self.later else []))
        rows = (row for frame in frames for row in RETURNS.rows(frame[frame["open_tasks"].map(bool)]))
        return frozenset(Ground(row.unit, row.period, task) for row in rows for task in row.open_tasks)

    @property
    def lights(self) -> dict[str, Light]:
        """task_id → its light at the cut-off date."""
        return dict(zip(self.entries["task_id"], self.entries["light"], strict=True))

    @property
    def planned_goals(self) -> dict[tuple[str, str], tuple[str, str, str, str]]:
        """(task_id, unit) → the four quarters' targets on file (R15)."""
        return {(duty.task_id, duty.unit): duty.goals for duty in DUTIES.rows(self.duties)}

    @property
    def due_months(self) -> tuple[Period, ...]:
        """The months whose collection is over at the cut-off: the due date has passed."""
        return tuple(month for month in self.months if self.due_dates[month] < self.cutoff)

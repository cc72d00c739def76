"""What units wrote and what is in force: plans on file, and each month's report beside its plan and its last month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pipeline.master.tasks import Task
from pipeline.vocabulary.findings import Finding, Ground, Kind, Place, finding
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import MetGoal
from pipeline.vocabulary.text import stacked


@dataclass(frozen=True)
class Plan:
    """A unit's plan on file for a task: its four goals, and where they stand."""

    unit: str
    task_id: str
    goals: tuple[str, str, str, str]
    place: Place
    period: Period

    @property
    def ground(self) -> Ground:
        """What a finding rests on that quotes it."""
        return Ground(self.unit, self.period, self.task_id)

    def fault(self, kind: Kind, *, beside: tuple[Ground, ...] = (), **facts: object) -> Finding:
        """A finding about this plan, at its place; ``beside``: what else it rests on."""
        told = finding(kind, self.place, unit=self.unit, period=self.period, task_id=self.task_id, **facts)
        return replace(told, beside=beside)


@dataclass(frozen=True)
class Report:
    """What a unit reported of a task for a month: a row of Annex 4.

    ``goals``: the plan on file, four blanks without one; ``earlier``: the month reported before;
    ``plan_at``: where that plan stands.
    """

    unit: str
    task_id: str
    period: Period
    is_lead: bool
    goals: tuple[str, str, str, str]
    quarter_goal: str
    progress: str
    problems: str
    next_steps: str
    met_goal: MetGoal
    place: Place
    earlier: Report | None = None
    plan_at: Place | None = None

    @property
    def planned(self) -> str:
        """The goal of this quarter on file."""
        return self.goals[self.period.quarter - 1]

    @property
    def goal(self) -> str:
        """The yardstick: the plan on file (R15), else what the form itself gives."""
        return self.planned or self.quarter_goal

    def before(self) -> Iterator[Report]:
        """The months reported before, the latest first."""
        earlier = self.earlier
        while earlier:
            yield earlier
            earlier = earlier.earlier

    @property
    def ground(self) -> Ground:
        """What a finding rests on that quotes it."""
        return Ground(self.unit, self.period, self.task_id)

    @property
    def yardstick(self) -> Ground:
        """What a finding rests on that measures the report by its goal: the plan on file (R15)."""
        return Ground(self.unit, Period(self.period.year), self.task_id)

    def fault(self, kind: Kind, *, beside: tuple[Ground, ...] = (), **facts: object) -> Finding:
        """A finding about this report, at its place; ``beside``: what else it rests on."""
        told = finding(kind, self.place, unit=self.unit, period=self.period, task_id=self.task_id, **facts)
        return replace(told, beside=beside)


def as_one(rows: Sequence[Report]) -> Report:
    """The rows of one task (R11) as one, at the place of the first: what they planned, quote and tell, one below the other."""
    if len(rows) == 1:
        return rows[0]
    q1, q2, q3, q4 = (stacked(quarter) for quarter in zip(*(row.goals for row in rows), strict=True))
    quoted, told = (stacked(texts) for texts in zip(*((row.quarter_goal, row.progress) for row in rows), strict=True))
    return replace(rows[0], goals=(q1, q2, q3, q4), quarter_goal=quoted, progress=told)


@dataclass(frozen=True)
class Written:
    """All that units wrote and that is in force: plans, and reports by month."""

    tasks: Mapping[str, Task]
    plans: tuple[Plan, ...]
    reports: tuple[Report, ...]

    def plans_of(self, unit: str, task_id: str) -> list[Plan]:
        """The unit's plan rows for the task, one per sub-item."""
        return self._plans_by_duty.get((unit, task_id), [])

    @cached_property
    def _plans_by_duty(self) -> dict[tuple[str, str], list[Plan]]:
        found: dict[tuple[str, str], list[Plan]] = {}
        for plan in self.plans:
            found.setdefault((plan.unit, plan.task_id), []).append(plan)
        return found

    @cached_property
    def rows_of_duties(self) -> dict[tuple[str, str, Period], list[Report]]:
        """(unit, task, month) → the rows that report on it, more than one where the unit broke the task up (R11)."""
        return gathered(((report.unit, report.task_id, report.period), report) for report in self.reports)

    def plan_place(self, report: Report) -> Place | None:
        """Where the plan that the report is measured by stands."""
        if report.plan_at:
            return report.plan_at
        plans = self.plans_of(report.unit, report.task_id)
        return next((plan.place for plan in plans if plan.goals == report.goals), plans[0].place if plans else None)

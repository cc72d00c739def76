"""What units wrote and what is in force: plans on file, and each month's report beside its plan and its last month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from pipeline.ledger.statements.numbers.figures import parse_figures
from pipeline.ledger.statements.numbers.stated import StatedFigure
from pipeline.ledger.statements.quoting import told
from pipeline.master.tasks import Task
from pipeline.vocabulary.findings import Finding, Ground, Kind, Place, finding
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period, quarter_label
from pipeline.vocabulary.terms import MetGoal
from pipeline.vocabulary.text import stacked

Goals = tuple[str, str, str, str]


@dataclass(frozen=True)
class Line:
    """A row that a unit wrote of a task; ``goals``: those of its plan on file, ``label``: how the row calls the task."""

    unit: str
    task_id: str
    period: Period
    place: Place
    goals: Goals
    label: str = ""

    @property
    def ground(self) -> Ground:
        """What a finding rests on that quotes it."""
        return Ground(self.unit, self.period, self.task_id)

    @property
    def texts(self) -> Mapping[str, str]:
        """What it tells, by the name of the text; '' is the name of the only one."""
        return {f"{quarter_label(quarter)}目标": goal for quarter, goal in enumerate(self.goals, 1)}

    def figures(self, name: str) -> tuple[StatedFigure, ...]:
        """What the text of that name counts."""
        return parse_figures(self.texts[name], is_goal=bool(name))

    def fault(self, kind: Kind, *beside: Ground, **facts: object) -> Finding:
        """A finding about this row, at its place; ``beside``: what else it rests on. A place is told in words."""
        words = {name: told(fact) if isinstance(fact, Place) else fact for name, fact in facts.items()}
        found = finding(kind, self.place, unit=self.unit, period=self.period, task_id=self.task_id, **words)
        return replace(found, beside=beside)


@dataclass(frozen=True)
class Plan(Line):
    """A unit's plan on file for a task."""


@dataclass(frozen=True, kw_only=True)
class Report(Line):
    """What a unit reported of a task for a month: a row of Annex 4.

    ``goals``: four blanks without a plan on file; ``earlier``: the month reported before; ``plan_at``: where that plan
    stands.
    """

    is_lead: bool
    quarter_goal: str
    progress: str
    problems: str
    next_steps: str
    met_goal: MetGoal
    earlier: Report | None = None
    plan_at: Place = field(default_factory=Place)

    @property
    def planned(self) -> str:
        """The goal of this quarter on file."""
        return self.goals[self.period.quarter - 1]

    @property
    def goal(self) -> str:
        """The yardstick: the plan on file (R15), else what the form itself gives."""
        return self.planned or self.quarter_goal

    @property
    def texts(self) -> Mapping[str, str]:
        """The progress alone."""
        return {"": self.progress}

    @property
    def is_yes(self) -> bool:
        """Whether it says that the goal is met."""
        return self.met_goal is MetGoal.YES

    def before(self) -> Iterator[Report]:
        """The months reported before, the latest first."""
        earlier = self.earlier
        while earlier:
            yield earlier
            earlier = earlier.earlier

    @property
    def yardstick(self) -> Ground:
        """What a finding rests on that measures the report by its goal: the plan on file (R15)."""
        return Ground(self.unit, Period(self.period.year), self.task_id)


def goals_together(rows: Sequence[Line]) -> Goals:
    """What several rows plan for each quarter, one below the other; four blanks without any."""
    q1, q2, q3, q4 = (stacked(row.goals[quarter] for row in rows) for quarter in range(4))
    return (q1, q2, q3, q4)


def as_one(rows: Sequence[Report]) -> Report:
    """The rows of one task (R11) as one, at the place of the first: what they planned, quote and tell, one below the other."""
    quoted, reported = (
        stacked(texts) for texts in zip(*((row.quarter_goal, row.progress) for row in rows), strict=True)
    )
    return replace(rows[0], goals=goals_together(rows), quarter_goal=quoted, progress=reported)


@dataclass(frozen=True)
class Written:
    """All that units wrote and that is in force: plans, and reports by month."""

    tasks: Mapping[str, Task]
    plans: tuple[Plan, ...]
    reports: tuple[Report, ...]

    @cached_property
    def rows_of_duties(self) -> dict[tuple[str, str, Period], list[Report]]:
        """(unit, task, month) → the rows that report on it, more than one where the unit broke the task up (R11)."""
        return gathered(((report.unit, report.task_id, report.period), report) for report in self.reports)

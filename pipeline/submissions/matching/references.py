"""What a return is read against: the master tables, the settings, and what a person has answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from pipeline.config import Settings
from pipeline.master.tasks import Task
from pipeline.master.units import UnitDirectory
from pipeline.submissions.arrival import NO_DAYS, ArrivalDays
from pipeline.submissions.forms.headings import Headings
from pipeline.submissions.matching.task_index import TaskIndex, Thresholds
from pipeline.submissions.names.unit_names import UnitNames
from pipeline.vocabulary.periods import Period


@dataclass(frozen=True)
class References:
    """The same for every file of a run. ``answers``: question_id → unit, period, task id or questions.REJECTED; ``days``: when files came."""

    settings: Settings
    directory: UnitDirectory
    tasks: tuple[Task, ...]
    answers: Mapping[str, str] = field(default_factory=dict)
    days: ArrivalDays = NO_DAYS

    @cached_property
    def index(self) -> TaskIndex:
        """The year's tasks, made ready for comparing texts."""
        return TaskIndex(self.tasks)

    @cached_property
    def collections(self) -> dict[Period, date]:
        """The due dates of the reporting months, in order."""
        due_dates = self.settings.due_dates
        return {month: due_dates[month] for month in self.settings.months}

    @cached_property
    def names(self) -> UnitNames:
        """Units by their names as clerks write them; returns are sent to the office itself."""
        recipient = self.directory.find(self.settings.office.name)
        return UnitNames(self.directory, self.settings.office.district_names, recipient.name if recipient else "")

    @cached_property
    def headings(self) -> Headings:
        """The forms' headings, with those that the office added ([headings])."""
        return Headings(self.settings.headings)

    @cached_property
    def thresholds(self) -> Thresholds:
        """How alike texts must be to mean the same task ([matching], R10)."""
        matching = self.settings.matching
        return Thresholds(matching.near_score, matching.far_score, matching.margin)

    @cached_property
    def _tasks_by_unit(self) -> dict[str, tuple[Task, ...]]:
        borne: dict[str, tuple[Task, ...]] = {}
        for task in self.tasks:
            for unit in dict.fromkeys(assignment.unit for assignment in task.assignments):
                borne[unit] = (*borne.get(unit, ()), task)
        return borne

    def tasks_of(self, unit: str) -> tuple[Task, ...]:
        """The tasks that ``unit`` bears, in order."""
        return self._tasks_by_unit.get(unit, ())

"""Sub-items: the parts into which a unit's plan breaks a task (R11), and those that a month leaves out (R3)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.tables import RecordRow
from pipeline.vocabulary.terms import Adoption, FormKind


@dataclass(frozen=True)
class SubItems:
    """(unit, task) → the numbers of its parts in the plan on file, in order; only of tasks that the plan breaks up so."""

    planned: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, records: Iterable[RecordRow]) -> SubItems:
        """Out of the rows in force: a task counts whose every row has a number of its own, 37-1 and 37-2."""
        plans = gathered(
            ((row.unit, row.task_id), row.sub_item)
            for row in records
            if row.form is FormKind.PLAN and row.adoption is Adoption.ADOPTED
        )
        parts = {duty: tuple(dict.fromkeys(numbers)) for duty, numbers in plans.items()}
        return cls({duty: own for duty, own in parts.items() if len(own) > 1 and all(map(str.isdecimal, own))})

    def lacking(self, unit: str, task_id: str, reported: Collection[str]) -> tuple[str, ...]:
        """The parts, as 任务37-2, that rows about the parts ``reported`` leave out.

        None where a row is about the whole task, or numbers its parts otherwise than the plan: nobody is named in doubt.
        """
        planned = self.planned.get((unit, task_id), ())
        if not reported or not set(reported) <= set(planned):
            return ()
        return tuple(f"{task_id}-{number}" for number in planned if number not in reported)


NO_SUB_ITEMS = SubItems()
"""No plan on file breaks up a task."""

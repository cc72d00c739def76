"""A check: a name, the kind of finding that it raises, and how it judges."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from pipeline.config import Checks
from pipeline.ledger.checks.written import Written
from pipeline.vocabulary.findings import Finding, Kind


class Scope(Enum):
    """The rows that a rule looks at together: of one unit about one task, of all units about it, all that was written."""

    DUTY = "duty"
    TASK = "task"
    ALL = "all"

    def of(self, unit: str, task_id: str) -> tuple[str, ...]:
        """What rows must share to be looked at together."""
        return {Scope.DUTY: (unit, task_id), Scope.TASK: (task_id,), Scope.ALL: ()}[self]


@dataclass(frozen=True)
class Rule:
    """A named check. ``judge`` takes all that was written and yields its findings.

    ``scope``: on which rows beside its own a finding may rest.
    """

    name: str
    kind: Kind
    judge: Callable[[Written, Checks], Iterator[Finding]]
    scope: Scope = Scope.DUTY

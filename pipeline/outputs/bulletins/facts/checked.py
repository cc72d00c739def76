"""What looks on the spot found of what units reported in a span (抽查, notice clause 3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins.facts.charges import Sanction, standing_sanction
from pipeline.outputs.bulletins.facts.task_lines import TaskLine
from pipeline.outputs.shared import wording
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import DUTY_MONTHS
from pipeline.vocabulary.terms import CheckVerdict, Status


@dataclass(frozen=True)
class Checked:
    """One duty of one month that was looked at; ``found``: when, how and what, in the words of who looked.

    ``sanction``: what telling of it says against its unit, by which a person confirms it; None where nobody is asked.
    """

    line: TaskLine
    unit: str
    period: Period
    verdict: CheckVerdict
    found: str
    sanction: Sanction | None = None


def list_checked(
    ledger: Ledger, months: Iterable[Period], lines: Iterable[TaskLine], asked: Period
) -> tuple[Checked, ...]:
    """The looks at ``lines`` in ``months``, each once, in the order of the tasks; people are asked about the duties of ``asked``."""
    by_task = {line.task_id: line for line in lines}
    order = {task_id: place for place, task_id in enumerate(by_task)}
    found = _checked(ledger, tuple(months), by_task, asked)
    return tuple(sorted(found, key=lambda one: (order[one.line.task_id], one.period)))


def _checked(
    ledger: Ledger, months: tuple[Period, ...], by_task: dict[str, TaskLine], asked: Period
) -> Iterator[Checked]:
    rows = ledger.duty_months
    rows = rows[rows["period"].isin(months) & rows["task_id"].isin(by_task) & rows["check_verdict"].notna()]
    for row in DUTY_MONTHS.rows(rows):
        if row.check_verdict:
            is_asked = row.period == asked and row.status is not Status.UNSETTLED
            sanction = standing_sanction(row) if is_asked else None
            found = wording.quote(row.check_note)
            yield Checked(by_task[row.task_id], row.unit, row.period, row.check_verdict, found, sanction)

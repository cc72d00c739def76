"""A unit's duty for a task as it stands now (责任台账)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from pipeline.ledger.closures import judge_closure
from pipeline.ledger.duty_months import TEXTS, check_note
from pipeline.ledger.evidence import Evidence
from pipeline.ledger.owed.obligations import Obligations, owing
from pipeline.ledger.scales.light import Judged
from pipeline.ledger.scales.now import ended, judge_now
from pipeline.master.tasks import Assignment, Task
from pipeline.vocabulary.form_fields import by_quarter
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.tables import DUTIES, DUTY_MONTHS, DutyMonthRow, DutyRow
from pipeline.vocabulary.terms import CheckVerdict, Standing, Status


def build_duties(tasks: Sequence[Task], duty_months: pd.DataFrame, evidence: Evidence, year: int) -> pd.DataFrame:
    """One row per (task, unit that owes) as a frame of DUTIES: the duty as it stands at the cut-off."""
    months = gathered(((row.task_id, row.unit), row) for row in DUTY_MONTHS.rows(duty_months))
    return DUTIES.frame(
        _duty_row(task, assignment, months[task.task_id, assignment.unit], evidence, year)
        for task in tasks
        for assignment in owing(task, evidence.obligations.who)
    )


def _duty_row(
    task: Task, assignment: Assignment, months: Sequence[DutyMonthRow], evidence: Evidence, year: int
) -> DutyRow:
    latest = next((month for month in reversed(months) if month.is_reported), None)
    judged = _judged_now(task, assignment, months, evidence.obligations)
    checked, check = max(evidence.checks.get((task.task_id, assignment.unit), {}).items(), default=(None, None))
    duty = DutyRow(
        task_id=task.task_id,
        unit=assignment.unit,
        role=assignment.role,
        **by_quarter(evidence.goals(assignment.unit, task.task_id, year)),
        light=judged.light,
        light_reason=judged.reasons,
        months_missing=_trailing_missing([month.status for month in months if not month.period.is_plan]),
        sub_body=assignment.sub_body,
        delivery=judged.delivery.word,
        delivery_reason=judged.delivery.reason,
        standing=judged.standing.word,
        standing_reason=judged.standing.reason,
        closure=judge_closure(task.task_id, assignment.unit, latest, evidence.decisions),
        checked_period=checked,
        check_verdict=CheckVerdict(check.verdict) if check else None,
        check_note=check_note(check),
    )
    return _with_report(duty, latest) if latest else duty


def _judged_now(task: Task, assignment: Assignment, months: Sequence[DutyMonthRow], owed: Obligations) -> Judged:
    """That of a duty that has ended, or of its months; its earlier months stay as they were."""
    excuse = owed.ended(task, assignment)
    if excuse and months[-1].standing is not Standing.CLOSED:
        return ended(excuse)
    over = (month.period for month in months if owed.due_dates[month.period] < owed.today)
    return judge_now(months, [period for period in over if owed.excuse(task, assignment, period)])


def _with_report(duty: DutyRow, latest: DutyMonthRow) -> DutyRow:
    """``duty`` with what the unit wrote last, and where."""
    names = (*TEXTS, "met_goal", "source", "sheet", "row")
    return replace(duty, latest_period=latest.period, **{name: getattr(latest, name) for name in names})


def _trailing_missing(statuses: Sequence[Status]) -> int:
    """How many months in a row, up to the last one due, have not been reported (R8)."""
    due = [status for status in statuses if status not in (Status.NOT_DUE, Status.EXTENDED)]
    reported = (place for place, status in enumerate(reversed(due)) if status is not Status.MISSING)
    return next(reported, len(due))

"""A unit's duty for a task, judged in every period (逐月责任)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from pipeline.decisions.decisions import Decisions
from pipeline.decisions.entries import SpotCheck
from pipeline.ledger.checks.contradictions import contradictions
from pipeline.ledger.closures import spot_checks_by_duty
from pipeline.ledger.lights import DutyState, judge_light
from pipeline.ledger.owed.obligations import Obligations, owing
from pipeline.ledger.statements.reaching import makes_good
from pipeline.master.tasks import Assignment, Task
from pipeline.vocabulary.findings import Finding
from pipeline.vocabulary.form_fields import GOALS
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period, quarter_label
from pipeline.vocabulary.tables import DUTY_MONTHS, RECORDS, RETURNS, DutyMonthRow, RecordRow, ReturnRow
from pipeline.vocabulary.tables.table import frame_of, objects
from pipeline.vocabulary.terms import Adoption, CheckVerdict, FormKind, MetGoal, Status
from pipeline.vocabulary.text import chinese_date, stacked

TEXTS = ("progress", "problems", "next_steps")
_MET_ORDER = (MetGoal.NO, MetGoal.PARTLY, MetGoal.UNCLEAR, MetGoal.YES)
_AS_CHECKED = {CheckVerdict.FALSE: MetGoal.NO, CheckVerdict.PARTLY: MetGoal.PARTLY}


@dataclass(frozen=True)
class Evidence:
    """What the judging of duties stands on: rows in force by duty and period, the returns, what was owed."""

    records: Mapping[tuple[Period, str, str], Sequence[RecordRow]]
    returns: pd.DataFrame
    obligations: Obligations
    checks: Mapping[tuple[str, str], Mapping[Period, SpotCheck]] = field(default_factory=dict)
    contradictions: Mapping[tuple[str, str, str], str] = field(default_factory=dict)

    @classmethod
    def of(
        cls, records: pd.DataFrame, returns: pd.DataFrame, obligations: Obligations, findings: Iterable[Finding] = ()
    ) -> Evidence:
        """``records`` and ``returns`` are frames of those tables; ``findings`` are those of the checks on the words (R17)."""
        in_force = RECORDS.rows(records[records["adoption"] == Adoption.ADOPTED])
        by_duty = gathered(((row.period, row.unit, row.task_id), row) for row in in_force if row.period)
        return cls(
            by_duty,
            returns,
            obligations,
            spot_checks_by_duty(obligations.decisions.spot_checks),
            contradictions(findings, obligations.decisions.reviews),
        )

    @property
    def decisions(self) -> Decisions:
        """A person's decisions."""
        return self.obligations.decisions

    def rows(self, unit: str, task_id: str, period: Period) -> Sequence[RecordRow]:
        """The rows in force for a duty in a period, in order."""
        return self.records.get((period, unit, task_id), ())

    def goals(self, unit: str, task_id: str, year: int) -> tuple[str, str, str, str]:
        """The four quarters' targets on file; sub-items one below the other (R11)."""
        rows = self.rows(unit, task_id, Period(year))
        q1, q2, q3, q4 = (stacked(getattr(row, name) for row in rows) for name in GOALS)
        return (q1, q2, q3, q4)

    def check(self, unit: str, task_id: str, period: Period) -> SpotCheck | None:
        """What a look on the spot found of the duty in a period."""
        return self.checks.get((task_id, unit), {}).get(period)


def worst_met_goal(answers: Sequence[MetGoal | None]) -> MetGoal:
    """The least favourable of several answers: 是 only when every one says so; 未明 where there is none."""
    return min((answer for answer in answers if answer), key=_MET_ORDER.index, default=MetGoal.UNCLEAR)


def build_duty_months(tasks: Sequence[Task], periods: Sequence[Period], evidence: Evidence) -> pd.DataFrame:
    """One row per (task, unit, period) as a frame of DUTY_MONTHS: what was written and how it is judged."""
    joined_months = _join_returns(tasks, periods, evidence.obligations.who, evidence.returns)
    rows: list[DutyMonthRow] = []
    carried = 0
    for task, assignment, expected in joined_months:
        if expected.period == periods[0]:
            carried = 0
        month, carried = _judge_month(task, assignment, expected, carried, evidence)
        rows.append(month)
    return DUTY_MONTHS.frame(rows)


def _join_returns(
    tasks: Sequence[Task], periods: Sequence[Period], who: str, returns: pd.DataFrame
) -> Iterator[tuple[Task, Assignment, ReturnRow]]:
    """Every duty with each of its returns, duty by duty in the order of ``periods``."""
    borne = [(task, assignment, assignment.unit) for task in tasks for assignment in owing(task, who)]
    duties = frame_of(borne, ("task", "assignment", "unit"))
    months = pd.DataFrame({"period": objects(periods)})
    due = returns[["period", "unit"]].assign(expected=objects(RETURNS.rows(returns), returns.index))
    spread = duties.merge(months, how="cross").merge(due, how="left", on=["period", "unit"], validate="many_to_one")
    yield from zip(spread["task"], spread["assignment"], spread["expected"], strict=True)


def _judge_month(
    task: Task, assignment: Assignment, expected: ReturnRow, carried: int, evidence: Evidence
) -> tuple[DutyMonthRow, int]:
    """The duty in one period, and the quarter whose unmet target goes on from here (0: none; R16)."""
    period = expected.period
    rows = evidence.rows(assignment.unit, task.task_id, period)
    state = _state(task, assignment, expected, rows, carried, evidence)
    if period.is_quarter_end and state.is_missed_goal and rows:
        carried = period.quarter
    elif carried and not state.carried_quarter:
        carried = 0
    return _month_row(task, assignment, rows, state, evidence), carried


def _state(
    task: Task, assignment: Assignment, expected: ReturnRow, rows: Sequence[RecordRow], carried: int, evidence: Evidence
) -> DutyState:
    period, unit = expected.period, assignment.unit
    closing = evidence.decisions.closing_period(task.task_id, unit)
    excuse = evidence.obligations.excuse(task, assignment, period)
    check = evidence.check(unit, task.task_id, period)
    met_goal = _as_checked(worst_met_goal([row.met_goal for row in rows]), check)
    is_made_good = bool(carried) and _is_made_good(task, unit, carried, rows, evidence, check)
    return DutyState(
        period=period,
        status=Status.EXEMPT if excuse else expected.status,
        due_date=expected.due_date,
        workdays_late=expected.workdays_late or 0,
        is_closed=closing is not None and closing <= period,
        excuse=excuse,
        is_covered=bool(rows),
        is_unsettled=_is_unsettled(task, expected, rows, evidence.decisions),
        lacking_parts=tuple(
            part.removeprefix(task.annex) for part in expected.parts_lacking if part.rpartition("-")[0] == task.task_id
        ),
        is_blank=bool(rows) and not any(_is_answered(row) for row in rows),
        met_goal=met_goal,
        contradiction=evidence.contradictions.get((str(period), unit, task.task_id), ""),
        carried_quarter=_carried_words(carried, period, is_made_good),
        refuted=CheckVerdict(check.verdict) if check and check.verdict != CheckVerdict.TRUE else None,
    )


def _is_unsettled(task: Task, expected: ReturnRow, rows: Sequence[RecordRow], decisions: Decisions) -> bool:
    """Whether what was said of the task is open: a row may be about it, or a correction of its row cannot be used (R27)."""
    if not rows:
        return expected.is_received and task.task_id not in expected.tasks_lacking
    return any(one.may_correct(row.source, row.row) for row in rows for one in decisions.suspended)


def _carried_words(carried: int, period: Period, is_made_good: bool) -> str:
    """The earlier quarter whose unmet target still stands in this period; blank where it is made good (R16)."""
    return "" if carried in (0, period.quarter) or is_made_good else quarter_label(carried)


def _is_made_good(
    task: Task, unit: str, carried: int, rows: Sequence[RecordRow], evidence: Evidence, check: SpotCheck | None
) -> bool:
    """Whether a missed quarter's own goal is reached now: by what the unit writes, or as a look on the spot found.

    A 是 alone is about the quarter that runs (R16).
    """
    if check is not None and check.verdict == CheckVerdict.TRUE:
        return True
    if not rows:
        return False
    goal = evidence.goals(unit, task.task_id, rows[0].period.year)[carried - 1]  # type: ignore[union-attr]
    return makes_good(goal, stacked(row.progress for row in rows))


def _is_answered(row: RecordRow) -> bool:
    return any(row.goals) if row.form is FormKind.PLAN else bool(row.progress)


def _as_checked(met_goal: MetGoal, check: SpotCheck | None) -> MetGoal:
    """Whether the target is met after a look on the spot, which wins over the unit's own 是 (notice clause 3)."""
    if check is None or met_goal is not MetGoal.YES:
        return met_goal
    return _AS_CHECKED.get(CheckVerdict(check.verdict), met_goal)


def _month_row(
    task: Task, assignment: Assignment, rows: Sequence[RecordRow], state: DutyState, evidence: Evidence
) -> DutyMonthRow:
    period = state.period
    verdict = judge_light(state)
    goals = evidence.goals(assignment.unit, task.task_id, period.year)
    check = evidence.check(assignment.unit, task.task_id, period)
    month = DutyMonthRow(
        task_id=task.task_id,
        unit=assignment.unit,
        role=assignment.role,
        period=period,
        status=state.status,
        planned_goal="" if period.is_plan else goals[period.quarter - 1],
        light=verdict.light,
        light_reason=verdict.reason,
        standing=verdict.standing,
        is_borne=state.excuse is None or state.excuse.is_borne,
        check_verdict=CheckVerdict(check.verdict) if check else None,
        check_note=check_note(check),
    )
    if not rows:
        return month
    month = replace(month, source=rows[0].source, sheet=rows[0].sheet, row=rows[0].row)
    if period.is_plan:
        return month
    progress, problems, next_steps = (stacked(getattr(row, name) for row in rows) for name in TEXTS)
    met_goal = worst_met_goal([row.met_goal for row in rows])
    return replace(month, progress=progress, problems=problems, next_steps=next_steps, met_goal=met_goal)


def check_note(check: SpotCheck | None) -> str:
    """What a spot check found, beside what the unit wrote."""
    if check is None:
        return ""
    day = chinese_date(check.checked_on) if check.checked_on else ""
    return "：".join(part for part in (f"{day}{check.method}", check.note) if part)

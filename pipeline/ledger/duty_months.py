"""A unit's duty for a task, judged in every period (逐月责任)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pandas as pd

from pipeline.decisions.decisions import Decisions
from pipeline.decisions.entries import SpotCheck
from pipeline.ledger.evidence import Evidence
from pipeline.ledger.owed.obligations import owing
from pipeline.ledger.scales.delivery import judge_delivery
from pipeline.ledger.scales.light import Judged
from pipeline.ledger.scales.outlook import far_from_goal
from pipeline.ledger.scales.standing import judge_standing
from pipeline.ledger.scales.state import DutyState
from pipeline.ledger.statements.reaching import makes_good
from pipeline.master.tasks import Assignment, Task
from pipeline.vocabulary.periods import Period, quarter_label
from pipeline.vocabulary.tables import DUTY_MONTHS, RETURNS, DutyMonthRow, RecordRow, ReturnRow
from pipeline.vocabulary.tables.table import frame_of, objects
from pipeline.vocabulary.terms import CheckVerdict, FormKind, MetGoal, Status, WrittenMaterial
from pipeline.vocabulary.text import chinese_date, stacked

TEXTS = ("progress", "problems", "next_steps")
_MET_ORDER = (MetGoal.NO, MetGoal.PARTLY, MetGoal.UNCLEAR, MetGoal.YES)
_AS_CHECKED = {CheckVerdict.FALSE: MetGoal.NO, CheckVerdict.PARTLY: MetGoal.PARTLY}


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
    month = _month_row(task, assignment, rows, state, evidence)
    if state.carried_quarter:
        month = replace(month, carried_quarter=carried)
    if period.is_quarter_end and state.is_missed_goal and rows:
        carried = period.quarter
    elif carried and not state.carried_quarter:
        carried = 0
    return month, carried


def _state(
    task: Task, assignment: Assignment, expected: ReturnRow, rows: Sequence[RecordRow], carried: int, evidence: Evidence
) -> DutyState:
    period, unit = expected.period, assignment.unit
    closing = evidence.decisions.closing_period(task.task_id, unit)
    excuse = evidence.obligations.excuse(task, assignment, period)
    check = evidence.check(unit, task.task_id, period)
    about = (str(period), unit, task.task_id)
    is_tick_refuted = about in evidence.refuted_ticks
    met_goal = _as_checked(worst_met_goal([row.met_goal for row in rows]), check, is_tick_refuted=is_tick_refuted)
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
        lacking_parts=_parts_of(task, expected),
        is_blank=bool(rows) and not any(_is_answered(row) for row in rows),
        met_goal=met_goal,
        lacks_material=expected.is_received and expected.written_material is WrittenMaterial.MISSING,
        contradiction=evidence.contradictions.get(about, ""),
        is_tick_refuted=is_tick_refuted,
        behind_pace=evidence.pace(about),
        far_from_goal=_far_from_goal(task, unit, period, rows, evidence),
        carried_quarter=_carried_words(carried, period, is_made_good),
        refuted=_refuting(check),
    )


def _parts_of(task: Task, expected: ReturnRow) -> tuple[str, ...]:
    """The sub-items of the task that the return leaves out (R3)."""
    lacking = (part for part in expected.parts_lacking if part.rpartition("-")[0] == task.task_id)
    return tuple(part.removeprefix(task.annex) for part in lacking)


def _refuting(check: SpotCheck | None) -> CheckVerdict | None:
    return CheckVerdict(check.verdict) if check and check.verdict != CheckVerdict.TRUE else None


def _far_from_goal(task: Task, unit: str, period: Period, rows: Sequence[RecordRow], evidence: Evidence) -> str:
    """What of the quarter's goal is far from reached shortly before it is due; '' for nothing, and without a goal on file."""
    if period.is_plan or not rows:
        return ""
    goal = evidence.goals(unit, task.task_id, period.year)[period.quarter - 1]
    return far_from_goal(period, goal, stacked(row.progress for row in rows), evidence.thresholds)


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


def _as_checked(met_goal: MetGoal, check: SpotCheck | None, *, is_tick_refuted: bool) -> MetGoal:
    """Whether the target is met once somebody has looked, on the spot or into the words: that wins over the unit's own 是 (notice clause 3)."""
    if met_goal is not MetGoal.YES:
        return met_goal
    if check is not None:
        return _AS_CHECKED.get(CheckVerdict(check.verdict), met_goal)
    return MetGoal.NO if is_tick_refuted else met_goal


def _month_row(
    task: Task, assignment: Assignment, rows: Sequence[RecordRow], state: DutyState, evidence: Evidence
) -> DutyMonthRow:
    period = state.period
    judged = Judged(judge_delivery(state), judge_standing(state))
    goals = evidence.goals(assignment.unit, task.task_id, period.year)
    check = evidence.check(assignment.unit, task.task_id, period)
    month = DutyMonthRow(
        task_id=task.task_id,
        unit=assignment.unit,
        role=assignment.role,
        period=period,
        status=state.status,
        planned_goal="" if period.is_plan else goals[period.quarter - 1],
        light=judged.light,
        light_reason=judged.reasons,
        delivery=judged.delivery.word,
        delivery_reason=judged.delivery.reason,
        standing=judged.standing.word,
        standing_reason=judged.standing.reason,
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

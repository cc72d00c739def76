"""A unit's duty for a task: judged in every period (逐月责任), then as it stands now (责任台账)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from pipeline.decisions.decisions import Decisions
from pipeline.decisions.entries import SpotCheck
from pipeline.ledger.closures import judge_closure, spot_checks_by_duty
from pipeline.ledger.expected import owing
from pipeline.ledger.lights import DutyState, Verdict, judge_light
from pipeline.master.tasks import Assignment, Task
from pipeline.vocabulary.form_fields import GOALS
from pipeline.vocabulary.periods import Period, quarter_label
from pipeline.vocabulary.tables import DUTIES, DUTY_MONTHS
from pipeline.vocabulary.terms import Adoption, CheckVerdict, FormKind, Light, MetGoal, Standing, Status
from pipeline.vocabulary.text import chinese_date

Row = dict[str, object]
_MET_ORDER = (MetGoal.NO, MetGoal.PARTLY, MetGoal.UNCLEAR, MetGoal.YES)


@dataclass(frozen=True)
class Evidence:
    """What the judging of duties stands on: rows in force, returns and spot checks, by key, and a person's decisions."""

    records: Mapping[tuple[str, str, str, str], list[Row]]
    returns: Mapping[tuple[str, str], Row]
    decisions: Decisions
    checks: Mapping[tuple[str, str], Mapping[Period, SpotCheck]] = field(default_factory=dict)

    @classmethod
    def of(cls, records: pd.DataFrame, returns: pd.DataFrame, decisions: Decisions) -> Evidence:
        grouped: dict[tuple[str, str, str, str], list[Row]] = {}
        for row in _rows(records[records["adoption"] == Adoption.ADOPTED]):
            key = (str(row["form"]), str(row["period"]), str(row["unit"]), str(row["task_id"]))
            grouped.setdefault(key, []).append(row)
        by_return = {(str(row["period"]), str(row["unit"])): row for row in _rows(returns)}
        return cls(grouped, by_return, decisions, spot_checks_by_duty(decisions.spot_checks))

    def rows(self, unit: str, task_id: str, period: Period) -> list[Row]:
        """The rows in force for a duty in a period, in order."""
        form = FormKind.PLAN if period.is_plan else FormKind.PROGRESS
        return self.records.get((str(form), str(period), unit, task_id), [])

    def goals(self, unit: str, task_id: str, year: int) -> tuple[str, ...]:
        """The four quarters' targets on file; sub-items one below the other (R11)."""
        rows = self.rows(unit, task_id, Period(year))
        return tuple(joined(rows, name) for name in GOALS)


def joined(rows: Sequence[Row], name: str) -> str:
    """The rows' texts of one column, each once, one below the other."""
    return "\n".join(dict.fromkeys(str(row[name]) for row in rows if row[name]))


def worst_met_goal(rows: Sequence[Row]) -> MetGoal:
    """The least favourable answer among a duty's rows: 是 only when every row says so."""
    answers = [MetGoal(str(row["met_goal"])) for row in rows if row["met_goal"]]
    return min(answers, key=_MET_ORDER.index, default=MetGoal.UNCLEAR)


def build_duty_months(tasks: Sequence[Task], periods: Sequence[Period], who: str, evidence: Evidence) -> pd.DataFrame:
    """One row per (task, unit, period) with the columns of DUTY_MONTHS: what was written and how it is judged."""
    rows = [
        row
        for task in tasks
        for assignment in owing(task, who)
        for row in _duty_rows(task, assignment, periods, evidence)
    ]
    return DUTY_MONTHS.frame(rows)


def _duty_rows(task: Task, assignment: Assignment, periods: Sequence[Period], evidence: Evidence) -> Iterator[Row]:
    carried = 0
    for period in periods:
        rows = evidence.rows(assignment.unit, task.task_id, period)
        state = _state(task, assignment.unit, period, rows, carried, evidence)
        verdict = judge_light(state)
        if period.is_quarter_end and state.is_missed_goal and rows:
            carried = period.quarter
        elif state.met_goal is MetGoal.YES:
            carried = 0
        yield _duty_row(task, assignment, period, rows, state, verdict, evidence)


def _state(task: Task, unit: str, period: Period, rows: list[Row], carried: int, evidence: Evidence) -> DutyState:
    expected = evidence.returns[(str(period), unit)]
    decisions = evidence.decisions
    form = FormKind.PLAN if period.is_plan else FormKind.PROGRESS
    closing = decisions.closing_period(task.task_id, unit)
    is_excused = decisions.excuses(unit, task.task_id, form, period)
    status = Status(str(expected["status"]))
    lacking = str(expected["tasks_lacking"] or "").split("、")
    is_received = status in (Status.ON_TIME, Status.LATE)
    written = GOALS if period.is_plan else ("progress",)
    late = expected["workdays_late"]
    check = evidence.checks.get((task.task_id, unit), {}).get(period)
    met_goal = _as_checked(worst_met_goal(rows), check)
    is_made_good = carried == period.quarter or met_goal is MetGoal.YES
    due = expected["due_date"]
    assert isinstance(due, date)
    return DutyState(
        period=period,
        status=status,
        due_date=due,
        workdays_late=late if isinstance(late, int) else 0,
        is_closed=closing is not None and closing <= period,
        is_excused=is_excused,
        is_covered=bool(rows),
        is_unsettled=is_received and not rows and task.task_id not in lacking,
        is_blank=bool(rows) and not any(row[name] for row in rows for name in written),
        met_goal=met_goal,
        carried_quarter=quarter_label(carried) if carried and not is_made_good else "",
        refuted=check.verdict if check and check.verdict != CheckVerdict.TRUE else "",
    )


def _as_checked(met_goal: MetGoal, check: SpotCheck | None) -> MetGoal:
    """Whether the target is met after a look on the spot, which wins over the unit's own 是 (notice clause 3)."""
    if check is None or met_goal is not MetGoal.YES:
        return met_goal
    return {CheckVerdict.FALSE: MetGoal.NO, CheckVerdict.PARTLY: MetGoal.PARTLY}.get(
        CheckVerdict(check.verdict), met_goal
    )


def _duty_row(
    task: Task,
    assignment: Assignment,
    period: Period,
    rows: list[Row],
    state: DutyState,
    verdict: Verdict,
    evidence: Evidence,
) -> Row:
    goals = evidence.goals(assignment.unit, task.task_id, period.year)
    row: Row = {
        "task_id": task.task_id,
        "unit": assignment.unit,
        "role": str(assignment.role),
        "period": str(period),
        "status": str(state.status),
        "planned_goal": "" if period.is_plan else goals[period.quarter - 1],
        "light": str(verdict.light),
        "light_reason": verdict.reason,
        "standing": str(verdict.standing),
        **_source(rows),
    }
    if rows and not period.is_plan:
        row |= {name: joined(rows, name) for name in ("progress", "problems", "next_steps")}
        row["met_goal"] = str(worst_met_goal(rows))
    return row | _check_cells(evidence.checks.get((task.task_id, assignment.unit), {}).get(period))


def build_duties(
    tasks: Sequence[Task], duty_months: pd.DataFrame, who: str, evidence: Evidence, year: int
) -> pd.DataFrame:
    """One row per (task, unit that owes) with the columns of DUTIES: the duty as it stands at the cut-off."""
    history: dict[tuple[object, object], list[Row]] = {}
    for row in _rows(duty_months):
        history.setdefault((row["task_id"], row["unit"]), []).append(row)
    rows = [
        _standing_row(task, assignment, history[(task.task_id, assignment.unit)], evidence, year)
        for task in tasks
        for assignment in owing(task, who)
    ]
    return DUTIES.frame(rows)


def _standing_row(task: Task, assignment: Assignment, months: list[Row], evidence: Evidence, year: int) -> Row:
    reported = [month for month in months if month["progress"] or month["met_goal"]]
    latest = reported[-1] if reported else None
    verdict = current_verdict(months)
    missing = [str(month["status"]) for month in months if Period.parse(str(month["period"])).month]
    row: Row = {
        "task_id": task.task_id,
        "unit": assignment.unit,
        "role": str(assignment.role),
        "sub_body": assignment.sub_body,
        "light": str(verdict.light),
        "light_reason": verdict.reason,
        "standing": str(verdict.standing),
        "months_missing": _trailing_missing(missing),
        "closure": str(judge_closure(task.task_id, assignment.unit, latest, evidence.decisions)),
        **dict(zip(GOALS, evidence.goals(assignment.unit, task.task_id, year), strict=True)),
    }
    if latest:
        row |= {
            name: latest[name] for name in ("progress", "problems", "next_steps", "met_goal", "source", "sheet", "row")
        }
        row["latest_period"] = latest["period"]
    checked = max(evidence.checks.get((task.task_id, assignment.unit), {}).items(), default=None)
    if checked:
        row |= {"checked_period": str(checked[0]), **_check_cells(checked[1])}
    return row


def _check_cells(check: SpotCheck | None) -> Row:
    """What a spot check found, beside what the unit wrote."""
    if check is None:
        return {}
    day = chinese_date(check.checked_on) if check.checked_on else ""
    told = (part for part in (f"{day}{check.method}", check.note) if part)
    return {"check_verdict": check.verdict, "check_note": "：".join(told)}


def current_verdict(months: Sequence[Row]) -> Verdict:
    """The light of a duty now: that of the last period judged, never 绿 while an earlier return is still missing.

    A missing plan stays 红: without it there is no yardstick (R15). A missing month that later months have overtaken
    is 黄 and named.
    """
    judged = [month for month in months if month["standing"] != Standing.NOT_DUE] or list(months[-1:])
    last = judged[-1]
    verdict = Verdict(Light(str(last["light"])), Standing(str(last["standing"])), str(last["light_reason"]))
    missing = [Period.parse(str(month["period"])) for month in judged if month["standing"] == Standing.MISSING]
    if not missing or verdict.light in (Light.RED, Light.CLOSED):
        return verdict
    reason = f"{'、'.join(period.label for period in missing)}至今未报"
    if missing[0].is_plan:
        return Verdict(Light.RED, Standing.MISSING, reason)
    return Verdict(Light.YELLOW, Standing.ATTENTION, reason)


def _trailing_missing(statuses: Sequence[str]) -> int:
    """How many months in a row, up to the last one due, have not been reported (R8)."""
    due = [status for status in statuses if status not in (Status.NOT_DUE, Status.EXTENDED)]
    count = 0
    for status in reversed(due):
        if status != Status.MISSING:
            break
        count += 1
    return count


def _source(rows: Sequence[Row]) -> Row:
    return {name: rows[0][name] for name in ("source", "sheet", "row")} if rows else {}


def _rows(frame: pd.DataFrame) -> Iterator[Row]:
    for row in frame.to_dict("records"):
        yield {str(name): value for name, value in row.items()}

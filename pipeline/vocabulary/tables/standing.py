"""Rows of where things stand: tasks and duties, now and month by month."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables.shared import (
    BESIDE,
    CATEGORY,
    CHANGE,
    CHECK_NOTE,
    CHECK_VERDICT,
    CLOSURE,
    DELIVERY,
    DELIVERY_REASON,
    GOALS,
    HISTORY,
    LATEST,
    LIGHT,
    LIGHT_REASON,
    LIGHT_UNIT,
    MET_GOAL,
    OFFICIALS,
    PERIOD,
    ROLE,
    ROW,
    SHEET,
    SOURCE,
    STANDING,
    STANDING_REASON,
    TASK_ID,
    UNIT,
)
from pipeline.vocabulary.tables.table import column
from pipeline.vocabulary.terms import CheckVerdict, Closure, Delivery, LeadBasis, Light, MetGoal, Role, Standing, Status
from pipeline.vocabulary.values import LightChange, MonthLight, Reason, UnitText


@dataclass(frozen=True)
class EntryRow:
    """One task (事项台账). Key: task_id. Texts of several units stand one below the other, each with its unit.

    ``standing_unit``: whose report makes the 进度; ``beside``: what the other units lack or contradict (R18).
    """

    task_id: str = TASK_ID()
    category: str = CATEGORY()
    task_text: str = column("重点任务", 50)
    lead_officials: tuple[str, ...] = OFFICIALS()
    lead_unit: str = column("牵头单位", 22)
    lead_basis: LeadBasis = column("牵头依据", 10, default=LeadBasis.NONE)
    units_text: str = column("责任单位", 30)
    goal_q1: str = GOALS[0]()
    goal_q2: str = GOALS[1]()
    goal_q3: str = GOALS[2]()
    goal_q4: str = GOALS[3]()
    latest_period: Period | None = LATEST()
    progress: tuple[UnitText, ...] = column("最新进展", 50, default=(), joint="\n")
    problems: tuple[UnitText, ...] = column("存在问题", 30, default=(), joint="\n")
    next_steps: tuple[UnitText, ...] = column("下一步计划", 30, default=(), joint="\n")
    met_goal: MetGoal | None = MET_GOAL()
    light: Light = LIGHT()
    light_reason: tuple[Reason, ...] = LIGHT_REASON()
    closure: Closure = CLOSURE()
    light_unit: str = LIGHT_UNIT()
    source: str = SOURCE()
    sheet: str = SHEET()
    row: int | None = ROW()
    change: LightChange | None = CHANGE()
    history: tuple[MonthLight, ...] = HISTORY()
    delivery: Delivery = DELIVERY()
    delivery_reason: tuple[Reason, ...] = DELIVERY_REASON(default=())
    standing: Standing = STANDING()
    standing_reason: Reason = STANDING_REASON(default=Reason(""))
    beside: tuple[Reason, ...] = BESIDE()
    short_name: str = column("简称", 30)
    standing_unit: str = ""


@dataclass(frozen=True)
class DutyRow:
    """One unit's duty for one task as it stands now (责任台账). Key: task_id, unit."""

    task_id: str = TASK_ID()
    unit: str = UNIT()
    role: Role = ROLE()
    goal_q1: str = GOALS[0]()
    goal_q2: str = GOALS[1]()
    goal_q3: str = GOALS[2]()
    goal_q4: str = GOALS[3]()
    latest_period: Period | None = LATEST()
    progress: str = column("最新进展", 50)
    problems: str = column("存在问题", 30)
    next_steps: str = column("下一步计划", 30)
    met_goal: MetGoal | None = MET_GOAL()
    light: Light = LIGHT()
    light_reason: tuple[Reason, ...] = LIGHT_REASON()
    months_missing: int = column("连续未报月数", 12, "number", default=0)
    sub_body: str = column("下属机构", 20)
    closure: Closure = CLOSURE()
    source: str = SOURCE()
    sheet: str = SHEET()
    row: int | None = ROW()
    change: LightChange | None = CHANGE()
    history: tuple[MonthLight, ...] = HISTORY()
    checked_period: Period | None = column("抽查期间", 10, default=None)
    check_verdict: CheckVerdict | None = CHECK_VERDICT()
    check_note: str = CHECK_NOTE()
    delivery: Delivery = DELIVERY()
    delivery_reason: str = DELIVERY_REASON()
    standing: Standing = STANDING()
    standing_reason: str = STANDING_REASON()

    @property
    def goals(self) -> tuple[str, str, str, str]:
        """The four quarters' targets on file (R15)."""
        return (self.goal_q1, self.goal_q2, self.goal_q3, self.goal_q4)


@dataclass(frozen=True)
class DutyMonthRow:
    """One duty in one period (逐月责任). Key: task_id, unit, period.

    One that is not ``is_borne`` was another unit's, or nobody's, in the period. ``carried_quarter``: whose missed goal is
    carried on (R16); 0 for none.
    """

    task_id: str = TASK_ID()
    unit: str = UNIT()
    role: Role = ROLE()
    period: Period = PERIOD()
    status: Status = column("报送状态", 10, default=Status.NOT_DUE)
    planned_goal: str = column("当季备案目标", 30)
    progress: str = column("完成情况", 50)
    problems: str = column("存在问题", 30)
    next_steps: str = column("下一步计划", 30)
    met_goal: MetGoal | None = MET_GOAL()
    light: Light = LIGHT()
    light_reason: tuple[Reason, ...] = LIGHT_REASON()
    source: str = SOURCE()
    sheet: str = SHEET()
    row: int | None = ROW()
    check_verdict: CheckVerdict | None = CHECK_VERDICT()
    check_note: str = CHECK_NOTE()
    delivery: Delivery = DELIVERY()
    delivery_reason: str = DELIVERY_REASON()
    standing: Standing = STANDING()
    standing_reason: str = STANDING_REASON()
    is_borne: bool = True
    carried_quarter: int = 0

    @property
    def is_reported(self) -> bool:
        """Whether the unit wrote on the task in this month."""
        return bool(self.progress or self.met_goal)


@dataclass(frozen=True)
class EntryMonthRow:
    """One task in one period (逐月事项). Key: task_id, period."""

    task_id: str = TASK_ID()
    period: Period = PERIOD()
    light: Light = LIGHT()
    light_reason: tuple[Reason, ...] = LIGHT_REASON()
    light_unit: str = LIGHT_UNIT()
    delivery: Delivery = DELIVERY()
    delivery_reason: tuple[Reason, ...] = DELIVERY_REASON(default=())
    standing: Standing = STANDING()
    standing_reason: Reason = STANDING_REASON(default=Reason(""))
    beside: tuple[Reason, ...] = BESIDE()
    standing_unit: str = ""

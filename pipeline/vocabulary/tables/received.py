"""Rows of what came: expected returns, rows read, files seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables.shared import FORM, PERIOD, ROW, SHEET, SOURCE, TASK_ID, UNIT, written
from pipeline.vocabulary.tables.table import column
from pipeline.vocabulary.terms import (
    Adoption,
    FormKind,
    MetGoal,
    Outcome,
    ReceivedBasis,
    Recognised,
    Status,
    WrittenMaterial,
)

_DAY = partial(column, width=12, kind="date", default=None)


@dataclass(frozen=True)
class ReturnRow:
    """One expected return (报送情况). Key: form, period, unit.

    ``doubted_cells``: entries of people that cannot be used and could make it better than it looks (R27).
    ``is_in_hand``: what keeps it open came from this very unit. ``strays``: files that could be anybody's; as nothing
    else came for it, nobody may be written to or named for it anew while they lie there (R8). ``open_tasks``: those of
    which a question is open whose answer may change what it says; what rests on them holds against nobody.
    ``unopened``: files of this very unit, with their day, that nobody can read and that alone keep it open, or are it by a
    person's word. ``blank_on``: the day on which a form came in which nothing was filled in, where nothing else came.
    """

    form: FormKind = FORM()
    period: Period = PERIOD()
    unit: str = UNIT()
    tasks_due: int = column("应报事项数", 11, "number", default=0)
    tasks_received: int = column("已报事项数", 11, "number", default=0)
    tasks_lacking: tuple[str, ...] = column("缺漏事项", 24, default=())
    due_date: date = _DAY("截止日期")
    extended_to: date | None = _DAY("延期至")
    received_date: date | None = _DAY("收到日期")
    received_basis: ReceivedBasis | None = column("收到依据", 12, default=None)
    status: Status = column("状态", 10, default=Status.NOT_DUE)
    workdays_late: int | None = column("迟报工作日", 11, "number", default=None)
    written_material: WrittenMaterial = column("书面材料", 10, default=WrittenMaterial.MISSING)
    sources: tuple[str, ...] = column("来源文件", 40, default=(), joint="\n")
    note: str = column("说明", 40)
    tasks_owed: tuple[str, ...] = column("应报事项", 24, default=())
    parts_lacking: tuple[str, ...] = column("缺漏分项", 24, default=())
    material_date: date | None = _DAY("书面材料收到日期")
    doubted_cells: tuple[str, ...] = ()
    is_in_hand: bool = False
    strays: tuple[str, ...] = ()
    open_tasks: tuple[str, ...] = ()
    unopened: tuple[tuple[str, date], ...] = ()
    blank_on: date | None = None

    @property
    def is_received(self) -> bool:
        """Whether it came, on time or late."""
        return self.status in (Status.ON_TIME, Status.LATE)

    @property
    def is_incomplete(self) -> bool:
        """Received, and without some of the tasks, or sub-items of the plan, that it must cover (R3)."""
        return self.is_received and bool(self.tasks_lacking or self.parts_lacking)

    @property
    def last_day(self) -> date:
        """The day up to which it is on time; an extension never takes days away."""
        return max(self.due_date, self.extended_to or self.due_date)


@dataclass(frozen=True)
class RecordRow:
    """One row read (填报明细), as written, with what it means beside it (R13). ``period`` is None while unsettled."""

    form: FormKind = FORM()
    period: Period | None = PERIOD()
    unit: str = UNIT()
    unit_text: str = column("单位原文", 22)
    task_id: str = TASK_ID()
    number_text: str = written("number_text")
    task_text: str = written("task_text")
    goal_q1: str = written("goal_q1")
    goal_q2: str = written("goal_q2")
    goal_q3: str = written("goal_q3")
    goal_q4: str = written("goal_q4")
    principal: str = written("principal")
    deputy: str = written("deputy")
    remark: str = written("remark")
    quarter_goal: str = written("quarter_goal")
    progress: str = written("progress")
    problems: str = written("problems")
    next_steps: str = written("next_steps")
    met_goal_text: str = written("met_goal_text")
    met_goal: MetGoal | None = column("是否完成", 10, default=None)
    reported_date: date | None = _DAY("填报时间")
    received_date: date | None = _DAY("收到日期")
    adoption: Adoption = column("采用", 9, default=Adoption.UNSETTLED)
    source: str = SOURCE()
    sheet: str = SHEET()
    row: int | None = ROW()
    match_basis: str = column("匹配依据", 24)
    correction: str = column("更正情况", 30)
    sub_item: str = ""
    content: str = ""  # the SHA-256 of its file
    is_rejected: bool = False  # a person has said that it is not to be taken

    @property
    def goals(self) -> tuple[str, str, str, str]:
        """The goals of the four quarters, as the plan's row gives them."""
        return (self.goal_q1, self.goal_q2, self.goal_q3, self.goal_q4)


@dataclass(frozen=True)
class ReceiptRow:
    """One file seen (收文清单); ``units`` and ``periods`` are blank where there are more than three."""

    source: str = column("来源文件", 50)
    recognised: Recognised = column("识别为", 10, default=Recognised.UNREADABLE)
    units: tuple[str, ...] = UNIT(default=())
    periods: tuple[Period, ...] = PERIOD(default=())
    rows: int = column("行数", 8, "number", default=0)
    received_date: date | None = _DAY("收到日期")
    received_basis: ReceivedBasis | None = column("收到依据", 12, default=None)
    outcome: Outcome = column("结果", 14, default=Outcome.UNREAD)
    note: str = column("说明", 50)
    sha256: str = column("sha256", 20)

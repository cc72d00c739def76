"""Rows of what follows from the ledger: findings, problems, scores, the figures of bulletins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from pipeline.vocabulary.findings import Finding, Ground, Kind
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables.shared import CATEGORY, OFFICIALS, PERIOD, ROW, SHEET, SOURCE, TASK_ID, UNIT
from pipeline.vocabulary.tables.table import column
from pipeline.vocabulary.terms import Fault, Level, ProblemState


@dataclass(frozen=True)
class FindingRow:
    """One finding (核验问题); ``kind`` is what decides, ``category`` and ``problem`` are what people read.

    ``grounds``: what it rests on; while a question about one of them is open, it holds against nobody. ``question``: what a
    letter asks the unit, if it is beyond doubt (``is_sure``).
    """

    level: Level = column("级别", 8, default=Level.NOTICE)
    category: str = column("类别", 16)
    unit: str = UNIT()
    period: Period | None = PERIOD()
    task_id: str = TASK_ID()
    problem: str = column("问题", 60)
    remedy: str = column("建议处理", 44)
    source: str = SOURCE()
    sheet: str = SHEET()
    row: int | None = ROW()
    finding_id: str = column("编号", 18)
    kind: Kind | None = None
    grounds: tuple[Ground, ...] = ()
    question: str = ""
    is_sure: bool = True

    @classmethod
    def of(cls, fault: Finding) -> Self:
        """The row of a finding."""
        return cls(
            level=fault.kind.level,
            category=fault.kind.value.category,
            unit=fault.unit,
            period=fault.period,
            task_id=fault.task_id,
            problem=fault.problem,
            remedy=fault.remedy,
            source=fault.place.source,
            sheet=fault.place.sheet,
            row=fault.place.row,
            finding_id=fault.finding_id,
            kind=fault.kind,
            grounds=fault.grounds,
            question=fault.question,
            is_sure=fault.is_sure,
        )


@dataclass(frozen=True)
class ProblemRow:
    """One problem that a unit reports, followed through the months (问题台账)."""

    task_id: str = TASK_ID()
    category: str = CATEGORY()
    task_text: str = column("重点任务", 44)
    lead_officials: tuple[str, ...] = OFFICIALS()
    unit: str = UNIT()
    first_period: Period = column("首次反映", 10, default=None)
    period: Period = column("最近反映", 10, default=None)
    problem: str = column("存在问题", 50)
    next_steps: str = column("下一步计划", 40)
    source: str = SOURCE()
    sheet: str = SHEET()
    row: int | None = ROW()
    state: ProblemState = column("状态", 10, default=ProblemState.NEW)
    months: int = column("持续月数", 9, "number", default=0)
    times: int = column("反映次数", 9, "number", default=0)
    helpers: tuple[str, ...] = column("需协调单位", 24, default=())
    first_problem: str = column("首次表述", 36)
    outcome: str = column("处置情况", 30)
    problem_id: str = column("编号", 18)


def _times(fault: Fault) -> int:
    count: int = column(f"{fault}次数", 13, "number", default=0)
    return count


@dataclass(frozen=True)
class ScoreRow:
    """One unit's score (考评): how often each fault was confirmed, what it takes off, what is left."""

    unit: str = UNIT()
    tasks: int = column("承担事项", 10, "number", default=0)
    due: int = column("已到期应报份次", 14, "number", default=0)
    checked: int = column("抽查件数", 10, "number", default=0)
    missing: int = _times(Fault.MISSING)
    late: int = _times(Fault.LATE)
    incomplete: int = _times(Fault.INCOMPLETE)
    without_material: int = _times(Fault.WITHOUT_MATERIAL)
    behind: int = _times(Fault.BEHIND)
    attention: int = _times(Fault.ATTENTION)
    finding: int = _times(Fault.FINDING)
    refuted: int = _times(Fault.REFUTED)
    partly_refuted: int = _times(Fault.PARTLY_REFUTED)
    deducted: float = column("扣分合计", 10, "number", default=0)
    score: float = column("得分", 10, "number", default=0)
    told: str = column("扣分说明", 60)


@dataclass(frozen=True)
class FigureRow:
    """One figure that a bulletin states, with the rows behind it (通报数据, R20)."""

    bulletin: str = column("通报", 18)
    period: str = PERIOD(default="")
    passage: str = column("所在部分", 18)
    what: str = column("指标", 30)
    value: object = column("数值", 10, "number", default=None)
    measure: str = column("计量", 8)
    table: str = column("来源表", 12)
    rows: str = column("依据", 80)

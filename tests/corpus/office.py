"""The office whose units fill in the forms: the real master tables, with the sample's stories for contents."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from corpus.forms import Column, Draft, Row
from pipeline.config import Settings, load_settings
from pipeline.demo.clerks import Duty, list_duties
from pipeline.master.tasks import Task, load_tasks
from pipeline.master.unit_sheets import load_units
from pipeline.master.units import UnitDirectory
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind, MetGoal

ROOT = Path(__file__).absolute().parents[2]
GOALS = ("goal_q1", "goal_q2", "goal_q3", "goal_q4")
_STEMS = (
    "附件4",
    "附件4.2022年年度工作任务落实情况表",
    "{unit}{m}月份",
    "附件4-2022年{m:02d}月-{unit}",
    "落实情况表（{unit}）",
)
_PLAN_STEMS = ("附件3", "附件3.2022年年度工作任务落实计划表", "{unit}年度计划", "附件3-2022年度计划-{unit}")
_NAMES = ("王立新", "李建华", "张晓东", "刘海涛", "陈志远", "孙明亮", "赵文静", "周国庆")

PROGRESS_COLUMNS = (
    Column("number_text", "序号"),
    Column("task_text", "重点任务、民生实事内容"),
    Column("quarter_goal", "季度计划完成目标"),
    Column("progress", "完成情况"),
    Column("problems", "存在问题"),
    Column("next_steps", "下一步计划"),
    Column("met_goal_text", "是否完成阶段任务目标"),
)
_GROUP = "季度目标及推进计划"
PLAN_COLUMNS = (
    Column("number_text", "分解序号"),
    Column("task_text", "重点任务、民生实事内容"),
    Column("goal_q1", "一季度", _GROUP),
    Column("goal_q2", "二季度", _GROUP),
    Column("goal_q3", "三季度", _GROUP),
    Column("goal_q4", "四季度", _GROUP),
    Column("principal", "主要负责人"),
    Column("deputy", "分管负责人"),
    Column("remark", "备注"),
)


@dataclass(frozen=True)
class Office:
    """Settings, units and tasks of the project as it stands, and who bears what."""

    settings: Settings
    directory: UnitDirectory
    tasks: tuple[Task, ...]
    duties: dict[str, tuple[Duty, ...]]

    def task(self, task_id: str) -> Task:
        """The task of this id."""
        return next(task for task in self.tasks if task.task_id == task_id)

    def own(self, unit: str) -> tuple[Task, ...]:
        """The tasks that ``unit`` bears, in order."""
        return tuple(duty.task for duty in self.duties[unit])

    def units(self, least: int = 1, most: int = 99) -> tuple[str, ...]:
        """The units that bear from ``least`` to ``most`` tasks."""
        return tuple(unit for unit, own in self.duties.items() if least <= len(own) <= most)

    def aliases(self, unit: str) -> tuple[str, ...]:
        """The other names of ``unit`` in the directory."""
        return self.directory.unit(unit).aliases


@cache
def office() -> Office:
    """The project's own master tables, read once."""
    settings = load_settings(ROOT)
    directory = load_units(settings.master / "单位名录.xlsx")
    tasks = load_tasks(settings.master / "责任分解表.xlsx", directory)
    return Office(settings, directory, tasks, list_duties(tasks, directory))


def rows_of(unit: str, period: Period, rng: random.Random, tasks: Sequence[Task] | None = None) -> tuple[Row, ...]:
    """A row for each of ``tasks`` (all that the unit bears), numbered 1, 2, 3 with the master's text and the unit's story."""
    chosen = {task.task_id for task in tasks} if tasks is not None else None
    duties = [duty for duty in office().duties[unit] if chosen is None or duty.task.task_id in chosen]
    return tuple(_row(number, duty, period, rng) for number, duty in enumerate(duties, 1))


def _row(number: int, duty: Duty, period: Period, rng: random.Random) -> Row:
    task, story = duty.task, duty.story
    if period.is_plan:
        answers = dict(zip(GOALS, story.goals, strict=True))
        answers |= {"principal": rng.choice(_NAMES), "deputy": rng.choice(_NAMES), "remark": ""}
        return Row(f"{task.task_id}", task.task_id, number, task.text, answers)
    index = story.month(period.month)
    is_met = rng.random() < 0.8
    answers = {
        "quarter_goal": story.goals[period.quarter - 1],
        "progress": story.progress[index],
        "problems": rng.choice(("无", "暂无", "")) if is_met else rng.choice(story.problems),
        "next_steps": story.next_steps[index],
        "met_goal_text": "是" if is_met else "否",
    }
    return Row(f"{task.task_id}", task.task_id, number, task.text, answers, MetGoal.YES if is_met else MetGoal.NO)


def plain_draft(unit: str, period: Period, rng: random.Random, rows: tuple[Row, ...] | None = None) -> Draft:
    """The form of ``unit`` for ``period`` as the notice wants it, without any mess."""
    kind = FormKind.PLAN if period.is_plan else FormKind.PROGRESS
    day = sent_day(period, rng)
    stem = rng.choice(_PLAN_STEMS if period.is_plan else _STEMS).format(unit=unit, m=period.month)
    return Draft(
        kind=kind,
        real_unit=unit,
        real_period=period,
        unit=unit,
        period=period,
        reported_date=day,
        unit_text=unit,
        title=f"{period.year}年年度工作任务落实{'计划' if period.is_plan else '情况'}表",
        month_line=None if period.is_plan else f"（{period.month}月）",
        reported=f"{day.year}年{day.month}月{day.day}日",
        rows=rows if rows is not None else rows_of(unit, period, rng),
        columns=PLAN_COLUMNS if period.is_plan else PROGRESS_COLUMNS,
        sheet="Sheet1",
        stem=stem,
        folders=rng.choice(((), (), ((day + timedelta(days=1)).isoformat(),))),
    )


def sent_day(period: Period, rng: random.Random) -> date:
    """A day in the collection of ``period``: the days before the plan's due date, or the month's following first days."""
    due = office().settings.due_dates[period]
    if period.is_plan:
        return due - timedelta(days=rng.randint(0, 5))
    return due - timedelta(days=rng.randint(0, min(3, due.day - 1)))


def months() -> tuple[Period, ...]:
    """The reporting months."""
    return office().settings.months

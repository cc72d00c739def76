"""What units write in the sample: the lead's story of each task, and words for the units that support it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pipeline.master.tasks import Task
from pipeline.vocabulary.terms import UnitKind

FIRST_MONTH = 3


@dataclass(frozen=True)
class Story:
    """A task's year: goals by quarter, progress and next steps for March to December, problems when it slips."""

    goals: tuple[str, ...]
    progress: tuple[str, ...]
    next_steps: tuple[str, ...]
    problems: tuple[str, ...]
    completed_month: int | None

    def month(self, month: int) -> int:
        """The index of a calendar month in ``progress`` and ``next_steps``."""
        return month - FIRST_MONTH


@cache
def _all_stories() -> dict[str, dict[str, Any]]:
    loaded: dict[str, dict[str, Any]] = json.loads(
        files("pipeline.demo").joinpath("stories.json").read_text(encoding="utf-8")
    )
    return loaded


def lead_story(task: Task) -> Story:
    """The story of the unit that leads ``task``."""
    raw = _all_stories()[task.task_id]
    goals, progress, next_steps, problems = (
        tuple(raw[name]) for name in ("goals", "progress", "next_steps", "problems")
    )
    return Story(goals, progress, next_steps, problems, raw["completed_month"])


def support_story(task: Task, unit: str, kind: str, position: int) -> Story:
    """The story of a unit that supports ``task``; ``position`` tells several of them apart."""
    topic = str(_all_stories()[task.task_id]["topic"])
    pool = _POOLS.get(kind, _POOLS[UnitKind.DEPARTMENT])
    words = {"topic": topic, "lead": task.lead_unit or "牵头单位", "unit": _short(unit)}
    goals = tuple(_GOALS[quarter].format(**words, n=(quarter + 1) * (position + 2)) for quarter in range(4))
    progress = tuple(
        pool[(index + position * 3) % len(pool)].format(**words, n=(index + 1) * (position + 2), m=index + FIRST_MONTH)
        for index in range(10)
    )
    steps = tuple(
        _NEXT_STEPS[(index + position) % len(_NEXT_STEPS)].format(**words, m=index + FIRST_MONTH + 1)
        for index in range(10)
    )
    problems = tuple(text.format(**words) for text in _PROBLEMS)
    return Story(goals, progress, steps, problems, None)


def _short(unit: str) -> str:
    return unit.removesuffix("办事处")


_GOALS = (
    "按照任务分工制定{topic}配合工作方案，明确责任科室，完成{n}项配合事项。",
    "落实{topic}会商机制，累计完成{n}项配合事项。",
    "累计完成{n}项配合事项，{topic}相关问题办结率达到90%以上。",
    "累计完成{n}项配合事项，全面完成{topic}年度配合任务。",
)
_NEXT_STEPS = (
    "继续配合{lead}推进{topic}，{m}月份完成新一批事项会办。",
    "针对{topic}中的薄弱环节，会同{lead}开展一次现场调度。",
    "做好{topic}数据统计和台账更新，及时报送{lead}。",
    "落实{topic}会商议定事项，明确完成时限和责任人。",
    "加强{topic}政策宣传，引导企业和群众积极参与。",
)
_PROBLEMS = (
    "{topic}涉及部门多，部分事项会签时间较长，原因是数据口径尚需统一。",
    "{topic}现场协调力量不足，主要是基层人员同时承担疫情防控任务。",
)
_POOLS: dict[str, tuple[str, ...]] = {
    UnitKind.DEPARTMENT: (
        "对照{topic}任务分工，{unit}明确专人负责，{m}月份参加{lead}组织的专题会议2次，累计完成配合事项{n}项。",
        "{unit}会同{lead}对{topic}开展联合调研，提出意见建议3条，累计完成配合事项{n}项。",
        "{unit}梳理本领域{topic}相关政策，汇编成册印发基层，累计完成配合事项{n}项。",
        "{m}月份，{unit}就{topic}开展业务指导1次，协调解决企业和群众反映问题2个，累计完成配合事项{n}项。",
        "{unit}建立{topic}工作台账，实行周更新、月汇总，累计完成配合事项{n}项。",
        "{unit}参加{topic}现场调度，现场答复有关事项，累计完成配合事项{n}项。",
        "{unit}优化{topic}相关审批流程，压缩办理时限，累计完成配合事项{n}项。",
    ),
    UnitKind.SUBDISTRICT: (
        "{unit}组织社区干部、网格员入户宣传{topic}，{m}月份走访居民和商户，累计完成配合事项{n}项。",
        "{unit}成立{topic}工作专班，班子成员包靠社区，累计完成配合事项{n}项。",
        "{unit}对辖区{topic}涉及点位逐一摸排，建立清单，累计完成配合事项{n}项。",
        "{unit}配合{lead}做好{topic}现场秩序维护和群众解释工作，累计完成配合事项{n}项。",
        "{m}月份，{unit}召开{topic}推进会1次，化解矛盾纠纷2起，累计完成配合事项{n}项。",
        "{unit}将{topic}纳入街道重点工作督办，实行周调度，累计完成配合事项{n}项。",
        "{unit}发动志愿者参与{topic}，开展集中行动1次，累计完成配合事项{n}项。",
    ),
    UnitKind.ENTERPRISE: (
        "{unit}成立{topic}工作小组，落实项目资金和人员，累计完成配合事项{n}项。",
        "{unit}与{lead}就{topic}开展对接，形成合作清单，累计完成配合事项{n}项。",
        "{m}月份，{unit}召开{topic}专题调度会1次，倒排工期，累计完成配合事项{n}项。",
        "{unit}推进{topic}涉及资产盘点和手续办理，累计完成配合事项{n}项。",
        "{unit}选派骨干参与{topic}，落实每周报告制度，累计完成配合事项{n}项。",
        "{unit}对{topic}相关载体实施改造提升，累计完成配合事项{n}项。",
        "{unit}落实{topic}质量安全责任，开展自查1次，累计完成配合事项{n}项。",
    ),
}

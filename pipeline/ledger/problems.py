"""问题台账: every problem that units report, with the period it was first and last reported in."""

from __future__ import annotations

import pandas as pd

from pipeline.master.tasks import Task
from pipeline.vocabulary.columns import PROBLEMS
from pipeline.vocabulary.text import fold

_NOTHING = frozenset(
    "无 暂无 没有 暂时没有 无问题 暂无问题 不存在问题 不存在 无困难 无困难和问题 暂无困难和问题 0 na 无存在问题 暂无存在问题 没有问题".split()
)


def is_problem(text: object) -> bool:
    """Whether 存在问题 names one: not blank, 无, 暂无, — and the like."""
    folded = fold(str(text or ""))
    return bool(folded) and folded not in _NOTHING


def build_problems(tasks: tuple[Task, ...], duty_months: pd.DataFrame) -> pd.DataFrame:
    """One row per (task, unit, problem text as last reported) with the columns of PROBLEMS, newest first."""
    by_id = {task.task_id: task for task in tasks}
    found: dict[tuple[str, str, str], dict[str, object]] = {}
    for row in duty_months.to_dict("records"):
        if not is_problem(row["problems"]):
            continue
        task = by_id[row["task_id"]]
        key = (row["task_id"], row["unit"], fold(row["problems"]))
        first = found[key]["first_period"] if key in found else row["period"]
        found[key] = {
            "task_id": task.task_id,
            "category": task.category,
            "task_text": task.text,
            "lead_officials": "、".join(task.lead_officials),
            "unit": row["unit"],
            "first_period": first,
            "period": row["period"],
            "problem": row["problems"],
            "next_steps": row["next_steps"],
            **{name: row[name] for name in ("source", "sheet", "row")},
        }
    order = {task.task_id: index for index, task in enumerate(tasks)}
    return PROBLEMS.frame(sorted(found.values(), key=lambda r: (-int(str(r["period"])[-2:]), order[str(r["task_id"])])))

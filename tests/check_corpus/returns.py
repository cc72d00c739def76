"""The clean material as rows of 填报明细: the written threads, the prose, and the sample office's own returns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from check_corpus.cases import Row, month, plan
from check_corpus.clean import clean_rows
from check_corpus.prose import PROSE
from pipeline.config import Settings
from pipeline.demo.clerks import Return, list_duties, plan_returns
from pipeline.master.tasks import Task
from pipeline.master.units import UnitDirectory
from pipeline.vocabulary.met_goal import parse_met_goal

Thread = Sequence[Row]
_GOALS = ("goal_q1", "goal_q2", "goal_q3", "goal_q4")
_PROGRESS = ("quarter_goal", "progress", "problems", "next_steps", "met_goal_text")


def written_threads(tasks: Sequence[Task]) -> dict[tuple[str, str], list[Row]]:
    """(unit, task) → the plan and the ten months of each thread in clean.py, reported by the task's lead."""
    lead = {task.task_id: task.lead_unit for task in tasks}
    threads: dict[tuple[str, str], list[Row]] = {}
    for one in clean_rows():
        unit = lead[one.task_id]
        rows = threads.setdefault((unit, one.task_id), [plan(*one.goals, unit=unit, task=one.task_id)])
        goal = one.goals[(one.month - 1) // 3]
        cells = {"problems": one.problems, "next_steps": one.next_steps, "met": one.met_goal}
        rows.append(month(one.month, one.progress, goal=goal, unit=unit, task=one.task_id, **cells))
    return threads


def prose_threads(tasks: Sequence[Task]) -> Iterator[Thread]:
    """A plan and two months each, out of prose.py."""
    lead = {task.task_id: task.lead_unit for task in tasks}
    for line in PROSE.strip().splitlines():
        task_id, number, goal, before, after, problems, met = line.split("|")
        unit, this = lead[task_id], int(number)
        goals = ["继续推进。"] * 4
        goals[(this - 1) // 3] = goal
        rows = [plan(*goals, unit=unit, task=task_id)]
        if this > 3:
            rows.append(month(this - 1, before, unit=unit, task=task_id))
        rows.append(month(this, after, goal=goal, met=met, problems=problems, unit=unit, task=task_id))
        yield rows


def sample_rows(tasks: Sequence[Task], directory: UnitDirectory, settings: Settings, seed: int) -> Iterator[Row]:
    """Every row that the sample office's units send in a year."""
    duties = list_duties(tasks, directory)
    for one in plan_returns(duties, settings.due_dates, settings.months[-1], settings.work_calendar, seed):
        if one.received:
            yield from _rows(one)


def _rows(one: Return) -> Iterator[Row]:
    for index, answer in enumerate(one.answers):
        row: Row = {
            "form": str(one.form),
            "period": str(one.period),
            "unit": one.unit,
            "task_id": answer.task.task_id,
            "task_text": answer.task.text,
            "adoption": "是",
            "source": f"{one.period}/{one.unit}.xlsx",
            "sheet": "Sheet1",
            "row": index + 5,
        }
        if one.period.is_plan:
            yield row | dict(zip(_GOALS, answer.cells, strict=False))
        else:
            cells = dict(zip(_PROGRESS, answer.cells, strict=True))
            yield row | cells | {"met_goal": str(parse_met_goal(cells["met_goal_text"]))}


def lead_threads(rows: Sequence[Row], tasks: Sequence[Task]) -> dict[tuple[str, str], list[Row]]:
    """(lead unit, task) → its rows, plan first, then month by month."""
    lead = {task.task_id: task.lead_unit for task in tasks}
    threads: dict[tuple[str, str], list[Row]] = {}
    for row in sorted(rows, key=lambda row: str(row["period"])):
        if lead[str(row["task_id"])] == row["unit"]:
            threads.setdefault((str(row["unit"]), str(row["task_id"])), []).append(row)
    return threads

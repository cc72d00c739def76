"""Columns that clerks add, leave out, move or join."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from corpus.edits import on_form, on_lines
from corpus.forms import Column, Draft, Row
from corpus.headings import rename
from corpus.office import office
from corpus.registry import add, habit
from corpus.sheets import Cell, Line, Sheet, Value
from pipeline.vocabulary.terms import FormKind, MetGoal

_PROGRESS = {"form": FormKind.PROGRESS}
_PLAN = {"form": FormKind.PLAN}


def _insert(draft: Draft, place: int, heading: str, fill: Callable[[int], Value]) -> Draft:
    name = f"own_{len(draft.columns)}_{place}"
    columns = (*draft.columns[:place], Column(name, heading), *draft.columns[place:])
    rows = tuple(
        replace(row, answers={**row.answers, name: fill(i)}, unread=row.unread | {name})
        for i, row in enumerate(draft.rows)
    )
    return replace(draft, columns=columns, rows=rows)


_ADDED: dict[str, tuple[int, str, tuple[Value, ...]]] = {
    "column_category": (1, "类别", ("聚力产业支撑", "聚力空间支撑", "为民办实事")),
    "column_office": (2, "责任科室", ("综合科", "办公室", "规划科")),
    "column_leader": (2, "牵头领导", ("孟庆顺", "张同园", "周晨")),
    "column_deadline": (3, "完成时限", ("12月底", "2022年12月31日", "全年")),
    "column_person": (7, "责任人", ("王敏", "李娜", "张伟")),
    "column_remark": (7, "备注", ("", "重点调度", "")),
    "column_percentage": (4, "完成比例", ("80%", 0.6, "100%")),
    "column_phone": (7, "联系电话", ("82071234", "13800000000", "")),
    "column_blank": (2, "", (None,)),
}


def _add_column(name: str) -> None:
    place, heading, values = _ADDED[name]

    def change(draft: Draft, rng: random.Random) -> Draft:
        return _insert(draft, min(place, len(draft.columns)), heading, lambda i: values[i % len(values)])

    add(name, "增加列", change, "columns", **_PROGRESS)


for _name in _ADDED:
    _add_column(_name)


@habit("增加列", "columns answers", **_PROGRESS)
def column_cause(draft: Draft, rng: random.Random) -> Draft:
    """A column of its own for the causes: read together with the problems, as test_shares has it word by word."""
    causes = ("受疫情影响", "无", "资金未到位")
    with_causes = _insert(draft, 5, "原因分析", lambda i: causes[i % len(causes)])
    return replace(with_causes, rows=tuple(replace(row, unread=row.unread | {"problems"}) for row in with_causes.rows))


@habit("增加列", "columns", **_PROGRESS)
def column_last_month(draft: Draft, rng: random.Random) -> Draft:
    """Last month's progress stands beside this month's."""
    place = [c.field for c in draft.columns].index("progress")
    with_last = _insert(draft, place, "上月完成情况", lambda i: f"上月已完成第{i + 1}项前期工作。")
    return rename(with_last, lambda c: "本月完成情况" if c.field == "progress" else c.heading)


@habit("增加列", "columns", **_PROGRESS)
def column_year_goal(draft: Draft, rng: random.Random) -> Draft:
    """The year's goal stands before the quarter's."""
    return _insert(draft, 2, "年度目标", lambda i: "全面完成年度目标任务。")


def _without(field: str) -> None:
    def change(draft: Draft, rng: random.Random) -> Draft:
        rows = tuple(
            replace(
                row,
                answers={name: value for name, value in row.answers.items() if name != field},
                met_goal=MetGoal.UNCLEAR if field == "met_goal_text" else row.met_goal,
            )
            for row in draft.rows
        )
        return replace(draft, columns=tuple(c for c in draft.columns if c.field != field), rows=rows)

    touches = "columns number" if field == "number_text" else "columns met answers"
    add(f"column_missing_{field}", "缺列", change, touches, **_PROGRESS)


for _field in ("number_text", "quarter_goal", "problems", "next_steps", "met_goal_text"):
    _without(_field)


@habit("列顺序", "columns")
def columns_reordered(draft: Draft, rng: random.Random) -> Draft:
    """The answers stand in another order."""
    head, tail = list(draft.columns[:2]), list(draft.columns[2:])
    if draft.real_period.is_plan:
        tail = [*tail[4:6], *tail[:4], tail[6]]
    else:
        rng.shuffle(tail)
    return replace(draft, columns=(*head, *tail))


@habit("列顺序", "columns", **_PROGRESS)
def task_before_number(draft: Draft, rng: random.Random) -> Draft:
    """The number stands right of the task or at the very end."""
    number, *others = draft.columns
    place = rng.choice((1, len(others)))
    return replace(draft, columns=(*others[:place], number, *others[place:]))


@habit("合并列", "columns answers", **_PROGRESS)
def problems_and_steps_in_one(draft: Draft, rng: random.Random) -> Draft:
    """Problems and next steps share a column."""
    columns = tuple(
        replace(c, heading=rng.choice(("存在问题及下一步计划", "存在问题和下步打算"))) if c.field == "problems" else c
        for c in draft.columns
        if c.field != "next_steps"
    )
    rows = tuple(replace(row, unread=row.unread | {"problems", "next_steps"}) for row in draft.rows)
    return replace(draft, columns=columns, rows=rows)


@habit("单位陷阱", "columns_added")
def responsible_units_column(draft: Draft, rng: random.Random) -> Draft:
    """A column 责任单位 names every unit of the task; the form is still from one."""
    place = 2
    columns = (*draft.columns[:place], Column("units", "责任单位"), *draft.columns[place:])
    rows = tuple(
        replace(
            row,
            answers={**row.answers, "units": office().task(row.task_id).units_text if row.task_id else ""},
            unread=row.unread | {"units"},
        )
        for row in draft.rows
    )
    return replace(draft, columns=columns, rows=rows)


@habit("增加列", "columns merges", least=2, **_PROGRESS)
def column_category_merged(draft: Draft, rng: random.Random) -> Draft:
    """A column 类别 left of the task, merged over all rows of a category."""
    seen: str | None = None
    rows: list[Row] = []
    for row in draft.rows:
        category = office().task(row.task_id).category if row.task_id else ""
        is_same = category == seen
        shared = row.shared | {"category"} if is_same else row.shared
        answers = {**row.answers, "category": None if is_same else category}
        rows.append(replace(row, answers=answers, shared=shared, unread=row.unread | {"category"}))
        seen = category
    columns = (draft.columns[0], Column("category", "类别"), *draft.columns[1:])
    return replace(draft, columns=columns, rows=tuple(rows))


@habit("增加列", "columns offset hidden", **_PROGRESS)
def column_last_month_hidden(draft: Draft, rng: random.Random) -> Draft:
    """Last month's 完成情况 is still there under the same heading, hidden."""
    place = [c.field for c in draft.columns].index("progress")
    with_last = _insert(draft, place, "完成情况", lambda i: f"上月已完成第{i + 1}项前期工作。")

    return on_form(with_last, lambda sheet, rng: (replace(sheet, hidden_columns=frozenset((place,))),))


@habit("合并列", "columns merges answers offset header", **_PLAN)
def goals_merged_across(draft: Draft, rng: random.Random) -> Draft:
    """One goal for the whole year, merged over the four quarters: the first quarter has it for certain."""
    goals = {"goal_q2", "goal_q3", "goal_q4"}

    def change(sheet: Sheet, rng: random.Random) -> tuple[Line, ...]:
        return tuple(_over_quarters(line) if line.key else line for line in sheet.lines)

    rows = tuple(
        replace(
            row, answers={**row.answers, "goal_q1": "按时间节点持续推进，年底前全面完成。"}, unread=row.unread | goals
        )
        for row in draft.rows
    )
    return on_lines(replace(draft, rows=rows), change)


def _over_quarters(line: Line) -> Line:
    cells = list(line.cells)
    cells[2] = replace(cells[2], across=4)
    cells[3:6] = [Cell(), Cell(), Cell()]
    return replace(line, cells=tuple(cells))


@habit("合并列", "answers merges rows", least=2)
def answer_merged_over_tasks(draft: Draft, rng: random.Random) -> Draft:
    """One answer for two tasks in a cell merged over both rows."""
    name = "goal_q1" if draft.real_period.is_plan else "progress"
    place = rng.randrange(len(draft.rows) - 1)
    rows = list(draft.rows)
    upper, lower = rows[place], rows[place + 1]
    rows[place + 1] = replace(lower.answer(**{name: upper.answers.get(name)}), shared=lower.shared | {name})
    return replace(draft, rows=tuple(rows))

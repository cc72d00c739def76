"""How clerks write the header and change the columns."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from corpus.forms import Column, Draft
from corpus.registry import add, habit
from corpus.sheets import Value
from pipeline.vocabulary.terms import FormKind, MetGoal

_PROGRESS = {"form": FormKind.PROGRESS}
_PLAN = {"form": FormKind.PLAN}

SYNONYMS: dict[str, tuple[str, ...]] = {
    "number_text": ("序号", "编号", "任务编号", "事项编号", "立项序号", "任务序号", "No."),
    "task_text": (
        "重点任务",
        "任务内容",
        "工作任务",
        "重点工作任务",
        "立项事项",
        "目标任务",
        "督查事项",
        "重点任务/民生实事内容",
        "重点任务及民生实事内容",
        "重点任务名称",
        "任务名称",
        "任务",
        "工作事项",
        "事项",
        "项目内容",
    ),
    "quarter_goal": (
        "季度目标",
        "本季度计划完成目标",
        "阶段目标",
        "季度计划目标",
        "季度目标任务",
        "计划目标",
        "阶段性目标",
        "季度计划",
    ),
    "progress": (
        "目前进展",
        "工作进展",
        "进展情况",
        "目前进展情况",
        "落实情况",
        "推进情况",
        "工作进展情况",
        "本月完成情况",
        "工作开展情况",
        "任务完成情况",
        "目前完成情况",
        "工作推进情况",
        "截至目前完成情况",
    ),
    "problems": (
        "存在困难和问题",
        "存在的问题",
        "问题及原因",
        "存在的困难及问题",
        "存在问题及原因分析",
        "困难问题",
        "存在问题和困难",
        "主要问题",
    ),
    "next_steps": (
        "下步打算",
        "下一步措施",
        "下步工作计划",
        "下一步工作打算",
        "下步措施",
        "下步工作措施",
        "下一步工作计划",
        "下步计划",
        "下一步安排",
    ),
    "met_goal_text": (
        "是否完成阶段性目标",
        "是否完成",
        "是否完成阶段目标",
        "是否完成季度目标",
        "完成与否",
        "阶段目标是否完成",
        "阶段任务是否完成",
        "是否完成阶段性任务目标",
        "是否达到阶段目标",
    ),
    "principal": ("主要责任人", "主要领导", "责任领导", "负责人"),
    "deputy": ("分管领导", "分管责任人", "具体负责人"),
    "remark": ("说明", "备 注"),
}
_QUARTERS = (
    ("第一季度", "第二季度", "第三季度", "第四季度"),
    ("1季度", "2季度", "3季度", "4季度"),
    ("一季度目标", "二季度目标", "三季度目标", "四季度目标"),
    ("一季度计划", "二季度计划", "三季度计划", "四季度计划"),
    ("一季度（1-3月）", "二季度（4-6月）", "三季度（7-9月）", "四季度（10-12月）"),
    ("第1季度", "第2季度", "第3季度", "第4季度"),
)
_GROUPS = ("季度目标及推进计划", "季度目标", "各季度目标及推进计划", "推进计划")


def _rename(draft: Draft, name: Callable[[Column], str]) -> Draft:
    return replace(draft, columns=tuple(replace(column, heading=name(column)) for column in draft.columns))


@habit("表头写法", "header")
def header_synonyms(draft: Draft, rng: random.Random) -> Draft:
    """Every heading in other words."""
    return _rename(draft, lambda column: rng.choice(SYNONYMS.get(column.field, (column.heading,))))


def _one_synonym(field: str) -> None:
    def change(draft: Draft, rng: random.Random) -> Draft:
        return _rename(draft, lambda c: rng.choice(SYNONYMS[field]) if c.field == field else c.heading)

    add(f"header_synonym_{field}", "表头写法", change, "header", **_PROGRESS)


for _field in ("task_text", "progress", "problems", "next_steps", "met_goal_text", "quarter_goal"):
    _one_synonym(_field)


@habit("表头写法", "header", **_PLAN)
def header_quarters_differ(draft: Draft, rng: random.Random) -> Draft:
    """第一季度, 1季度, 一季度目标 under a group in other words."""
    words, group = rng.choice(_QUARTERS), rng.choice(_GROUPS)
    columns = tuple(
        replace(c, heading=words[int(c.field[-1]) - 1], group=group) if c.field.startswith("goal_q") else c
        for c in draft.columns
    )
    return replace(draft, columns=columns)


@habit("表头写法", "header", **_PLAN)
def header_in_one_row(draft: Draft, rng: random.Random) -> Draft:
    """The quarters stand in a single header row, without the group above."""
    words = rng.choice((_QUARTERS[2], _QUARTERS[3], ("一季度", "二季度", "三季度", "四季度")))
    columns = tuple(
        replace(c, heading=words[int(c.field[-1]) - 1], group="") if c.field.startswith("goal_q") else c
        for c in draft.columns
    )
    return replace(draft, columns=columns)


@habit("表头写法", "header", **_PROGRESS)
def header_in_two_rows(draft: Draft, rng: random.Random) -> Draft:
    """A group over the answers."""
    grouped = {"progress", "problems", "next_steps"}
    group = rng.choice(("工作推进情况", "落实情况", "本月工作情况"))
    return replace(draft, columns=tuple(replace(c, group=group) if c.field in grouped else c for c in draft.columns))


@habit("表头写法", "header")
def header_spaced(draft: Draft, rng: random.Random) -> Draft:
    """Headings set wide: 序  号, 完 成 情 况."""
    gap = rng.choice((" ", "  ", "　"))
    return _rename(draft, lambda column: gap.join(column.heading) if len(column.heading) < 8 else column.heading)


@habit("表头写法", "header")
def header_with_breaks(draft: Draft, rng: random.Random) -> Draft:
    """Line breaks inside the headings."""
    return _rename(draft, lambda c: c.heading[: len(c.heading) // 2] + "\n" + c.heading[len(c.heading) // 2 :])


@habit("表头写法", "header", **_PROGRESS)
def header_with_hints(draft: Draft, rng: random.Random) -> Draft:
    """A hint in brackets behind the heading."""
    hints = {
        "progress": "（200字以内）",
        "problems": "（没有填“无”）",
        "met_goal_text": "（是/否）",
        "quarter_goal": f"（{(draft.month + 2) // 3}季度）",
        "next_steps": "（含完成时限）",
        "task_text": "（请勿改动）",
    }
    return _rename(draft, lambda column: column.heading + hints.get(column.field, ""))


@habit("表头写法", "header", **_PROGRESS)
def header_names_the_time(draft: Draft, rng: random.Random) -> Draft:
    """The month or quarter stands in the heading: 3月份完成情况, 一季度计划完成目标."""
    quarter = "一二三四"[(draft.month + 2) // 3 - 1]
    words = {
        "progress": rng.choice(
            (f"{draft.month}月份完成情况", f"{draft.month}月完成情况", f"截至{draft.month}月底完成情况")
        ),
        "quarter_goal": rng.choice((f"{quarter}季度计划完成目标", f"{quarter}季度目标")),
    }
    return _rename(draft, lambda column: words.get(column.field, column.heading))


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
    "column_cause": (5, "原因分析", ("受疫情影响", "无", "资金未到位")),
}


def _add_column(name: str) -> None:
    place, heading, values = _ADDED[name]

    def change(draft: Draft, rng: random.Random) -> Draft:
        return _insert(draft, min(place, len(draft.columns)), heading, lambda i: values[i % len(values)])

    add(name, "增加列", change, "columns", **_PROGRESS)


for _name in _ADDED:
    _add_column(_name)


@habit("增加列", "columns", **_PROGRESS)
def column_last_month(draft: Draft, rng: random.Random) -> Draft:
    """Last month's progress stands beside this month's."""
    place = [c.field for c in draft.columns].index("progress")
    with_last = _insert(draft, place, "上月完成情况", lambda i: f"上月已完成第{i + 1}项前期工作。")
    return _rename(with_last, lambda c: "本月完成情况" if c.field == "progress" else c.heading)


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

"""How clerks write the header and change the columns."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from corpus.edits import first_row, on_lines, text_line
from corpus.forms import Column, Draft
from corpus.registry import add, habit
from corpus.sheets import Line, Sheet
from pipeline.vocabulary.terms import FormKind

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


def rename(draft: Draft, name: Callable[[Column], str]) -> Draft:
    """Every heading as ``name`` says."""
    return replace(draft, columns=tuple(replace(column, heading=name(column)) for column in draft.columns))


@habit("表头写法", "header")
def header_synonyms(draft: Draft, rng: random.Random) -> Draft:
    """Every heading in other words."""
    return rename(draft, lambda column: rng.choice(SYNONYMS.get(column.field, (column.heading,))))


def _one_synonym(field: str) -> None:
    def change(draft: Draft, rng: random.Random) -> Draft:
        return rename(draft, lambda c: rng.choice(SYNONYMS[field]) if c.field == field else c.heading)

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
    return rename(draft, lambda column: gap.join(column.heading) if len(column.heading) < 8 else column.heading)


@habit("表头写法", "header")
def header_with_breaks(draft: Draft, rng: random.Random) -> Draft:
    """Line breaks inside the headings."""
    return rename(draft, lambda c: c.heading[: len(c.heading) // 2] + "\n" + c.heading[len(c.heading) // 2 :])


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
    return rename(draft, lambda column: column.heading + hints.get(column.field, ""))


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
    return rename(draft, lambda column: words.get(column.field, column.heading))


@habit("表头写法", "header between", **_PROGRESS)
def hints_below_header(draft: Draft, rng: random.Random) -> Draft:
    """A line of hints, or of column numbers, between the header and the first row."""
    hints = ("", "按责任分解表填写", "按附件3填写", "截至月底", "没有填“无”", "写明时限", "是/否")
    rulers = (tuple(range(1, len(draft.columns) + 1)), ("甲", "乙", *range(1, len(draft.columns) - 1)))
    line = text_line(*rng.choice((hints, *rulers)))

    def change(sheet: Sheet, rng: random.Random) -> tuple[Line, ...]:
        first = first_row(sheet)
        return (*sheet.lines[:first], line, *sheet.lines[first:])

    return on_lines(draft, change)


@habit("表头写法", "header")
def header_number_blank(draft: Draft, rng: random.Random) -> Draft:
    """The column of numbers has no heading."""
    return rename(draft, lambda column: "" if column.field == "number_text" else column.heading)


@habit("表头写法", "header between", **_PROGRESS)
def header_typed_over_two_rows(draft: Draft, rng: random.Random) -> Draft:
    """Long headings were typed over two rows, nothing merged."""
    upper = text_line(*(c.heading[:5] if len(c.heading) > 5 else c.heading for c in draft.columns))
    lower = text_line(*(c.heading[5:] or None for c in draft.columns))

    def change(sheet: Sheet, rng: random.Random) -> tuple[Line, ...]:
        first = first_row(sheet)
        return (*sheet.lines[: first - 1], upper, lower, *sheet.lines[first:])

    return on_lines(draft, change)

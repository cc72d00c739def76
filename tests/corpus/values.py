"""How clerks fill in the answers: figures, long and odd texts, formulas and errors."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from corpus.forms import Draft
from corpus.registry import habit
from corpus.sheets import CellError, Formula, Uncalculated, Value, shown
from pipeline.vocabulary.terms import FormKind, MetGoal

_PROGRESS = {"form": FormKind.PROGRESS}


def _main_field(draft: Draft) -> str:
    return "goal_q1" if draft.real_period.is_plan else "progress"


def _rewrite(draft: Draft, write: Callable[[int, str], Value]) -> Draft:
    name = _main_field(draft)
    rows = (row.answer(**{name: write(i, shown(row.answers.get(name)))}) for i, row in enumerate(draft.rows, 1))
    return replace(draft, rows=tuple(rows))


@habit("内容写法", "answers")
def text_in_points(draft: Draft, rng: random.Random) -> Draft:
    """Points 1. 2. 3. on lines of their own."""
    return _rewrite(draft, lambda i, text: f"1.{text}\n2.建立工作台账，落实专人负责。\n3.下一步工作已列入计划。")


@habit("内容写法", "answers")
def text_very_long(draft: Draft, rng: random.Random) -> Draft:
    """Thousands of characters in one cell."""
    return _rewrite(draft, lambda i, text: (text + "具体情况如下：") * 60)


@habit("内容写法", "answers")
def text_very_short(draft: Draft, rng: random.Random) -> Draft:
    """Two or three characters a cell."""
    words = ("已完成", "推进中", "完成80%", "正在招标", "无", "开工", "见附件", "同上月")
    return _rewrite(draft, lambda i, text: words[i % len(words)])


@habit("内容写法", "answers")
def text_with_control_characters(draft: Draft, rng: random.Random) -> Draft:
    """Characters that came along from another program: zero width, no-break, carriage return."""
    odd = ("\u200b", "\u200e", "\xa0", "\ufeff", "\u2028")
    return _rewrite(draft, lambda i, text: text[:5] + odd[i % len(odd)] + text[5:])


@habit("内容写法", "answers")
def text_with_markup(draft: Draft, rng: random.Random) -> Draft:
    """Signs that a file format gives a meaning to."""
    heads = (
        "<50万元&“双控”>",
        "=已完成80%",
        "@综合科 ",
        "+12%，",
        "-3.5%，",
        "'",
        "{完成}",
        "http://www.shizhong.gov.cn ",
    )
    return _rewrite(draft, lambda i, text: heads[i % len(heads)] + text)


@habit("内容写法", "answers astral")
def text_with_rare_characters(draft: Draft, rng: random.Random) -> Draft:
    """Characters outside the common sets: 㙓, 𠮷, emoji, ㎡."""
    rare = ("㎡", "𠮷", "✅", "㙓", "①", "㈠", "m³")
    return _rewrite(draft, lambda i, text: f"{text}{rare[i % len(rare)]}")


@habit("内容写法", "answers")
def figure_as_answer(draft: Draft, rng: random.Random) -> Draft:
    """A bare figure as the whole answer, typed as a number."""
    figures: tuple[Value, ...] = (12, 2700, 1.8, 134, 0.5)
    return _rewrite(draft, lambda i, text: figures[i % len(figures)])


@habit("内容写法", "answers")
def figure_as_text(draft: Draft, rng: random.Random) -> Draft:
    """A figure stored as text keeps its zeros: 007, 3.50, NA."""
    figures = ("007", "3.50", "NA", "null", "1e5", "TRUE", "2022.10", "N/A")
    return _rewrite(draft, lambda i, text: figures[i % len(figures)])


@habit("公式", "answers")
def formula_as_answer(draft: Draft, rng: random.Random) -> Draft:
    """The answer comes out of a formula; its value is stored."""
    return _rewrite(draft, lambda i, text: Formula(f'=CONCATENATE("{i}","")', text))


@habit("公式", "number")
def formula_as_number(draft: Draft, rng: random.Random) -> Draft:
    """序号 is =ROW()-5."""
    return replace(
        draft, rows=tuple(replace(row, number=Formula("=ROW()-5", i)) for i, row in enumerate(draft.rows, 1))
    )


@habit("公式", "task")
def formula_as_task(draft: Draft, rng: random.Random) -> Draft:
    """The task's text is looked up from another sheet; its value is stored."""
    return replace(
        draft, rows=tuple(replace(row, task_text=Formula("=Sheet9!B2", shown(row.task_text))) for row in draft.rows)
    )


@habit("错误值", "number")
def error_as_number(draft: Draft, rng: random.Random) -> Draft:
    """序号 shows #REF!, the text decides."""
    code = rng.choice(("#REF!", "#N/A", "#NAME?", "#VALUE!"))
    return replace(draft, rows=tuple(replace(row, number=CellError(code)) for row in draft.rows))


@habit("错误值", "task number")
def error_as_task(draft: Draft, rng: random.Random) -> Draft:
    """One task cell shows an error and only a running number stands beside it: nobody can decide."""
    chosen = rng.randrange(len(draft.rows))
    rows = (
        replace(row, task_text=CellError("#N/A"), task_id=None) if i == chosen else row
        for i, row in enumerate(draft.rows)
    )
    return replace(draft, rows=tuple(rows))


@habit("错误值", "answers")
def error_as_answer(draft: Draft, rng: random.Random) -> Draft:
    """An answer shows an error: nothing to read in that cell."""
    name = _main_field(draft)
    chosen = rng.randrange(len(draft.rows))
    rows = (
        replace(row.answer(**{name: CellError()}), unread=row.unread | {name}) if i == chosen else row
        for i, row in enumerate(draft.rows)
    )
    return replace(draft, rows=tuple(rows))


@habit("内容写法", "answers met", **_PROGRESS)
def answers_left_blank(draft: Draft, rng: random.Random) -> Draft:
    """The prefilled form came back with nothing filled in."""
    blank: dict[str, Value] = dict.fromkeys(draft.rows[0].answers)
    return replace(draft, rows=tuple(replace(row, answers=blank, met_goal=MetGoal.UNCLEAR) for row in draft.rows))


@habit("内容写法", "answers", **_PROGRESS)
def progress_left_blank_in_one(draft: Draft, rng: random.Random) -> Draft:
    """One row without 完成情况."""
    chosen = rng.randrange(len(draft.rows))
    return replace(
        draft, rows=tuple(row.answer(progress=None) if i == chosen else row for i, row in enumerate(draft.rows))
    )


@habit("公式", "answers")
def formula_never_calculated(draft: Draft, rng: random.Random) -> Draft:
    """An answer is a formula without a stored value: only Excel can say what it shows."""
    name = _main_field(draft)
    chosen = rng.randrange(len(draft.rows))
    rows = (
        replace(row.answer(**{name: Uncalculated("=Sheet9!C3")}), is_for_person=True) if i == chosen else row
        for i, row in enumerate(draft.rows)
    )
    return replace(draft, rows=tuple(rows))


@habit("内容写法", "answers")
def same_text_in_every_row(draft: Draft, rng: random.Random) -> Draft:
    """One sentence for all tasks."""
    return _rewrite(draft, lambda i, text: "按照年度计划有序推进，各项工作进展顺利。")

"""Habits that forms from outside brought up: what stands around a table, in its numbers and its days, and in names."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

from corpus.edits import breaks, first_row, header_of, last_row, on_lines, text_line
from corpus.forms import Column, Draft
from corpus.names import short_stem, write_unit
from corpus.office import office, plain_draft
from corpus.registry import add, habit
from corpus.rowwise import each_row, number_of, text_of
from corpus.sheets import Cell, Line, Sheet
from pipeline.vocabulary.terms import FormKind, MetGoal

_PROGRESS = {"form": FormKind.PROGRESS}
_LATER = (5, 6, 7, 8, 9, 10, 11)

# Whose form it is.


@habit("单位位置", "unit stem head date signed")
def signed_without_seal(draft: Draft, rng: random.Random) -> Draft:
    """The unit's name and the day stand below the table as under a letter, without label and seal."""
    column = rng.randrange(1, 5)
    pad = tuple(Cell() for _ in range(column))
    lines = (Line((*pad, Cell(draft.real_unit))), Line((*pad, Cell(draft.reported))))
    return on_lines(replace(write_unit(draft, ""), head="none"), lambda sheet, rng: (*sheet.lines, *lines))


@habit("单位写法", "unit stem")
def seal_in_square_brackets(draft: Draft, rng: random.Random) -> Draft:
    """区司法局【公章】."""
    return write_unit(draft, draft.real_unit + rng.choice(("【盖章】", "[公章]", "【公章】")))


@habit("单位位置", "unit stem")
def unit_among_words_in_file_name(draft: Draft, rng: random.Random) -> Draft:
    """区信访局改好的: unknown words behind the unit, and the tasks are its own."""
    words = rng.choice(("改好的", "请查收", "发督查室", "（王科长）"))
    return replace(write_unit(draft, ""), stem=f"{draft.real_unit}{words}{short_stem(draft)}")


@habit("单位写法", "stem title")
def addressed_to_the_office(draft: Draft, rng: random.Random) -> Draft:
    """The file is named after whom it goes to, or a letter to them stands above: they did not fill it in."""
    if rng.random() < 0.5:
        return replace(draft, stem=rng.choice(("报区政府办公室", "上报区政府办", "呈区府办")) + short_stem(draft))
    letter = (text_line("区政府办公室："), text_line("　　现将我单位工作落实情况报上，请审阅。"))
    return on_lines(replace(draft, stem=short_stem(draft)), lambda sheet, rng: (*letter, *sheet.lines))


@habit("外单位", "unit stem")
def unit_of_a_namesake(draft: Draft, rng: random.Random) -> Draft:
    """Another city has a 市中区 too: its bureaus are not ours."""
    return write_unit(
        draft, rng.choice(("枣庄市市中区民政局", "济宁市市中区司法局", "内江市市中区教育和体育局")), unit=None
    )


@habit("多张表", "unit stem head date columns sheets rows tail", is_alone=True, most=5, **_PROGRESS)
def second_unit_below(draft: Draft, rng: random.Random) -> Draft:
    """Below the rows another unit wrote its name and its own rows, without a header."""
    other = rng.choice([unit for unit in office().units(1, 5) if unit != draft.real_unit])
    part = plain_draft(other, draft.real_period, rng)
    part = replace(part, rows=tuple(replace(row, key=f"other-{row.key}") for row in part.rows))

    def join(_: Draft, sheets: tuple[Sheet, ...], rng: random.Random) -> tuple[Sheet, ...]:
        first, second = sheets
        own = first.lines[: last_row(first) + 1]
        header = header_of(part, second)
        below = (*second.lines[header - 1 : header], *second.lines[header + 1 :])
        return (replace(first, lines=(*own, Line(), *below)),)

    return replace(draft, stem=f"汇总（{draft.month}月）", parts=(part,)).edited(join)


# Which month it is for.


@habit("月份陷阱", "month title stem", **_PROGRESS)
def quarter_in_title(draft: Draft, rng: random.Random) -> Draft:
    """2022年二季度…（4月）, 22件实事: those figures are no months."""
    quarter = "一二三四"[draft.real_period.quarter - 1]
    title = rng.choice((f"2022年{quarter}季度工作任务落实情况表", "2022年10件重点工作、22件实事落实情况表"))
    return replace(draft, title=title, month_line=f"（{draft.month}月）", stem="附件4")


@habit("月份矛盾", "month date stem head", months=_LATER, **_PROGRESS)
def filled_before_the_month(draft: Draft, rng: random.Random) -> Draft:
    """The title's month had not begun when the form was filled in: title or day is wrong."""
    day = date(2022, draft.month - 1, rng.randint(5, 25))
    return replace(draft, reported=day, reported_date=day, period=None, stem="附件4", folders=())


@habit("月份陷阱", "month date stem head folders", months=_LATER, **_PROGRESS)
def day_left_over(draft: Draft, rng: random.Random) -> Draft:
    """Title, file name and day of receipt agree; only the day in the form is last time's."""
    day = date(2022, draft.month, rng.randint(3, 6))
    return replace(
        draft,
        reported=day,
        reported_date=day,
        stem=f"附件4（{draft.month}月）",
        folders=(f"2022-{draft.month + 1:02d}-06",),
    )


@habit("月份矛盾", "month date stem head folders", months=_LATER, **_PROGRESS)
def named_after_month_of_sending(draft: Draft, rng: random.Random) -> Draft:
    """May's form, sent on 6 May: it can only be April's, and only the unit knows."""
    day = date(2022, draft.month, 6)
    return replace(
        draft, reported=day, reported_date=day, period=None, stem=f"{draft.month}月", folders=(day.isoformat(),)
    )


@habit("月份范围外", "month title stem", **_PROGRESS)
def old_title_below_a_letter(draft: Draft, rng: random.Random) -> Draft:
    """A letter above speaks of this year, the title of the form is last year's."""
    letter = (text_line("　　按照2022年立项督查的通知要求，现报告如下。"),)
    draft = replace(draft, title="2021年年度工作任务落实情况表", period=None, stem="附件4")
    return on_lines(draft, lambda sheet, rng: (*letter, *sheet.lines))


# Which task a row is about.


@habit("序号矛盾", "task number", least=4, is_alone=True)
def numbers_exchanged(draft: Draft, rng: random.Random) -> Draft:
    """附件's own numbers, those of two rows exchanged: whose words are whose, only the unit knows."""
    rows = [replace(row, number=int(number_of(row.task_id))) for row in draft.rows]
    first = rng.randrange(len(rows) - 1)
    a, b = rows[first], rows[first + 1]
    if a.number != b.number:
        rows[first], rows[first + 1] = (
            replace(a, number=b.number, task_id=None),
            replace(b, number=a.number, task_id=None),
        )
    return replace(draft, rows=tuple(rows))


@habit("事项两可", "task number", units=("市中城投集团",), is_alone=True)
def own_task_in_another_s_words(draft: Draft, rng: random.Random) -> Draft:
    """任务43 cut short reads like 实事20 word for word, which another unit bears."""
    words = "加快推动市中安置基地、后魏华庄等2700余套安置房建设"
    return each_row(draft, lambda row: replace(row, task_text=words) if row.task_id == "任务43" else row)


@habit("事项两可", "task number", units=("区应急局",), is_alone=True)
def short_task_behind_a_long_one(draft: Draft, rng: random.Random) -> Draft:
    """Two tasks in one cell, the second of nine characters: it counts for both."""
    long = next(row for row in draft.rows if row.task_id == "任务86")
    joined = f"{text_of(long)}{rng.choice(('', chr(10), '；'))}建设应急联防站5处"
    both = replace(long, task_text=joined, task_id="任务86|实事18")
    return replace(draft, rows=(both,))


@habit("事项写法", "task number sheets header")
def task_quotes_the_head(draft: Draft, rng: random.Random) -> Draft:
    """责任单位 in the task's own cell, and the header repeated below such a row."""
    draft = each_row(draft, lambda row: replace(row, task_text=f"{text_of(row)}（责任单位：{draft.real_unit}）"))

    def change(sheet: Sheet, rng: random.Random) -> tuple[Line, ...]:
        header = sheet.lines[header_of(draft, sheet) : first_row(sheet)]
        places = breaks(sheet)
        place = rng.choice(places) if places else len(sheet.lines)
        return (*sheet.lines[:place], *header, *sheet.lines[place:]) if places else sheet.lines

    return on_lines(draft, change)


# Lines that are nobody's words.


@habit("表中杂行", "between head header")
def columns_counted(draft: Draft, rng: random.Random) -> Draft:
    """1 2 3 4 5 6 7 below the header."""
    counted = text_line(*range(1, len(draft.columns) + 1))
    return on_lines(
        draft, lambda sheet, rng: (*sheet.lines[: first_row(sheet)], counted, *sheet.lines[first_row(sheet) :])
    )


@habit("表中杂行", "between head header")
def model_row(draft: Draft, rng: random.Random) -> Draft:
    """示例 above the first row, as the office sent the form out."""
    model = text_line(rng.choice(("例", "示例", "（例）")), "示例：XX工作", "XX", "已完成XX", "XX", "XX", "是/否")
    return on_lines(
        draft, lambda sheet, rng: (*sheet.lines[: first_row(sheet)], model, *sheet.lines[first_row(sheet) :])
    )


@habit("表中杂行", "between task number", is_alone=True, **_PROGRESS)
def whole_list_returned(draft: Draft, rng: random.Random) -> Draft:
    """All tasks of 附件1 stand there, prefilled; the unit has answered its own."""
    own = {row.task_id for row in draft.rows}
    draft = each_row(draft, lambda row: replace(row, number=int(number_of(row.task_id))))
    borne = {task.task_id for task in office().own(draft.real_unit)}
    others = [text_line(task.number, task.text) for task in office().tasks if task.task_id not in own | borne]
    return on_lines(
        draft,
        lambda sheet, rng: (*sheet.lines[: last_row(sheet) + 1], *others[:40], *sheet.lines[last_row(sheet) + 1 :]),
    )


# What the columns are called, and whether it is done.

_WORDS = {
    "progress": ("进展", "落实进度", "累计完成情况", "形象进度"),
    "problems": ("问题", "需协调事项", "未完成原因"),
    "next_steps": ("下步", "工作打算", "推进措施"),
    "met_goal_text": ("目标是否完成", "完成与否", "是否完成当月目标"),
    "quarter_goal": ("目标", "季度推进计划", "计划进度"),
}


@habit("表头写法", "header columns", **_PROGRESS)
def headings_in_few_words(draft: Draft, rng: random.Random) -> Draft:
    """目标, 进展, 问题, 下步."""
    columns = tuple(
        Column(c.field, rng.choice(_WORDS[c.field]), c.group) if c.field in _WORDS else c for c in draft.columns
    )
    return replace(draft, columns=columns)


_ANSWERS = {
    "已达到序时进度": MetGoal.YES,
    "已完成季度计划": MetGoal.YES,
    "达到目标": MetGoal.YES,
    "未达到": MetGoal.NO,
    "尚未完成目标": MetGoal.NO,
    "没有": MetGoal.NO,
    "已基本完成": MetGoal.PARTLY,
    "基本达到": MetGoal.PARTLY,
    "未全部完成": MetGoal.UNCLEAR,
    "按计划": MetGoal.UNCLEAR,
}


def _answer(written: str, meaning: MetGoal) -> None:
    def change(draft: Draft, rng: random.Random) -> Draft:
        return each_row(draft, lambda row: replace(row.answer(met_goal_text=written), met_goal=meaning))

    add(f"met_{written}", "是否完成", change, "met columns", **_PROGRESS)


for _written, _meaning in _ANSWERS.items():
    _answer(_written, _meaning)

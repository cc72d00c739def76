"""Several sheets in a workbook, several tables on a sheet, and what is hidden."""

from __future__ import annotations

import random
from dataclasses import replace

from corpus.edits import breaks, first_row, header_of, on_form, on_lines, text_line
from corpus.forms import Draft
from corpus.layouts import header_lines, lay_out
from corpus.office import office, plain_draft, rows_of, sent_day
from corpus.registry import habit
from corpus.sheets import Cell, Line, Sheet
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind

_PROGRESS = {"form": FormKind.PROGRESS}
_LATER = (4, 5, 6, 7, 8, 9, 10, 11, 12)

# Several sheets.


def _add_sheets(draft: Draft, before: tuple[Sheet, ...] = (), after: tuple[Sheet, ...] = ()) -> Draft:
    return draft.edited(lambda _, sheets, rng: (*before, *sheets, *after))


@habit("多工作表", "sheets")
def empty_sheets_after(draft: Draft, rng: random.Random) -> Draft:
    """Sheet2 and Sheet3 are there and empty."""
    return _add_sheets(draft, after=(Sheet("Sheet2", ()), Sheet("Sheet3", ())))


@habit("多工作表", "sheets")
def instructions_first(draft: Draft, rng: random.Random) -> Draft:
    """The first sheet holds instructions, the form is on the second."""
    lines = (
        text_line("填表说明"),
        text_line("一、填报单位使用规范简称。"),
        text_line("二、完成情况要有数据支撑。"),
        text_line("三、序号不得改动。"),
    )
    return replace(
        _add_sheets(draft, before=(Sheet("填表说明", lines),)),
        sheet="附件4" if draft.kind is FormKind.PROGRESS else "附件3",
    )


@habit("多工作表", "sheets")
def lists_hidden(draft: Draft, rng: random.Random) -> Draft:
    """A hidden sheet holds the words of the drop-down list."""
    lists = Sheet("数据源", (text_line("是"), text_line("否"), text_line("部分完成")), is_hidden=True)
    return _add_sheets(draft, after=(lists,))


@habit("多工作表", "sheets")
def contacts_sheet(draft: Draft, rng: random.Random) -> Draft:
    """Another sheet lists who to call."""
    lines = (
        text_line("序号", "单位", "姓名", "职务", "联系电话"),
        text_line(1, draft.real_unit, "王敏", "科员", "82071234"),
    )
    return _add_sheets(draft, after=(Sheet("联系人", lines),))


def _earlier(draft: Draft, rng: random.Random) -> Draft:
    """The same unit's form of the month before."""
    period = Period(draft.real_period.year, draft.real_period.month - 1)
    earlier = plain_draft(draft.real_unit, period, rng, rows_of(draft.real_unit, period, rng))
    rows = tuple(replace(row, key=f"earlier-{row.key}") for row in earlier.rows)
    return replace(earlier, rows=rows, sheet=f"{period.month}月")


def _without_keys(sheet: Sheet) -> Sheet:
    return replace(sheet, lines=tuple(replace(line, key=None) for line in sheet.lines))


@habit("多工作表", "sheets hidden", months=_LATER, **_PROGRESS)
def last_month_hidden(draft: Draft, rng: random.Random) -> Draft:
    """Last month's form is still there on a hidden sheet: it was not sent this month."""
    hidden = replace(_without_keys(lay_out(_earlier(draft, rng))), is_hidden=True)
    place = rng.random() < 0.5
    return _add_sheets(draft, before=(hidden,) if place else (), after=() if place else (hidden,))


@habit("多工作表", "sheets month stem date", months=_LATER, is_alone=True, **_PROGRESS)
def two_months_in_a_workbook(draft: Draft, rng: random.Random) -> Draft:
    """Each month has a sheet of its own, as the unit keeps them."""
    return replace(draft, sheet=f"{draft.month}月", stem="附件4落实情况表", parts=(_earlier(draft, rng),))


@habit("多工作表", "sheets month stem date", months=(4, 5, 6, 7, 8, 9, 10), is_alone=True, **_PROGRESS)
def year_in_a_workbook(draft: Draft, rng: random.Random) -> Draft:
    """A sheet for every month: the past ones filled in, the coming ones prefilled and blank, which are no returns."""
    coming = []
    for month in (draft.month + 1, draft.month + 2):
        later = plain_draft(draft.real_unit, Period(draft.real_period.year, month), rng)
        rows = tuple(
            replace(row, key=f"later{month}-{row.key}", answers=dict.fromkeys(row.answers)) for row in later.rows
        )
        coming.append(_without_keys(lay_out(replace(later, rows=rows, sheet=f"{month}月", reported=""))))
    draft = replace(draft, sheet=f"{draft.month}月", stem="附件4落实情况表（全年）", parts=(_earlier(draft, rng),))
    return _add_sheets(draft, after=tuple(coming))


@habit("多工作表", "sheets unit stem", is_alone=True, least=1, most=5)
def two_units_in_a_workbook(draft: Draft, rng: random.Random) -> Draft:
    """Two units' forms in one workbook, one sheet each."""
    other = rng.choice([unit for unit in office().units(1, 5) if unit != draft.real_unit])
    part = plain_draft(other, draft.real_period, rng)
    part = replace(part, rows=tuple(replace(row, key=f"other-{row.key}") for row in part.rows), sheet=other[:31])
    return replace(
        draft,
        sheet=draft.real_unit[:31],
        stem="附件3" if draft.real_period.is_plan else f"附件4（{draft.month}月）",
        parts=(part,),
    )


@habit("多工作表", "sheets stem kind", is_alone=True, **_PROGRESS)
def both_annexes(draft: Draft, rng: random.Random) -> Draft:
    """附件3 and 附件4 in one workbook."""
    year = Period(draft.real_period.year)
    plan = plain_draft(draft.real_unit, year, rng)
    plan = replace(plan, rows=tuple(replace(row, key=f"plan-{row.key}") for row in plan.rows), sheet="附件3")
    return replace(draft, sheet="附件4", stem=f"{draft.real_unit}附件3、4", parts=(plan,))


def _split(draft: Draft, rng: random.Random, has_header: bool) -> Draft:
    def change(sheet: Sheet, rng: random.Random) -> tuple[Sheet, ...]:
        cut = rng.choice(breaks(sheet))
        header = sheet.lines[header_of(draft, sheet) : first_row(sheet)] if has_header else ()
        name = "Sheet2" if sheet.name == "Sheet1" else f"{sheet.name}（续）"
        rest = replace(sheet, name=name, lines=(*header, *sheet.lines[cut:]))
        return (replace(sheet, lines=sheet.lines[:cut]), rest)

    return on_form(draft, change)


@habit("多工作表", "sheets between", least=3)
def continued_with_header(draft: Draft, rng: random.Random) -> Draft:
    """The table goes on on a second sheet under its header."""
    return _split(draft, rng, has_header=True)


@habit("多工作表", "sheets between", least=3)
def continued_without_header(draft: Draft, rng: random.Random) -> Draft:
    """The table goes on on a second sheet without any header."""
    return _split(draft, rng, has_header=False)


# Several tables on one sheet.


@habit(
    "一表多段",
    "between head",
    least=2,
    units=("区民政局", "区司法局", "区教育体育局", "区水务局", "区农业农村局", "区商务局"),
)
def livelihood_apart(draft: Draft, rng: random.Random) -> Draft:
    """民生实事 stand in a second table below, with a title and a header of their own."""
    turn = next((row.key for row in draft.rows if (row.task_id or "").startswith("实事")), None)
    title = (
        Line(),
        Line((Cell("2022年为民办22件实事落实情况表", across=len(draft.columns)),)),
        *header_lines(draft.columns),
    )

    def change(sheet: Sheet, rng: random.Random) -> tuple[Line, ...]:
        return tuple(
            new for line in sheet.lines for new in ((*title, line) if line.key and line.key == turn else (line,))
        )

    return on_lines(draft, change)


@habit("一表多段", "between month stem sheets date head", months=_LATER, is_alone=True, **_PROGRESS)
def two_months_on_a_sheet(draft: Draft, rng: random.Random) -> Draft:
    """This month's form stands below last month's on one sheet, each with its title."""
    part = _earlier(draft, rng)
    day = sent_day(draft.real_period, rng)
    draft = replace(draft, stem="附件4落实情况表", reported_date=day, reported=f"{day.year}年{day.month}月{day.day}日")

    def edit(_: Draft, sheets: tuple[Sheet, ...], rng: random.Random) -> tuple[Sheet, ...]:
        current, earlier = sheets
        return (replace(current, lines=(*earlier.lines, Line(), Line(), *current.lines)),)

    return replace(draft, parts=(part,)).edited(edit)


@habit("隐藏行", "between far hidden", months=_LATER, **_PROGRESS)
def last_months_rows_hidden(draft: Draft, rng: random.Random) -> Draft:
    """Last month's rows are still there, hidden, above this month's."""
    old = [replace(line, is_hidden=True, key=None) for line in lay_out(_earlier(draft, rng)).lines if line.key]

    def change(sheet: Sheet, rng: random.Random) -> tuple[Line, ...]:
        first = first_row(sheet)
        return (*sheet.lines[:first], *old, *sheet.lines[first:])

    return on_lines(draft, change)

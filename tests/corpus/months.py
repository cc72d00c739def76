"""How clerks say which month a form is for, or fail to."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

from corpus.forms import Draft
from corpus.registry import add, habit
from pipeline.vocabulary.terms import FormKind

_CHINESE = "零 一 二 三 四 五 六 七 八 九 十 十一 十二".split()
_PROGRESS = {"form": FormKind.PROGRESS}
_SILENT_STEM = "附件4"


def _month_words(month: int, year: int) -> dict[str, str]:
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in str(month))
    return {
        "month_chinese": f"（{_CHINESE[month]}月）",
        "month_with_fen": f"（{month}月份）",
        "month_with_year": f"（{year}年{month}月）",
        "month_chinese_with_year": f"（{year}年{_CHINESE[month]}月份）",
        "month_two_digits": f"（{month:02d}月）",
        "month_full_width": f"（{wide}月）",
        "month_spaced": f"（  {month}  月）",
        "month_half_brackets": f"({month}月)",
        "month_no_brackets": f"{month}月",
        "month_dotted": f"（{year}.{month}）",
        "month_since_january": f"（1-{month}月）",
        "month_until_end": f"（截至{month}月底）",
        "month_outside_brackets": f"（{month}）月",
    }


def _write_month(name: str) -> None:
    def change(draft: Draft, rng: random.Random) -> Draft:
        words = _month_words(draft.month, draft.real_period.year)[name]
        return replace(draft, month_line=words, stem=_SILENT_STEM)

    add(name, "月份写法", change, "month stem", **_PROGRESS)


for _name in _month_words(3, 2022):
    _write_month(_name)


def _blank_title(draft: Draft) -> Draft:
    return replace(draft, month_line="（  月）", stem=_SILENT_STEM)


@habit("月份位置", "month stem title", **_PROGRESS)
def month_in_title(draft: Draft, rng: random.Random) -> Draft:
    """The month stands inside the title, there is no line for it."""
    title = rng.choice(
        ("{y}年{m}月份工作任务落实情况表", "{y}年年度工作任务落实情况表（{m}月）", "{m}月份年度工作任务落实情况表")
    )
    return replace(
        draft, title=title.format(y=draft.real_period.year, m=draft.month), month_line=None, stem=_SILENT_STEM
    )


@habit("月份位置", "month stem sheets date", **_PROGRESS)
def month_in_sheet_name(draft: Draft, rng: random.Random) -> Draft:
    """Only the sheet's name says the month."""
    names = (f"{draft.month}月", f"{_CHINESE[draft.month]}月份", f"2022.{draft.month}", f"2022年{draft.month}月")
    return replace(_blank_title(draft), sheet=rng.choice(names), reported="", reported_date=None)


@habit("月份位置", "month stem date", **_PROGRESS)
def month_in_file_name(draft: Draft, rng: random.Random) -> Draft:
    """Only the file's name says the month."""
    m = draft.month
    stems = (
        f"{m}月落实情况表",
        f"附件4（{m}月份）",
        f"附件4-2022年{m:02d}月",
        f"附件4 2022-{m:02d}",
        f"附件4（{_CHINESE[m]}月）",
        f"督查台账2022.{m}月",
    )
    return replace(_blank_title(draft), stem=rng.choice(stems), reported="", reported_date=None)


@habit("月份位置", "month stem folders date", **_PROGRESS)
def month_in_folder(draft: Draft, rng: random.Random) -> Draft:
    """Only the folder says the month."""
    names = (
        f"{draft.month}月",
        f"2022年{draft.month}月",
        f"{_CHINESE[draft.month]}月份月报",
        f"2022-{draft.month:02d}",
    )
    return replace(_blank_title(draft), folders=(rng.choice(names),), reported="", reported_date=None)


@habit("月份位置", "month stem date", **_PROGRESS)
def month_by_reported_day(draft: Draft, rng: random.Random) -> Draft:
    """Only 填报时间 tells: it lies in the collection of the month before."""
    return _blank_title(draft)


@habit("月份位置", "month stem date", **_PROGRESS)
def month_nowhere(draft: Draft, rng: random.Random) -> Draft:
    """Nothing says the month: nobody can decide."""
    return replace(_blank_title(draft), reported="", reported_date=None, period=None)


@habit("月份位置", "month stem date", months=(3, 4, 5, 6, 7, 8, 9, 10, 11), **_PROGRESS)
def month_by_day_in_mid_month(draft: Draft, rng: random.Random) -> Draft:
    """Only 填报时间 is there, in the middle of a month: late for one month or early for the next."""
    day = date(2022, draft.month + 1, rng.randint(16, 27))
    return replace(_blank_title(draft), reported=f"2022年{day.month}月{day.day}日", reported_date=day, period=None)


@habit("月份矛盾", "month stem date", months=(3, 4, 5, 6, 7, 8, 9, 10, 11), **_PROGRESS)
def month_against_file_name(draft: Draft, rng: random.Random) -> Draft:
    """Title and file name say different months and no day helps."""
    other = draft.month + 1
    stem = rng.choice((f"附件4（{other}月）", f"{other}月份落实情况表"))
    return replace(draft, stem=stem, reported="", reported_date=None, period=None)


@habit("月份矛盾", "month stem sheets date", months=(3, 4, 5, 6, 7, 8, 9, 10, 11), **_PROGRESS)
def month_against_sheet_name(draft: Draft, rng: random.Random) -> Draft:
    """Title and sheet name say different months and no day helps."""
    return replace(draft, sheet=f"{draft.month + 1}月", stem=_SILENT_STEM, reported="", reported_date=None, period=None)


@habit("月份范围外", "month stem date title", **_PROGRESS)
def month_of_another_year(draft: Draft, rng: random.Random) -> Draft:
    """Last year's form was used again, or the year is mistyped: a person must ask."""
    year = rng.choice((2021, 2023))
    return replace(
        draft,
        title=f"{year}年年度工作任务落实情况表",
        month_line=f"（{year}年{draft.month}月）",
        stem=_SILENT_STEM,
        period=None,
    )


@habit("月份范围外", "month stem date title", form=FormKind.PLAN)
def plan_of_another_year(draft: Draft, rng: random.Random) -> Draft:
    """Last year's plan, or this year's under last year's title: a person must ask."""
    return replace(
        draft, title="2021年年度工作任务落实计划表", stem="附件3", reported="", reported_date=None, period=None
    )


@habit("月份范围外", "month stem date", **_PROGRESS)
def month_before_the_first(draft: Draft, rng: random.Random) -> Draft:
    """A month before the first reporting month."""
    month = rng.choice((1, 2))
    return replace(draft, month_line=f"（{month}月）", stem=_SILENT_STEM, reported="", reported_date=None, period=None)


@habit("月份范围外", "month stem date", months=(3, 4, 5, 6, 7, 8, 9, 10, 11), **_PROGRESS)
def month_two_at_once(draft: Draft, rng: random.Random) -> Draft:
    """One form for two months."""
    words = rng.choice((f"（{draft.month}-{draft.month + 1}月）", f"（{draft.month}、{draft.month + 1}月份）"))
    return replace(draft, month_line=words, stem=_SILENT_STEM, reported="", reported_date=None, period=None)


@habit("月份陷阱", "stem", **_PROGRESS)
def sending_day_in_file_name(draft: Draft, rng: random.Random) -> Draft:
    """The file name carries the day of sending, whose month is not the form's."""
    day = draft.reported_date or date(2022, 4, 7)
    stems = (
        f"附件4（{day.month}月{day.day}日报）",
        f"附件4{day:%Y%m%d}",
        f"附件4-{day.month}.{day.day}",
        f"落实情况表{day:%m%d}",
    )
    return replace(draft, stem=rng.choice(stems))


@habit("月份陷阱", "stem", **_PROGRESS)
def annex_number_before_month_word(draft: Draft, rng: random.Random) -> Draft:
    """附件4月度…: the 4 belongs to the annex."""
    return replace(draft, stem=rng.choice(("附件4月度落实情况表", "附件4月报表", "附件4 月度工作任务落实情况")))


@habit("月份陷阱", "stem", **_PROGRESS)
def version_in_file_name(draft: Draft, rng: random.Random) -> Draft:
    """Copies and versions: their numbers are no months."""
    tails = ("(3)", " - 副本", "（修改4）", "_V5", "（最终版）", "-6", "（第2稿）", "改3.0", "_20220407_163012")
    return replace(draft, stem=f"附件4{rng.choice(tails)}")


@habit("月份陷阱", "sheets", **_PROGRESS)
def day_as_sheet_name(draft: Draft, rng: random.Random) -> Draft:
    """The sheet is named after the day it was filled in."""
    day = draft.reported_date or date(2022, 4, 7)
    return replace(draft, sheet=rng.choice((f"{day.month}.{day.day}", f"{day.month}月{day.day}日", f"{day:%Y%m%d}")))

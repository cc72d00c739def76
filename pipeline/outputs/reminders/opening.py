"""The first paragraph of a letter: what it rests on, which reminders went before, what is to be sent by when.

Of every period only the reminders are told that were about it.
"""

from __future__ import annotations

from datetime import date

from pipeline.ledger.follow_up.reminding import Reminder
from pipeline.outputs.shared import wording
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.text import chinese_date

URGED, PRESSED = "催办", "督办"
_DAYS_NAMED, _GROUPS_NAMED = 2, 3


def opening(reminder: Reminder, section: str, year: int, tone: str) -> str:
    """The paragraph in the ``tone`` of the letter; ``section`` is the office that the unit answers to."""
    basis = f"按照{year}年《政府工作报告》年度任务目标立项督查的有关要求，各责任单位应按期报送工作任务落实材料。"
    until = f"{chinese_date(reminder.reply_by)}前（含当日）报{section}"
    as_of = f"截至{chinese_date(reminder.day)}，"
    before = _before(reminder)
    if tone == PRESSED and before:
        return (
            f"{basis}{as_of}贵单位下列材料{_pressed(before, reminder)}仍未报齐，影响全区任务落实情况的汇总和通报。"
            f"请主要负责同志督促办理，于{until}，并书面说明未按期报送的原因。"
        )
    if tone == URGED and before:
        return (
            f"{basis}此前已{_urged(before, reminder)}提醒，{as_of}贵单位下列材料仍未报齐。请抓紧办理，务必于{until}。"
        )
    return f"{basis}{as_of}贵单位还有下列材料需要报送或补充更正。请对照清单办理，于{until}。"


def month_day(day: date | None, year: int) -> str:
    """4月8日; with its year where that is another."""
    if day is None:
        return ""
    return f"{day.month}月{day.day}日" if day.year == year else chinese_date(day)


def _before(reminder: Reminder) -> dict[tuple[date, ...], list[str]]:
    """The days of earlier reminders → the periods of which the unit was reminded on those days, in words."""
    told = (one for one in reminder.requests if one.notice.earlier)
    return gathered((one.notice.earlier, one.period.label) for one in told)


def _is_of_all(before: dict[tuple[date, ...], list[str]], reminder: Reminder) -> bool:
    """Whether everything that the letter lists was reminded of before, on the same days."""
    return len(before) == 1 and sum(map(len, before.values())) == len(reminder.requests)


def _pressed(before: dict[tuple[date, ...], list[str]], reminder: Reminder) -> str:
    if _is_of_all(before, reminder):
        return f"{_through(next(iter(before)), reminder)}"
    if len(before) > _GROUPS_NAMED:
        last = month_day(max(day for days in before for day in days), reminder.day.year)
        labels = wording.joined(label for found in before.values() for label in found)
        return f"中，{labels}的此前已经提醒催办（次数见下表，最近一次为{last}），"
    told = [f"{wording.joined(labels)}的{_through(days, reminder)}" for days, labels in before.items()]
    return f"中，{'，'.join(told)}{'，' if len(told) > 1 else ''}"


def _through(days: tuple[date, ...], reminder: Reminder) -> str:
    """经5月13日、6月9日等多次提醒催办."""
    often = "等多次" if len(days) > _DAYS_NAMED else ""
    return f"经{_named(days, reminder)}{often}提醒催办"


def _urged(before: dict[tuple[date, ...], list[str]], reminder: Reminder) -> str:
    if _is_of_all(before, reminder):
        return f"于{_named(next(iter(before)), reminder)}"
    return "，".join(f"就{wording.joined(labels)}的材料于{_named(days, reminder)}" for days, labels in before.items())


def _named(days: tuple[date, ...], reminder: Reminder) -> str:
    return wording.joined(month_day(day, reminder.day.year) for day in days[-_DAYS_NAMED:])

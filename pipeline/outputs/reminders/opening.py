"""The first paragraph of a letter: what it rests on, which reminders went before, what is to be sent by when.

Of every period only the reminders are told that were about it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from pipeline.ledger.follow_up.requests import Reminder
from pipeline.outputs.shared import wording
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.text import chinese_date

URGED, PRESSED = "催办", "督办"
_DAYS_NAMED, _GROUPS_NAMED = 2, 3


def opening(reminder: Reminder, section: str, basis_text: str, tone: str) -> str:
    """The paragraph in the ``tone`` of the letter; ``section`` is the office that the unit answers to."""
    basis = f"{basis_text}各责任单位应按期报送工作任务落实材料。"
    until = f"{chinese_date(reminder.reply_by)}前（含当日）报{section}"
    as_of = f"截至{chinese_date(reminder.day)}，"
    if tone == PRESSED and (before := _before(reminder, _through)):
        return (
            f"{basis}{as_of}贵单位下列材料{_pressed(before, reminder)}仍未报齐，影响全区任务落实情况的汇总和通报。"
            f"请主要负责同志督促办理，于{until}，并书面说明未按期报送的原因。"
        )
    if tone == URGED and (before := _before(reminder, _named)):
        return (
            f"{basis}此前已{_urged(before, reminder)}提醒，{as_of}贵单位下列材料仍未报齐。请抓紧办理，务必于{until}。"
        )
    return f"{basis}{as_of}贵单位还有下列材料需要报送或核对补充。请对照清单办理，于{until}。"


def month_day(day: date | None, year: int) -> str:
    """4月8日; with its year where that is another."""
    if day is None:
        return ""
    return f"{day.month}月{day.day}日" if day.year == year else chinese_date(day)


def _before(reminder: Reminder, words: Callable[[Sequence[date], int], str]) -> dict[str, list[str]]:
    """The days of earlier reminders in words → the periods of which the unit was reminded on those days."""
    told = (one for one in reminder.requests if one.notice.earlier)
    return gathered((words(one.notice.earlier, reminder.day.year), one.period.label) for one in told)


def _through(days: Sequence[date], year: int) -> str:
    """经5月13日、6月9日等多次提醒催办."""
    return f"经{_named(days, year)}{'等多次' if len(days) > _DAYS_NAMED else ''}提醒催办"


def _named(days: Sequence[date], year: int) -> str:
    """The last of the days: 5月13日、6月9日."""
    return wording.joined(month_day(day, year) for day in days[-_DAYS_NAMED:])


def _is_of_all(before: Mapping[str, Sequence[str]], reminder: Reminder) -> bool:
    """Whether everything that the letter lists was reminded of before, on the same days."""
    return len(before) == 1 and sum(map(len, before.values())) == len(reminder.requests)


def _pressed(before: Mapping[str, Sequence[str]], reminder: Reminder) -> str:
    if _is_of_all(before, reminder):
        return next(iter(before))
    if len(before) > _GROUPS_NAMED:
        labels = wording.joined(one.period.label for one in reminder.requests if one.notice.earlier)
        last = max(day for one in reminder.requests for day in one.notice.earlier)
        return f"中，{labels}的此前已经提醒催办（次数见下表，最近一次为{month_day(last, reminder.day.year)}），"
    told = [f"{wording.joined(labels)}的{days}" for days, labels in before.items()]
    return f"中，{'，'.join(told)}{'，' if len(told) > 1 else ''}"


def _urged(before: Mapping[str, Sequence[str]], reminder: Reminder) -> str:
    if _is_of_all(before, reminder):
        return f"于{next(iter(before))}"
    return "，".join(f"就{wording.joined(labels)}的材料于{days}" for days, labels in before.items())

"""What a letter asks of the unit beside its tables: how to answer, what has come, whom to ask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.ledger.follow_up.doubts import Answer, Doubt
from pipeline.ledger.follow_up.requests import Reminder
from pipeline.outputs.reminders.facts import LetterFacts
from pipeline.outputs.reminders.opening import PRESSED, month_day
from pipeline.outputs.reminders.words import ANSWER_WORDS, ANSWERS, material_text, things_text
from pipeline.outputs.shared import wording
from pipeline.vocabulary.groups import gathered


def answers_of(doubts: Sequence[Doubt]) -> list[Answer]:
    """The answers that the unit is asked for, in their order."""
    return [answer for answer in ANSWERS if any(doubt.answer is answer for doubt in doubts)]


def requirements(reminder: Reminder, facts: LetterFacts, tone: str) -> Iterator[str]:
    """The points under 有关事项, one after the other."""
    form = "报表请使用下发的预填表格，由负责人审签" if any(r.task_ids for r in reminder.requests) else ""
    material = material_text(reminder.requests)
    if form or material:
        yield f"{'；'.join(part for part in (form, material) if part)}。"
    doubts = [doubt for request in reminder.requests for doubt in request.doubts]
    yield from (ANSWER_WORDS[answer].requirement for answer in answers_of(doubts))
    yield from _received(reminder, facts)
    for (day, reply_by), requests in gathered(
        ((one.notice.day, one.notice.reply_by), one) for one in reminder.running
    ).items():
        asked, until = (month_day(one, facts.year) for one in (day, reply_by))
        yield f"{things_text(requests)}，已于{asked}函请于{until}前报送，本函不再列出，仍请按期报送。"
    yield (
        "上列材料如已报送，请告知我室核对，不必重复报送；确有特殊情况不能在上述期限前报送的，"
        "请书面说明理由和可以报送的时间，按程序申请延期。" + contact_words(facts)
    )
    if tone == PRESSED:
        yield from _sanction(reminder, facts)


def _received(reminder: Reminder, facts: LetterFacts) -> Iterator[str]:
    """What has come and is looked at; what has come and cannot be opened."""
    if reminder.waiting:
        labels = "、".join(period.label for period in reminder.waiting)
        yield f"贵单位{labels}的材料已经收到，正在核对，请勿重复报送。"
    for file in reminder.unopened:
        labels = "、".join(period.label for period in file.periods)
        name = wording.quote(file.source.rpartition("/")[2])
        yield (
            f"{month_day(file.day, facts.year)}收到贵单位的文件“{name}”无法打开，看不到内容。"
            f"如即为{labels}的材料，请重新报送可以打开的文件（不要加密）；另外的期间尚未报送的，请一并报送。"
        )


def _sanction(reminder: Reminder, facts: LetterFacts) -> Iterator[str]:
    """What follows; for the periods for which a bulletin that was issued names the unit already, that it did."""
    periods = [one.period for one in reminder.requests]
    told = [period.label for period in periods if (reminder.unit, period) in facts.named]
    if told:
        yield f"贵单位{'、'.join(told)}的报送情况，已经在通报中反映，请抓紧补报，不再拖延。"
    if len(told) < len(periods):
        which = "其余各期" if told else ""
        yield f"{which}逾期仍未报齐的，将按照立项督查的有关要求，经审核确认后在报送情况通报中予以反映。"


def contact_words(facts: LetterFacts) -> str:
    """Whom to ask: the office's own number may stand in a letter to a unit (R24 is about those of others)."""
    return f"联系人：{facts.contact}。" if facts.contact else ""

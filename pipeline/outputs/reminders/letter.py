"""The reminder letter of one unit: what is wanting, which tasks, due when, how late, what to send, to whom (R2, R3).

The tone goes 提醒 → 催办 → 督办 with the number of reminders; a letter before the due date speaks of no fault.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pipeline.config import BulletinFonts
from pipeline.ledger.follow_up.notices import AHEAD, FORM, MATERIAL, READABLE
from pipeline.ledger.follow_up.requests import ANSWERED_BY, Reminder, Request, Want
from pipeline.outputs.docx.letter import LetterHead, Line, Ruled, write_letter
from pipeline.outputs.docx.markup import Face
from pipeline.outputs.docx.styles import Style
from pipeline.outputs.docx.tables import Layout
from pipeline.outputs.reminders.facts import LetterFacts
from pipeline.outputs.reminders.opening import month_day, opening
from pipeline.outputs.reminders.requirements import answers_of, contact_words, requirements
from pipeline.outputs.reminders.words import ANSWER_WORDS, ANSWERS, wanted_text
from pipeline.outputs.shared import wording
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.text import chinese_date

_SHORT_TEXT = 40
_MONTHS_NAMED = 2
_WHOLE_WORDS = "年度工作任务落实计划、工作任务落实情况"  # no line of a title ends inside these
_TIMES = Face("楷体", 14)
_RETURNS = Layout(("序号", "期间", "需报送的材料", "截止日期", "目前情况"), (10, 17, 48, 28, 50), frozenset({0, 1, 3}))
_TASKS = Layout(("序号", "事项编号", "任务内容", "需填报的期间"), (10, 20, 88, 35), frozenset({0, 1, 3}))
_DOUBTS = Layout(("序号", "期间", "事项编号", "具体内容"), (10, 17, 20, 106), frozenset({0, 1, 2}))
Part = Line | Ruled


def write_reminder_letter(
    path: Path, reminder: Reminder, facts: LetterFacts, fonts: BulletinFonts, say: Callable[[str], str] = str
) -> Path:
    """The letter lies at ``path``; the same reminder gives the same bytes."""
    is_ahead = reminder.stage == AHEAD
    tone = facts.tone(reminder.stage)
    title = f"关于报送{_subject(reminder, facts)}的{tone}函"
    head = LetterHead(
        title_lines=wording.balanced_lines(title, corpus=_WHOLE_WORDS), office=facts.office.section, day=reminder.day
    )
    parts = tuple(_ahead_parts(reminder, facts) if is_ahead else _overdue_parts(reminder, facts, tone))
    return write_letter(path, head, parts, fonts, say)


def _subject(reminder: Reminder, facts: LetterFacts) -> str:
    periods = sorted({request.period for request in reminder.requests})
    if len(periods) == 1:
        return _subject_of(periods[0])
    months = [period for period in periods if not period.is_plan]
    plan = "年度工作任务落实计划和" if len(months) < len(periods) else ""
    return f"{facts.year}年{plan}{_months_words(months)}工作任务落实情况"


def _months_words(months: Sequence[Period]) -> str:
    """``4月份、6月份``, ``3月至6月份``; the first and how many where they are many and not in a row."""
    if len(months) <= _MONTHS_NAMED:
        return wording.joined(f"{one.month}月份" for one in months)
    if months[-1].month - months[0].month == len(months) - 1:
        return f"{months[0].month}月至{months[-1].month}月份"
    return f"{months[0].month}月份等{len(months)}个月份"


def _subject_of(period: Period) -> str:
    return f"{period.year}年{'年度工作任务落实计划' if period.is_plan else f'{period.month}月份工作任务落实情况'}"


def _overdue_parts(reminder: Reminder, facts: LetterFacts, tone: str) -> Iterator[Part]:
    if reminder.stage > 1:
        yield Line(f"（第{wording.ordinal(reminder.stage)}次）", Style.CAPTION, _TIMES)
    yield Line("", Style.BLANK)
    yield Line(f"{wording.quote(reminder.unit)}：", Style.ADDRESSEE)
    yield Line(opening(reminder, facts.office.section, facts.basis_text, tone))
    yield Line("一、需报送的材料", Style.HEADING_1)
    yield Ruled(_RETURNS, [_return_row(number, one, facts) for number, one in enumerate(reminder.requests, 1)])
    yield from _task_part(reminder, facts, Line("一、需填报的事项", Style.HEADING_1))
    yield from _doubt_part(reminder)
    yield Line("一、有关事项", Style.HEADING_1)
    for line in requirements(reminder, facts, tone):
        yield Line(f"（一）{line}", Style.POINT)
    yield from _calendar_note(reminder, facts)


def _return_row(number: int, request: Request, facts: LetterFacts) -> tuple[str, ...]:
    due = month_day(request.last_day, facts.year)
    return (
        str(number),
        request.period.label,
        _wanted(request),
        f"{due}\n（经批准延期）" if request.is_extended else due,
        _situation(request, facts),
    )


def _wanted(request: Request) -> str:
    """What is to be sent, nothing that is here already."""
    return wanted_text(request.form.annex, request.period, request.wants, is_with_material=request.wants_material)


def _situation(request: Request, facts: LetterFacts) -> str:
    told = [*_lacking(request, facts.year)]
    is_one = len({stage for _, stage in told}) == 1
    parts = [words if is_one else f"{words}{_times(stage)}" for words, stage in told]
    if request.received_date and Want.RETURN not in request.wants:
        parts.insert(0, f"{month_day(request.received_date, facts.year)}收到报表")
    if set(request.wants) - {Want.READABLE, *ANSWERED_BY.values()}:
        parts.append(f"已逾期{request.workdays_past}个工作日")
    return f"{'，'.join(parts)}{_times(told[0][1]) if is_one else ''}"


def _times(stage: int) -> str:
    return f"（第{wording.ordinal(stage)}次发函）" if stage > 1 else ""


def _lacking(request: Request, year: int) -> Iterator[tuple[str, int]]:
    """What lacks, in words, and how often it was asked for; a form without a word came, and is none."""
    if Want.RETURN in request.wants:
        blank = f"{month_day(request.blank_on, year)}收到的是空表，没有填写内容，请填写后重新报送"
        yield blank if request.blank_on else "尚未收到", request.stage_of(FORM)
    if Want.TASKS in request.wants:
        yield f"缺{len(request.task_ids)}项", request.stage_of(FORM)
    if Want.MATERIAL in request.wants:
        yield "未见书面材料", request.stage_of(MATERIAL)
    if Want.READABLE in request.wants:
        yield "文件无法打开，请重新发送（收到日期不变）", request.stage_of(READABLE)
    counted = Counter((doubt.answer, request.stage_of(doubt.finding_id)) for doubt in request.doubts)
    for (answer, stage), count in sorted(counted.items(), key=lambda one: (ANSWERS.index(one[0][0]), one[0][1])):
        yield ANSWER_WORDS[answer].counted.format(count), stage


def _task_part(reminder: Reminder, facts: LetterFacts, heading: Line) -> Iterator[Part]:
    periods = gathered((task_id, one.period.label) for one in reminder.requests for task_id in one.task_ids)
    if not periods:
        return
    yield heading
    wanted = [one for task_id in facts.task_texts for one in periods if one.partition("-")[0] == task_id]
    rows = [
        (str(number), one, _short(facts.task_texts[one.partition("-")[0]]), "、".join(periods[one]))
        for number, one in enumerate(wanted, 1)
    ]
    yield Ruled(_TASKS, rows)


def _short(text: str) -> str:
    words = wording.quote(text)
    return words if len(words) <= _SHORT_TEXT else f"{words[:_SHORT_TEXT]}……"


def _doubt_part(reminder: Reminder) -> Iterator[Part]:
    doubts = [doubt for request in reminder.requests for doubt in request.doubts]
    if not doubts:
        return
    asked = "、".join(ANSWER_WORDS[one].verb for one in answers_of(doubts))
    yield Line(f"一、请{asked}的内容", Style.HEADING_1)
    rows = [
        (str(number), doubt.period.label, doubt.task_id or "—", wording.cut(wording.quote(doubt.question)))
        for number, doubt in enumerate(doubts, 1)
    ]
    yield Ruled(_DOUBTS, rows)


def _ahead_parts(reminder: Reminder, facts: LetterFacts) -> Iterator[Part]:
    request = reminder.requests[0]
    yield Line("", Style.BLANK)
    yield Line(f"{wording.quote(reminder.unit)}：", Style.ADDRESSEE)
    yield Line(
        f"{facts.basis_text}{_subject_of(request.period)}应于"
        f"{chinese_date(request.last_day)}前（含当日）报送。请贵单位做好准备，按时将{_wanted(request)}"
        f"报{facts.office.section}。已经报送的，不必理会本提醒。{contact_words(facts)}"
    )
    yield from _task_part(reminder, facts, Line("需填报的事项如下："))
    yield from _calendar_note(reminder, facts)


def _calendar_note(reminder: Reminder, facts: LetterFacts) -> Iterator[Part]:
    """R6: whoever reads a date that rests on plain weekdays is told so."""
    shown = {reminder.reply_by.year, *(request.last_day.year for request in reminder.requests)}
    years = sorted(shown & set(facts.uncovered_years))
    if years:
        named = "、".join(f"{year}年" for year in years)
        yield Line(f"注：{named}放假安排尚未公布，涉及的日期暂按周一至周五推算，以国务院办公厅通知为准。", Style.NOTE)

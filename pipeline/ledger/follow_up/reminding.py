"""What each unit is to be reminded of: one reminder per unit over all collections that are over (R2, R3, R8, R12).

Never asked for: what is here already, what may be here (待认定), and what is not due yet.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from pipeline.keeping.register import Reminded
from pipeline.ledger.follow_up.doubts import Doubt, list_doubts
from pipeline.ledger.follow_up.notices import AHEAD, FORM, MATERIAL, READABLE, Key, Notice, by_return, notice_on
from pipeline.ledger.follow_up.requests import ANSWERED_BY, Reminder, Request, Unopened, Want
from pipeline.ledger.model import Ledger
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import RETURNS, ReturnRow
from pipeline.vocabulary.terms import Status, WrittenMaterial
from pipeline.vocabulary.workdays import WorkCalendar


def build_reminders(
    ledger: Ledger, period: Period, calendar: WorkCalendar, remembered: Iterable[Reminded], reply_workdays: int
) -> tuple[Reminder, ...]:
    """For each unit that owes something of the collections up to ``period`` that are over its letters in force, the latest first.

    A thing that the unit was asked for and whose time to answer is not over keeps that notice, and stands in that letter
    alone: the same day gives the same letter, and nobody is asked twice for one thing at a time.
    """
    past = by_return(remembered)
    before = max((due for one, due in ledger.due_dates.items() if one < period), default=date.max)
    doubts = list_doubts(ledger, (Period(period.year), period), before)

    def notice(key: Key, thing: str) -> Notice:
        return notice_on(past.get(key, ()), thing, ledger.cutoff, calendar, reply_workdays)

    def ask(row: ReturnRow) -> Iterator[Request]:
        return _overdue_requests(row, ledger.cutoff, doubts, notice)

    asked = _by_unit(ledger, ask, lambda one: one <= period and ledger.due_dates[one] < ledger.cutoff)
    return tuple(_counted(letter, calendar) for reminder in asked for letter in _letters(reminder))


def _letters(reminder: Reminder) -> Iterator[Reminder]:
    """One for each day on which the unit is asked for something, the latest first."""
    by_day = gathered((one.notice.day, one) for one in reminder.requests)
    for day in sorted(by_day, reverse=True):
        running = tuple(one for earlier in sorted(by_day) if earlier < day for one in by_day[earlier])
        yield replace(reminder, requests=tuple(by_day[day]), running=running)


def _counted(reminder: Reminder, calendar: WorkCalendar) -> Reminder:
    """The reminder with the working days past, reckoned to its own day: a letter says the same on every later day."""
    requests = (
        replace(one, workdays_past=calendar.workdays_late(one.last_day, reminder.day)) for one in reminder.requests
    )
    return replace(reminder, requests=tuple(requests))


def build_early_reminders(
    ledger: Ledger, period: Period, calendar: WorkCalendar, remembered: Iterable[Reminded]
) -> tuple[Reminder, ...]:
    """One reminder for each unit whose return for ``period`` is not due yet and not here: no fault, no count."""
    past = by_return(remembered, is_early=True)

    def ask(row: ReturnRow) -> Iterator[Request]:
        if row.status is Status.NOT_DUE and not row.extended_to:
            days = [one.day for one in past.get(_key(row), ()) if one.day <= ledger.cutoff]
            notice = Notice(AHEAD, max(days, default=ledger.cutoff), row.last_day)
            things = (FORM, MATERIAL) if row.written_material is WrittenMaterial.MISSING else (FORM,)
            yield _request(row, (Want.RETURN,), (), [(thing, notice) for thing in things])

    return _by_unit(ledger, ask, lambda one: one == period)


def _by_unit(
    ledger: Ledger, ask: Callable[[ReturnRow], Iterable[Request]], is_asked: Callable[[Period], bool]
) -> tuple[Reminder, ...]:
    rows = [row for row in RETURNS.rows(ledger.returns) if is_asked(row.period)]
    looked_at = (row for row in rows if row.is_in_hand and not row.doubted_cells and not row.unopened)
    waiting = gathered((row.unit, row.period) for row in looked_at)
    asked = (row for row in rows if row.status is not Status.UNSETTLED)
    requests = gathered((row.unit, request) for row in asked for request in ask(row))
    return tuple(
        Reminder(
            unit,
            tuple(sorted(found, key=lambda r: r.period)),
            tuple(sorted(waiting.get(unit, ()))),
            unopened=_unopened(rows, unit),
        )
        for unit, found in requests.items()
    )


def _unopened(rows: Iterable[ReturnRow], unit: str) -> tuple[Unopened, ...]:
    own = (row for row in rows if row.unit == unit and row.status is Status.UNSETTLED)
    periods = gathered((file, row.period) for row in own for file in row.unopened)
    return tuple(Unopened(source, day, tuple(sorted(found))) for (source, day), found in periods.items())


def judge_wants(row: ReturnRow, today: date) -> tuple[Want, ...]:
    """What is overdue of one return on ``today``: nothing up to its last day, an extension included, nothing of one in doubt."""
    if row.strays or today <= row.last_day:
        return ()
    if row.status is Status.MISSING:
        return (Want.RETURN,)
    if not row.is_received:
        return ()
    lacking = (Want.TASKS,) if row.is_incomplete else ()
    return (*lacking, *((Want.MATERIAL,) if row.written_material is WrittenMaterial.MISSING else ()))


def _overdue_requests(
    row: ReturnRow,
    today: date,
    doubts: Mapping[tuple[str, Period], Sequence[Doubt]],
    notice: Callable[[Key, str], Notice],
) -> Iterator[Request]:
    """What is wanting of the return, a request for each day on which the unit is asked for something of it."""
    known = doubts.get((row.unit, row.period), ()) if row.is_received else ()
    # what is to be sent yet is asked for once
    own = {one.finding_id: one for one in known if one.task_id not in row.tasks_lacking}
    overdue = judge_wants(row, today)
    notices = [(thing, notice(_key(row), thing)) for thing in (*_overdue_things(row, overdue), *own)]
    if Want.RETURN in overdue:  # the material goes with the form: while a letter asks for that, none asks for it alone
        day = dict(notices)[FORM].day
        notices = [(thing, one) for thing, one in notices if one.day == day]
    for asked in gathered((one.day, (thing, one)) for thing, one in notices).values():
        things = {thing for thing, _ in asked}
        in_doubt = tuple(doubt for thing, doubt in own.items() if thing in things)
        yield _request(row, (*_wants(overdue, things), *_wants_of(in_doubt)), in_doubt, asked)


def _overdue_things(row: ReturnRow, overdue: Sequence[Want]) -> Iterator[str]:
    """Form, written material and a form that can be opened, as far as they are wanting."""
    if not {Want.RETURN, Want.TASKS}.isdisjoint(overdue):
        yield FORM
    if overdue and row.written_material is WrittenMaterial.MISSING:
        yield MATERIAL
    if row.is_received and row.unopened:
        yield READABLE


def _wants(overdue: Sequence[Want], things: Collection[str]) -> Iterator[Want]:
    """What is overdue of ``things``; the material that goes with a form not sent is no want of its own."""
    if FORM in things:
        yield from (one for one in overdue if one is not Want.MATERIAL)
    if MATERIAL in things and not (FORM in things and Want.RETURN in overdue):
        yield Want.MATERIAL
    if READABLE in things:
        yield Want.READABLE


def _wants_of(doubts: Iterable[Doubt]) -> Iterator[Want]:
    answers = {one.answer for one in doubts}
    yield from (want for answer, want in ANSWERED_BY.items() if answer in answers)


def _request(
    row: ReturnRow, wants: tuple[Want, ...], doubts: tuple[Doubt, ...], notices: Iterable[tuple[str, Notice]]
) -> Request:
    asked = tuple(notices)
    return Request(
        form=row.form,
        period=row.period,
        wants=wants,
        last_day=row.last_day,
        is_extended=bool(row.extended_to),
        workdays_past=0,
        received_date=row.received_date,
        task_ids=_tasks_asked(row, wants),
        wants_material=MATERIAL in dict(asked),
        doubts=doubts,
        notices=asked,
        blank_on=row.blank_on,
    )


def _tasks_asked(row: ReturnRow, wants: tuple[Want, ...]) -> tuple[str, ...]:
    if Want.RETURN in wants:
        return row.tasks_owed
    return (*row.tasks_lacking, *row.parts_lacking) if Want.TASKS in wants else ()


def _key(row: ReturnRow) -> Key:
    return (row.unit, str(row.form), str(row.period))

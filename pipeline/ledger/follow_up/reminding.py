"""What each unit is to be reminded of: one reminder per unit over all collections that are over (R2, R3, R8, R12).

Never asked for: what is here already, what may be here (待认定), and what is not due yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from pipeline.keeping.register import Reminded
from pipeline.ledger.follow_up.doubts import Doubt, list_doubts
from pipeline.ledger.follow_up.notices import AHEAD, Key, Notice, Running, by_return, notice_on
from pipeline.ledger.model import Ledger
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import RETURNS, ReturnRow
from pipeline.vocabulary.terms import FormKind, Status, WrittenMaterial
from pipeline.vocabulary.workdays import WorkCalendar


class Want(StrEnum):
    """What is wanting of a return, as 催办汇总 and the letter call it."""

    RETURN = "未报"
    TASKS = "不完整"
    MATERIAL = "缺书面材料"
    CONTENT = "内容待更正"
    EXPLANATION = "原因待说明"


@dataclass(frozen=True)
class Request:
    """One return that something is wanting of. ``task_ids`` are to be sent.

    ``workdays_past`` are those since its last day up to the day of the letter.
    """

    form: FormKind
    period: Period
    wants: tuple[Want, ...]
    last_day: date
    is_extended: bool
    workdays_past: int
    received_date: date | None
    task_ids: tuple[str, ...]
    wants_material: bool
    doubts: tuple[Doubt, ...]
    notice: Notice


@dataclass(frozen=True)
class Unopened:
    """A file of the unit that nobody can read, the day on which it came, and the returns that it may be (R8)."""

    source: str
    day: date
    periods: tuple[Period, ...]


@dataclass(frozen=True)
class Reminder:
    """Everything one unit is asked for, in one letter. ``waiting``: what came from it for these is being looked at (R8).

    ``running``: its earlier letters that may still be answered. ``unopened``: its files that nobody can read.
    """

    unit: str
    requests: tuple[Request, ...]
    waiting: tuple[Period, ...] = ()
    running: tuple[Running, ...] = ()
    unopened: tuple[Unopened, ...] = ()

    @property
    def stage(self) -> int:
        """第几次催办: that of the return most often reminded of; AHEAD before any is due."""
        return max(request.notice.stage for request in self.requests)

    @property
    def day(self) -> date:
        """The day of the letter, as of which it speaks: that of its latest notice, or of what has come since."""
        days = [request.notice.day for request in self.requests]
        return max(days + [request.received_date for request in self.requests if request.received_date])

    @property
    def noticed(self) -> date:
        """The day on which it was first issued as it counts now."""
        return max(request.notice.day for request in self.requests)

    def is_repeated(self, remembered: Iterable[Reminded]) -> bool:
        """Whether the unit was reminded of each of its returns already, and the time to answer runs."""
        before = {(one.form, one.period, one.day) for one in remembered if one.unit == self.unit and one.stage > AHEAD}
        return all((str(r.form), str(r.period), r.notice.day) in before for r in self.requests)

    @property
    def reply_by(self) -> date:
        """The day to answer by, that day included: the latest of its returns'."""
        return max(request.notice.reply_by for request in self.requests)

    @property
    def issued(self) -> tuple[Reminded, ...]:
        """What the register should remember."""
        return tuple(
            Reminded(self.unit, str(r.form), str(r.period), r.notice.day, r.notice.stage, r.notice.reply_by)
            for r in self.requests
        )


def build_reminders(
    ledger: Ledger, period: Period, calendar: WorkCalendar, remembered: Iterable[Reminded], reply_workdays: int
) -> tuple[Reminder, ...]:
    """For each unit that owes something of the collections up to ``period`` that are over its letters in force, the latest first.

    A return of which the unit was reminded and whose time to answer is not over keeps that notice, and stands in that letter
    alone: the same day gives the same letter, and nobody is reminded twice of one thing at a time.
    """
    past = by_return(remembered)
    doubts = list_doubts(ledger, (Period(period.year), period))

    def notice(key: Key) -> Notice:
        return notice_on(past.get(key, ()), ledger.cutoff, calendar, reply_workdays)

    def ask(row: ReturnRow) -> Request | None:
        return _overdue_request(row, ledger.cutoff, doubts, notice)

    asked = _by_unit(ledger, ask, lambda one: one <= period and ledger.due_dates[one] < ledger.cutoff)
    return tuple(_counted(letter, calendar) for reminder in asked for letter in _letters(reminder))


def _letters(reminder: Reminder) -> Iterator[Reminder]:
    """One for each day on which the unit is written to about one of the returns, the latest first."""
    by_day = gathered((one.notice.day, one) for one in reminder.requests)
    days = sorted(by_day, reverse=True)
    for place, day in enumerate(days):
        running = tuple(_running(by_day[earlier]) for earlier in days[place + 1 :])
        yield replace(reminder, requests=tuple(by_day[day]), running=running)


def _running(requests: Sequence[Request]) -> Running:
    notices = [one.notice for one in requests]
    return Running(tuple(one.period for one in requests), notices[0].day, max(one.reply_by for one in notices))


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

    def ask(row: ReturnRow) -> Request | None:
        if row.status is not Status.NOT_DUE or row.extended_to:
            return None
        days = [one.day for one in past.get(_key(row), ()) if one.day <= ledger.cutoff]
        return _request(row, (Want.RETURN,), (), Notice(AHEAD, max(days, default=ledger.cutoff), row.last_day))

    return _by_unit(ledger, ask, lambda one: one == period)


def _by_unit(
    ledger: Ledger, ask: Callable[[ReturnRow], Request | None], is_asked: Callable[[Period], bool]
) -> tuple[Reminder, ...]:
    rows = [row for row in RETURNS.rows(ledger.returns) if is_asked(row.period)]
    looked_at = (row for row in rows if row.is_in_hand and not row.doubted_cells and not row.unopened)
    waiting = gathered((row.unit, row.period) for row in looked_at)
    asked = ((row.unit, ask(row)) for row in rows if row.status is not Status.UNSETTLED)
    requests = gathered((unit, request) for unit, request in asked if request)
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
    periods = gathered((file, row.period) for row in rows if row.unit == unit for file in row.unopened)
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


def _overdue_request(
    row: ReturnRow,
    today: date,
    doubts: Mapping[tuple[str, Period], Sequence[Doubt]],
    notice: Callable[[Key], Notice],
) -> Request | None:
    known = doubts.get((row.unit, row.period), ()) if row.is_received else ()
    own = tuple(
        one for one in known if one.task_id not in row.tasks_lacking
    )  # what is to be sent yet is asked for once
    kinds = {one.is_to_explain for one in own}
    wants = (
        *judge_wants(row, today),
        *((Want.CONTENT,) if False in kinds else ()),
        *((Want.EXPLANATION,) if True in kinds else ()),
    )
    if not wants:
        return None
    return _request(row, wants, own, notice(_key(row)))


def _request(row: ReturnRow, wants: tuple[Want, ...], doubts: tuple[Doubt, ...], notice: Notice) -> Request:
    return Request(
        form=row.form,
        period=row.period,
        wants=wants,
        last_day=row.last_day,
        is_extended=bool(row.extended_to),
        workdays_past=0,
        received_date=row.received_date,
        task_ids=_tasks_asked(row, wants),
        wants_material=row.written_material is WrittenMaterial.MISSING
        and not {Want.RETURN, Want.MATERIAL}.isdisjoint(wants),
        doubts=doubts,
        notice=notice,
    )


def _tasks_asked(row: ReturnRow, wants: tuple[Want, ...]) -> tuple[str, ...]:
    if Want.RETURN in wants:
        return row.tasks_owed
    return (*row.tasks_lacking, *row.parts_lacking) if Want.TASKS in wants else ()


def _key(row: ReturnRow) -> Key:
    return (row.unit, str(row.form), str(row.period))

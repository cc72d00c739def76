"""Requests: what a letter asks one unit for, return by return, each thing with its own notice (R2, R3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pipeline.keeping.register import Reminded
from pipeline.ledger.follow_up.doubts import Answer, Doubt
from pipeline.ledger.follow_up.notices import AHEAD, Notice, is_about
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind


class Want(StrEnum):
    """What is wanting of a return, as 催办汇总 and the letter call it."""

    RETURN = "未报"
    TASKS = "不完整"
    MATERIAL = "缺书面材料"
    READABLE = "打不开待重发"
    FILLING = "内容待补填"
    CONTENT = "内容待核对"
    EXPLANATION = "原因待说明"


ANSWERED_BY = {Answer.FILL: Want.FILLING, Answer.CHECK: Want.CONTENT, Answer.EXPLAIN: Want.EXPLANATION}


@dataclass(frozen=True)
class Request:
    """What one letter asks for of one return. ``task_ids`` are to be sent; each of its things has its notice.

    ``blank_on``: the day on which all that came was a form without a word. ``workdays_past`` are those since its last day up to the day of the letter.
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
    notices: tuple[tuple[str, Notice], ...]
    blank_on: date | None = None

    @property
    def notice(self) -> Notice:
        """That of the thing most often asked for."""
        return max((notice for _, notice in self.notices), key=lambda one: one.stage)

    def stage_of(self, thing: str) -> int:
        """How often ``thing`` was asked for, this time included."""
        return dict(self.notices)[thing].stage


@dataclass(frozen=True)
class Unopened:
    """A file of the unit that nobody can read, the day on which it came, and the returns that it may be (R8)."""

    source: str
    day: date
    periods: tuple[Period, ...]


@dataclass(frozen=True)
class Reminder:
    """Everything one unit is asked for, in one letter. ``waiting``: what came from it for these is being looked at (R8).

    ``running``: what its earlier letters ask for that may still be answered. ``unopened``: its files that nobody can read.
    """

    unit: str
    requests: tuple[Request, ...]
    waiting: tuple[Period, ...] = ()
    running: tuple[Request, ...] = ()
    unopened: tuple[Unopened, ...] = ()

    @property
    def stage(self) -> int:
        """第几次催办: that of the thing most often asked for; AHEAD before any is due."""
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
        """Whether the unit was asked for each of these things already, and the time to answer runs."""
        before = [one for one in remembered if one.unit == self.unit and one.stage > AHEAD]
        return all(
            any(is_about(one, thing) for one in before if _is_letter_of(one, request))
            for request in self.requests
            for thing, _ in request.notices
        )

    @property
    def reply_by(self) -> date:
        """The day to answer by, that day included: the latest of its returns'."""
        return max(request.notice.reply_by for request in self.requests)

    @property
    def issued(self) -> tuple[Reminded, ...]:
        """What the register should remember."""
        return tuple(
            Reminded(
                self.unit,
                str(r.form),
                str(r.period),
                r.notice.day,
                r.notice.stage,
                r.notice.reply_by,
                tuple(thing for thing, _ in r.notices),
            )
            for r in self.requests
        )


def _is_letter_of(one: Reminded, request: Request) -> bool:
    return (one.form, one.period, one.day) == (str(request.form), str(request.period), request.notice.day)

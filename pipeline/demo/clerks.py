"""How the sample's clerks behave: who sends what, when, and in which manner. Everything follows from the seed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipeline.demo.stories import Story, lead_story, support_story
from pipeline.master.tasks import Task
from pipeline.master.units import UnitDirectory
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind, MetGoal, Role, Status
from pipeline.vocabulary.workdays import WorkCalendar

_LATE, _MISSING, _INCOMPLETE, _DAMAGED, _RESENT, _SAME_AGAIN = 0.06, 0.03, 0.04, 0.004, 0.02, 0.02
_NEVER_MADE_UP = 0.006
_BEHIND, _NOT_YET, _WITHOUT_MATERIAL, _TYPED_BY_HAND = 0.05, 0.08, 0.06, 0.4


@dataclass(frozen=True)
class Answer:
    """What a clerk writes for one task: the cells right of the task text."""

    task: Task
    cells: tuple[str, ...]
    met_goal: MetGoal | None = None


@dataclass(frozen=True)
class Return:
    """One expected return as it really happens. ``received`` None: never sent; ``is_damaged``: sent, unreadable."""

    unit: str
    form: FormKind
    period: Period
    due: date
    received: date | None
    answers: tuple[Answer, ...]
    lacking: tuple[str, ...] = ()
    is_damaged: bool = False
    has_material: bool = True
    is_typed_by_hand: bool = False
    corrected: date | None = None
    sent_again: date | None = None

    def status(self, today: date) -> Status:
        """The state that the ledger must find on ``today``."""
        if self.is_damaged:
            return Status.UNSETTLED
        if self.received is None or self.received > today:
            return Status.MISSING if today > self.due else Status.NOT_DUE
        return Status.ON_TIME if self.received <= self.due else Status.LATE


@dataclass(frozen=True)
class Duty:
    """One unit's part in one task, with the story it tells."""

    task: Task
    unit: str
    story: Story
    is_lead: bool


@dataclass(frozen=True)
class _Collection:
    """One collection of returns; after the ``is_last`` nothing more is made up."""

    period: Period
    due: date
    calendar: WorkCalendar
    is_last: bool


def list_duties(tasks: Sequence[Task], directory: UnitDirectory) -> dict[str, tuple[Duty, ...]]:
    """Unit → its duties, in the order of the tasks."""
    duties: dict[str, list[Duty]] = {}
    for task in tasks:
        for position, assignment in enumerate(task.assignments):
            is_lead = assignment.role is Role.LEAD
            kind = directory.unit(assignment.unit).kind
            story = lead_story(task) if is_lead else support_story(task, assignment.unit, kind, position)
            duties.setdefault(assignment.unit, []).append(Duty(task, assignment.unit, story, is_lead))
    return {unit: tuple(own) for unit, own in duties.items()}


def plan_returns(
    duties: Mapping[str, Sequence[Duty]],
    due_dates: Mapping[Period, date],
    last: Period,
    calendar: WorkCalendar,
    seed: int,
) -> Iterator[Return]:
    """Every return owed for the plan and the months up to ``last``, as the sample's clerks make it."""
    collections = [_Collection(p, due_dates[p], calendar, p == last) for p in sorted(due_dates) if p <= last]
    for unit, own in duties.items():
        chance = random.Random(f"{seed}-{unit}")  # one stream per unit: another unit more or less changes nothing here
        by_hand = chance.random() < _TYPED_BY_HAND
        for collection in collections:
            open_duties = [duty for duty in own if not _is_over(duty, collection.period)]
            if open_duties:
                yield _make_return(unit, open_duties, collection, chance, by_hand)


def _is_over(duty: Duty, period: Period) -> bool:
    """A task closed in an earlier month is reported on no more (R19); its closing covers all its units."""
    completed = lead_story(duty.task).completed_month
    return completed is not None and not period.is_plan and completed < period.month


def _make_return(
    unit: str, duties: Sequence[Duty], collection: _Collection, chance: random.Random, by_hand: bool
) -> Return:
    period = collection.period
    received, lacking = _delivery(duties, collection, chance)
    made = Return(
        unit,
        FormKind.PLAN if period.is_plan else FormKind.PROGRESS,
        period,
        collection.due,
        received,
        answers=tuple(_answer(duty, period, chance) for duty in duties if duty.task.task_id not in lacking),
        lacking=lacking,
        has_material=False,
        is_typed_by_hand=by_hand,
    )
    resend = chance.random()
    return _as_sent(made, received, resend, chance) if received else made


def _delivery(
    duties: Sequence[Duty], collection: _Collection, chance: random.Random
) -> tuple[date | None, tuple[str, ...]]:
    """The day the return comes (None: never), and the task that it leaves out."""
    draw = chance.random()
    on_time, due = _on_time_day(collection, chance), collection.due
    if draw < _LATE:
        return due + timedelta(days=chance.randint(1, 4 if collection.is_last else 12)), ()
    if draw < _LATE + _MISSING:
        is_never_sent = collection.is_last or draw < _LATE + _NEVER_MADE_UP
        return (None if is_never_sent else due + timedelta(days=chance.randint(13, 20))), ()
    if draw < _LATE + _MISSING + _INCOMPLETE and len(duties) > 1:
        return on_time, (chance.choice(duties).task.task_id,)
    return on_time, ()


def _as_sent(made: Return, received: date, resend: float, chance: random.Random) -> Return:
    """What may happen to a return that comes: damaged, without material, corrected or sent again later."""
    later = received + timedelta(days=3)
    return replace(
        made,
        is_damaged=not made.lacking and not made.period.is_plan and chance.random() < _DAMAGED,
        has_material=chance.random() >= _WITHOUT_MATERIAL,
        corrected=later if resend < _RESENT else None,
        sent_again=later if _RESENT <= resend < _RESENT + _SAME_AGAIN else None,
    )


def _on_time_day(collection: _Collection, chance: random.Random) -> date:
    """A working day between the start of the collection and the due date."""
    due = collection.due
    start = due - timedelta(days=6) if collection.period.is_plan else date(due.year, due.month, 1)
    days = [start + timedelta(days=i) for i in range((due - start).days + 1)]
    return chance.choice([day for day in days if collection.calendar.is_workday(day)])


def _answer(duty: Duty, period: Period, chance: random.Random) -> Answer:
    story = duty.story
    if period.is_plan:
        return Answer(duty.task, (*story.goals, chance.choice(_NAMES), chance.choice(_NAMES), ""))
    is_done = story.completed_month is not None and period.month >= story.completed_month
    is_lacking = chance.random() < (_BEHIND if period.is_quarter_end else _NOT_YET) and not is_done
    met = MetGoal.NO if is_lacking else MetGoal.YES
    index = story.month(period.month)
    told = max(index - 1, 0) if is_lacking and period.is_quarter_end else index  # behind: last month's words again
    problems = chance.choice(story.problems if is_lacking else ("无", "无", "暂无", ""))
    cells = (story.goals[period.quarter - 1], story.progress[told], problems, story.next_steps[index], str(met))
    return Answer(duty.task, cells, met)


_NAMES = ("王立新", "李建华", "张晓东", "刘海涛", "陈志远", "孙明亮", "赵文静", "周国庆", "吴秀兰", "郑晓明")

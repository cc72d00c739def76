"""Who bore which task from when to when (R26): by 责任变动 and the days in cells, else by what the runs saw.

Days that a person wrote come first. Where nobody did, a duty counts from the first run that saw it and up to the last
run that did; one that was there at the first run of the year has been there from the beginning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pipeline.keeping.duty_log import DutyHistory, DutyKey, Part, SeenDuty, advance
from pipeline.master.days import ENDS, STARTS, days_of
from pipeline.master.tasks import Assignment, Task
from pipeline.master.units import UnitDirectory
from pipeline.master.workbook import SheetLayout, SheetRow, read_sheets
from pipeline.vocabulary.errors import MasterError
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.terms import Role
from pipeline.vocabulary.text import compact
from pipeline.vocabulary.values import ALWAYS, Span

CHANGES = SheetLayout("责任变动", ("事项编号", "单位", STARTS, ENDS), is_optional=True)
"""Where a person writes the days of a unit's part in a task, in 责任分解表.xlsx; the rows without it are as before."""


@dataclass(frozen=True)
class Tenures:
    """The tasks with every unit that ever bore them, and what the register should keep of it (``seen``)."""

    tasks: tuple[Task, ...]
    seen: tuple[SeenDuty, ...]


def load_changes(path: Path, tasks: Iterable[Task], directory: UnitDirectory) -> tuple[Task, ...]:
    """``tasks`` with the days of 责任变动; raises MasterError for a row that cannot be meant."""
    (rows,) = read_sheets(path, CHANGES)
    by_id = {task.task_id: task for task in tasks}
    told = gathered(_change(row, by_id, directory) for row in rows)
    return tuple(_told(task, told) for task in by_id.values())


def _change(row: SheetRow, tasks: Mapping[str, Task], directory: UnitDirectory) -> tuple[tuple[str, str], Span]:
    task = tasks.get(compact(row["事项编号"].text))
    if task is None:
        cell = row["事项编号"]
        raise MasterError(
            f"{cell.place} 的“{cell.text}”不是责任分解表中的事项。", "请填写如 任务37、实事5 的事项编号。"
        )
    unit = directory.find(row["单位"].text)
    if unit is None:
        cell = row["单位"]
        raise MasterError(f"{cell.place} 的“{cell.text}”不在单位名录中。", "一行填写一个单位，请按单位名录填写。")
    first, last = days_of(row)
    if not first and not last:
        raise MasterError(f"{row[STARTS].place} 没有填写日期。", "请填写启用日期或停用日期；不需要的行请整行删除。")
    if not last and unit.name not in {one.unit for one in task.assignments}:
        raise MasterError(
            f"{row[ENDS].place} 没有填写停用日期，而{task.task_id}的责任单位中没有{unit.name}。",
            "已不承担的，请补填停用日期（承担到哪一天）；仍承担的，请在附件表的责任单位中写上该单位。",
        )
    return (task.task_id, unit.name), Span(first, last)


def _told(task: Task, told: Mapping[tuple[str, str], Sequence[Span]]) -> Task:
    own = {unit: tuple(sorted(spans, key=_start)) for (task_id, unit), spans in told.items() if task_id == task.task_id}
    present = [replace(one, spans=own.pop(one.unit, one.spans)) for one in task.assignments]
    gone = [Assignment(unit, Role.SUPPORT, spans=spans) for unit, spans in own.items()]
    return replace(task, assignments=(*present, *gone))


def _start(span: Span) -> date:
    return span.since or date.min


def with_tenures(tasks: Iterable[Task], directory: UnitDirectory, history: DutyHistory, today: date) -> Tenures:
    """``tasks`` with the units that bore them earlier in the year, everything with its days (R26)."""
    listed = tuple(tasks)
    known = replace(history, seen=_under_present_keys(history.seen, directory))
    now = advance(known, list(_current_keys(listed, directory, today)), today)
    latest = max((one.last_seen for one in now), default=today)
    spans = gathered((one.key, _span(one, latest)) for one in now)
    return Tenures(tuple(_borne(task, spans, directory) for task in listed), now)


def _under_present_keys(seen: Iterable[SeenDuty], directory: UnitDirectory) -> tuple[SeenDuty, ...]:
    """What was seen of a unit whose name was changed without a 新名称, under the name that its alias leads to."""
    moved = (replace(one, key=one.key._replace(unit=_key(one.key.unit, directory))) for one in seen)
    return tuple({(one.key, one.since): one for one in moved}.values())


def _key(unit: str, directory: UnitDirectory) -> str:
    found = directory.find(unit)
    return found.key if found else unit


def _current_keys(tasks: Iterable[Task], directory: UnitDirectory, today: date) -> Iterator[DutyKey]:
    for task in tasks:
        for one in task.assignments:
            if all(span.until and span.until < today for span in one.spans):
                continue
            yield DutyKey(task.task_id, _key(one.unit, directory), Part.BEARS)
            if one.role is Role.LEAD:
                yield DutyKey(task.task_id, _key(one.unit, directory), Part.LEADS)


def _span(one: SeenDuty, latest: date) -> Span:
    is_over = one.last_seen < latest
    return Span(one.since, one.last_seen if is_over else None, one.since is not None, is_over)


def _borne(task: Task, spans: Mapping[DutyKey, Sequence[Span]], directory: UnitDirectory) -> Task:
    """``task`` with its assignments in their days, and behind them those that have ended."""
    told = {_key(one.unit, directory): one for one in task.assignments}
    keys = [key for key in spans if key.task_id == task.task_id and key.part == Part.BEARS]
    begun = min((_start(span) for key in keys for span in spans[key]), default=date.min)
    made = []
    for unit in dict.fromkeys((*told, *(key.unit for key in keys))):
        found = directory.find(unit)
        one = told.get(unit) or Assignment(found.name if found else unit, Role.SUPPORT)
        borne = spans.get(DutyKey(task.task_id, unit, Part.BEARS), ())
        led = spans.get(DutyKey(task.task_id, unit, Part.LEADS), ())
        made.append(_in_its_days(one, _since_start(borne, begun) if task.starts_on else borne, led))
    return replace(task, assignments=tuple(made))


def _since_start(spans: Sequence[Span], begun: date) -> list[Span]:
    """Of a task with an 启用日期, what began with it began on that day, not when a run first saw it."""
    return [replace(span, since=None, is_start_seen=False) if span.since == begun else span for span in spans]


def _in_its_days(one: Assignment, seen: Sequence[Span], led: Sequence[Span]) -> Assignment:
    if not seen:
        return one
    spans = _joined(one.spans, seen)
    leading = tuple(_aligned(span, seen, spans) for span in led)
    return replace(one, spans=spans, leading=leading)


def _joined(told: Sequence[Span], seen: Sequence[Span]) -> tuple[Span, ...]:
    """The days that people gave, else those seen; what ended before the first of the given days stays."""
    if tuple(told) == ALWAYS:
        return tuple(seen)
    first = told[0]
    if first.since is None:
        first = replace(first, since=seen[0].since, is_start_seen=seen[0].is_start_seen)
    earlier = [span for span in seen if span.until and first.since and span.until < first.since]
    return (*earlier, first, *told[1:])


def _aligned(led: Span, seen: Sequence[Span], told: Sequence[Span]) -> Span:
    """The days of leading: those of bearing where both began, or ended, together, and at the gaps between its spans."""
    own = [span for span in told if _overlap(span, led)]
    if not own:
        return led
    first, last = own[0], own[-1]
    begins = first is not told[0] or led.since in {span.since for span in seen}
    ends = last is not told[-1] or led.until in {span.until for span in seen}
    since = first if begins else led
    until = last if ends else led
    return Span(since.since, until.until, since.is_start_seen, until.is_end_seen)


def _overlap(one: Span, other: Span) -> bool:
    return _start(one) <= (other.until or date.max) and _start(other) <= (one.until or date.max)

"""What the office itself must put right: impossible days, entries without effect, groups and calendars (R4, R6, R7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from pipeline.config import Settings
from pipeline.decisions.decisions import Decisions
from pipeline.decisions.entries import Extension
from pipeline.ledger.owed.obligations import Obligations
from pipeline.ledger.receipts.received import ReceivedFile
from pipeline.master.tasks import Assignment, Task
from pipeline.master.units import UnitDirectory
from pipeline.submissions.meant import is_ahead
from pipeline.vocabulary.findings import Finding, Kind, Place, finding
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.terms import ReceivedBasis
from pipeline.vocabulary.text import chinese_date

_STALE_DAYS = 90
_REGISTER = Place("人工认定.xlsx", "收文登记")
_TASKS = Place("责任分解表.xlsx")
_UNITS = Place("单位名录.xlsx", "单位")
_CHANGES = Place("责任分解表.xlsx", "责任变动")


def table_findings(tasks: Sequence[Task], directory: UnitDirectory, settings: Settings) -> Iterator[Finding]:
    """Groups that nobody has confirmed (R4), duties that changed without a day (R26), years without a calendar (R6)."""
    yield from _group_findings(tasks, directory)
    yield from _duty_findings(tasks)
    yield from _day_findings(tasks)
    for unit in directory.units:
        if unit.unread_rank:
            yield finding(Kind.UNIT_RANK_UNREAD, _UNITS, where=unit.unread_rank)
    yield from _calendar_findings(settings)


def taken_back_findings(obligations: Obligations) -> Iterator[Finding]:
    """What 撤销 cannot undo for periods that are over, and how a slip is undone (R26)."""
    for entry, periods in obligations.taken_back_late():
        labels = "、".join(period.label for period in periods)
        if isinstance(entry, Extension):
            until = obligations.extended_to(entry.unit, periods[0])
            sheet, what, still = "延期批准", "延期", f"仍按延期至{chinese_date(until)}计" if until else ""
        else:
            sheet, what, still = "免报", f"{entry.task_id}的免报", "截止时免报，仍不需报送，以后各期照常报送"
        place = Place("人工认定.xlsx", sheet)
        told = {"what": f"{entry.unit}{what}", "periods": labels, "still": still}
        yield finding(Kind.TAKEN_BACK_LATE, place, unit=entry.unit, period=periods[-1], **told)


def receipt_findings(files: Sequence[ReceivedFile], decisions: Decisions, today: date) -> Iterator[Finding]:
    """Received days that cannot be or are yet to come, and rejected names under which several files lay (R7, R25)."""
    yield from (_received_later(file) for file in files if file.received_date > today)
    yield from _impossible_days(files, decisions, today)
    yield from _unclear_rejections(files, decisions)


def _impossible_days(files: Iterable[ReceivedFile], decisions: Decisions, today: date) -> Iterator[Finding]:
    """Received days that cannot be (R7): later than the file lay here; of a return on paper, later than today."""
    for file in files:
        if file.refused_day and not file.is_held:
            day, basis = file.refused_day
            seen = file.received_date
            known = f"文件已经放在收件文件夹中的{seen}，按{seen}计"
            yield finding(Kind.DAY_IMPOSSIBLE, Place(file.source), day=day, basis=basis, known=known)
    for entry in (one for one in decisions.received if not one.source):
        about: dict[str, Any] = {"unit": entry.unit, "period": entry.period, "day": entry.received_date}
        if entry.received_date > today:
            yield finding(Kind.PAPER_LATER, _REGISTER, **about)
        elif is_ahead(entry):
            known = f"读到该登记的{entry.dated_on}，因此迟报的，按待认定处理"
            yield finding(Kind.DAY_IMPOSSIBLE, _REGISTER, **about, basis=ReceivedBasis.PERSON, known=known)


def _unclear_rejections(files: Sequence[ReceivedFile], decisions: Decisions) -> Iterator[Finding]:
    """Entries 不采用 for a name under which several contents lay: nobody can tell which is meant."""
    names = gathered((name, file.exact_name) for file in files for name in {file.source, file.place})
    for source in sorted(decisions.rejected_sources):
        contents = list(dict.fromkeys(names.get(source, ())))
        if _is_unclear(source, files):
            yield finding(
                Kind.SOURCE_SEVERAL, _REGISTER, source=source, count=len(contents), listed="、".join(contents)
            )


def _is_unclear(source: str, files: Iterable[ReceivedFile]) -> bool:
    """Whether different contents lay there in the course of time, so that nobody can tell which is meant."""
    by_source = {file.sha256 for file in files if file.source == source}
    by_place = {file.deposit.sha256 for file in files if file.place == source and file.source != source}
    return max(len(by_source), len(by_place)) > 1


def _received_later(file: ReceivedFile) -> Finding:
    return finding(Kind.RECEIVED_LATER, Place(file.source), day=file.received_date, basis=file.basis)


def _group_findings(tasks: Sequence[Task], directory: UnitDirectory) -> Iterator[Finding]:
    """One finding for each group unit that a task names and nobody has confirmed (R4)."""
    for group in directory.groups:
        naming = [task.task_id for task in tasks if group.name in task.groups]
        if naming and not group.is_confirmed:
            yield finding(Kind.GROUP_UNCONFIRMED, group=group.name, tasks="、".join(naming))


def _duty_findings(tasks: Iterable[Task]) -> Iterator[Finding]:
    """One finding for each task whose units changed without a day."""
    for task in tasks:
        changes = [told for one in task.assignments for told in _changes(one)]
        if changes:
            yield finding(
                Kind.DUTY_CHANGED, _CHANGES, task_id=task.task_id, task=task.task_id, changes="；".join(changes)
            )


def _changes(one: Assignment) -> Iterator[str]:
    for span in one.spans:
        if span.since and span.is_start_seen:
            yield f"{one.unit}自{chinese_date(span.since)}起承担"
        if span.until and span.is_end_seen:
            yield f"{one.unit}承担至{chinese_date(span.until)}"


def _day_findings(tasks: Iterable[Task]) -> Iterator[Finding]:
    """One finding for each unit whose days nobody can read, and for each task that nobody bears for some days."""
    for task in tasks:
        for where in task.unread_days:
            yield finding(Kind.DUTY_DAYS_UNREAD, _TASKS, task_id=task.task_id, where=where)
        if gaps := "、".join(_gaps(task)):
            yield finding(Kind.DUTY_GAP, _TASKS, task_id=task.task_id, task=task.task_id, days=gaps)


def _gaps(task: Task) -> Iterator[str]:
    """The days between two spans that people wrote in which no unit bears the task."""
    spans = sorted((span for one in task.assignments for span in one.spans), key=lambda span: span.since or date.min)
    borne_until = date.min
    for span in spans:
        is_told = span.since and not span.is_start_seen and borne_until > date.min
        if is_told and span.since and (span.since - borne_until).days > 1:
            first, last = borne_until + timedelta(days=1), span.since - timedelta(days=1)
            yield chinese_date(first) if first == last else f"{chinese_date(first)}至{chinese_date(last)}"
        borne_until = max(borne_until, span.until or date.max)


def _calendar_findings(settings: Settings) -> Iterator[Finding]:
    calendar = settings.work_calendar
    for year in calendar.uncovered(settings.due_dates.values()):
        periods = [period.label for period, due in settings.due_dates.items() if due.year == year]
        yield finding(Kind.CALENDAR_UNCOVERED, years=year, periods="、".join(periods))


def list_warnings(
    findings: Iterable[Finding],
    settings: Settings,
    today: date,
    is_anybody_owing: bool,
    is_inbox_doubtful: bool,
) -> tuple[str, ...]:
    """What every output of this run must say aloud."""
    spoken = [f"{fault.problem}{fault.remedy}" for fault in findings if fault.kind is Kind.CALENDAR_UNCOVERED]
    if is_inbox_doubtful and today > min(settings.due_dates.values()):
        spoken.append(
            "收件文件夹是空的，也从未收到过文件：已经截止而没有收到的，按待认定处理，不催办、不点名。"
            "请核对 config.toml [folders] 的 inbox 和网络盘；确属没有任何单位报送的，加 --confirmed 重新运行。"
        )
    if not is_anybody_owing:
        spoken.append("责任分解表中没有需要报送的单位，请核对 master/责任分解表.xlsx。")
    if (today - max(settings.due_dates.values())).days > _STALE_DAYS:
        spoken.append(
            f"{settings.year}年度的报送早已结束。如要督查新的年度，请修改 config.toml 的 year、plan_due 并更新责任分解表。"
        )
    return tuple(spoken)

"""The walk, in order: what every run does. The only module that knows the order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from pipeline.archive import Register, Run, Sighting, freeze_ledger, keep_original, open_register, sha256_of
from pipeline.config import Settings
from pipeline.executor import map_in_order
from pipeline.ledger.build import build_ledger
from pipeline.ledger.model import Ledger
from pipeline.ledger.received import ReceivedFile, date_files
from pipeline.lock import locked
from pipeline.master.decisions import Decisions, load_decisions
from pipeline.master.tasks import Task, load_tasks
from pipeline.master.units import load_units
from pipeline.outputs.blank_forms import write_unit_forms
from pipeline.outputs.bulletins.catalogue import write_bulletins, write_delivery_bulletin, write_due_bulletins
from pipeline.outputs.decision_workbook import write_decision_workbook
from pipeline.outputs.ledger_workbook import write_ledger_workbook
from pipeline.outputs.outbox import Outbox
from pipeline.outputs.overdue_workbook import write_overdue_workbook
from pipeline.outputs.run_page import write_run_page
from pipeline.submissions.inbox import InboxFile, list_inbox
from pipeline.submissions.submission import FileReading, References, read_submission
from pipeline.vocabulary.errors import PipelineError, StateError
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind

Item = TypeVar("Item")
Track = Callable[[str, Iterable[Item], int], Iterable[Item]]
_ENOUGH_FILES = 5


@dataclass(frozen=True)
class Outcome:
    """What a run left behind: the ledger it saw, the files it wrote, the edited documents it left alone."""

    ledger: Ledger
    written: tuple[Path, ...]
    kept: tuple[Path, ...]


@dataclass(frozen=True)
class Walk:
    """One run's surroundings: settings, the day it stands for, and who watches its progress."""

    settings: Settings
    today: date
    track: Track[InboxFile]
    is_confirmed: bool = False


def run_weekly(walk: Walk) -> Outcome:
    """The inbox read and judged: ledger, start page and the bulletins that are due lie in outbox/."""
    with locked(walk.settings.root), open_register(walk.settings.archive) as register:
        return _write_all(walk, register, build(walk, register))


def run_deadline(walk: Walk, period: Period) -> Outcome:
    """A collection closed after its due date: the weekly run, the reminder list, the delivery bulletin, the ledger frozen."""
    settings = walk.settings
    due = settings.due_dates.get(period)
    if due is None:
        known = "、".join(str(p) for p in settings.due_dates)
        raise PipelineError(f"{period}不是本年度的报送期间。", f"可用的期间：{known}。")
    if walk.today <= due:
        raise PipelineError(f"{period.label}的截止日期是{due}（含当日），现在还没有过期。", "请在截止日期之后运行。")
    with locked(settings.root), open_register(settings.archive) as register:
        ledger = build(walk, register)
        outbox = Outbox(settings.outbox, register, walk.today)
        overdue = outbox.publish(f"催办/{period}/催办汇总.xlsx", lambda path: write_overdue_workbook(path, ledger, period))
        bulletin = write_delivery_bulletin(outbox, ledger, period, settings.office.name)
        outcome = _write_all(walk, register, ledger)
        frozen = freeze_ledger(settings.archive, settings.outbox / "台账.xlsx", f"{period}（截至{walk.today}）")
    return Outcome(ledger, (overdue, bulletin, *outcome.written, frozen), (*outbox.kept, *outcome.kept))


def run_bulletin(walk: Walk, kind: str, period: Period | None) -> Outcome:
    """The bulletins of one kind lie in outbox/通报/: of ``period``, else of the last one due."""
    settings = walk.settings
    with locked(settings.root), open_register(settings.archive) as register:
        ledger = build(walk, register)
        outbox = Outbox(settings.outbox, register, walk.today)
        written = write_bulletins(outbox, ledger, kind, period, settings.office.name)
    return Outcome(ledger, written, tuple(outbox.kept))


def run_forms(walk: Walk, period: Period | None) -> tuple[Path, ...]:
    """Each unit's prefilled Annex 3 and, for a month, Annex 4 lie in outbox/下发表格/."""
    settings = walk.settings
    with locked(settings.root), open_register(settings.archive) as register:
        ledger = build(walk, register)
        decisions = _load(settings)[1]
    month = period or next((m for m in settings.months if settings.due_dates[m] >= walk.today), settings.months[-1])
    goals = {
        (row["task_id"], row["unit"]): tuple(row[f"goal_q{quarter}"] or "" for quarter in (1, 2, 3, 4))
        for row in ledger.duties.to_dict("records")
    }
    return write_unit_forms(
        settings.outbox / "下发表格",
        [_still_owed(task, decisions, month) for task in ledger.tasks],
        year=settings.year,
        month=month.month or None,
        planned_goals=goals,
        day=walk.today,
        who=settings.reporting.who,
    )


def build(walk: Walk, register: Register) -> Ledger:
    """The ledger of the day: everything read, dated, settled and judged; nothing written but what archive/ keeps."""
    settings = walk.settings
    references, decisions = _load(settings)
    listed = list_inbox(settings.inbox)
    _refuse_strange_state(walk, register, len(listed), len(references.tasks))
    read = [found for found in _read_all(walk, listed, references) if found]
    files = _date_all(read, register, decisions, walk.today)
    register.record_run(Run(walk.today, len(listed), len(references.tasks)))
    return build_ledger(references.tasks, references.directory, files, decisions, settings, walk.today)


def _load(settings: Settings) -> tuple[References, Decisions]:
    directory = load_units(settings.master / "单位名录.xlsx")
    tasks = load_tasks(settings.master / "责任分解表.xlsx", directory)
    decisions = load_decisions(settings.master / "人工认定.xlsx", directory, tasks, settings.year)
    return References(settings, directory, tasks), decisions


def _refuse_strange_state(walk: Walk, register: Register, files: int, tasks: int) -> None:
    """A run that would lose what the last one saw stops before anything is written, unless it is meant."""
    last = register.last_run()
    if walk.is_confirmed or not last:
        return
    if last.files >= _ENOUGH_FILES and files == 0:
        raise StateError(f"收件文件夹现在是空的，而上次运行（{last.day}）有{last.files}个文件。", "请检查文件夹是否被移走或网络盘未连接；确属清空的，加 --confirmed 重新运行。")
    if tasks * 2 < last.tasks:
        raise StateError(f"责任分解表现有{tasks}项，而上次运行（{last.day}）有{last.tasks}项。", "请检查表格是否被误删；确属调整的，加 --confirmed 重新运行。")


def _read_all(
    walk: Walk, listed: Sequence[InboxFile], references: References
) -> Iterable[tuple[InboxFile, str, FileReading] | None]:
    archive = walk.settings.archive

    def read(file: InboxFile) -> tuple[InboxFile, str, FileReading] | None:
        try:
            sha256 = sha256_of(file.path)
            content = file.path.read_bytes()
        except FileNotFoundError:  # withdrawn, or Excel is just saving it: the next run sees it
            return None
        reading = read_submission(file.source, file.words, content, references)
        keep_original(archive, file.path, sha256)
        return file, sha256, reading

    return walk.track("读取报表", map_in_order(read, listed), len(listed))  # type: ignore[arg-type, return-value]


def _date_all(
    read: Sequence[tuple[InboxFile, str, FileReading]], register: Register, decisions: Decisions, today: date
) -> tuple[ReceivedFile, ...]:
    first_days = register.record_sightings((Sighting(sha256, file.source, file.file_day) for file, sha256, _ in read), today)
    return date_files(read, first_days, decisions)


def _still_owed(task: Task, decisions: Decisions, period: Period) -> Task:
    form = FormKind.PLAN if period.is_plan else FormKind.PROGRESS
    owed = tuple(a for a in task.assignments if not decisions.excuses(a.unit, task.task_id, form, period))
    return replace(task, assignments=owed)


def _write_all(walk: Walk, register: Register, ledger: Ledger) -> Outcome:
    settings = walk.settings
    outbox = Outbox(settings.outbox, register, walk.today)
    decision_book = settings.master / "人工认定.xlsx"
    if not decision_book.exists():
        write_decision_workbook(decision_book, walk.today)
    workbook = write_ledger_workbook(settings.outbox / "台账.xlsx", ledger, settings.lines())
    bulletins = write_due_bulletins(outbox, ledger, settings.office.name)
    page = write_run_page(settings.outbox / "首页.html", ledger, settings.root, (workbook, *bulletins), tuple(outbox.kept))
    return Outcome(ledger, (page, workbook, *bulletins), tuple(outbox.kept))

"""The walk, in order: what every run does. The only module that knows the order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from pipeline.archive import (
    KeptDecision,
    Register,
    Run,
    Sighting,
    keep_original,
    open_register,
    refuse_strange_state,
)
from pipeline.config import Settings
from pipeline.ledger.build import build_ledger
from pipeline.ledger.contacts import Contact, list_contacts
from pipeline.ledger.expected import still_owed
from pipeline.ledger.model import Ledger
from pipeline.ledger.received import date_files, returns_by_content
from pipeline.ledger.verdict import Verdict, judge_return
from pipeline.ledger.withdrawn import list_withdrawn
from pipeline.lock import locked
from pipeline.master.decisions import Decisions, load_decisions
from pipeline.master.tasks import load_tasks
from pipeline.master.units import load_units
from pipeline.outputs.agenda import outcome_rows, write_agenda
from pipeline.outputs.blank_forms import write_unit_forms
from pipeline.outputs.bulletins.catalogue import write_bulletins, write_delivery_bulletin, write_due_bulletins
from pipeline.outputs.bulletins.desk import Desk, open_namings, with_bulletins
from pipeline.outputs.bulletins.template_check import check_lines
from pipeline.outputs.closing_namings import closing_namings
from pipeline.outputs.contacts_workbook import write_contacts_workbook
from pipeline.outputs.decision_workbook import Refresh, refresh_decision_workbook
from pipeline.outputs.installed_fonts import font_warnings, installed_fonts
from pipeline.outputs.ledger_workbook import write_ledger_workbook
from pipeline.outputs.outbox import Outbox
from pipeline.outputs.overdue_workbook import write_overdue_workbook
from pipeline.outputs.pending_rows import alias_rows, claim_rows, naming_rows, question_rows
from pipeline.outputs.reminders import issue_early_reminders, issue_reminders, remembered
from pipeline.outputs.run_page import write_run_page
from pipeline.outputs.spot_checks import draw_for, issue_spot_checks
from pipeline.submissions.companions import settle_companions
from pipeline.submissions.inbox import list_inbox
from pipeline.submissions.read_file import read_file
from pipeline.submissions.reading import ReadFile, read_inbox
from pipeline.submissions.references import References
from pipeline.vocabulary.errors import PipelineError
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.questions import Question

Track = Callable[[str, Iterable[ReadFile], int], Iterable[ReadFile]]


@dataclass(frozen=True)
class Walk:
    """One run's surroundings: settings, the day it stands for, who watches its progress."""

    settings: Settings
    today: date
    track: Track
    is_confirmed: bool = False


@dataclass(frozen=True)
class Outcome:
    """What a run left behind: the ledger it saw, the files it wrote, the edited documents it left alone."""

    ledger: Ledger
    written: tuple[Path, ...]
    kept: tuple[Path, ...]
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Judged:
    """What one run read and made of it, before anything is written to outbox/."""

    ledger: Ledger
    references: References
    decisions: Decisions
    questions: tuple[Question, ...]
    contacts: tuple[Contact, ...]


def run_weekly(walk: Walk) -> Outcome:
    """The inbox is read and judged: ledger, start page and the bulletins that are due lie in outbox/."""
    with locked(walk.settings.root), open_register(walk.settings.archive) as register:
        judged = _judge(walk, register)
        desk = _desk(walk.settings, judged.decisions)
        outcome = _write_all(walk, register, judged, (), desk)
        if not desk.figures:
            return outcome
        frozen = _freeze(walk, outcome.ledger)
    return replace(outcome, written=(*outcome.written, frozen))


def run_deadline(walk: Walk, period: Period) -> Outcome:
    """A collection is closed: the weekly run, the reminders, the delivery bulletin, and the ledger frozen."""
    settings = walk.settings
    _refuse_open_collection(settings, period, walk.today)
    with locked(settings.root), open_register(settings.archive) as register:
        judged = _judge(walk, register)
        ledger = judged.ledger
        outbox = Outbox(settings.outbox, register, walk.today)
        directory = judged.references.directory
        letters = issue_reminders(outbox, ledger, period, settings, directory)
        overdue = outbox.publish(
            f"催办/{period}/催办汇总.xlsx",
            lambda path: write_overdue_workbook(path, ledger, period, remembered(register, directory), letters),
        )
        desk = _desk(settings, judged.decisions)
        bulletin = write_delivery_bulletin(outbox, ledger, period, settings.office.name, desk)
        before = tuple(path for path in (overdue, bulletin) if path.exists())  # a broken template leaves no bulletin
        outcome = _write_all(walk, register, judged, before, desk)
        frozen = _freeze(walk, outcome.ledger, str(period))
    notes = (f"已生成{len(letters)}份催办函，在 {settings.outbox / '催办' / str(period)}",)
    return Outcome(ledger, (*outcome.written, frozen), (*outbox.kept, *outcome.kept), outcome.faults, notes)


def run_early_reminder(walk: Walk, period: Period, workdays: int) -> Outcome:
    """Units whose return for ``period`` is not here yet are reminded, ``workdays`` or fewer before it is due."""
    settings = walk.settings
    due = settings.due_dates.get(period)
    if due is None:
        raise _no_such_period(settings, period)
    if walk.today > due:
        raise PipelineError(f"{period.label}的截止日期{due}已经过了。", "请去掉 --before，按收表截止后运行。")
    with locked(settings.root), open_register(settings.archive) as register:
        judged = _judge(walk, register)
        left = settings.work_calendar.workdays_late(walk.today, due)
        if left > workdays:
            early = f"{period.label}还有{left}个工作日截止，早于提前{workdays}个工作日，这次没有生成提醒。"
            return Outcome(judged.ledger, (), (), notes=(early,))
        outbox = Outbox(settings.outbox, register, walk.today)
        letters = issue_early_reminders(outbox, judged.ledger, period, settings, judged.references.directory)
    notes = (f"已生成{len(letters)}份报送提醒，在 {settings.outbox / '催办' / str(period) / '提前提醒'}",)
    return Outcome(judged.ledger, (), tuple(outbox.kept), notes=notes)


def run_bulletin(walk: Walk, kind: str, period: Period | None) -> Outcome:
    """The bulletins of one kind lie in outbox/通报/: of ``period``, else of the last one due."""
    settings = walk.settings
    with locked(settings.root), open_register(settings.archive) as register:
        judged = _judge(walk, register)
        ledger = judged.ledger
        outbox = Outbox(settings.outbox, register, walk.today)
        desk = _desk(settings, judged.decisions)
        written = write_bulletins(outbox, ledger, kind, period, settings.office.name, desk)
        frozen = (_freeze(walk, with_bulletins(ledger, desk)),) if desk.figures else ()
    return Outcome(ledger, (*written, *frozen), tuple(outbox.kept), tuple(fault.problem for fault in desk.findings))


def run_spotcheck(walk: Walk, period: Period | None, seed: int | None, count: int | None) -> Outcome:
    """A draw of spot checks lies in outbox/抽查/: of ``period``, else of the last month due; the seed is the day's."""
    settings = walk.settings
    with locked(settings.root), open_register(settings.archive) as register:
        judged = _judge(walk, register)
        ledger = judged.ledger
        month = period or (ledger.due_months or ledger.months[:1])[-1]
        if month not in ledger.months:
            raise _no_such_period(settings, month)
        outbox = Outbox(settings.outbox, register, walk.today)
        number = int(f"{walk.today:%Y%m%d}") if seed is None else seed
        draw = draw_for(ledger, judged.decisions, register, settings, month, number, count)
        written, refresh = issue_spot_checks(outbox, ledger, judged.decisions, draw, settings)
    notes = (f"{month.label}可抽查{draw.eligible}件，抽取{len(draw.items)}件，随机种子{number}。",)
    return Outcome(ledger, written, tuple(outbox.kept), (refresh.left_alone,) if refresh.left_alone else (), notes)


def check_templates(settings: Settings) -> Iterable[str]:
    """What is wrong with the templates in master/模板, and every variable they may use, line by line."""
    return check_lines(settings.master / "模板")


def run_check(settings: Settings, paths: Sequence[Path]) -> tuple[Verdict, ...]:
    """One verdict per file (per member of an archive); nothing is written, whatever lies in inbox/ is not looked at."""
    references, _ = _load(settings, (), None)
    verdicts = []
    for path in paths:
        if not path.is_file():
            raise PipelineError(f"找不到文件 {path}。", "请核对文件名和路径。")
        members = read_file(path.name, (path.stem,), path.read_bytes(), references)
        verdicts += [judge_return(reading, references) for _, _, reading in members]
    return tuple(verdicts)


def run_forms(walk: Walk, period: Period | None) -> tuple[Path, ...]:
    """Each unit's prefilled Annex 3 and, for a month (default: the next one due), Annex 4 lie in outbox/下发表格/."""
    settings = walk.settings
    month = period or next((m for m in settings.months if settings.due_dates[m] >= walk.today), settings.months[-1])
    if month not in settings.due_dates:
        raise _no_such_period(settings, month)
    with locked(settings.root), open_register(settings.archive) as register:
        judged = _judge(walk, register)
    return write_unit_forms(
        settings.outbox / "下发表格",
        [still_owed(task, judged.decisions, month) for task in judged.ledger.tasks],
        year=settings.year,
        month=month.month or None,
        planned_goals=judged.ledger.planned_goals,
        day=walk.today,
        who=settings.reporting.who,
    )


def _judge(walk: Walk, register: Register) -> Judged:
    """The ledger of the day: everything read, dated, settled and judged; only archive/ is written to."""
    settings = walk.settings
    references, decisions = _load(settings, register.kept_decisions(), walk.today)
    register.keep_decisions(decisions.kept, walk.today)
    listed = list_inbox(settings.inbox)
    if not walk.is_confirmed:
        refuse_strange_state(register.last_run(), len(listed), len(references.tasks))
    reading = read_inbox(listed, references, partial(keep_original, settings.archive))
    read = settle_companions(list(walk.track("读取报表", reading, len(listed))))
    first_days = register.record_sightings((Sighting(s, file.source, file.file_day) for file, s, _ in read), walk.today)
    latest = register.latest_day()
    register.record_run(Run(walk.today, len(listed), len(references.tasks)))
    files = date_files(read, first_days, decisions, register.known_days())
    directory = references.directory
    register.record_readings(returns_by_content(files))
    gone = register.gone((file.sha256 for file in files), walk.today)
    withdrawn = list_withdrawn(gone, files, decisions, directory, settings.year)
    ledger = build_ledger(references.tasks, directory, files, decisions, settings, walk.today, withdrawn)
    if latest and walk.today < latest:
        ledger = replace(ledger, warnings=(_REPLAY.format(today=walk.today, latest=latest), *ledger.warnings))
    questions = [q for file in files if not file.duplicate_of for q in file.reading.questions]
    questions += [file.question for file in withdrawn if file.is_open]
    contacts = list_contacts(files, ledger.returns["unit"], walk.today)
    return Judged(ledger, references, decisions, tuple(questions), contacts)


_REPLAY = "本次按{today}运行，早于上次运行的{latest}，是按以前的日期重新运行；如非有意，请核对电脑的日期。"


def _load(settings: Settings, kept: Sequence[KeptDecision], day: date | None) -> tuple[References, Decisions]:
    """What ought to come and what people decided; units and officials by the names valid on ``day``."""
    directory = load_units(settings.master / "单位名录.xlsx")
    directory = directory.as_of(day) if day else directory
    tasks = load_tasks(settings.master / "责任分解表.xlsx", directory, day)
    path = settings.master / "人工认定.xlsx"
    decisions = load_decisions(path, directory, tasks, settings.year, kept, settings.due_dates)
    return References(settings, directory, tasks, decisions.answers), decisions


def _desk(settings: Settings, decisions: Decisions) -> Desk:
    return Desk.of(settings.bulletins, settings.master, settings.archive, decisions)


def _write_all(walk: Walk, register: Register, judged: Judged, before: tuple[Path, ...], desk: Desk) -> Outcome:
    settings = walk.settings
    outbox = Outbox(settings.outbox, register, walk.today)
    bulletins = write_due_bulletins(outbox, judged.ledger, settings.office.name, desk)
    ledger = with_bulletins(judged.ledger, desk)
    agenda = write_agenda(outbox, ledger, settings.office.section, settings.bulletins.fonts)
    workbook = write_ledger_workbook(settings.outbox / "台账.xlsx", ledger, settings.lines(), settings.inbox)
    contacts = write_contacts_workbook(settings.outbox / "通讯录.xlsx", walk.today, judged.contacts)
    refresh = _refresh_decisions(walk, register, judged, desk)
    made = (workbook, *before, *bulletins, *agenda, contacts)
    page = write_run_page(
        settings.outbox / "首页.html",
        ledger,
        made,
        tuple(outbox.kept),
        seen=register.record_page(walk.today, ledger.lights),
        inbox=settings.inbox,
        master=settings.master,
        waiting=refresh.waiting,
        left_alone=refresh.left_alone,
        machine=font_warnings(settings.bulletins.fonts, installed_fonts()),
    )
    faults = (*(fault.problem for fault in desk.findings), *([refresh.left_alone] if refresh.left_alone else []))
    return Outcome(ledger, (page, *made), tuple(outbox.kept), faults)


def _freeze(walk: Walk, ledger: Ledger, occasion: str = "台账") -> Path:
    """The ledger of this cut-off lies in archive/台账/ for good: the rows behind every figure of its bulletins (R20)."""
    settings = walk.settings
    path = settings.archive / "台账" / f"{occasion}（截至{walk.today}）.xlsx"
    return write_ledger_workbook(path, ledger, settings.lines(), settings.inbox)


def _refresh_decisions(walk: Walk, register: Register, judged: Judged, desk: Desk) -> Refresh:
    """人工认定.xlsx shows what waits for a person now; what a person wrote in it stays."""
    pending = {
        "匹配认定": question_rows(judged.questions, judged.ledger.tasks),
        "办结销号": claim_rows(judged.ledger, judged.decisions),
        "点名确认": naming_rows(open_namings(closing_namings(judged.ledger) | desk.pending), judged.decisions),
        "问题处置": outcome_rows(judged.ledger),
        "别名建议": alias_rows(judged.decisions, judged.references.directory),
    }
    path = walk.settings.master / "人工认定.xlsx"
    return refresh_decision_workbook(path, walk.today, pending, register, walk.settings.archive)


def _refuse_open_collection(settings: Settings, period: Period, today: date) -> None:
    due = settings.due_dates.get(period)
    if due is None:
        raise _no_such_period(settings, period)
    if today <= due:
        raise PipelineError(f"{period.label}的截止日期是{due}（含当日），现在还没有过期。", "请在截止日期之后运行。")


def _no_such_period(settings: Settings, period: Period) -> PipelineError:
    known = "、".join(str(one) for one in settings.due_dates)
    return PipelineError(f"{period}不是本年度的报送期间。", f"可用的期间：{known}。")

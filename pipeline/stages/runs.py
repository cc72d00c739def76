"""The runs over the whole: every week, after a collection deadline, before one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.config import Settings
from pipeline.keeping.lock import locked
from pipeline.keeping.register import open_register
from pipeline.outputs.bulletins.catalogue import write_delivery_bulletin
from pipeline.outputs.reminders.overdue_workbook import write_overdue_workbook
from pipeline.outputs.reminders.reminders import issue_early_reminders, issue_reminders, remembered
from pipeline.outputs.shared.outbox import Outbox
from pipeline.stages.walk import Outcome, Walk, judge, no_such_period
from pipeline.stages.writing import desk_of, freeze, write_all
from pipeline.vocabulary.errors import PipelineError
from pipeline.vocabulary.periods import Period


def run_weekly(walk: Walk) -> Outcome:
    """The inbox is read and judged: ledger, start page and the bulletins that are due lie in outbox/."""
    with locked(walk.settings.root), open_register(walk.settings.archive) as register:
        judged = judge(walk, register)
        desk = desk_of(walk.settings, judged.decisions)
        outcome = write_all(walk, register, judged, (), desk)
        if not desk.figures:
            return outcome
        frozen = freeze(walk, outcome.ledger)
    return replace(outcome, written=(*outcome.written, frozen))


def run_deadline(walk: Walk, period: Period) -> Outcome:
    """A collection is closed: the weekly run, the reminders, the delivery bulletin, and the ledger frozen."""
    settings = walk.settings
    _refuse_open_collection(settings, period, walk.today)
    with locked(settings.root), open_register(settings.archive) as register:
        judged = judge(walk, register)
        ledger = judged.ledger
        outbox = Outbox(settings.outbox, register, walk.today)
        directory = judged.references.directory
        letters = issue_reminders(outbox, ledger, period, settings, directory)
        overdue = outbox.publish(
            f"催办/{period}/催办汇总.xlsx",
            lambda path: write_overdue_workbook(path, ledger, period, remembered(register, directory), letters),
        )
        desk = desk_of(settings, judged.decisions)
        bulletin = write_delivery_bulletin(outbox, ledger, period, settings.office.name, desk)
        before = tuple(path for path in (overdue, bulletin) if path.exists())  # a broken template leaves no bulletin
        outcome = write_all(walk, register, judged, before, desk)
        frozen = freeze(walk, outcome.ledger, str(period))
    notes = (f"已生成{len(letters)}份催办函，在 {settings.outbox / '催办' / str(period)}",)
    return Outcome(ledger, (*outcome.written, frozen), (*outbox.kept, *outcome.kept), outcome.faults, notes)


def run_early_reminder(walk: Walk, period: Period, workdays: int) -> Outcome:
    """Units whose return for ``period`` is not here yet are reminded, ``workdays`` or fewer before it is due."""
    settings = walk.settings
    due = settings.due_dates.get(period)
    if due is None:
        raise no_such_period(settings, period)
    if walk.today > due:
        raise PipelineError(f"{period.label}的截止日期{due}已经过了。", "请去掉 --before，按收表截止后运行。")
    with locked(settings.root), open_register(settings.archive) as register:
        judged = judge(walk, register)
        left = settings.work_calendar.workdays_late(walk.today, due)
        if left > workdays:
            early = f"{period.label}还有{left}个工作日截止，早于提前{workdays}个工作日，这次没有生成提醒。"
            return Outcome(judged.ledger, (), (), notes=(early,))
        outbox = Outbox(settings.outbox, register, walk.today)
        letters = issue_early_reminders(outbox, judged.ledger, period, settings, judged.references.directory)
    notes = (f"已生成{len(letters)}份报送提醒，在 {settings.outbox / '催办' / str(period) / '提前提醒'}",)
    return Outcome(judged.ledger, (), tuple(outbox.kept), notes=notes)


def _refuse_open_collection(settings: Settings, period: Period, today: date) -> None:
    due = settings.due_dates.get(period)
    if due is None:
        raise no_such_period(settings, period)
    if today <= due:
        raise PipelineError(f"{period.label}的截止日期是{due}（含当日），现在还没有过期。", "请在截止日期之后运行。")

"""``deadline``: the run after a collection has closed, and the reminder before it does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.config import Settings
from pipeline.outputs.bulletins.catalogue import draft_due
from pipeline.outputs.bulletins.drafts import ledger_with
from pipeline.outputs.bulletins.kinds.delivery import DELIVERY
from pipeline.outputs.reminders.overdue_workbook import write_overdue_workbook
from pipeline.outputs.reminders.reminders import issue_early_reminders, issue_reminders, remembered
from pipeline.outputs.shared.outbox import Outbox
from pipeline.stages.beginning import begun
from pipeline.stages.notes import unasked_note
from pipeline.stages.walk import RunOutcome, Walk, due_day, judge
from pipeline.stages.writing import Made, desk_of, freeze, freeze_drafted, outbox_of, write_all
from pipeline.vocabulary.errors import PipelineError
from pipeline.vocabulary.periods import Period

_NO_CONTACT = "催办函末尾没有联系人：请在 config.toml [office] 的 contact 填写督查室的联系人和电话。"


def run_deadline(walk: Walk, period: Period) -> RunOutcome:
    """A collection is closed: the weekly run, the reminders, the delivery bulletin, and the ledger frozen."""
    settings = walk.settings
    _refuse_open_collection(settings, period, walk.today)
    with begun(walk) as register:
        judged, outbox = judge(walk, register), outbox_of(walk, register)
        desk = desk_of(walk, judged, outbox, period)
        drafts = draft_due(judged.ledger, desk, closing=period)
        delivery = drafts.of(DELIVERY.slot(judged.ledger, period).name)
        freeze_new = freeze_drafted(walk, outbox, drafts)
        made = Made(judged, ledger_with(judged.ledger, drafts), drafts, desk)
        directory = judged.references.directory
        letters = issue_reminders(outbox, made.ledger, period, settings, directory)
        overdue = outbox.publish(
            f"催办/{period}/催办汇总.xlsx",
            lambda path: write_overdue_workbook(path, made.ledger, period, remembered(register, directory), letters),
        )
        standing = outbox.folder / delivery.slot.path()  # issued before, it is not drafted again
        before = (overdue,) if delivery.files or not standing.exists() else (overdue, standing)
        outcome = write_all(walk, outbox, made, before)
        frozen = (*freeze_new(), freeze(walk, made.ledger, str(period)))
    issued = f"已生成{len(letters)}份催办函，在 {settings.outbox / '催办' / str(period)}"
    notes = (issued, *_contact_note(settings, len(letters)), *outcome.notes, *unasked_note(judged.decisions))
    return replace(outcome, written=(*outcome.written, *frozen), notes=notes)


def _contact_note(settings: Settings, letters: int) -> tuple[str, ...]:
    """That the letters name nobody to ask, and where to enter whom."""
    is_entered = settings.office.contact or settings.bulletins.objection_contact
    return () if is_entered or not letters else (_NO_CONTACT,)


def run_early_reminder(walk: Walk, period: Period, workdays: int) -> RunOutcome:
    """Units whose return for ``period`` is not here yet are reminded, ``workdays`` or fewer before it is due."""
    settings = walk.settings
    due = due_day(settings, period)
    if walk.today > due:
        raise PipelineError(f"{period.label}的截止日期{due}已经过了。", "请去掉 --before，按收表截止后运行。")
    with begun(walk) as register:
        judged = judge(walk, register)
        left = settings.work_calendar.workdays_late(walk.today, due)
        if left > workdays:
            early = f"{period.label}还有{left}个工作日截止，早于提前{workdays}个工作日，这次没有生成提醒。"
            return RunOutcome(judged.ledger, (), (), notes=(early,))
        outbox = Outbox(settings.outbox, register, walk.today)
        letters = issue_early_reminders(outbox, judged.ledger, period, settings, judged.references.directory)
    folder = settings.outbox / "催办" / str(period) / "提前提醒"
    notes = (
        f"已生成{len(letters)}份报送提醒，在 {folder}；首页和台账没有改动，仍是上次运行的",
        *unasked_note(judged.decisions),
    )
    return RunOutcome(judged.ledger, (), tuple(outbox.kept), notes=notes)


def _refuse_open_collection(settings: Settings, period: Period, today: date) -> None:
    due = due_day(settings, period)
    if today <= due:
        raise PipelineError(f"{period.label}的截止日期是{due}（含当日），现在还没有过期。", "请在截止日期之后运行。")

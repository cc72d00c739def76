"""Reminders of one run: a letter per unit in outbox/催办/, remembered in the register, letters out of date taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pipeline.config import Settings
from pipeline.keeping.files import write_bytes
from pipeline.keeping.register import Register, Reminded
from pipeline.ledger.follow_up.reminding import build_early_reminders, build_reminders
from pipeline.ledger.follow_up.requests import Reminder
from pipeline.ledger.model import Ledger
from pipeline.master.units import UnitDirectory
from pipeline.outputs.forms.blank_forms import safe_name
from pipeline.outputs.reminders.facts import LetterFacts
from pipeline.outputs.reminders.kept_letters import KeptLetters
from pipeline.outputs.reminders.letter import write_reminder_letter
from pipeline.outputs.shared.outbox import Outbox
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Fault

_OVERDUE, _EARLY = "催办函", "报送提醒"
_OF_RETURNS = frozenset({Fault.MISSING, Fault.LATE, Fault.INCOMPLETE, Fault.WITHOUT_MATERIAL})


@dataclass(frozen=True)
class Letter:
    """A reminder as it lies in outbox/, and the tone in which it speaks."""

    reminder: Reminder
    tone: str
    path: Path


def issue_reminders(
    outbox: Outbox, ledger: Ledger, period: Period, settings: Settings, directory: UnitDirectory
) -> tuple[Letter, ...]:
    """催办/<期间>/<单位>催办函.docx for each unit that something is wanting of; none of whom all is here.

    Run twice on one day, the letters are the same and nothing is counted twice.
    """
    reminders = build_reminders(
        ledger,
        period,
        settings.work_calendar,
        remembered(outbox.register, directory),
        settings.reminders.reply_workdays,
    )
    return _issue(outbox, ledger, settings, reminders, f"催办/{period}", _OVERDUE)


def issue_early_reminders(
    outbox: Outbox, ledger: Ledger, period: Period, settings: Settings, directory: UnitDirectory
) -> tuple[Letter, ...]:
    """催办/<期间>/提前提醒/<单位>报送提醒.docx for each unit whose return is not here yet, before its due date."""
    reminders = build_early_reminders(ledger, period, settings.work_calendar, remembered(outbox.register, directory))
    return _issue(outbox, ledger, settings, reminders, f"催办/{period}/提前提醒", _EARLY)


def remembered(register: Register, directory: UnitDirectory) -> tuple[Reminded, ...]:
    """What the register holds, each unit by its present name."""
    found = ((one, directory.find(one.unit)) for one in register.reminders())
    return tuple(replace(one, unit=unit.name) if unit else one for one, unit in found)


def _issue(
    outbox: Outbox, ledger: Ledger, settings: Settings, reminders: Iterable[Reminder], folder: str, name: str
) -> tuple[Letter, ...]:
    calendar = settings.work_calendar
    kept = KeptLetters(settings.archive)
    kept.keep_standing(outbox.folder, folder, name)
    written: dict[str, Letter] = {}
    before = tuple(outbox.register.reminders())
    named = _named(outbox.register, ledger.cutoff)
    for reminder in reminders:
        if f"{folder}/{safe_name(reminder.unit)}{name}.docx" in written:
            continue  # an earlier letter to the unit, which it may still answer: it was kept when it was written
        if reminder.is_repeated(before) and kept.is_asked_elsewhere(reminder, folder, name):
            continue  # the letter of a later collection asks for it already
        days = [reminder.reply_by, *(request.last_day for request in reminder.requests)]
        facts = LetterFacts(
            office=settings.office,
            year=settings.year,
            tones=settings.reminders.tones,
            task_texts={task.task_id: task.text for task in ledger.tasks},
            uncovered_years=calendar.uncovered(days),
            contact=settings.office.contact or settings.bulletins.objection_contact,
            named=named,
        )
        relative = f"{folder}/{safe_name(reminder.unit)}{name}.docx"
        # Once dated it stays as it went out: what has come to be wanting since has a letter of its own day.
        standing = kept.find(folder, relative, reminder.day) if reminder.day < outbox.today else None
        path = outbox.publish(
            relative,
            lambda path, one=reminder, told=facts, before=standing: (  # type: ignore[misc]
                write_bytes(path, before.read_bytes())
                if before
                else write_reminder_letter(path, one, told, settings.bulletins.fonts, outbox.say)
            ),
        )
        written[relative] = Letter(reminder, facts.tone(reminder.stage), path)
        if not standing:
            kept.keep(path, folder, f"{path.stem}（{reminder.day}）")
        if reminder.noticed == ledger.cutoff:  # what an earlier letter asked for is remembered already, all of it
            outbox.register.record_reminders(reminder.issued)
    _take_back(outbox, folder, name, written)
    return tuple(written.values())


def _named(register: Register, today: date) -> frozenset[tuple[str, Period]]:
    """(unit, period) of the returns for which bulletins that were issued by then name a unit."""
    issued = (text for text in register.bulletins.issued() if text.issued_on and text.issued_on <= today)
    return frozenset((fact.unit, fact.period) for text in issued for fact in text.facts if fact.fault in _OF_RETURNS)


def _take_back(outbox: Outbox, folder: str, name: str, current: Iterable[str]) -> None:
    """No letter stays that asks for what has come since; one that a person has edited is theirs."""
    kept = set(current)
    for path in sorted((outbox.folder / folder).glob(f"*{name}.docx")):
        relative = f"{folder}/{path.name}"
        if relative not in kept and outbox.register.written_sha256(relative) and not outbox.is_edited(relative):
            path.unlink()

"""A person's decisions: master/人工认定.xlsx. An entry that cannot be understood is a finding and has no effect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.decisions.entries import (
    ClosureEntry,
    Correction,
    Exemption,
    Extension,
    IssuedBulletin,
    MajorMatter,
    MatchAnswer,
    NamingEntry,
    ProblemOutcome,
    ReceivedEntry,
    Review,
    SpotCheck,
)
from pipeline.decisions.entry_reader import EntryReader, InvalidEntryError
from pipeline.decisions.memory import DecisionRow, keep_rows, recall_rows, standing_rows
from pipeline.decisions.reading import PARSERS
from pipeline.decisions.sheets import DECISION_SHEETS, SHEETS, DecisionSheet, read_book
from pipeline.keeping.kept_decisions import KeptDecision
from pipeline.master.tasks import Task
from pipeline.master.units import UnitDirectory
from pipeline.master.workbook import SheetRow
from pipeline.vocabulary.findings import Finding, Kind, finding
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Closure, FormKind

__all__ = [
    "DECISION_SHEETS",
    "ClosureEntry",
    "Decisions",
    "Exemption",
    "Extension",
    "MajorMatter",
    "ReceivedEntry",
    "load_decisions",
]


@dataclass(frozen=True)
class Decisions:
    """Every valid entry of 人工认定.xlsx, and a finding for every other; ``kept`` is what the register should keep."""

    received: tuple[ReceivedEntry, ...] = ()
    extensions: tuple[Extension, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    closures: tuple[ClosureEntry, ...] = ()
    major_matters: tuple[MajorMatter, ...] = ()
    matches: tuple[MatchAnswer, ...] = ()
    confirmed_names: tuple[NamingEntry, ...] = ()
    spared_names: tuple[NamingEntry, ...] = ()
    spot_checks: tuple[SpotCheck, ...] = ()
    reviews: tuple[Review, ...] = ()
    problem_outcomes: tuple[ProblemOutcome, ...] = ()
    corrections: tuple[Correction, ...] = ()
    issued_bulletins: tuple[IssuedBulletin, ...] = ()
    findings: tuple[Finding, ...] = ()
    kept: tuple[KeptDecision, ...] = field(default=(), compare=False, repr=False)

    @cached_property
    def answers(self) -> Mapping[str, str]:
        """question_id → unit name, str(Period), task id or questions.REJECTED; of several answers the last."""
        return {match.question_id: match.answer for match in self.matches}

    def received_date(self, source: str) -> date | None:
        """The day a person registered for the file ``source``, the last entry if there are several."""
        return next((entry.received_date for entry in reversed(self.received) if entry.source == source), None)

    def registered_returns(self, source: str) -> tuple[tuple[FormKind, Period, str], ...]:
        """The returns that a person registered the file ``source`` as."""
        entries = (e for e in self.received if e.source == source and e.unit)
        return tuple(dict.fromkeys((e.form, e.period, e.unit) for e in entries if e.form and e.period))

    def paper_receipt(self, unit: str, form: FormKind, period: Period) -> date | None:
        """The day a person registered for a return that came on paper, the last entry if there are several."""
        key = (unit, form, period)
        paper = (e.received_date for e in reversed(self.received) if not e.source and (e.unit, e.form, e.period) == key)
        return next(paper, None)

    def extended_to(self, unit: str, form: FormKind, period: Period) -> date | None:
        """The approved new due date, the latest if there are several."""
        key = (unit, form, period)
        return max((e.extended_to for e in self.extensions if (e.unit, e.form, e.period) == key), default=None)

    def excuses(self, unit: str, task_id: str, form: FormKind, period: Period) -> bool:
        """Whether the unit owes nothing for this task and period: exempt, or closed in an earlier period (R19)."""
        closing = self.closing_period(task_id, unit)
        return self._is_exempt(unit, task_id, form, period) or (closing is not None and closing < period)

    def closing_period(self, task_id: str, unit: str) -> Period | None:
        """The period whose claim of completion a person has confirmed, None while the task is open."""
        return next((entry.period for entry in self._closed(task_id, unit)), None)

    def closure(self, task_id: str, unit: str) -> Closure | None:
        """The last verdict on the task's completion, None where there is none."""
        verdicts = [e.verdict for e in self.closures if e.task_id == task_id and e.unit in ("", unit)]
        return verdicts[-1] if verdicts else None

    def _closed(self, task_id: str, unit: str) -> list[ClosureEntry]:
        """The closing entry in force: the last verdict counts, so a later 退回 reopens."""
        entries = [e for e in self.closures if e.task_id == task_id and e.unit in ("", unit)]
        return entries[-1:] if entries and entries[-1].verdict is Closure.CLOSED else []

    def _is_exempt(self, unit: str, task_id: str, form: FormKind, period: Period) -> bool:
        return any(
            e.unit == unit
            and e.task_id in ("", task_id)
            and e.form in (None, form)
            and (e.first is None or e.first <= period)
            and (e.last is None or period <= e.last)
            for e in self.exemptions
        )


def load_decisions(
    path: Path,
    directory: UnitDirectory,
    tasks: tuple[Task, ...],
    year: int,
    kept: Sequence[KeptDecision] = (),
    due_dates: Mapping[Period, date] | None = None,
) -> Decisions:
    """The decisions in ``path`` and those the register has ``kept`` and the workbook lost; none where both are empty.

    A workbook that another program keeps shut counts as lost: the run goes on with what is kept. With ``due_dates`` an
    entry for what is not collected this year is a slip that is told.

    Raises:
        MasterError: the workbook is there and cannot be understood.
    """
    read: Mapping[str, tuple[SheetRow, ...]] = {}
    with suppress(FileNotFoundError, PermissionError):
        read, _ = read_book(path, path.read_bytes())
    bearers = {task.task_id: frozenset(assignment.unit for assignment in task.assignments) for task in tasks}
    reader = EntryReader(directory, bearers, year, due_dates or {})
    findings: list[Finding] = []
    entries: dict[str, tuple[Any, ...]] = {}
    to_keep: list[KeptDecision] = []
    for sheet in SHEETS.values():
        own = [one for one in kept if one.sheet == sheet.name]
        rows, rewritten = recall_rows(sheet, read.get(sheet.name, ()), own)
        entries[sheet.name] = tuple(_entries(sheet, rows, reader, findings))
        to_keep += keep_rows(sheet, rows, rewritten, own)
    return _build(entries, findings, to_keep)


def _build(
    entries: Mapping[str, tuple[Any, ...]], findings: Sequence[Finding], kept: Sequence[KeptDecision]
) -> Decisions:
    namings: tuple[NamingEntry, ...] = entries["点名确认"]
    return Decisions(
        received=entries["收文登记"],
        extensions=entries["延期批准"],
        exemptions=entries["免报"],
        closures=entries["办结销号"],
        major_matters=entries["重大事项"],
        matches=entries["匹配认定"],
        confirmed_names=tuple(entry for entry in namings if entry.is_confirmed),
        spared_names=tuple(entry for entry in namings if not entry.is_confirmed),
        spot_checks=entries["抽查结果"],
        reviews=entries["核验复核"],
        problem_outcomes=entries["问题处置"],
        corrections=entries["更正"],
        issued_bulletins=entries["通报登记"],
        findings=tuple(findings),
        kept=tuple(kept),
    )


def _entries(
    sheet: DecisionSheet, rows: Sequence[DecisionRow], reader: EntryReader, findings: list[Finding]
) -> Iterator[Any]:
    for one in standing_rows(sheet, rows):
        try:
            entry = PARSERS[sheet.name](one.row, reader)
        except InvalidEntryError as error:
            cell = error.place.partition(".xlsx")[2] or error.place
            findings.append(finding(Kind.DECISION_INVALID, cell=cell, reason=error.reason))
        else:
            if entry is not None:
                yield entry

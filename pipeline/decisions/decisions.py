"""A person's decisions: master/人工认定.xlsx. An entry that cannot be understood is a finding and has no effect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar, get_args, get_type_hints

from pipeline.decisions import entries
from pipeline.decisions.cells import InvalidEntryError, Known
from pipeline.decisions.contents import SHEETS, read_book
from pipeline.decisions.memory import DecisionRow, keep_rows, recall_rows, standing_rows
from pipeline.decisions.sheet import DecisionSheet, Entry
from pipeline.keeping.kept_decisions import KeptDecision
from pipeline.master.tasks import Task
from pipeline.master.units import UnitDirectory
from pipeline.master.workbook import SheetRow
from pipeline.vocabulary.findings import Finding, Kind, finding
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Closure, FormKind

E = TypeVar("E")


@dataclass(frozen=True)
class Decisions:
    """Every valid entry of 人工认定.xlsx, and a finding for every other; ``kept`` is what the register should keep.

    ``others`` are the entries of the kinds that have no field of their own.
    """

    received: tuple[entries.ReceivedEntry, ...] = ()
    extensions: tuple[entries.Extension, ...] = ()
    exemptions: tuple[entries.Exemption, ...] = ()
    closures: tuple[entries.ClosureEntry, ...] = ()
    major_matters: tuple[entries.MajorMatter, ...] = ()
    matches: tuple[entries.MatchAnswer, ...] = ()
    namings: tuple[entries.NamingEntry, ...] = ()
    spot_checks: tuple[entries.SpotCheck, ...] = ()
    reviews: tuple[entries.Review, ...] = ()
    problem_outcomes: tuple[entries.ProblemOutcome, ...] = ()
    corrections: tuple[entries.Correction, ...] = ()
    issued_bulletins: tuple[entries.IssuedBulletin, ...] = ()
    others: tuple[Entry, ...] = ()
    findings: tuple[Finding, ...] = ()
    kept: tuple[KeptDecision, ...] = field(default=(), compare=False, repr=False)

    def of(self, kind: type[E]) -> tuple[E, ...]:
        """Every entry of ``kind``, in the order of its sheet."""
        held = (one for field in fields(self) for one in getattr(self, field.name))
        return tuple(one for one in held if isinstance(one, kind))

    @property
    def confirmed_names(self) -> tuple[entries.NamingEntry, ...]:
        """What a person lets a bulletin name (点名确认 是, R21)."""
        return tuple(entry for entry in self.namings if entry.is_confirmed)

    @property
    def spared_names(self) -> tuple[entries.NamingEntry, ...]:
        """What a person keeps out of every bulletin (点名确认 否, R21)."""
        return tuple(entry for entry in self.namings if not entry.is_confirmed)

    @cached_property
    def answers(self) -> Mapping[str, str]:
        """question_id → unit name, str(Period), task id or questions.REJECTED; of several answers the last."""
        return {match.question_id: match.answer for match in self.matches}

    def received_date(self, source: str) -> date | None:
        """The day a person registered for the file ``source``, the last entry if there are several."""
        dated = (entry for entry in reversed(self.received) if entry.source == source and not entry.is_rejected)
        return next((entry.received_date for entry in dated), None)

    @cached_property
    def rejected_sources(self) -> frozenset[str]:
        """The files, as 收文登记 names them, that a person has said are no returns: a source, or one with # and its SHA-256."""
        return frozenset(entry.source for entry in self.received if entry.is_rejected)

    def registered_returns(self, source: str) -> tuple[tuple[FormKind, Period, str], ...]:
        """The returns that a person registered the file ``source`` as."""
        entries = (e for e in self.received if e.source == source and e.unit and not e.is_rejected)
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

    def verdicts(self, task_id: str, unit: str) -> tuple[entries.ClosureEntry, ...]:
        """A person's verdicts on the unit's part of a task or on the whole task (办结销号), in their order."""
        return tuple(e for e in self.closures if e.task_id == task_id and e.unit in ("", unit))

    def closing_period(self, task_id: str, unit: str) -> Period | None:
        """The period whose claim of completion a person confirmed, None while the task is open; a later 退回 reopens."""
        entries = self.verdicts(task_id, unit)
        return entries[-1].period if entries and entries[-1].verdict is Closure.CLOSED else None

    def _is_exempt(self, unit: str, task_id: str, form: FormKind, period: Period) -> bool:
        return any(
            e.unit == unit
            and e.task_id in ("", task_id)
            and e.form in (None, form)
            and (e.first is None or e.first <= period)
            and (e.last is None or period <= e.last)
            for e in self.exemptions
        )


_FIELDS: Mapping[type[Entry], str] = {
    get_args(hint)[0]: name for name, hint in get_type_hints(Decisions).items() if issubclass(get_args(hint)[0], Entry)
}


def load_decisions(
    path: Path,
    directory: UnitDirectory,
    tasks: Iterable[Task],
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
    known = Known(directory, bearers, year, due_dates or {})
    findings: list[Finding] = []
    held: dict[str, list[Entry]] = {}
    to_keep: list[KeptDecision] = []
    for sheet in SHEETS:
        own = [one for one in kept if one.sheet == sheet.name]
        rows, rewritten = recall_rows(sheet, read.get(sheet.name, ()), own)
        held.setdefault(_FIELDS.get(sheet.entry, "others"), []).extend(_entries(sheet, rows, known, findings))
        to_keep += keep_rows(sheet, rows, rewritten, own)
    filled: dict[str, Any] = {name: tuple(found) for name, found in held.items()}
    return Decisions(**filled, findings=tuple(findings), kept=tuple(to_keep))


def _entries(
    sheet: DecisionSheet, rows: Sequence[DecisionRow], known: Known, findings: list[Finding]
) -> Iterator[Entry]:
    for one in standing_rows(sheet, rows):
        try:
            entry = sheet.read(one.row, known)
        except InvalidEntryError as error:
            cell = error.place.partition(".xlsx")[2] or error.place
            findings.append(finding(Kind.DECISION_INVALID, cell=cell, reason=error.reason))
        else:
            if entry is not None:
                yield entry

"""A person's decisions: master/人工认定.xlsx. An entry that cannot be understood is a finding and has no effect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_type_hints

from pipeline.decisions import entries, verdicts
from pipeline.decisions.agreement import Said, agree
from pipeline.decisions.cells import Known
from pipeline.decisions.contents import SHEETS, read_book
from pipeline.decisions.identity import row_words
from pipeline.decisions.memory import DecisionRow, TakenBack, keep_rows, list_taken_back, recall_rows, standing_rows
from pipeline.decisions.sheet import DecisionSheet, Entry, UnusableEntryError
from pipeline.decisions.suspensions import Suspension
from pipeline.keeping.kept_decisions import KeptDecision
from pipeline.master.tasks import Task
from pipeline.master.units import UnitDirectory
from pipeline.master.workbook import SheetRow, cell_text
from pipeline.vocabulary.findings import Finding, Kind, finding
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind, Recognised

E = TypeVar("E")


@dataclass(frozen=True)
class Decisions:
    """Every valid entry of 人工认定.xlsx, and a finding for every other; ``kept`` is what the register should keep.

    ``closures_since``: verdicts of later than the day told of, which only free from reporting. ``others`` are the entries of the kinds that have no field of their own. ``suspended``: what unusable entries could
    concern (R27). Nothing here depends on the order of the rows.
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
    closures_since: tuple[entries.ClosureEntry, ...] = ()
    others: tuple[Entry, ...] = ()
    taken_back: tuple[TakenBack, ...] = ()
    findings: tuple[Finding, ...] = ()
    suspended: tuple[Suspension, ...] = ()
    kept: tuple[KeptDecision, ...] = field(default=(), compare=False, repr=False)

    def of(self, kind: type[E]) -> tuple[E, ...]:
        """Every entry of ``kind``, in the order of its sheet."""
        held = (one for field in fields(self) for one in getattr(self, field.name))
        return tuple(one for one in held if isinstance(one, kind))

    @property
    def confirmed_names(self) -> tuple[entries.NamingEntry, ...]:
        """What a person lets a bulletin name (点名确认 是, R21)."""
        return tuple(entry for entry in self.namings if entry.is_confirmed)

    @cached_property
    def answers(self) -> Mapping[str, str]:
        """question_id → unit name (and period, joined by questions.PERIOD_JOINT), str(Period), task ids joined by TASK_JOINT, or REJECTED."""
        return {match.question_id: match.answer for match in self.matches}

    @cached_property
    def rejected_sources(self) -> frozenset[str]:
        """The files, as 收文登记 names them, that a person has said are no returns: a source, or one with # and its SHA-256."""
        return frozenset(entry.source for entry in self.received if entry.is_rejected)

    def paper_receipt(
        self, unit: str, form: FormKind | Literal[Recognised.WRITTEN], period: Period
    ) -> entries.ReceivedEntry | None:
        """What a person registered of a form or material that came on paper, that of the earliest day (R2, R12)."""
        key = (unit, form, period)
        paper = (e for e in self.received if not e.source and (e.unit, e.form, e.period) == key)
        return min(paper, key=lambda e: e.received_date, default=None)

    def read_on(self, day: date) -> Decisions:
        """The same, what no run has kept yet of 收文登记 read by the run of ``day``."""
        return replace(self, received=tuple(replace(one, dated_on=one.dated_on or day) for one in self.received))

    def extended_to(self, unit: str, form: FormKind, period: Period) -> date | None:
        """The approved new due date, the latest if there are several."""
        key = (unit, form, period)
        return max((e.extended_to for e in self.extensions if (e.unit, e.form, e.period) == key), default=None)

    def is_exempt(self, unit: str, task_id: str, form: FormKind, period: Period) -> bool:
        """Whether a person said that the unit need not report on this task for this period (免报)."""
        return any(one.covers(unit, task_id, form, period) for one in self.exemptions)

    @cached_property
    def void(self) -> tuple[entries.Extension | entries.Exemption, ...]:
        """What was entered by a slip and is to count as never entered."""
        return tuple(one.entry for one in self.taken_back if one.is_void)

    def is_closed_for(self, task_id: str, unit: str, period: Period, last_day: date) -> bool:
        """Whether the unit's part of the task was closed in an earlier period and still so on ``last_day`` (R19, R26)."""
        told = self._on(task_id, unit, (*self.closures, *self.closures_since))
        return verdicts.is_closed_for(told, period, last_day)

    def verdicts(self, task_id: str, unit: str) -> tuple[entries.ClosureEntry, ...]:
        """A person's verdicts on the unit's part of a task or on the whole task (办结销号), in the order of their days."""
        return self._on(task_id, unit, self.closures)

    def _on(
        self, task_id: str, unit: str, closures: Iterable[entries.ClosureEntry]
    ) -> tuple[entries.ClosureEntry, ...]:
        return verdicts.in_order(e for e in closures if e.task_id == task_id and e.unit in ("", unit))

    def closing_period(self, task_id: str, unit: str) -> Period | None:
        """The period whose claim of completion a person confirmed, None while the task is open; a later 退回 reopens."""
        return verdicts.closing_period(self.verdicts(task_id, unit))


_FIELDS: Mapping[type[Entry], str] = {
    get_args(hint)[0]: name
    for name, hint in get_type_hints(Decisions).items()
    if issubclass(get_args(hint)[0], Entry) and name != "closures_since"  # no sheet fills that
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
    suspended: list[Suspension] = []
    held: dict[str, list[Entry]] = {}
    to_keep: list[KeptDecision] = []
    taken_back: list[TakenBack] = []
    for sheet in SHEETS:
        own = [one for one in kept if one.sheet == sheet.name]
        rows, rewritten = recall_rows(sheet, read.get(sheet.name, ()), own)
        said = _Sheet(sheet, known, own)
        agreed = agree(sheet.entry, list(said.read(rows)))
        held.setdefault(_FIELDS.get(sheet.entry, "others"), []).extend(agreed.entries)
        taken_back += list_taken_back(sheet, rows, known)
        findings += [*said.findings, *agreed.findings]
        suspended += [*said.suspended, *agreed.suspended]
        to_keep += keep_rows(sheet, rows, rewritten, own)
    filled: dict[str, Any] = {name: tuple(found) for name, found in held.items()}
    return Decisions(
        **filled,
        taken_back=tuple(taken_back),
        findings=tuple(findings),
        suspended=tuple(suspended),
        kept=tuple(to_keep),
    )


def _first_seen(label: str, row: DecisionRow, kept: Sequence[KeptDecision]) -> date | None:
    """The day a run first read the row with what it has in that column now, whatever else in it was changed since."""
    same = (one for one in kept if one.key == row.key and cell_text(one.cells.get(label)) == row.row[label].text)
    return min((one.first_seen for one in same if one.first_seen), default=None)


@dataclass
class _Sheet:
    """The entries of one sheet as they are read, and what is wrong with the others."""

    sheet: DecisionSheet
    known: Known
    kept: Sequence[KeptDecision]
    findings: list[Finding] = field(default_factory=list)
    suspended: list[Suspension] = field(default_factory=list)

    def read(self, rows: Sequence[DecisionRow]) -> Iterator[Said]:
        """Every valid entry of the rows that stand; all faults of another row are one finding."""
        for one in standing_rows(rows):
            try:
                entry = self.sheet.read(one.row, self.known)
            except UnusableEntryError as error:
                self._refuse(error)
            else:
                if isinstance(
                    entry, entries.ClosureEntry | entries.ReceivedEntry | entries.Correction | entries.NamingEntry
                ):
                    label = self.sheet.columns[entry.seen_by].label
                    entry = replace(entry, seen_on=_first_seen(label, one, self.kept))
                if isinstance(entry, entries.ReceivedEntry):
                    label = self.sheet.columns["received_date"].label
                    entry = replace(entry, dated_on=_first_seen(label, one, self.kept))
                if isinstance(entry, entries.NamingEntry):
                    entry = replace(entry, signed_on=self.sheet.day_of(one.row))
                if entry is not None:
                    yield Said(entry, row_words(one.row), self.sheet.day_of(one.row))

    def _refuse(self, error: UnusableEntryError) -> None:
        first, *others = error.faults
        cell = first.place.partition(".xlsx")[2] or first.place
        told = (f"{fault.place.rpartition('”')[2] or fault.place}：{fault.reason}" for fault in others)
        self.findings.append(finding(Kind.DECISION_INVALID, cell=cell, reason="；".join((first.reason, *told))))
        if error.suspension:
            self.suspended.append(replace(error.suspension, cell=cell))

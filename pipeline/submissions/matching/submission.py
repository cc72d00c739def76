"""One returned file as understood: its submissions (one per form) with their records, its findings, its open questions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from pipeline.submissions.forms.rows import WrittenRow
from pipeline.submissions.matching.task_judge import TaskMatch
from pipeline.vocabulary.findings import Finding, Kind
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.questions import Question
from pipeline.vocabulary.terms import FormKind, NoReturn

BY_PERSON = "人工认定"
"""The basis of what a person has told."""
_UNREAD = frozenset(
    {
        Kind.COLUMN_UNREAD,
        Kind.CELLS_UNREAD,
        Kind.CELL_UNTRUSTED,
        Kind.ROWS_HIDDEN,
        Kind.SHEET_SKIPPED,
        Kind.TABLE_NOT_FOUND,
    }
)


@dataclass(frozen=True)
class Record:
    """One row read: what was written and which task it is about.

    ``is_rejected``: it is not taken; ``is_pending``: a person must say whether it is, beside what was sent before.
    """

    row: WrittenRow
    match: TaskMatch
    is_rejected: bool = False
    is_pending: bool = False

    @property
    def task_id(self) -> str:
        """事项编号 of the task it is about, '' while unsettled."""
        return self.match.task.task_id if self.match.task else ""

    @property
    def is_open(self) -> bool:
        """Whether a person must still say which task it is about."""
        return not self.task_id and not self.is_rejected


@dataclass(frozen=True)
class Submission:
    """One form of one file. ``unit`` or ``period`` is None while unsettled; ``could_be_…`` are the returns it may be.

    ``unsigned`` names the footer's fields that are blank (filler, phone, signer). ``filler`` and ``phone`` as written are
    for the contact sheet alone (R24). ``hidden``: for each hidden row with an answer the tasks it could be (empty: any).
    """

    kind: FormKind
    sheet: str
    unit: str | None
    unit_text: str
    period: Period | None
    reported_text: str
    reported_date: date | None
    records: tuple[Record, ...]
    unit_basis: str = ""
    could_be_units: tuple[str, ...] = ()
    could_be_periods: tuple[Period, ...] = ()
    unsigned: tuple[str, ...] = ()
    filler: str = ""
    phone: str = ""
    hidden: tuple[frozenset[str], ...] = ()
    period_basis: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nobody wrote a word of the unit's into it, in rows that are shown or hidden."""
        return not self.hidden and not any(record.row.is_answered for record in self.records)

    @property
    def is_settled(self) -> bool:
        """Whether it is known whose return of which period it is."""
        return self.unit is not None and self.period is not None

    @property
    def possible_units(self) -> tuple[str, ...]:
        """The unit whose it is, while that is open those whose it may be (none: any)."""
        return (self.unit,) if self.unit else self.could_be_units

    @property
    def possible_periods(self) -> tuple[Period, ...]:
        """The period that it is of, while that is open those that it may be of (none: any)."""
        return (self.period,) if self.period else self.could_be_periods

    @property
    def answered_tasks(self) -> frozenset[str]:
        """The tasks that some row of it says something about."""
        return frozenset(one.task_id for one in self.records if one.task_id and one.row.is_answered)


@dataclass(frozen=True)
class FileReading:
    """All that one file said. ``could_be_…`` hold for an unreadable file: which returns it may be (empty: any).

    ``is_openable``: a person can look into it, be it a picture; not so a locked, damaged or empty one.
    ``is_rejected``: a person has said that it is no return at all; ``is_past_year``: it is no return of this year. ``unread_…``: whose return a sheet may be that could
    not be read beside those that could (no unit: nobody's). ``known_as``: the returns that it was once read as, where its
    original is lost. ``told_as``: the return that an unreadable file is, as a person has answered: it is received. ``beside``: the
    readable file of the only return that this unreadable one can be, which came no later: it changes nothing. ``year``: the past one
    that it names (0: it came in one). ``could_be_form``: what the name of an unreadable file calls it. ``no_return``: why it is
    certainly no return, if that is so.
    """

    source: str
    submissions: tuple[Submission, ...] = ()
    findings: tuple[Finding, ...] = ()
    questions: tuple[Question, ...] = ()
    is_readable: bool = True
    is_openable: bool = True
    is_written_material: bool = False
    is_rejected: bool = False
    could_be_units: tuple[str, ...] = ()
    could_be_periods: tuple[Period, ...] = ()
    unread_units: tuple[str, ...] = ()
    unread_periods: tuple[Period, ...] = ()
    is_past_year: bool = False
    known_as: tuple[tuple[FormKind, Period, str], ...] = ()
    told_as: tuple[tuple[FormKind, Period, str], ...] = ()
    beside: str = ""
    year: int = 0
    could_be_form: FormKind | None = None
    no_return: NoReturn | None = None

    @property
    def is_blank(self) -> bool:
        """Whether it holds blank forms alone, and nothing beside them that could not be read (R8, R12)."""
        is_whole = not self.unread_units and not any(fault.kind in _UNREAD for fault in self.findings)
        return bool(self.submissions) and is_whole and all(form.is_blank for form in self.submissions)

    @property
    def settled_returns(self) -> tuple[tuple[FormKind, Period, str], ...]:
        """The returns (form, period, unit) that its forms are, as far as that is known."""
        return tuple((s.kind, s.period, s.unit) for s in self.submissions if s.unit and s.period)

    @property
    def open_forms(self) -> tuple[Submission, ...]:
        """Its forms of which the unit or the period is open."""
        return tuple(one for one in self.submissions if not one.is_settled)

    @property
    def records(self) -> tuple[Record, ...]:
        """The rows of all its forms."""
        return tuple(record for one in self.submissions for record in one.records)

    def at(self, source: str) -> FileReading:
        """The same said of a file that is called ``source``."""
        return replace(
            self,
            source=source,
            findings=tuple(replace(one, place=replace(one.place, source=source)) for one in self.findings),
            questions=tuple(replace(one, place=replace(one.place, source=source)) for one in self.questions),
        )

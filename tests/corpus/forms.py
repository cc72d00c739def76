"""A form as a unit fills it in (Draft), what a careful clerk understands by it (Truth), and the two together (Case)."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from corpus.sheets import Sheet, Value, shown
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind, MetGoal


@dataclass(frozen=True)
class Row:
    """A data row. ``task_id`` is its truth: None where only a person can decide, 任务37|任务38 of a row about both.

    ``task_text`` None with ``is_continued``: the cell is merged with the one above (R11).
    ``unread`` are fields that no one compares, as an error cell; ``shared`` those merged with the row above.
    ``is_for_person``: known to be this task, and yet something in it that only a person can read.
    """

    key: str
    task_id: str | None
    number: Value
    task_text: Value
    answers: Mapping[str, Value]
    met_goal: MetGoal | None = None
    is_sub_item: bool = False
    is_continued: bool = False
    is_for_person: bool = False
    unread: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()

    def answer(self, **values: Value) -> Row:
        """The same row with other answers."""
        return replace(self, answers={**self.answers, **values})


@dataclass(frozen=True)
class Column:
    """A column of the table: its field and the heading above it; an unknown field is the unit's own addition."""

    field: str
    heading: str
    group: str = ""


@dataclass(frozen=True)
class RowTruth:
    """What a careful clerk understands by one row. ``sheet`` '' where the container has no sheets, ``row`` as Excel shows it."""

    member: str
    sheet: str
    row: int
    task_id: str | None
    texts: Mapping[str, str]
    met_goal: MetGoal | None
    is_sub_item: bool
    is_for_person: bool
    written: str

    @property
    def tasks(self) -> frozenset[str]:
        """The tasks that it is about, one or several (任务37|任务38); none where only a person can decide."""
        return frozenset(filter(None, (self.task_id or "").split("|")))


@dataclass(frozen=True)
class TableTruth:
    """What a careful clerk understands by one form: None where only a person can decide."""

    member: str
    kind: FormKind
    unit: str | None
    period: Period | None
    reported_date: date | None
    rows: tuple[RowTruth, ...]


@dataclass(frozen=True)
class NameTruth:
    """What the name and folder of an unreadable file tell: None where they tell nothing."""

    unit: str | None
    period: Period | None
    is_material: bool = False


@dataclass(frozen=True)
class Case:
    """One file of the corpus. ``kinds`` are the messes in it; ``named`` is set where no form can be read from it."""

    kinds: tuple[str, ...]
    source: str
    content: bytes
    tables: tuple[TableTruth, ...]
    named: NameTruth | None = None
    is_placeless: bool = False


Spoil = Callable[[bytes, tuple[Sheet, ...], random.Random], bytes]
Edit = Callable[["Draft", tuple[Sheet, ...], random.Random], tuple[Sheet, ...]]


@dataclass(frozen=True)
class Draft:
    """A form before it is laid out. ``unit``, ``period`` and ``reported_date`` are its truth, the rest what is written.

    ``names`` keeps the unit and month that the form is really from, for whatever is written about them.
    ``parts`` are further forms in the same workbook, ``companions`` further files of the same ``archive``; ``edits``
    change the sheets once they are laid out. ``spoil`` makes a file from which no form can be read: ``is_named`` then
    says whether its name or folder tell unit and period.
    """

    kind: FormKind
    real_unit: str
    real_period: Period
    unit: str | None
    period: Period | None
    reported_date: date | None
    unit_text: str
    title: str
    month_line: str | None
    reported: Value
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    sheet: str
    stem: str
    folders: tuple[str, ...] = ()
    head: str = "merged"
    unit_label: str = "填报单位："
    reported_label: str = "填报时间："
    container: str = "xlsx"
    parts: tuple[Draft, ...] = ()
    edits: tuple[Edit, ...] = ()
    archive: str = ""
    companions: tuple[Draft, ...] = ()
    spoil: Spoil | None = None
    suffix: str = ""
    is_named: bool = False
    is_material: bool = False

    def edited(self, edit: Edit) -> Draft:
        """The same draft with one more change to its sheets."""
        return replace(self, edits=(*self.edits, edit))

    @property
    def month(self) -> int:
        """The month that the form is really about; March for a plan."""
        return self.real_period.month or 3


def truth_of(draft: Draft, sheets: tuple[Sheet, ...], member: str, has_sheets: bool) -> TableTruth:
    """The truth of ``draft`` with every row at the place it has in ``sheets``."""
    places = {
        line.key: (sheet.name if has_sheets else "", number)
        for sheet in sheets
        for number, line in enumerate(sheet.lines, 1)
        if line.key
    }
    rows = tuple(
        RowTruth(
            member,
            *places[row.key],
            row.task_id,
            {name: shown(value) for name, value in row.answers.items() if name not in row.unread},
            row.met_goal,
            row.is_sub_item,
            row.is_for_person,
            f"{shown(row.number)}｜{shown(row.task_text)}",
        )
        for row in draft.rows
        if row.key in places
    )
    return TableTruth(member, draft.kind, draft.unit, draft.period, draft.reported_date, rows)

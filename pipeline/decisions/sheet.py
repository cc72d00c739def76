"""A sheet of 人工认定.xlsx as a class: its columns, what makes a row the same row, and what a row becomes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import date
from typing import Any, ClassVar, Self, get_type_hints

from pipeline.decisions.cells import InvalidEntryError, Known, text
from pipeline.decisions.suspensions import Suspension
from pipeline.master.workbook import Cell, SheetLayout, SheetRow
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind
from pipeline.vocabulary.text import compact, parse_date

WITHDRAWN, VOID = "撤销", "登错"
"""What ends a row: from now on, or as what never was (R26)."""
MARK = "标识"
"""The column in which the pipeline writes what tells a row from all others; no entry of a person's."""
_MARK = re.compile(r"行[0-9a-f]{8}")
_UNSET = object()
DAY, TEXT = "yyyy-mm-dd", "@"  # how Excel shows a column; as text where it would make 2022-03 a day


@dataclass(frozen=True)
class SheetColumn:
    """A column: its label, its width in characters, how a cell of it is read, what a blank one means.

    ``wanted`` says why a blank cell ends the row, ``shown`` is Excel's number format. ``is_key``: rows that agree in
    all these columns decide the same thing. ``is_asked``: the pipeline fills it in a row that waits for a person.
    ``subject`` says what of the words makes the row the same row. ``decides``: the answer; without it the row waits, and in a sheet without such a column the row is the decision.
    ``is_late``: workbooks of before lack it.
    """

    label: str
    width: float
    parse: Callable[[Cell, Known], object] = text
    blank: object = _UNSET
    _: KW_ONLY
    wanted: str = ""
    shown: str = "General"
    is_key: bool = False
    is_asked: bool = False
    decides: bool = False
    subject: Callable[[str], str] = compact
    is_late: bool = False

    @property
    def choices(self) -> tuple[str, ...]:
        """The words of a drop-down list."""
        words: tuple[str, ...] = () if self.is_asked else getattr(self.parse, "words", ())
        return (*words, WITHDRAWN) if words and self.decides else words

    def read(self, cell: Cell, known: Known) -> object:
        """What the cell says; raises InvalidEntryError."""
        if not cell.text and self.wanted:
            raise InvalidEntryError(cell, self.wanted)
        return self.blank if not cell.text and self.blank is not _UNSET else self.parse(cell, known)


class UnusableEntryError(Exception):
    """A row that is no entry: every cell at fault, and what the row could concern (None: nothing that saves a unit)."""

    def __init__(self, faults: Sequence[InvalidEntryError], suspension: Suspension | None) -> None:
        super().__init__("；".join(fault.reason for fault in faults))
        self.faults, self.suspension = tuple(faults), suspension


def mark_of(row: SheetRow) -> str:
    """The mark that the row bears, '' where it bears none; other words in a column of that name are a person's."""
    text = row.extras[MARK].text if MARK in row.extras else ""
    return text if _MARK.fullmatch(text) else ""


def own_extras(row: SheetRow) -> dict[str, Cell]:
    """What a person wrote in columns of their own."""
    return {label: cell for label, cell in row.extras.items() if label != MARK or not mark_of(row)}


@dataclass(frozen=True)
class DecisionSheet:
    """One sheet: its ``columns`` by name in order, and the ``entry`` that a row becomes, with those that are its ``fields``."""

    name: str
    place: int
    is_required: bool
    columns: Mapping[str, SheetColumn]
    fields: frozenset[str]
    entry: type[Entry]

    @property
    def labels(self) -> tuple[str, ...]:
        """The header row, left to right."""
        return tuple(column.label for column in self.columns.values())

    @property
    def layout(self) -> SheetLayout:
        """How the sheet is found and read; columns of a person's own are kept."""
        late = frozenset(column.label for column in self.columns.values() if column.is_late)
        return SheetLayout(
            self.name, self.labels, keeps_extras=True, is_optional=not self.is_required, added_since=late
        )

    @property
    def answer(self) -> str:
        """The label of the column that decides, '' where the row itself is the decision."""
        return next((column.label for column in self.columns.values() if column.decides), "")

    @property
    def day_label(self) -> str:
        """The column with the day a person put on the row, '' where there is none."""
        return next((column.label for column in reversed(list(self.columns.values())) if column.shown == DAY), "")

    def base_key(self, row: SheetRow) -> str:
        """What the row is about, in words; rows of one key decide the same thing."""
        return "｜".join(column.subject(row[column.label].text) for column in self.columns.values() if column.is_key)

    def has_entry(self, row: SheetRow) -> bool:
        """Whether a person has filled in anything."""
        own = [row[column.label] for column in self.columns.values() if not column.is_asked]
        return any(cell.text for cell in (*own, *own_extras(row).values()))

    def is_withdrawn(self, row: SheetRow) -> bool:
        """Whether a person takes the decision back: 撤销 or 登错 in any cell that a person fills in, whichever it is."""
        return self.is_void(row) or self.is_void(row, WITHDRAWN)

    def is_void(self, row: SheetRow, word: str = VOID) -> bool:
        """Whether it says that the row was a slip: ``word`` stands in any cell that a person fills in."""
        own = (row[column.label] for column in self.columns.values() if not column.is_asked)
        return any(cell.text == word for cell in (*own, *row.extras.values()))

    def contradicts(self, row: SheetRow, other: SheetRow) -> bool:
        """Whether two rows about the same say different things; a 撤销 or 登错 says nothing."""
        read = (column.label for name, column in self.columns.items() if name in self.fields)
        pairs = ({row[label].text, other[label].text} - {"", WITHDRAWN, VOID} for label in read)
        return any(len(texts) > 1 for texts in pairs)

    def read(self, row: SheetRow, known: Known) -> Entry | None:
        """The entry, None where the row waits for an answer; raises UnusableEntryError with all that is wrong."""
        if self.answer and not row[self.answer].text:
            return None
        written = WrittenEntry(self, row, known)
        entry = self.entry.read(written)
        if written.faults:
            raise UnusableEntryError(written.faults, self.entry.suspended(written) if self._says(row) else None)
        return entry

    def _says(self, row: SheetRow) -> bool:
        """Whether a cell that would be read is filled in: a remark alone concerns nobody."""
        return any(row[column.label].text for name, column in self.columns.items() if name in self.fields)

    def day_of(self, row: SheetRow) -> date | None:
        """The day a person put on the row, None where there is none or it cannot be read."""
        return parse_date(row[self.day_label].value, 1) if self.day_label else None


class WrittenEntry:
    """A row whose cells are read by the names of their columns; every fault of it is noted, none stops the reading."""

    def __init__(self, sheet: DecisionSheet, row: SheetRow, known: Known) -> None:
        self.sheet, self.row, self.known = sheet, row, known
        self._read: dict[str, object] = {}
        self._faults: dict[str, InvalidEntryError] = {}

    def __getitem__(self, name: str) -> Any:
        """What the cell says; None where it cannot be understood, as it may where it is blank."""
        if name not in self._read:
            self._read[name] = None
            try:
                self._read[name] = self.sheet.columns[name].read(self.cell(name), self.known)
            except InvalidEntryError as error:
                self._faults[name] = error
        return self._read[name]

    def cell(self, name: str) -> Cell:
        """The cell in the column of that name, unread: where a refusal points."""
        return self.row[self.sheet.columns[name].label]

    def refuse(self, name: str, reason: str) -> None:
        """The cell is at fault, unless it is already."""
        self._faults.setdefault(name, InvalidEntryError(self.cell(name), reason))

    def is_sound(self, name: str) -> bool:
        """Whether nothing is wrong with the cell."""
        _ = self[name]
        return name not in self._faults

    @property
    def faults(self) -> tuple[InvalidEntryError, ...]:
        """What is wrong with the row so far, from left to right."""
        return tuple(self._faults[name] for name in self.sheet.columns if name in self._faults)

    def values(self) -> dict[str, Any]:
        """The fields of the entry; what is no field is not read."""
        return {name: self[name] for name in self.sheet.columns if name in self.sheet.fields}

    def check_return(self, reason: str) -> None:
        """Form and period are both there (else ``reason``), and a plan's period is a year."""
        form, period = self["form"], self["period"]
        for name, value in (("form", form), ("period", period)):
            if not value:
                self.refuse(name, reason)
        if isinstance(form, FormKind) and period and period.is_plan is not (form is FormKind.PLAN):
            self.refuse("period", f"计划的期间应写成 {self.known.year}，落实的期间应写成 {self.known.year}-03")

    def check_bearing(self, unit: str, task_id: str = "") -> None:
        """``unit`` bears ``task_id``, or without one any task: of others nothing is owed, and an entry is a slip."""
        bearers = self.known.bearers
        if unit and unit not in (bearers[task_id] if task_id else frozenset().union(*bearers.values())):
            what = f"不是{task_id}的责任单位" if task_id else "没有承担任务，不需要报送"
            self.refuse("unit", f"{unit}{what}，请核对单位名称")

    @property
    def possible_units(self) -> tuple[str, ...]:
        """The unit that the row names, none where that could be any."""
        return (self["unit"],) if self.is_sound("unit") and self["unit"] else ()

    @property
    def possible_periods(self) -> tuple[Period, ...]:
        """The periods that form and period of the row leave possible, none where that could be any."""
        form, period = self["form"], self["period"]
        found = [period] if period else []
        if isinstance(form, FormKind) and not (period and self.is_sound("period")):
            found += [one for one in self.known.due_dates if FormKind.of(one) is form]
        return tuple(dict.fromkeys(found))


class Entry:
    """What a row of a sheet becomes: a frozen dataclass whose annotations are the sheet's columns, in order.

    A field is ``name: Annotated[type, SheetColumn(…)]``; a column that nobody reads, so that nothing in it can void the
    decision, is ``name: ClassVar = SheetColumn(…)``. ``place`` orders the sheets of a new workbook. A sheet that
    ``is_required`` must be in every workbook; others are added where they are missing.
    """

    table: ClassVar[DecisionSheet]

    def __init_subclass__(cls, *, sheet: str, place: int = 50, is_required: bool = False) -> None:
        hints = get_type_hints(cls, include_extras=True)
        unread = {name: one for name, one in vars(cls).items() if isinstance(one, SheetColumn)}
        declared = {
            name: unread.get(name, *getattr(hints[name], "__metadata__", (None,))) for name in cls.__annotations__
        }
        columns = {name: column for name, column in declared.items() if column}
        cls.table = DecisionSheet(sheet, place, is_required, columns, frozenset(columns.keys() - unread.keys()), cls)

    @classmethod
    def read(cls, row: WrittenEntry) -> Self | None:
        """The entry, None where the row is none; what is wrong with a cell is noted in ``row``, which then is no entry."""
        return cls(**row.values())

    @classmethod
    def suspended(cls, row: WrittenEntry) -> Suspension | None:
        """What the row, being unusable, could have saved a unit from; None where it could save nobody (R27)."""
        return None

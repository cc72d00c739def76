"""A sheet of 人工认定.xlsx as a class: its columns, what makes a row the same row, and what a row becomes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass
from typing import Any, ClassVar, Self, get_type_hints

from pipeline.decisions.cells import InvalidEntryError, Known, text
from pipeline.master.workbook import Cell, SheetLayout, SheetRow
from pipeline.vocabulary.terms import FormKind
from pipeline.vocabulary.text import compact

WITHDRAWN = "撤销"
_UNSET = object()
DAY, TEXT = "yyyy-mm-dd", "@"  # how Excel shows a column; as text where it would make 2022-03 a day


@dataclass(frozen=True)
class SheetColumn:
    """A column: its label, its width in characters, how a cell of it is read, what a blank one means.

    ``wanted`` says why a blank cell ends the row, ``shown`` is Excel's number format. ``is_key``: rows that agree in
    all these columns decide the same thing. ``is_asked``: the pipeline fills it in a row that waits for a person.
    ``decides``: the answer; without it the row waits, and in a sheet without such a column the row is the decision.
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
        return SheetLayout(self.name, self.labels, keeps_extras=True, is_optional=not self.is_required)

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
        return "｜".join(compact(row[column.label].text) for column in self.columns.values() if column.is_key)

    def has_entry(self, row: SheetRow) -> bool:
        """Whether a person has filled in anything."""
        own = [row[column.label] for column in self.columns.values() if not column.is_asked]
        return any(cell.text for cell in (*own, *row.extras.values()))

    def is_withdrawn(self, row: SheetRow) -> bool:
        """Whether a person takes the decision back: 撤销 in the column that decides, or in the last one."""
        last = self.labels[-1]
        return WITHDRAWN in (row[self.answer or last].text, row[last].text)

    def read(self, row: SheetRow, known: Known) -> Entry | None:
        """The entry, None where the row waits for an answer; raises InvalidEntryError."""
        waits = self.answer and not row[self.answer].text
        return None if waits else self.entry.read(WrittenEntry(self, row, known))


@dataclass(frozen=True)
class WrittenEntry:
    """A row whose cells are read only when asked for, by the names of their columns; raises InvalidEntryError."""

    sheet: DecisionSheet
    row: SheetRow
    known: Known

    def __getitem__(self, name: str) -> Any:
        return self.sheet.columns[name].read(self.cell(name), self.known)

    def cell(self, name: str) -> Cell:
        """The cell in the column of that name, unread: where a refusal points."""
        return self.row[self.sheet.columns[name].label]

    def values(self) -> dict[str, Any]:
        """The fields of the entry, the answer read first; what is no field is not read."""
        fields = [(name, column) for name, column in self.sheet.columns.items() if name in self.sheet.fields]
        fields.sort(key=lambda field: not field[1].decides)
        return {name: self[name] for name, _ in fields}

    @property
    def name(self) -> str:
        """What the row is called where nobody gave it a number."""
        return f"第{self.row.number}行"

    def check_return(self, reason: str) -> None:
        """Form and period are both there (else ``reason``), and a plan's period is a year."""
        form, period = self["form"], self["period"]
        if not form or not period:
            raise InvalidEntryError(self.cell("period" if form else "form"), reason)
        if period.is_plan is not (form is FormKind.PLAN):
            raise InvalidEntryError(self.cell("period"), "计划的期间应写成 2022，落实的期间应写成 2022-03")

    def check_bearing(self, unit: str, task_id: str = "") -> None:
        """``unit`` bears ``task_id``, or without one any task: of others nothing is owed, and an entry is a slip."""
        bearers = self.known.bearers
        if unit and unit not in (bearers[task_id] if task_id else frozenset().union(*bearers.values())):
            what = f"不是{task_id}的责任单位" if task_id else "没有承担任务，不需要报送"
            raise InvalidEntryError(self.cell("unit"), f"{unit}{what}，请核对单位名称")


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
        """The entry, None where the row is none; raises InvalidEntryError at the first cell that is wrong."""
        return cls(**row.values())

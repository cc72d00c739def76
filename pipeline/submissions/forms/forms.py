"""A located table → a form: who filled it in, when, for which month, and its rows as written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from pipeline.submissions.files.grids import Value, cell_text
from pipeline.submissions.forms.labels import ANY_LABEL, is_label, split_labels
from pipeline.submissions.forms.numbering import parse_numbering
from pipeline.submissions.forms.signatures import own_texts, read_signatures, signed_rows
from pipeline.submissions.forms.tables import Table
from pipeline.vocabulary.form_fields import ANSWERS
from pipeline.vocabulary.terms import FormKind
from pipeline.vocabulary.text import arabic, compact, parse_date

_FURNITURE = re.compile(
    r"(备?注|(填[表报])?说明|填表要求)[:：0-9一]|(合计|总计|小计|共计)[:：]?$|[（(]?(以下空白|此页无正文|以下无正文|续表|接下页|接上页)[)）]?$"
)
_EXAMPLE = re.compile(r"[（(【\[]?(填[写报表])?(示例|样例|范例|举例|例)([)）】\]:：]|$)")
_DAYISH = re.compile(r"[日号]|\d[-./．]\d|^20\d{6}$")
_MAX_NUMBER_CHARACTERS = 10
_MIN_COUNTED = 3
_MAX_MODEL = 12
Place = tuple[int, int]  # row and column, 0-based


@dataclass(frozen=True)
class FormRow:
    """One data row as written. ``row`` as Excel shows it, in ``sheet``; ``values`` by field name, blanks left out.

    ``is_continued`` says that the task cell is part of a merged area that began in a row above (R11).
    """

    row: int
    values: dict[str, str]
    is_continued: bool = False
    sheet: str = ""

    def text(self, name: str) -> str:
        return self.values.get(name, "")

    @property
    def is_answered(self) -> bool:
        """Whether anything stands right of the task."""
        return not ANSWERS.isdisjoint(self.values)


@dataclass(frozen=True)
class Form:
    """One table, with the tables that continue it, before anybody is matched."""

    kind: FormKind
    sheet: str
    title: str
    unit_text: str
    reported_text: str
    reported_date: date | None
    rows: tuple[FormRow, ...]
    unsigned: tuple[str, ...] = ()
    filler: str = ""
    phone: str = ""

    def joined(self, more: Form) -> Form:
        """This form with the rows of ``more``, which continues it, and what its footer adds."""
        return replace(
            self,
            rows=self.rows + more.rows,
            unit_text=self.unit_text or more.unit_text,
            reported_text=self.reported_text or more.reported_text,
            reported_date=self.reported_date or more.reported_date,
            unsigned=tuple(name for name in self.unsigned if name in more.unsigned),
            filler=self.filler or more.filler,
            phone=self.phone or more.phone,
        )


def read_form(table: Table, year: int) -> Form:
    """The form in ``table``; ``year`` completes a 填报时间 written without one."""
    keys = [table.columns[name] for name in ("number_text", "task_text") if name in table.columns]
    furniture = frozenset(row for row in range(table.first, table.end) if _is_furniture(table, row, keys))
    signed = signed_rows(table, furniture)
    furniture |= signed
    outside = tuple(_outside_cells(table, furniture))
    above = tuple((row, column) for row, column in outside if row < table.header)
    labelled = _labelled_values(table, outside)
    for name, value in read_signatures(table, (place for place in outside if place[0] in signed)):
        labelled[name] = labelled.get(name) or value
    reported = labelled.get("reported", "") or _lone_day(table, above)
    return Form(
        kind=table.layout.kind,
        sheet=table.grid.sheet,
        title="\n".join(_title_texts(table, above)),
        unit_text=_unit_text(labelled),
        reported_text=str(reported),
        reported_date=_reported_date(reported, year),
        rows=tuple(_rows(table, furniture)),
        unsigned=tuple(name for name in ("filler", "phone", "signer") if not labelled.get(name)),
        filler=cell_text(labelled.get("filler", "")).strip(),
        phone=cell_text(labelled.get("phone", "")).strip(),
    )


def _reported_date(value: Value, year: int) -> date | None:
    """The day written; without a year, January and February belong to the year after the one reported on."""
    day = parse_date(value, year)
    is_year_written = not isinstance(value, str) or "20" in arabic(value)
    return day.replace(year=year + 1) if day and day.month <= 2 and not is_year_written else day


def _lone_day(table: Table, above: Iterable[Place]) -> Value:
    """The one cell above the header that is a day, where no label says 填报时间."""
    days = [value for row, column in above if _is_day(value := table.grid.value(row, column))]
    return days[0] if len(days) == 1 else ""


def _unit_text(labelled: dict[str, Value]) -> str:
    value = labelled.get("unit", "")
    return value.strip(" 　:：") if isinstance(value, str) else ""


def _rows(table: Table, furniture: frozenset[int]) -> Iterator[FormRow]:
    grid = table.grid
    task_column = table.columns["task_text"]
    shown = [row for row in range(table.first, table.end) if any(grid.texts[row])]
    visible = [row for row in shown if row not in grid.hidden_rows]
    for row in visible or shown:  # rows hidden beside visible ones are last month's or another unit's
        texts = grid.texts[row]
        values = {name: texts[c] for name, c in table.columns.items() if c < len(texts) and texts[c]}
        own = [name for name, c in table.columns.items() if name in values and (row, c) not in grid.filled]
        # The notice's blank rows are numbered beforehand; a row of labels or notes is nobody's words.
        if not own or (own == ["number_text"] and not _is_task_number(values["number_text"])) or row in furniture:
            continue
        if _is_swapped(values):
            values["task_text"], values["number_text"] = values["number_text"], values["task_text"]
        is_continued = (row, task_column) in grid.filled and grid.text(row - 1, task_column) == values.get("task_text")
        yield FormRow(row + 1, values, is_continued and row > table.first, grid.sheet)


def _is_swapped(values: dict[str, str]) -> bool:
    """Whether number and text stand under each other's heading."""
    number, text = values.get("number_text", ""), values.get("task_text", "")
    return len(number) > _MAX_NUMBER_CHARACTERS >= len(text) and text[:1].isdecimal()


def _is_task_number(text: str) -> bool:
    return text.startswith(("任务", "实事"))


def _is_furniture(table: Table, row: int, keys: Sequence[int]) -> bool:
    """Whether a row is the form's footer, a note, a total, a model or columns counted rather than somebody's words.

    ``keys`` are the columns that say which task a row is about.
    """
    filled = table.grid.filled
    first = next((t for column, t in enumerate(table.grid.texts[row]) if t and (row, column) not in filled), "")
    return (
        _begins_furniture(first)
        or any("例" in table.grid.text(row, c)[:_MAX_MODEL] and _is_model(table.grid.text(row, c)) for c in keys)
        or (row == table.first and _counts_columns(table, row))
    )


@lru_cache(maxsize=8192)
def _begins_furniture(text: str) -> bool:
    word = compact(text)
    return is_label(word) or _FURNITURE.match(word) is not None


def _is_model(text: str) -> bool:
    return _EXAMPLE.match(compact(text)) is not None


def _counts_columns(table: Table, row: int) -> bool:
    """Whether a row numbers the columns: 1 2 3 4 5 6 7 below the header."""
    texts = own_texts(table, row)
    if any(len(text) > _MAX_NUMBER_CHARACTERS for text in texts):
        return False
    numbers = [parse_numbering(text).number for text in texts]
    return len(numbers) >= _MIN_COUNTED and numbers == list(range(1, len(numbers) + 1))


def _title_texts(table: Table, above: Iterable[Place]) -> Iterator[str]:
    """Texts above the header that are no labels, in order."""
    for row, column in above:
        text = _without_addressee(table.grid.text(row, column))
        if text and not _has_label(text) and not _is_day(table.grid.value(row, column)):
            yield text


@lru_cache(maxsize=4096)
def _without_addressee(text: str) -> str:
    """``text`` without the lines to whom a letter is written."""
    return "\n".join(line for line in text.split("\n") if not line.rstrip().endswith((":", "：")))


@lru_cache(maxsize=4096)
def _has_label(text: str) -> bool:
    return ANY_LABEL.search(compact(text)) is not None


@lru_cache(maxsize=4096, typed=True)
def _is_day(value: Value) -> bool:
    """Whether a cell is a day and nothing else: the value of a 填报时间 beside or above it."""
    if isinstance(value, str):
        return len(value) <= 20 and bool(_DAYISH.search(value)) and parse_date(value, 2000) is not None
    return parse_date(value, 2000) is not None


def _labelled_values(table: Table, outside: Iterable[Place]) -> dict[str, Value]:
    """What stands at each label above the header or below the rows: in the same cell, else to its right, else below."""
    found: dict[str, Value] = {}
    for row, column in outside:
        for name, value in split_labels(table.grid.text(row, column)).items():
            if not found.get(name):
                found[name] = value or _beside(table, row, column)
    return found


def _beside(table: Table, row: int, column: int) -> Value:
    grid = table.grid
    label = grid.value(row, column)
    for right in range(column + 1, len(grid.texts[row])):
        value = grid.value(row, right)
        if value != "" and value != label:
            if isinstance(value, str) and is_label(compact(value)):
                break
            return value
    is_outside = row + 1 < table.header or row + 1 >= table.end
    below = grid.value(row + 1, column) if is_outside else ""
    return "" if isinstance(below, str) and (is_label(compact(below)) or below == label) else below


def _outside_cells(table: Table, furniture: frozenset[int]) -> Iterator[Place]:
    """The written cells that hold labels or titles: above the header, and rows below it that begin with a label."""
    grid = table.grid
    for row in range(table.preface, table.end):
        if table.header <= row < table.first or (row >= table.first and row not in furniture):
            continue
        for column, text in enumerate(grid.texts[row]):
            if text and (row, column) not in grid.filled:
                yield row, column

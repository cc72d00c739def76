"""The rows of a located table as written, told from its footer, notes, totals, models and columns counted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.submissions.forms.columns.persons import PERSONS, without_phones
from pipeline.submissions.forms.fates import Account, Fate
from pipeline.submissions.forms.labels import is_label
from pipeline.submissions.forms.numbering import is_part_heading, parse_numbering
from pipeline.submissions.forms.shares import PLAIN, Layout, joined
from pipeline.submissions.forms.signatures import own_texts
from pipeline.submissions.forms.tables import KEYS, FormTable
from pipeline.vocabulary.form_fields import ANSWERS
from pipeline.vocabulary.text import compact

_FURNITURE = re.compile(
    r"(备?注|(填[表报])?说明|填表要求)[:：0-9一]|(合计|总计|小计|共计)[:：]?$|[（(]?(以下空白|此页无正文|以下无正文|续表|接下页|接上页)[)）]?$"
)
_EXAMPLE = re.compile(r"[（(【\[]?(填[写报表])?(示例|样例|范例|举例|例)([)）】\]:：]|$)")
_MAX_NUMBER_CHARACTERS = 10
_MIN_COUNTED = 3
_MAX_MODEL = 12


@dataclass(frozen=True)
class WrittenRow:
    """One data row as written. ``row`` as Excel shows it, in ``sheet``; ``values`` by field name, blanks left out.

    ``is_continued`` says that the task cell is part of a merged area that began in a row above (R11), ``mark`` about which task
    the row was when we sent it out, ``is_filtered`` that a filter hides it.
    """

    row: int
    values: dict[str, str]
    is_continued: bool = False
    sheet: str = ""
    mark: str = ""
    is_filtered: bool = False

    def text(self, name: str) -> str:
        """What stands in that field, '' where it is blank."""
        return self.values.get(name, "")

    @property
    def is_heading(self) -> bool:
        """Whether it only names the part of the form that follows: 一、重点任务."""
        return not self.is_answered and is_part_heading(self.text("task_text"))

    @property
    def is_answered(self) -> bool:
        """Whether anything stands right of the task."""
        return not ANSWERS.isdisjoint(self.values)


def read_rows(
    table: FormTable, furniture: frozenset[int], cells: Account
) -> tuple[tuple[WrittenRow, ...], tuple[WrittenRow, ...]]:
    """Every row in which somebody wrote, and those hidden beside visible ones: perhaps last month's or another unit's."""
    written = tuple(_written_rows(table, furniture, cells))
    visible = tuple(row for is_hidden, row in written if not is_hidden)
    hidden = tuple(row for is_hidden, row in written if is_hidden and row.is_answered)
    return (visible, hidden) if visible else (tuple(row for _, row in written), ())


def _written_rows(table: FormTable, furniture: frozenset[int], cells: Account) -> Iterator[tuple[bool, WrittenRow]]:
    """(whether it is hidden, the row)."""
    grid = table.grid
    read = frozenset(column for name in table.columns for column in table.columns_of(name))
    keys = frozenset(column for name in KEYS for column in table.columns_of(name))
    for row in (row for row in range(table.first, table.end) if row not in furniture and any(grid.texts[row])):
        is_hidden = row in grid.hidden_rows
        if heading := _part_heading(table, row):
            cells.take_columns(row, frozenset(range(len(grid.texts[row]))), Fate.HEADING)
            yield is_hidden, WrittenRow(grid.number(row), {"task_text": heading}, sheet=grid.sheet)
            continue
        values = _values(table, row)
        is_written = _says_something(table, row, values)
        cells.take_columns(row, read if is_written else keys, Fate.FIELD if is_written else Fate.BLANK)
        _take_aside(row, table.layout, cells)
        if is_written:
            yield is_hidden, _written_row(table, row, _unswapped(values))


def _written_row(table: FormTable, row: int, values: dict[str, str]) -> WrittenRow:
    grid = table.grid
    is_continued = _is_continued(table, row, values)
    mark, is_filtered = grid.row_marks.get(row, ""), row in grid.filtered_rows
    return WrittenRow(grid.number(row), values, is_continued, grid.sheet, mark, is_filtered)


def _take_aside(row: int, layout: Layout, cells: Account) -> None:
    """The office's own columns, and last month's, are known for what they are."""
    if layout is not PLAIN:
        cells.take_columns(row, layout.beside, Fate.BESIDE)
        cells.take_columns(row, layout.earlier, Fate.EARLIER)


def _values(table: FormTable, row: int) -> dict[str, str]:
    """What stands in each field, blanks left out."""
    texts, shares = table.grid.texts[row], table.layout.shares
    values = {name: texts[c] for name, c in table.columns.items() if c < len(texts) and texts[c]}
    if not shares:
        return _named(values)
    values |= {name: joined(texts, own) for name, own in shares.items() if name != "number_text"}
    if numbers := [texts[c] for c in table.columns_of("number_text") if c < len(texts)]:
        values["number_text"] = _finest(numbers)
    return _named({name: text for name, text in values.items() if text})


def _named(values: dict[str, str]) -> dict[str, str]:
    """``values`` with names alone where persons are named."""
    persons = {name: without_phones(values[name]) for name in PERSONS & values.keys()}
    return {name: text for name, text in (values | persons).items() if text} if persons else values


def _finest(numbers: Sequence[str]) -> str:
    """Of 序号 and 分解序号 the one that names the part (23-1), else the first; 任务23 beside 4-1 only counts the form's rows."""
    named = parse_numbering(numbers[0])
    parts = (text for text in numbers if (part := parse_numbering(text)).sub_item and part.number)
    fitting = (text for text in parts if not named.annex or parse_numbering(text).number == named.number)
    return next(fitting, numbers[0])


def _says_something(table: FormTable, row: int, values: dict[str, str]) -> bool:
    """Whether more is written than merged areas show from above, or the numbers of the notice's blank rows."""
    filled, shares = table.grid.filled, table.layout.shares
    if shares:
        own = {name for name in values if any((row, column) not in filled for column in table.columns_of(name))}
    else:
        own = {name for name, column in table.columns.items() if name in values and (row, column) not in filled}
    own.discard("remark")
    return bool(own) and (own != {"number_text"} or values["number_text"].startswith(("任务", "实事")))


def _part_heading(table: FormTable, row: int) -> str:
    """The heading of a part of the form that stands alone in its row: 一、重点任务."""
    own = own_texts(table, row)
    return own[0] if len(own) == 1 and is_part_heading(own[0]) else ""


def _unswapped(values: dict[str, str]) -> dict[str, str]:
    """``values`` with number and text each under its heading, where they stand under the other's."""
    number, text = values.get("number_text", ""), values.get("task_text", "")
    is_swapped = len(number) > _MAX_NUMBER_CHARACTERS >= len(text) and text[:1].isdecimal()
    return {**values, "number_text": text, "task_text": number} if is_swapped else values


def _is_continued(table: FormTable, row: int, values: dict[str, str]) -> bool:
    column = table.columns["task_text"]
    is_filled = (row, column) in table.grid.filled and row > table.first
    return is_filled and table.grid.text(row - 1, column) == values.get("task_text")


def furniture_rows(table: FormTable) -> frozenset[int]:
    """The rows that are the form's footer, a note, a total, a model or columns counted rather than somebody's words."""
    keys = [table.columns[name] for name in KEYS if name in table.columns]
    return frozenset(
        row
        for row in range(table.first, table.end)
        if _begins_furniture(next(iter(own_texts(table, row)), ""))
        or any(_is_model(table.grid.text(row, column)) for column in keys)
        or (row == table.first and _counts_columns(table, row))
    )


@lru_cache(maxsize=8192)
def _begins_furniture(text: str) -> bool:
    word = compact(text)
    return is_label(word) or _FURNITURE.match(word) is not None


def _is_model(text: str) -> bool:
    return "例" in text[:_MAX_MODEL] and _EXAMPLE.match(compact(text)) is not None


def _counts_columns(table: FormTable, row: int) -> bool:
    """Whether a row numbers the columns: 1 2 3 4 5 6 7 below the header."""
    texts = own_texts(table, row)
    if any(len(text) > _MAX_NUMBER_CHARACTERS for text in texts):
        return False
    numbers = [parse_numbering(text).number for text in texts]
    return len(numbers) >= _MIN_COUNTED and numbers == list(range(1, len(numbers) + 1))

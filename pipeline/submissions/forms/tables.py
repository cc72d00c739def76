"""Where a form's table lies in a grid: its header, its columns, its rows; cut where a second unit wrote below the first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.submissions.files.grid import Grid
from pipeline.submissions.forms.columns.persons import PERSONS, settle_persons
from pipeline.submissions.forms.headers import Header, list_headers
from pipeline.submissions.forms.headings import Headings, KnownForm
from pipeline.submissions.forms.labels import is_label, split_labels
from pipeline.submissions.forms.numbering import parse_numbering
from pipeline.submissions.forms.shares import PLAIN, Layout, lay_out, paths
from pipeline.vocabulary.text import compact

_HEAD_ROWS = 6
_MIN_HEADINGS = 3
_MAX_HEADING = 12  # characters of a heading that nobody knows
KEYS = ("number_text", "task_text")  # which task a row is about
# A title or a 填报单位 at the head of a table, not words within somebody's task: …（责任单位：区教育体育局）.
_FOOTER = re.compile(r"(备?注|(填[表报])?说明)[:：]|(填报|填表|经办|联系)人|联系电话|(单位)?(主要|分管)?负责人")
_HEADING_OF_OWN = re.compile(r"(填报|报送|上报|责任|填表)(单位|部门)|.{0,40}(情况|计划)表([（(][^（()）]{0,12}[)）])?$")


@dataclass(frozen=True)
class FormTable:
    """A located table. Rows and columns are 0-based; data rows are ``first`` up to, not including, ``end``.

    ``preface`` is the first row that belongs to this table (its title and 填报单位 stand there). ``is_continuation``:
    the table has no title or unit of its own and goes on with the one before it.
    """

    grid: Grid
    form: KnownForm
    columns: dict[str, int]
    preface: int
    header: int
    first: int
    end: int
    is_continuation: bool = False
    layout: Layout = PLAIN

    @property
    def headings(self) -> tuple[str, ...]:
        """The heading of every column as written, the lowest header row winning."""
        width = max((len(row) for row in self.grid.texts), default=0)
        rows = range(self.first - 1, self.header - 1, -1)
        return tuple(next((t for row in rows if (t := self.grid.text(row, column))), "") for column in range(width))

    def columns_of(self, name: str) -> tuple[int, ...]:
        """The columns that hold the field, none where the table has none."""
        if name in self.layout.shares:
            return tuple(share.column for share in self.layout.shares[name])
        return (self.columns[name],) if name in self.columns else ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The notice's headings of required columns that the table lacks."""
        return tuple(field.heading for field in self.form.required if field.name not in self.columns)


def locate_tables(grid: Grid, headings: Headings) -> tuple[FormTable, ...]:
    """Every table of either form in ``grid``, from top to bottom; empty if no header is recognised."""
    headers = list(list_headers(grid, headings))
    tables: list[FormTable] = []
    for index, header in enumerate(headers):
        preface = tables[-1].end if tables else 0
        body = header.row + header.height
        is_last = index + 1 == len(headers)
        answers = frozenset(c for name, c in header.columns.items() if name not in KEYS)
        end = len(grid.texts) if is_last else preface_of(grid, headers[index + 1].row, body, answers)
        is_continuation = bool(tables) and not _has_heading_of_own(grid, preface, header.row)
        columns, layout = _lay_out(grid, header, range(body, end), headings)
        tables.append(FormTable(grid, header.form, columns, preface, header.row, body, end, is_continuation, layout))
    return tuple(tables)


def _lay_out(grid: Grid, header: Header, body: range, headings: Headings) -> tuple[dict[str, int], Layout]:
    """The column of every field, of several the first, and what the others hold."""
    columns = header.columns | _unheaded_number(grid, header, body)
    rows = grid.texts[header.row : body.start]
    headed = {column for row in rows for column, text in enumerate(row) if text} - grid.hidden_columns
    if headed <= set(columns.values()) and len(columns.keys() & PERSONS) != 1:  # nearly every form
        return columns, PLAIN
    above = paths(grid, header.row, body.start, headed | set(columns.values()))
    persons = settle_persons(above)
    columns = {name: c for name, c in columns.items() if name not in PERSONS or persons.get(c) == name}
    figures = frozenset(column for column in headed if _holds_figures(grid, column, body))
    layout = lay_out(header.form, columns, above, figures, headings)
    return columns | {name: shares[0].column for name, shares in layout.shares.items()}, layout


def _unheaded_number(grid: Grid, header: Header, body: range) -> dict[str, int]:
    """The column left of the tasks, where it has no heading and holds nothing but numbers and the footer's labels."""
    left = header.columns.get("task_text", 0) - 1
    if (
        left < 0
        or "number_text" in header.columns
        or any(grid.text(row, left) for row in range(header.row, body.start))
    ):
        return {}
    texts = [text for row in body if (text := compact(grid.text(row, left))) and not is_label(text)]
    is_number = bool(texts) and all(parse_numbering(text).number for text in texts)
    return {"number_text": left} if is_number else {}


def _holds_figures(grid: Grid, column: int, body: range) -> bool:
    """Whether a column holds bare figures and no words: 0.34."""
    texts = [text for row in body if (text := grid.text(row, column))]
    return bool(texts) and all(text.replace(".", "", 1).isdecimal() for text in texts)


def has_head(grid: Grid) -> bool:
    """Whether a sheet begins with a title or a 填报单位 of its own, under whatever headings: it continues nothing."""
    return _has_heading_of_own(grid, 0, min(_HEAD_ROWS, len(grid.texts)))


def continue_table(before: FormTable, grid: Grid) -> FormTable:
    """``grid``, which has no header, read as going on with the columns of ``before``."""
    return replace(before, grid=grid, preface=0, header=0, first=0, end=len(grid.texts), is_continuation=True)


def seen_headings(grid: Grid, headings: Headings) -> tuple[str, ...]:
    """Cells that are headings of some form, for a message about a table that was not found."""
    found = {compact(text): None for row in grid.texts[:60] for text in row if headings.fields[text]}
    return tuple(found)


def preface_of(grid: Grid, header: int, floor: int, answers: frozenset[int]) -> int:
    """The first of the rows right above ``header`` that are titles or labels rather than data, no lower than ``floor``.

    A note or signature is the footer of the table above; a lone cell under one of its ``answers`` columns is data that
    goes on in a row of its own.
    """
    row = header
    while row > floor and _is_preface(grid, row - 1, answers):
        row -= 1
    while row < header and not any(grid.texts[row]):
        row += 1
    return row


def _is_preface(grid: Grid, row: int, answers: frozenset[int]) -> bool:
    own = [column for column, text in enumerate(grid.texts[row]) if text and (row, column) not in grid.filled]
    if any(_HEADING_OF_OWN.match(compact(grid.text(row, column))) for column in own):
        return True
    is_footer = any(_FOOTER.match(compact(grid.text(row, column))) for column in own[:1])
    return not is_footer and len(own) <= 1 and answers.isdisjoint(own)


def _has_heading_of_own(grid: Grid, preface: int, header: int) -> bool:
    return any(_HEADING_OF_OWN.match(compact(text)) for row in grid.texts[preface:header] for text in row if text)


def split_at_units(table: FormTable) -> Iterator[FormTable]:
    """The table, cut where a line with another 填报单位 stands between its rows: a second unit wrote below the first."""
    above = (_unit_in_row(table.grid, row) for row in range(table.preface, table.header))
    unit, start = next(filter(None, above), ""), table
    for row in range(table.first, table.end):
        named = _unit_in_row(table.grid, row)
        if not named or named == unit:
            continue
        if unit and _has_rows(table, row + 1):
            top = preface_of(table.grid, row, start.first, frozenset())
            yield replace(start, end=top)
            start = _below_unit(table, top, row + 1)
        unit = named
    yield start


def _below_unit(table: FormTable, preface: int, first: int) -> FormTable:
    """The second unit's table, under the columns of the first; with none of them where strange headings stand above it."""
    below = replace(table, preface=preface, header=first, first=first, is_continuation=False)
    filled = next((row for row in range(first, table.end) if any(table.grid.texts[row])), first)
    texts = [text for text in table.grid.texts[filled] if text]
    number = table.grid.text(filled, table.columns.get("number_text", 0))
    is_header = (
        len(texts) >= _MIN_HEADINGS and max(map(len, texts)) <= _MAX_HEADING and not any(map(str.isdigit, number))
    )
    return replace(below, columns={}, header=filled, first=filled + 1, layout=PLAIN) if is_header else below


def _unit_in_row(grid: Grid, row: int) -> str:
    texts = grid.texts[row]
    if not is_label(compact(next(filter(None, texts), ""))):
        return ""
    labels = (split_labels(text) for text in texts if "单位" in text and is_label(compact(text)))
    return next((unit for label in labels if (unit := label.get("unit", ""))), "")


def _has_rows(table: FormTable, first: int) -> bool:
    """Whether something is written under the task's heading from row ``first`` on."""
    column = table.columns.get("task_text")
    rows = range(first, table.end)
    return column is not None and any(
        table.grid.text(r, column) and not is_label(compact(table.grid.text(r, column))) for r in rows
    )

"""Where a form's table lies in a grid: its header of one to three rows, its columns, its rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pipeline.submissions.files.grid import Grid
from pipeline.submissions.forms.headings import KNOWN_FORMS, MAX_HEADING_CHARACTERS, Headings, KnownForm
from pipeline.submissions.forms.labels import is_label
from pipeline.submissions.forms.numbering import parse_numbering
from pipeline.submissions.forms.shares import PLAIN, Layout, lay_out, paths
from pipeline.vocabulary.terms import FormKind
from pipeline.vocabulary.text import compact

_MIN_FIELDS = 3
_MIN_FIRST_ROW = 2
_MAX_HEADER_ROWS = 3
_HEAD_ROWS = 6
_OWN_FIELDS = {
    form.kind: {field.name for field in form.fields}
    - {field.name for other in KNOWN_FORMS if other is not form for field in other.fields}
    for form in KNOWN_FORMS
}
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


@dataclass(frozen=True)
class _Header:
    form: KnownForm
    row: int
    height: int
    columns: dict[str, int]


def locate_tables(grid: Grid, headings: Headings) -> tuple[FormTable, ...]:
    """Every table of either form in ``grid``, from top to bottom; empty if no header is recognised."""
    headers = list(_headers(grid, headings))
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


def _lay_out(grid: Grid, header: _Header, body: range, headings: Headings) -> tuple[dict[str, int], Layout]:
    """The column of every field, of several the first, and what the others hold."""
    columns = header.columns | _unheaded_number(grid, header, body)
    rows = grid.texts[header.row : body.start]
    headed = {column for row in rows for column, text in enumerate(row) if text} - grid.hidden_columns
    if headed <= set(columns.values()):  # nearly every form
        return columns, PLAIN
    above = paths(grid, header.row, body.start, headed | set(columns.values()))
    figures = frozenset(column for column in headed if _holds_figures(grid, column, body))
    layout = lay_out(header.form, columns, above, figures, headings)
    return columns | {name: shares[0].column for name, shares in layout.shares.items()}, layout


def _unheaded_number(grid: Grid, header: _Header, body: range) -> dict[str, int]:
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


# Row → column → the field that its heading means in each form.
_Named = dict[int, dict[int, Mapping[FormKind, str]]]


def _headers(grid: Grid, headings: Headings) -> Iterator[_Header]:
    named: _Named = {}
    known = headings.fields
    hidden = grid.hidden_columns
    for row, texts in enumerate(grid.texts):
        found = {
            c: fields for c, t in enumerate(texts) if 0 < len(t) <= MAX_HEADING_CHARACTERS and (fields := known[t])
        }
        if found:  # a hidden column, often last month's, only where no visible one has its heading
            named[row] = dict(sorted(found.items(), key=lambda item: item[0] in hidden)) if hidden else found
    named = {row: _without_group_headings(grid, row, found, named.get(row + 1, {})) for row, found in named.items()}
    below = 0
    for row in named:
        header = _header_at(grid, row, named, headings) if row >= below else None
        if header:
            yield header
            below = header.row + header.height


def _without_group_headings(
    grid: Grid, row: int, found: dict[int, Mapping[FormKind, str]], below: Mapping[int, Mapping[FormKind, str]]
) -> dict[int, Mapping[FormKind, str]]:
    """The headings of a row; none in a form for one merged over several columns that have headings of their own below it."""
    if not below:
        return found

    def grouped(column: int) -> set[FormKind]:
        text = grid.text(row, column)
        span = [c for c in below if grid.text(row, c) == text and grid.text(row + 1, c) != text]
        is_group = column in span and len(span) > 1 and any((row, c) in grid.filled for c in span)
        return {kind for c in span for kind in below[c]} if is_group else set()

    named = ((column, fields, grouped(column)) for column, fields in found.items())
    return {column: {k: name for k, name in fields.items() if k not in kinds} for column, fields, kinds in named}


def _header_at(grid: Grid, row: int, named: _Named, headings: Headings) -> _Header | None:
    """The best header starting at ``row``: most fields, then fewest rows. Every row of it must add a field."""
    best: _Header | None = None
    for form in KNOWN_FORMS:
        columns: dict[str, int] = {}
        for height in range(1, _MAX_HEADER_ROWS + 1):
            added = _fields_in_row(named.get(row + height - 1, {}), form.kind, columns, grid.hidden_columns)
            if not added or (height == 1 and len(added) < _MIN_FIRST_ROW):
                break
            columns = {**columns, **added}
            if len(columns) >= _MIN_FIELDS and (
                best is None or _weight(form, columns) > _weight(best.form, best.columns)
            ):
                best = _Header(form, row, height, columns)
    if not best:
        return None
    best = _typed_over_two_rows(grid, best, headings) or best
    return replace(best, height=_full_height(grid, best))


def _typed_over_two_rows(grid: Grid, header: _Header, headings: Headings) -> _Header | None:
    """The header with the row below it, where headings go on in that row without being merged: 季度计划 / 完成目标."""
    below = header.row + header.height
    if below >= len(grid.texts):
        return None
    kind = header.form.kind
    found: dict[str, int] = {}
    for column, text in enumerate(grid.texts[below]):
        if not text or (below, column) in grid.filled:
            continue
        name = headings.fields[grid.text(below - 1, column) + text].get(kind)
        if not name or grid.text(below - 1, column) == text:
            return None
        found.setdefault(name, column)
    others = {known: c for known, c in header.columns.items() if c not in found.values()}
    return replace(header, height=header.height + 1, columns=others | found) if any(grid.texts[below]) else None


def _weight(form: KnownForm, columns: dict[str, int]) -> tuple[bool, int, bool, int]:
    """A form with all that it requires comes first; of two such the one with more columns that the other lacks.

    Where both have as many it is the month's: a plan tells nothing that was done.
    """
    required = [field.name in columns for field in form.required]
    is_whole = all(required)
    told = len(_OWN_FIELDS[form.kind] & columns.keys()) if is_whole else sum(required)
    return is_whole, told, form.kind is FormKind.PROGRESS, len(columns)


def _fields_in_row(
    named: Mapping[int, Mapping[FormKind, str]], kind: FormKind, known: dict[str, int], hidden: frozenset[int]
) -> dict[str, int]:
    """The fields that a row of headings adds to ``known``; a visible column also replaces a hidden one."""
    fields: dict[str, int] = {}
    taken = set(known.values())
    for column, meanings in named.items():
        name = meanings.get(kind)
        is_new = name and (name not in known or (known[name] in hidden and column not in hidden))
        if name and is_new and name not in fields and column not in taken:
            fields[name] = column
    return fields


def _full_height(grid: Grid, header: _Header) -> int:
    """The header's height with the rows into which its merged cells reach, and one that parts a heading over several columns."""
    bottom = header.row + header.height
    while any(
        (bottom, column) in grid.filled and grid.value(bottom, column) == grid.value(bottom - 1, column)
        for column in header.columns.values()
    ):
        bottom += 1
    return bottom - header.row + _parts_a_heading(grid, bottom, header)


def _parts_a_heading(grid: Grid, row: int, header: _Header) -> bool:
    """Whether all that stands in a row below the header are short words under headings merged over several columns."""
    texts = grid.texts[row] if row < len(grid.texts) else ()
    own = [column for column, text in enumerate(texts) if text and (row, column) not in grid.filled]
    above = row - 1
    return len(own) > 1 and all(
        len(texts[column]) <= MAX_HEADING_CHARACTERS
        and ({(above, column), (above, column + 1)} & grid.filled)
        and grid.text(above, column) in (grid.text(above, column + 1), grid.text(above, column - 1))
        for column in own
    )


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

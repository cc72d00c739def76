"""Where the headings of a form stand in a grid: one to three rows, and the columns that they head."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.submissions.files.grid import Grid
from pipeline.submissions.forms.headings import KNOWN_FORMS, MAX_HEADING_CHARACTERS, Headings, KnownForm
from pipeline.vocabulary.terms import FormKind

_MIN_FIELDS = 3
_MIN_FIRST_ROW = 2
_MAX_HEADER_ROWS = 3
_OWN_FIELDS = {
    form.kind: {field.name for field in form.fields}
    - {field.name for other in KNOWN_FORMS if other is not form for field in other.fields}
    for form in KNOWN_FORMS
}


@dataclass(frozen=True)
class Header:
    """The rows that head a table, and the column of each field."""

    form: KnownForm
    row: int
    height: int
    columns: dict[str, int]


# Row → column → the field that its heading means in each form.
_Named = dict[int, dict[int, Mapping[FormKind, str]]]


def list_headers(grid: Grid, headings: Headings) -> Iterator[Header]:
    """Every header of either form, from top to bottom."""
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
    if not below or not any((row, column) in grid.filled for column in found):
        return found

    def grouped(column: int) -> set[FormKind]:
        text = grid.text(row, column)
        span = [c for c in below if grid.text(row, c) == text and grid.text(row + 1, c) != text]
        is_group = column in span and len(span) > 1 and any((row, c) in grid.filled for c in span)
        return {kind for c in span for kind in below[c]} if is_group else set()

    named = ((column, fields, grouped(column)) for column, fields in found.items())
    return {column: {k: name for k, name in fields.items() if k not in kinds} for column, fields, kinds in named}


def _header_at(grid: Grid, row: int, named: _Named, headings: Headings) -> Header | None:
    """The best header starting at ``row``: most fields, then fewest rows. Every row of it must add a field."""
    best: Header | None = None
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
                best = Header(form, row, height, columns)
    if not best:
        return None
    best = _typed_over_two_rows(grid, best, headings) or best
    return replace(best, height=_full_height(grid, best))


def _typed_over_two_rows(grid: Grid, header: Header, headings: Headings) -> Header | None:
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


def _full_height(grid: Grid, header: Header) -> int:
    """The header's height with the rows into which its merged cells reach, and one that parts a heading over several columns."""
    bottom = header.row + header.height
    while any(
        (bottom, column) in grid.filled and grid.value(bottom, column) == grid.value(bottom - 1, column)
        for column in header.columns.values()
    ):
        bottom += 1
    return bottom - header.row + _parts_a_heading(grid, bottom, header)


def _parts_a_heading(grid: Grid, row: int, header: Header) -> bool:
    """Whether all that stands in a row below the header are short words under headings merged over several columns."""
    texts = grid.texts[row] if row < len(grid.texts) else ()
    own = [column for column, text in enumerate(texts) if text and (row, column) not in grid.filled]
    if len(own) < 2 or any(len(texts[column]) > MAX_HEADING_CHARACTERS for column in own):
        return False
    above = row - 1
    return _parts_one_unmerged(grid, above, own) or all(
        ({(above, column), (above, column + 1)} & grid.filled)
        and grid.text(above, column) in (grid.text(above, column + 1), grid.text(above, column - 1))
        for column in own
    )


def _parts_one_unmerged(grid: Grid, above: int, own: Sequence[int]) -> bool:
    """Whether neighbours stand below one heading and the blank cells right of it, as in formats that merge nothing."""
    first, *others = own
    is_run = own == list(range(first, first + len(own)))
    return is_run and bool(grid.text(above, first)) and not any(grid.text(above, column) for column in others)

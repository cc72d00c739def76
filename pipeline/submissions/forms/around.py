"""What stands around the rows of a table, taken for what it is: titles, headings, notes; and what is left then (R28)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from pipeline.submissions.files.grid import Floating, FloatingKind, Spot, cell_name
from pipeline.submissions.forms.fates import Account, Fate, UnreadCell
from pipeline.submissions.forms.headings import MAX_HEADING_CHARACTERS
from pipeline.submissions.forms.shares import months_of, of_month, of_quarter
from pipeline.submissions.forms.tables import KEYS, FormTable
from pipeline.submissions.months import month_spans, months_together
from pipeline.vocabulary.form_fields import ANSWERS
from pipeline.vocabulary.terms import FormKind
from pipeline.vocabulary.text import compact

_LONGEST_MARK = 15  # characters of a seal, a day, a page number in a footer


def take_around(table: FormTable, above: Collection[Spot], below: Collection[int], cells: Account) -> None:
    """What stands ``above`` the header is a title, what is short in it a heading; a row of ``below`` is furniture.

    But words under the columns of the form's answers are somebody's, whatever their row begins with.
    """
    for row, column in above:
        cells.take(row, column, cells.taken.get((row, column), Fate.TITLE))
    for row in range(table.header, table.first):
        for column, text in enumerate(table.grid.texts[row]):
            if text and len(text) <= MAX_HEADING_CHARACTERS:
                cells.take(row, column, Fate.HEADING)
    if below:
        answers = {c for name in table.columns if name not in KEYS for c in table.columns_of(name)}
        for row in below:
            _take_furniture(row, answers, cells)


def _take_furniture(row: int, answers: Collection[int], cells: Account) -> None:
    written = [(c, text) for c, text in enumerate(cells.grid.texts[row]) if text and (row, c) not in cells.grid.filled]
    for place, (column, text) in enumerate(written):
        if place == 0 or column not in answers or len(text) <= _LONGEST_MARK:
            cells.taken.setdefault((row, column), Fate.FURNITURE)


def of_own_month(table: FormTable, title: str, asked: int = 0) -> tuple[FormTable, int, tuple[int, ...]]:
    """The table with the columns of its own month, that month, and all that words stand under; 0 where none has its own.

    Its own is the month ``asked`` for, else that which the title names (of several the last), else the last one that somebody
    has filled in: a sheet's name is often left over.
    """
    if table.form.kind is not FormKind.PROGRESS or not table.layout.shares:
        return table, 0, ()
    months = months_of(table.layout)
    filled = tuple(month for month in months if _is_filled(table, month))
    named = [last.month or 0 for _, last in month_spans(title, 0)]
    if not months:
        return replace(table, layout=of_quarter(table.layout, named[-1] if named else 0)), 0, ()
    month = asked or _own_month(title, named, months, filled)
    return replace(table, layout=of_quarter(of_month(table.layout, month), month)), month, filled


def _own_month(title: str, named: Sequence[int], months: Sequence[int], filled: Sequence[int]) -> int:
    """The last of those on which the title reports together, else the one that it names, else the last one filled in."""
    told = [month for month in named if month in months][:1] or filled[-1:] or months[:1]
    return max(months_together(title, filled), default=told[0])


def _is_filled(table: FormTable, month: int) -> bool:
    columns = [share.column for shares in table.layout.shares.values() for share in shares if share.month == month]
    rows = range(table.first, table.end)
    return any(table.grid.text(row, column) for row in rows for column in columns)


def unread_columns(table: FormTable, cells: Account) -> Iterator[tuple[str, str]]:
    """(heading, what it lacks) of the columns in doubt in which words stand that nobody has taken; theirs they are now."""
    for column, lacking in table.layout.doubtful:
        written = ((row, column) for row in range(table.first, table.end) if table.grid.text(row, column))
        if spots := [spot for spot in written if not cells.is_taken(spot)]:
            cells.taken |= dict.fromkeys(spots, Fate.LEFT_OUT)
            yield table.headings[column].replace("\n", ""), lacking


def unread_cells(table: FormTable, cells: Account) -> tuple[UnreadCell, ...]:
    """The visible cells that nobody has taken, and the words of text boxes that lie over the table's rows."""
    spots = tuple(cells.unread())
    left = cells.cells(dict(enumerate(table.headings)), spots) if spots else ()
    boxes = (one for one in _over(table, FloatingKind.TEXT_BOX) if one.words)
    return (*left, *(UnreadCell(table.grid.sheet, f"{cell_name(one.spot)}处文本框", "", one.words) for one in boxes))


def hidden_columns(table: FormTable) -> tuple[str, ...]:
    """The columns hidden by hand in which words stand that are not read, as Excel names them: D列（完成情况）."""
    grid, read = table.grid, {c for name in table.columns for c in table.columns_of(name)}
    if not grid.hidden_columns or grid.origins:
        return ()
    rows, headings = range(table.first, table.end), table.headings
    return tuple(
        cell_name((0, c))[:-1] + "列" + (f"（{compact(headings[c])}）" if headings[c] else "")
        for c in sorted(grid.hidden_columns - read)
        if any((row, c) not in grid.filled and grid.text(row, c) for row in rows)
    )


def pictured_cells(table: FormTable) -> tuple[Spot, ...]:
    """The cells of the form's answers in which a picture lies and no word stands; none of a sheet that was turned."""
    if table.grid.origins:
        return ()
    answers = {c for name in table.columns if name in ANSWERS for c in table.columns_of(name)}
    spots = (one.spot for one in _over(table, FloatingKind.PICTURE) if table.first <= one.spot[0] < table.end)
    return tuple(spot for spot in spots if spot[1] in answers and not table.grid.text(*spot))


def _over(table: FormTable, kind: FloatingKind) -> Iterator[Floating]:
    """What of this kind lies over the rows of the table; below the last one it is the last table's."""
    is_last = table.end >= len(table.grid.texts)
    for one in table.grid.floating:
        if one.kind is kind and table.preface <= one.spot[0] and (is_last or one.spot[0] < table.end):
            yield one

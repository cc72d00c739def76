"""A located table → a form: who filled it in, when, for which month, and its rows as written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from pipeline.submissions.files.grid import Spot, Value, cell_text
from pipeline.submissions.forms.around import (
    hidden_columns,
    of_own_month,
    pictured_cells,
    take_around,
    unread_cells,
    unread_columns,
)
from pipeline.submissions.forms.fates import Account, Fate, UnreadCell
from pipeline.submissions.forms.labels import ANY_LABEL, is_label, split_labels
from pipeline.submissions.forms.marks import parse_mark
from pipeline.submissions.forms.rows import WrittenRow, furniture_rows, read_rows
from pipeline.submissions.forms.signatures import read_signatures, signed_rows
from pipeline.submissions.forms.tables import FormTable
from pipeline.submissions.months import months_in
from pipeline.vocabulary.forms.marks import FormMark
from pipeline.vocabulary.met_goal import parse_met_goal
from pipeline.vocabulary.terms import FormKind, MetGoal
from pipeline.vocabulary.text import arabic, compact, parse_date

_DAYISH = re.compile(r"[日号]|\d[-./．]\d|^20\d{6}$")

_MAX_MET_GOAL = 10
_VERDICTS = ("是", "否", "√", "×")

_GAP = re.compile("[ \u3000\xa0]{3,}")


@dataclass(frozen=True)
class Form:
    """One table, with the tables that continue it, before anybody is matched; ``hidden`` rows are not among its rows.

    ``unread_heads``: (heading, the notice's headings that stand nowhere, '' if it is the second of its meaning) of columns
    that are not read; ``unread`` are the visible cells that are neither read nor known for what they are (R28), ``pictured`` answers that are
    pictures. Where every month has columns
    of its own, ``months`` are those with words in them and ``month`` the one that was read.
    ``mark``: for whom and when it was sent out, where it was by some office.
    """

    kind: FormKind
    sheet: str
    title: str
    unit_text: str
    reported_text: str
    reported_date: date | None
    rows: tuple[WrittenRow, ...]
    unsigned: tuple[str, ...] = ()
    filler: str = ""
    phone: str = ""
    hidden: tuple[WrittenRow, ...] = ()
    mark: FormMark | None = None
    unread_heads: tuple[tuple[str, str], ...] = ()
    unread: tuple[UnreadCell, ...] = ()
    hidden_columns: tuple[str, ...] = ()
    pictured: tuple[Spot, ...] = ()
    month: int = 0
    months: tuple[int, ...] = ()

    @property
    def is_shifted(self) -> bool:
        """Whether the columns do not stand under their headings.

        In every row a long text where 是 or 否 is asked for, or nothing there and 是 or 否 in the column before it.
        """
        if self.kind is FormKind.PLAN:
            return False
        answered = [row for row in self.rows if row.is_answered]
        answers = [row.text("met_goal_text") for row in answered]
        if not any(answers):
            return bool(answered) and all(row.text("next_steps") in _VERDICTS for row in answered)
        return all(len(a) > _MAX_MET_GOAL and parse_met_goal(a) is MetGoal.UNCLEAR for a in answers)

    def goes_on(self, before: Form, is_same_sheet: bool, year: int, is_headless: bool = False) -> bool:
        """Whether it is the rest of the one before: under a header or head repeated, or on an untitled next sheet.

        ``is_headless``: nothing but the header is repeated: who signs below it signs the whole.
        """
        if self.kind is not before.kind or not self.rows:
            return False
        months = months_in(self.title, year)
        if is_same_sheet:
            units = ("", before.unit_text, *([self.unit_text] if is_headless and not before.unit_text else ()))
            return self.unit_text in units and (not months or months == months_in(before.title, year))
        return not self.title and not self.unit_text

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
            hidden=self.hidden + more.hidden,
            unread=self.unread + more.unread,
            month=self.month or more.month,
            months=tuple(sorted({*self.months, *more.months})),
        )


def read_form(table: FormTable, year: int) -> Form:
    """The form in ``table``; ``year`` completes a 填报时间 written without one."""
    return read_accounted(table, year)[0]


def read_accounted(table: FormTable, year: int, asked: int = 0) -> tuple[Form, Account]:
    """The form in ``table``, and what became of each of its cells; where months have columns, of the one ``asked`` for."""
    cells = Account(table.grid, table.preface, table.end)
    furniture = furniture_rows(table)
    signed = signed_rows(table, furniture)
    outside = tuple(_outside_cells(table, furniture | signed))
    above = tuple((row, column) for row, column in outside if row < table.header)
    labelled = _labelled_values(table, outside, cells)
    for name, value in read_signatures(table, (spot for spot in outside if spot[0] in signed)):
        labelled[name] = labelled.get(name) or value
    title = "\n".join(_title_texts(table, above))
    take_around(table, above, furniture | signed, cells)
    table, month, months = of_own_month(table, title, asked)
    rows, hidden = read_rows(table, furniture | signed, cells)
    reported = labelled.get("reported", "") or _lone_day(table, above)
    unread_heads = tuple(unread_columns(table, cells))
    form = Form(
        kind=table.form.kind,
        sheet=table.grid.sheet,
        title=title,
        unit_text=_unit_text(labelled),
        reported_text=str(reported),
        reported_date=_reported_date(reported, year),
        rows=rows,
        unsigned=tuple(name for name in ("filler", "phone", "signer") if not labelled.get(name)),
        filler=cell_text(labelled.get("filler", "")).strip(),
        phone=cell_text(labelled.get("phone", "")).strip(),
        hidden=hidden,
        mark=_mark(table),
        unread_heads=unread_heads,
        unread=unread_cells(table, cells),
        hidden_columns=hidden_columns(table),
        pictured=pictured_cells(table) if table.grid.floating else (),
        month=month,
        months=months,
    )
    return form, cells


def _mark(table: FormTable) -> FormMark | None:
    """The mark of the sheet's first table; one of the other form was left by what stood there before."""
    mark = parse_mark(table.grid.form_mark) if table.preface == 0 else None
    return mark if mark and mark.kind is table.form.kind else None


def _reported_date(value: Value, year: int) -> date | None:
    """The day written; without a year, January and February belong to the year after the one reported on."""
    day = parse_date(value, year)
    is_year_written = not isinstance(value, str) or "20" in arabic(value)
    return day.replace(year=year + 1) if day and day.month <= 2 and not is_year_written else day


def _lone_day(table: FormTable, above: Iterable[Spot]) -> Value:
    """The one cell above the header that is a day, where no label says 填报时间."""
    days = [value for row, column in above if _is_day(value := table.grid.value(row, column))]
    return days[0] if len(days) == 1 else ""


def _unit_text(labelled: dict[str, Value]) -> str:
    """The name; what follows at a distance belongs to something else: 团市委        月份."""
    value = labelled.get("unit", "")
    return _GAP.split(value.strip(" 　:："))[0] if isinstance(value, str) else ""


def _title_texts(table: FormTable, above: Iterable[Spot]) -> Iterator[str]:
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


def _labelled_values(table: FormTable, outside: Iterable[Spot], cells: Account) -> dict[str, Value]:
    """What stands at each label above the header or below the rows: in the same cell, else to its right, else below."""
    found: dict[str, Value] = {}
    for row, column in outside:
        labels = split_labels(table.grid.text(row, column))
        if not labels:
            continue
        cells.take(row, column, Fate.LABEL)
        below = _listed_below(table, row, column, len(labels))
        for place, (name, value) in enumerate(labels.items()):
            spot = (row + 1, column) if below else _beside(table, row, column)
            if not found.get(name):
                found[name] = value or (below[place] if below else table.grid.value(*spot) if spot else "")
            if spot and not value:
                cells.take(*spot, Fate.VALUE)
    return found


def _listed_below(table: FormTable, row: int, column: int, labels: int) -> list[str]:
    """The values of several labels in one cell, listed in the same order in the cell below; none where it lists not as many."""
    words = table.grid.text(row + 1, column).split() if labels > 1 and row + 1 < len(table.grid.texts) else []
    return words if len(words) == labels and not any(map(is_label, words)) else []


def _beside(table: FormTable, row: int, column: int) -> Spot | None:
    """Where the value of a label without one stands."""
    grid = table.grid
    label = grid.value(row, column)
    for right in range(column + 1, len(grid.texts[row])):
        value = grid.value(row, right)
        if value != "" and value != label:
            if isinstance(value, str) and is_label(compact(value)):
                break
            return row, right
    is_outside = row + 1 < table.header or row + 1 >= table.end
    below = grid.value(row + 1, column) if is_outside else ""
    is_none = below == "" or (isinstance(below, str) and (is_label(compact(below)) or below == label))
    return None if is_none else (row + 1, column)


def _outside_cells(table: FormTable, furniture: frozenset[int]) -> Iterator[Spot]:
    """The written cells that hold labels or titles: above the header, and rows below it that begin with a label."""
    grid = table.grid
    for row in range(table.preface, table.end):
        if table.header <= row < table.first or (row >= table.first and row not in furniture):
            continue
        for column, text in enumerate(grid.texts[row]):
            if text and (row, column) not in grid.filled:
                yield row, column

"""The sheets of one workbook → its forms: continued tables joined, hidden leftovers and blank forms set aside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from pipeline.submissions.files.grid import Grid
from pipeline.submissions.forms.fates import Account, Fate
from pipeline.submissions.forms.forms import Form, read_accounted
from pipeline.submissions.forms.numbering import parse_numbering, split_numbering
from pipeline.submissions.forms.rows import WrittenRow
from pipeline.submissions.forms.tables import (
    FormTable,
    continue_table,
    has_head,
    locate_tables,
    seen_headings,
    split_at_units,
)
from pipeline.submissions.forms.turning import part_quarters, set_upright, spread_quarters, unturned
from pipeline.submissions.matching.references import References
from pipeline.submissions.matching.unread_sheets import (
    cells_unread,
    columns_aside,
    columns_missing,
    floating_unread,
    sheet_unread,
)
from pipeline.submissions.months import months_together, titled
from pipeline.vocabulary.findings import Finding, Kind, Place, finding
from pipeline.vocabulary.text import fold

_HEAD_ROWS = 12  # headings stand no lower
_WORTH_NOTING_CELLS = 6  # a sheet with fewer written cells is a scribble


@dataclass(frozen=True)
class Assembly:
    """The forms of a workbook and what was set aside on the way. No form: the findings say why.

    ``unread`` are the visible sheets with words that were not, or not wholly, taken for a form. ``accounts``: what became of
    every cell of every sheet, sheets in parts by their tables (R28).
    """

    forms: tuple[Form, ...]
    findings: tuple[Finding, ...]
    unread: tuple[Grid, ...] = ()
    accounts: tuple[Account, ...] = ()


def assemble_forms(source: str, grids: Sequence[Grid], references: References) -> Assembly:
    """Every form that the workbook holds; hidden sheets count only where nothing visible does."""
    hidden_grids = [grid for grid in grids if grid.is_hidden]
    visible = _assemble(source, [grid for grid in grids if not grid.is_hidden], references)
    if not hidden_grids:
        return visible
    hidden = _assemble(source, hidden_grids, references)
    if not visible.forms and hidden.forms:
        return Assembly(hidden.forms, visible.findings + hidden.findings, (), visible.accounts + hidden.accounts)
    skipped = tuple(
        finding(Kind.SHEET_SKIPPED, Place(source, sheet), name=sheet, reason="是隐藏的")
        for sheet in dict.fromkeys(form.sheet for form in hidden.forms)
    )
    aside = tuple(_account(grid, Fate.HIDDEN) for grid in hidden_grids)
    return Assembly(visible.forms, visible.findings + skipped, visible.unread, visible.accounts + aside)


def _account(grid: Grid, rest: Fate = Fate.LEFT_OUT) -> Account:
    """A sheet of which nothing was read, for a reason that is told."""
    return Account(grid, 0, len(grid.texts), rest)


@dataclass
class _Assembler:
    """What the sheets so far hold; ``last`` is the table that the next one may go on with."""

    source: str
    references: References
    forms: list[Form] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    unread: list[Grid] = field(default_factory=list)
    broken: list[Grid] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)
    last: FormTable | None = None

    def add_sheet(self, grid: Grid) -> None:
        """The sheet's tables are forms of their own or go on with the last one; or it is unread."""
        located = self._located(grid)
        for table in located:
            for part in split_at_units(table):
                self._add_table(part)
        if located and grid.floating:
            told = {spot for form in self.forms if form.sheet == grid.sheet for spot in form.pictured}
            self.findings += floating_unread(self.source, grid, told)
        if located:
            self._add_unturned(grid, located[0].grid)
        elif continued := self._continued(grid):
            self.forms[-1] = self.forms[-1].joined(continued)
        else:
            self.unread.append(grid)
            self.accounts.append(_account(grid))

    def _add_unturned(self, grid: Grid, turned: Grid) -> None:
        """What of a sheet did not come along when it was turned is unread."""
        if turned is not grid and self.forms:
            lost = unturned(grid, turned)
            self.accounts.append(lost)
            self.forms[-1] = replace(self.forms[-1], unread=(*self.forms[-1].unread, *lost.cells({}, lost.unread())))

    def _located(self, grid: Grid) -> tuple[FormTable, ...]:
        """The tables of a sheet, set upright where that makes whole ones of them."""
        headings = self.references.headings
        located = locate_tables(grid, headings)
        if any(not table.missing for table in located):
            return located
        changes = (set_upright(grid, headings), spread_quarters(grid), part_quarters(grid))
        others = (change for change in changes if change)
        changed = (locate_tables(other, headings) for other in others)
        tried = chain(changed, self._in_own_words(grid))
        return next((tables for tables in tried if any(not table.missing for table in tables)), located)

    def _in_own_words(self, grid: Grid) -> Iterator[tuple[FormTable, ...]]:
        """The tables of a sheet under headings that only their words together tell, over rows about tasks that we know."""
        for texts in grid.texts[:_HEAD_ROWS]:
            if headings := self.references.headings.with_kindred(texts):
                tables = locate_tables(grid, headings)
                forms = [
                    read_accounted(table, self.references.settings.year)[0] for table in tables if not table.missing
                ]
                if any(_is_known(row, self.references) for form in forms for row in form.rows):
                    yield tables

    def _continued(self, grid: Grid) -> Form | None:
        """A sheet without a header, if its rows go on with the table before: known tasks, or numbers that count on."""
        if not self.last or has_head(grid) or not self.forms[-1].rows:
            return None
        form, cells = read_accounted(continue_table(self.last, grid), self.references.settings.year)
        if not form.rows:
            return None
        before = parse_numbering(self.forms[-1].rows[-1].text("number_text")).number
        first = parse_numbering(form.rows[0].text("number_text")).number
        counts_on = before is not None and first == before + 1 and form.rows[0].is_answered
        is_known = any(_is_known(row, self.references) for row in form.rows if row.is_answered)
        if not (counts_on or is_known):
            return None
        self.accounts.append(cells)
        return form

    def _add_table(self, table: FormTable) -> None:
        place = Place(self.source, table.grid.sheet, table.header + 1)
        if table.missing:
            self.findings.append(columns_missing(place, table))
            self._set_aside(table)
            return
        table, form, cells = self._read(table)
        together = months_together(form.title, form.months)
        self.findings += columns_aside(place, form, together)
        if form.is_shifted:
            self.findings.append(finding(Kind.COLUMN_SHIFTED, place))
            self._set_aside(table)
            return
        self.accounts.append(cells)
        form = self._without_months_before(table, form, cells, together)
        self._add_form(form, self.last is not None and self.last.grid is table.grid, table.is_continuation)
        self.last = table

    def _without_months_before(self, table: FormTable, form: Form, cells: Account, together: Sequence[int]) -> Form:
        """The form of the last of the months on which its title reports ``together``; those before are forms of their own."""
        for month in together[:-1]:
            other, more = read_accounted(table, self.references.settings.year, month)
            cells.take_read(more)
            self._add_form(replace(other, title=titled(form.title, month), unread=()), False)
        return replace(form, title=titled(form.title, together[-1])) if together else form

    def _set_aside(self, table: FormTable) -> None:
        self.broken.append(table.grid)
        self.accounts.append(Account(table.grid, table.preface, table.end, Fate.LEFT_OUT))

    def _read(self, table: FormTable) -> tuple[FormTable, Form, Account]:
        """The table's form; under the columns of the last one where a heading was lost when the header was repeated."""
        form, cells = read_accounted(table, self.references.settings.year)
        if not form.is_shifted or not self.last or self.last.form is not table.form:
            return table, form, cells
        mended = replace(table, columns=self.last.columns, layout=self.last.layout)
        return mended, *read_accounted(mended, self.references.settings.year)

    def _add_form(self, form: Form, is_same_sheet: bool, is_headless: bool = False) -> None:
        before = self.forms[-1] if self.forms else None
        if before and form.goes_on(before, is_same_sheet, self.references.settings.year, is_headless):
            self.forms[-1] = before.joined(form)
        elif before and is_same_sheet and not form.unit_text:
            self.forms.append(replace(form, unit_text=before.unit_text))
        else:
            self.forms.append(form)

    def assembly(self) -> Assembly:
        """The forms that somebody wrote in, and what is to be said about the sheets."""
        answered = [form for form in self.forms if any(row.is_answered for row in form.rows)]
        written = answered or [form for form in self.forms if form.rows]  # coming months, prefilled, are no returns
        return Assembly(
            tuple(written or self.forms[:1]),
            (*self.findings, *cells_unread(self.source, written), *self._unread_findings()),
            (*self.unread, *self.broken),
            tuple(self.accounts),
        )

    def _unread_findings(self) -> list[Finding]:
        """Sheets with words that were taken for no form: said once each, or for the file when nothing was found."""
        written = [grid for grid in self.unread if len(_words(grid)) >= _WORTH_NOTING_CELLS]
        if self.forms:
            return [sheet_unread(self.source, grid, self.references) for grid in written]
        if self.findings:
            return []
        place = Place(self.source, written[0].sheet if written else "")
        return [finding(Kind.TABLE_NOT_FOUND, place, seen=self._seen(written))]

    def _seen(self, written: Sequence[Grid]) -> str:
        if not any(_words(grid) for grid in self.unread):
            return "文件里没有任何内容。"
        headings = dict.fromkeys(word for grid in written for word in seen_headings(grid, self.references.headings))
        return f"只认出这些表头：{'、'.join(headings)}。" if headings else "没有认出任何表头。"


def _assemble(source: str, grids: Sequence[Grid], references: References) -> Assembly:
    assembler = _Assembler(source, references)
    for grid in grids:
        assembler.add_sheet(grid)
    return assembler.assembly()


def _words(grid: Grid) -> list[str]:
    return [text for row in grid.texts for text in row if text]


def _is_known(row: WrittenRow, references: References) -> bool:
    if parse_numbering(row.text("number_text")).annex:
        return True
    query = fold(split_numbering(row.text("task_text"))[1])
    return (
        bool(query)
        and references.index.choose(query, references.index.rank(query, ()), (), references.thresholds) is not None
    )

"""The sheets of one workbook → its forms: continued tables joined, hidden leftovers and blank forms set aside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline.submissions.files.grid import Grid
from pipeline.submissions.forms.forms import Form, read_form
from pipeline.submissions.forms.months import months_in
from pipeline.submissions.forms.numbering import parse_numbering, split_numbering
from pipeline.submissions.forms.rows import WrittenRow
from pipeline.submissions.forms.stacked_units import split_at_units
from pipeline.submissions.forms.tables import FormTable, continue_table, has_head, locate_tables, seen_headings
from pipeline.submissions.forms.turning import set_upright, spread_quarters
from pipeline.submissions.matching.references import References
from pipeline.submissions.matching.unread_sheets import match_unread
from pipeline.vocabulary.findings import Finding, Kind, Place, finding
from pipeline.vocabulary.met_goal import parse_met_goal
from pipeline.vocabulary.terms import FormKind, MetGoal
from pipeline.vocabulary.text import fold

_MAX_MET_GOAL = 10
_VERDICTS = ("是", "否", "√", "×")
_WORTH_NOTING_CELLS = 6  # a sheet with fewer written cells is a scribble


@dataclass(frozen=True)
class Assembly:
    """The forms of a workbook and what was set aside on the way. No form: the findings say why.

    ``unread`` are the visible sheets with words that were not, or not wholly, taken for a form.
    """

    forms: tuple[Form, ...]
    findings: tuple[Finding, ...]
    unread: tuple[Grid, ...] = ()


def assemble_forms(source: str, grids: Sequence[Grid], references: References) -> Assembly:
    """Every form that the workbook holds; hidden sheets count only where nothing visible does."""
    hidden_grids = [grid for grid in grids if grid.is_hidden]
    visible = _assemble(source, [grid for grid in grids if not grid.is_hidden], references)
    if not hidden_grids:
        return visible
    hidden = _assemble(source, hidden_grids, references)
    if not visible.forms and hidden.forms:
        return Assembly(hidden.forms, visible.findings + hidden.findings)
    skipped = tuple(
        finding(Kind.SHEET_SKIPPED, Place(source, sheet), name=sheet, reason="是隐藏的")
        for sheet in dict.fromkeys(form.sheet for form in hidden.forms)
    )
    return Assembly(visible.forms, visible.findings + skipped, visible.unread)


@dataclass
class _Assembler:
    """What the sheets so far hold; ``last`` is the table that the next one may go on with."""

    source: str
    references: References
    forms: list[Form] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    unread: list[Grid] = field(default_factory=list)
    broken: list[Grid] = field(default_factory=list)
    last: FormTable | None = None

    def add_sheet(self, grid: Grid) -> None:
        """The sheet's tables are forms of their own or go on with the last one; or it is unread."""
        located = self._located(grid)
        for table in located:
            for part in split_at_units(table):
                self._add_table(part)
        if located:
            return
        if continued := self._continued(grid):
            self.forms[-1] = self.forms[-1].joined(continued)
        else:
            self.unread.append(grid)

    def _located(self, grid: Grid) -> tuple[FormTable, ...]:
        """The tables of a sheet, set upright where that makes whole ones of them."""
        headings = self.references.headings
        located = locate_tables(grid, headings)
        if any(not table.missing for table in located):
            return located
        others = (change for change in (set_upright(grid, headings), spread_quarters(grid)) if change)
        changed = (locate_tables(other, headings) for other in others)
        return next((tables for tables in changed if any(not table.missing for table in tables)), located)

    def _continued(self, grid: Grid) -> Form | None:
        """A sheet without a header, if its rows go on with the table before: known tasks, or numbers that count on."""
        if not self.last or has_head(grid) or not self.forms[-1].rows:
            return None
        form = read_form(continue_table(self.last, grid), self.references.settings.year)
        if not form.rows:
            return None
        before = parse_numbering(self.forms[-1].rows[-1].text("number_text")).number
        first = parse_numbering(form.rows[0].text("number_text")).number
        counts_on = before is not None and first == before + 1 and form.rows[0].is_answered
        is_known = any(_is_known(row, self.references) for row in form.rows if row.is_answered)
        return form if counts_on or is_known else None

    def _add_table(self, table: FormTable) -> None:
        place = Place(self.source, table.grid.sheet, table.header + 1)
        if table.missing:
            self.findings.append(_missing_columns(place, table))
            self.broken.append(table.grid)
            return
        table, form = self._read(table)
        self.findings += _unread_columns(place, table, self.references)
        if _is_shifted(form):
            self.findings.append(finding(Kind.COLUMN_SHIFTED, place))
            self.broken.append(table.grid)
            return
        self._add_form(form, is_same_sheet=self.last is not None and self.last.grid is table.grid)
        self.last = table

    def _read(self, table: FormTable) -> tuple[FormTable, Form]:
        """The table's form; under the columns of the last one where a heading was lost when the header was repeated."""
        form = read_form(table, self.references.settings.year)
        if not _is_shifted(form) or not self.last or self.last.form is not table.form:
            return table, form
        mended = replace(table, columns=self.last.columns)
        return mended, read_form(mended, self.references.settings.year)

    def _add_form(self, form: Form, is_same_sheet: bool) -> None:
        before = self.forms[-1] if self.forms else None
        if before and _goes_on(form, before, is_same_sheet, self.references.settings.year):
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
            (*self.findings, *self._unread_findings()),
            (*self.unread, *self.broken),
        )

    def _unread_findings(self) -> list[Finding]:
        """Sheets with words that were taken for no form: said once each, or for the file when nothing was found."""
        written = [grid for grid in self.unread if len(_words(grid)) >= _WORTH_NOTING_CELLS]
        if self.forms:
            return [_unread_sheet(self.source, grid, self.references) for grid in written]
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


def _goes_on(form: Form, before: Form, is_same_sheet: bool, year: int) -> bool:
    """Whether a table is the rest of the one before: under a header or head repeated, or on an untitled next sheet."""
    if form.kind is not before.kind or not form.rows:
        return False
    months = months_in(form.title, year)
    if is_same_sheet:
        return form.unit_text in ("", before.unit_text) and (not months or months == months_in(before.title, year))
    return not form.title and not form.unit_text


def _is_shifted(form: Form) -> bool:
    """Whether the columns do not stand under their headings.

    In every row a long text where 是 or 否 is asked for, or nothing there and 是 or 否 in the column before it.
    """
    if form.kind is FormKind.PLAN:
        return False
    answered = [row for row in form.rows if row.is_answered]
    answers = [row.text("met_goal_text") for row in answered]
    if not any(answers):
        return bool(answered) and all(row.text("next_steps") in _VERDICTS for row in answered)
    return all(len(a) > _MAX_MET_GOAL and parse_met_goal(a) is MetGoal.UNCLEAR for a in answers)


def split_by_unit(form: Form, references: References) -> tuple[Form, ...]:
    """A form whose column 填报单位 names several units, whoever collected it, or the one that nothing else names."""
    names = list(_filled_down(form.rows))
    units = {unit.name for name in names if (unit := references.names.find(name))}
    if not all(map(references.names.find, names)) or not units or (form.unit_text and len(units) == 1):
        return (form,)
    return tuple(
        replace(
            form,
            unit_text=name,
            mark=None,
            rows=tuple(row for row, own in zip(form.rows, names, strict=True) if own == name),
        )
        for name in dict.fromkeys(names)
    )


def _filled_down(rows: Sequence[WrittenRow]) -> Iterator[str]:
    """Each row's unit in its column 填报单位; where that is blank, the one above, and of a heading the one below."""
    name, headings = "", 0
    for row in rows:
        name = row.text("row_unit") or name
        if row.is_heading:
            headings += 1
            continue
        yield from [name] * (headings + 1)
        headings = 0
    yield from [name] * headings


def _is_known(row: WrittenRow, references: References) -> bool:
    if parse_numbering(row.text("number_text")).annex:
        return True
    query = fold(split_numbering(row.text("task_text"))[1])
    return (
        bool(query)
        and references.index.choose(query, references.index.rank(query, ()), (), references.thresholds) is not None
    )


def _unread_sheet(source: str, grid: Grid, references: References) -> Finding:
    """Some unit's form under headings that nobody knows is a fault; whatever else lies beside a form is remarked on."""
    place = Place(source, grid.sheet)
    units, _ = match_unread((grid,), references)
    if units:
        return finding(Kind.TABLE_NOT_FOUND, place, unit=units[0] if len(units) == 1 else "", seen="该工作表未录入。")
    return finding(Kind.SHEET_SKIPPED, place, name=grid.sheet, reason="没有认出附件3或附件4的表头")


def _unread_columns(place: Place, table: FormTable, references: References) -> list[Finding]:
    return [
        finding(
            Kind.COLUMN_UNREAD,
            place,
            heading=heading,
            reason=f"不认识这个表头，而表中没有“{lacking}”列" if lacking else "同一意思的列已有一列",
        )
        for heading, lacking in table.unread_columns(references.headings)
    ]


def _missing_columns(place: Place, table: FormTable) -> Finding:
    present = "、".join(heading.replace("\n", "") for heading in table.headings if heading)
    return finding(Kind.COLUMN_MISSING, place, missing="、".join(table.missing), present=present)

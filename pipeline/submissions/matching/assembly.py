"""The sheets of one workbook → its forms: continued tables joined, hidden leftovers and blank forms set aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.submissions.files.grids import Grid
from pipeline.submissions.forms.forms import Form, read_form
from pipeline.submissions.forms.months import months_in
from pipeline.submissions.forms.numbering import parse_numbering, split_numbering
from pipeline.submissions.forms.rows import WrittenRow
from pipeline.submissions.forms.stacked_units import split_at_units
from pipeline.submissions.forms.tables import FormTable, continue_table, has_head, locate_tables, seen_headings
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
    visible = _assemble(source, [grid for grid in grids if not grid.is_hidden], references)
    if not any(grid.is_hidden for grid in grids):
        return visible
    hidden = _assemble(source, [grid for grid in grids if grid.is_hidden], references)
    if not visible.forms and hidden.forms:
        return Assembly(hidden.forms, visible.findings + hidden.findings)
    skipped = tuple(
        finding(Kind.SHEET_SKIPPED, Place(source, sheet), name=sheet, reason="是隐藏的")
        for sheet in dict.fromkeys(form.sheet for form in hidden.forms)
    )
    return Assembly(visible.forms, visible.findings + skipped, visible.unread)


def _assemble(source: str, grids: Sequence[Grid], references: References) -> Assembly:
    forms: list[Form] = []
    findings: list[Finding] = []
    unread: list[Grid] = []
    broken: list[Grid] = []
    last: FormTable | None = None
    for grid in grids:
        tables = [part for table in locate_tables(grid, references.headings) for part in split_at_units(table)]
        continued = _continued(last, grid, forms, references) if not tables and last and not has_head(grid) else None
        if continued:
            forms[-1] = forms[-1].joined(continued)
        elif not tables:
            unread.append(grid)
        for table in tables:
            if table.missing:
                findings.append(_missing_columns(source, table))
                broken.append(grid)
                continue
            form = read_form(table, references.settings.year)
            if _is_shifted(form) and last and last.form is table.form:  # a heading lost when the header was repeated
                table = replace(table, columns=last.columns)
                form = read_form(table, references.settings.year)
            findings += _unread_columns(source, table, references)
            if _is_shifted(form):
                findings.append(finding(Kind.COLUMN_SHIFTED, Place(source, grid.sheet, table.header + 1)))
                broken.append(grid)
                continue
            is_same_sheet = last is not None and last.grid is grid
            if forms and _goes_on(form, forms[-1], is_same_sheet, references.settings.year):
                forms[-1] = forms[-1].joined(form)
            else:
                is_below = is_same_sheet and forms and not form.unit_text
                forms.append(replace(form, unit_text=forms[-1].unit_text) if is_below else form)
            last = table
    written = tuple(
        form for form in forms if any(row.is_answered for row in form.rows)
    )  # coming months, prefilled, are no returns
    written = written or tuple(form for form in forms if form.rows)
    findings += _unread(source, unread, bool(forms), bool(findings), references)
    return Assembly(written or tuple(forms[:1]), tuple(findings), (*unread, *broken))


def _goes_on(form: Form, before: Form, is_same_sheet: bool, year: int) -> bool:
    """Whether a table is the rest of the one before: under a header or head repeated, or on an untitled next sheet."""
    if form.kind is not before.kind or not form.rows:
        return False
    months = months_in(form.title, year)
    if is_same_sheet:
        return form.unit_text in ("", before.unit_text) and (not months or months == months_in(before.title, year))
    return not form.title and not form.unit_text


def _is_shifted(form: Form) -> bool:
    """Whether the columns do not stand under their headings: in every row a long text where 是 or 否 is asked for, or
    nothing there and 是 or 否 in the column before it.
    """
    if form.kind is FormKind.PLAN:
        return False
    answered = [row for row in form.rows if row.is_answered]
    answers = [row.text("met_goal_text") for row in answered]
    if not any(answers):
        return bool(answered) and all(row.text("next_steps") in _VERDICTS for row in answered)
    return all(len(a) > _MAX_MET_GOAL and parse_met_goal(a) is MetGoal.UNCLEAR for a in answers)


def split_by_unit(form: Form, references: References) -> tuple[Form, ...]:
    """A form without a 填报单位 whose column 填报单位 names one unit in every row: one form for each of them."""
    names = list(dict.fromkeys(row.text("row_unit") for row in form.rows))
    units = [references.names.find(name) if name else None for name in names]
    if form.unit_text or not names or not all(units):
        return (form,)
    return tuple(
        replace(form, unit_text=name, rows=tuple(row for row in form.rows if row.text("row_unit") == name))
        for name in names
    )


def _continued(last: FormTable, grid: Grid, forms: Sequence[Form], references: References) -> Form | None:
    """A sheet without a header, if its rows go on with the table before: known tasks, or numbers that count on."""
    form = read_form(continue_table(last, grid), references.settings.year)
    if not form.rows or not forms or not forms[-1].rows:
        return None
    before = parse_numbering(forms[-1].rows[-1].text("number_text")).number
    first = parse_numbering(form.rows[0].text("number_text")).number
    counts_on = before is not None and first == before + 1 and form.rows[0].is_answered
    return form if counts_on or any(_is_known(row, references) for row in form.rows if row.is_answered) else None


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


def _unread_columns(source: str, table: FormTable, references: References) -> list[Finding]:
    place = Place(source, table.grid.sheet, table.header + 1)
    return [
        finding(
            Kind.COLUMN_UNREAD,
            place,
            heading=heading,
            reason=f"不认识这个表头，而表中没有“{lacking}”列" if lacking else "同一意思的列已有一列",
        )
        for heading, lacking in table.unread_columns(references.headings)
    ]


def _missing_columns(source: str, table: FormTable) -> Finding:
    present = "、".join(heading.replace("\n", "") for heading in table.headings if heading)
    place = Place(source, table.grid.sheet, table.header + 1)
    return finding(Kind.COLUMN_MISSING, place, missing="、".join(table.missing), present=present)


def _unread(
    source: str, grids: Sequence[Grid], has_forms: bool, is_told: bool, references: References
) -> list[Finding]:
    """Sheets with words that were taken for no form: said once each, or for the whole file when nothing was found."""
    written = [grid for grid in grids if sum(bool(text) for row in grid.texts for text in row) >= _WORTH_NOTING_CELLS]
    if has_forms:
        return [_unread_sheet(source, grid, references) for grid in written]
    if is_told:
        return []
    words = dict.fromkeys(word for grid in written for word in seen_headings(grid, references.headings))
    seen = f"只认出这些表头：{'、'.join(words)}。" if words else "没有认出任何表头。"
    if not any(text for grid in grids for row in grid.texts for text in row):
        seen = "文件里没有任何内容。"
    return [finding(Kind.TABLE_NOT_FOUND, Place(source, written[0].sheet if written else ""), seen=seen)]

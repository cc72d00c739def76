"""What was not read: a sheet beside a form, and whose return it may be (R8); columns and cells of a form (R28)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.submissions.files.grid import FloatingKind, Grid, HazardKind, Spot, cell_name
from pipeline.submissions.forms.fates import UnreadCell
from pipeline.submissions.forms.forms import Form
from pipeline.submissions.forms.labels import split_labels
from pipeline.submissions.forms.numbering import split_numbering
from pipeline.submissions.forms.tables import FormTable
from pipeline.submissions.matching.references import References
from pipeline.submissions.months import months_in
from pipeline.vocabulary.findings import Finding, Kind, Place, finding
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.text import compact, fold

_HEAD_ROWS = 12  # a title and 填报单位 stand no lower
_MIN_TASK = 10
_LISTED_CELLS, _SHOWN_WORDS = 8, 12


def match_unread(grids: Sequence[Grid], references: References) -> tuple[tuple[str, ...], tuple[Period, ...]]:
    """The units that the sheets name or whose tasks they hold, and the months they name (none: any).

    No unit: the sheets are nobody's return, such as instructions or the whole list of tasks.
    """
    units = {unit for grid in grids for unit in _units(grid, references)}
    head = (text for grid in grids for text in (grid.sheet, *_head_texts(grid)))
    months = dict.fromkeys(month for text in head for month in months_in(text, references.settings.year))
    return tuple(sorted(units)), tuple(month for month in months if month in references.settings.months)


def _units(grid: Grid, references: References) -> Iterable[str]:
    labelled = (split_labels(text).get("unit", "") for row in grid.texts for text in row if "单位" in text)
    written = (*labelled, *_head_texts(grid))
    named = {unit.name for name in written if name and (unit := references.names.find(name))}
    if on_tab := references.names.find_in_words(grid.sheet):
        named.add(on_tab.name)
    if named:
        return named
    bearers = list(_bearers(grid, references))
    return set.intersection(*bearers) if bearers else ()


def _head_texts(grid: Grid) -> Iterator[str]:
    return (text for row in grid.texts[:_HEAD_ROWS] for text in row if text)


def _bearers(grid: Grid, references: References) -> Iterator[set[str]]:
    """For each cell that is a task's text: the units that bear the task."""
    for text in dict.fromkeys(text for row in grid.texts for text in row if len(text) >= _MIN_TASK):
        for task in references.index.by_text.get(fold(split_numbering(text)[1]), ()):
            yield {assignment.unit for assignment in task.assignments}


def sheet_unread(source: str, grid: Grid, references: References) -> Finding:
    """Some unit's form under headings that nobody knows is a fault; whatever else lies beside a form is remarked on."""
    place = Place(source, grid.sheet)
    units, _ = match_unread((grid,), references)
    if units:
        return finding(Kind.TABLE_NOT_FOUND, place, unit=units[0] if len(units) == 1 else "", seen="该工作表未录入。")
    return finding(Kind.SHEET_SKIPPED, place, name=grid.sheet, reason="没有认出附件3或附件4的表头")


def columns_aside(place: Place, form: Form, together: Collection[int]) -> Iterator[Finding]:
    """The columns that are not read, and the months before, whose columns hold last month's words (R30).

    The months reported on ``together`` are forms of their own.
    """
    for heading, lacking in form.unread_heads:
        reason = f"不认识这个表头，而表中没有“{lacking}”列" if lacking else "同一意思的列已有一列"
        yield finding(Kind.COLUMN_UNREAD, place, heading=heading, reason=reason)
    if form.hidden_columns:
        yield finding(Kind.COLUMNS_HIDDEN, place, columns="、".join(form.hidden_columns))
    for row, column in form.pictured:
        at = replace(place, row=row + 1)
        yield finding(Kind.CELL_UNTRUSTED, at, what=HazardKind.PICTURE, detail=f"（{cell_name((row, column))}）")
    if earlier := [f"{month}月" for month in form.months if month < form.month and month not in together]:
        yield finding(Kind.MONTHS_ASIDE, replace(place, row=None), taken=f"{form.month}月", earlier="、".join(earlier))


def floating_unread(source: str, grid: Grid, known: Collection[Spot]) -> Iterator[Finding]:
    """The comments and pictures of a sheet, but for those over ``known`` cells, in one finding."""
    told = [
        f"{cell_name(one.spot)}处{one.kind}" + (f"“{_short(one.words)}”" if one.words else "")
        for one in grid.floating
        if one.kind is FloatingKind.COMMENT or (one.kind is FloatingKind.PICTURE and one.spot not in known)
    ]
    if told:
        more = f"等{len(told)}处" if len(told) > _LISTED_CELLS else ""
        yield finding(Kind.FLOATING_UNREAD, Place(source, grid.sheet), listed="、".join(told[:_LISTED_CELLS]) + more)


def cells_unread(source: str, forms: Sequence[Form]) -> Iterator[Finding]:
    """The cells of the file that nobody could place, in one finding: a person looks once (R28)."""
    cells = [cell for form in forms for cell in form.unread]
    if cells:
        sheets = dict.fromkeys(cell.sheet for cell in cells)
        told = [_told(cell, len(sheets) > 1) for cell in cells[:_LISTED_CELLS]]
        more = f"等{len(cells)}个单元格" if len(cells) > _LISTED_CELLS else ""
        yield finding(Kind.CELLS_UNREAD, Place(source, cells[0].sheet), cells="、".join(told) + more)


def _told(cell: UnreadCell, has_sheet: bool) -> str:
    """H7（备注列）“已报区委办”, with the sheet's name where cells of several are told."""
    where = f"{cell.sheet}!{cell.name}" if has_sheet else cell.name
    under = f"（{compact(cell.heading)}列）" if cell.heading else ""
    return f"{where}{under}“{_short(cell.words)}”"


def _short(text: str) -> str:
    words = compact(text)
    return words if len(words) <= _SHOWN_WORDS else f"{words[:_SHOWN_WORDS]}…"


def columns_missing(place: Place, table: FormTable) -> Finding:
    """Why a table is not read: the columns that it lacks."""
    present = "、".join(heading.replace("\n", "") for heading in table.headings if heading)
    return finding(Kind.COLUMN_MISSING, place, missing="、".join(table.missing), present=present)

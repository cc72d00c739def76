"""One form as a workbook: Annex 3 (the year's plan) or Annex 4 (monthly progress), blank, prefilled or filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.outputs.forms.advice import Body, advise
from pipeline.outputs.forms.layout import (
    BODY_POINTS,
    CENTRED,
    FIRST_ANSWER,
    PREFILLED,
    PRINTED_FORMS,
    STYLES,
    UNIT_COLUMNS,
    Blank,
    FormWorksheet,
    PrintedForm,
)
from pipeline.outputs.xlsx.layout import A4_LANDSCAPE, row_height, set_page, write_merged
from pipeline.outputs.xlsx.workbook import Format, Workbook, write_cell, write_workbook
from pipeline.vocabulary.forms.marks import FORM_MARK, TASK_MARK, FormMark, task_mark
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind

_LEAST_ROW_POINTS = 36
# Excel sorts and deletes no row that holds a locked cell, whatever is permitted.
_PERMITTED = dict.fromkeys(
    ("format_cells", "format_columns", "format_rows", "insert_rows", "delete_rows", "sort"), True
)
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


@dataclass(frozen=True)
class FormRow:
    """One task. ``answers`` are the cells right of the task text, in the order of form_fields.FIELDS; missing ones are blank.

    ``task_id``: what the row is marked with, whatever becomes of its words.
    """

    number_text: str
    task_text: str
    answers: tuple[str, ...] = ()
    task_id: str = ""


@dataclass(frozen=True)
class FormSheet:
    """One form of one unit. ``is_locked``: as the office sends it out; otherwise as a unit types the notice's form.

    ``month`` 0 leaves the month of Annex 4 blank, as in the notice. ``mark``: what a form that goes out knows of itself.
    """

    kind: FormKind
    year: int
    unit_text: str
    rows: tuple[FormRow, ...]
    month: int = 0
    reported_text: str = ""
    filler: str = ""
    phone: str = ""
    signer: str = ""
    is_locked: bool = True
    mark: FormMark | None = None


def write_form(path: Path, form: FormSheet, day: date) -> Path:
    """``form`` is an .xlsx laid out as in the notice (附件3, 附件4), whole on A4 landscape; returns where it lies.

    A locked form keeps what the office filled in (no password) and leaves the answers open, with spare rows for a
    task that the unit breaks down (R11). ``day`` is the created date: same form, same bytes.
    """
    return write_workbook(path, day, lambda book: _build_form(book, form))


def safe_name(unit: str) -> str:
    """``unit`` as a file or folder name that Windows accepts."""
    return _UNSAFE.sub("_", unit).strip(" .") or "_"


def _build_form(book: Workbook, form: FormSheet) -> None:
    layout = PRINTED_FORMS[form.kind]
    styles = {name: book.add_format(style) for name, style in STYLES.items()}
    sheet = book.add_worksheet(layout.sheet, FormWorksheet)
    for column, field in enumerate(layout.fields):
        sheet.set_column(column, column, layout.widths[field.name])
    header = _write_heading(sheet, styles, form, layout)
    _write_header(sheet, styles, layout, header)
    body = header + layout.header_height
    end = _write_body(sheet, styles, form, layout, body)
    sheet.set_row(end, 28)
    for blank in layout.signing:
        _write_blank(sheet, styles, end, blank, form)
    _arrange_pages(sheet, layout, header)
    _write_marks(book, sheet, styles, form, body)
    if form.is_locked:
        _guard(sheet, layout, body, end)
        is_quarter_end = form.month > 0 and Period(form.year, form.month).is_quarter_end
        advise(book, sheet, Body(layout, body, body + len(form.rows), end, is_quarter_end))


def _write_heading(sheet: FormWorksheet, styles: Mapping[str, Format], form: FormSheet, layout: PrintedForm) -> int:
    """Annex mark, title, month and reporting line are written; returns the first row of the header."""
    last = layout.last
    sheet.write_string(0, 0, form.kind.annex, styles["mark"])
    write_merged(sheet, 1, 0, 1, last, f"{form.year}年{layout.title}", styles["title"])
    sheet.set_row(1, 34)
    row = 2
    if layout.has_month:
        write_merged(sheet, row, 0, row, last, f"（{form.month or '　'}月）", styles["month"])
        sheet.set_row(row, 22)
        row += 1
    first, end = UNIT_COLUMNS
    write_merged(sheet, row, first, row, end, f"填报单位：{form.unit_text}", styles["left"])
    _write_blank(sheet, styles, row, layout.reported, form)
    sheet.set_row(row, 24)
    return row + 1


def _write_blank(sheet: FormWorksheet, styles: Mapping[str, Format], row: int, blank: Blank, form: FormSheet) -> None:
    before = blank.column - 1
    write_merged(sheet, row, before, row, before, blank.label, styles["right" if before else "left"])
    write_merged(sheet, row, blank.column, row, blank.last, getattr(form, blank.name), styles["value"])


def _write_header(sheet: FormWorksheet, styles: Mapping[str, Format], layout: PrintedForm, top: int) -> None:
    bottom = top + layout.header_height - 1
    groups = gathered((field.group, column) for column, field in enumerate(layout.fields) if field.group)
    for column, field in enumerate(layout.fields):
        write_merged(sheet, bottom if field.group else top, column, bottom, column, field.heading, styles["header"])
    for group, columns in groups.items():
        write_merged(sheet, top, columns[0], top, columns[-1], group, styles["header"])
    for row in range(top, bottom + 1):
        sheet.set_row(row, 24 if top < bottom else 40)


def _write_body(
    sheet: FormWorksheet, styles: Mapping[str, Format], form: FormSheet, layout: PrintedForm, top: int
) -> int:
    """The tasks and, on a locked form, the spare rows are written; returns the row after them."""
    spare = (FormRow("", ""),) * (layout.spare_rows if form.is_locked else 0)
    rows = form.rows + spare
    sheet.growing_rows = frozenset(range(top, top + len(rows)))
    for number, row in enumerate(rows, top):
        texts = (row.number_text, row.task_text, *row.answers)
        padded = texts + ("",) * (len(layout.fields) - len(texts))
        for column, (text, field) in enumerate(zip(padded, layout.fields, strict=True)):
            is_prefilled = bool(text) and field.name in PREFILLED
            style = styles[("locked" if is_prefilled else "open") + ("_centred" if field.name in CENTRED else "")]
            is_number = column == 0 and not form.is_locked and text.isdecimal()
            write_cell(sheet, number, column, int(text) if is_number else text, style)
        widths = (layout.widths[field.name] for field in layout.fields)
        height = row_height(zip(padded, widths, strict=True), BODY_POINTS, _LEAST_ROW_POINTS)
        sheet.set_row(number, height)
    return top + len(rows)


def _arrange_pages(sheet: FormWorksheet, layout: PrintedForm, header: int) -> None:
    """A4 landscape, one page wide, header on every page and on the screen."""
    last_header = header + layout.header_height - 1
    set_page(sheet, A4_LANDSCAPE)
    sheet.repeat_rows(header, last_header)
    sheet.freeze_panes(last_header + 1, 0)


def _guard(sheet: FormWorksheet, layout: PrintedForm, top: int, end: int) -> None:
    """What the office filled in is locked without a password; rows may be added, columns made wider."""
    sheet.protect("", _PERMITTED)
    sheet.set_selection(top, FIRST_ANSWER, top, FIRST_ANSWER)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{chr(ord('A') + layout.last)}{end + 1}"})


def _write_marks(book: Workbook, sheet: FormWorksheet, styles: Mapping[str, Format], form: FormSheet, top: int) -> None:
    """A form that knows for whom it is, and each of its rows, is marked in a hidden column and in the document's properties.

    A spare row's mark is open, so that a whole row can be copied there.
    """
    if form.mark is None:
        return
    layout = PRINTED_FORMS[form.kind]
    fixed, open_ = styles["mark_of_office"], styles["mark_open"]
    sheet.set_column(layout.mark, layout.mark, 12, None, {"hidden": True})
    sheet.write_string(0, layout.mark, form.mark.label, fixed)
    sheet.write_string(top - 1, layout.mark, TASK_MARK, fixed)
    for number, row in enumerate(form.rows, top):
        sheet.write_string(number, layout.mark, task_mark(form.year, row.task_id), fixed)
    for number in range(top + len(form.rows), top + len(form.rows) + layout.spare_rows):
        sheet.write_blank(number, layout.mark, None, open_)
    book.set_custom_property(FORM_MARK, str(form.mark), "text")

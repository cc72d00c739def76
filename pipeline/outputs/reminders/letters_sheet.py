"""催办汇总.xlsx, sheet 催办函: every letter of the run, so that whoever sends them out can tick them off."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.outputs.reminders.reminders import Letter
from pipeline.outputs.reminders.words import wanted_text
from pipeline.outputs.xlsx.layout import A4_LANDSCAPE, row_height, set_page
from pipeline.outputs.xlsx.theme import Style, boxed, headed
from pipeline.outputs.xlsx.workbook import Worksheet, write_cell
from pipeline.vocabulary.text import chinese_date

SHEET = "催办函"
_COLUMNS = (
    ("序号", 6),
    ("单位", 24),
    ("需报送的材料", 56),
    ("第几次发函", 8),
    ("语气", 8),
    ("发函日期", 15),
    ("回复期限", 15),
    ("文件", 34),
)


def write_letters_sheet(sheet: Worksheet, style: Style, letters: Sequence[Letter]) -> None:
    """One row per letter in the order in which they were written."""
    for column, (label, width) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width)
        write_cell(sheet, 0, column, label, style(**headed()))
    sheet.set_row(0, 30)
    for row, letter in enumerate(letters, 1):
        values = _values(row, letter)
        for column, value in enumerate(values):
            centred = isinstance(value, int) or _COLUMNS[column][1] < 16
            write_cell(sheet, row, column, value, style(**boxed(**({"align": "center"} if centred else {}))))
        texts = [(value, width) for value, (_, width) in zip(values, _COLUMNS, strict=True) if isinstance(value, str)]
        sheet.set_row(row, row_height(texts))
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(1, len(letters)), len(_COLUMNS) - 1)
    set_page(sheet, A4_LANDSCAPE, header_row=0)


def _values(number: int, letter: Letter) -> tuple[object, ...]:
    reminder = letter.reminder
    wanted = "；".join(
        f"{r.period.label}：{wanted_text(r.form.annex, r.period, r.wants, is_with_material=r.wants_material)}"
        for r in reminder.requests
    )
    days = (chinese_date(reminder.day), chinese_date(reminder.reply_by))
    return (number, reminder.unit, wanted, reminder.stage, letter.tone, *days, letter.path.name)

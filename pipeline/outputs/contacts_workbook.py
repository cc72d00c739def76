"""通讯录.xlsx: each unit's contact as its last form names him. The only output that holds a phone number (R24)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple
from datetime import date
from pathlib import Path

from pipeline.ledger.receipts.contacts import Contact
from pipeline.outputs.xlsx.layout import A4_PORTRAIT, row_height, set_page
from pipeline.outputs.xlsx.theme import WARNING_FILL, boxed, headed, style_maker
from pipeline.outputs.xlsx.workbook import Workbook, write_cell, write_workbook

SHEET = "通讯录"
_COLUMNS = (
    ("序号", 6),
    ("单位", 28),
    ("联系人", 12),
    ("联系电话", 18),
    ("填报期间", 10),
    ("收到日期", 12),
    ("来源文件", 36),
)
_CENTRED = (0, 3, 4, 5)


def write_contacts_workbook(path: Path, day: date, contacts: Sequence[Contact]) -> Path:
    """The contact sheet lies at ``path``: one row per unit, tinted where no form has named a person or a phone."""

    def build(book: Workbook) -> None:
        style = style_maker(book)
        sheet = book.add_worksheet(SHEET)
        for column, (label, width) in enumerate(_COLUMNS):
            sheet.set_column(column, column, width)
            write_cell(sheet, 0, column, label, style(**headed()))
        sheet.set_row(0, 22)
        for row, contact in enumerate(contacts, 1):
            is_blank = not (contact.name and contact.phone)
            fill: dict[str, object] = {"bg_color": WARNING_FILL} if is_blank else {}
            values = (row, *astuple(contact))
            for column, value in enumerate(values):
                middle: dict[str, object] = {"align": "center"} if column in _CENTRED else {}
                day_format: dict[str, object] = {"num_format": "yyyy-mm-dd"} if isinstance(value, date) else {}
                properties = boxed(**day_format, **fill, **middle)
                write_cell(sheet, row, column, value, style(**properties))
            texts = [(str(value), width) for value, (_, width) in zip(values, _COLUMNS, strict=True) if value]
            sheet.set_row(row, row_height(texts))
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, max(1, len(contacts)), len(_COLUMNS) - 1)
        set_page(sheet, A4_PORTRAIT, header_row=0)

    return write_workbook(path, day, build)

"""Edits of a workbook that people keep: rows come and go, everything else stays as it was left."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter
from openpyxl import Workbook, load_workbook

from pipeline.decisions.sheet_edits import RowEdit, SheetEdit, edit_book
from pipeline.master.workbook import SheetLayout

LAYOUT = SheetLayout("表", ("甲", "乙"), keeps_extras=True)
BOOK = Path("人工认定.xlsx")
DAY = date(2022, 4, 11)


def book_of(*rows: tuple[object, ...], title: bool = False) -> bytes:
    """A workbook with one sheet of 甲, 乙, 丙; a title above the header if asked for."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "表"
    for row in ((("标题",),) if title else ()) + (("甲", "乙", "丙"), *rows):
        sheet.append(row)
    return _saved(book)


def _saved(book: Any) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def edited(content: bytes, *rows: RowEdit, dropped: tuple[int, ...] = ()) -> Any:
    """The sheet after the edit."""
    new = edit_book(BOOK, content, [SheetEdit(LAYOUT, rows, frozenset(dropped))], DAY)
    return load_workbook(BytesIO(new))["表"]


def values(sheet: Any) -> list[tuple[object, ...]]:
    return [row for row in sheet.iter_rows(values_only=True) if any(value is not None for value in row)]


def test_new_rows_stand_where_they_belong_and_dropped_ones_are_gone() -> None:
    content = book_of(("一", 1, "甲注"), ("二", 2, None), ("三", 3, "丙注"))
    sheet = edited(
        content, RowEdit(2), RowEdit(0, {"甲": "新", "乙": 9}), RowEdit(4), RowEdit(0, {"甲": "尾"}), dropped=(3,)
    )
    assert values(sheet)[1:] == [("一", 1, "甲注"), ("新", 9, None), ("三", 3, "丙注"), ("尾", None, None)]


def test_a_new_row_may_stand_first_also_below_a_title() -> None:
    sheet = edited(book_of(("一", 1, None), title=True), RowEdit(0, {"甲": "新"}), RowEdit(3))
    assert [row[0].value for row in sheet.iter_rows()] == ["标题", "甲", "新", "一"]


def test_blank_rows_between_stay() -> None:
    content = book_of(("一", 1, None), (), ("三", 3, None))
    sheet = edited(content, RowEdit(2), RowEdit(4), RowEdit(0, {"甲": "尾"}))
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == ["一", None, "三", "尾"]


def test_new_rows_follow_the_last_filled_one_though_more_rows_are_formatted() -> None:
    book = load_workbook(BytesIO(book_of(("一", 1, None))))
    for number in range(3, 200):
        book["表"].cell(number, 1).number_format = "@"
    sheet = edited(_saved(book), RowEdit(2), RowEdit(0, {"甲": "尾"}))
    assert sheet["A3"].value == "尾"


def test_links_and_heights_move_with_their_rows() -> None:
    book = load_workbook(BytesIO(book_of(("一", 1, None), ("二", 2, None))))
    book["表"]["A3"].hyperlink = "https://example.org/附件"
    book["表"].row_dimensions[3].height = 44
    sheet = edited(_saved(book), RowEdit(3), dropped=(2,))
    assert sheet["A2"].hyperlink.target == "https://example.org/附件"
    assert (sheet.row_dimensions[2].height, sheet.row_dimensions[3].height) == (44, None)


def test_a_column_that_the_sheet_lost_is_added_at_its_right() -> None:
    sheet = edited(book_of(("一", 1, None)), RowEdit(2), RowEdit(0, {"甲": "二", "跟踪": "已问"}))
    assert (sheet["D1"].value, sheet["D3"].value) == ("跟踪", "已问")


def test_a_formula_in_a_column_of_ours_becomes_its_last_result() -> None:
    """A day given as =TODAY() must not move on; what a person reckons in columns of their own goes on reckoning."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("表")
        sheet.write_row(0, 0, ("甲", "乙", "丙"))
        for column in (1, 2):
            sheet.write_formula(1, column, "=1+1", None, 2)
    after = edited(stream.getvalue(), RowEdit(2), RowEdit(0, {"甲": "尾"}))
    assert (after["B2"].value, after["C2"].value) == (2, "=1+1")


def test_a_new_row_looks_like_its_columns_also_where_excel_keeps_equal_neighbours_as_one() -> None:
    book = load_workbook(BytesIO(book_of(("一", 1, None))))
    dimension = book["表"].column_dimensions["A"]
    dimension.number_format, dimension.min, dimension.max = "@", 1, 2
    sheet = edited(_saved(book), RowEdit(2), RowEdit(0, {"甲": "二", "乙": "2022-03"}))
    assert sheet["B3"].number_format == "@"


def test_what_no_workbook_can_hold_is_left_out() -> None:
    sheet = edited(book_of(), RowEdit(0, {"甲": "坏\x0b字", "乙": "长" * 40_000}))
    assert sheet["A2"].value == "坏字"
    assert len(sheet["B2"].value) == 32_000

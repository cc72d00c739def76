"""master/措辞.xlsx lies there with every 用处, the shipped words beside a column for the office's own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pipeline.outputs.shared.house_words import NAME, shipped_words
from pipeline.outputs.xlsx.layout import A4_LANDSCAPE, row_height, set_page
from pipeline.outputs.xlsx.theme import boxed, headed, style_maker
from pipeline.outputs.xlsx.workbook import Workbook, write_cell, write_workbook

COLUMNS = (("用处", 22), ("措辞", 60), ("程序自带的措辞", 60))
NOTE = (
    "函件和议题中的固定措辞。想换说法的，在“措辞”列写本单位的说法；空着的用程序自带的；不想写的填“不写”。"
    "可以用的变量：{{ 年度 }}、{{ 落款 }}、{{ 督查室 }}。通报的文字在 master/模板 的 Word 模板里改。"
)


def build(book: Workbook) -> None:
    """The one sheet: a note, the header, a row for each 用处."""
    style, sheet = style_maker(book), book.add_worksheet("措辞")
    sheet.merge_range(0, 0, 0, len(COLUMNS) - 1, NOTE, style(text_wrap=True, valign="vcenter"))
    sheet.set_row(0, 40)
    for column, (label, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        write_cell(sheet, 1, column, label, style(**headed()))
    for row, (use, words) in enumerate(shipped_words().items(), 2):
        sheet.set_row(row, row_height([(words, 60)]))
        for column, value in enumerate((use, "", words)):
            write_cell(sheet, row, column, value, style(**boxed()))
    sheet.freeze_panes(2, 1)
    set_page(sheet, A4_LANDSCAPE, header_row=1)


if __name__ == "__main__":
    write_workbook(Path(__file__).parents[1] / "master" / NAME, date(2022, 3, 1), build)

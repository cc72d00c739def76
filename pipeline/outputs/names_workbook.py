"""名称建议.xlsx: 简称 and 机构序列 that the tables of master/ leave open, as the tool proposes them, to be copied there.

Nothing on it is read. A sheet has the rows of the sheet that it is for, in their order, so that a column is copied whole;
what stands in master/ already stands here as it is, what is proposed is tinted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.master.short_titles import propose_title
from pipeline.master.short_units import propose_short
from pipeline.master.tasks import Task
from pipeline.master.unit_order import UnitOrder
from pipeline.master.units import Unit
from pipeline.outputs.xlsx.layout import A4_PORTRAIT, row_height, set_page
from pipeline.outputs.xlsx.theme import WARNING_FILL, Style, boxed, headed, style_maker
from pipeline.outputs.xlsx.workbook import Workbook, write_cell, write_workbook
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.terms import Annex

NAME = "名称建议.xlsx"
_SHEETS = {Annex.KEY_TASK: ("附件1重点任务", "重点任务"), Annex.LIVELIHOOD: ("附件2民生实事", "民生实事内容")}
_NOTES = (
    "名称建议填写说明",
    "带底色的是程序起草的，master 文件夹的表中还没有；不合适的直接改。程序不读取本表，复制到 master 中的表才生效。",
    "事项简称：把“简称”一列复制到 责任分解表.xlsx 同名工作表的“简称”列（没有该列的，在最右边新加一列），通报、函件、议题中即用简称。",
    "单位：把“机构序列”“简称”两列复制到 单位名录.xlsx“单位”表的同名列（没有的，在最右边新加）。各种名单按机构序列排列，数字小的在前。",
    "单位简称填了才用：通报正文用简称，附表和函件抬头仍用全称；空着的，正文也用全称。",
    "各行顺序与 master 中的表相同时可以整列复制；不同的，请按序号或单位名称对应填写。",
)


@dataclass(frozen=True)
class _Sheet:
    """A sheet ready to be written: ``proposed`` are the places of cells that the tool filled in."""

    name: str
    columns: tuple[tuple[str, int], ...]
    rows: tuple[tuple[object, ...], ...]
    proposed: frozenset[tuple[int, int]]


def lacks_names(tasks: Iterable[Task], units: Iterable[Unit]) -> bool:
    """Whether a task has no 简称, or a unit no 机构序列."""
    return any(not task.short_name for task in tasks) or any(unit.rank is None for unit in units)


def write_names_workbook(path: Path, day: date, tasks: Sequence[Task], units: Sequence[Unit], order: UnitOrder) -> Path:
    """The proposals lie at ``path``."""
    by_annex = gathered((task.annex, task) for task in tasks)
    sheets = (
        *(_task_sheet(annex, by_annex[annex]) for annex in _SHEETS if annex in by_annex),
        _unit_sheet(units, order),
    )

    def build(book: Workbook) -> None:
        style = style_maker(book)
        for sheet in sheets:
            _write(book, style, sheet)
        notes = book.add_worksheet("填写说明")
        notes.set_column(0, 0, 90)
        for number, line in enumerate(_NOTES):
            notes.set_row(number, row_height([(line, 90)]))
            notes.write_string(number, 0, line, style(**headed()) if number == 0 else style(text_wrap=True))
        set_page(notes, A4_PORTRAIT)

    return write_workbook(path, day, build)


def _task_sheet(annex: Annex, tasks: Sequence[Task]) -> _Sheet:
    name, label = _SHEETS[annex]
    rows = tuple((task.number, task.text, task.short_name or propose_title(task.text)) for task in tasks)
    open_ = frozenset((place, 2) for place, task in enumerate(tasks) if not task.short_name)
    return _Sheet(name, (("序号", 7), (label, 56), ("简称", 30)), rows, open_)


def _unit_sheet(units: Sequence[Unit], order: UnitOrder) -> _Sheet:
    rows = tuple(
        (
            unit.name,
            unit.kind,
            order.place(unit.name) + 1 if unit.rank is None else unit.rank,
            unit.short_name or propose_short(unit),
        )
        for unit in units
    )
    ranks = {(place, 2) for place, unit in enumerate(units) if unit.rank is None}
    shorts = {(place, 3) for place, unit in enumerate(units) if not unit.short_name}
    return _Sheet("单位", (("单位", 40), ("类型", 14), ("机构序列", 10), ("简称", 28)), rows, frozenset(ranks | shorts))


def _write(book: Workbook, style: Style, sheet: _Sheet) -> None:
    page = book.add_worksheet(sheet.name)
    widths = [width for _, width in sheet.columns]
    for column, (label, width) in enumerate(sheet.columns):
        page.set_column(column, column, width)
        write_cell(page, 0, column, label, style(**headed()))
    for number, row in enumerate(sheet.rows):
        page.set_row(number + 1, row_height(zip(map(str, row), widths, strict=True)))
        for column, value in enumerate(row):
            fill: dict[str, object] = {"bg_color": WARNING_FILL} if (number, column) in sheet.proposed else {}
            write_cell(page, number + 1, column, value, style(**boxed(**fill)))
    page.freeze_panes(1, 0)
    set_page(page, A4_PORTRAIT, header_row=0)

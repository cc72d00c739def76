"""Small master workbooks built for a test: the real ones with one thing changed are what people break."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font

UNIT_HEADER = ("单位", "类型", "别名", "下属机构")
GROUP_HEADER = ("集合单位", "成员", "已确认")
KEY_HEADER = ("序号", "类别", "重点任务", "牵头领导", "责任单位")
LIVELIHOOD_HEADER = ("序号", "民生实事内容", "牵头领导", "责任单位")

UNITS: tuple[tuple[object, ...], ...] = (
    ("区发展改革局", "区直部门", "区发改局、市中区发展和改革局", "区金融事业发展中心"),
    ("区工业和信息化局", "区直部门", "区工信局", None),
    ("区政府办公室", "区直部门", "区府办", "区大数据局"),
    ("区文化和旅游局", "区直部门", "区文旅局", None),
    ("七贤街道办事处", "街道办事处", "七贤街道", None),
    ("兴隆、七贤片区项目指挥部", "专班指挥部", None, None),
)
GROUPS: tuple[tuple[object, ...], ...] = (
    ("各产业部门", "区发展改革局、区工信局", "否"),
    ("任务1“等”其他单位", None, "否"),
)
KEY_TASKS: tuple[tuple[object, ...], ...] = (
    (1, "发展", "加快建设。", "张健、刘松", "区发展改革局、区工业和信息化局"),
    (2, "发展", "改善环境。", "张源", "区政府办公室（区大数据局）"),
)
LIVELIHOOD: tuple[tuple[object, ...], ...] = ((1, "一户一表改造。", "孟庆顺", "区发展改革局"),)


def write_book(path: Path, sheets: dict[str, tuple[tuple[object, ...], ...]]) -> Path:
    """A workbook of plain rows; a rich text or a number goes in as it is."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def write_units(
    folder: Path,
    units: tuple[tuple[object, ...], ...] = UNITS,
    groups: tuple[tuple[object, ...], ...] = GROUPS,
) -> Path:
    """单位名录.xlsx in ``folder``: header in row 1, first unit or group in row 2."""
    sheets = {"单位": (UNIT_HEADER, *units), "集合单位": (GROUP_HEADER, *groups)}
    return write_book(folder / "单位名录.xlsx", sheets)


def write_tasks(
    folder: Path,
    key_tasks: tuple[tuple[object, ...], ...] = KEY_TASKS,
    livelihood: tuple[tuple[object, ...], ...] = LIVELIHOOD,
) -> Path:
    """责任分解表.xlsx in ``folder``: header in row 1, first task in row 2."""
    sheets = {"附件1重点任务": (KEY_HEADER, *key_tasks), "附件2民生实事": (LIVELIHOOD_HEADER, *livelihood)}
    return write_book(folder / "责任分解表.xlsx", sheets)


def change_cell(path: Path, sheet: str, coordinate: str, value: Any, *, bold: bool = False) -> Path:
    """The workbook with one cell changed."""
    from openpyxl import load_workbook

    book = load_workbook(path, rich_text=True)
    cell = book[sheet][coordinate]
    cell.value = value
    if bold:
        cell.font = Font(bold=True)
    book.save(path)
    return path

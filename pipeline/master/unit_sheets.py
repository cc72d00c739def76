"""master/单位名录.xlsx, sheets 单位 and 集合单位, as people keep them → the unit directory (R4, R5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pipeline.master.days import ENDS, STARTS, day_of, spans_of
from pipeline.master.units import Named, Unit, UnitDirectory, UnitGroup
from pipeline.master.workbook import Cell, SheetLayout, SheetRow, read_sheets
from pipeline.vocabulary.errors import MasterError
from pipeline.vocabulary.text import compact, fold, parse_chinese_number

_UNITS = SheetLayout("单位", ("单位", "类型", "别名", "下属机构"), keeps_extras=True)
RANK, SHORT_NAME = "机构序列", "简称"  # columns that an office may add
_RENAMED = "新名称"  # a person adds this column, with 启用日期 or 停用日期, when a unit changes its name
_GROUPS = SheetLayout("集合单位", ("集合单位", "成员", "已确认"), keeps_extras=True)
_CONFIRMED = {"是": True, "否": False}
_NOTHING = ("", "无")  # What clerks put into a cell that has nothing to hold: —, /, 无.
_LIST_SEPARATOR = re.compile(r"[、，,；;\n]")


@dataclass(frozen=True)
class _Holder:
    """Who holds a folded name already, and where it is written."""

    name: str
    place: str
    row: SheetRow


def load_units(path: Path) -> UnitDirectory:
    """The directory as people maintain it (R4, R5).

    Raises:
        MasterError: the workbook contradicts itself; names the cell and the cure.
    """
    unit_rows, group_rows = read_sheets(path, _UNITS, _GROUPS)
    holders: dict[str, _Holder] = {}
    units = []
    for row in unit_rows:
        if not any(cell.text for cell in row.cells.values()):
            continue
        unit = _parse_unit(row)
        for named in unit.named:
            _claim(holders, named, _cell_of(row, named), row)
        units.append(unit)
    group_rows = tuple(row for row in group_rows if any(cell.text for cell in row.cells.values()))
    for row in group_rows:
        cell = row["集合单位"]
        _claim(holders, Named(_name(cell), _name(cell), is_group=True), cell, row)
    directory = UnitDirectory(tuple(units), ())
    return UnitDirectory(directory.units, tuple(_parse_group(row, directory) for row in group_rows))


def _parse_unit(row: SheetRow) -> Unit:
    new_name, renamed_on = _renaming(row)
    return Unit(
        name=_name(row["单位"]),
        kind=row["类型"].text,
        aliases=_parse_list(row["别名"].text),
        sub_bodies=_parse_list(row["下属机构"].text),
        first_name=_name(row["单位"]) if new_name else "",
        new_name=new_name,
        renamed_on=renamed_on,
        **_listed(row),
    )


def _listed(row: SheetRow) -> dict[str, Any]:
    """Where it stands in lists and what running text calls it, by two columns that an office may add."""
    rank, short = row.extras.get(RANK), row.extras.get(SHORT_NAME)
    written = compact(rank.text) if rank else ""
    number = int(written) if written.isdecimal() else parse_chinese_number(written)
    is_unread = rank is not None and number is None and fold(written) not in _NOTHING
    return {
        "rank": number,
        "unread_rank": f"{rank.place} 的“{written}”" if rank and is_unread else "",
        "short_name": next(iter(_parse_list(short.text)), "") if short else "",
    }


def _renaming(row: SheetRow) -> tuple[str, date | None]:
    """The new name and the first day it is valid: 启用日期, else the day after 停用日期; none for most units."""
    starts, ends, renamed = (row.extras.get(label) for label in (STARTS, ENDS, _RENAMED))
    first, last = day_of(starts), day_of(ends)
    if renamed is None or not compact(renamed.text):
        if ends is not None and ends.text:
            raise MasterError(
                f"{ends.place} 填写了停用日期，没有填写新名称。",
                "更名的，请补填“新名称”；撤销的，请清空停用日期，在人工认定“免报”表登记起始期间。",
            )
        return "", None
    if first is None and last is None:
        raise MasterError(
            f"{renamed.place} 填写了新名称，没有填写日期。",
            f"请在“{STARTS}”列填写新名称启用的日期，或在“{ENDS}”列填写原名称最后使用的日期。",
        )
    return compact(renamed.text), first or (last + timedelta(days=1) if last else None)


def _name(cell: Cell) -> str:
    name = compact(cell.text)
    if not fold(name):
        raise MasterError(f"{cell.place} 没有填写单位名称。", "请补填名称；不需要的行请整行删除。")
    return name


def _parse_list(text: str) -> tuple[str, ...]:
    parts = (compact(piece) for piece in _LIST_SEPARATOR.split(text))
    return tuple(part for part in parts if fold(part) not in _NOTHING)


def _cell_of(row: SheetRow, named: Named) -> Cell:
    if named.sub_body:
        return row["下属机构"]
    if _RENAMED in row.extras and named.written == compact(row.extras[_RENAMED].text):
        return row.extras[_RENAMED]
    if SHORT_NAME in row.extras and named.written == compact(row.extras[SHORT_NAME].text):
        return row.extras[SHORT_NAME]
    return row["单位"] if named.written == named.name else row["别名"]


def _claim(holders: dict[str, _Holder], named: Named, cell: Cell, row: SheetRow) -> None:
    """``named`` now holds its folded name; raises MasterError where another row holds it already."""
    holder = holders.setdefault(fold(named.written), _Holder(named.name, cell.place, row))
    if holder.row is row:
        return
    if holder.name == named.name:
        raise MasterError(
            f"{cell.place} 的“{named.written}”重复，{holder.place} 已有“{holder.name}”。",
            "请合并为一行，删去多余的行。",
        )
    raise MasterError(
        f"{cell.place} 的“{named.written}”同时指向“{named.name}”和“{holder.name}”（{holder.place}）。",
        "一个名称只能对应一个单位，请从其中一处删去。",
    )


def _parse_group(row: SheetRow, directory: UnitDirectory) -> UnitGroup:
    confirmed = row["已确认"]
    if confirmed.text not in _CONFIRMED:
        raise MasterError(
            f"{confirmed.place} 的“已确认”填的是“{confirmed.text}”。",
            "请填“是”（成员已核对，可以催报）或“否”（尚未核对）。",
        )
    members = _parse_members(row["成员"], directory)
    return UnitGroup(_name(row["集合单位"]), tuple(dict.fromkeys(members)), _CONFIRMED[confirmed.text], spans_of(row))


def _parse_members(cell: Cell, directory: UnitDirectory) -> Iterator[str]:
    """Canonical names; a name that itself holds 、 (任务45) is put together again, longest first."""
    pieces = _parse_list(cell.text)
    start = 0
    while start < len(pieces):
        ends = range(len(pieces), start, -1)
        found = ((end, directory.find("".join(pieces[start:end]))) for end in ends)
        end, unit = next(((end, unit) for end, unit in found if unit), (start, None))
        if unit is None:
            nearest = directory.nearest(pieces[start])
            raise MasterError(
                f"{cell.place} 的成员“{pieces[start]}”不在“单位”表中"
                + (f"，最接近的是“{nearest}”。" if nearest else "。"),
                "请改为“单位”表中的名称或别名，或者先在“单位”表增加该单位。",
            )
        yield unit.name
        start = end

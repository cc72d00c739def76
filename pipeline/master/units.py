"""The unit directory: master/单位名录.xlsx, sheets 单位 and 集合单位."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from pipeline.master.workbook import Cell, SheetLayout, SheetRow, read_sheets
from pipeline.vocabulary.errors import MasterError
from pipeline.vocabulary.likeness import most_alike
from pipeline.vocabulary.terms import UnitKind
from pipeline.vocabulary.text import compact, fold, parse_date

_UNITS = SheetLayout("单位", ("单位", "类型", "别名", "下属机构"), keeps_extras=True)
_STARTS, _ENDS, _RENAMED = "启用日期", "停用日期", "新名称"  # a person adds these columns when a unit changes its name
_GROUPS = SheetLayout("集合单位", ("集合单位", "成员", "已确认"))
_CONFIRMED = {"是": True, "否": False}
_FIRST_YEAR = 2000
_NOTHING = ("", "无")  # What clerks put into a cell that has nothing to hold: —, /, 无.
_LIST_SEPARATOR = re.compile(r"[、，,；;\n]")


@dataclass(frozen=True)
class Unit:
    """A responsible unit. ``sub_bodies`` report under it (R5).

    A unit that changes its name in the year is one unit: ``new_name`` is valid from ``renamed_on``, ``first_name``
    before; ``name`` is the one in use in this directory.
    """

    name: str
    kind: UnitKind
    aliases: tuple[str, ...] = ()
    sub_bodies: tuple[str, ...] = ()
    first_name: str = ""
    new_name: str = ""
    renamed_on: date | None = None

    @property
    def key(self) -> str:
        """The name that never changes: under which the register and answered questions know the unit."""
        return self.first_name or self.name

    def name_on(self, day: date) -> str:
        """The name valid on ``day``."""
        return self.new_name if self.renamed_on and day >= self.renamed_on else self.key

    def as_of(self, day: date) -> Unit:
        """The unit under the name valid on ``day``."""
        return replace(self, name=self.name_on(day))

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it goes by, each once: the one in use, the one it had or will have, its aliases."""
        return tuple(dict.fromkeys(name for name in (self.name, self.key, self.new_name, *self.aliases) if name))


@dataclass(frozen=True)
class UnitGroup:
    """A group unit (各街道办事处 …): expands to ``members`` only when ``is_confirmed`` by a person (R4)."""

    name: str
    members: tuple[str, ...]
    is_confirmed: bool


@dataclass(frozen=True)
class Named:
    """What a written name stands for: a unit, a unit's ``sub_body``, or a group."""

    written: str
    name: str
    sub_body: str = ""
    is_group: bool = False


@dataclass(frozen=True)
class _Holder:
    """Who holds a folded name already, and where it is written."""

    name: str
    place: str
    row: SheetRow


@dataclass(frozen=True)
class UnitDirectory:
    """Every unit and group, found by any of its names. No folded name stands for two of them."""

    units: tuple[Unit, ...]
    groups: tuple[UnitGroup, ...]

    def find(self, text: str) -> Unit | None:
        """The unit whose name, alias or sub-body ``text`` is, also as X（Y）; spaces, punctuation and case aside (R5).

        Never a guess: a name that only resembles one of the directory's finds nothing.
        """
        key = fold(text)
        named = self.names.get(key)
        return self._by_name.get(named.name if named else self._bracketed.get(key, ""))

    def unit(self, name: str) -> Unit:
        """The unit of this very name; KeyError where there is none."""
        return self._by_name[name]

    def name_on(self, name: str, day: date) -> str:
        """The name, valid on ``day``, of the unit that ``name`` stands for; KeyError where nobody knows it."""
        unit = self.find(name)
        if unit is None:
            raise KeyError(name)
        return unit.name_on(day)

    def as_of(self, day: date) -> UnitDirectory:
        """The same directory with every unit under the name valid on ``day``; its other names keep matching."""
        units = tuple(unit.as_of(day) for unit in self.units)
        present = {unit.name: now.name for unit, now in zip(self.units, units, strict=True)}
        groups = (replace(group, members=tuple(present[name] for name in group.members)) for group in self.groups)
        return UnitDirectory(units, tuple(groups))

    def group(self, name: str) -> UnitGroup:
        """The group of this very name; KeyError where there is none."""
        return self._groups_by_name[name]

    def nearest(self, text: str) -> str:
        """The unit or group whose name looks most like ``text``, for messages to people; blank where none does."""
        alike = most_alike(fold(text), self.names)
        return self.names[alike[0][0]].name if alike else ""

    @cached_property
    def names(self) -> dict[str, Named]:
        """Folded name → what it stands for: every name, alias, sub-body and group."""
        return {fold(named.written): named for named in (*_unit_names(self.units), *_group_names(self.groups))}

    @cached_property
    def name_lengths(self) -> tuple[int, ...]:
        """The lengths of the folded names, longest first: a name is looked for before those it begins with."""
        return tuple(sorted({len(key) for key in self.names}, reverse=True))

    @cached_property
    def _by_name(self) -> dict[str, Unit]:
        return {unit.name: unit for unit in self.units}

    @cached_property
    def _groups_by_name(self) -> dict[str, UnitGroup]:
        return {group.name: group for group in self.groups}

    @cached_property
    def _bracketed(self) -> dict[str, str]:
        """Folded X（Y） and Y（X） → X."""
        return {
            fold(text): unit.name
            for unit in self.units
            for name in unit.names
            for body in unit.sub_bodies
            for text in (name + body, body + name)
        }


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
        for named in _unit_names((unit,)):
            _claim(holders, named, _cell_of(row, named), row)
        units.append(unit)
    for row in group_rows:
        cell = row["集合单位"]
        _claim(holders, Named(_name(cell), _name(cell), is_group=True), cell, row)
    directory = UnitDirectory(tuple(units), ())
    return UnitDirectory(directory.units, tuple(_parse_group(row, directory) for row in group_rows))


def _unit_names(units: Iterable[Unit]) -> Iterator[Named]:
    for unit in units:
        for written in unit.names:
            yield Named(written, unit.name)
        for body in unit.sub_bodies:
            yield Named(body, unit.name, sub_body=body)


def _group_names(groups: Iterable[UnitGroup]) -> Iterator[Named]:
    return (Named(group.name, group.name, is_group=True) for group in groups)


def _parse_unit(row: SheetRow) -> Unit:
    kind = row["类型"]
    if kind.text not in set(UnitKind):
        raise MasterError(f"{kind.place} 的类型“{kind.text}”不认识。", f"请从下列类型中选填：{'、'.join(UnitKind)}。")
    new_name, renamed_on = _renaming(row)
    return Unit(
        name=_name(row["单位"]),
        kind=UnitKind(kind.text),
        aliases=_parse_list(row["别名"].text),
        sub_bodies=_parse_list(row["下属机构"].text),
        first_name=_name(row["单位"]) if new_name else "",
        new_name=new_name,
        renamed_on=renamed_on,
    )


def _renaming(row: SheetRow) -> tuple[str, date | None]:
    """The new name and the first day it is valid: 启用日期, else the day after 停用日期; none for most units."""
    starts, ends, renamed = (row.extras.get(label) for label in (_STARTS, _ENDS, _RENAMED))
    first, last = _day(starts), _day(ends)
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
            f"请在“{_STARTS}”列填写新名称启用的日期，或在“{_ENDS}”列填写原名称最后使用的日期。",
        )
    return compact(renamed.text), first or (last + timedelta(days=1) if last else None)


def _day(cell: Cell | None) -> date | None:
    if cell is None or not cell.text:
        return None
    day = parse_date(cell.value if isinstance(cell.value, date | int | float) else cell.text, 1)
    if day is None or day.year < _FIRST_YEAR:
        raise MasterError(f"{cell.place} 的“{cell.text}”不是日期。", "请填写如 2022-06-30 的日期。")
    return day


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
    return UnitGroup(_name(row["集合单位"]), tuple(dict.fromkeys(members)), _CONFIRMED[confirmed.text])


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

"""机构序列: the one order in which every product lists units, and the short names by which running text calls them.

The numbers of the column 机构序列 come first. Units without one follow by the order that the office chose: by what kind of
body they are, as they stand in 单位名录, or as the responsibility table first names them; enterprises come last in each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, Self

from pipeline.master.tasks import Task
from pipeline.master.units import Unit, UnitDirectory

Basis = Literal["kind", "directory", "table"]
_LAST = 10_000
_ENTERPRISE = 90
# What 类型 says of a body, in the order in which offices list them; the name tells where it says nothing.
_KINDS = (
    (_ENTERPRISE, "国企|企业|公司|集团|银行"),
    (80, "街道|乡镇|镇|乡|苏木"),
    (70, "园区|开发区|管委会|度假区|示范区"),
    (60, "驻|垂直|垂管|双管|条管|中央|省属|市属|法院|检察|人武"),
    (50, "专班|指挥部|领导小组|议事|临时"),
    (40, "事业|直属"),
    (30, "群团|团体|人民团体"),
    (10, "党委|党群|党政群|纪委|监委|县委|区委|市委|旗委"),
    (15, "人大"),
    (16, "政协"),
    (20, "政府|区直|县直|市直|旗直|部门|行政|机关|组成|委办局"),
)
_NAMES = (
    (_ENTERPRISE, "(?:集团|公司)$"),
    (80, "街道办事处$|街道$|[镇乡]$|[镇乡]人民政府$|[镇乡]政府$|苏木$"),
    (50, "(?:专班|指挥部|领导小组)(?:（[^）]*）)?$"),
    (10, "^[区县市旗]委"),
)
_OTHERS = 20


def kind_rank(unit: Unit) -> int:
    """How far down a list bodies of its kind stand: party, government, mass bodies, institutions, streets, enterprises."""
    told = ((rank, re.search(pattern, unit.kind)) for rank, pattern in _KINDS)
    named = ((rank, re.search(pattern, unit.name)) for rank, pattern in _NAMES)
    return next((rank for rank, found in (*told, *named) if found), _OTHERS)


@dataclass(frozen=True)
class UnitOrder:
    """``places`` tell how far down each unit stands; ``shorts`` by what short name running text calls it."""

    places: Mapping[str, int] = field(default_factory=dict)
    shorts: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, directory: UnitDirectory, tasks: Iterable[Task], basis: Basis) -> Self:
        """The order of all units of ``directory``."""
        first = _first_named(tasks) if basis == "table" else {}
        keys = {
            unit.name: (*_rank(unit, basis), first.get(unit.name, _LAST), place)
            for place, unit in enumerate(directory.units)
        }
        ordered = sorted(keys, key=lambda name: keys[name])
        shorts = {unit.name: unit.short_name for unit in directory.units if unit.short_name}
        return cls({name: place for place, name in enumerate(ordered)}, shorts)

    def ordered(self, names: Iterable[str]) -> list[str]:
        """``names``, each once, in their order; those that nobody knows last, as they came."""
        return sorted(dict.fromkeys(names), key=self.place)

    def place(self, name: str) -> int:
        """How far down ``name`` stands."""
        return self.places.get(name, _LAST)

    def short(self, name: str) -> str:
        """What running text calls the unit."""
        return self.shorts.get(name, name)

    def in_short(self, text: str) -> str:
        """``text`` with every unit by its short name; a name inside a longer one is part of that."""
        return self._written.sub(lambda found: self.short(found[0]), text) if self.shorts else text

    def in_full(self, text: str) -> str:
        """``text`` with every short name as the name it stands for: what is held against names holds for both."""
        return self._written.sub(lambda found: self._full.get(found[0], found[0]), text) if self.shorts else text

    @cached_property
    def _full(self) -> dict[str, str]:
        return {short: name for name, short in self.shorts.items()}

    @cached_property
    def _written(self) -> re.Pattern[str]:
        names = sorted({*self.places, *self.shorts.values()}, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, names)) or "(?!)")


def _rank(unit: Unit, basis: Basis) -> tuple[int, int]:
    """Numbers first; of the others enterprises last, and by kind where that is the basis."""
    if unit.rank is not None:
        return (0, unit.rank)
    rank = kind_rank(unit)
    is_last = rank == _ENTERPRISE
    return (2 if is_last else 1, rank if basis == "kind" else 0)


def _first_named(tasks: Iterable[Task]) -> dict[str, int]:
    """Unit → where the responsibility table first names it."""
    named = dict.fromkeys(one.unit for task in tasks for one in task.assignments)
    return {unit: place for place, unit in enumerate(named)}

"""Units, group units, and the directory in which any of their names is found (R4, R5)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from pipeline.vocabulary.likeness import most_alike
from pipeline.vocabulary.text import fold
from pipeline.vocabulary.values import ALWAYS, Span


@dataclass(frozen=True)
class Named:
    """What a written name stands for: a unit, a unit's ``sub_body``, or a group."""

    written: str
    name: str
    sub_body: str = ""
    is_group: bool = False


@dataclass(frozen=True)
class Unit:
    """A responsible unit. ``sub_bodies`` report under it (R5).

    A unit that changes its name in the year is one unit: ``new_name`` is valid from ``renamed_on``, ``first_name``
    before; ``name`` is the one in use in this directory. ``rank`` is its 机构序列 (None: none given), ``unread_rank``
    the cell and what stands there for a number. ``short_name``: what running text calls it, blank where it has no 简称.
    """

    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    sub_bodies: tuple[str, ...] = ()
    first_name: str = ""
    new_name: str = ""
    renamed_on: date | None = None
    rank: int | None = None
    short_name: str = ""
    unread_rank: str = ""

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
        return tuple(
            dict.fromkeys(name for name in (self.name, self.key, self.new_name, self.short_name, *self.aliases) if name)
        )

    @property
    def named(self) -> tuple[Named, ...]:
        """Each name of its own and of its sub-bodies, and what it stands for."""
        bodies = (Named(body, self.name, sub_body=body) for body in self.sub_bodies)
        return (*(Named(written, self.name) for written in self.names), *bodies)


@dataclass(frozen=True)
class UnitGroup:
    """A group unit (各街道办事处 …): expands to ``members`` only when ``is_confirmed`` by a person (R4).

    ``spans``: when its members bear its tasks, where a person gave days (R26).
    """

    name: str
    members: tuple[str, ...]
    is_confirmed: bool
    spans: tuple[Span, ...] = ALWAYS


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
        of_units = (named for unit in self.units for named in unit.named)
        of_groups = (Named(group.name, group.name, is_group=True) for group in self.groups)
        return {fold(named.written): named for named in (*of_units, *of_groups)}

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

"""The unit directory: master/单位名录.xlsx, sheets 单位 and 集合单位."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.vocabulary.terms import UnitKind


@dataclass(frozen=True)
class Unit:
    """A responsible unit. ``sub_bodies`` report under it (R5)."""

    name: str
    kind: UnitKind
    aliases: tuple[str, ...] = ()
    sub_bodies: tuple[str, ...] = ()


@dataclass(frozen=True)
class UnitGroup:
    """A group unit (各街道办事处 …): expands to ``members`` only when ``is_confirmed`` by a person (R4)."""

    name: str
    members: tuple[str, ...]
    is_confirmed: bool

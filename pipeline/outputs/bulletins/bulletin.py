"""A bulletin ready to be written: the words its template may see, the tables built for it, who is named in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.outputs.bulletins.editions import Edition
from pipeline.outputs.bulletins.facts.cover import Cover
from pipeline.outputs.bulletins.facts.naming import NamedUnit
from pipeline.outputs.docx.inserts import Block, Inserts


@dataclass(frozen=True)
class FullTable:
    """The table of all tasks, a file of its own beside the bulletin: its ``number`` among the annexes, 0 where it is the only one."""

    number: int
    title: str
    table: str
    note: str = ""


@dataclass(frozen=True)
class LeadersCopy:
    """What only 牵头领导 are given, a file of its own: it compares them, and what goes round among units does not (R24)."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Bulletin:
    """``words`` is what its template may see; its inserts take the place of their variables. ``table`` and ``leaders`` go with it."""

    cover: Cover
    edition: Edition
    words: object
    inserts: Inserts = field(default_factory=Inserts)
    annex: str = ""
    named: tuple[NamedUnit, ...] = ()
    unsettled: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    table: FullTable | None = None
    leaders: LeadersCopy | None = None

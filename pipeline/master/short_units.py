"""Short names of units that an office may take over: an abbreviation of the very name, never another body's or an old one."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.master.units import Unit

_STREET = re.compile(r"(.+街道)办事处$")
_DROPPED = ("服务", "推进", "工作", "领导", "协调")


def propose_short(unit: Unit) -> str:
    """The shortest of its aliases that abbreviates its name; 某某街道 for 某某街道办事处; blank where there is none."""
    if found := _STREET.match(unit.name):
        return found[1]
    proper = [alias for alias in unit.aliases if _abbreviates(alias, unit.name)]
    return min(proper, key=len, default="")


def _abbreviates(alias: str, name: str) -> bool:
    """Whether ``alias`` takes one character of each word (区发改局 of 区发展改革局), or drops a word like 服务.

    区农业局 of 区农业农村局 keeps one word whole and drops another: that is the body of before, not a short name.
    """
    if len(alias) >= len(name) or (alias[0], alias[-1]) != (name[0], name[-1]):
        return False
    if any(name.replace(word, "", 1) == alias for word in _DROPPED):
        return True
    places = _places(alias[1:-1], name[1:-1])
    return bool(places) and all(after - before > 1 for before, after in pairwise(places))


def _places(part: str, whole: str) -> list[int]:
    """Where the characters of ``part`` stand one after the other in ``whole``; none where one lacks, or fewer than two."""
    places: list[int] = []
    for char in part:
        place = whole.find(char, places[-1] + 1 if places else 0)
        if place < 0:
            return []
        places.append(place)
    return places if len(places) > 1 else []

"""How a written name stands to the names of every unit: the same, shortened, with more words, one slip of the pen away …"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from operator import eq

from pipeline.master.units import UnitDirectory
from pipeline.vocabulary.likeness import character_share, is_one_slip_away, kept_score, whole_score
from pipeline.vocabulary.text import compact, fold

LEVEL_WORDS = "区市县旗"
_HIGHER = "省市盟州"  # 市统计局 is not the district's
_SEAL = re.compile(r"[（(【\[](加?盖公?章|公章|签章|章)[）)】\]]|(加?盖公?章|公章|签章)$")
_FOREIGN = re.compile(r"^(?:[\u4e00-\u9fff]{2,3}[省市州盟])?[\u4e00-\u9fff]{1,3}[区县旗市](?=[\u4e00-\u9fff]{2})")
_MIN_SHARED = 2
_MIN_KEPT = 3  # fewer characters of a name are anybody's
_MIN_SLIPPED = 5  # without the word of level; in a shorter name one character is half of what tells it from others
_MOST_ADDED = 12
_MOST_SPELLED = 4  # a name in full is so many times as long as it is in short
_PROVINCES = "北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|重庆|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆"
_PROVINCE_AND_CITY = re.compile(
    rf"(({_PROVINCES})(省|市|(壮族|回族|维吾尔)?自治区)?)?([\u4e00-\u9fff]{{2,4}}[市州盟])?"
)
_SUPERIOR = re.compile("(国家|中国)[\u4e00-\u9fff]{1,14}(局|部|委|公司|集团|银行|总队)")  # 国家税务总局某区税务局
_NEAR, _SHUFFLED = 75.0, 0.9


class NameLevel(StrEnum):
    """How near a written name is to a unit's, the surest first; the keys of weights.toml."""

    SAME = "same"
    TAILED = "tailed"
    SHORTENED = "shortened"
    SPELLED_OUT = "spelled_out"
    EXTENDED = "extended"
    SHUFFLED = "shuffled"
    SLIPPED = "slipped"
    STEM = "stem"
    NEAR = "near"
    UNLIKE = "unlike"

    @property
    def words(self) -> str:
        """What a person is told of it."""
        return _WORDS[self]


_WORDS = {
    NameLevel.SAME: "名称一致",
    NameLevel.TAILED: "名称后另有科室或人名",
    NameLevel.SHORTENED: "名称有省略",
    NameLevel.SPELLED_OUT: "名称为全称",
    NameLevel.EXTENDED: "名称前后另有字样",
    NameLevel.SHUFFLED: "名称语序不同",
    NameLevel.SLIPPED: "名称差一个字",
    NameLevel.STEM: "两字简称",
    NameLevel.NEAR: "名称相近",
    NameLevel.UNLIKE: "名称不同",
}
_ORDER = {level: place for place, level in enumerate(NameLevel)}


@dataclass(frozen=True)
class _Core:
    """A name without what districts put in front of it. ``front``: what stood there: '', the district's level, a city."""

    text: str
    front: str = ""


@dataclass(frozen=True)
class NameLevels:
    """The names of all units, ready to be compared with. ``district_names`` may stand in front of them."""

    directory: UnitDirectory
    district_names: tuple[str, ...]

    @cached_property
    def districts(self) -> tuple[str, ...]:
        """The district's names, the longest first."""
        return tuple(sorted(self.district_names, key=len, reverse=True))

    @cached_property
    def level_word(self) -> str:
        """区, 市, 县 or 旗: what the units' names begin with."""
        return next((name[-1] for name in self.districts if name[-1:] in LEVEL_WORDS), "区")

    @cached_property
    def cities(self) -> tuple[str, ...]:
        """What stands in front of the district in its longest names: 济南市, 济南."""
        found = {
            longer.removesuffix(name)
            for longer in self.districts
            for name in self.districts
            if longer.endswith(name) and len(longer) > len(name) + 1
        }
        return tuple(
            sorted(found | {city.removesuffix("市") for city in found if len(city) > 2}, key=len, reverse=True)
        )

    def of(self, text: str) -> Mapping[str, NameLevel]:
        """Unit → its level, for the units that ``text`` is like in any way."""
        if text not in self._known:
            self._known[text] = self._compare(text)
        return self._known[text]

    def is_foreign(self, text: str) -> bool:
        """Whether another district's or city's name stands in front, and no unit of ours is called so."""
        name = compact(text)
        if name.startswith(self.districts):
            return False
        rest = next((name.removeprefix(city) for city in self.cities if name.startswith(city)), name)
        found = _FOREIGN.match(rest)
        if not found or rest.startswith(self.districts):
            return False
        return not any(fold(found[0]) in core.text or core.text.startswith(fold(found[0])[:2]) for core in self._whole)

    @cached_property
    def _known(self) -> dict[str, Mapping[str, NameLevel]]:
        return {}

    @cached_property
    def _cores(self) -> Mapping[_Core, frozenset[str]]:
        """What the units' names come down to, and the units that are called so."""
        found: dict[_Core, set[str]] = {}
        for unit in self.directory.units:
            front = self.level_word if unit.name.startswith(self.level_word) else ""
            for name in (*unit.names, *unit.sub_bodies):
                found.setdefault(_Core(next(self._variants(name)).text, front), set()).add(unit.name)
        return {core: frozenset(units) for core, units in found.items() if core.text}

    @cached_property
    def _whole(self) -> tuple[_Core, ...]:
        return tuple(_Core(fold(name)) for unit in self.directory.units for name in (*unit.names, *unit.sub_bodies))

    def _variants(self, text: str) -> Iterator[_Core]:
        """What ``text`` may be without what stands in front of it, the barest first."""
        name = _SEAL.sub("", compact(text)).strip(":：")
        yield from self._without_district(name)
        if name.startswith(self.level_word) and len(name) > 2:
            yield _Core(fold(name[1:]), self.level_word)
        city = next((city for city in self.cities if name.startswith(city) and len(name) > len(city) + 1), "")
        if city:
            rest = self._variants(name.removeprefix(city))
            yield from (_Core(one.text, one.front or city) for one in rest)
        yield _Core(fold(name), city or (name[:1] if name[:1] in _HIGHER and name[:1] != self.level_word else ""))

    def _without_district(self, name: str) -> Iterator[_Core]:
        """The name behind the district's, with or without province and city, or the body above it, in front."""
        for front in self.districts:
            before, _, rest = name.partition(front)
            is_known = before in self.cities or _PROVINCE_AND_CITY.fullmatch(before) or _SUPERIOR.fullmatch(before)
            if len(rest) > 1 and is_known:
                yield _Core(fold(rest), self.level_word)

    def _compare(self, text: str) -> Mapping[str, NameLevel]:
        if self.is_foreign(text):
            return {}
        best: dict[str, NameLevel] = {}
        for written in dict.fromkeys(self._variants(text)):
            for core, units in self._cores.items():
                level = _level(written, core, self.level_word)
                if level is not NameLevel.UNLIKE:
                    best |= {u: level for u in units if _ORDER[level] < _ORDER[best.get(u, NameLevel.UNLIKE)]}
        return best


def _level(written: _Core, name: _Core, level_word: str) -> NameLevel:
    """A city's bureau is not the district's: 济南市教育局 is unlike 区教育局."""
    one, other = written.text, name.text
    is_higher = written.front not in ("", level_word) and name.front == level_word
    if is_higher or len(set(one) & set(other)) < _MIN_SHARED:
        return NameLevel.UNLIKE
    tests = _TESTS if len(one) >= _MIN_KEPT else _TESTS_OF_TWO
    return next((level for level, is_so in tests if is_so(one, other)), NameLevel.UNLIKE)


def _is_shortened(short: str, name: str) -> bool:
    """Whether ``short`` is the name with characters left out: its beginning or its end stands, the rest in order."""
    is_end_kept = short[0] == name[0] or short[-1] == name[-1]
    return is_end_kept and len(short) < len(name) and kept_score(short, name) == 100


def _is_extended(long: str, name: str) -> bool:
    return len(name) >= _MIN_KEPT and len(long) - len(name) <= _MOST_ADDED and long.startswith(name)


def _is_spelled_out(long: str, name: str) -> bool:
    """Whether the name is ``long`` in short: 经开区管委会, 经济开发区管理委员会."""
    return len(long) <= _MOST_SPELLED * len(name) and long[0] == name[0] and kept_score(name, long) == 100


_TESTS: tuple[tuple[NameLevel, Callable[[str, str], bool]], ...] = (
    (NameLevel.SAME, eq),
    (NameLevel.SLIPPED, lambda one, name: min(len(one), len(name)) >= _MIN_SLIPPED and is_one_slip_away(one, name)),
    (NameLevel.SHORTENED, _is_shortened),
    (NameLevel.EXTENDED, _is_extended),
    (NameLevel.SPELLED_OUT, _is_spelled_out),
    (NameLevel.SHUFFLED, lambda one, name: len(one) > _MIN_SLIPPED and character_share(one, name) >= _SHUFFLED),
    (NameLevel.NEAR, lambda one, name: whole_score(one, name) >= _NEAR),
)
_TESTS_OF_TWO: tuple[tuple[NameLevel, Callable[[str, str], bool]], ...] = (
    (NameLevel.SAME, eq),
    (NameLevel.STEM, lambda one, name: one[0] == name[0] and _is_shortened(one, name)),
)

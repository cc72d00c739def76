"""Units named in what another unit wrote: by a name of the directory as it stands there, never by likeness."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.master.units import Named, UnitDirectory
from pipeline.vocabulary.text import compact

# What the name of a body ends with: the directory also holds bare place names (七贤), which a text uses for the place.
_ENDINGS = tuple("局 办 委 会 处 街办 中心 集团 公司 专班 指挥部 大队 馆 联 部 小组 街道 单位 部门".split())
# What may stand before a name. 历下区财政局 and 市财政局 are other bodies, although 区财政局 and 财政局 stand in them.
_BEFORE = frozenset(
    "与和同及由向请需经被调商合报接等待给把从对求促跟或因为助系通办督是以和了，、。；：:,;.（(“《\n！？"
)
_ASKING = re.compile(r"(?:协调|提请|商请|恳请|请求|争取|建议|督促|报请|请|由|需)(?:[^，。；\n]{0,12}[、和与及])?$")

_SHORTEST_FIELD = 2
# 财政、税务部门: the fields of bodies; 市财政部门 is another body, 相关部门 none.
_DEPARTMENTS = re.compile(r"(?P<fields>(?:[\u4e00-\u9fff]{2,5}[、和及与])*[\u4e00-\u9fff]{2,5})(?:主管)?部门")
_VERB = re.compile(
    "^.*(?:协调|提请|商请|恳请|请求|争取|建议|督促|报请|会同|联合|对接|等待|需要|需|由|请|经|待|向|与|和|同|及)"
)
_ELSEWHERE = re.compile("^(?:市|省|国家|上级|市级|省级|市区|各|相关|有关)")


def _own_field(field: str) -> str:
    """The field told, without the words that lead to it; blank where it is another level's, or nobody's."""
    word = _VERB.sub("", field)
    return "" if _ELSEWHERE.match(word) or len(word) < _SHORTEST_FIELD else word


@dataclass(frozen=True)
class UnitMention:
    """A name where it stands: from ``start`` on, after ``before``."""

    named: Named
    start: int
    before: str


class NameFinder:
    """Finds the directory's names in texts; built once, its pattern tries longer names first."""

    def __init__(self, directory: UnitDirectory, district_names: Iterable[str] = ()) -> None:
        self._named = {
            written: named
            for named in directory.names.values()
            if (written := compact(named.written)).endswith(_ENDINGS) and len(written) > 2
        }
        ordered = sorted(self._named, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, ordered)) or "(?!)")
        self._districts = tuple(sorted(district_names, key=len, reverse=True))

    def mentions(self, text: str) -> Iterator[UnitMention]:
        """Every name in ``text``, in order, none inside another's."""
        whole = compact(text)
        for match in self._pattern.finditer(whole):
            before = whole[: match.start()]
            stripped = next((before.removesuffix(name) for name in self._districts if before.endswith(name)), before)
            if not stripped or stripped[-1] in _BEFORE:
                yield UnitMention(self._named[match[0]], match.start(), stripped)

    def departments(self, text: str) -> Iterator[UnitMention]:
        """Every body told by its field, 自然资源部门, where one unit alone has that field in a name."""
        whole = compact(text)
        for match in _DEPARTMENTS.finditer(whole):
            end = match.start()
            for field in re.split("[、和及与]", match["fields"]):
                word = _own_field(field)
                holders = {named.name: named for written, named in self._named.items() if word and word in written}
                if len(holders) == 1:
                    yield UnitMention(next(iter(holders.values())), end, whole[:end])

    def helpers(self, unit: str, problem: str, next_steps: str) -> tuple[str, ...]:
        """Who must help ``unit``: any other unit that its problem names, and those that its next steps turn to."""
        found = [mention.named for mention in (*self.mentions(problem), *self.departments(problem))]
        asked = (*self.mentions(next_steps), *self.departments(next_steps))
        found += [mention.named for mention in asked if _ASKING.search(mention.before)]
        names = (
            f"{named.name}（{named.sub_body}）" if named.sub_body else named.name
            for named in found
            if named.name != unit
        )
        return tuple(dict.fromkeys(names))

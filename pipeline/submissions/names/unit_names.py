"""The units' names ready for finding: written in full, in the name of a file, with a tail, or one slip of the pen away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pipeline.master.units import Unit, UnitDirectory
from pipeline.submissions.forms.labels import ORGANISATION
from pipeline.submissions.names.name_levels import NameLevel, NameLevels
from pipeline.vocabulary.text import compact, fold

_SEPARATORS = re.compile(r"[-_—–+,，、.。:：;；()（）\[\]【】《》〈〉“”\"'\s!]+")
# What else stands in the names of files, folders and sheets; compared with folded text. Each piece is taken whole, the
# first way that fits (so 3月 stands before 3), and never tried again: names may hold any number of digits.
_NOISE = re.compile(
    r"(\d{1,2}|[一二三四五六七八九十]{1,3})月(份|度|报(?![送告]))?|月报|第?[1-4一二三四]季度|20\d\d年?度?|"
    r"附表|[一二三四](?!季度)|年度|全年|政府工作报告|为民办?(22件)?实事|民生实事|"
    r"(重点|目标|主要)?(工作|任务)+(目标|事项)?|落实|计划|情况|进展|完成|推进|填报|反馈|汇总|统计|报送|上报|上交|回复|"
    r"报?表格?|书面|材料|报告|总结|汇报|小结|方案|关于|附件|附|的|和|及|"
    r"更正|修改|修订|最终|最新|终稿|定稿|正式|盖章|签字|扫描|电子|后|版|稿|件|新|改|副本|复件|copy|sheet|"
    r"第?v?\d+?(?=20\d\d年|\d{1,2}月|[1-4]季度|\D|$)(版|稿|次)?|[a-z]"
)
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
# What clerks write behind a unit's name: an office inside it, a party body of the same street, a person, a phone.
_TAIL = re.compile(
    rf"(党工委|党委|党组|机关|办事处|街道)*(党政|综合|行政)*(办公室|办|综合科|督查科|办公科|政工科|秘书科|业务科|[\u4e00-\u9fff]{{2,4}}科|科室)?(党工委)?|(填报人|联系人|经办人)?[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}|\d{{7,12}}|(填报人|联系人|经办人)[\u4e00-\u9fff]{{2,4}}\d*"
)
_SEAL = re.compile(r"[（(【\[]?(加?盖公?章|公章|签章|章)[）)】\]]|(加?盖公?章|公章|签章)$")
_MIN_PIECE = 2
_TO = re.compile(r"(报|送|呈|致|给|交)(至|到|给)?$")  # 报区政府办: who is written to


@dataclass(frozen=True)
class UnitNames:
    """Every name of every unit; ``district_names`` may stand in front of them. ``recipient`` is whom returns are sent to."""

    directory: UnitDirectory
    district_names: tuple[str, ...]
    recipient: str = ""

    def find(self, text: str) -> Unit | None:
        """The unit that ``text`` names in full: by name, alias or sub-body, the district's own name in front left out.

        Never by a part of the text: 历下区发展和改革局 is not our 发展和改革局.
        """
        if text not in self._found:
            known = (unit for name in self._variants(text) if (unit := self.directory.find(name)))
            self._found[text] = next(known, None)
        return self._found[text]

    def find_in_words(self, word: str) -> Unit | None:
        """The one unit that a file, folder, sheet or title names, where all else in it is form names, dates and the like.

        历下区发展和改革局附件3 names none of ours: 历下区 is no such word.
        """
        if word not in self._seen:
            found = {
                unit.name: unit
                for part in dict.fromkeys((word, *_SEPARATORS.split(word)))
                if (unit := self._in_part(part))
            }
            self._seen[word] = next(iter(found.values())) if len(found) == 1 else None
        return self._seen[word]

    def find_loosely(self, word: str) -> tuple[Unit, ...]:
        """The units that a file, folder or sheet names with words of any kind behind them: 区信访局王敏改好的.

        Never with unknown words in front (历下信访局), never whom it is sent to. It narrows; alone it settles nothing.
        """
        found = [name for part in _SEPARATORS.split(word) if (name := self._first_name(fold(part)))]
        behind = [name for name in found for name in self._names_within(fold(word).partition(name)[2])]
        units = dict.fromkeys(self._folded[name] for name in (*found, *behind))
        return tuple(self.directory.unit(unit) for unit in units if unit != self.recipient)

    def find_by_piece(self, word: str) -> Unit | None:
        """The one unit in whose name all that a word says stands in one piece: 水务 for 某某水务有限公司."""
        piece = _NOISE.sub("", fold(word))
        held = {unit for name, unit in self._folded.items() if len(piece) >= _MIN_PIECE and piece in name}
        return self.directory.unit(held.pop()) if len(held) == 1 else None

    def find_with_tail(self, text: str) -> Unit | None:
        """The unit whose full name ``text`` begins with, where only an office of it or a person follows: 区司法局办公室."""
        for variant in self._variants(text):
            folded = fold(variant)
            for name in self._folded:
                if folded.startswith(name) and _TAIL.fullmatch(folded.removeprefix(name)):
                    return self.directory.unit(self._folded[name])
        return None

    def levels_of(self, text: str) -> Mapping[str, NameLevel]:
        """Unit → how near ``text``, which names one body, is to its name; one that names it in full is nobody else's."""
        if whole := self.find(text):
            return {whole.name: NameLevel.SAME}
        tailed = self.find_with_tail(text)
        return {tailed.name: NameLevel.SAME} if tailed else self._levels.of(text)

    def levels_in(self, word: str) -> Mapping[str, NameLevel]:
        """The same of a file, folder, sheet or title, where other words may stand beside a name; none where it names nobody."""
        if unit := self.find_in_words(word):
            return {unit.name: NameLevel.SAME}
        if loose := self.find_loosely(word):
            return dict.fromkeys((unit.name for unit in loose), NameLevel.TAILED)
        pieces = [rest for part in _SEPARATORS.split(word) if (rest := _NOISE.sub("", fold(part)))]
        near: dict[str, NameLevel] = {}
        for piece in pieces:
            near |= {unit: level for unit, level in self._levels.of(piece).items() if unit not in near}
        return near

    def is_foreign(self, text: str) -> bool:
        """Whether another district's or city's name stands in front."""
        return self._levels.is_foreign(text)

    @cached_property
    def _levels(self) -> NameLevels:
        return NameLevels(self.directory, self.district_names)

    @cached_property
    def _found(self) -> dict[str, Unit | None]:
        return {}

    @cached_property
    def _seen(self) -> dict[str, Unit | None]:
        return {}

    @cached_property
    def _folded(self) -> dict[str, str]:
        """Folded name → unit, the longest names first: those that it had or will have are names too."""
        names = {fold(one.written): one.name for unit in self.directory.units for one in unit.named}
        return dict(sorted(names.items(), key=lambda pair: -len(pair[0])))

    @cached_property
    def _any_name(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, self._folded)))

    @cached_property
    def _districts(self) -> tuple[str, ...]:
        return tuple(sorted(self.district_names, key=len, reverse=True))

    def _in_part(self, part: str) -> Unit | None:
        if whole := self.find(part):
            return whole
        folded = fold(part)
        if not self._any_name.search(folded) or _is_noise(folded):
            return None
        name = next((name for name in self._folded if name in folded and self._is_noise_around(folded, name)), None)
        return self.directory.unit(self._folded[name]) if name else None

    def _is_noise_around(self, folded: str, name: str) -> bool:
        before, _, after = folded.partition(name)
        district = next((d for d in self._districts if before.endswith(d)), "")
        if self._folded[name] == self.recipient and _TO.search(before):
            return False
        rest = _NOISE.sub("", after)
        return _is_noise(before.removesuffix(district)) and (not rest or bool(_TAIL.fullmatch(rest)))

    def _first_name(self, folded: str) -> str:
        """The longest name in ``folded`` with nothing but form names, dates and the like in front of it; '' if none."""
        return next(
            (n for n in self._folded if n in folded and self._is_noise_around(folded.partition(n)[0] + n, n)), ""
        )

    def _names_within(self, folded: str) -> tuple[str, ...]:
        return tuple(name for name in self._folded if name in folded)

    def _variants(self, text: str) -> Iterator[str]:
        name = _SEAL.sub("", compact(text)).strip(":：")
        yield name
        district = next((d for d in self._districts if name.startswith(d) and len(name) > len(d)), "")
        if district:
            yield name.removeprefix(district)
        yield "区" + name.removeprefix(district)


def _is_noise(folded: str) -> bool:
    return not _NOISE.sub("", folded)


def names_somebody(word: str) -> bool:
    """Whether a file, folder, sheet or title names some organisation."""
    return any(ORGANISATION.search(_NOISE.sub("", fold(part))) for part in _SEPARATORS.split(word))

"""Which unit sent a form: from 填报单位 first, else from names around it, else from its tasks; never by a part of a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import DamerauLevenshtein

from pipeline.master.units import Unit, UnitDirectory
from pipeline.vocabulary.findings import Kind
from pipeline.vocabulary.text import compact, fold

_SEPARATORS = re.compile(r"[-_—–+,，、.。:：;；()（）\[\]【】《》〈〉“”\"'\s!]+")
# What else stands in the names of files, folders and sheets; compared with folded text.
_NOISE = re.compile(
    r"(附件|附表|表)?[1-4一二三四](?=$|[^\d])|20\d\d年?度?|(\d{1,2}|[一二三四五六七八九十]{1,3})月(份|度|报)?|月报|第?[1-4一二三四]季度|年度|全年|政府工作报告|为民办?(22件)?实事|民生实事|"
    r"(重点|目标|主要)?(工作|任务)+(目标|事项)?|落实|计划|情况|进展|完成|推进|填报|反馈|汇总|统计|报送|上报|上交|回复|"
    r"报?表格?|书面|材料|报告|总结|汇报|小结|关于|附件|附|的|和|及|"
    r"更正|修改|修订|最终|最新|终稿|定稿|正式|盖章|签字|扫描|电子|后|版|稿|件|新|改|副本|复件|copy|sheet|第?v?\d+(版|稿|次)?|[a-z]"
)
_NOISE_ONLY = re.compile(f"(?:{_NOISE.pattern})*")
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
# What clerks write behind a unit's name: an office inside it, a party body of the same street, a person, a phone.
_TAIL = re.compile(
    rf"(党工委|党委|党组|机关|办事处|街道)*(党政|综合|行政)*(办公室|办|综合科|督查科|办公科|政工科|秘书科|业务科|[\u4e00-\u9fff]{{2,4}}科|科室)?(党工委)?|(填报人|联系人|经办人)?[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}|\d{{7,12}}|(填报人|联系人|经办人)[\u4e00-\u9fff]{{2,4}}\d*"
)
# 历下区…, 槐荫区…: the name of some other district stands in front
_FOREIGN = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,3}市)?[\u4e00-\u9fff]{2,3}[区县](?=[\u4e00-\u9fff]{2})|^[\u4e00-\u9fff]{2,3}市(?=[\u4e00-\u9fff]{2})"
)
_ORGANISATION = re.compile(
    r"[\u4e00-\u9fff]{2,}(局|委|委员会|办|办公室|街道|街办|办事处|中心|集团|公司|专班|指挥部|大队|妇联|残联|学校|医院|院|镇|乡)$"
)
_SHOWN_CANDIDATES = 3
_MIN_LIKENESS = 60.0
_LEVEL_WORDS = "区市省县"


@dataclass(frozen=True)
class UnitMatch:
    """The unit and what it rests on; or, unsettled, the kind of finding, its facts and the units it could be, scored.

    A settled match may carry a notice too (``kind``), where it rests on evidence rather than on the name as written.
    """

    unit: Unit | None
    basis: str = ""
    kind: Kind | None = None
    facts: tuple[tuple[str, str], ...] = ()
    scored: tuple[tuple[str, float], ...] = ()

    @property
    def candidates(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.scored)


def find_unit(text: str, directory: UnitDirectory, district_names: Iterable[str]) -> Unit | None:
    """The unit that ``text`` names in full: by name, alias or sub-body, the district's own name in front left out.

    Never by a part of the text: 历下区发展和改革局 is not our 发展和改革局.
    """
    return next((unit for name in _variants(text, district_names) if (unit := directory.find(name))), None)


def match_unit(
    text: str,
    places: Sequence[tuple[str, str]],
    bearing: Callable[[], frozenset[str]],
    directory: UnitDirectory,
    district_names: tuple[str, ...],
) -> UnitMatch:
    """The unit of a form whose 填报单位 is ``text``.

    ``places`` are (where, words) of file name, folders, sheet and title; ``bearing`` tells the units that bear every
    task recognised in the form.
    """
    written = (
        (find_unit(text, directory, district_names) or _with_tail(text, directory, district_names)) if text else None
    )
    named = [(where, word, unit) for where, word in places if (unit := unit_in_words(word, directory, district_names))]
    others = {unit.name: (where, word, unit) for where, word, unit in reversed(named)}
    if written:
        other = next((hit for name, hit in others.items() if name != written.name), None)
        return _contradicted(text, written, other) if other else UnitMatch(written, "填报单位")
    if text:
        return _match_unknown(text, others, bearing, directory, district_names)
    if len(others) == 1:
        where, word, unit = next(iter(others.values()))
        return UnitMatch(unit, f"{where}“{word}”")
    if others:
        return UnitMatch(None, "", Kind.UNIT_BLANK, (), tuple((name, 80.0) for name in sorted(others)))
    able = sorted(bearing())
    if len(able) == 1 and not any(_names_somebody(word) for _, word in places):
        facts = (("written", "空白"), ("basis", "表中任务均由该单位承担"), ("inferred", able[0]))
        return UnitMatch(directory.unit(able[0]), "所填任务", Kind.UNIT_INFERRED, facts)
    return UnitMatch(None, "", Kind.UNIT_BLANK, (), tuple((name, 50.0) for name in able))


def unit_in_words(word: str, directory: UnitDirectory, district_names: tuple[str, ...]) -> Unit | None:
    """The one unit that a file, folder, sheet or title names, where all else in it is form names, dates and the like.

    历下区发展和改革局附件3 names none of ours: 历下区 is no such word.
    """
    found = _units_in_words(word, directory.find, tuple(_all_names(directory)), district_names)
    return next(iter(found.values())) if len(found) == 1 else None


@lru_cache(maxsize=4096)
def _units_in_words(
    word: str, find: Callable[[str], Unit | None], names: tuple[str, ...], district_names: tuple[str, ...]
) -> dict[str, Unit]:
    found: dict[str, Unit] = {}
    for part in dict.fromkeys((word, *_SEPARATORS.split(word))):
        folded = fold(part)
        whole = next((unit for name in _variants(part, district_names) if (unit := find(name))), None)
        if whole:
            found[whole.name] = whole
            continue
        for name in names:
            if name in folded and _is_noise_around(folded, name, district_names):
                unit = find(name)
                assert unit is not None
                found[unit.name] = unit
                break
    return found


def _is_noise_around(folded: str, name: str, district_names: tuple[str, ...]) -> bool:
    before, _, after = folded.partition(name)
    district = next((fold(d) for d in sorted(district_names, key=len, reverse=True) if before.endswith(fold(d))), "")
    before = before[: len(before) - len(district)] if district else before
    return bool(_NOISE_ONLY.fullmatch(before) and _NOISE_ONLY.fullmatch(after))


def _with_tail(text: str, directory: UnitDirectory, district_names: tuple[str, ...]) -> Unit | None:
    """The unit whose full name ``text`` begins with, where only an office of it or a person follows: 区司法局办公室."""
    names = _all_names(directory)
    for variant in _variants(text, district_names):
        folded = fold(variant)
        for name in sorted((name for name in names if folded.startswith(name)), key=len, reverse=True):
            if _TAIL.fullmatch(folded.removeprefix(name)):
                return directory.unit(names[name])
    return None


def _names_somebody(word: str) -> bool:
    """Whether a file, folder, sheet or title names some organisation, although none of ours."""
    parts = [_NOISE.sub("", fold(part)) for part in _SEPARATORS.split(word)]
    return any(_ORGANISATION.search(part) for part in parts)


def _match_unknown(
    text: str,
    others: dict[str, tuple[str, str, Unit]],
    bearing: Callable[[], frozenset[str]],
    directory: UnitDirectory,
    district_names: tuple[str, ...],
) -> UnitMatch:
    """A 填报单位 that is none we know: settled only where a slip of one character and other evidence agree."""
    near = _nearest(text, directory)
    slips = _slips(text, directory) if not _is_foreign(text, district_names) else ()
    for name in slips if len(slips) == 1 else ():
        agreeing = [where for unit, (where, _, _) in others.items() if unit == name]
        if set(others) <= {name} and (agreeing or (bearing() and name in bearing())):
            basis = agreeing[0] if agreeing else "所填任务"
            facts = (("written", f"写作“{text}”"), ("basis", basis), ("inferred", name))
            return UnitMatch(directory.unit(name), f"近似名称、{basis}", Kind.UNIT_INFERRED, facts)
    scores = dict.fromkeys(others, 90.0) | dict(near)
    scored = tuple(sorted(scores.items(), key=lambda pair: -pair[1])[:_SHOWN_CANDIDATES])
    shown = f"相近的单位：{'、'.join(name for name, _ in scored)}。" if scored else ""
    return UnitMatch(None, "", Kind.UNIT_UNKNOWN, (("text", text), ("candidates", shown)), scored)


def _contradicted(text: str, written: Unit, other: tuple[str, str, Unit]) -> UnitMatch:
    where, word, unit = other
    facts = (("written", text), ("where", f"{where}“{word}”"), ("other", unit.name))
    return UnitMatch(None, "", Kind.UNIT_CONTRADICTED, facts, ((written.name, 100.0), (unit.name, 80.0)))


def _variants(text: str, district_names: Iterable[str]) -> Iterator[str]:
    name = re.sub(r"[（(]?(加?盖公?章|公章|签章|章)[）)]|(加?盖公?章|公章|签章)$", "", compact(text)).strip(":：")
    yield name
    for district in sorted(district_names, key=len, reverse=True):
        if name.startswith(district) and len(name) > len(district):
            yield name.removeprefix(district)
            yield "区" + name.removeprefix(district)
            return


def _is_foreign(text: str, district_names: Iterable[str]) -> bool:
    """Whether another district's or city's name stands in front."""
    name = compact(text)
    return bool(_FOREIGN.match(name)) and not name.startswith(tuple(district_names))


def _all_names(directory: UnitDirectory) -> dict[str, str]:
    """Folded name → unit, the longest names first."""
    return _names_of_units(directory.units)


@lru_cache(maxsize=4)
def _names_of_units(units: tuple[Unit, ...]) -> dict[str, str]:
    names = {fold(name): unit.name for unit in units for name in (unit.name, *unit.aliases, *unit.sub_bodies)}
    return dict(sorted(names.items(), key=lambda pair: -len(pair[0])))


def _slips(text: str, directory: UnitDirectory) -> tuple[str, ...]:
    """Units with a name one slip of the pen away; the word of level (区, 市 …) in front is never a slip."""
    key = fold(text)
    names = {
        unit
        for name, unit in _all_names(directory).items()
        if len(name) >= 4
        and DamerauLevenshtein.distance(key, name, score_cutoff=1) <= 1
        and (key[:1] == name[:1] or not {key[:1], name[:1]} & set(_LEVEL_WORDS))
    }
    return tuple(sorted(names))


def _nearest(text: str, directory: UnitDirectory) -> list[tuple[str, float]]:
    """Units most like ``text`` with their likeness, for a person to choose from; never used to decide."""
    names = _all_names(directory)
    hits = process.extract(fold(text), names.keys(), scorer=fuzz.ratio, limit=12, score_cutoff=_MIN_LIKENESS)
    best: dict[str, float] = {}
    for name, score, _ in hits:
        best.setdefault(names[name], round(score, 1))
    return list(best.items())[:_SHOWN_CANDIDATES]

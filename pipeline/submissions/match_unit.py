"""Which unit sent a form: from 填报单位 first, else from names around it, else from its tasks; never by a part of a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from rapidfuzz.distance import DamerauLevenshtein

from pipeline.master.units import Unit, UnitDirectory
from pipeline.vocabulary.findings import Kind
from pipeline.vocabulary.text import arabic, compact, fold

_SEPARATORS = re.compile(r"[-_—–+,，、.。:：;；()（）\[\]【】《》〈〉“”\"'\s]+")
_NOISE = re.compile(
    r"附件[1-4一二三四]|附表\d?|20\d\d年?度?|\d+月份?|第?[1-4]季度|年度|政府工作报告|为民办实事|民生实事|"
    r"工作任务|重点任务|工作|任务|落实计划表?|落实情况表?|推进情况表?|计划表|情况表|填报表|反馈表|报表|表格?$|汇总|"
    r"书面材料|材料|报告|关于|报送|上报|填报|反馈|落实|计划|进展|完成|情况|的|"
    r"更正后?版?|修改后?版?|修订版?|最终版?|最新版?|终稿|定稿|正式|盖章版?|扫描件?|(?:第)?[vV]?\d+(?:版|稿|次)?|新|改|sheet"
)
# 历下区…, 槐荫区…: the name of some other district stands in front
_FOREIGN = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,3}市)?[\u4e00-\u9fff]{2,3}[区县](?=[\u4e00-\u9fff]{2})|^[\u4e00-\u9fff]{2,3}市(?=[\u4e00-\u9fff]{2})"
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
    written = find_unit(text, directory, district_names) if text else None
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
    if len(able) == 1:
        facts = (("written", "空白"), ("basis", "表中任务均由该单位承担"), ("inferred", able[0]))
        return UnitMatch(directory.unit(able[0]), "所填任务", Kind.UNIT_INFERRED, facts)
    return UnitMatch(None, "", Kind.UNIT_BLANK, (), tuple((name, 50.0) for name in able))


def unit_in_words(word: str, directory: UnitDirectory, district_names: Iterable[str]) -> Unit | None:
    """The one unit that a file, folder or sheet name consists of, once form names, dates and the like are taken away."""
    district_names = tuple(district_names)
    parts = [part for part in _SEPARATORS.split(word) if part]
    stripped = [_NOISE.sub("", arabic(part)) for part in (word, *parts)]
    names = dict.fromkeys((word, *parts, *stripped, _NOISE.sub("", "".join(arabic(part) for part in parts))))
    found = {unit.name: unit for name in names if name and (unit := find_unit(name, directory, district_names))}
    return next(iter(found.values())) if len(found) == 1 else None


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
    name = re.sub(r"[（(]?(盖章|公章|签章|章)[）)]?$", "", compact(text))
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
    return {fold(name): unit.name for unit in directory.units for name in (unit.name, *unit.aliases, *unit.sub_bodies)}


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

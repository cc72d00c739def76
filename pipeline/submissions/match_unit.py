"""Which unit sent a form: from 填报单位 first, else from the file name and folders; contradictions are never resolved by luck."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from pipeline.master.units import Unit, UnitDirectory
from pipeline.vocabulary.findings import Kind
from pipeline.vocabulary.text import compact, fold

_SEPARATORS = re.compile(r"[-_—–+,，、.。()（）\[\]【】《》〈〉\s]+")
_NOISE = re.compile(
    r"附件[0-9一二三四]|20\d\d年?度?|[0-9一二三四五六七八九十]+月份?|第?[一二三四1-4]季度|年度|政府工作报告|工作任务|重点任务|"
    r"落实计划表?|落实情况表?|计划表|情况表|填报表|报表|书面材料|报告|关于|报送|上报|落实|计划|进展|情况|"
    r"更正后?|修改后?|修订|最终|最新|终稿|定稿|盖章|扫描件?|[vV]\d+|\d+"
)
_SHOWN_CANDIDATES = 3
_MIN_LIKENESS = 60


@dataclass(frozen=True)
class UnitMatch:
    """The unit and what it rests on; or, unsettled, the kind of finding, its facts and the units it could be."""

    unit: Unit | None
    basis: str = ""
    kind: Kind | None = None
    facts: tuple[tuple[str, str], ...] = ()
    candidates: tuple[str, ...] = ()


def find_unit(text: str, directory: UnitDirectory, district_names: Iterable[str]) -> Unit | None:
    """The unit that ``text`` names in full: by name, alias or sub-body, the district's own name in front left out.

    Never by a part of the text: 历下区发展和改革局 is not our 发展和改革局.
    """
    return next((unit for name in _variants(text, district_names) if (unit := directory.find(name))), None)


def match_unit(text: str, words: Iterable[str], directory: UnitDirectory, district_names: tuple[str, ...]) -> UnitMatch:
    """The unit of a form whose 填报单位 is ``text`` and whose file name and folders are ``words`` (innermost first)."""
    written = find_unit(text, directory, district_names) if text else None
    named = [(word, unit) for word in words if (unit := unit_in_words(word, directory, district_names))]
    if text and not written:
        hints = {unit.name for _, unit in named} | set(_nearest(text, directory))
        return UnitMatch(
            None, "", Kind.UNIT_UNKNOWN, (("text", text), ("candidates", _candidates_text(hints))), tuple(sorted(hints))
        )
    units = {unit.name: (word, unit) for word, unit in reversed(named)}
    if written:
        other = next(((word, unit) for name, (word, unit) in units.items() if name != written.name), None)
        if other:
            facts = (("written", text), ("where", f"文件名或文件夹“{other[0]}”"), ("other", other[1].name))
            return UnitMatch(None, "", Kind.UNIT_CONTRADICTED, facts, (written.name, other[1].name))
        return UnitMatch(written, "填报单位")
    if len(units) == 1:
        word, unit = next(iter(units.values()))
        return UnitMatch(unit, f"文件名“{word}”")
    return UnitMatch(None, "", Kind.UNIT_BLANK, (), tuple(sorted(units)))


def unit_in_words(word: str, directory: UnitDirectory, district_names: Iterable[str]) -> Unit | None:
    """The one unit that a file or folder name consists of, once form names, dates and the like are taken away."""
    district_names = tuple(district_names)
    parts = [part for part in _SEPARATORS.split(word) if part]
    stripped = [_NOISE.sub("", part) for part in parts]
    found = {
        unit.name: unit
        for name in (word, *parts, *stripped)
        if name and (unit := find_unit(name, directory, district_names))
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _variants(text: str, district_names: Iterable[str]) -> Iterator[str]:
    name = re.sub(r"[（(]?(盖章|公章)[）)]?$", "", compact(text))
    yield name
    for district in sorted(district_names, key=len, reverse=True):
        if name.startswith(district) and len(name) > len(district):
            yield name.removeprefix(district)
            yield "区" + name.removeprefix(district)
            return


def _nearest(text: str, directory: UnitDirectory) -> list[str]:
    """Names of the units most like ``text``, for a person to choose from; never used to decide."""
    names = {fold(name): unit.name for unit in directory.units for name in (unit.name, *unit.aliases, *unit.sub_bodies)}
    hits = process.extract(fold(text), names.keys(), scorer=fuzz.ratio, limit=12, score_cutoff=_MIN_LIKENESS)
    return list(dict.fromkeys(names[name] for name, _, _ in hits))[:_SHOWN_CANDIDATES]


def _candidates_text(names: Iterable[str]) -> str:
    shown = "、".join(sorted(names)[:_SHOWN_CANDIDATES])
    return f"相近的单位：{shown}。" if shown else ""

"""Bulletins by the names that people write: 9月份为民办实事通报 is the one on September's livelihood projects (R22).

A name is its days (9月, 三季度), its tasks and what is left without the words that all bulletins share. A name that is written
shorter, or in another order, means a bulletin that has all of it; where several have, the person is asked which.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self
from unicodedata import normalize

from pipeline.decisions.decisions import Decisions
from pipeline.decisions.entries import IssuedBulletin
from pipeline.keeping.bulletins import BulletinText
from pipeline.vocabulary.findings import Finding, Kind, Place, finding
from pipeline.vocabulary.periods import Period, quarter_label
from pipeline.vocabulary.text import compact

REGISTER = Place("人工认定.xlsx", "通报登记")
_SHOWN = 6
_ENDING = re.compile(r"\.docx?$|(?:（(?:新稿|定稿|公开版|附表)）)+$")
_MONTH = re.compile(r"(\d{1,2})月份?")
_QUARTER = re.compile(r"第?([一二三四1-4])季度")
_TASK = re.compile(r"(任务|实事)第?(\d+)[项件]?")
_TURN = re.compile(r"更正|第\d+次")
_SHARED = re.compile(r"\d{4}年?度?|通报|情况|关于|工作|进展|完成|落实|任务|目标|为民办|民生|[的份表稿\W_]")


@dataclass(frozen=True)
class Called:
    """What a name says: days, tasks and turns that must be the same, and the ``rest`` of its words."""

    days: frozenset[str]
    tasks: frozenset[str]
    turns: frozenset[str]
    rest: str

    @classmethod
    def of(cls, name: str) -> Self:
        """The parts of ``name``."""
        text = normalize("NFKC", compact(name)).replace("民生实事", "实事")
        days = {f"{int(found[1])}月" for found in _MONTH.finditer(text)}
        days |= {_quarter(found[1]) for found in _QUARTER.finditer(text)}
        tasks = {f"{found[1]}{int(found[2])}" for found in _TASK.finditer(text)}
        turns = frozenset(_TURN.findall(text))
        for part in (_MONTH, _QUARTER, _TASK, _TURN, _SHARED):
            text = part.sub("", text)
        return cls(frozenset(days), frozenset(tasks), turns, text)

    def means(self, other: Called) -> bool:
        """Whether all of this is in ``other``; a correction means no bulletin, and the reverse."""
        is_within = self.days <= other.days and self.tasks <= other.tasks and self.turns == other.turns
        letters = iter(other.rest)
        return is_within and all(letter in letters for letter in self.rest)


@dataclass(frozen=True)
class Named:
    """A bulletin by its own name: its title, kind and the periods by which it may be registered (none: any)."""

    name: str
    title: str = ""
    kind: str = ""
    periods: tuple[Period, ...] = ()

    @cached_property
    def called(self) -> Called:
        """Its name and its kind, in parts."""
        own, kind = Called.of(self.name), Called.of(self.kind)
        return replace(own, rest=own.rest + kind.rest)

    def is_on(self, period: Period | None) -> bool:
        """Whether it may be registered with that period."""
        return period is None or not self.periods or period in self.periods

    def is_written(self, text: str) -> bool:
        """Whether ``text`` is its name, title or kind, word for word."""
        return text in {plain_name(self.name), plain_name(self.title), self.kind} - {""}


@dataclass(frozen=True)
class BulletinNames:
    """Every bulletin that was drafted or kept, by its own name."""

    known: tuple[Named, ...] = ()

    @classmethod
    def of(cls, texts: Iterable[BulletinText], kept: Iterable[str]) -> Self:
        """Those of ``texts``, and those of which only the file is ``kept``."""
        told = {text.name: Named(text.name, text.title, text.kind, text.periods) for text in texts}
        return cls((*told.values(), *(Named(name) for name in sorted(kept) if name not in told)))

    def meant(self, written: str, period: Period | None) -> tuple[str, ...]:
        """The names that ``written`` may mean: one where it is clear, none where there is no such bulletin."""
        text, on = plain_name(written), [one for one in self.known if one.is_on(period)]
        found = [one for one in on if plain_name(one.name) == text] or [one for one in on if one.is_written(text)]
        called = Called.of(text)
        return tuple(one.name for one in found or [one for one in on if called.means(one.called)])

    def settle(self, entries: Iterable[IssuedBulletin]) -> tuple[tuple[IssuedBulletin, ...], tuple[Finding, ...]]:
        """``entries`` under the bulletins' own names; one that may mean several is a finding and no entry."""
        told: list[IssuedBulletin] = []
        findings: list[Finding] = []
        for entry in entries:
            names = self.meant(entry.bulletin, entry.period)
            if len(names) > 1:
                findings.append(self._unclear(entry, f"可能是{len(names)}份通报", names))
            else:
                told.append(replace(entry, bulletin=names[0]) if names else entry)
        return tuple(told), tuple(findings)

    def unknown(self, entry: IssuedBulletin) -> Finding:
        """There is no bulletin that ``entry`` could mean: it is told which there are."""
        same = [one.name for one in self.known if entry.period and entry.period in one.periods]
        others = [one.name for one in self.known if one.name not in same]
        return self._unclear(entry, "没有这份通报", (*same, *reversed(others)))

    @staticmethod
    def _unclear(entry: IssuedBulletin, reason: str, names: tuple[str, ...]) -> Finding:
        shown = "、".join(f"“{name}”" for name in names[:_SHOWN])
        written = f"{entry.bulletin}（{entry.period}）" if entry.period else entry.bulletin
        there = f"{shown}{f'等{len(names)}份' if len(names) > _SHOWN else ''}" if names else "无（还没有起草过通报）"
        return finding(Kind.REGISTRATION_UNCLEAR, REGISTER, written=written, reason=reason, names=there)


def under_own_names(decisions: Decisions, names: BulletinNames) -> Decisions:
    """``decisions`` with each bulletin registered under its own name; an entry that may mean several is told."""
    entries, findings = names.settle(decisions.issued_bulletins)
    return replace(decisions, issued_bulletins=entries, findings=(*decisions.findings, *findings))


def plain_name(written: str) -> str:
    """A name without brackets around it, the ending of its file and what marks an edition."""
    text = compact(written).strip("《》“”\"'")
    while (shorter := _ENDING.sub("", text)) != text:
        text = shorter
    return text


def _quarter(written: str) -> str:
    return quarter_label("一二三四".find(written) + 1 or int(written))

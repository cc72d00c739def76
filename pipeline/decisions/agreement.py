"""Several entries about the same: which of them counts, whatever their order on the sheet, and where they contradict.

Closures are ordered by their days in verdicts; answers of 点名确认 are compared fact by fact where bulletins are made.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import Enum, auto
from typing import Any

from pipeline.decisions import entries
from pipeline.decisions.sheet import Entry
from pipeline.decisions.suspensions import Effect, Suspension
from pipeline.vocabulary.findings import Finding, Kind, finding
from pipeline.vocabulary.groups import gathered

FIRST = date.min


class Way(Enum):
    """How entries that say different things of one subject are settled."""

    ALL = auto()  # all stay: their reader takes the first or the last day, which no order changes
    LAST_DAY = auto()  # that of the last day counts, and none where several of that day differ
    NONE = auto()  # none counts


@dataclass(frozen=True)
class Said:
    """An entry, the row where it stands (第3行) and the day that a person put on it."""

    entry: Entry
    row: str
    day: date | None


@dataclass(frozen=True)
class _Rule:
    """``subject`` and ``verdict`` of an entry; ``told`` says what a contradiction is and what follows from it."""

    way: Way
    subject: Callable[[Any], Hashable]
    verdict: Callable[[Any], Hashable]
    told: str


@dataclass(frozen=True)
class Agreed:
    """The entries that count, what must be told, and what is in doubt meanwhile."""

    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...] = ()
    suspended: tuple[Suspension, ...] = ()


def _of_keys(entry: Entry) -> Hashable:
    return tuple(
        getattr(entry, name)
        for name, column in entry.table.columns.items()
        if column.is_key and name in entry.table.fields
    )


def _of_receipt(entry: entries.ReceivedEntry) -> Hashable:
    """The return; the file too where one is named, at whose place several returns may have lain one after the other."""
    return (entry.source, entry.unit, entry.form, entry.period)


_RULES: Mapping[type[Entry], _Rule] = {
    entries.ReceivedEntry: _Rule(
        Way.ALL,
        _of_receipt,
        lambda e: e.received_date,
        "同一份报送登记了不同的收到日期，按最早的一天计；后来补交的是书面材料的，表种应填“书面材料”",
    ),
    entries.Extension: _Rule(
        Way.ALL, _of_keys, lambda e: e.extended_to, "同一报表登记了不同的延期日期，按最迟的一天计"
    ),
    entries.MatchAnswer: _Rule(
        Way.NONE,
        lambda e: e.question_id,
        lambda e: e.answer,
        "同一问题有不同的认定结果，都不采用，该问题仍按待认定处理",
    ),
    entries.Review: _Rule(
        Way.LAST_DAY, lambda e: e.review_id, lambda e: e.is_harmless, "同一问题同日有不同的复核结果，都不采用"
    ),
    entries.SpotCheck: _Rule(
        Way.LAST_DAY,
        lambda e: (e.task_id, e.unit, e.period),
        lambda e: e.verdict,
        "同一单位同一事项同期同日有不同的核查结果，都不采用",
    ),
    entries.Correction: _Rule(
        Way.LAST_DAY,
        lambda e: (e.source, e.sheet, e.row, e.column, e.old_text),
        lambda e: e.new_text,
        "同一处同日有不同的更正值，都不采用",
    ),
    entries.IssuedBulletin: _Rule(
        Way.LAST_DAY,
        lambda e: (e.bulletin, e.period),
        lambda e: (e.number, e.issued_on, e.file),
        "同一通报的登记不一致，不一致的各项按没有登记处理",
    ),
    entries.MajorMatter: _Rule(
        Way.NONE, _of_keys, lambda e: (e.task_id, e.situation, e.day), "同一重大事项登记得不一致，都不采用"
    ),
}


def agree(kind: type[Entry], said: Sequence[Said]) -> Agreed:
    """The entries of one sheet that count: no order of its rows makes others of them."""
    rule = _RULES.get(kind)
    if rule is None:
        return Agreed(tuple(one.entry for one in said))
    kept: list[Entry] = []
    findings: list[Finding] = []
    suspended: list[Suspension] = []
    for group in gathered((rule.subject(one.entry), one) for one in said).values():
        newest = _newest(rule, group)
        if len({rule.verdict(one.entry) for one in newest}) > 1:
            findings.append(_differing(rule, newest))
            suspended += _in_doubt(newest)
            newest = _remaining(rule, newest)
        kept += _counting(group, newest)
    return Agreed(tuple(kept), tuple(findings), tuple(suspended))


def _newest(rule: _Rule, group: Sequence[Said]) -> Sequence[Said]:
    if rule.way is not Way.LAST_DAY:
        return group
    last = max(one.day or FIRST for one in group)
    return [one for one in group if (one.day or FIRST) == last]


def _remaining(rule: _Rule, newest: Sequence[Said]) -> Sequence[Said]:
    """What of contradicting entries counts: all, none, or of a bulletin issued that it was."""
    if rule.way is Way.ALL:
        return newest
    first = newest[0]
    if isinstance(first.entry, entries.IssuedBulletin):
        return [replace(first, entry=_common([one.entry for one in newest]))]
    return ()


def _common(said: Sequence[Entry]) -> Entry:
    """One entry with what all say; blank where they differ."""
    blank = {"number": "", "issued_on": None, "file": ""}
    differing = {
        one.name: blank[one.name]
        for one in fields(said[0])  # type: ignore[arg-type]
        if one.name in blank and len({getattr(entry, one.name) for entry in said}) > 1
    }
    return replace(said[0], **differing)  # type: ignore[type-var]


def _counting(group: Sequence[Said], counting: Iterable[Said]) -> list[Entry]:
    """The entries that count, each once; a look on the spot happened, whether its result is in force or not."""
    kept = list(dict.fromkeys(one.entry for one in counting))
    if isinstance(group[0].entry, entries.SpotCheck):
        others = dict.fromkeys(one.entry for one in group if one.entry not in kept)
        kept += [replace(one, is_in_force=False) for one in others]  # type: ignore[type-var]
    return kept


def _differing(rule: _Rule, said: Sequence[Said]) -> Finding:
    entry = said[0].entry
    rows = "、".join(one.row for one in said)
    return finding(
        Kind.DECISIONS_DIFFER,
        unit=getattr(entry, "unit", "") or "",
        period=getattr(entry, "period", None),
        task_id=getattr(entry, "task_id", "") or "",
        rows=f"“{entry.table.name}”{rows}",
        told=rule.told,
    )


def _in_doubt(said: Sequence[Said]) -> list[Suspension]:
    """What contradicting entries leave open, which they could have saved a unit from."""
    entry = said[0].entry
    cell = f"“{entry.table.name}”{said[0].row}"
    if isinstance(entry, entries.Review):
        return [Suspension(frozenset({Effect.REVIEW}), finding_id=entry.review_id, cell=cell)]
    if isinstance(entry, entries.Correction):
        return [Suspension(frozenset({Effect.CONTENT}), source=entry.source, row=entry.row, cell=cell)]
    return []

"""来源文件 as people write it, as the content that it means: by whole path, bare name, or that without its ending.

One rule for every sheet (R25, R27): an entry means what lay at the place that it names when it was entered, and follows
these bytes wherever they are moved, renamed, or taken out to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pipeline.decisions.decisions import Decisions
from pipeline.decisions.entries import Correction, ReceivedEntry
from pipeline.decisions.sheets.receipts import MATERIAL
from pipeline.decisions.suspensions import Effect, Suspension
from pipeline.master.units import UnitDirectory
from pipeline.vocabulary.findings import Finding, Kind, Place, finding
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.text import fold

SHOWN_DIGEST = 8
"""So many characters of a SHA-256 stand behind # in the name of a file."""
_SHOWN = 5
_THEN = "，可能有关的单位按待认定处理"
_SHORTEST_NAME = 3


@dataclass(frozen=True)
class Lain:
    """A content that lies or lay at a place (of an archive's member, its own), since the day a run first saw it there."""

    source: str
    sha256: str
    since: date


class Sources:
    """The files that a name could mean: ``present`` are source → sha256, ``past`` sources that lie there no more.

    ``since``: source → the day on which a run first saw what it holds. ``lain``: every content of every place.
    """

    def __init__(
        self,
        present: Mapping[str, str],
        past: Iterable[str] = (),
        since: Mapping[str, date] | None = None,
        lain: Iterable[Lain] = (),
    ) -> None:
        self._digests = dict(present)
        self._since = since or {}
        self._lain = gathered((one.source, one) for one in sorted(lain, key=lambda one: one.since))
        self._here = {sha256: source for source, sha256 in sorted(present.items(), reverse=True)}
        self._by_name: tuple[dict[str, list[str]], ...] = (_named(present), _named(past))

    def find(self, written: str, seen_on: date | None = None) -> tuple[str, ...]:
        """The files that ``written`` may mean: one where that is plain, none where it names nobody's.

        What was first seen after the entry was (``seen_on``) is not what it means.
        """
        for known in self._by_name:
            found = known.get(fold_path(written), [])
            if seen_on:
                found = [one for one in found if self._since.get(one, seen_on) <= seen_on] or found
            if written in found:
                return (written,)
            if found:
                digests = {self._digests.get(source, source) for source in found}
                return tuple(found) if len(digests) > 1 else tuple(found[:1])  # copies are one file
        return ()

    def named(self, written: str, seen_on: date | None = None) -> tuple[tuple[str, ...], str]:
        """The files that ``written`` may mean, and the beginning of the SHA-256 that stands behind # in it, as we print it.

        No file where none of that content ever lay there: a person has copied it wrongly.
        """
        if found := self.find(written, seen_on):
            return found, ""
        name, mark, digest = written.rpartition("#")
        digest = digest.strip().casefold()
        found = self.find(name) if mark and len(digest) >= SHOWN_DIGEST else ()
        return tuple(one for one in found if self.exactly(one, digest)), digest

    def exactly(self, source: str, digest: str) -> str:
        """SHA-256 of the content at ``source`` that begins with ``digest``, '' where none such lay there."""
        known = (*(one.sha256 for one in self._lain.get(source, ())), self._digests.get(source, ""))
        return next((one for one in known if digest and one.startswith(digest)), "")

    def contents(self, source: str, seen_on: date | None = None) -> tuple[str, ...]:
        """What had lain at ``source`` by the day on which a run first read the entry: SHA-256 by age, the last one last."""
        lain = self._lain.get(source, [])
        by_then = [one for one in lain if seen_on and one.since <= seen_on] or lain
        return tuple(dict.fromkeys(one.sha256 for one in by_then))

    def content(self, source: str, seen_on: date | None = None) -> str:
        """What lay at ``source`` when the entry was made, '' where nothing is known of it."""
        found = self.contents(source, seen_on)
        here = self._digests.get(source, "")
        return here if here in found else next(reversed(found), here)

    def place_now(self, source: str) -> str:
        """Where what ``source`` held lies now; ``source`` itself where that lies nowhere else."""
        return source if source in self._digests else self._here.get(self.content(source), source)


def fold_path(text: str) -> str:
    """A path or name for comparison: as people copy it."""
    return "/".join(part.strip().casefold() for part in text.replace("\\", "/").split("/"))


def _named(sources: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for source in sorted(set(sources)):
        for name in dict.fromkeys(map(fold_path, _ways(source))):
            found.setdefault(name, []).append(source)
    return found


def _ways(source: str) -> Iterator[str]:
    """The ways to write one path: as a whole, from any folder on, a member of an archive alone, without its ending."""
    for path in (source, *([source.rpartition("!")[2]] if "!" in source else [])):
        parts = path.split("/")
        for start in range(len(parts)):
            tail = "/".join(parts[start:])
            yield tail
            if "." in parts[-1]:
                yield tail.rpartition(".")[0]


def settle_sources(decisions: Decisions, sources: Sources, directory: UnitDirectory) -> Decisions:
    """``decisions`` with every 来源文件 as the path of the file it means.

    What means no file, or may mean several, is a finding, has no effect, and suspends what it could concern (R27).
    """
    received: list[ReceivedEntry] = []
    findings: list[Finding] = []
    suspended = [_settled(one, sources, directory) for one in decisions.suspended]
    for entry in decisions.received:
        if entry.is_rejected and (settled := _rejected(entry, sources)):
            received.append(settled)
            continue
        found, digest = sources.named(entry.source, entry.seen_on) if entry.source else (("",), "")
        if len(found) == 1:
            received.append(replace(entry, source=found[0], digest=digest))
        else:
            findings.append(_fault(entry, found))
            suspended += [] if entry.is_rejected else [_in_doubt(entry, found, directory)]
    corrections: list[Correction] = []
    for one in decisions.corrections:
        found, digest = sources.named(one.source, one.seen_on)
        if len(found) == 1:
            content = sources.exactly(found[0], digest) or sources.content(found[0], one.seen_on)
            corrections.append(replace(one, source=found[0], content=content))
        else:
            findings.append(_fault(one, found))
    return replace(
        decisions,
        received=tuple(received),
        corrections=tuple(corrections),
        findings=(*decisions.findings, *findings),
        suspended=tuple(suspended),
    )


def _rejected(entry: ReceivedEntry, sources: Sources) -> ReceivedEntry | None:
    """The entry 不采用 with the file that it names, with # and the beginning of its SHA-256; None of no file.

    By its place alone where several contents had lain there by the day of the entry: nobody can tell which is meant.
    """
    name, mark, digest = entry.source.rpartition("#")
    found = sources.find(name if mark else entry.source, entry.seen_on)
    if len(found) != 1:
        return None
    contents = sources.contents(found[0], entry.seen_on)
    if not mark and len(contents) == 1:
        mark, digest = "#", contents[0][:SHOWN_DIGEST]
    return replace(entry, source=f"{found[0]}{mark}{digest if mark else ''}")


def _settled(one: Suspension, sources: Sources, directory: UnitDirectory) -> Suspension:
    """What an unusable entry could concern, by the file it names; by the units in the name where there is no such file."""
    if not one.source:
        return one
    found, _ = sources.named(one.source)
    if len(found) == 1:
        return replace(one, source=sources.place_now(found[0]))
    return replace(one, source="", units=one.units or _units_in(one.source, directory))


def _in_doubt(entry: ReceivedEntry, found: Sequence[str], directory: UnitDirectory) -> Suspension:
    effect = Effect.MATERIAL if entry.form is MATERIAL else Effect.RECEIPT
    return Suspension(
        frozenset({effect}),
        units=(entry.unit,) if entry.unit else _units_in(entry.source, directory),
        periods=(entry.period,) if entry.period else (),
        day=entry.received_date,
        cell=entry.cell,
    )


def _units_in(source: str, directory: UnitDirectory) -> tuple[str, ...]:
    """The units whose names, with or without 区 in front, stand in a path; none where it names nobody."""
    text = fold(source)
    names = ((unit.name, fold(name).removeprefix("区")) for unit in directory.units for name in unit.names)
    return tuple(dict.fromkeys(unit for unit, name in names if len(name) >= _SHORTEST_NAME and name in text))


def _fault(entry: ReceivedEntry | Correction, found: Sequence[str]) -> Finding:
    about: dict[str, Any] = {"cell": entry.cell, "source": entry.source, "then": ""}
    if isinstance(entry, ReceivedEntry):
        about |= {"unit": entry.unit, "period": entry.period, "then": _THEN}
    place = Place("人工认定.xlsx", entry.table.name)
    if not found:
        return finding(Kind.SOURCE_UNKNOWN, place, **about)
    shown = "、".join(found[:_SHOWN]) + ("等" if len(found) > _SHOWN else "")
    return finding(Kind.SOURCE_AMBIGUOUS, place, **about, candidates=shown)

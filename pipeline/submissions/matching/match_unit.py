"""Which unit sent a form: from 填报单位 first, else from names around it, else from its tasks; never by a part of a name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.master.units import Unit
from pipeline.submissions.matching.envelope import ARCHIVE, FILE, TITLE, Where
from pipeline.submissions.matching.unit_names import UnitNames, names_somebody
from pipeline.vocabulary.findings import Kind

_SHOWN_CANDIDATES = 3
_TELLING_ROWS = 3  # one or two tasks are shared too easily to tell whose form it is


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
    def name(self) -> str | None:
        """The unit's name, None while it is open."""
        return self.unit.name if self.unit else None

    @property
    def candidates(self) -> tuple[str, ...]:
        """The names of the units it could be (R8)."""
        return tuple(name for name, _ in self.scored)


@dataclass(frozen=True)
class _UnitMention:
    """A unit named around the form: in its file name, a folder, its sheet or its title."""

    where: str
    word: str
    unit: Unit


def match_unit(
    text: str, places: Sequence[Where], bearing: Callable[[int], frozenset[str]], names: UnitNames
) -> UnitMatch:
    """The unit of a form whose 填报单位 is ``text``.

    ``places`` are (where, words) of file name, folders, sheet and title; ``bearing`` tells the units that bear every
    task recognised in the form, none where fewer rows than asked for are recognised.
    """
    near = _near_mentions(text, places, names)
    loose = {} if near else _loose_mentions(places, names)
    others = {mention.unit.name: mention for mention in reversed(near)}
    if written := (names.find(text) or names.find_with_tail(text)) if text else None:
        return _match_written(text, written, others or _only_file(loose, written))
    if text:
        return _match_unknown(text, others, bearing, names)
    return _match_named(others) or _match_blank(places, loose, bearing, names)


def _near_mentions(text: str, places: Sequence[Where], names: UnitNames) -> list[_UnitMention]:
    """Units named in full around a form; what an archive is called says little about each file in it."""
    mentions = [_UnitMention(where, word, unit) for where, word in places if (unit := names.find_in_words(word))]
    near = [mention for mention in mentions if mention.where != ARCHIVE]
    return near if near or text else mentions


def _match_written(text: str, written: Unit, others: Mapping[str, _UnitMention]) -> UnitMatch:
    """A 填报单位 that is one of ours: it stands, unless another unit is named around it."""
    against = next((mention for name, mention in others.items() if name != written.name), None)
    return _contradicted(text, written, against) if against else UnitMatch(written, "填报单位")


def _match_named(others: Mapping[str, _UnitMention]) -> UnitMatch | None:
    """No 填报单位: the one unit named around the form; None if nothing names any."""
    if len(others) > 1:
        return UnitMatch(None, "", Kind.UNIT_BLANK, (), tuple((name, 80.0) for name in sorted(others)))
    return next((UnitMatch(only.unit, f"{only.where}“{only.word}”") for only in others.values()), None)


def _match_blank(
    places: Sequence[Where],
    loose: Mapping[str, _UnitMention],
    bearing: Callable[[int], frozenset[str]],
    names: UnitNames,
) -> UnitMatch:
    """No 填报单位 and no name that stands clear: settled by the tasks, alone or with a name among other words."""
    if len(loose) == 1 and (name := next(iter(loose))) in bearing(1):
        where = f"{loose[name].where}“{loose[name].word}”"
        return _inferred(name, "空白", f"{where}和所填任务", f"{where}、所填任务", names)
    if loose:
        return UnitMatch(None, "", Kind.UNIT_BLANK, (), tuple((name, 70.0) for name in sorted(loose)))
    able = sorted(bearing(_TELLING_ROWS))
    if len(able) == 1 and not any(names_somebody(word) for _, word in places):
        return _inferred(able[0], "空白", "表中任务均由该单位承担", "所填任务", names)
    return UnitMatch(None, "", Kind.UNIT_BLANK, (), tuple((name, 50.0) for name in able))


def _loose_mentions(places: Sequence[Where], names: UnitNames) -> dict[str, _UnitMention]:
    """Units named in file, folder and sheet names with other words behind them; a title holds whole letters."""
    found = [(where, word, unit) for where, word in places if where != TITLE for unit in names.find_loosely(word)]
    return {unit.name: _UnitMention(where, word, unit) for where, word, unit in reversed(found)}


def _only_file(loose: Mapping[str, _UnitMention], written: Unit) -> dict[str, _UnitMention]:
    """What a file's name alone says, with words behind it, against the unit written in the form."""
    named = {name: mention for name, mention in loose.items() if mention.where == FILE}
    return {} if written.name in named else named


def _match_unknown(
    text: str, others: Mapping[str, _UnitMention], bearing: Callable[[int], frozenset[str]], names: UnitNames
) -> UnitMatch:
    """A 填报单位 that is none we know: settled only where a slip of one character and other evidence agree."""
    slips = names.slips(text)
    if len(slips) == 1 and set(others) <= set(slips):
        [name] = slips
        if name in others:
            return _inferred(name, f"写作“{text}”", others[name].where, f"近似名称、{others[name].where}", names)
        if name in bearing(1):
            return _inferred(name, f"写作“{text}”", "所填任务", "近似名称、所填任务", names)
    scores = dict.fromkeys(others, 90.0) | dict(names.nearest(text)) or dict.fromkeys(bearing(_TELLING_ROWS), 60.0)
    scored = tuple(sorted(scores.items(), key=lambda pair: -pair[1])[:_SHOWN_CANDIDATES])
    shown = f"相近的单位：{'、'.join(name for name, _ in scored)}。" if scored else ""
    return UnitMatch(None, "", Kind.UNIT_UNKNOWN, (("text", text), ("candidates", shown)), scored)


def _inferred(name: str, written: str, evidence: str, basis: str, names: UnitNames) -> UnitMatch:
    facts = (("written", written), ("basis", evidence), ("inferred", name))
    return UnitMatch(names.directory.unit(name), basis, Kind.UNIT_INFERRED, facts)


def _contradicted(text: str, written: Unit, against: _UnitMention) -> UnitMatch:
    facts = (("written", text), ("where", f"{against.where}“{against.word}”"), ("other", against.unit.name))
    return UnitMatch(None, "", Kind.UNIT_CONTRADICTED, facts, ((written.name, 100.0), (against.unit.name, 80.0)))

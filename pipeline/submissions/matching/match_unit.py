"""Which unit sent a form: what stands in 填报单位, in the names around it and in its rows, weighed together for every unit.

The model is that of record linkage (Fellegi and Sunter 1969): each piece of evidence has a level and a weight in bits, the sum
gives each unit its posterior, with "nobody of ours" as one more candidate. Beyond ``weights.SURE`` it is settled, unless two
strong pieces contradict each other: that a person must tell whatever the sum.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from pipeline.master.tasks import Task
from pipeline.master.units import Unit
from pipeline.submissions.matching.envelope import ARCHIVE, BOOK, FILE, FOLDER, MARK, SHEET, TITLE, Where
from pipeline.submissions.names.name_levels import NameLevel
from pipeline.submissions.names.unit_names import UnitNames, names_somebody
from pipeline.submissions.names.weights import SURE, posteriors, share_bits, weights
from pipeline.vocabulary.findings import Kind

_SHOWN_CANDIDATES = 3
_LOOKED_INTO = 2
_TOLD_BY_TASKS = 0.3
_LIKELY = 0.02  # what is less likely is no candidate, nor what is so much less likely than the best
FIELD = "填报单位"
TABLES = {FIELD: "written", FILE: "file", FOLDER: "folder", SHEET: "sheet", TITLE: "title"}
TABLES |= {ARCHIVE: "archive", MARK: "mark", BOOK: "book"}
_NAMING = frozenset({NameLevel.SAME, NameLevel.TAILED})


@dataclass(frozen=True)
class UnitMatch:
    """The unit and what it rests on; or, unsettled, the kind of finding, its facts and the units it could be, scored.

    A settled match may carry a notice too (``kind``), where it rests on evidence rather than on the name as written.
    ``is_stranger``: what stands in 填报单位 is like no name: a person is offered what the tasks say, and no unit is ruled out.
    """

    unit: Unit | None
    basis: str = ""
    kind: Kind | None = None
    facts: tuple[tuple[str, str], ...] = ()
    scored: tuple[tuple[str, float], ...] = ()
    is_stranger: bool = False

    @property
    def name(self) -> str | None:
        """The unit's name, None while it is open."""
        return self.unit.name if self.unit else None

    @property
    def offered(self) -> tuple[tuple[str, float], ...]:
        """The likeliest few, for the question: who answers it knows the others."""
        return self.scored[:_SHOWN_CANDIDATES]

    @property
    def candidates(self) -> tuple[str, ...]:
        """The names of all units that it is narrowed down to (R8), not only of those offered; none where it is not."""
        return () if self.is_stranger else tuple(name for name, _ in self.scored)


@dataclass(frozen=True)
class _Named:
    """What stands in one place, and how near it is to each unit's name; a unit not among ``levels`` is unlike it."""

    where: str
    words: str
    levels: Mapping[str, NameLevel]

    def bits(self, unit: str) -> float:
        return weights()[TABLES[self.where]][self.levels.get(unit, NameLevel.UNLIKE)]

    @property
    def shown(self) -> str:
        return f"填报单位写作“{self.words}”" if self.where == FIELD else f"{self.where}“{self.words}”"

    @property
    def clear(self) -> frozenset[str]:
        """The units that it names beyond doubt."""
        return frozenset(unit for unit, level in self.levels.items() if level is NameLevel.SAME)

    @property
    def is_vague(self) -> bool:
        """Whether nobody's name stands there, if one that somebody's is near to."""
        return set(self.levels.values()) <= {NameLevel.NEAR}

    @property
    def is_naming(self) -> bool:
        """Whether a unit's whole name stands there, if with other words behind it."""
        return not _NAMING.isdisjoint(self.levels.values())


@dataclass(frozen=True)
class UnitEvidence:
    """All that tells whose a form is.

    ``text`` stands in 填报单位; ``places`` are (where, words) of file name, folders, sheet, title and of the mark with which the form
    was sent out; ``reported`` tells the tasks that its rows are about, were they a unit's ('': anybody's). ``told_elsewhere`` are units that other forms of the file name
    as theirs: a file named after one of those says nothing against this form.
    """

    text: str
    places: Sequence[Where]
    reported: Callable[[str], frozenset[Task]]
    names: UnitNames
    told_elsewhere: frozenset[str] = frozenset()

    def written(self) -> _Named | None:
        """What stands in 填报单位."""
        return _Named(FIELD, self.text, self.names.levels_of(self.text)) if self.text else None

    def named(self) -> Iterator[_Named]:
        """Every place that is like some unit's name; a tab has little room for one."""
        for where, words in self.places:
            levels = self.names.levels_in(words)
            if not levels and where == SHEET and (unit := self.names.find_by_piece(words)):
                levels = {unit.name: NameLevel.STEM}
            if levels:
                yield _Named(where, words, levels)

    def around(self) -> Iterator[_Named]:
        """The same, each name once: who writes it on the file writes it in the title; and not what another form is called."""
        seen: set[tuple[str, ...]] = set()
        for place in self.named():
            key = tuple(sorted(place.levels))
            is_explained = set(key) <= self.told_elsewhere
            if not is_explained and key not in seen:
                seen.add(key)
                yield place


def match_unit(evidence: UnitEvidence) -> UnitMatch:
    """The unit of a form; or the question, with the units it could be and what speaks for each."""
    written, around = evidence.written(), tuple(evidence.around())
    near = [place for place in around if place.where != ARCHIVE]
    if written and len(written.clear) == 1:
        return _match_clear(evidence, next(iter(written.clear)), near)
    named = [*([written] if written else ()), *around]
    tasks = evidence.reported("")
    likely = _weigh(named, tasks, evidence)
    best, chance = likely[0] if likely else ("", 0.0)
    if 1 - chance <= SURE and not _is_vetoed(best, named, evidence):
        return _settled(best, written, near, tasks, evidence.names)
    if written and not written.levels:
        return _stranger(evidence, likely)
    return _asked(evidence.text, _candidates(likely, near))


def _stranger(evidence: UnitEvidence, likely: Sequence[tuple[str, float]]) -> UnitMatch:
    """A 填报单位 like nobody's name: whom its tasks tell, if anybody; another district's is not offered as one of ours."""
    is_foreign = evidence.names.is_foreign(evidence.text)
    scored = tuple((unit, round(100 * p, 1)) for unit, p in likely if p >= _TOLD_BY_TASKS and not is_foreign)
    told = f"所填任务由{'、'.join(name for name, _ in scored)}承担。" if scored else ""
    facts = (("text", evidence.text), ("candidates", told))
    return UnitMatch(None, "", Kind.UNIT_UNKNOWN, facts, scored, is_stranger=True)


def _candidates(likely: Sequence[tuple[str, float]], near: Sequence[_Named]) -> tuple[tuple[str, float], ...]:
    """(unit, score) of all that it could be: what is likely, and whoever is named in full around it."""
    clear = frozenset().union(*(place.clear for place in near))
    best = max((p for _, p in likely), default=0.0)
    least = _LIKELY * best if best >= _LIKELY else 1.0
    return tuple((unit, round(100 * p, 1)) for unit, p in likely if p >= least or unit in clear)


def _match_clear(evidence: UnitEvidence, sure: str, near: Sequence[_Named]) -> UnitMatch:
    """A 填报单位 that names one of ours: it stands, unless another unit is named in full around it.

    Where nothing around it names a unit in full, the file's name counts with other words behind the unit's, too.
    """
    is_named = any(place.clear for place in near if place.where != MARK)
    by_file = (one for one in near if one.where == FILE and one.is_naming and sure not in one.levels and not is_named)
    against = next(chain(by_file, _against(sure, near, evidence)), None)
    return _contradicted(evidence, sure, against) if against else UnitMatch(evidence.names.directory.unit(sure), FIELD)


def _weigh(named: Sequence[_Named], tasks: frozenset[Task], evidence: UnitEvidence) -> Sequence[tuple[str, float]]:
    """(unit, how likely it is), the likeliest first; what rows read as the first few's own tell counts for all, as they tie by chance."""
    units = [unit.name for unit in evidence.names.directory.units]
    by_name = {unit: sum(place.bits(unit) for place in named) for unit in units}
    bits = {unit: by_name[unit] + _task_bits(unit, tasks, len(units)) for unit in units}
    first = sorted(units, key=lambda one: -bits[one])[:_LOOKED_INTO]
    for told in [tasks | evidence.reported(unit) for unit in first]:
        bits = {unit: max(bits[unit], by_name[unit] + _task_bits(unit, told, len(units))) for unit in units}
    return sorted(posteriors(bits).items(), key=lambda pair: -pair[1])


def _is_vetoed(best: str, named: Sequence[_Named], evidence: UnitEvidence) -> bool:
    """Whether a person must tell, whatever the sum.

    Another district in front; a place that names another unit in full, or some body that is none of ours where nothing
    names one; a 填报单位 that is not like the best unit's name at all, or that holds two names.
    """
    names = evidence.names
    around = [(where, words) for where, words in evidence.places if where != ARCHIVE]
    if any(names.is_foreign(words) for _, words in (*around, (FIELD, evidence.text))):
        return True
    if any(True for _ in _against(best, named, evidence)):
        return True
    if written := evidence.written():
        if len(names.find_loosely(evidence.text)) > 1:
            return True
        return best not in written.levels and not (written.is_vague and _is_told_by_all_else(best, named, evidence))
    return not named and any(names_somebody(words) for _, words in around)


def _is_told_by_all_else(best: str, named: Sequence[_Named], evidence: UnitEvidence) -> bool:
    """Whether a place of the file's own names the unit in full and every task is its own, and together no other's.

    Then the 填报单位 is a slip of the pen, or what the unit was called before the list was made.
    """
    is_named = any(place.clear == {best} for place in named if place.where in (TITLE, SHEET, FILE, FOLDER))
    bearers = [{assignment.unit for assignment in task.assignments} for task in evidence.reported(best)]
    return is_named and bool(bearers) and set.intersection(*bearers) == {best}


def _against(unit: str, named: Sequence[_Named], evidence: UnitEvidence) -> Iterator[_Named]:
    """The places that name another than ``unit`` in full.

    Forms are passed on: the mark of one that another place names after the unit, or whose rows tell the two apart, is none.
    """
    is_named = any(unit in place.clear for place in named if place.where not in (FIELD, ARCHIVE, MARK))
    others = (place for place in named if place.where != ARCHIVE and place.clear and unit not in place.levels)
    for place in others:
        if place.where != MARK or not (is_named or _is_told_apart(unit, next(iter(place.clear)), evidence)):
            yield place


def _is_told_apart(unit: str, other: str, evidence: UnitEvidence) -> bool:
    """Whether the rows are about tasks that ``unit`` bears without ``other``, and none the other way round."""
    tasks = evidence.reported(unit)
    alone = {frozenset(one.unit for one in task.assignments) & {unit, other} for task in tasks}
    return {unit} in alone and {other} not in alone


def _task_bits(unit: str, tasks: frozenset[Task], units: int) -> float:
    """What the tasks reported on say for a unit: the fewer units bear one, the more."""
    often = weights()["tasks"]["borne"]
    bearers = [{assignment.unit for assignment in task.assignments} for task in tasks]
    return sum(share_bits(unit in who, often, len(who) / units) for who in bearers)


def _settled(
    name: str, written: _Named | None, around: Sequence[_Named], tasks: frozenset[Task], names: UnitNames
) -> UnitMatch:
    """By a name as clear as 填报单位 without more ado; by weighed evidence with a word about it."""
    telling = () if written else [place for place in around if place.clear == {name} and place.where != MARK]
    if telling:
        return UnitMatch(names.directory.unit(name), telling[0].shown)
    pieces = [f"{place.shown}（{place.levels[name].words}）" for place in around if name in place.levels]
    pieces += _told_by_tasks(name, tasks)
    how = f"写作“{written.words}”（{written.levels.get(name, NameLevel.UNLIKE).words}）" if written else "空白"
    facts = (("written", how), ("basis", "；".join(pieces)), ("inferred", name))
    basis = "；".join([f"填报单位{how}", *pieces] if written else pieces)
    return UnitMatch(names.directory.unit(name), basis, Kind.UNIT_INFERRED, facts)


def _told_by_tasks(name: str, tasks: frozenset[Task]) -> Iterator[str]:
    if borne := sum(any(assignment.unit == name for assignment in task.assignments) for task in tasks):
        yield f"所填{len(tasks)}项任务{'均' if borne == len(tasks) else f'有{borne}项'}由该单位承担"


def _asked(text: str, scored: tuple[tuple[str, float], ...]) -> UnitMatch:
    if not text:
        return UnitMatch(None, "", Kind.UNIT_BLANK, (), scored)
    near = "、".join(name for name, _ in scored[:_SHOWN_CANDIDATES])
    facts = (("text", text), ("candidates", f"相近的单位：{near}。" if near else ""))
    return UnitMatch(None, "", Kind.UNIT_UNKNOWN, facts, scored)


def _contradicted(evidence: UnitEvidence, written: str, against: _Named) -> UnitMatch:
    other = next(iter(against.levels))
    facts = (("written", evidence.text), ("where", against.where), ("other", other))
    return UnitMatch(None, "", Kind.UNIT_CONTRADICTED, facts, ((written, 90.0), (other, 80.0)))

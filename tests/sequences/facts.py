"""What befell each return, as far as somebody outside knows it: sent, seen, entered, borne. It knows nothing of the product."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from stories.office import GROUP

from sequences.papers import ALL_UNITS, DUE, LAST_DAY, PERIODS, Paper, Return
from sequences.worse import MISSING, State

BYSTANDER = "区教育体育局"
"""A unit that nothing befalls: its plan always lies in the inbox, which so is never empty."""
BEARING: Mapping[str, tuple[str, ...]] = {
    "任务1": ("区住房城乡建设局", "区财政局"),
    "任务5": ("区民政局", GROUP),
    "任务6": ("区财政局",),
    "实事3": ("区民政局",),
    "任务3": (BYSTANDER,),
}
RECEIPTS, EXTENSIONS, EXEMPTIONS, CLOSURES = "收文登记", "延期批准", "免报", "办结销号"


@dataclass(frozen=True)
class Sighting:
    """A run has seen ``paper`` at ``place``; ``day`` is the earliest that this says for its receipt."""

    place: str
    paper: Paper
    day: date


@dataclass(frozen=True)
class Entry:
    """A row of a person, known by its ``tag`` in a column that nobody reads. ``is_bad``: it cannot be used as it is.

    ``unit`` and ``period`` are what the person meant, ``cells`` what the row says.
    """

    tag: str
    sheet: str
    unit: str
    period: str
    cells: Mapping[str, object] = field(hash=False)
    day: date | None = None
    is_bad: bool = False
    is_read: bool = False

    @property
    def key(self) -> Return:
        """The return that it is about."""
        return self.unit, self.period


@dataclass(frozen=True)
class Charged:
    """What a unit is charged with for a period: its state, without what grows from day to day, and the tasks not met."""

    status: str
    days_late: int
    lacking: frozenset[str]
    unmet: frozenset[str]


@dataclass
class Facts:
    """All that has happened so far; ``allowed`` and ``may_lack`` since the last run: how bad a return may become."""

    lying: dict[str, Paper] = field(default_factory=dict)
    sightings: set[Sighting] = field(default_factory=set)
    rejected: set[Paper] = field(default_factory=set)
    told: set[Paper] = field(default_factory=set)
    entries: dict[str, Entry] = field(default_factory=dict)
    bearing: dict[str, tuple[str, ...]] = field(default_factory=lambda: dict(BEARING))
    members: tuple[str, ...] = ()
    new_bearers: set[str] = field(default_factory=set)
    allowed: dict[Return, int] = field(default_factory=dict)
    may_lack: set[Return] = field(default_factory=set)
    over: set[str] = field(default_factory=set)
    ever_borne: set[tuple[str, str]] = field(default_factory=set)
    first_day: date | None = None
    confirmed: dict[Return, Charged] = field(default_factory=dict)

    def allow(self, key: Return, rank: int, *, lacks: bool = False) -> None:
        """A new fact about the return may make it as bad as ``rank``."""
        self.allowed[key] = max(rank, self.allowed.get(key, 0))
        if lacks:
            self.may_lack.add(key)

    def is_useless(self, entry: Entry) -> bool:
        """Whether the entry cannot be used: it says what cannot be, or its unit bears nothing."""
        return entry.is_bad or (entry.sheet != CLOSURES and not self.borne(entry.unit))

    def allow_around(self, entry: Entry) -> None:
        """An entry that could not be used has an end: what it kept open, of its unit or its period, may be anything.

        One that told neither kept open whatever there is.
        """
        if not self.is_useless(entry):
            return
        tells = entry.cells.get("单位") == entry.unit or entry.period in (
            entry.cells.get("期间"),
            entry.cells.get("起始期间"),
        )
        for unit in (*ALL_UNITS, BYSTANDER):
            for period in PERIODS:
                if not tells or unit == entry.unit or period == entry.period:
                    self.allow((unit, period), MISSING, lacks=True)

    def borne(self, unit: str) -> tuple[str, ...]:
        """The tasks that the unit bears now."""
        return tuple(task for task, units in self.bearing.items() if unit in self._units(units))

    def owed(self, unit: str) -> tuple[str, ...]:
        """Those of them that no person has found done."""
        closed = {str(e.cells["事项编号"]): e.cells["认定结果"] for e in self.entries.values() if e.sheet == CLOSURES}
        return tuple(task for task in self.borne(unit) if closed.get(task) != "已销号")

    def _units(self, units: tuple[str, ...]) -> tuple[str, ...]:
        return (*units, *self.members) if GROUP in units else units

    def see(self, day: date, *, is_replay: bool = False) -> None:
        """A run of ``day`` has seen all that lies here; one that replays an earlier day says nothing of receipts.

        Duties that are new since the last run begin with this one: of a period that has ended by then nothing is owed.
        """
        for place, paper in self.lying.items():
            folder = place.partition("/")[0]
            stated = date.fromisoformat(folder) if folder.startswith("2022-") else day
            self.sightings.add(Sighting(place, paper, stated))
        for tag, entry in self.entries.items():  # an extension that cannot be used saves nobody once its day is over
            if self.is_useless(entry) and _is_over(entry, day) and tag not in self.over:
                self.over.add(tag)
                self.allow_around(replace(entry, is_bad=True, cells={}))
        if not is_replay:
            self.entries = {tag: _read(entry) for tag, entry in self.entries.items()}

    def begin_duties(self, day: date) -> None:
        """What new bearers owe from ``day`` on may be 未报 and may lack; on the office's first day the tables are set up."""
        self.first_day = self.first_day or day
        for unit in self.new_bearers:
            for period in PERIODS:
                if LAST_DAY[period] >= day or day == self.first_day:
                    self.allow((unit, period), MISSING, lacks=True)
        self.new_bearers.clear()

    def settle(self) -> None:
        """A run has taken notice of all that happened."""
        self.ever_borne |= {(unit, task) for unit in ALL_UNITS for task in self.borne(unit)}
        self.allowed.clear()
        self.may_lack.clear()

    # --- what must not be said of a return ----------------------------------------------------------------------

    def excuses(self, key: Return, today: date) -> Iterator[tuple[str, frozenset[str]]]:
        """(why, the states that it cannot have) by what was sent, seen and entered for it."""
        not_missing, not_bad = frozenset({"未报"}), frozenset({"未报", "迟报"})
        last = self._last_day(key)
        if today <= last:
            yield f"{last}才截止", not_bad
        for why, day in self._receipts(key):
            yield f"{why}（{day}）", not_bad if day <= last else not_missing
        for seen in self.sightings:
            is_open = not (self.is_clear(seen.paper) or self.speaks_for_another(seen.paper))
            if seen.paper.key == key and is_open and seen.paper not in self.rejected:
                yield f"{seen.place}读不出来或认不准，没有人认定", not_missing
        for entry in self._of(key):
            if entry.is_bad and not _is_over(entry, today):
                yield f"{entry.sheet}有一行填错", not_bad
            elif entry.sheet == EXEMPTIONS:
                yield "免报", not_bad

    def charged(self, key: Return, state: State) -> Charged:
        """What the unit may be charged with while it is in that state, by the forms that runs have seen."""
        seen = (s.paper for s in self.sightings if s.paper.key == key and self.is_clear(s.paper))
        days = state.days_late if state.status == "迟报" else 0
        return Charged(state.status, days, state.lacking, frozenset(task for paper in seen for task in paper.unmet))

    def is_clear(self, paper: Paper) -> bool:
        """Whether it is known what the paper is: it says so, or a person has said it."""
        return paper.is_clear or paper in self.told

    def speaks_for_another(self, paper: Paper) -> bool:
        """Whether a form without a name is about tasks that one unit bears, and not its sender since they were moved: nobody could tell."""
        bearers = [unit for unit in (*ALL_UNITS, BYSTANDER) if set(paper.tasks) <= set(self.borne(unit))]
        return paper.is_readable and not paper.is_named and len(bearers) == 1 and bearers != [paper.unit]

    def has_receipt(self, key: Return) -> bool:
        """Whether anything readable of the return was ever seen or registered."""
        return any(True for _ in self._receipts(key))

    def _receipts(self, key: Return) -> Iterator[tuple[str, date]]:
        for seen in self.sightings:
            if seen.paper.key == key and self.is_clear(seen.paper) and seen.paper not in self.rejected:
                yield f"{seen.place}收到过", seen.day
        for entry in self._of(key):
            if entry.sheet == RECEIPTS and entry.day and not entry.is_bad:
                yield "登记过收文", entry.day

    def _last_day(self, key: Return) -> date:
        extended = [e.day for e in self._of(key) if e.sheet == EXTENSIONS and e.day and not e.is_bad]
        return max([DUE[key[1]], *extended])

    def _of(self, key: Return) -> list[Entry]:
        return [entry for entry in self.entries.values() if entry.key == key and entry.sheet != CLOSURES]


def _is_over(entry: Entry, today: date) -> bool:
    """Whether the day up to which it puts the due day off can be read, and has passed."""
    return entry.sheet == EXTENSIONS and entry.day is not None and entry.cells["延期至"] == entry.day < today


def _read(entry: Entry) -> Entry:
    return entry if entry.is_read else Entry(**{**vars(entry), "is_read": True})

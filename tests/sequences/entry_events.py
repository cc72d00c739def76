"""What a person enters in 人工认定.xlsx: right, mistyped, corrected, sorted, taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from sequences.facts import CLOSURES, EXEMPTIONS, EXTENSIONS, RECEIPTS, Entry
from sequences.invariants import check_run, check_same
from sequences.papers import ALL_UNITS, DUE, LAST_DAY, PERIODS, Return
from sequences.play import Play
from sequences.rows import (
    TAGGED,
    edit,
    enter,
    last_entries,
    replace_deleted,
    rewrite,
    right_cells,
    without,
    written_entries,
)
from sequences.worse import LATE, MISSING, UNSETTLED

_TAKEN_BACK = {RECEIPTS: "备注", EXTENSIONS: "批准日期", EXEMPTIONS: "批准人", CLOSURES: "认定结果"}
_SLIPS = {
    "day": {"实际收到日期": "2022-02-30", "延期至": "2022-04-31"},
    "unit": {"单位": "区财证局"},
    "period": {"期间": "2022-13", "起始期间": "2022-13"},
}


def receipt(play: Play, unit: str, period: str, offset: int) -> None:
    """A form on paper is registered for a day around the due one that has been."""
    _register(play, (unit, period), offset)
    replace_deleted(play, RECEIPTS, (unit, period))


def register_file(play: Play, unit: str, period: str, ahead: int) -> None:
    """The form that lies here is registered, by its place, for a day before the due one; or for one so many days ``ahead``."""
    seen = {sighting.place for sighting in play.facts.sightings if sighting.paper.key == (unit, period)}
    lying = [place for place, paper in play.facts.lying.items() if paper.key == (unit, period) and paper.is_clear]
    came = DUE[period] - timedelta(days=1)
    if not lying or lying[0] not in seen or came > play.day or not play.office.book.exists():
        return
    enter(play, RECEIPTS, (unit, period), came, 来源文件=lying[0])
    if ahead:
        [entry] = last_entries(play, (unit, period), RECEIPTS)
        wrong = {**entry.cells, "实际收到日期": play.day + timedelta(days=ahead)}
        rewrite(play, entry, replace(entry, is_bad=True, cells=wrong))
        play.facts.allow(entry.key, UNSETTLED)


def extension(play: Play, unit: str, period: str) -> None:
    """The due day is put off by twelve days."""
    day = DUE[period] + timedelta(days=12)
    enter(play, EXTENSIONS, (unit, period), day, 延期至=day)
    replace_deleted(play, EXTENSIONS, (unit, period))


def exempt(play: Play, unit: str, period: str) -> None:
    """The unit need not report on the period."""
    enter(play, EXEMPTIONS, (unit, period), None, 起始期间=period, 截止期间=period)
    replace_deleted(play, EXEMPTIONS, (unit, period))


def mistype(play: Play, unit: str, period: str, slip: str) -> None:
    """A receipt on paper is registered, and one cell says what cannot be."""
    _register(play, (unit, period), -1)
    _spoil(play, last_entries(play, (unit, period), RECEIPTS), slip)
    if slip == "day":  # of another unit or period it is about something else than what was deleted
        replace_deleted(play, RECEIPTS, (unit, period))


def spoil(play: Play, unit: str, period: str, slip: str) -> None:
    """An entry that was right is rewritten, and one cell says what cannot be."""
    for entry in last_entries(play, (unit, period), RECEIPTS, EXTENSIONS, EXEMPTIONS):
        _spoil(play, [entry], slip)


def mend(play: Play, unit: str, period: str) -> None:
    """Entries that could not be used say what was meant."""
    for entry in [e for e in written_entries(play) if e.is_bad and e.key == (unit, period)]:
        rewrite(play, entry, replace(entry, is_bad=False, cells=right_cells(entry)))
        play.facts.allow(entry.key, LATE)


def redirect(play: Play, unit: str, period: str, other: str) -> None:
    """The last two rows of 收文登记 were of another unit and of another day: both are corrected in one sitting."""
    on_paper = (entry for entry in written_entries(play) if entry.sheet == RECEIPTS and "来源文件" not in entry.cells)
    rows = [entry for entry in on_paper if not entry.is_bad][-2:]
    for entry, (to_unit, to_period) in zip(rows, ((other, entry_period(rows)), (unit, period)), strict=False):
        moved = replace(entry, unit=to_unit, period=to_period)
        rewrite(play, entry, replace(moved, cells=right_cells(moved)))
        play.facts.allow(entry.key, MISSING, lacks=True)
        play.facts.allow(moved.key, LATE)


def entry_period(rows: Sequence[Entry]) -> str:
    """The period of the first of them."""
    return rows[0].period if rows else PERIODS[0]


def withdraw(play: Play, unit: str, period: str) -> None:
    """What was decided about the return is taken back: 撤销 in the row."""
    for entry in last_entries(play, (unit, period), RECEIPTS, EXTENSIONS, EXEMPTIONS):
        edit(play, entry, {_TAKEN_BACK[entry.sheet]: "撤销"})
        same = [e.tag for e in play.facts.entries.values() if (e.sheet, e.key) == (entry.sheet, entry.key)]
        for tag in same:
            play.facts.allow_around(play.facts.entries.pop(tag))
        play.facts.allow(entry.key, MISSING, lacks=True)


def delete_row(play: Play, unit: str, period: str) -> None:
    """A row is deleted; what a run has read stays decided, what none has read was never said."""
    for entry in last_entries(play, (unit, period), RECEIPTS, EXTENSIONS, EXEMPTIONS):
        play.office.edit(entry.sheet, partial(without, label=TAGGED[entry.sheet], tag=entry.tag))
        if not entry.is_read:
            del play.facts.entries[entry.tag]


def close(play: Play, task: str, period: str) -> None:
    """A person finds the task done as of ``period``: nothing is owed of it after that."""
    if LAST_DAY[period] <= play.day and not _closed(play, task):
        _closure(play, task, period, "已销号")


def reopen(play: Play, task: str, how: str) -> None:
    """A person finds that it is not done after all, in a new row or the old one: from now on it is owed again."""
    closed = _closed(play, task)
    if not closed:
        return
    if how == "new row":
        _closure(play, task, closed.period, "退回")
    else:
        rewrite(play, closed, replace(closed, cells={**closed.cells, "认定结果": "退回", "核实日期": play.day}))
    for unit in ALL_UNITS:
        if task in play.facts.borne(unit):
            for owed in PERIODS:
                if LAST_DAY[owed] >= play.day:
                    play.facts.allow((unit, owed), MISSING, lacks=True)


def answer(play: Play, unit: str, period: str) -> None:
    """A person says what each file of the return is that was asked about."""
    _answer(play, (unit, period), {"单位": unit, "期间": period})
    for seen in play.facts.sightings:
        if seen.paper.key == (unit, period) and seen.paper.is_readable and seen.paper in _asked(play, (unit, period)):
            play.facts.told.add(seen.paper)


def reject(play: Play, unit: str, period: str) -> None:
    """A person says that the files that might be the return are none."""
    rejected = _asked(play, (unit, period))
    _answer(play, (unit, period), {"单位": "不采用", "期间": "不采用", "事项": "不采用"})
    play.facts.rejected |= rejected


def sort_rows(play: Play, sheet: str) -> None:
    """The rows of a sheet are sorted the other way round: the same run says the same of everybody."""
    before = play.run(0)
    check_run(play, before)
    play.office.edit(sheet, lambda rows: rows[::-1])
    after = play.run(0)
    check_same(play, before, after, "order")
    check_run(play, after)


# --- how --------------------------------------------------------------------------------------------------------


def _register(play: Play, key: Return, offset: int) -> None:
    day = min(DUE[key[1]] + timedelta(days=offset), play.day)
    enter(play, RECEIPTS, key, day, 实际收到日期=day)


def _spoil(play: Play, entries: Sequence[Entry], slip: str) -> None:
    for entry in entries:
        wrong = {label: value for label, value in _SLIPS[slip].items() if label in entry.cells}
        if wrong:
            rewrite(play, entry, replace(entry, is_bad=True, cells={**entry.cells, **wrong}))
            play.facts.allow(entry.key, UNSETTLED)


def _closed(play: Play, task: str) -> Entry | None:
    """The entry by which the task is closed now."""
    verdicts = [e for e in written_entries(play) if e.sheet == CLOSURES and e.cells["事项编号"] == task][-1:]
    return next((entry for entry in verdicts if entry.cells["认定结果"] == "已销号"), None)


def _closure(play: Play, task: str, period: str, verdict: str) -> None:
    if not play.office.book.exists():
        return
    tag, day = play.tag(), play.day
    cells = {"事项编号": task, "申报期间": period, "认定结果": verdict, "核实人": tag, "核实日期": day, "依据": verdict}
    play.office.enter(CLOSURES, **cells)
    play.facts.entries[tag] = Entry(tag, CLOSURES, "", period, cells, day)


def _asked(play: Play, key: Return) -> set[Any]:
    """The papers of the return in doubt about which 匹配认定 asks."""
    if not play.office.book.exists():
        return set()
    asked = {str(row["来源文件"]) for row in play.office.entries("匹配认定")}
    return {
        seen.paper
        for seen in play.facts.sightings
        if seen.paper.key == key and not seen.paper.is_clear and seen.place in asked
    }


def _answer(play: Play, key: Return, answers: Mapping[str, str]) -> None:
    """The rows of 匹配认定 about papers of the return in doubt are answered by their 类型."""
    papers = _asked(play, key)
    places = {seen.place for seen in play.facts.sightings if seen.paper in papers}
    if not places:
        return

    def change(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [
            row | {"认定结果": answers[row["类型"]]} if row["来源文件"] in places and row["类型"] in answers else row
            for row in rows
        ]

    play.office.edit("匹配认定", change)
    for unit in ALL_UNITS:  # what it is not any more, it was in doubt for
        for period in PERIODS:
            play.facts.allow((unit, period), MISSING, lacks=True)


DRAWN = {
    receipt: (4, ("unit", "period", "offset")),
    register_file: (3, ("unit", "period", "ahead")),
    extension: (2, ("unit", "period")),
    exempt: (2, ("unit", "period")),
    mistype: (4, ("unit", "period", "slip")),
    spoil: (2, ("unit", "period", "slip")),
    mend: (2, ("unit", "period")),
    redirect: (2, ("unit", "period", "unit")),
    withdraw: (2, ("unit", "period")),
    delete_row: (2, ("unit", "period")),
    close: (2, ("task", "period")),
    reopen: (2, ("task", "how")),
    answer: (2, ("unit", "period")),
    reject: (1, ("unit", "period")),
    sort_rows: (2, ("sheet",)),
}
CHOICES = {
    "how": ("new row", "same row"),
    "ahead": (
        0,
        0,
        60,
    ),  # a run comes before that day: only so can it be known for a slip where files have no true days
    "offset": (-3, -1, 4),
    "slip": tuple(_SLIPS),
    "sheet": (RECEIPTS, EXTENSIONS, EXEMPTIONS, CLOSURES),
}

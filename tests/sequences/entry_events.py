"""What a person enters in 人工认定.xlsx: right, mistyped, corrected, sorted, taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from sequences.facts import CLOSURES, EXEMPTIONS, EXTENSIONS, RECEIPTS, Entry
from sequences.invariants import check_run, check_same
from sequences.papers import ALL_UNITS, DUE, FORMS, LAST_DAY, PERIODS, Return
from sequences.play import Play
from sequences.worse import LATE, MISSING, UNSETTLED

_TAGGED = {RECEIPTS: "登记人", EXTENSIONS: "批准人", EXEMPTIONS: "批准人", CLOSURES: "核实人"}
_TAKEN_BACK = {RECEIPTS: "备注", EXTENSIONS: "批准日期", EXEMPTIONS: "批准人", CLOSURES: "认定结果"}
_SLIPS = {
    "day": {"实际收到日期": "2022-02-30", "延期至": "2022-04-31"},
    "unit": {"单位": "区财证局"},
    "period": {"期间": "2022-13", "起始期间": "2022-13"},
}


def receipt(play: Play, unit: str, period: str, offset: int) -> None:
    """A form on paper is registered for a day around the due one that has been."""
    day = min(DUE[period] + timedelta(days=offset), play.day)
    _enter(play, RECEIPTS, (unit, period), day, 实际收到日期=day)


def extension(play: Play, unit: str, period: str) -> None:
    """The due day is put off by twelve days."""
    day = DUE[period] + timedelta(days=12)
    _enter(play, EXTENSIONS, (unit, period), day, 延期至=day)


def exempt(play: Play, unit: str, period: str) -> None:
    """The unit need not report on the period."""
    _enter(play, EXEMPTIONS, (unit, period), None, 起始期间=period, 截止期间=period)


def mistype(play: Play, unit: str, period: str, slip: str) -> None:
    """A receipt on paper is registered, and one cell says what cannot be."""
    receipt(play, unit, period, -1)
    _spoil(play, _last(play, (unit, period), RECEIPTS), slip)


def spoil(play: Play, unit: str, period: str, slip: str) -> None:
    """An entry that was right is rewritten, and one cell says what cannot be."""
    for entry in _last(play, (unit, period), RECEIPTS, EXTENSIONS, EXEMPTIONS):
        _spoil(play, [entry], slip)


def mend(play: Play, unit: str, period: str) -> None:
    """Entries that could not be used say what was meant."""
    for entry in [e for e in play.facts.entries.values() if e.is_bad and e.key == (unit, period)]:
        _rewrite(play, entry, replace(entry, is_bad=False, cells=_cells(entry)))
        play.facts.allow(entry.key, LATE)


def redirect(play: Play, unit: str, period: str, other: str) -> None:
    """The last two rows of 收文登记 were of another unit and of another day: both are corrected in one sitting."""
    rows = [entry for entry in play.facts.entries.values() if entry.sheet == RECEIPTS and not entry.is_bad][-2:]
    for entry, (to_unit, to_period) in zip(rows, ((other, entry_period(rows)), (unit, period)), strict=False):
        moved = replace(entry, unit=to_unit, period=to_period)
        _rewrite(play, entry, replace(moved, cells=_cells(moved)))
        play.facts.allow(entry.key, MISSING, lacks=True)
        play.facts.allow(moved.key, LATE)


def entry_period(rows: Sequence[Entry]) -> str:
    """The period of the first of them."""
    return rows[0].period if rows else PERIODS[0]


def withdraw(play: Play, unit: str, period: str) -> None:
    """What was decided about the return is taken back: 撤销 in the row."""
    for entry in _last(play, (unit, period), RECEIPTS, EXTENSIONS, EXEMPTIONS):
        _edit(play, entry, {_TAKEN_BACK[entry.sheet]: "撤销"})
        same = [e.tag for e in play.facts.entries.values() if (e.sheet, e.key) == (entry.sheet, entry.key)]
        for tag in same:
            play.facts.allow_around(play.facts.entries.pop(tag))
        play.facts.allow(entry.key, MISSING, lacks=True)


def delete_row(play: Play, unit: str, period: str) -> None:
    """A row is deleted; what a run has read stays decided, what none has read was never said."""
    for entry in _last(play, (unit, period), RECEIPTS, EXTENSIONS, EXEMPTIONS):
        play.office.edit(entry.sheet, partial(_without, label=_TAGGED[entry.sheet], tag=entry.tag))
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
        _rewrite(play, closed, replace(closed, cells={**closed.cells, "认定结果": "退回", "核实日期": play.day}))
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


def _enter(play: Play, sheet: str, key: Return, day: date | None, **cells: object) -> None:
    if not play.office.book.exists():
        return
    entry = Entry(play.tag(), sheet, *key, cells, day)
    entry = replace(entry, cells=_cells(entry))
    play.office.enter(sheet, **entry.cells)
    play.facts.entries[entry.tag] = entry
    if sheet == RECEIPTS:
        play.facts.allow(key, LATE)


def _cells(entry: Entry) -> dict[str, object]:
    """What the row says when it is right."""
    cells: dict[str, object] = {"单位": entry.unit, _TAGGED[entry.sheet]: entry.tag, "表种": FORMS[entry.period]}
    if entry.sheet == EXEMPTIONS:
        return cells | {"起始期间": entry.period, "截止期间": entry.period, "理由": "停办"}
    day = {RECEIPTS: "实际收到日期", EXTENSIONS: "延期至"}[entry.sheet]
    return cells | {"期间": entry.period, day: entry.day}


def _spoil(play: Play, entries: Sequence[Entry], slip: str) -> None:
    for entry in entries:
        wrong = {label: value for label, value in _SLIPS[slip].items() if label in entry.cells}
        if wrong:
            _rewrite(play, entry, replace(entry, is_bad=True, cells={**entry.cells, **wrong}))
            play.facts.allow(entry.key, UNSETTLED)


def _rewrite(play: Play, old: Entry, new: Entry) -> None:
    play.facts.allow_around(old)
    _edit(play, old, new.cells)
    play.facts.entries[old.tag] = replace(new, is_read=False)


def _edit(play: Play, entry: Entry, cells: Mapping[str, object]) -> None:
    label = _TAGGED[entry.sheet]

    def change(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [row | dict(cells) if row[label] == entry.tag else row for row in rows]

    play.office.edit(entry.sheet, change)


def _without(rows: list[dict[str, Any]], label: str, tag: str) -> list[dict[str, Any]]:
    return [row for row in rows if row[label] != tag]


def _last(play: Play, key: Return, *sheets: str) -> list[Entry]:
    """The last entry about the return on these sheets."""
    return [e for e in play.facts.entries.values() if e.key == key and e.sheet in sheets][-1:]


def _closed(play: Play, task: str) -> Entry | None:
    """The entry by which the task is closed now."""
    verdicts = [e for e in play.facts.entries.values() if e.sheet == CLOSURES and e.cells["事项编号"] == task][-1:]
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
    "offset": (-3, -1, 4),
    "slip": tuple(_SLIPS),
    "sheet": (RECEIPTS, EXTENSIONS, EXEMPTIONS, CLOSURES),
}

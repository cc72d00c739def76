"""The rows of 人工认定.xlsx in which a person enters, and the entries that stand in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sequences.facts import CLOSURES, EXEMPTIONS, EXTENSIONS, RECEIPTS, Entry
from sequences.papers import FORMS, Return
from sequences.play import Play
from sequences.worse import LATE

TAGGED = {RECEIPTS: "登记人", EXTENSIONS: "批准人", EXEMPTIONS: "批准人", CLOSURES: "核实人"}
"""Sheet → the column that tells its rows apart here, and that nobody reads."""


def written_entries(play: Play) -> list[Entry]:
    """The entries whose rows stand in the workbook: what was deleted, and no run has written back, nobody can rewrite."""
    entries = list(play.facts.entries.values())
    tags = {
        sheet: {str(row[TAGGED[sheet]]) for row in play.office.entries(sheet)}
        for sheet in dict.fromkeys(entry.sheet for entry in entries)
    }
    return [entry for entry in entries if entry.tag in tags[entry.sheet]]


def last_entries(play: Play, key: Return, *sheets: str) -> list[Entry]:
    """The last entry about the return that stands on these sheets."""
    return [e for e in written_entries(play) if e.key == key and e.sheet in sheets][-1:]


def enter(play: Play, sheet: str, key: Return, day: date | None, **cells: object) -> None:
    """A right row stands on the sheet, where a run has made the workbook."""
    if not play.office.book.exists():
        return
    entry = Entry(play.tag(), sheet, *key, cells, day)
    entry = replace(entry, cells=right_cells(entry))
    play.office.enter(sheet, **entry.cells)
    play.facts.entries[entry.tag] = entry
    if sheet == RECEIPTS:
        play.facts.allow(key, LATE)


def rewrite(play: Play, old: Entry, new: Entry) -> None:
    """The row of ``old`` says what ``new`` says."""
    play.facts.allow_around(old)
    edit(play, old, new.cells)
    play.facts.entries[old.tag] = replace(new, is_read=False)
    if not (old.is_read or new.is_bad):
        replace_deleted(play, new.sheet, new.key)


def edit(play: Play, entry: Entry, cells: Mapping[str, object]) -> None:
    """The row of the entry holds ``cells`` instead of what it held there."""
    label = TAGGED[entry.sheet]

    def change(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [row | dict(cells) if row[label] == entry.tag else row for row in rows]

    play.office.edit(entry.sheet, change)


def replace_deleted(play: Play, sheet: str, key: Return) -> None:
    """A row about the very same as one that was deleted has come: that was rewritten, and does not come back."""
    standing = written_entries(play)
    for old in list(play.facts.entries.values()):
        if (old.sheet, old.key) == (sheet, key) and old not in standing:
            play.facts.allow_around(old)
            del play.facts.entries[old.tag]


def right_cells(entry: Entry) -> dict[str, object]:
    """What the row says when it is right."""
    cells: dict[str, object] = {"单位": entry.unit, TAGGED[entry.sheet]: entry.tag, "表种": FORMS[entry.period]}
    if "来源文件" in entry.cells:
        cells["来源文件"] = entry.cells["来源文件"]
    if entry.sheet == EXEMPTIONS:
        return cells | {"起始期间": entry.period, "截止期间": entry.period, "理由": "停办"}
    day = {RECEIPTS: "实际收到日期", EXTENSIONS: "延期至"}[entry.sheet]
    return cells | {"期间": entry.period, day: entry.day}


def without(rows: list[dict[str, Any]], label: str, tag: str) -> list[dict[str, Any]]:
    """The rows but the one of that tag."""
    return [row for row in rows if row[label] != tag]

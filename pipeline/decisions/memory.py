"""The rows of a sheet of 人工认定.xlsx as a person decided them: what stands there, and what it lost, back in its place.

A decision once read is never lost: a row deleted, a workbook deleted or replaced by an old copy, an answer cleared. A
person ends a decision by writing another answer or 撤销.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from sys import maxsize

from pipeline.decisions.cells import Known
from pipeline.decisions.entries import Exemption, Extension
from pipeline.decisions.identity import Cells, build_row, carried_keys, content, filled_cells, mark, new_key, pair_rows
from pipeline.decisions.sheet import DecisionSheet, WrittenEntry, mark_of
from pipeline.keeping.kept_decisions import DecisionState, KeptDecision
from pipeline.master.workbook import SheetRow
from pipeline.vocabulary.groups import gathered
from pipeline.vocabulary.text import parse_date

_NEW = maxsize  # a row as nobody has seen it before


@dataclass(frozen=True)
class DecisionRow:
    """A row of the workbook (``row.number``), or one that it lost (number 0, or with ``is_restored`` cells).

    ``key`` tells a person's rows apart, also two about the same; it is '' for a row that waits for an answer. ``sight``
    orders what the row says by the runs that saw it first. ``is_ended``: taken back by 撤销.
    """

    row: SheetRow
    key: str = ""
    is_restored: bool = False
    sight: int = _NEW
    is_marked: bool = False
    is_ended: bool = False


def recall_rows(
    sheet: DecisionSheet, rows: Sequence[SheetRow], kept: Sequence[KeptDecision]
) -> tuple[tuple[DecisionRow, ...], tuple[str, ...]]:
    """The sheet's rows in order with everything it lost back in place, and the keys that a person has rewritten.

    ``kept`` are the versions the register holds of this sheet. A kept row whose mark still stands on the sheet was not
    lost but written over: its key is among those returned.
    """
    memory = _Memory(sheet, kept)
    keys = memory.keys(rows)
    found = [memory.recalled(row, keys.get(row.number, "")) for row in rows]
    missing = [one for key, one in memory.current.items() if key not in keys.values()]
    lost = sorted((one for one in missing if one.state is DecisionState.STANDING), key=lambda one: one.position)
    written_over = carried_keys(sheet, (row for row in rows if row.number in keys), [one.key for one in lost])
    for one in lost:
        if one.key not in written_over:
            _bring_back(memory, one, found)
    stood = {one.key for one in kept if not sheet.is_withdrawn(build_row(sheet, one.cells))}
    return tuple(_ended(sheet, found, missing, stood)), tuple(sorted(written_over))


def keep_rows(
    sheet: DecisionSheet, rows: Sequence[DecisionRow], rewritten: Collection[str], kept: Sequence[KeptDecision]
) -> Iterator[KeptDecision]:
    """What the register should hold of the sheet: a person's rows as they stand, and those rewritten."""
    for position, one in enumerate(rows):
        if one.key:
            state = DecisionState.WITHDRAWN if one.is_ended else DecisionState.STANDING
            is_seen = not one.is_restored
            yield KeptDecision(
                sheet.name, one.key, filled_cells(one.row), position, state, is_seen, is_marked=one.is_marked
            )
    for version in kept:
        if version.key in rewritten and version.state is DecisionState.STANDING:
            yield replace(version, state=DecisionState.REPLACED)


def standing_rows(rows: Sequence[DecisionRow]) -> list[DecisionRow]:
    """The rows that stand: all but those that 撤销 has taken back."""
    return [one for one in rows if not one.is_ended]


@dataclass(frozen=True)
class _Memory:
    """What the register holds of a sheet: every version of each row that was ever kept."""

    sheet: DecisionSheet
    kept: Sequence[KeptDecision]

    @cached_property
    def current(self) -> dict[str, KeptDecision]:
        """Key → the version that nobody has rewritten."""
        return {one.key: one for one in self.kept if one.state is not DecisionState.REPLACED}

    def keys(self, rows: Sequence[SheetRow]) -> dict[int, str]:
        """Row number → key of each row with an entry, a new one for a row that nobody has seen."""
        keys = pair_rows(self.sheet, rows, self.current)
        taken = {one.key for one in self.kept}
        for row in rows:
            if row.number not in keys and self.sheet.has_entry(row):
                keys[row.number] = new_key(self.sheet.base_key(row), taken)
                taken.add(keys[row.number])
        return keys

    def recalled(self, row: SheetRow, key: str) -> DecisionRow:
        """The row of ``key``, with what it holds of an older copy or has lost of its answer put right."""
        version = self.current.get(key)
        is_marked = bool(key) and (mark_of(row) == mark(self.sheet, key) or bool(version and version.is_marked))
        one = DecisionRow(row, key, is_marked=is_marked)
        if not version:
            return one
        cells, answer = filled_cells(row), self.sheet.answer
        if content(cells) == content(version.cells):
            return replace(one, sight=version.sight)
        if version.state is not DecisionState.STANDING:
            return one
        if answer in version.cells and answer not in cells:
            return self._restored(one, {**version.cells, **cells}, version)
        return self._restored(one, version.cells, version) if self._is_older(cells, version) else one

    def _is_older(self, cells: Cells, version: KeptDecision) -> bool:
        """Whether the row once read so, and bears an earlier day than what was kept since."""
        days = [parse_date(one.get(self.sheet.day_label), 1) or date.min for one in (cells, version.cells)]
        is_past = any(one.key == version.key and content(one.cells) == content(cells) for one in self.kept)
        return is_past and days[0] < days[1]

    def _restored(self, one: DecisionRow, cells: Cells, version: KeptDecision) -> DecisionRow:
        row = build_row(self.sheet, cells, one.row.number)
        return replace(one, row=row, is_restored=True, sight=version.sight)


def _bring_back(memory: _Memory, lost: KeptDecision, found: list[DecisionRow]) -> None:
    """``lost`` stands again: in the row that bears its mark, in its unanswered row, or where it stood."""
    sheet, current = memory.sheet, memory.current
    base = sheet.base_key(build_row(sheet, lost.cells))
    back = DecisionRow(build_row(sheet, lost.cells), lost.key, True, lost.sight, lost.is_marked)
    waiting = [index for index, one in enumerate(found) if not one.key]
    its = [index for index in waiting if mark_of(found[index].row) == mark(sheet, lost.key)]
    its += [index for index in waiting if sheet.base_key(found[index].row) == base]
    if its:
        number = found[its[0]].row.number
        found[its[0]] = replace(back, row=build_row(sheet, lost.cells, number))
        return
    above = (n for n, one in enumerate(found, 1) if one.key in current and current[one.key].position < lost.position)
    found.insert(max(above, default=0), back)


def _ended(
    sheet: DecisionSheet, rows: Sequence[DecisionRow], missing: Sequence[KeptDecision], stood: Collection[str]
) -> Iterator[DecisionRow]:
    """Each row, ended where it says 撤销, or where another row that was written for it does.

    撤销 written into a row that ``stood`` ends that row alone: of two entries about the same the extra one can be taken back
    and the other stands. A row that said 撤销 from the beginning ends those about the same that were written before; also
    where it is ``missing``: once read it may be deleted, and what it ended stays ended.
    """
    gone = [DecisionRow(build_row(sheet, one.cells), one.key, sight=one.sight) for one in missing]
    endings = gathered(
        (sheet.base_key(one.row), one) for one in (*rows, *gone) if sheet.is_withdrawn(one.row) and one.key not in stood
    )
    for one in rows:
        others = endings.get(sheet.base_key(one.row), ()) if one.key else ()
        is_ended = any(_ends(sheet, end, one) for end in others)
        yield replace(one, is_ended=is_ended or sheet.is_withdrawn(one.row))


def _ends(sheet: DecisionSheet, end: DecisionRow, one: DecisionRow) -> bool:
    """Whether the row ``end`` was written to take ``one`` back; of rows written together only one that says the same."""
    return one.sight < end.sight or (one.sight == end.sight and not sheet.contradicts(one.row, end.row))


@dataclass(frozen=True)
class TakenBack:
    """``entry`` stands no more. ``is_void``: it was entered by a slip, and what it did is undone; else it was in force until then."""

    entry: Extension | Exemption
    is_void: bool


def list_taken_back(sheet: DecisionSheet, rows: Iterable[DecisionRow], known: Known) -> Iterator[TakenBack]:
    """The rows of a sheet that a person has ended, as far as what they were about can still be read; none of other sheets."""
    if sheet.entry not in (Extension, Exemption):
        return
    for one in rows:
        written = WrittenEntry(sheet, one.row, known)
        keys = [name for name, column in sheet.columns.items() if column.is_key]
        if one.is_ended and all(written.is_sound(name) for name in keys):
            entry = sheet.entry(**written.values())
            if isinstance(entry, Exemption) or (isinstance(entry, Extension) and entry.period):
                yield TakenBack(entry, sheet.is_void(one.row))

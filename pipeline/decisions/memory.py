"""The rows of a sheet of 人工认定.xlsx as a person decided them: what stands there, and what it lost, back in its place.

A decision once read is never lost: a row deleted, a workbook deleted or replaced by an old copy, an answer cleared. A
person ends a decision by writing another answer or 撤销.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from itertools import chain, count

from pipeline.decisions.sheet import DecisionSheet
from pipeline.keeping.kept_decisions import DecisionState, KeptDecision
from pipeline.master.workbook import Cell, SheetRow, cell_text
from pipeline.vocabulary.text import parse_date

Cells = Mapping[str, object]


@dataclass(frozen=True)
class DecisionRow:
    """A row of the workbook (``row.number``), or one that it lost (number 0, or with ``is_restored`` cells).

    ``key`` tells a person's rows apart, also two about the same; it is '' for a row that waits for an answer.
    """

    row: SheetRow
    key: str = ""
    is_restored: bool = False


def filled_cells(row: SheetRow) -> dict[str, object]:
    """The row's filled cells by column, a person's own columns behind the contract's; rich text is plain."""
    cells = {**row.cells, **row.extras}
    return {
        label: cell.value if isinstance(cell.value, int | float | date | time) else cell.text
        for label, cell in cells.items()
        if cell.text
    }


def build_row(sheet: DecisionSheet, cells: Cells, number: int = 0) -> SheetRow:
    """A row that holds ``cells``, as if read from the workbook."""

    def cell(label: str) -> Cell:
        value = cells.get(label)
        where = f"第{number}行" if number else "（已登记、待写回的一行）"
        return Cell(cell_text(value), value, f"人工认定.xlsx“{sheet.name}”{where}“{label}”")

    own = {label: cell(label) for label in sheet.labels}
    return SheetRow(number, own, {label: cell(label) for label in cells if label not in own})


def recall_rows(
    sheet: DecisionSheet, rows: Sequence[SheetRow], kept: Sequence[KeptDecision]
) -> tuple[tuple[DecisionRow, ...], tuple[str, ...]]:
    """The sheet's rows in order with everything it lost back in place, and the keys that a person has rewritten.

    ``kept`` are the versions the register holds of this sheet. A row that stood where a similar one now stands was
    not lost but corrected: its key is among those returned.
    """
    current = {one.key: one for one in kept if one.state is not DecisionState.REPLACED}
    past = {(one.key, _content(one.cells)) for one in kept}
    keys = _assign_keys(sheet, rows, current)
    found = [_with_newest(sheet, DecisionRow(row, keys.get(row.number, "")), current, past) for row in rows]
    lost = _lost(current.values(), set(keys.values()))
    rewritten = tuple(one.key for one in lost if not _bring_back(sheet, one, found, current))
    return tuple(found), rewritten


def _lost(current: Iterable[KeptDecision], held: Collection[str]) -> list[KeptDecision]:
    """What stands in the register and in no row, in the order in which it stood."""
    lost = (one for one in current if one.state is DecisionState.STANDING and one.key not in held)
    return sorted(lost, key=lambda one: one.position)


def keep_rows(
    sheet: DecisionSheet, rows: Sequence[DecisionRow], rewritten: Collection[str], kept: Sequence[KeptDecision]
) -> Iterator[KeptDecision]:
    """What the register should hold of the sheet: a person's rows as they stand, and those rewritten."""
    standing = {id(one) for one in standing_rows(sheet, rows)}
    for position, one in enumerate(rows):
        if one.key:
            state = DecisionState.STANDING if id(one) in standing else DecisionState.WITHDRAWN
            yield KeptDecision(sheet.name, one.key, filled_cells(one.row), position, state, not one.is_restored)
    for version in kept:
        if version.key in rewritten and version.state is DecisionState.STANDING:
            yield replace(version, state=DecisionState.REPLACED)


def standing_rows(sheet: DecisionSheet, rows: Sequence[DecisionRow]) -> list[DecisionRow]:
    """The rows that stand: 撤销 takes back its own row and what was decided above it about the same."""
    standing: list[DecisionRow] = []
    for one in rows:
        if sheet.is_withdrawn(one.row):
            key = sheet.base_key(one.row)
            standing = [above for above in standing if sheet.base_key(above.row) != key]
        else:
            standing.append(one)
    return standing


def _content(cells: Cells) -> tuple[object, ...]:
    return tuple(sorted(cells.items(), key=str))


def _base(key: str) -> str:
    """What a decision kept under ``key`` is about."""
    return key.rpartition("#")[0]


def _assign_keys(sheet: DecisionSheet, rows: Sequence[SheetRow], current: Mapping[str, KeptDecision]) -> dict[int, str]:
    """Row number → key of each row with an entry."""
    known: dict[str, dict[str, Cells]] = {}
    for key, version in current.items():
        known.setdefault(_base(key), {})[key] = version.cells
    groups: dict[str, dict[int, Cells]] = {}
    for row in rows:
        if sheet.has_entry(row):
            groups.setdefault(sheet.base_key(row), {})[row.number] = filled_cells(row)
    keys: dict[int, str] = {}
    for base, group in groups.items():
        keys |= _tell_apart(base, group, known.get(base, {}))
    return keys


def _tell_apart(base: str, group: Mapping[int, Cells], known: Mapping[str, Cells]) -> dict[int, str]:
    """Row number → key of rows about the same: by content where it is ``known``, then by order."""
    free = dict(known)
    keys: dict[int, str] = {}
    for number, cells in group.items():
        same = next((key for key, was in free.items() if was == cells), None)
        if same is not None:
            keys[number] = same
            del free[same]
    fresh = (key for n in count(1) if (key := f"{base}#{n}") not in known)
    unknown = [number for number in group if number not in keys]
    return keys | dict(zip(unknown, chain(free, fresh), strict=False))


def _with_newest(
    sheet: DecisionSheet, one: DecisionRow, current: Mapping[str, KeptDecision], past: Collection[object]
) -> DecisionRow:
    """The row, with what it holds of an older copy or has lost of its answer put right."""
    version = current.get(one.key)
    if not version or version.state is not DecisionState.STANDING:
        return one
    cells = filled_cells(one.row)
    if sheet.answer in version.cells and sheet.answer not in cells:
        return _restored(sheet, one, {**version.cells, **cells})
    is_past = cells != version.cells and (one.key, _content(cells)) in past
    if is_past and _dated(sheet, cells) < _dated(sheet, version.cells):
        return _restored(sheet, one, version.cells)
    return one


def _dated(sheet: DecisionSheet, cells: Cells) -> date:
    """The day a person put on the row."""
    return parse_date(cells.get(sheet.day_label), 1) or date.min


def _restored(sheet: DecisionSheet, one: DecisionRow, cells: Cells) -> DecisionRow:
    return DecisionRow(build_row(sheet, cells, one.row.number), one.key, True)


def _bring_back(
    sheet: DecisionSheet, lost: KeptDecision, found: list[DecisionRow], current: Mapping[str, KeptDecision]
) -> bool:
    """``lost`` stands again, in its unanswered row or where it stood; False where the row there is its correction."""
    for index, one in enumerate(found):
        if not one.key and sheet.base_key(one.row) == _base(lost.key):
            found[index] = DecisionRow(build_row(sheet, lost.cells, one.row.number), lost.key, True)
            return True
    above = (n for n, one in enumerate(found, 1) if one.key in current and current[one.key].position < lost.position)
    place = max(above, default=0)
    if place < len(found) and found[place].key not in current and _is_correction(found[place], lost.cells):
        return False
    found.insert(place, DecisionRow(build_row(sheet, lost.cells), lost.key, True))
    return True


def _is_correction(one: DecisionRow, cells: Cells) -> bool:
    """Whether a person may have made the row of one with ``cells``: at least half of them stand in it."""
    now = filled_cells(one.row)
    return bool(one.key) and 2 * sum(now.get(label) == value for label, value in cells.items()) >= len(cells)

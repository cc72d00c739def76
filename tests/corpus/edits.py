"""Changes to a sheet once it is laid out: the tools of the messes that put lines around, between and below the rows."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from corpus.forms import Draft
from corpus.layouts import header_lines
from corpus.sheets import Cell, Line, Sheet, Value


def on_form(draft: Draft, change: Callable[[Sheet, random.Random], tuple[Sheet, ...]]) -> Draft:
    """``change`` is applied to the first sheet that holds rows, once it is laid out; others may stand before it."""

    def edit(_: Draft, sheets: tuple[Sheet, ...], rng: random.Random) -> tuple[Sheet, ...]:
        place = next(i for i, sheet in enumerate(sheets) if any(line.key for line in sheet.lines))
        return (*sheets[:place], *change(sheets[place], rng), *sheets[place + 1 :])

    return draft.edited(edit)


def on_lines(draft: Draft, change: Callable[[Sheet, random.Random], tuple[Line, ...]]) -> Draft:
    """The same for a change of its lines alone."""
    return on_form(draft, lambda sheet, rng: (replace(sheet, lines=change(sheet, rng)),))


def first_row(sheet: Sheet) -> int:
    """The first line that holds a row of the form."""
    return next(i for i, line in enumerate(sheet.lines) if line.key)


def last_row(sheet: Sheet) -> int:
    """The last line that holds a row of the form."""
    return max(i for i, line in enumerate(sheet.lines) if line.key)


def breaks(sheet: Sheet) -> list[int]:
    """The lines before which something may be put without cutting a merged area."""
    inside = {row + down for row, _, cell in sheet.merges() for down in range(1, cell.down)}
    return [i for i in range(first_row(sheet) + 1, last_row(sheet) + 1) if i not in inside]


def text_line(*values: Value) -> Line:
    """A line of ``values`` from the first column on."""
    return Line(tuple(Cell(value) for value in values))


def header_of(draft: Draft, sheet: Sheet) -> int:
    """The line of ``sheet`` in which the header of ``draft`` begins."""
    return first_row(sheet) - len(header_lines(draft.columns))


def put_before(draft: Draft, lines: Callable[[Sheet], tuple[Line, ...]], share: float) -> Draft:
    """``lines`` stand before a ``share`` of the rows, at least before one."""

    def change(sheet: Sheet, rng: random.Random) -> tuple[Line, ...]:
        places = breaks(sheet)
        chosen = set(rng.sample(places, max(1, round(len(places) * share)))) if places else set()
        return tuple(
            new for i, line in enumerate(sheet.lines) for new in ((*lines(sheet), line) if i in chosen else (line,))
        )

    return on_lines(draft, change)

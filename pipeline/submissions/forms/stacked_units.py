"""Two units' rows one below the other under one header: each unit's are its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.submissions.files.grid import Grid
from pipeline.submissions.forms.labels import is_label, split_labels
from pipeline.submissions.forms.shares import PLAIN
from pipeline.submissions.forms.tables import FormTable, preface_of
from pipeline.vocabulary.text import compact

_MIN_HEADINGS = 3
_MAX_HEADING = 12  # characters of a heading that nobody knows


def split_at_units(table: FormTable) -> Iterator[FormTable]:
    """The table, cut where a line with another 填报单位 stands between its rows: a second unit wrote below the first."""
    above = (_unit_in_row(table.grid, row) for row in range(table.preface, table.header))
    unit, start = next(filter(None, above), ""), table
    for row in range(table.first, table.end):
        named = _unit_in_row(table.grid, row)
        if not named or named == unit:
            continue
        if unit and _has_rows(table, row + 1):
            top = preface_of(table.grid, row, start.first, frozenset())
            yield replace(start, end=top)
            start = _below_unit(table, top, row + 1)
        unit = named
    yield start


def _below_unit(table: FormTable, preface: int, first: int) -> FormTable:
    """The second unit's table, under the columns of the first; with none of them where strange headings stand above it."""
    below = replace(table, preface=preface, header=first, first=first, is_continuation=False)
    filled = next((row for row in range(first, table.end) if any(table.grid.texts[row])), first)
    texts = [text for text in table.grid.texts[filled] if text]
    number = table.grid.text(filled, table.columns.get("number_text", 0))
    is_header = (
        len(texts) >= _MIN_HEADINGS and max(map(len, texts)) <= _MAX_HEADING and not any(map(str.isdigit, number))
    )
    return replace(below, columns={}, header=filled, first=filled + 1, layout=PLAIN) if is_header else below


def _unit_in_row(grid: Grid, row: int) -> str:
    texts = grid.texts[row]
    if not is_label(compact(next(filter(None, texts), ""))):
        return ""
    labels = (split_labels(text) for text in texts if "单位" in text and is_label(compact(text)))
    return next((unit for label in labels if (unit := label.get("unit", ""))), "")


def _has_rows(table: FormTable, first: int) -> bool:
    """Whether something is written under the task's heading from row ``first`` on."""
    column = table.columns.get("task_text")
    rows = range(first, table.end)
    return column is not None and any(
        table.grid.text(r, column) and not is_label(compact(table.grid.text(r, column))) for r in rows
    )

"""Text tables → one grid: .csv, .tsv and what systems export under .xls."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.submissions.files.cells.widths import is_table, odd_rows, usual_width
from pipeline.submissions.files.decoding import decode_text
from pipeline.submissions.files.draft import Draft
from pipeline.submissions.files.grid import Grid, Hazard, HazardKind, UnreadableFileError
from pipeline.submissions.files.limits.budget import budget

_SEPARATORS = ",\t;|"
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)  # for Excel only: it is no row
_PROTECTED = re.compile(r'="(.*)"', re.DOTALL)  # ="001": how exporters keep leading zeros
_MAX_CELL = 1_000_000


def read_delimited(content: bytes) -> tuple[Grid, ...]:
    """The grid of a text table: encoding and separator told from the text; a row is a record, as Excel counts them."""
    text = decode_text(content)
    if text is None:
        raise UnreadableFileError("内容不是文字")
    named = _SEPARATOR_LINE.match(text)
    if named:
        text = text[named.end() :]
    lines = text.count("\n") + text.count("\r")
    if lines > budget().values:  # counted before they are made
        budget().spend(lines)
    records = _records(text, named[1]) if named else _best_records(text)
    draft = Draft()
    for row, record in enumerate(records.rows):
        for column, cell in enumerate(record):
            draft.put(row, column, _unprotected(cell))
    draft.hazards += _damage(records, text)
    return (draft.grid(""),)


@dataclass(frozen=True)
class _Records:
    """The rows of a text, and whether its quotes pair."""

    rows: list[list[str]]
    is_paired: bool


def _damage(records: _Records, text: str) -> Iterator[Hazard]:
    """Signs that something is missing: a quote, cells of a row where all others have as many, the end of the last line."""
    if not records.is_paired:
        yield Hazard(HazardKind.DAMAGED, None, "引号不成对")
    widths = {number: len(record) for number, record in enumerate(records.rows, 1)}
    odd = tuple(odd_rows(widths))
    yield from odd
    is_ended = text.endswith(("\n", "\r")) or "\r\n" not in text  # Excel and WPS end every line, and write it so
    if not is_ended and is_table(widths.values()) and len(widths) not in {one.row for one in odd}:
        yield Hazard(HazardKind.DAMAGED, len(widths), "最后一行没有写完的标记，可能缺少内容")


def _best_records(text: str) -> _Records:
    """The records by the separator under which most rows have the same number of cells."""
    return max((_records(text, separator) for separator in _SEPARATORS), key=_regularity)


def _regularity(records: _Records) -> tuple[int, int]:
    width, count = usual_width([len(row) for row in records.rows])
    return count, width


def _records(text: str, separator: str) -> _Records:
    """The records of ``text``; where its quotes do not pair, they are plain characters and every line is a record."""
    csv.field_size_limit(_MAX_CELL)
    for quoting in ({"strict": True}, {"quoting": csv.QUOTE_NONE}):
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, **quoting))
            return _Records(rows, "strict" in quoting)
        except csv.Error:
            continue
    raise UnreadableFileError("单元格内容过长")


def _unprotected(cell: str) -> str:
    found = _PROTECTED.fullmatch(cell)
    return found[1] if found else cell

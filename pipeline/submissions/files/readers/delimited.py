"""Text tables → one grid: .csv, .tsv and what systems export under .xls."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from pipeline.submissions.files.decoding import decode_text
from pipeline.submissions.files.draft import Draft
from pipeline.submissions.files.grid import Grid, Hazard, HazardKind, UnreadableFileError

_SEPARATORS = ",\t;|"
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)  # for Excel only: it is no row
_PROTECTED = re.compile(r'="(.*)"', re.DOTALL)  # ="001": how exporters keep leading zeros
_MAX_CELL = 1_000_000
_SAMPLE = 200


def read_delimited(content: bytes) -> tuple[Grid, ...]:
    """The grid of a text table: encoding and separator told from the text; a row is a record, as Excel counts them."""
    text = decode_text(content)
    if text is None:
        raise UnreadableFileError("内容不是文字")
    named = _SEPARATOR_LINE.match(text)
    if named:
        text = text[named.end() :]
    rows = _records(text, named[1]) if named else _best_records(text)
    draft = Draft()
    for row, record in enumerate(rows):
        for column, cell in enumerate(record):
            draft.put(row, column, _unprotected(cell))
        if any("\ufffd" in cell for cell in record):
            draft.hazards.append(Hazard(HazardKind.GARBLED, row + 1))
    return (draft.grid(""),)


def _best_records(text: str) -> list[list[str]]:
    """The records by the separator under which most rows have the same number of cells."""
    return max((_records(text, separator) for separator in _SEPARATORS), key=_regularity)


def _regularity(rows: list[list[str]]) -> tuple[int, int]:
    widths = Counter(len(row) for row in rows[:_SAMPLE] if len(row) > 1)
    if not widths:
        return 0, 0
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return count, width


def _records(text: str, separator: str) -> list[list[str]]:
    """The records of ``text``; where its quotes do not pair, they are plain characters and every line is a record."""
    csv.field_size_limit(_MAX_CELL)
    for quoting in ({"strict": True}, {"quoting": csv.QUOTE_NONE}):
        try:
            return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, **quoting))
        except csv.Error:
            continue
    raise UnreadableFileError("单元格内容过长")


def _unprotected(cell: str) -> str:
    found = _PROTECTED.fullmatch(cell)
    return found[1] if found else cell

"""Which parts of a cell are bold: 附件1 marks the lead department so (R1)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def bold_spans(cell: Any, written: str, text: str) -> tuple[tuple[int, int], ...]:
    """The bold spans of ``text``, which is ``written``, the text of the openpyxl ``cell``, with some characters left out."""
    flags = _bold_flags(cell, written)
    return _spans(written, text, flags) if any(flags) else ()


def _bold_flags(cell: Any, written: str) -> list[bool]:
    """Whether each character of the cell is bold: by the cell's font, or run by run where the text is mixed."""
    is_cell_bold = bool(cell.font and cell.font.b)
    if not isinstance(cell.value, list):  # openpyxl's CellRichText is a list of runs
        return [is_cell_bold] * len(written)
    flags: list[bool] = []
    for run in cell.value:
        font = getattr(run, "font", None)
        flags += [is_cell_bold if font is None else bool(font.b)] * len(str(run))
    return flags


def _spans(written: str, text: str, flags: Iterable[bool]) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    position = 0
    for char, is_bold in zip(written, flags, strict=True):
        if position == len(text) or char != text[position]:
            continue
        position += 1
        if not is_bold:
            continue
        if spans and spans[-1][1] == position - 1:
            spans[-1] = (spans[-1][0], position)
        else:
            spans.append((position - 1, position))
    return tuple(spans)

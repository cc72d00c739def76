"""Tables of a bulletin: fixed widths, a head that repeats, short rows that stay whole, their own line spacing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell

from pipeline.outputs.bulletins.paragraphs import TABLE_HEAD, TABLE_TEXT, add_run

PORTRAIT_MM = 156.0
LANDSCAPE_MM = 245.0
_WHOLE_LINES = 14  # a row of so many lines or fewer never breaks over two pages
_WHOLE_TABLE_LINES = 12
_PADDING_MM = 1.2

Pieces = tuple[tuple[str, bool], ...]
"""A cell's text in pieces, each with whether it is bold."""
CellText = str | Pieces


@dataclass(frozen=True)
class Group:
    """A row that spans the table and names what follows."""

    text: str


@dataclass(frozen=True)
class Layout:
    """Heads, relative widths and the columns whose short words stand in the middle."""

    heads: tuple[str, ...]
    widths: tuple[float, ...]
    centred: frozenset[int] = frozenset()
    measure_mm: float = PORTRAIT_MM
    size: float = TABLE_TEXT.size

    @property
    def widths_mm(self) -> tuple[float, ...]:
        return tuple(width * self.measure_mm / sum(self.widths) for width in self.widths)


def add_table(document: Document, layout: Layout, rows: Sequence[Sequence[CellText] | Group]) -> Table:
    """``rows`` stand below a head that repeats on every page; a Group row spans all columns."""
    table: Table = document.add_table(rows=len(rows) + 1, cols=len(layout.heads))
    _settle_shape(table, layout)
    head, *body = table.rows
    for cell, label in zip(head.cells, layout.heads, strict=True):
        _fill(cell, ((label, False),), layout, is_centred=True, is_head=True)
    _mark_row(head._tr, "w:cantSplit", "w:tblHeader")
    for line, content in zip(body, rows, strict=True):
        if isinstance(content, Group):
            cell = line.cells[0].merge(line.cells[-1])
            _fill(cell, ((content.text, False),), layout, is_centred=False, is_head=True)
            cell.paragraphs[0].paragraph_format.keep_with_next = True
            _mark_row(line._tr, "w:cantSplit")
            continue
        pieces = [_pieces(text) for text in content]
        for index, cell in enumerate(line.cells):
            _fill(cell, pieces[index], layout, is_centred=index in layout.centred)
        if _lines(pieces, layout) <= _WHOLE_LINES:
            _mark_row(line._tr, "w:cantSplit")
    if (
        sum(1 if isinstance(row, Group) else _lines([_pieces(text) for text in row], layout) for row in rows)
        <= _WHOLE_TABLE_LINES
    ):
        _keep_whole(table)
    return table


def _keep_whole(table: Table) -> None:
    """A small table moves to the next page rather than leave its last row there."""
    for row in table.rows[:-1]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _pieces(text: CellText) -> Pieces:
    return ((text, False),) if isinstance(text, str) else text


def _fill(cell: _Cell, pieces: Pieces, layout: Layout, *, is_centred: bool, is_head: bool = False) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if is_centred else WD_ALIGN_PARAGRAPH.LEFT
    spacing = paragraph.paragraph_format
    spacing.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    spacing.line_spacing = Pt(layout.size * 1.4)
    face = replace(TABLE_HEAD if is_head else TABLE_TEXT, size=layout.size)
    for text, is_bold in pieces:
        add_run(paragraph, text, replace(face, is_bold=is_bold))


def _lines(row: Sequence[Pieces], layout: Layout) -> int:
    """About how many lines the tallest cell takes."""
    tallest = 1
    for pieces, width in zip(row, layout.widths_mm, strict=True):
        room = max(1, int((width - 2 * _PADDING_MM) / (layout.size * 0.3528)))
        text = "".join(text for text, _ in pieces)
        tallest = max(tallest, sum(max(1, math.ceil(len(line) / room)) for line in text.split("\n")))
    return tallest


def _settle_shape(table: Table, layout: Layout) -> None:
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, layout.widths_mm, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, layout.widths_mm, strict=True):
            cell.width = Mm(width)
    properties = table._tbl.tblPr
    _set(properties, "w:tblW", {"type": "dxa", "w": str(round(layout.measure_mm * 56.7))})
    layout_element = properties.find(qn("w:tblLayout"))
    borders = _element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_element(f"w:{side}", {"val": "single", "sz": "4", "space": "0", "color": "000000"}))
    layout_element.addprevious(borders)
    margins = _element("w:tblCellMar")
    for side, millimetres in (("top", 0.5), ("left", _PADDING_MM), ("bottom", 0.5), ("right", _PADDING_MM)):
        margins.append(_element(f"w:{side}", {"w": str(round(millimetres * 56.7)), "type": "dxa"}))
    layout_element.addnext(margins)


def _mark_row(row: Any, *marks: str) -> None:
    properties = row.get_or_add_trPr()
    for mark in marks:
        properties.append(_element(mark))


def _set(parent: Any, tag: str, attributes: dict[str, str]) -> None:
    child = parent.find(qn(tag))
    for name, value in attributes.items():
        child.set(qn(f"w:{name}"), value)


def _element(tag: str, attributes: dict[str, str] | None = None) -> Any:
    element = OxmlElement(tag)
    for name, value in (attributes or {}).items():
        element.set(qn(f"w:{name}"), value)
    return element

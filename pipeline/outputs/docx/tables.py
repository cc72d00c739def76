"""Tables of a bulletin as XML: fixed widths, a head that repeats, short rows that stay whole, merged cells (R20).

Built in code, because a template cannot merge cells downwards in a loop and 109 rows must be quick.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.outputs.docx.markup import MILLIMETRE, Face, exact_line, paragraph, run

_HEAD = Face("黑体", 10.5)
_TEXT = Face("仿宋", 10.5)
PORTRAIT_MM = 156.0
LANDSCAPE_MM = 225.0
_WHOLE_LINES = 14  # a row of so many lines or fewer never breaks over two pages
_WHOLE_TABLE_LINES = 12
_SILENT = ("—", "")
_PADDING_MM = 1.2
_SPARE = 0.4  # of a character: room that no further one fits in

Pieces = tuple[tuple[str, bool], ...]
"""A cell's text in pieces, each with whether it is bold."""
CellText = str | Pieces


@dataclass(frozen=True)
class Group:
    """A row that spans the table and names what follows."""

    text: str


@dataclass(frozen=True)
class Layout:
    """Heads, relative widths, the columns whose words stand in the middle, those whose equal cells are merged."""

    heads: tuple[str, ...]
    widths: tuple[float, ...]
    centred: frozenset[int] = frozenset()
    measure_mm: float = PORTRAIT_MM
    size: float = _TEXT.size
    merged: frozenset[int] = frozenset()

    @property
    def widths_mm(self) -> tuple[float, ...]:
        """The widths of the columns in millimetres."""
        return tuple(width * self.measure_mm / sum(self.widths) for width in self.widths)

    @property
    def twips(self) -> tuple[int, ...]:
        """The widths of the columns in twips."""
        return tuple(round(width * MILLIMETRE) for width in self.widths_mm)

    def without(self, *columns: int) -> Layout:
        """The same table without some columns, such as 存在问题 in the public edition (R24)."""
        left = [place for place in range(len(self.heads)) if place not in columns]
        return replace(
            self,
            heads=tuple(self.heads[place] for place in left),
            widths=tuple(self.widths[place] for place in left),
            centred=frozenset(now for now, place in enumerate(left) if place in self.centred),
            merged=frozenset(now for now, place in enumerate(left) if place in self.merged),
        )


def telling_columns(layout: Layout, rows: Sequence[Sequence[CellText]]) -> tuple[Layout, list[tuple[CellText, ...]]]:
    """The table without the columns in which no row says anything: a column of dashes only takes room from the others."""
    silent = [place for place in range(len(layout.heads)) if rows and all(row[place] in _SILENT for row in rows)]
    kept = [tuple(cell for place, cell in enumerate(row) if place not in silent) for row in rows]
    return layout.without(*silent), kept


def table_xml(layout: Layout, rows: Sequence[Sequence[CellText] | Group]) -> str:
    """``rows`` below a head that repeats on every page; a Group row spans all columns. A row for nothing says so."""
    pieces = [row if isinstance(row, Group) else [_pieces(text) for text in row] for row in rows or [Group("无")]]
    is_small = sum(_lines(row, layout) for row in pieces) <= _WHOLE_TABLE_LINES
    head = _row([((label, False),) for label in layout.heads], layout, is_head=True, is_kept=True)
    body = "".join(_body_row(layout, pieces, index, is_small) for index in range(len(pieces)))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in layout.twips)
    return f"<w:tbl>{_properties(layout)}<w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>"


def _body_row(layout: Layout, rows: Sequence[list[Pieces] | Group], index: int, is_small: bool) -> str:
    """A row as it stands among the others: a small table stays whole, equal cells of merged columns become one."""
    row, is_last = rows[index], index + 1 == len(rows)
    if isinstance(row, Group):
        return _group_row(row, layout, is_kept=len(rows) > 1)
    before, after = rows[index - 1] if index else None, None if is_last else rows[index + 1]
    merges = {column: _merge(column, row, before, after) for column in layout.merged}
    is_whole = _lines(row, layout) <= _WHOLE_LINES
    return _row(row, layout, is_kept=is_small and not is_last, is_whole=is_whole, merges=merges)


def _merge(
    column: int, row: list[Pieces], before: list[Pieces] | Group | None, after: list[Pieces] | Group | None
) -> str:
    if isinstance(before, list) and before[column] == row[column]:
        return "<w:vMerge/>"
    if isinstance(after, list) and after[column] == row[column]:
        return '<w:vMerge w:val="restart"/>'
    return ""


def _pieces(text: CellText) -> Pieces:
    return ((text, False),) if isinstance(text, str) else text


def _row(
    cells: Sequence[Pieces],
    layout: Layout,
    *,
    is_head: bool = False,
    is_kept: bool = False,
    is_whole: bool = True,
    merges: dict[int, str] | None = None,
) -> str:
    marks = ("<w:cantSplit/>" if is_whole else "") + ("<w:tblHeader/>" if is_head else "")
    filled = "".join(
        _cell(
            pieces, layout, width, is_head or index in layout.centred, is_head, is_kept, (merges or {}).get(index, "")
        )
        for index, (pieces, width) in enumerate(zip(cells, layout.twips, strict=True))
    )
    return f"<w:tr><w:trPr>{marks}</w:trPr>{filled}</w:tr>"


def _group_row(group: Group, layout: Layout, *, is_kept: bool) -> str:
    span = f'<w:gridSpan w:val="{len(layout.heads)}"/>'
    cell = _cell(((group.text, False),), layout, sum(layout.twips), False, True, is_kept, span)
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell}</w:tr>"


def _cell(
    pieces: Pieces, layout: Layout, width: int, is_centred: bool, is_head: bool, is_kept: bool, merge: str
) -> str:
    face = replace(_HEAD if is_head else _TEXT, size=layout.size)
    is_continued = merge == "<w:vMerge/>"
    runs = "" if is_continued else "".join(run(text, replace(face, is_bold=is_bold)) for text, is_bold in pieces)
    sides = _even_sides(pieces[0][0], width, layout.size) if is_head and is_centred else 0
    shape = (
        ("<w:keepNext/>" if is_kept else "")
        + '<w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        + exact_line(layout.size * 1.4)
        + f'<w:ind w:left="{sides}" w:right="{sides}" w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="{"center" if is_centred else "left"}"/>'
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merge}<w:vAlign w:val="center"/></w:tcPr>'
        f"{paragraph(runs, '', shape)}</w:tc>"
    )


def _even_sides(label: str, width: int, size: float) -> int:
    """Twips left and right of a head that takes several lines, so that they are alike: 应报／事项, never 应报事／项."""
    character, space = size * 20, width - 2 * _PADDING_MM * MILLIMETRE
    lines = math.ceil(len(label) / max(1, int(space / character)))
    needed = (math.ceil(len(label) / lines) + _SPARE) * character if lines > 1 else space
    return max(0, int((space - needed) / 2))


def _lines(row: Sequence[Pieces] | Group, layout: Layout) -> int:
    """About how many lines the tallest cell takes."""
    if isinstance(row, Group):
        return 1
    tallest = 1
    for pieces, width in zip(row, layout.widths_mm, strict=True):
        room = max(1, int((width - 2 * _PADDING_MM) / (layout.size * 0.3528)))
        text = "".join(text for text, _ in pieces)
        tallest = max(tallest, sum(max(1, math.ceil(len(line) / room)) for line in text.split("\n")))
    return tallest


def _properties(layout: Layout) -> str:
    rule = '<w:{} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    rules = "".join(rule.format(side) for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    sides = zip(("top", "left", "bottom", "right"), (0.5, _PADDING_MM, 0.5, _PADDING_MM), strict=True)
    margins = "".join(f'<w:{side} w:w="{round(mm * MILLIMETRE)}" w:type="dxa"/>' for side, mm in sides)
    return (
        f'<w:tblPr><w:tblW w:w="{sum(layout.twips)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{rules}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
    )

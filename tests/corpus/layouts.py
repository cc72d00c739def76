"""A draft laid out as lines: title, unit and day, header, body, signing line."""

from __future__ import annotations

from itertools import groupby

from corpus.forms import Column, Draft, Row
from corpus.sheets import Cell, Line, Sheet, Value, shown

_ANNEX_MARK = {False: "附件4", True: "附件3"}


def lay_out(draft: Draft) -> Sheet:
    """The sheet of ``draft`` before its edits: everything where the notice's form has it."""
    width = len(draft.columns)
    head = [Line((Cell(_ANNEX_MARK[draft.real_period.is_plan]),)), Line((Cell(draft.title, across=width),))]
    if draft.month_line is not None:
        head.append(Line((Cell(draft.month_line, across=width),)))
    head += _HEADS[draft.head](draft, width)
    return Sheet(draft.sheet, (*head, *header_lines(draft.columns), *body_lines(draft), signing_line(width)))


def header_lines(columns: tuple[Column, ...]) -> list[Line]:
    """One line of headings, or two where some of them stand under a group."""
    if not any(column.group for column in columns):
        return [Line(tuple(Cell(column.heading) for column in columns))]
    upper: list[Cell] = []
    for group, run in groupby(columns, key=lambda column: column.group):
        members = list(run)
        if group:
            upper += [Cell(group, across=len(members)), *(Cell() for _ in members[1:])]
        else:
            upper += [Cell(column.heading, down=2) for column in members]
    return [Line(tuple(upper)), Line(tuple(Cell(c.heading) if c.group else Cell() for c in columns))]


def body_lines(draft: Draft) -> list[Line]:
    """A line for every row; cells that a row shares with the one above are merged with it."""
    return [
        Line(tuple(_cell(draft.rows, index, column.field) for column in draft.columns), row.key)
        for index, row in enumerate(draft.rows)
    ]


def signing_line(width: int) -> Line:
    """填报人, 联系电话, 负责人签字 in one line."""
    cells = [Cell() for _ in range(max(width, 6))]
    cells[0], cells[2], cells[4] = Cell("填报人：王敏"), Cell("联系电话：82071234"), Cell("负责人签字：陈志远")
    return Line(tuple(cells))


def value_of(row: Row, name: str) -> Value:
    """What ``row`` has in the column of the field ``name``."""
    if name == "number_text":
        return row.number
    if name == "task_text":
        return row.task_text
    return row.answers.get(name)


def _is_shared(row: Row, name: str) -> bool:
    return (row.is_continued and name in ("number_text", "task_text")) or name in row.shared


def _cell(rows: tuple[Row, ...], index: int, name: str) -> Cell:
    if _is_shared(rows[index], name):
        return Cell()
    down = 1
    while index + down < len(rows) and _is_shared(rows[index + down], name):
        down += 1
    return Cell(value_of(rows[index], name), down=down)


def _merged(draft: Draft, width: int) -> list[Line]:
    """Unit and day each with their label in one merged cell."""
    left = Cell(f"{draft.unit_label}{draft.unit_text}", across=3)
    right = Cell(f"{draft.reported_label}{shown(draft.reported)}", across=max(width - 4, 1))
    return [Line((left, Cell(), Cell(), Cell(), right))]


def _one_cell(draft: Draft, width: int) -> list[Line]:
    """Unit and day in a single cell over the whole width."""
    gap = " " * 20
    written = f"{draft.unit_label}{draft.unit_text}{gap}{draft.reported_label}{shown(draft.reported)}"
    return [Line((Cell(written, across=width),))]


def _beside(draft: Draft, width: int) -> list[Line]:
    """The label in one cell, what is written in the next."""
    cells = (Cell(draft.unit_label), Cell(draft.unit_text), Cell(), Cell(draft.reported_label), Cell(draft.reported))
    return [Line(cells)]


def _beside_merged(draft: Draft, width: int) -> list[Line]:
    """The label merged over two columns, what is written merged over the next two."""
    cells = (
        Cell(draft.unit_label, across=2),
        Cell(),
        Cell(draft.unit_text, across=2),
        Cell(),
        Cell(draft.reported_label),
        Cell(draft.reported),
    )
    return [Line(cells)]


def _gap(draft: Draft, width: int) -> list[Line]:
    """An empty cell between the label and what is written."""
    cells = (
        Cell(draft.unit_label),
        Cell(),
        Cell(draft.unit_text),
        Cell(),
        Cell(draft.reported_label),
        Cell(),
        Cell(draft.reported),
    )
    return [Line(cells)]


def _below(draft: Draft, width: int) -> list[Line]:
    """The labels in one line, what is written in the next."""
    labels = (Cell(draft.unit_label.strip("：")), Cell(), Cell(), Cell(draft.reported_label.strip("：")))
    return [Line(labels), Line((Cell(draft.unit_text), Cell(), Cell(), Cell(draft.reported)))]


def _two_lines(draft: Draft, width: int) -> list[Line]:
    """Unit and day one under the other."""
    return [
        Line((Cell(f"{draft.unit_label}{draft.unit_text}", across=width),)),
        Line((Cell(f"{draft.reported_label}{shown(draft.reported)}", across=width),)),
    ]


def _line_break(draft: Draft, width: int) -> list[Line]:
    """Unit and day in one cell, parted by a line break."""
    written = f"{draft.unit_label}{draft.unit_text}\n{draft.reported_label}{shown(draft.reported)}"
    return [Line((Cell(written, across=width),))]


def _three_labels(draft: Draft, width: int) -> list[Line]:
    """Unit, who filled it in, telephone and day in a single cell."""
    who = "填报人：王敏   联系电话：82071234"
    written = f"{draft.unit_label}{draft.unit_text}   {who}   {draft.reported_label}{shown(draft.reported)}"
    return [Line((Cell(written, across=width),))]


def _bare(draft: Draft, width: int) -> list[Line]:
    """The unit and the day without any label."""
    return [Line((Cell(draft.unit_text, across=3), Cell(), Cell(), Cell(), Cell(draft.reported)))]


def _nothing(draft: Draft, width: int) -> list[Line]:
    """No line for unit and day at all."""
    return []


_HEADS = {
    "merged": _merged,
    "one_cell": _one_cell,
    "beside": _beside,
    "beside_merged": _beside_merged,
    "gap": _gap,
    "below": _below,
    "two_lines": _two_lines,
    "line_break": _line_break,
    "three_labels": _three_labels,
    "bare": _bare,
    "none": _nothing,
}
HEADS = tuple(_HEADS)

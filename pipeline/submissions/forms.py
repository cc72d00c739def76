"""A located table → a form: who filled it in, when, for which month, and its rows as written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from pipeline.submissions.grids import Value
from pipeline.submissions.tables import Table
from pipeline.vocabulary.terms import FormKind
from pipeline.vocabulary.text import compact, parse_date

_LABELS = {
    "unit": re.compile(r"(填报|报送|上报|责任)(单位|部门)(（盖章）|\(盖章\))?"),
    "reported": re.compile(r"(填报|报送|上报|填表)(时间|日期)"),
    "filler": re.compile(r"(填报|填表|经办|联系)人"),
    "phone": re.compile(r"(联系)?(电话|方式)"),
    "signer": re.compile(r"(单位)?(主要)?负责人[（(]?(签字|签名|签章)[）)]?"),
}
_ANY_LABEL = re.compile("(?:" + "|".join(f"(?:{pattern.pattern})" for pattern in _LABELS.values()) + ")(?:[:：]|$)")
_FURNITURE = re.compile(
    r"(注|备注|说明|填表说明|填报说明)[:：]|(合计|总计|小计)[:：]?$|（?以下空白）?$|（?此页无正文）?$"
)


@dataclass(frozen=True)
class FormRow:
    """One data row as written. ``row`` as Excel shows it; ``values`` by field name, blanks left out.

    ``is_continued`` says that the task cell is part of a merged area that began in a row above (R11).
    """

    row: int
    values: dict[str, str]
    is_continued: bool = False

    def text(self, name: str) -> str:
        return self.values.get(name, "")


@dataclass(frozen=True)
class Form:
    """One table of one sheet, before anybody is matched."""

    kind: FormKind
    sheet: str
    title: str
    unit_text: str
    reported_text: str
    reported_date: date | None
    rows: tuple[FormRow, ...]
    unnamed_fields: tuple[str, ...] = field(default=())

    @property
    def is_signed(self) -> bool:
        """Whether 填报人, 联系电话 and 负责人签字 are all filled in."""
        return not self.unnamed_fields


def read_form(table: Table, year: int) -> Form:
    """The form in ``table``; ``year`` completes a 填报时间 written without one."""
    labelled = _labelled_values(table)
    title = "\n".join(_title_texts(table))
    reported = labelled.get("reported", "")
    return Form(
        kind=table.layout.kind,
        sheet=table.grid.sheet,
        title=title,
        unit_text=str(labelled.get("unit", "")).strip(),
        reported_text=str(reported),
        reported_date=parse_date(reported, year),
        rows=tuple(_rows(table)),
        unnamed_fields=tuple(name for name in ("filler", "phone", "signer") if not labelled.get(name)),
    )


def _rows(table: Table) -> Iterator[FormRow]:
    grid = table.grid
    task_column = table.columns["task_text"]
    for row in range(table.first, table.end):
        values = {name: text for name, column in table.columns.items() if (text := grid.text(row, column))}
        own = {name for name, column in table.columns.items() if name in values and (row, column) not in grid.filled}
        if not own or _is_furniture(table, row):
            continue
        if own <= {"number_text"}:  # the notice's blank rows are numbered beforehand
            continue
        yield FormRow(
            row + 1,
            values,
            (row, task_column) in grid.filled and grid.value(row, task_column) == grid.value(row - 1, task_column),
        )


def _is_furniture(table: Table, row: int) -> bool:
    """Whether a row is the form's footer, a note or a total rather than somebody's words."""
    grid = table.grid
    texts = [grid.text(row, column) for column in range(len(grid.cells[row])) if (row, column) not in grid.filled]
    written = [compact(text) for text in texts if text]
    return bool(written) and bool(_ANY_LABEL.match(written[0]) or _FURNITURE.match(written[0]))


def _title_texts(table: Table) -> Iterator[str]:
    """Texts above the header that are no labels, in order."""
    for row, column in _outside_cells(table):
        text = table.grid.text(row, column)
        if row < table.header and not _ANY_LABEL.search(compact(text)):
            yield text


def _labelled_values(table: Table) -> dict[str, Value]:
    """What stands at each label above the header or below the rows: in the same cell, else to its right, else below."""
    found: dict[str, Value] = {}
    for row, column in _outside_cells(table):
        text = table.grid.text(row, column)
        for name, value in _split_labels(text).items():
            if name not in found or not found[name]:
                found[name] = value or _beside(table, row, column)
    return found


def _split_labels(text: str) -> dict[str, str]:
    """``填报单位：区教体局　填报时间：4月6日`` → {'unit': '区教体局', 'reported': '4月6日'}."""
    squeezed = re.sub(r"(?<=[\u4e00-\u9fff])[ \u3000\xa0]+(?=[\u4e00-\u9fff])", "", text)
    starts = sorted(
        (match.start(), match.end(), name)
        for name, pattern in _LABELS.items()
        for match in re.finditer(rf"(?:{pattern.pattern})\s*[:：]", squeezed)
    )
    if not starts:
        bare = compact(text)
        return {name: "" for name, pattern in _LABELS.items() if pattern.fullmatch(bare)}
    ends = [start for start, _, _ in starts[1:]] + [len(squeezed)]
    return {name: squeezed[end:stop].strip(" \t\n\u3000:：") for (_, end, name), stop in zip(starts, ends, strict=True)}


def _beside(table: Table, row: int, column: int) -> Value:
    grid = table.grid
    label = grid.value(row, column)
    for right in range(column + 1, len(grid.cells[row])):
        value = grid.value(row, right)
        if value != "" and value != label:
            return "" if isinstance(value, str) and _ANY_LABEL.match(compact(value)) else value
    is_outside = not table.header <= row + 1 < table.end
    below = grid.value(row + 1, column) if is_outside else ""
    return "" if isinstance(below, str) and _ANY_LABEL.match(compact(below)) else below


def _outside_cells(table: Table) -> Iterator[tuple[int, int]]:
    """The written cells that hold labels or titles: above the header, and rows below it that begin with a label."""
    grid = table.grid
    for row in range(table.preface, table.end):
        if table.header <= row < table.first or (row >= table.first and not _is_furniture(table, row)):
            continue
        for column in range(len(grid.cells[row])):
            if (row, column) not in grid.filled and grid.text(row, column):
                yield row, column

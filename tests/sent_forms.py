"""Forms as the office sends them out, and what its units do to them before they come back: what the tests of marks share."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl

from pipeline.config import load_settings
from pipeline.master.tasks import Task, load_tasks
from pipeline.master.unit_sheets import load_units
from pipeline.outputs.forms.unit_forms import Collection, write_unit_forms
from pipeline.submissions.arrival import ArrivalDays
from pipeline.submissions.matching.references import References
from pipeline.submissions.matching.submission import FileReading, Submission
from pipeline.submissions.read_file import read_file

PROJECT = Path(__file__).resolve().parents[1]
OFFICE = load_settings(PROJECT).office.name
CIVIL, FINANCE, EMERGENCY = "区民政局", "区财政局", "区应急局"
NUMBER, TEXT, PROGRESS, PROBLEMS, NEXT, MET, MARK = 1, 2, 4, 5, 6, 7, 8


@cache
def references() -> References:
    """The shipped master tables; it is May 2022."""
    settings = load_settings(PROJECT)
    directory = load_units(PROJECT / "master" / "单位名录.xlsx")
    tasks = load_tasks(PROJECT / "master" / "责任分解表.xlsx", directory)
    return References(settings, directory, tasks, days=ArrivalDays(today=date(2022, 5, 9), year=2022))


def tasks_of(unit: str) -> tuple[Task, ...]:
    return references().tasks_of(unit)


def write_forms(folder: Path, unit: str, office: str = OFFICE, month: int = 4) -> Path:
    """The form of one month that goes out to ``unit``."""
    collection = Collection(2022, month, {}, office)
    written = write_unit_forms(folder, tasks_of(unit), collection, date(2022, 4, 20))
    [path] = (path for path in written if path.parent.name == unit and path.name.startswith("附件4"))
    return path


@dataclass
class Sheet:
    """A form opened in a spreadsheet program. Rows are known by the task that stood there when it was sent out."""

    book: Any

    @classmethod
    def open(cls, path: Path) -> Sheet:
        return cls(openpyxl.load_workbook(path))

    @property
    def cells(self) -> Any:
        return self.book.active

    @property
    def rows(self) -> dict[str, int]:
        """Task id → row, in the order of the form."""
        numbers = ((row, str(self.cells.cell(row, NUMBER).value or "")) for row in range(1, self.cells.max_row + 1))
        return {number: row for row, number in numbers if number.startswith(("任务", "实事"))}

    def fill(self) -> Sheet:
        """Every task has its own words, as a clerk would write them."""
        for task_id, row in self.rows.items():
            for column, words in (
                (PROGRESS, f"{task_id}已办12件。"),
                (PROBLEMS, "无"),
                (NEXT, "继续办理。"),
                (MET, "是"),
            ):
                self.cells.cell(row, column).value = words
        return self

    def head(self, label: str) -> Any:
        """The cell above or below the table that begins with ``label``."""
        return next(c for line in self.cells.iter_rows() for c in line if str(c.value or "").startswith(label))

    def clear(self, *columns: int) -> Sheet:
        """Nothing is left in these columns of the rows."""
        for row in self.rows.values() if NUMBER not in columns else list(self.rows.values()):
            for column in columns:
                self.cells.cell(row, column).value = None
        return self

    def renumber(self) -> Sheet:
        """The rows count 1, 2, 3."""
        for number, row in enumerate(self.rows.values(), 1):
            self.cells.cell(row, NUMBER).value = number
        return self

    def reorder(self, change: Callable[[list[int]], list[int]], last: int = MARK) -> Sheet:
        """The rows stand in another order, as far as the column ``last``."""
        rows = list(self.rows.values())
        held = {row: [self.cells.cell(row, column).value for column in range(1, last + 1)] for row in rows}
        for row, source in zip(rows, change(rows), strict=True):
            for column, value in enumerate(held[source], 1):
                self.cells.cell(row, column).value = value
        return self

    def nameless(self) -> Sheet:
        """Nothing that one sees says whose it is, or of which month."""
        self.head("填报单位").value = "填报单位："
        self.head("（4月）").value = "（　月）"
        return self

    def saved(self) -> bytes:
        stream = io.BytesIO()
        self.book.save(stream)
        return stream.getvalue()


def read(content: bytes, name: str = "报表") -> FileReading:
    """What the file says; it lies in a folder that says nothing."""
    suffix = "xlsx"
    [(_, _, reading)] = read_file(f"{name}.{suffix}", (name, "收件"), content, references())
    return reading


def read_form(content: bytes, name: str = "报表") -> Submission:
    [form] = read(content, name).submissions
    return form


def told(form: Submission) -> dict[str, str]:
    """Task id → 完成情况, of the rows that are settled."""
    return {record.task_id: record.row.text("progress") for record in form.records if record.task_id}


def expected(unit: str) -> dict[str, str]:
    """What a form filled in by ``Sheet.fill`` says of the unit's tasks."""
    return {task.task_id: f"{task.task_id}已办12件。" for task in tasks_of(unit)}

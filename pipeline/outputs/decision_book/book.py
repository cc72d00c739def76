"""master/人工认定.xlsx, the one file that people and pipeline both write: laid out, refreshed, never at a person's cost."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType

from pipeline.decisions.contents import ALL_SHEETS, GUIDE, GUIDE_SHEET, SHEETS, read_book
from pipeline.decisions.memory import recall_rows
from pipeline.decisions.plan import SheetPlan, Tell, plan_sheet
from pipeline.decisions.sheet import DecisionSheet
from pipeline.decisions.sheet_edits import edit_book
from pipeline.keeping.files import swap_unless_changed
from pipeline.keeping.originals import keep_decision_book
from pipeline.keeping.register import Register
from pipeline.master.workbook import cell_text, column_letter
from pipeline.outputs.xlsx.layout import A4_LANDSCAPE, row_height, set_page
from pipeline.outputs.xlsx.theme import WARNING_FILL, Style, boxed, headed, style_maker
from pipeline.outputs.xlsx.workbook import Workbook, Worksheet, write_cell, write_workbook
from pipeline.vocabulary.errors import MasterError

_SPARE_ROWS = 2000
_LOCKS = ("~${name}", ".~{name}", ".~lock.{name}#")  # Excel, WPS, LibreOffice
Rows = Mapping[str, Sequence[Sequence[object]]]


@dataclass(frozen=True)
class Refresh:
    """What became of the workbook: ``left_alone`` says in words why it was not written, '' where it could be.

    ``waiting`` counts, sheet by sheet, the rows that wait for a person.
    """

    path: Path
    is_written: bool = False
    left_alone: str = ""
    added: int = 0
    restored: int = 0
    dropped: int = 0
    waiting: Mapping[str, int] = field(default_factory=dict)


def write_decision_workbook(path: Path, day: date, rows: Rows | None = None) -> Path:
    """A new workbook: every sheet with its columns, drop-downs where the answer is one of a few, and ``rows`` if given."""

    def build(book: Workbook) -> None:
        style = style_maker(book)
        for sheet in ALL_SHEETS:
            _lay_out(book.add_worksheet(sheet.name), style, sheet, (rows or {}).get(sheet.name, ()))
        guide = book.add_worksheet(GUIDE_SHEET)
        guide.set_column(0, 0, 110)
        set_page(guide, A4_LANDSCAPE)
        for number, line in enumerate(GUIDE):
            guide.set_row(number, row_height([(line, 110)]))
            guide.write_string(number, 0, line, style(**headed()) if number == 0 else style(text_wrap=True))

    return write_workbook(path, day, build)


def refresh_decision_workbook(
    path: Path,
    day: date,
    pending: Rows,
    register: Register,
    archive: Path,
    tell: Mapping[str, Tell] = MappingProxyType({}),
) -> Refresh:
    """The workbook holds the ``pending`` rows of each sheet named there, and every decision it had lost.

    A person's rows stay as typed; where nothing changes the file is not touched. Before it changes, a dated copy lies in
    archive/人工认定备份/. ``tell``: sheet → what the pipeline's own columns say of a person's row. Open in Excel, changed in between or unreadable, it is left alone: what is pending comes next time.
    """
    if _is_open(path):
        return Refresh(path, left_alone=_OPEN.format(name=path.name))
    try:
        plan = _plan(path, day, pending, register, tell)
    except PermissionError:
        return Refresh(path, left_alone=_SHUT.format(name=path.name))
    except MasterError as error:
        return Refresh(path, left_alone=str(error))
    return _rewrite(plan, day, register, archive) if plan.changes_something else plan.outcome(is_written=False)


_OPEN = (
    "{name} 正在 Excel 或 WPS 中打开，本次没有改动，待认定事项下次运行时写入；请保存并关闭后重新运行。"
    "确已关闭仍有此提示的，请删除 master 文件夹中以“~$”或“.~”开头的同名临时文件。"
)
_SHUT = "{name} 被其他程序占用，本次读不到，按以前登记的认定运行；请关闭打开它的 Excel 或 WPS 窗口后重新运行。"
_CHANGED = "{name} 在运行期间被保存或打开，以您保存的内容为准，本次没有改动；待认定事项下次运行时写入。"


@dataclass(frozen=True)
class _BookPlan:
    """What becomes of the workbook: ``before`` are its bytes (None: no file), ``content`` those that are edited."""

    path: Path
    before: bytes | None
    content: bytes
    sheets: Mapping[str, SheetPlan]
    is_complete: bool

    @property
    def changes_something(self) -> bool:
        is_lacking = self.before is None or not self.is_complete
        return is_lacking or any(plan.edit.changes_something for plan in self.sheets.values())

    def outcome(self, *, is_written: bool) -> Refresh:
        plans = self.sheets.values()
        return Refresh(
            self.path,
            is_written,
            added=sum(plan.added for plan in plans),
            restored=sum(plan.restored for plan in plans),
            dropped=sum(len(plan.edit.dropped) for plan in plans),
            waiting={
                sheet.name: len(asked) for sheet in SHEETS if sheet.answer and (asked := self.sheets[sheet.name].asked)
            },
        )


def _plan(path: Path, day: date, pending: Rows, register: Register, tell: Mapping[str, Tell]) -> _BookPlan:
    """What ``pending`` rows and lost decisions make of the workbook as it is, or of a blank one."""
    before = path.read_bytes() if path.exists() else None
    content = before if before is not None else _blank(day)
    read, is_complete = read_book(path, content)
    kept, asked = register.kept_decisions(), register.asked_rows()
    plans = {}
    for sheet in ALL_SHEETS:
        rows, _ = recall_rows(sheet, read[sheet.name], [one for one in kept if one.sheet == sheet.name])
        own = {key: cells for (name, key), cells in asked.items() if name == sheet.name}
        plans[sheet.name] = plan_sheet(sheet, rows, pending.get(sheet.name), own, tell.get(sheet.name))
    return _BookPlan(path, before, content, plans, is_complete)


def _rewrite(plan: _BookPlan, day: date, register: Register, archive: Path) -> Refresh:
    """The plan is carried out, unless a person has opened or saved the workbook meanwhile."""
    path = plan.path
    if plan.before is not None:
        keep_decision_book(archive, plan.before, day)
    edits = [one.edit for one in plan.sheets.values()]
    new = edit_book(path, plan.content, edits, day, {GUIDE_SHEET: GUIDE}, row_height)
    if _is_open(path) or not swap_unless_changed(path, new, plan.before):
        return Refresh(path, left_alone=_CHANGED.format(name=path.name))
    register.record_asked({(name, key): cells for name, one in plan.sheets.items() for key, cells in one.asked.items()})
    register.record_marked((name, key) for name, one in plan.sheets.items() for key in one.keys)
    return plan.outcome(is_written=True)


def _is_open(path: Path) -> bool:
    return any(path.with_name(lock.format(name=path.name)).exists() for lock in _LOCKS)


def _blank(day: date) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return write_decision_workbook(Path(folder) / "人工认定.xlsx", day).read_bytes()


def _lay_out(sheet: Worksheet, style: Style, table: DecisionSheet, rows: Sequence[Sequence[object]]) -> None:
    """Header, widths, drop-downs, print set-up and ``rows``; the cell that waits for an answer is tinted."""
    header = style(**headed())
    formats = [style(text_wrap=True, num_format=column.shown) for column in table.columns.values()]
    for index, column in enumerate(table.columns.values()):
        sheet.set_column(index, index, column.width, formats[index])
        sheet.write_string(0, index, column.label, header)
        if column.choices:
            rule = {"validate": "list", "source": list(column.choices), "error_type": "warning"}
            sheet.data_validation(1, index, _SPARE_ROWS, index, rule)
    sheet.set_row(0, 24)
    sheet.freeze_panes(1, 0)
    set_page(sheet, A4_LANDSCAPE, header_row=0)
    sheet.hide_gridlines(0)
    _tint_open_answers(sheet, style, table)
    widths = [column.width for column in table.columns.values()]
    for number, row in enumerate(rows, 1):
        sheet.set_row(number, row_height(zip(map(cell_text, row), widths, strict=False)))
        for index, value in enumerate(row):
            write_cell(sheet, number, index, value, formats[index])


def _tint_open_answers(sheet: Worksheet, style: Style, table: DecisionSheet) -> None:
    """An answer that a pending row waits for."""
    columns = list(table.columns.values())
    asked = [number for number, column in enumerate(columns) if column.is_asked and column.is_key]
    answers = [number for number, column in enumerate(columns) if column.decides]
    if not asked or not answers:
        return
    criteria = f'=AND(${column_letter(asked[0])}2<>"",${column_letter(answers[0])}2="")'
    tint = style(**boxed(bg_color=WARNING_FILL))
    rule = {"type": "formula", "criteria": criteria, "format": tint}
    sheet.conditional_format(1, answers[0], _SPARE_ROWS, answers[0], rule)

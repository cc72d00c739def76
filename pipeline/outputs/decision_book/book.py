"""master/人工认定.xlsx, the one file that people and pipeline both write: laid out, refreshed, never at a person's cost."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pipeline.decisions.memory import recall_rows
from pipeline.decisions.plan import SheetPlan, plan_sheet
from pipeline.decisions.sheet_edits import edit_book
from pipeline.decisions.sheets import ALIASES, GUIDE, GUIDE_SHEET, SHEETS, WITHDRAWN, DecisionSheet, read_book
from pipeline.keeping.files import swap_unless_changed
from pipeline.keeping.originals import keep_decision_book
from pipeline.keeping.register import Register
from pipeline.master.workbook import column_letter
from pipeline.outputs.xlsx.layout import A4_LANDSCAPE, row_height, set_page
from pipeline.outputs.xlsx.theme import WARNING_FILL, Style, boxed, headed, style_maker
from pipeline.outputs.xlsx.workbook import Workbook, Worksheet, write_cell, write_workbook
from pipeline.vocabulary.errors import MasterError

_WIDTHS = (  # by the first word that the label ends with
    *((word, 26.0) for word in ("来源文件", "原文", "依据", "理由", "证据", "原值", "更正值", "别名", "自报")),
    *((word, 26.0) for word in ("标题", "说明", "事由", "备注")),
    *((word, 40.0) for word in ("候选", "情况", "问题")),
    *((word, 11.5) for word in ("日期", "延期至", "编号")),
    *((word, 7.0) for word in ("类型", "行号", "表种", "确认")),
    *((word, 9.0) for word in ("人", "期间", "工作表", "结果")),
    ("单位", 20.0),
)
_OTHER_WIDTH = 18.0
_TEXT_COLUMNS = frozenset(("期间", "申报期间", "起始期间", "截止期间", "文号或期号"))  # else Excel makes 2022-03 a day
_SPARE_ROWS = 2000
_LOCKS = ("~${name}", ".~{name}", ".~lock.{name}#")  # Excel, WPS, LibreOffice
_ALL_SHEETS = (*SHEETS.values(), ALIASES)
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
    backup: Path | None = None


def write_decision_workbook(path: Path, day: date, rows: Rows | None = None) -> Path:
    """A new workbook: every sheet with its columns, drop-downs where the answer is one of a few, and ``rows`` if given."""

    def build(book: Workbook) -> None:
        style = style_maker(book)
        for sheet in _ALL_SHEETS:
            _lay_out(book.add_worksheet(sheet.name), style, sheet, (rows or {}).get(sheet.name, ()))
        guide = book.add_worksheet(GUIDE_SHEET)
        guide.set_column(0, 0, 110)
        set_page(guide, A4_LANDSCAPE)
        for number, line in enumerate(GUIDE):
            guide.set_row(number, row_height([(line, 110)]))
            guide.write_string(number, 0, line, style(**headed()) if number == 0 else style(text_wrap=True))

    return write_workbook(path, day, build)


def refresh_decision_workbook(path: Path, day: date, pending: Rows, register: Register, archive: Path) -> Refresh:
    """The workbook holds the ``pending`` rows of each sheet named there, and every decision it had lost.

    A person's rows stay as typed; where nothing changes the file is not touched. Before it changes, a dated copy lies in
    archive/人工认定备份/. Open in Excel, changed in between or unreadable, it is left alone: what is pending comes next time.
    """
    if _is_open(path):
        return Refresh(path, left_alone=_OPEN.format(name=path.name))
    try:
        expected = path.read_bytes() if path.exists() else None
        content = expected if expected is not None else _blank(day)
        plans, is_complete = _plan(path, content, pending, register)
    except PermissionError:
        return Refresh(path, left_alone=_SHUT.format(name=path.name))
    except MasterError as error:
        return Refresh(path, left_alone=str(error))
    changed = [plan.edit for plan in plans.values() if plan.edit.changes_something]
    if not changed and is_complete and expected is not None:
        return _outcome(path, plans, is_written=False)
    backup = keep_decision_book(archive, expected, day) if expected is not None else None
    new = edit_book(path, content, [plan.edit for plan in plans.values()], day, {GUIDE_SHEET: GUIDE}, row_height)
    if _is_open(path) or not swap_unless_changed(path, new, expected):
        return Refresh(path, left_alone=_CHANGED.format(name=path.name), backup=backup)
    register.record_asked({(name, key): cells for name, plan in plans.items() for key, cells in plan.asked.items()})
    return _outcome(path, plans, is_written=True, backup=backup)


_OPEN = (
    "{name} 正在 Excel 或 WPS 中打开，本次没有改动，待认定事项下次运行时写入；请保存并关闭后重新运行。"
    "确已关闭仍有此提示的，请删除 master 文件夹中以“~$”或“.~”开头的同名临时文件。"
)
_SHUT = "{name} 被其他程序占用，本次读不到，按以前登记的认定运行；请关闭打开它的 Excel 或 WPS 窗口后重新运行。"
_CHANGED = "{name} 在运行期间被保存或打开，以您保存的内容为准，本次没有改动；待认定事项下次运行时写入。"


def _plan(path: Path, content: bytes, pending: Rows, register: Register) -> tuple[dict[str, SheetPlan], bool]:
    """The plan of each sheet, and whether the workbook has all its sheets."""
    kept = register.kept_decisions()
    asked = register.asked_rows()
    read, is_complete = read_book(path, content)
    plans = {}
    for sheet in _ALL_SHEETS:
        rows, _ = recall_rows(sheet, read[sheet.name], [one for one in kept if one.sheet == sheet.name])
        own = {key: cells for (name, key), cells in asked.items() if name == sheet.name}
        plans[sheet.name] = plan_sheet(sheet, rows, pending.get(sheet.name), own)
    return plans, is_complete


def _outcome(path: Path, plans: Mapping[str, SheetPlan], *, is_written: bool, backup: Path | None = None) -> Refresh:
    return Refresh(
        path,
        is_written,
        added=sum(plan.added for plan in plans.values()),
        restored=sum(plan.restored for plan in plans.values()),
        dropped=sum(len(plan.edit.dropped) for plan in plans.values()),
        waiting={name: len(plan.asked) for name, plan in plans.items() if plan.asked and name in SHEETS},
        backup=backup,
    )


def _is_open(path: Path) -> bool:
    return any(path.with_name(lock.format(name=path.name)).exists() for lock in _LOCKS)


def _blank(day: date) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return write_decision_workbook(Path(folder) / "人工认定.xlsx", day).read_bytes()


def _lay_out(sheet: Worksheet, style: Style, table: DecisionSheet, rows: Sequence[Sequence[object]]) -> None:
    """Header, widths, drop-downs, print set-up and ``rows``; the cell that waits for an answer is tinted."""
    header = style(**headed())
    formats = [style(text_wrap=True, num_format=_number_format(label)) for label in table.columns]
    for column, label in enumerate(table.columns):
        sheet.set_column(column, column, _width(label), formats[column])
        sheet.write_string(0, column, label, header)
        choices = list(table.choices.get(label, ()))
        if choices:
            words = [*choices, WITHDRAWN] if label == table.answer else choices
            rule = {"validate": "list", "source": words, "error_type": "warning"}
            sheet.data_validation(1, column, _SPARE_ROWS, column, rule)
    sheet.set_row(0, 24)
    sheet.freeze_panes(1, 0)
    set_page(sheet, A4_LANDSCAPE, header_row=0)
    sheet.hide_gridlines(0)
    if table.asked and table.answer:
        _tint_open_answers(sheet, style, table)
    for number, row in enumerate(rows, 1):
        texts = (
            ("" if value is None else str(value), _width(label))
            for value, label in zip(row, table.columns, strict=False)
        )
        sheet.set_row(number, row_height(texts))
        for column, value in enumerate(row):
            write_cell(sheet, number, column, value, formats[column])


def _tint_open_answers(sheet: Worksheet, style: Style, table: DecisionSheet) -> None:
    column = table.columns.index(table.answer)
    key, answer = (column_letter(table.columns.index(label)) for label in (table.key[0], table.answer))
    criteria = f'=AND(${key}2<>"",${answer}2="")'
    tint = style(**boxed(bg_color=WARNING_FILL))
    sheet.conditional_format(1, column, _SPARE_ROWS, column, {"type": "formula", "criteria": criteria, "format": tint})


def _width(label: str) -> float:
    return next((width for word, width in _WIDTHS if label.endswith(word)), _OTHER_WIDTH)


def _number_format(label: str) -> str:
    if label in _TEXT_COLUMNS:
        return "@"
    return "yyyy-mm-dd" if label.endswith(("日期", "延期至")) else "General"

"""催办汇总.xlsx: who is to be reminded after one collection, of what, and who is not because it is unsettled (R8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pipeline.keeping.register import Reminded
from pipeline.ledger.counts import count_periods
from pipeline.ledger.follow_up.notices import AHEAD
from pipeline.ledger.follow_up.reminding import judge_wants
from pipeline.ledger.follow_up.requests import Want
from pipeline.ledger.model import Ledger
from pipeline.outputs.reminders.letters_sheet import SHEET as LETTERS_SHEET
from pipeline.outputs.reminders.letters_sheet import write_letters_sheet
from pipeline.outputs.reminders.reminders import Letter
from pipeline.outputs.reminders.words import wanted_text
from pipeline.outputs.shared.orders import STATUSES, list_units
from pipeline.outputs.shared.words import listed, words_of
from pipeline.outputs.xlsx.data_sheets import write_data_sheet
from pipeline.outputs.xlsx.layout import A4_LANDSCAPE, row_height, set_page, write_merged
from pipeline.outputs.xlsx.theme import TITLE_FONT, WARNING_FILL, Style, boxed, headed, style_maker, tinted
from pipeline.outputs.xlsx.workbook import Workbook, Worksheet, write_cell, write_workbook
from pipeline.vocabulary import tables
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import ReturnRow
from pipeline.vocabulary.terms import Status, WrittenMaterial
from pipeline.vocabulary.text import chinese_date

SHEET, RETURNS_SHEET = "催办汇总", "报送明细"
INCOMPLETE, WITHOUT_MATERIAL = Want.TASKS, Want.MATERIAL
UNSETTLED_NOTE = "有文件待认定，暂不催报"
_COLUMNS = (
    ("序号", 5),
    ("单位", 22),
    ("情况", 11),
    ("应报事项", 22),
    ("缺漏事项", 14),
    ("截止日期", 11),
    ("收到日期", 11),
    ("逾期工作日", 8),
    ("书面材料", 8),
    ("需报送内容", 30),
    ("催办情况", 14),
    ("备注", 18),
)
_WIDTHS = tuple(width for _, width in _COLUMNS)
_REMINDED = (Status.MISSING, Status.LATE, INCOMPLETE, WITHOUT_MATERIAL)
_TINT_AS: dict[str, Status] = {INCOMPLETE: Status.LATE, WITHOUT_MATERIAL: Status.LATE}


@dataclass(frozen=True)
class OverdueUnit:
    """One unit's standing in a collection: what it owes, how late it is, and what it is to send."""

    unit: str
    situation: str
    tasks_text: str
    lacking_text: str
    due_date: object
    received_date: object
    workdays_late: object
    written_material: str
    wanted_text: str
    notice_text: str
    note: str
    is_asked: bool


def write_overdue_workbook(
    path: Path, ledger: Ledger, period: Period, reminded: Iterable[Reminded] = (), letters: Sequence[Letter] = ()
) -> Path:
    """The reminder list of one collection lies at ``path``: 催办汇总, 催办函 and 报送明细; no phone numbers (R24).

    ``reminded`` is what the register remembers, each unit by its present name; ``letters`` are those of this run, which
    also ask for what earlier collections still lack.
    """
    returns = ledger.returns[ledger.returns["period"] == period]

    def build(book: Workbook) -> None:
        style = style_maker(book)
        units = list_overdue_units(ledger, period, reminded)
        _write_list(book.add_worksheet(SHEET), style, ledger, period, units, len(letters))
        write_letters_sheet(book.add_worksheet(LETTERS_SHEET), style, letters)
        write_data_sheet(book, style, replace(tables.RETURNS, sheet=RETURNS_SHEET), returns)

    return write_workbook(path, ledger.cutoff, build)


def list_overdue_units(ledger: Ledger, period: Period, reminded: Iterable[Reminded] = ()) -> tuple[OverdueUnit, ...]:
    """Units to remind, worst first, then the unsettled; those that have sent all, or owe nothing now, are left out."""
    rows = {row.unit: row for row in tables.RETURNS.rows(ledger.returns[ledger.returns["period"] == period])}
    last = {
        one.unit: one
        for one in sorted(reminded, key=lambda r: (r.stage, r.day))  # of several things that most often asked for
        if one.period == str(period) and one.stage > AHEAD and one.day <= ledger.cutoff
    }
    order = (*_REMINDED, Status.UNSETTLED)
    listed = [
        _build_unit(rows[unit], period, last.get(unit), ledger.cutoff) for unit in list_units(ledger) if unit in rows
    ]
    return tuple(
        sorted((unit for unit in listed if unit.situation in order), key=lambda unit: order.index(unit.situation))
    )


def judge_situation(row: ReturnRow, today: date) -> str:
    """情况 of one return on ``today``: its status (with files of nobody's beside it 待认定), and for one on time whether tasks (R3) or the written material (R2) are missing."""
    if row.strays:  # signed as missing or not: nobody writes to the unit while that file is not looked at
        return Status.UNSETTLED
    if row.status is not Status.ON_TIME:
        return row.status
    return next(iter(judge_wants(row, today)), row.status)


def _build_unit(row: ReturnRow, period: Period, last: Reminded | None, today: date) -> OverdueUnit:
    situation = judge_situation(row, today)
    tasks = f"：{listed(row.tasks_owed)}" if row.tasks_owed else ""
    return OverdueUnit(
        unit=row.unit,
        situation=situation,
        tasks_text=f"{row.tasks_due}项{tasks}",
        lacking_text=listed((*row.tasks_lacking, *row.parts_lacking)),
        due_date=row.extended_to or row.due_date,
        received_date=row.received_date,
        workdays_late=row.workdays_late,
        written_material=row.written_material,
        wanted_text=_wanted(row, situation, period, today),
        notice_text=f"第{last.stage}次，{last.day}发函，{last.reply_by}前回复" if last else "",
        is_asked=bool(judge_wants(row, today)),
        note="；".join(part for part in ("已批准延期" if row.extended_to else "", row.note) if part),
    )


def _wanted(row: ReturnRow, situation: str, period: Period, today: date) -> str:
    """What the unit is to send, in words."""
    if situation == Status.UNSETTLED:
        return UNSETTLED_NOTE
    is_with_material = row.written_material is WrittenMaterial.MISSING
    wanted = wanted_text(row.form.annex, period, judge_wants(row, today), is_with_material=is_with_material)
    return wanted or "已补报，无需再报"


def _write_list(
    sheet: Worksheet, style: Style, ledger: Ledger, period: Period, units: Sequence[OverdueUnit], letters: int
) -> None:
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    reminded = [unit for unit in units if unit.situation != Status.UNSETTLED]
    unsettled = [unit for unit in units if unit.situation == Status.UNSETTLED]
    header_row = _write_head(sheet, style, ledger, period, units, letters)
    row = _write_units(sheet, style, header_row + 1, reminded, "本期无需催办的单位")
    if unsettled:
        text = f"以下{len(unsettled)}家{UNSETTLED_NOTE}，请先在 master/人工认定.xlsx 中认定："
        _write_band(sheet, style, row, text, bold=True, bg_color=WARNING_FILL)
        _write_units(sheet, style, row + 1, unsettled, "")
    sheet.freeze_panes(header_row + 1, 2)
    sheet.hide_gridlines(2)
    set_page(sheet, A4_LANDSCAPE, header_row=header_row)


def _write_head(
    sheet: Worksheet, style: Style, ledger: Ledger, period: Period, units: Sequence[OverdueUnit], letters: int
) -> int:
    """Title, the counts that sum, and any warning; returns the header's row."""
    counted = next(one for one in count_periods(ledger) if one.period == period)
    counts = counted.returns
    last = len(_COLUMNS) - 1
    kind = "年度工作任务落实计划" if period.is_plan else f"{period.label}工作任务落实情况"
    title = style(font_name=TITLE_FONT, font_size=16, align="center", valign="vcenter")
    write_merged(sheet, 0, 0, 0, last, f"{period.year}年{kind}报送催办汇总", title)
    sheet.set_row(0, 32)
    sums = "＋".join(f"{status}{counts.number(status)}" for status in STATUSES)
    on_time = counted.on_time_rate
    rate = f"；按时率{words_of(on_time)}（按时÷已到期应报{on_time.whole}家）" if on_time.whole else ""
    of_which = f"已收到的报表中，不完整{counts.incomplete}家，缺书面材料{counts.without_material}家。"
    lines = [f"截至{chinese_date(ledger.cutoff)}，应报{counts.expected}家＝{sums}{rate}。{of_which}"]
    lines += _counted_lines(units, letters)
    lines += [f"注意：{warning}" for warning in ledger.warnings]
    for row, line in enumerate(lines, start=1):
        fill = {"bg_color": WARNING_FILL} if line.startswith("注意") else {}
        _write_band(sheet, style, row, line, **fill)
    header_row = len(lines) + 1
    for column, (label, _) in enumerate(_COLUMNS):
        write_cell(sheet, header_row, column, label, style(**headed()))
    sheet.set_row(header_row, 30)
    return header_row


def _counted_lines(units: Sequence[OverdueUnit], letters: int) -> list[str]:
    """Who is asked for something, who no more, and how many letters that makes with the earlier collections."""
    asked = Counter(unit.situation for unit in units if unit.is_asked)
    words = "、".join(f"{situation}{asked[situation]}家" for situation in _REMINDED if asked[situation])
    parts = [f"本期需催办{sum(asked.values())}家" + (f"：{words}" if words else "")]
    made_up = sum(unit.situation == Status.LATE and not unit.is_asked for unit in units)
    unsettled = sum(unit.situation == Status.UNSETTLED for unit in units)
    parts += [f"迟报{made_up}家已补报，不再催办"] if made_up else []
    parts += [f"待认定{unsettled}家，暂不催办"] if unsettled else []
    told = f"共生成催办函{letters}份（含以前各期未报齐的和填报内容待核对的），逐份列在“{LETTERS_SHEET}”表。"
    return [f"{'；'.join(parts)}。", *([told] if letters else [])]


def _write_band(sheet: Worksheet, style: Style, row: int, text: str, **properties: object) -> None:
    write_merged(sheet, row, 0, row, len(_COLUMNS) - 1, text, style(**boxed(**properties)))
    sheet.set_row(row, row_height([(text, sum(_WIDTHS) - 4)]))


def _write_units(sheet: Worksheet, style: Style, row: int, units: Sequence[OverdueUnit], empty_text: str) -> int:
    """One row per unit from ``row`` on, or ``empty_text``; returns the next free row."""
    if not units:
        _write_band(sheet, style, row, empty_text, align="center")
        return row + 1
    for number, unit in enumerate(units, start=1):
        _write_unit(sheet, style, row, number, unit)
        row += 1
    return row


def _write_unit(sheet: Worksheet, style: Style, row: int, number: int, unit: OverdueUnit) -> None:
    left, centred = boxed(), boxed(align="center")
    day = centred | {"num_format": "yyyy-mm-dd"}
    tint = boxed(align="center", **tinted(_TINT_AS.get(unit.situation, unit.situation)))
    cells: tuple[tuple[object, dict[str, object]], ...] = (
        (number, centred),
        (unit.unit, left),
        (unit.situation, tint),
        (unit.tasks_text, left),
        (unit.lacking_text, left),
        (unit.due_date, day),
        (unit.received_date, day),
        (unit.workdays_late, centred),
        (unit.written_material, centred),
        (unit.wanted_text, left),
        (unit.notice_text, left),
        (unit.note, left),
    )
    for column, (value, properties) in enumerate(cells):
        write_cell(sheet, row, column, value, style(**properties))
    texts = [(value, width) for (value, _), width in zip(cells, _WIDTHS, strict=True) if isinstance(value, str)]
    sheet.set_row(row, row_height(texts))

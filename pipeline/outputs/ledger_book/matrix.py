"""The return matrix (报送矩阵): unit × collection, one status word per cell, with totals both ways."""

from __future__ import annotations

from collections import Counter

from pipeline.ledger.counts import PeriodCounts, ReturnCounts, count_periods, count_returns, over_returns
from pipeline.ledger.model import Ledger
from pipeline.outputs.shared.links import SourceLinks
from pipeline.outputs.shared.orders import list_units
from pipeline.outputs.shared.words import listed, rate_cell
from pipeline.outputs.xlsx.layout import A3_LANDSCAPE, row_height, set_page, write_merged
from pipeline.outputs.xlsx.theme import Style, boxed, headed, tinted
from pipeline.outputs.xlsx.workbook import Workbook, Worksheet, write_cell, write_link
from pipeline.vocabulary.tables import RETURNS, ReturnRow
from pipeline.vocabulary.tables.table import grouped
from pipeline.vocabulary.terms import Status
from pipeline.vocabulary.text import chinese_date

SHEET = "报送矩阵"
_KEYS = (("单位", 26), ("承担事项", 8))
_TOTALS = (("已到期应报", 9), ("按时", 7), ("迟报", 7), ("未报", 7), ("待认定", 7), ("按时率", 8))
_PERIOD_WIDTH = 9


def write_matrix_sheet(book: Workbook, style: Style, ledger: Ledger, links: SourceLinks | None = None) -> Worksheet:
    """A new sheet: the header in row 1, a row per unit, then the totals of every status per collection.

    With ``links`` a cell opens the file that was received, of several the last.
    """
    sheet = book.add_worksheet(SHEET)
    periods = count_periods(ledger)
    units = list_units(ledger)
    _write_header(sheet, style, periods)
    returns = {(row.unit, row.period): row for row in RETURNS.rows(ledger.returns)}
    over = over_returns(ledger)
    tasks = Counter(ledger.duties["unit"])
    counts = {unit: count_returns(group) for unit, group in grouped(over, "unit")}
    for row, unit in enumerate(units, start=1):
        write_cell(sheet, row, 0, unit, style(**boxed()))
        write_cell(sheet, row, 1, tasks[unit], style(**boxed(align="center")))
        for column, counted in enumerate(periods, start=len(_KEYS)):
            _write_status(sheet, style, row, column, returns.get((unit, counted.period)), links)
        _write_totals(sheet, style, row, len(_KEYS) + len(periods), counts.get(unit, ReturnCounts()))
        sheet.set_row(row, row_height([(unit, _KEYS[0][1])], least=19))
    _write_foot(sheet, style, len(units) + 1, periods, count_returns(over))
    sheet.autofilter(0, 0, max(1, len(units)), len(_KEYS) + len(periods) + len(_TOTALS) - 1)
    sheet.freeze_panes(1, 1)
    set_page(sheet, A3_LANDSCAPE, header_row=0)
    sheet.set_header(
        f"&C&14 {ledger.year}年度工作任务报送情况一览（截至{chinese_date(ledger.cutoff)}）", {"margin": 0.2}
    )
    sheet.set_margins(top=0.75)
    _write_legend(sheet, style, len(units) + len(Status) + 3, len(_KEYS) + len(periods) + len(_TOTALS) - 1)
    return sheet


def _write_header(sheet: Worksheet, style: Style, periods: tuple[PeriodCounts, ...]) -> None:
    columns = [*_KEYS, *((counted.period.label, _PERIOD_WIDTH) for counted in periods), *_TOTALS]
    for column, (label, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, label, style(**headed()))
    sheet.set_row(0, 34)


def _write_status(
    sheet: Worksheet, style: Style, row: int, column: int, found: ReturnRow | None, links: SourceLinks | None
) -> None:
    """The status of one return in words, tinted; a click opens what was received."""
    word, sources = (found.status, found.sources) if found else ("", ())
    target = links.of(*sources) if links else ""
    cell = style(**boxed(align="center", **tinted(word), **({"underline": 1} if target else {})))
    write_link(sheet, row, column, target, word, cell, listed(sources, "\n"))


def _write_totals(sheet: Worksheet, style: Style, row: int, first: int, counts: ReturnCounts) -> None:
    number = style(**boxed(align="center"))
    totals = (counts.due, counts.on_time, counts.late, counts.missing, counts.unsettled)
    for column, value in enumerate(totals, start=first):
        write_cell(sheet, row, column, value, number)
    rate = style(**boxed(align="center", num_format="0.0%"))
    write_cell(sheet, row, first + len(totals), rate_cell(counts.on_time_rate), rate)


def _write_foot(
    sheet: Worksheet, style: Style, first: int, periods: tuple[PeriodCounts, ...], over: ReturnCounts
) -> None:
    """Per collection: the number of each status, their sum, and the on-time rate."""
    bold = boxed(bold=True, align="center")
    for row, status in enumerate(Status, start=first):
        write_cell(sheet, row, 0, f"合计：{status}", style(**boxed(**tinted(status))))
        write_cell(sheet, row, 1, None, style(**bold))
        for column, counted in enumerate(periods, start=len(_KEYS)):
            write_cell(sheet, row, column, counted.returns.number(status), style(**boxed(align="center")))
    last = first + len(Status)
    write_cell(sheet, last, 0, "合计：应报", style(**boxed(bold=True)))
    write_cell(sheet, last + 1, 0, "按时率", style(**boxed(bold=True)))
    for row in (last, last + 1):
        write_cell(sheet, row, 1, None, style(**bold))
    for column, counted in enumerate(periods, start=len(_KEYS)):
        write_cell(sheet, last, column, counted.returns.expected, style(**bold))
        rate = style(**boxed(bold=True, align="center", num_format="0.0%"))
        write_cell(sheet, last + 1, column, rate_cell(counted.on_time_rate), rate)
    _write_totals(sheet, style, last, len(_KEYS) + len(periods), over)


def _write_legend(sheet: Worksheet, style: Style, row: int, last_column: int) -> None:
    legend = (
        "说明：右侧各列只计已过截止日期的各期；已到期应报＝按时＋迟报＋未报＋待认定，按时率＝按时÷已到期应报；"
        "免报、延期、未到期不计入。有下划线的单元格点击可打开收到的报表。待认定是指已收到文件、填报单位或期间尚待认定，不作未报处理。"
    )
    write_merged(sheet, row, 0, row, last_column, legend, style(text_wrap=True, valign="vcenter"))
    sheet.set_row(row, 34)

"""The overview (总览): counts that sum, warnings in sight, the 22 projects by month, charts; prints on A4 pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from pipeline.ledger.counts import Overview, ReturnCounts, TaskCounts, overview_counts
from pipeline.ledger.model import Ledger
from pipeline.outputs.ledger_book.notes import OFFICIALS, SCORE_GUIDE, SHEET_GUIDE
from pipeline.outputs.ledger_book.overview_charts import rate_chart, standing_chart
from pipeline.outputs.ledger_book.overview_cursor import (
    COLUMNS,
    SHEET,
    WIDTH,
    WIDTHS,
    Cursor,
    insert_chart,
    number_formats,
)
from pipeline.outputs.ledger_book.overview_livelihood import write_livelihood
from pipeline.outputs.shared.orders import STATUSES
from pipeline.outputs.shared.words import as_of_words, rate_cell, tally_words, words_of
from pipeline.outputs.xlsx.layout import A4_PORTRAIT, row_height, set_page, write_merged
from pipeline.outputs.xlsx.theme import LINK_INK, TITLE_FONT, WARNING_FILL, Style, boxed
from pipeline.outputs.xlsx.workbook import Workbook, Worksheet, write_link
from pipeline.vocabulary.terms import CheckVerdict, ProblemState, Standing, Status, Trend
from pipeline.vocabulary.text import chinese_date


def write_overview_sheet(
    book: Workbook, style: Style, ledger: Ledger, official_sheets: Sequence[str] = ()
) -> Worksheet:
    """A new sheet states the ledger's counts at its cut-off date."""
    sheet = book.add_worksheet(SHEET)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    overview = overview_counts(ledger)
    cursor = Cursor(book, sheet, style)
    cursor.line(
        f"{ledger.year}年{ledger.mandate.report}年度任务目标督查台账总览",
        height=36,
        font_name=TITLE_FONT,
        font_size=18,
        align="center",
    )
    cursor.line(as_of_words(overview.period, ledger.cutoff), align="center")
    cursor.line(_summary(overview), font_size=11)
    for warning in ledger.warnings:
        cursor.line(f"注意：{warning}", bg_color=WARNING_FILL, bold=True, border=1, border_color="#BF9000")
    _write_tasks(cursor, overview)
    pages = [cursor.row]
    _write_returns(cursor, overview, ledger.cutoff)
    pages.append(cursor.row)
    write_livelihood(cursor, ledger)
    pages.append(cursor.row)
    _write_files(cursor, overview)
    _write_watch(cursor, ledger)
    _write_contents(cursor, official_sheets, has_scores=ledger.scores is not None)
    set_page(sheet, A4_PORTRAIT)
    sheet.set_h_pagebreaks(sorted(set(pages)))
    sheet.hide_gridlines(2)
    return sheet


def _summary(overview: Overview) -> str:
    """The state of things in one sentence."""
    total = overview.total
    standings = "、".join(f"{standing}{number}项" for standing, number in total.standings.pairs if number)
    over = [counted for counted in overview.periods if counted.is_over]
    text = f"{tally_words(overview.period)}，共{total.total}项：{standings}。"
    if over:
        last = over[-1]
        counts = last.returns
        words = "、".join(f"{status}{number}家" for status, number in _ordered(counts) if number)
        rate = f"，按时率{words_of(last.on_time_rate)}" if last.on_time_rate.whole else ""
        text += f"最近一期（{last.period.label}）应报{counts.expected}家：{words or '无'}{rate}。"
    return text


def _write_tasks(cursor: Cursor, overview: Overview) -> None:
    until = tally_words(overview.period)
    cursor.line(f"一、事项进度（{until}）", height=28, font_name=TITLE_FONT, font_size=13)
    cursor.line(
        f"以下项数为{until}的进度，以牵头单位所报为准，与同一天的通报、领导页、首页一致；报送情况另见第二部分。"
    )
    cursor.header(("按附件", "事项数", *Standing))
    for counted in (*overview.annexes, overview.total):
        _write_task_row(cursor, counted, is_total=counted is overview.total)
    cursor.row += 1
    cursor.header(("按类别", "事项数", *Standing))
    first = cursor.row
    for counted in (*overview.categories, overview.total):
        _write_task_row(cursor, counted, is_total=counted is overview.total)
    cursor.row += 1
    insert_chart(cursor, standing_chart(cursor.book, SHEET, first, first + len(overview.categories) - 1))


def _write_task_row(cursor: Cursor, counted: TaskCounts, *, is_total: bool) -> None:
    values = (counted.label, counted.total, *(number for _, number in counted.standings.pairs))
    cursor.cells(values, number_formats(len(values), is_total))


def _write_returns(cursor: Cursor, overview: Overview, cutoff: date) -> None:
    cursor.line(f"二、报送情况（统计至{chinese_date(cutoff)}）", height=28, font_name=TITLE_FONT, font_size=13)
    cursor.header(("期间", "截止日期", "应报", *STATUSES, "已到期\n应报", "按时率"))
    first = cursor.row
    for counted in overview.periods:
        _write_return_row(cursor, counted.period.label, counted.due_date, counted.returns, is_over=counted.is_over)
    over = [counted for counted in overview.periods if counted.is_over]
    _write_return_row(cursor, f"已截止的{len(over)}期合计", "", overview.over, is_total=True)
    cursor.line(
        "应报＝按时＋迟报＋未报＋待认定＋延期＋免报＋未到期。按时率＝按时÷已到期应报，"
        "已到期应报＝按时＋迟报＋未报＋待认定（延期未满、免报、未到期不计入）；迟报后补报的仍计迟报。未过截止日期的期间不计算按时率。"
    )
    incomplete, without_material = overview.over.incomplete, overview.over.without_material
    cursor.line(f"已截止各期中：报送不完整（缺漏事项）{incomplete}份次，表已报而书面材料未报{without_material}份次。")
    cursor.row += 1
    insert_chart(cursor, rate_chart(cursor.book, SHEET, first, first + max(len(over), 1) - 1, COLUMNS - 1))


def _write_return_row(
    cursor: Cursor, label: str, due_date: object, counts: ReturnCounts, *, is_over: bool = True, is_total: bool = False
) -> None:
    numbers = [number for _, number in _ordered(counts)]
    values = (
        label,
        due_date,
        counts.expected,
        *numbers,
        *((counts.due, rate_cell(counts.on_time_rate)) if is_over else ("—", "未截止")),
    )
    number = boxed(bold=is_total, align="center")
    formats = [
        boxed(bold=is_total),
        number | {"num_format": 'm"月"d"日"'},
        *[number] * (len(values) - 3),
        number | {"num_format": "0.0%"},
    ]
    cursor.cells(values, formats)


def _ordered(counts: ReturnCounts) -> list[tuple[Status, int]]:
    return [(status, counts.number(status)) for status in STATUSES]


def _write_files(cursor: Cursor, overview: Overview) -> None:
    cursor.line("四、核验、问题和抽查", height=28, font_name=TITLE_FONT, font_size=13)
    levels = "、".join(f"{level}{number}条" for level, number in overview.levels.pairs)
    received = "、".join(f"{kind} {number} 件" for kind, number in overview.received.pairs)
    cursor.line(f"核验问题{overview.levels.total}条：{levels}（见“核验问题”表）。")
    cursor.line(f"收文{overview.received.total}件：{received}（见“收文清单”表）。")
    cursor.line(f"应报送单位{overview.units}家（见“报送矩阵”表）。")


def _write_watch(cursor: Cursor, ledger: Ledger) -> None:
    """What moved: lights against the month before, problems by state, spot checks by verdict, each summing to its total."""
    changes = Counter(change.trend for change in ledger.entries["change"] if change and change.trend)
    if len(ledger.due_months) > 1:
        before, last = ledger.due_months[-2:]
        words = "、".join(f"{trend}{changes[trend]}项" for trend in Trend)
        uncompared = len(ledger.entries) - changes.total()
        other = f"、涉及灰灯不作比较{uncompared}项" if uncompared else ""
        cursor.line(f"事项预警灯{last.label}与{before.label}相比：{words}{other}（见“事项台账”表“变化”列）。")
    states = Counter(ledger.problems["state"])
    told = "、".join(f"{state}{states[state]}条" for state in ProblemState)
    cursor.line(f"单位反映问题{len(ledger.problems)}条：{told}（见“问题台账”表）。")
    verdicts = Counter(verdict for verdict in ledger.duty_months["check_verdict"] if verdict)
    if verdicts:
        told = "、".join(f"{verdict}{verdicts[verdict]}件" for verdict in CheckVerdict)
        cursor.line(f"抽查已有结果{verdicts.total()}件：{told}（见“逐月责任”表“抽查结果”列）。")


def _write_contents(cursor: Cursor, official_sheets: Sequence[str], *, has_scores: bool) -> None:
    """Every sheet of this workbook with what it is for; a click goes there."""
    cursor.line("五、各表目录", height=28, font_name=TITLE_FONT, font_size=13)
    linked = cursor.style(**boxed(font_color=LINK_INK, underline=1))
    guide = list(SHEET_GUIDE)
    at = next(index for index, (name, _) in enumerate(guide) if name == OFFICIALS)
    guide[at : at + 1] = [(name, dict(SHEET_GUIDE)[OFFICIALS]) for name in official_sheets]
    for name, purpose in [*guide, *([SCORE_GUIDE] if has_scores else [])]:
        write_merged(cursor.sheet, cursor.row, 1, cursor.row, COLUMNS - 1, purpose, cursor.style(**boxed()))
        write_link(cursor.sheet, cursor.row, 0, f"internal:'{name}'!A1", name, linked)
        cursor.sheet.set_row(cursor.row, row_height([(purpose, WIDTH * (COLUMNS - 1))]))
        cursor.row += 1

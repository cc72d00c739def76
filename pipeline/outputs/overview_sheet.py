"""The overview (总览): counts that sum, warnings in sight, two charts; prints on two A4 pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.ledger.counts import Overview, PeriodCounts, ReturnCounts, TaskCounts, overview_counts
from pipeline.ledger.model import Ledger
from pipeline.outputs.layout import A4_PORTRAIT, row_height, set_page, write_merged
from pipeline.outputs.theme import TINTS, TITLE_FONT, WARNING_FILL, Style, boxed, headed, signed, tinted
from pipeline.outputs.workbook import Chart, Workbook, Worksheet, write_cell
from pipeline.vocabulary.terms import Light, Standing, Status
from pipeline.vocabulary.text import chinese_date

SHEET = "总览"
_FIRST_WIDTH, _WIDTH, _COLUMNS = 34, 7.4, 12
_WIDTHS = (_FIRST_WIDTH, *[_WIDTH] * (_COLUMNS - 1))
_CHART_WIDTH, _CHART_HEIGHT, _CHART_ROWS = 860, 400, 21
_RETURN_ORDER = (
    Status.ON_TIME,
    Status.LATE,
    Status.MISSING,
    Status.UNSETTLED,
    Status.EXTENDED,
    Status.EXEMPT,
    Status.NOT_DUE,
)


@dataclass
class _Cursor:
    """The sheet being filled from top to bottom, and its next free row."""

    book: Workbook
    sheet: Worksheet
    style: Style
    row: int = 0

    def line(self, text: str, *, height: float | None = None, **properties: object) -> None:
        """A line of text across the sheet, as high as it needs."""
        write_merged(
            self.sheet,
            self.row,
            0,
            self.row,
            _COLUMNS - 1,
            text,
            self.style(valign="vcenter", text_wrap=True, **properties),
        )
        self.sheet.set_row(self.row, height or row_height([(text, sum(_WIDTHS) - 4)]))
        self.row += 1

    def cells(self, values: Sequence[object], formats: Iterable[dict[str, object]], height: float = 19) -> None:
        """A row of a ruled table."""
        for column, (value, properties) in enumerate(zip(values, formats, strict=True)):
            write_cell(self.sheet, self.row, column, value, self.style(**properties))
        self.sheet.set_row(self.row, max(height, row_height([(str(values[0]), _FIRST_WIDTH)])))
        self.row += 1

    def header(self, labels: Sequence[str]) -> None:
        self.cells(labels, [headed(**tinted(label.lstrip("●▲■★○"))) for label in labels], height=32)


def write_overview_sheet(book: Workbook, style: Style, ledger: Ledger) -> Worksheet:
    """A new sheet states the ledger's counts at its cut-off date."""
    sheet = book.add_worksheet(SHEET)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    overview = overview_counts(ledger)
    cursor = _Cursor(book, sheet, style)
    cursor.line(
        f"{ledger.year}年《政府工作报告》年度任务目标督查台账总览",
        height=36,
        font_name=TITLE_FONT,
        font_size=18,
        align="center",
    )
    cursor.line(f"截至{chinese_date(ledger.cutoff)}", align="center")
    cursor.line(_summary(overview), font_size=11)
    for warning in ledger.warnings:
        cursor.line(f"注意：{warning}", bg_color=WARNING_FILL, bold=True, border=1, border_color="#BF9000")
    _write_tasks(cursor, overview)
    second_page = cursor.row
    _write_returns(cursor, overview)
    _write_files(cursor, overview)
    set_page(sheet, A4_PORTRAIT)
    sheet.set_h_pagebreaks([second_page])
    sheet.hide_gridlines(2)
    return sheet


def _summary(overview: Overview) -> str:
    """The state of things in one sentence."""
    total = overview.total
    lights = "、".join(f"{signed(light)}{number}项" for light, number in total.lights.pairs)
    over = [counted for counted in overview.periods if counted.is_over]
    text = f"共{total.total}项：{lights}。"
    if over:
        last = over[-1]
        counts = last.returns
        words = "、".join(f"{status}{number}家" for status, number in _ordered(counts) if number)
        rate = "" if last.on_time_rate is None else f"，按时率{last.on_time_rate:.1%}"
        text += f"最近一期（{last.period.label}）应报{counts.expected}家：{words or '无'}{rate}。"
    return text


def _write_tasks(cursor: _Cursor, overview: Overview) -> None:
    cursor.line("一、事项推进情况", height=28, font_name=TITLE_FONT, font_size=13)
    cursor.header(("按推进情况", "事项数", *Standing))
    rows = (*overview.annexes, overview.total)
    for counted in rows:
        values = (counted.label, counted.total, *(number for _, number in counted.standings.pairs))
        cursor.cells(values, _number_formats(len(values), counted is overview.total))
    cursor.row += 1
    cursor.header(("按类别和预警灯", "事项数", *(signed(light) for light in Light)))
    first = cursor.row
    for counted in (*overview.categories, overview.total):
        cursor.cells(_light_values(counted), _number_formats(2 + len(Light), counted is overview.total))
    cursor.row += 1
    _insert_light_chart(cursor, first, first + len(overview.categories) - 1)


def _light_values(counted: TaskCounts) -> tuple[object, ...]:
    return (counted.label, counted.total, *(number for _, number in counted.lights.pairs))


def _number_formats(length: int, is_total: bool) -> list[dict[str, object]]:
    return [boxed(bold=is_total), *[boxed(bold=is_total, align="center")] * (length - 1)]


def _write_returns(cursor: _Cursor, overview: Overview) -> None:
    cursor.line("二、报送情况", height=28, font_name=TITLE_FONT, font_size=13)
    cursor.header(("期间", "截止日期", "应报", *_RETURN_ORDER, "已到期\n应报", "按时率"))
    first = cursor.row
    for counted in overview.periods:
        _write_period(cursor, counted)
    over = [counted for counted in overview.periods if counted.is_over]
    _write_return_row(
        cursor, f"已截止的{len(over)}期合计", "", overview.over, overview.over.on_time_rate, is_total=True
    )
    cursor.line(
        "应报＝按时＋迟报＋未报＋待认定＋延期＋免报＋未到期。按时率＝按时÷已到期应报，"
        "已到期应报＝按时＋迟报＋未报＋待认定（延期未满、免报、未到期不计入）；迟报后补报的仍计迟报。未过截止日期的期间不计算按时率。"
    )
    incomplete, without_material = overview.over.incomplete, overview.over.without_material
    cursor.line(f"已截止各期中：报送不完整（缺漏事项）{incomplete}份次，表已报而书面材料未报{without_material}份次。")
    cursor.row += 1
    _insert_rate_chart(cursor, first, first + max(len(over), 1) - 1)


def _write_period(cursor: _Cursor, counted: PeriodCounts) -> None:
    rate: object = counted.on_time_rate if counted.is_over else "未截止"
    _write_return_row(cursor, counted.period.label, counted.due_date, counted.returns, rate, is_over=counted.is_over)


def _write_return_row(
    cursor: _Cursor,
    label: str,
    due_date: object,
    counts: ReturnCounts,
    rate: object,
    *,
    is_over: bool = True,
    is_total: bool = False,
) -> None:
    numbers = [number for _, number in _ordered(counts)]
    values = (label, due_date, counts.expected, *numbers, counts.due if is_over else "—", "—" if rate is None else rate)
    number = boxed(bold=is_total, align="center")
    formats = [
        boxed(bold=is_total),
        number | {"num_format": 'm"月"d"日"'},
        *[number] * (len(values) - 3),
        number | {"num_format": "0.0%"},
    ]
    cursor.cells(values, formats)


def _ordered(counts: ReturnCounts) -> list[tuple[Status, int]]:
    numbers = dict(counts.pairs)
    return [(status, numbers[status]) for status in _RETURN_ORDER]


def _write_files(cursor: _Cursor, overview: Overview) -> None:
    cursor.line("三、核验与收文", height=28, font_name=TITLE_FONT, font_size=13)
    levels = "、".join(f"{level}{number}条" for level, number in overview.levels)
    received = "、".join(f"{kind} {number} 件" for kind, number in overview.received)
    cursor.line(f"核验问题{sum(number for _, number in overview.levels)}条：{levels}（见“核验问题”表）。")
    cursor.line(f"收文{sum(number for _, number in overview.received)}件：{received}（见“收文清单”表）。")
    cursor.line(f"应报送单位{overview.units}家（见“报送矩阵”表）。")


def _insert_light_chart(cursor: _Cursor, first: int, last: int) -> None:
    """事项预警灯 by category: one stacked bar per category, in the order of the table."""
    chart = cursor.book.add_chart({"type": "bar", "subtype": "stacked"})
    for column, light in enumerate(Light, start=2):
        chart.add_series(
            {
                "name": signed(light),
                "categories": [SHEET, first, 0, last, 0],
                "values": [SHEET, first, column, last, column],
                "fill": {"color": TINTS[light].solid},
                "data_labels": {"value": True, "num_format": "0;;", "font": {"size": 9}},
                "gap": 45,
            }
        )
    chart.set_title({"name": "各类别事项预警灯（项）", "name_font": {"size": 12}})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 9}})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    chart.set_legend({"position": "bottom"})
    _insert(cursor, chart)


def _insert_rate_chart(cursor: _Cursor, first: int, last: int) -> None:
    """按时率 by collection, for those that are over."""
    chart = cursor.book.add_chart({"type": "column"})
    column = _COLUMNS - 1
    chart.add_series(
        {
            "name": "按时率",
            "categories": [SHEET, first, 0, last, 0],
            "values": [SHEET, first, column, last, column],
            "fill": {"color": TINTS[Light.CLOSED].solid},
            "data_labels": {"value": True, "num_format": "0.0%"},
            "gap": 80,
        }
    )
    chart.set_title({"name": "已截止各期按时率", "name_font": {"size": 12}})
    chart.set_y_axis(
        {"min": 0, "max": 1, "num_format": "0%", "major_gridlines": {"visible": True, "line": {"color": "#E0E0E0"}}}
    )
    chart.set_legend({"none": True})
    _insert(cursor, chart)


def _insert(cursor: _Cursor, chart: Chart) -> None:
    """The chart lies below what is written, in rows of a known height."""
    chart.set_size({"width": _CHART_WIDTH, "height": _CHART_HEIGHT})
    cursor.sheet.insert_chart(cursor.row, 0, chart, {"x_offset": 4, "object_position": 1})
    cursor.row += _CHART_ROWS

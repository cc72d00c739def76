"""Number formats: what a cell shows beside the number it holds."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
import xlsxwriter
import xlwt
from container_samples import (
    only_grid,
    style_sheet,
    with_cells,
)

from pipeline.submissions.files.cells.number_formats import (
    NumberFormat,
    NumberStyles,
    number_format,
    parse_format,
    parse_moment,
    read_number_formats,
)
from pipeline.submissions.files.grid import HazardKind, Value

DATE = date(2022, 4, 7)
NUMBER_FORMATS = [
    pytest.param(9, 0.8, "80%", id="percent"),
    pytest.param("0.0%", 0.8056, "80.56%", id="percent-keeps-what-it-hides"),
    pytest.param('"任务"0', 37, "任务37", id="word-before"),
    pytest.param('#,##0.0"万元"', 1234.5, "1234.5万元", id="word-after"),
    pytest.param("000", 7, "007", id="leading-zeros"),
    pytest.param('0.0"万元";[Red]-0.0"万元"', -3.5, "-3.5万元", id="negative"),
    pytest.param('0.0,"千"', 12345, "12.3千", id="scaled"),
    pytest.param('0!.0,"万元"', 3200000, "320.0万元", id="scaled-by-ten-thousand"),
    pytest.param('0"."0,"万元"', -2985000, "-298.5万元", id="scaled-by-ten-thousand-quoted"),
    pytest.param("0\\.0,", 3200000, "320.0", id="scaled-without-a-word"),
    pytest.param('#,##0.00,,"百万"', 12345678, "12.35百万", id="scaled-twice"),
    pytest.param('[>=10000]0!.0,"万元";0"元"', 3200000, "320.0万元", id="scaled-by-condition"),
    pytest.param('[>=10000]0!.0,"万元";0"元"', 9000, "9000元", id="not-scaled-by-condition"),
    pytest.param('[=1]"是";[=0]"否";General', 1, "是", id="a-word-for-a-number"),
    pytest.param('[=1]"是";[=0]"否";General', 0, "否", id="another-word-for-another"),
    pytest.param('[=1]"是";[=0]"否";General', 7, 7.0, id="and-no-word"),
    pytest.param('"完成";;"未完成"', 0, "未完成", id="a-word-for-nought"),
    pytest.param("0;-0;;@", 0, "", id="nought-not-shown"),
    pytest.param("0;-0;;@", -5, -5.0, id="below-nought-shown"),
    pytest.param('0"项";"欠"0"项"', -3, "欠3项", id="words-for-below-nought"),
    pytest.param("# ?/?", 0.5, "1/2", id="fraction"),
    pytest.param(13, 3.25, "3 1/4", id="built-in-fraction"),
    pytest.param("# ?/?", 2, 2.0, id="no-fraction"),
    pytest.param("?/8", 0.5, "4/8", id="eighths"),
    pytest.param("000-0000", 5551234, "555-1234", id="words-between-digits"),
    pytest.param('#.##"万"', 0.5, "0.5万", id="digits-after-the-point"),
    pytest.param("0.00E+00", 12345, 12345.0, id="scientific-stays-plain"),
    pytest.param("#,##0.00", 12.5, 12.5, id="thousands"),
    pytest.param("_ * #,##0.00_ ;_ * -#,##0.00_ ", 12.5, 12.5, id="accounting"),
    pytest.param('"¥"#,##0.00', 12.5, 12.5, id="currency"),
    pytest.param("General", 12.5, 12.5, id="general"),
    pytest.param('General"件"', 12, "12件", id="general-with-word"),
    pytest.param("@", 12.5, 12.5, id="text"),
    pytest.param(14, 44658, date(2022, 4, 7), id="short-date"),
    pytest.param(31, 44658, date(2022, 4, 7), id="chinese-built-in-date"),
    pytest.param(57, 44658, date(2022, 4, 7), id="chinese-built-in-month"),
    pytest.param('yyyy"年"m"月"d"日";@', 44658, date(2022, 4, 7), id="chinese-date"),
    pytest.param("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", 44658, date(2022, 4, 7), id="system-date"),
    pytest.param("h:mm", 0.5, time(12), id="time"),
    pytest.param("[h]:mm", 1.5, timedelta(hours=36), id="elapsed"),
    pytest.param("yyyy-mm-dd", -1, -1.0, id="no-date"),
    pytest.param("yyyy-mm-dd", 2_958_465.9999999, 2_958_465.9999999, id="end-of-dates"),
]


@pytest.mark.parametrize(("code", "number", "value"), NUMBER_FORMATS)
def test_a_number_shows_what_its_format_adds(code: str | int, number: float, value: Value) -> None:
    content = with_cells(f'<row r="1"><c r="A1" s="1"><v>{number!r}</v></c></row>', styles=style_sheet(code))
    assert only_grid(content).value(0, 0) == value


@pytest.mark.parametrize(
    ("code", "text", "shown"),
    [
        pytest.param('@"街道办事处"', "四里村", "四里村街道办事处", id="a word behind"),
        pytest.param('0;-0;0;"市中"@', "财政局", "市中财政局", id="a word in front"),
        pytest.param('0"项"', "三项", "三项", id="a word for numbers only"),
        pytest.param(";;;", "保密", "", id="nothing at all"),
    ],
)
def test_a_text_shows_what_its_format_adds(code: str, text: str, shown: str) -> None:
    cells = f'<row r="1"><c r="A1" s="1" t="inlineStr"><is><t>{text}</t></is></c><c r="B1"><v>1</v></c></row>'
    grid = only_grid(with_cells(cells, styles=style_sheet(code)))
    assert grid.text(0, 0) == shown
    assert [(one.kind, one.row, one.detail) for one in grid.hazards] == (
        [] if shown else [(HazardKind.UNSEEN, 1, text)]
    )


def test_a_number_that_its_format_hides_is_told() -> None:
    content = with_cells('<row r="1"><c r="A1" s="1"><v>12.5</v></c></row>', styles=style_sheet(";;;"))
    assert [(one.kind, one.detail) for one in only_grid(content).hazards] == [(HazardKind.UNSEEN, "12.5")]


def _dated_xlsx(code: str) -> bytes:
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target, {"in_memory": True})
    workbook.add_worksheet().write(0, 0, datetime(2022, 4, 7), workbook.add_format({"num_format": code}))
    workbook.close()
    return target.getvalue()


def _dated_xls(code: str) -> bytes:
    workbook = xlwt.Workbook()
    workbook.add_sheet("1").write(0, 0, DATE, xlwt.easyxf(num_format_str=code))
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


@pytest.mark.parametrize("write", [pytest.param(_dated_xlsx, id="xlsx"), pytest.param(_dated_xls, id="xls")])
@pytest.mark.parametrize(
    "code", ["yyyy-mm-dd", 'yyyy"年"m"月"d"日"', "m月d日", "[$-804]aaaa;@yyyy", "[DBNum1]yyyy年m月d日"]
)
def test_dates_are_dates_whatever_their_format(write: Callable[[str], bytes], code: str) -> None:
    assert only_grid(write(code)).value(0, 0) == DATE


@pytest.mark.parametrize(
    ("code", "number", "value"),
    [
        pytest.param('"完成"0"项"', 3, "完成3项", id="words on both sides"),
        pytest.param("0\\家", 3, "3家", id="an escaped character"),
        pytest.param('0"项";"欠"0"项"', 3, "3项", id="the section of positive numbers"),
        pytest.param('0"；"0', 3, "0；3", id="digits in two groups"),
        pytest.param("00", 3.5, "3.5", id="noughts before whole numbers only"),
        pytest.param("aaaa", 44658, date(2022, 4, 7), id="day of the week"),
        pytest.param("yyyy-mm-dd hh:mm", 44658.5, datetime(2022, 4, 7, 12), id="a moment of a day"),
        pytest.param("yyyy-mm-dd", 1, date(1900, 1, 1), id="the first day that Excel knows"),
    ],
)
def test_what_a_format_code_says(code: str, number: float, value: Value) -> None:
    shown = parse_format(code)
    assert (shown.value(float(number)) if shown else float(number)) == value


@pytest.mark.parametrize(
    ("number", "codes", "expected"),
    [
        pytest.param(0, {}, None, id="general"),
        pytest.param(10, {}, NumberFormat(is_percent=True), id="built-in percentage"),
        pytest.param(46, {}, NumberFormat(is_elapsed=True), id="built-in span of time"),
        pytest.param(22, {}, NumberFormat(is_date=True), id="the last of the built-in dates"),
        pytest.param(23, {}, None, id="behind them"),
        pytest.param(14, {14: "0.00"}, None, id="the workbook's own code wins"),
    ],
)
def test_formats_by_number(number: int, codes: dict[int, str], expected: NumberFormat | None) -> None:
    assert number_format(number, codes) == expected


def test_the_styles_of_a_workbook_in_their_order() -> None:
    formats = read_number_formats(style_sheet(9, '"任务"0', 14).encode())
    styles = NumberStyles(formats)
    assert [styles.shown(37.0, style) for style in range(5)] == [37.0, "3700%", "任务37", date(1900, 2, 6), 37.0]


def test_days_counted_from_1904() -> None:
    assert NumberStyles((NumberFormat(is_date=True),), is_1904=True).shown(43196.0, 0) == date(2022, 4, 7)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("2022-04-07", date(2022, 4, 7), id="day"),
        pytest.param("2022-04-07T00:00:00.000", date(2022, 4, 7), id="midnight is the day"),
        pytest.param(" 2022-04-07T08:30:00 ", datetime(2022, 4, 7, 8, 30), id="moment"),
        pytest.param("4月7日", "4月7日", id="words"),
    ],
)
def test_a_moment_as_xml_writes_it(text: str, value: Value) -> None:
    assert parse_moment(text) == value

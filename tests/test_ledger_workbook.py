"""台账.xlsx and 催办汇总.xlsx as a user finds them: sheets, rows, counts that agree, pages that print whole."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from frames import in_words
from ledger_sample import LONG_PROGRESS, sample_ledger
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.ledger.counts import count_returns, overview_counts
from pipeline.ledger.model import Ledger
from pipeline.outputs.ledger_book.book import write_ledger_workbook
from pipeline.outputs.ledger_book.printed_rows import Block, DutyLine
from pipeline.outputs.ledger_book.printed_sheets import _WIDTHS, _paginate
from pipeline.outputs.reminders.overdue_workbook import list_overdue_units, write_overdue_workbook
from pipeline.outputs.xlsx.layout import A3_LANDSCAPE, MAX_ROW_HEIGHT, count_lines, page_height, text_height
from pipeline.vocabulary import tables
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Delivery, Light, Standing, Status

JUNE = Period(2022, 6)
SHEETS = [
    *("总览", "台账（重点任务）", "台账（民生实事）", "报送矩阵"),
    *("事项台账", "责任台账", "报送情况", "填报明细", "核验问题", "收文清单", "问题台账", "逐月责任", "逐月事项"),
    "通报数据",
    "说明",
]
FRAMES = {
    "事项台账": "entries",
    "责任台账": "duties",
    "报送情况": "returns",
    "填报明细": "records",
    "核验问题": "findings",
    "收文清单": "receipts",
    "问题台账": "problems",
    "逐月责任": "duty_months",
    "逐月事项": "entry_months",
    "通报数据": "figures",
}
SETTINGS = [("通知文号", "市中政办发〔2022〕1号"), ("程序版本", "9.9.9")]


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return sample_ledger()


@pytest.fixture(scope="module")
def book(ledger: Ledger, tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    return load_workbook(write_ledger_workbook(tmp_path_factory.mktemp("outbox") / "台账.xlsx", ledger, SETTINGS))


@pytest.fixture(scope="module")
def overdue(ledger: Ledger, tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    return load_workbook(write_overdue_workbook(tmp_path_factory.mktemp("june") / "催办汇总.xlsx", ledger, JUNE))


def texts_of(sheet: Worksheet) -> list[str]:
    return [str(value) for row in sheet.iter_rows(values_only=True) for value in row if value is not None]


def row_named(sheet: Worksheet, label: str) -> list[object]:
    """The first row whose first cell is ``label``."""
    return next(list(row) for row in sheet.iter_rows(values_only=True) if row[0] == label)


def test_sheets_stand_in_reading_order(book: Workbook, ledger: Ledger) -> None:
    officials = dict.fromkeys(f"领导-{official}" for task in ledger.tasks for official in task.lead_officials)
    assert book.sheetnames == [*SHEETS[:4], *officials, *SHEETS[4:]]


@pytest.mark.parametrize("table", [pytest.param(table, id=table.sheet) for table in tables.DATA_TABLES])
def test_data_sheet_holds_the_frame(book: Workbook, ledger: Ledger, table: tables.Table[Any]) -> None:
    sheet = book[table.sheet]
    header, *rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    frame: pd.DataFrame = getattr(ledger, FRAMES[table.sheet])
    expected = [[None if row[name] in ("", None) else row[name] for name in table.names] for row in in_words(frame)]
    found = [[value.date() if isinstance(value, datetime) else value for value in row] for row in rows]
    assert header == [column.label for column in table.columns]
    assert sorted(map(repr, found)) == sorted(map(repr, expected))
    assert not sheet.merged_cells.ranges
    assert sheet.auto_filter.ref
    assert str(sheet.freeze_panes).endswith("2")
    assert sheet.print_title_rows == "$1:$1"


def test_dates_are_dates(book: Workbook) -> None:
    labels = [cell.value for cell in book["报送情况"][1]]
    cell = book["报送情况"].cell(2, labels.index("截止日期") + 1)
    assert cell.value == datetime(2022, 3, 24)
    assert cell.number_format == "yyyy-mm-dd"


def test_findings_run_from_error_to_notice(book: Workbook) -> None:
    levels = [row[0] for row in book["核验问题"].iter_rows(min_row=2, values_only=True)]
    assert levels == ["错误", "警告", "警告", "提示"]


def test_user_text_is_never_a_formula(book: Workbook) -> None:
    hostile = [
        cell for sheet in book for row in sheet.iter_rows() for cell in row if str(cell.value or "").startswith("=1+1")
    ]
    assert {cell.parent.title for cell in hostile} >= {"台账（重点任务）", "填报明细", "责任台账"}
    assert {cell.data_type for cell in hostile} == {"s"}
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_overview_agrees_with_the_rows_behind_it(book: Workbook, ledger: Ledger) -> None:
    sheet = book["总览"]
    standings = Counter(ledger.entry_months.loc[ledger.entry_months["period"] == Period(2022, 6), "standing"])
    for line in [list(row) for row in sheet.iter_rows(values_only=True) if row[0] == "合计"][:2]:
        assert line[1:11] == [len(ledger.entries), *(standings[standing] for standing in Standing)]
    assert any("进展截至6月底，报送情况统计至2022年7月15日" in text for text in texts_of(sheet))
    june = ledger.returns[ledger.returns["period"] == Period(2022, 6)]
    expected, *numbers = row_named(sheet, "6月")[2:10]
    assert expected == len(june) == sum(number for number in numbers if isinstance(number, int))
    assert row_named(sheet, "6月")[3:7] == [
        int((june["status"] == status).sum())
        for status in (Status.ON_TIME, Status.LATE, Status.MISSING, Status.UNSETTLED)
    ]
    assert row_named(sheet, "6月")[10:12] == [9, pytest.approx(5 / 9)]


def test_overview_gives_no_rate_before_the_due_date(book: Workbook) -> None:
    assert row_named(book["总览"], "7月")[11] == "未截止"


def test_overview_shows_every_warning(book: Workbook, ledger: Ledger) -> None:
    shown = "\n".join(texts_of(book["总览"]))
    assert ledger.warnings
    assert all(warning in shown for warning in ledger.warnings)


def test_overview_has_charts_over_its_own_rows(book: Workbook) -> None:
    standings, rates, months = book["总览"]._charts
    assert len(months.series) == len(standings.series) == len(Standing)
    reference = rates.series[0].val.numRef.f.split("!")[1].replace("$", "")
    values = [cell.value for (cell,) in book["总览"][reference]]
    assert values == [pytest.approx(rate) for rate in (9 / 11, 9 / 11, 9 / 11, 9 / 11, 5 / 9)]


def test_reading_sheets_hold_every_task_and_every_units_words(book: Workbook, ledger: Ledger) -> None:
    shown = set(texts_of(book["台账（重点任务）"])) | set(texts_of(book["台账（民生实事）"]))
    assert {task.text for task in ledger.tasks} <= shown
    assert set(ledger.duties["progress"].dropna()) <= shown
    assert any(text.startswith("区住房城乡建设局（牵头·推定）") for text in shown)
    assert any(text.startswith("各产业部门") and "待确认" in text for text in shown)


def test_reading_sheet_says_where_every_report_came_from(book: Workbook, ledger: Ledger) -> None:
    shown = texts_of(book["台账（重点任务）"])
    key_duties = ledger.duties[ledger.duties["task_id"].str.startswith("任务") & (ledger.duties["source"] != "")]
    for duty in in_words(key_duties):
        assert f"{duty['source']} › {duty['sheet']} › 第{duty['row']}行" in shown


def test_lights_are_words_and_signs_not_only_colours(book: Workbook) -> None:
    shown = [text for text in texts_of(book["台账（重点任务）"]) if text.startswith("●红\n")]
    assert any("区工业和信息化局" in text for text in shown)  # R18: the task says whose light it takes


@pytest.mark.parametrize(
    ("sheet", "paper", "orientation", "titles"),
    [
        pytest.param("总览", "9", "portrait", None, id="overview"),
        pytest.param("台账（重点任务）", "8", "landscape", "$3:$3", id="key tasks"),
        pytest.param("台账（民生实事）", "8", "landscape", "$3:$3", id="livelihood"),
        pytest.param("报送矩阵", "8", "landscape", "$1:$1", id="matrix"),
    ],
)
def test_reading_sheets_print(book: Workbook, sheet: str, paper: str, orientation: str, titles: str | None) -> None:
    setup = book[sheet].page_setup
    assert (str(setup.paperSize), setup.orientation) == (paper, orientation)
    assert book[sheet].sheet_properties.pageSetUpPr.fitToPage
    assert (setup.fitToWidth or 1, setup.fitToHeight) == (1, 0)
    assert book[sheet].print_title_rows == titles
    assert "&P" in str(book[sheet].oddFooter.center.text)


def tall_ledger() -> Ledger:
    """任务7 with a report of some 4,000 characters: higher than a row may be, and than a page."""
    ledger = sample_ledger()
    ledger.duties.loc[ledger.duties["task_id"] == "任务7", "progress"] = LONG_PROGRESS * 12
    return ledger


@pytest.mark.parametrize("build", [pytest.param(sample_ledger, id="usual"), pytest.param(tall_ledger, id="tall")])
def test_no_text_of_the_printed_ledger_is_cut(tmp_path: Path, build: object) -> None:
    assert callable(build)
    sheet = load_workbook(write_ledger_workbook(tmp_path / "台账.xlsx", build(), []))["台账（重点任务）"]
    areas = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    widths = {column: sheet.column_dimensions[column].width for column in "ABCDEFGHIJKLM"}
    for row in sheet.iter_rows(min_row=4):
        for cell in row:
            if cell.value is None or cell.column_letter not in widths:
                continue
            area = areas.get((cell.row, cell.column))
            rows = range(cell.row, (area.max_row if area else cell.row) + 1)
            height = sum(sheet.row_dimensions[number].height for number in rows)
            assert height >= count_lines(str(cell.value), widths[cell.column_letter]) * 13
    assert max(sheet.row_dimensions[row].height for row in range(4, sheet.max_row + 1)) <= MAX_ROW_HEIGHT


def test_merged_cells_never_cross_a_page_break_of_a_usual_ledger(book: Workbook) -> None:
    sheet = book["台账（重点任务）"]
    breaks = [page_break.id for page_break in sheet.row_breaks.brk]
    assert breaks
    assert not [area for area in sheet.merged_cells.ranges for last in breaks if area.min_row <= last < area.max_row]


def test_no_page_but_the_last_is_left_half_empty() -> None:
    """A task that would leave so much empty is cut between units instead; a short one stays together."""
    whole = page_height(A3_LANDSCAPE, _WIDTHS)
    units = tuple(
        DutyLine("区财政局", progress="已完成。\n" * 6) for _ in range(int(0.52 * whole / text_height("行\n" * 6, 9)))
    )
    blocks = tuple(Block(number, "发展", "加快建设。", "张健", "绿", "绿", units) for number in range(1, 9))
    strips = _paginate(blocks, whole)
    used = Counter[int]()
    for strip in strips:
        used[strip.page] += strip.height  # type: ignore[assignment]
    assert len(used) > 2
    assert all(used[page] > 0.6 * whole for page in range(max(used)))
    short = tuple(replace(block, lines=units[:1]) for block in blocks)
    pages = {(strip.block, strip.page) for strip in _paginate(short, whole)}
    assert len(pages) == len(short)


def test_pages_of_the_usual_ledger_are_well_filled(book: Workbook) -> None:
    """By Excel's own measure of columns; where another font stands in for Calibri, columns and so the empty part are wider."""
    sheet = book["台账（重点任务）"]
    breaks = [0, *(one.id for one in sheet.row_breaks.brk)]
    whole = page_height(A3_LANDSCAPE, _WIDTHS)
    pages = [range(first + 1, last + 1) for first, last in pairwise(breaks)]
    heights = [sum(sheet.row_dimensions[row].height for row in page) for page in pages]
    assert len(heights) >= 1 and all(height > 0.7 * whole for height in heights)


def test_matrix_has_the_status_of_every_return(book: Workbook, ledger: Ledger) -> None:
    sheet = book["报送矩阵"]
    labels = [cell.value for cell in sheet[1]]
    for row in in_words(ledger.returns):
        column = labels.index(Period.parse(row["period"]).label)
        assert row_named(sheet, row["unit"])[column] == row["status"]
    assert row_named(sheet, "合计：应报")[2:8] == [11] * 6
    assert [cell.value for cell in sheet["A"][1:12]][-2:] == ["魏家庄街道办事处", "市中城投集团"]


def test_notes_explain_every_light_and_status_and_show_settings(book: Workbook) -> None:
    terms = {text.lstrip("●▲■★○") for text in texts_of(book["说明"])}
    assert {*Light, *Status, "9.9.9", "市中政办发〔2022〕1号", *Delivery, *Standing} <= terms
    assert "进展截至6月底，报送情况统计至2022年7月15日" in terms


def test_same_ledger_same_bytes(tmp_path: Path) -> None:
    written = [
        (
            write_ledger_workbook(tmp_path / name / "台账.xlsx", sample_ledger(), SETTINGS).read_bytes(),
            write_overdue_workbook(tmp_path / name / "催办汇总.xlsx", sample_ledger(), JUNE).read_bytes(),
        )
        for name in ("first", "second")
    ]
    assert written[0] == written[1]


def test_empty_ledger_is_still_a_workbook(tmp_path: Path, ledger: Ledger) -> None:
    """Before anything has come in: every frame but entries, duties and returns may be without rows."""
    empty = {name: getattr(ledger, name).iloc[:0] for name in FRAMES.values()}
    bare = replace(ledger, cutoff=date(2022, 3, 1), tasks=(), warnings=(), **empty)
    book = load_workbook(write_ledger_workbook(tmp_path / "台账.xlsx", bare, []))
    assert book.sheetnames == SHEETS


def test_overdue_lists_who_owes_and_sets_the_unsettled_apart(overdue: Workbook, ledger: Ledger) -> None:
    rows = [list(row) for row in overdue["催办汇总"].iter_rows(values_only=True)]
    situations = [(row[1], row[2]) for row in rows if isinstance(row[0], int)]
    assert situations == [
        ("区工业和信息化局", "未报"),
        ("区财政局", "未报"),
        ("魏家庄街道办事处", "迟报"),
        ("市中城投集团", "不完整"),
        ("区教育体育局", "缺书面材料"),
        ("区商务局", "待认定"),
    ]
    unsettled = next(row for row in rows if row[1] == "区商务局")
    assert "暂不催报" in str(unsettled[9])
    incomplete = next(row for row in rows if row[1] == "市中城投集团")
    assert incomplete[4] == "实事21"
    missing = next(row for row in rows if row[1] == "区财政局")
    assert (missing[7], missing[5]) == (6, datetime(2022, 7, 7))


def test_overdue_counts_sum(overdue: Workbook, ledger: Ledger) -> None:
    counts = count_returns(ledger.returns[ledger.returns["period"] == Period(2022, 6)])
    line = next(text for text in texts_of(overdue["催办汇总"]) if "应报" in text and "＝" in text)
    assert f"应报{counts.expected}家" in line
    assert all(f"{status}{number}" in line for status, number in counts.pairs)


def test_overdue_has_all_returns_of_the_period_only(overdue: Workbook) -> None:
    rows = list(overdue["报送明细"].iter_rows(min_row=2, values_only=True))
    assert len(rows) == 11
    assert {row[1] for row in rows} == {"2022-06"}


def test_overdue_of_the_plan_asks_for_annex_3(ledger: Ledger) -> None:
    units = list_overdue_units(ledger, Period(2022))
    assert {unit.unit: unit.situation for unit in units} == {
        "魏家庄街道办事处": "未报",
        "区商务局": "迟报",
        "区教育体育局": "缺书面材料",
    }
    assert "附件3" in units[0].wanted_text


@pytest.mark.parametrize("name", ["total", "annexes", "categories"])
def test_task_counts_are_partitions(ledger: Ledger, name: str) -> None:
    counted = getattr(overview_counts(ledger), name)
    lines = counted if isinstance(counted, tuple) else (counted,)
    assert sum(line.standings.total for line in lines) == len(ledger.entries)


def test_return_counts_are_partitions(ledger: Ledger) -> None:
    overview = overview_counts(ledger)
    assert sum(counted.returns.expected for counted in overview.periods) == len(ledger.returns)
    assert [counted.period.month for counted in overview.periods] == [0, 3, 4, 5, 6, 7]
    for counted in overview.periods:
        counts = counted.returns
        assert counts.due + counts.exempt + counts.extended + counts.not_due == counts.expected
    assert overview.over.expected == 55
    assert overview.over.due == 53
    assert overview.over.on_time_rate.share == pytest.approx(41 / 53)


def test_nothing_due_has_no_rate(ledger: Ledger) -> None:
    july = ledger.returns[(ledger.returns["period"] == Period(2022, 7)) & (ledger.returns["status"] != "按时")]
    assert count_returns(july).on_time_rate.share is None


def test_a_word_outside_the_vocabulary_is_refused(ledger: Ledger) -> None:
    changed = ledger.returns.copy()
    changed.loc[0, "status"] = "已交"
    with pytest.raises(ValueError, match="已交"):
        count_returns(changed)

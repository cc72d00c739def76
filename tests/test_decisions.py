"""人工认定.xlsx: a person's entries take effect, and one that makes no sense is named by its cell and has none."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import pytest
from core_samples import APRIL, FINANCE, JUNE, MARCH, MAY, PLAN, PLANNING, TASKS, directory, settings
from openpyxl import Workbook

from pipeline.decisions.contents import SHEETS
from pipeline.decisions.decisions import Decisions, load_decisions
from pipeline.outputs.decision_book.book import write_decision_workbook
from pipeline.vocabulary.errors import MasterError
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import FormKind

Row = Mapping[str, object]


def load(folder: Path, sheet: str = "", *rows: Row) -> Decisions:
    """The decisions of a workbook whose ``sheet`` holds ``rows`` (label → value), from row 2 on."""
    book = Workbook()
    for layout in (one.layout for one in SHEETS):
        made = book.create_sheet(layout.sheet)
        made.append(list(layout.columns))
        for row in rows if layout.sheet == sheet else ():
            assert set(row) <= set(layout.columns)
            made.append([row.get(label) for label in layout.columns])
    book.save(folder / "人工认定.xlsx")
    return load_decisions(folder / "人工认定.xlsx", directory(), TASKS, 2022, (), settings().due_dates)


PAPER: Row = {"单位": FINANCE, "表种": "落实", "期间": "2022-03", "实际收到日期": date(2022, 4, 7)}
BY_FILE: Row = {"来源文件": "三月/财政局.xlsx", "实际收到日期": date(2022, 4, 7)}
EXTENSION: Row = {"单位": FINANCE, "表种": "落实", "期间": "2022-03", "延期至": date(2022, 4, 15)}
EXEMPTION: Row = {"单位": FINANCE}
CLOSURE: Row = {"事项编号": "任务1", "申报期间": "2022-04", "认定结果": "已销号", "核实日期": date(2022, 5, 20)}
MAJOR: Row = {"编号": "1", "标题": "项目开工", "日期": date(2022, 5, 20), "通报": "是"}


def test_an_office_without_the_workbook_has_decided_nothing(tmp_path: Path) -> None:
    assert load_decisions(tmp_path / "人工认定.xlsx", directory(), TASKS, 2022) == Decisions()


def test_the_workbook_as_it_is_first_laid_out_decides_nothing(tmp_path: Path) -> None:
    """docs/contract.md: what the pipeline writes, it reads back without a finding."""
    path = write_decision_workbook(tmp_path / "人工认定.xlsx", date(2022, 4, 11))
    assert load_decisions(path, directory(), TASKS, 2022) == Decisions()


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("三月/财政局.xlsx", id="as the list of receipts shows it"),
        pytest.param("三月\\财政局.xlsx", id="as Windows shows it"),
        pytest.param("inbox/三月/财政局.xlsx", id="with the folder's name"),
        pytest.param(" 三月/财政局.xlsx ", id="blanks"),
    ],
)
def test_the_day_of_a_file_is_found_by_its_path(tmp_path: Path, source: str) -> None:
    """R7 (1)."""
    decisions = load(tmp_path, "收文登记", {**BY_FILE, "来源文件": source})
    assert [(one.source, one.received_date) for one in decisions.received] == [("三月/财政局.xlsx", date(2022, 4, 7))]


def test_the_day_of_a_return_on_paper_is_found_by_unit_form_and_period(tmp_path: Path) -> None:
    """R7 (1)."""
    decisions = load(tmp_path, "收文登记", PAPER)
    assert (paper := decisions.paper_receipt(FINANCE, FormKind.PROGRESS, MARCH)) and paper.received_date == date(
        2022, 4, 7
    )
    assert decisions.paper_receipt(FINANCE, FormKind.PROGRESS, APRIL) is None
    assert decisions.paper_receipt(PLANNING, FormKind.PROGRESS, MARCH) is None


@pytest.mark.parametrize(
    ("label", "written"),
    [
        pytest.param("实际收到日期", "2022.4.7", id="day as text"),
        pytest.param("实际收到日期", datetime(2022, 4, 7, 9, 30), id="day with a time"),
        pytest.param("期间", "2022-3", id="month with one digit"),
        pytest.param("期间", date(2022, 3, 1), id="month that Excel made a day"),
        pytest.param("表种", "附件4", id="form by its annex"),
    ],
)
def test_cells_are_understood_as_clerks_fill_them(tmp_path: Path, label: str, written: object) -> None:
    decisions = load(tmp_path, "收文登记", {**PAPER, label: written})
    assert (paper := decisions.paper_receipt(FINANCE, FormKind.PROGRESS, MARCH)) and paper.received_date == date(
        2022, 4, 7
    )


def test_a_unit_is_known_by_its_alias(tmp_path: Path) -> None:
    """docs/contract.md: 单位名录 says who is meant."""
    decisions = load(tmp_path, "延期批准", {**EXTENSION, "单位": "区发改局"})
    assert decisions.extended_to(PLANNING, FormKind.PROGRESS, MARCH) == date(2022, 4, 15)


def test_the_latest_extension_holds(tmp_path: Path) -> None:
    """R8: for that unit, form and period alone."""
    later = {**EXTENSION, "延期至": date(2022, 4, 20)}
    decisions = load(tmp_path, "延期批准", later, EXTENSION)
    assert decisions.extended_to(FINANCE, FormKind.PROGRESS, MARCH) == date(2022, 4, 20)
    assert decisions.extended_to(FINANCE, FormKind.PROGRESS, APRIL) is None


def test_an_exemption_without_task_form_or_end_is_of_all(tmp_path: Path) -> None:
    """R8: blank means all, from April on."""
    decisions = load(tmp_path, "免报", {**EXEMPTION, "起始期间": "2022-04"})
    assert decisions.is_exempt(FINANCE, "任务1", FormKind.PROGRESS, MAY)
    assert not decisions.is_exempt(FINANCE, "任务1", FormKind.PROGRESS, MARCH)
    assert not decisions.is_exempt(PLANNING, "任务1", FormKind.PROGRESS, MAY)


def test_an_exemption_of_one_task_and_form_is_of_nothing_else(tmp_path: Path) -> None:
    decisions = load(tmp_path, "免报", {**EXEMPTION, "事项编号": "任务1", "表种": "计划"})
    assert decisions.is_exempt(FINANCE, "任务1", FormKind.PLAN, PLAN)
    assert not decisions.is_exempt(FINANCE, "任务1", FormKind.PROGRESS, MARCH)
    assert not decisions.is_exempt(FINANCE, "实事1", FormKind.PLAN, PLAN)


def test_an_exemption_of_a_task_without_a_unit_is_of_every_unit(tmp_path: Path) -> None:
    """R26: a task that nobody need report on is one row."""
    decisions = load(tmp_path, "免报", {"事项编号": "任务1", "起始期间": "2022-04"})
    assert all(decisions.is_exempt(unit, "任务1", FormKind.PROGRESS, MAY) for unit in (FINANCE, PLANNING))
    assert not decisions.is_exempt(PLANNING, "任务2", FormKind.PROGRESS, MAY)


def test_a_closure_ends_the_duty_from_the_next_period_on(tmp_path: Path) -> None:
    """R19: for the whole task where no unit is given."""
    decisions = load(tmp_path, "办结销号", CLOSURE)
    assert decisions.closing_period("任务1", FINANCE) == APRIL
    assert not decisions.is_closed_for("任务1", FINANCE, APRIL, date(2022, 5, 10))
    assert decisions.is_closed_for("任务1", FINANCE, MAY, date(2022, 6, 8))
    assert decisions.closing_period("任务2", FINANCE) is None


@pytest.mark.parametrize(
    ("later", "closed", "excused"),
    [
        pytest.param("退回", None, False, id="returned"),
        pytest.param("待核实", None, False, id="under verification again"),
        pytest.param("已销号", MAY, True, id="closed again, later"),
    ],
)
def test_the_last_verdict_holds(tmp_path: Path, later: str, closed: Period | None, excused: bool) -> None:
    """R19: 退回 reopens."""
    decisions = load(
        tmp_path,
        "办结销号",
        CLOSURE,
        {**CLOSURE, "申报期间": "2022-05", "认定结果": later, "核实日期": date(2022, 6, 20)},
    )
    assert decisions.closing_period("任务1", FINANCE) == closed
    assert decisions.is_closed_for("任务1", FINANCE, JUNE, date(2022, 7, 7)) is excused


def test_a_closure_of_one_unit_leaves_the_other(tmp_path: Path) -> None:
    """R19."""
    decisions = load(tmp_path, "办结销号", {**CLOSURE, "单位": FINANCE})
    assert decisions.closing_period("任务1", FINANCE) == APRIL
    assert decisions.closing_period("任务1", PLANNING) is None


def test_a_claim_that_waits_for_its_verdict_is_no_decision_and_no_fault(tmp_path: Path) -> None:
    """docs/contract.md: pending rows stand there until a person fills them in."""
    decisions = load(tmp_path, "办结销号", {**CLOSURE, "认定结果": None, "核实日期": None})
    assert (decisions.closures, decisions.findings) == ((), ())


def test_a_major_matter_is_one_when_a_person_says_so(tmp_path: Path) -> None:
    """Notice clause 3: 一事一通报; without 是 it waits."""
    decisions = load(tmp_path, "重大事项", MAJOR, {**MAJOR, "编号": "2", "通报": None}, {**MAJOR, "通报": "否"})
    assert [(one.matter_id, one.title, one.day) for one in decisions.major_matters] == [
        ("1", "项目开工", date(2022, 5, 20))
    ]
    assert decisions.findings == ()


@pytest.mark.parametrize(
    ("sheet", "row", "cell"),
    [
        pytest.param("收文登记", {**PAPER, "单位": "区财务局"}, "“收文登记”B2", id="received: unknown unit"),
        pytest.param("收文登记", {**PAPER, "单位": None}, "“收文登记”B2", id="received: no unit"),
        pytest.param("收文登记", {**PAPER, "表种": "周报"}, "“收文登记”C2", id="received: unknown form"),
        pytest.param("收文登记", {**PAPER, "期间": "一季度"}, "“收文登记”D2", id="received: no period"),
        pytest.param("收文登记", {**PAPER, "期间": None}, "“收文登记”D2", id="received: neither file nor period"),
        pytest.param("收文登记", {**PAPER, "期间": "2022"}, "“收文登记”D2", id="received: a month's form for a year"),
        pytest.param("收文登记", {**PAPER, "实际收到日期": "四月上旬"}, "“收文登记”E2", id="received: no day"),
        pytest.param("收文登记", {**BY_FILE, "实际收到日期": None}, "“收文登记”E2", id="received: day blank"),
        pytest.param("收文登记", {**PAPER, "期间": "2022-02"}, "“收文登记”D2", id="received: nothing is collected"),
        pytest.param("收文登记", {**PAPER, "期间": "2021-03"}, "“收文登记”D2", id="received: another year"),
        pytest.param("收文登记", {**PAPER, "表种": None}, "“收文登记”C2", id="received: no form"),
        pytest.param("延期批准", {**EXTENSION, "期间": "2023-03"}, "“延期批准”C2", id="extension: another year"),
        pytest.param(
            "延期批准",
            {**EXTENSION, "延期至": date(2022, 4, 8)},
            "“延期批准”D2",
            id="extension: to the due date itself",
        ),
        pytest.param(
            "延期批准", {**EXTENSION, "单位": f"{FINANCE}、{PLANNING}"}, "“延期批准”A2", id="extension: two units"
        ),
        pytest.param("免报", {**EXEMPTION, "事项编号": "任务2"}, "“免报”A2", id="exemption: another unit's task"),
        pytest.param(
            "免报", {**EXEMPTION, "起始期间": "2022-09", "截止期间": "2022-04"}, "“免报”E2", id="exemption: backwards"
        ),
        pytest.param("免报", {**EXEMPTION, "起始期间": "2023-04"}, "“免报”D2", id="exemption: another year"),
        pytest.param(
            "办结销号", {**CLOSURE, "事项编号": "任务2", "单位": FINANCE}, "“办结销号”B2", id="closure: not theirs"
        ),
        pytest.param("办结销号", {**CLOSURE, "申报期间": "2023-04"}, "“办结销号”C2", id="closure: another year"),
        pytest.param("延期批准", {**EXTENSION, "单位": "财务局"}, "“延期批准”A2", id="extension: unknown unit"),
        pytest.param("延期批准", {**EXTENSION, "期间": "2022-13"}, "“延期批准”C2", id="extension: no such month"),
        pytest.param("延期批准", {**EXTENSION, "表种": "计划"}, "“延期批准”C2", id="extension: a plan for a month"),
        pytest.param(
            "延期批准", {**EXTENSION, "期间": "2022-03、2022-04"}, "“延期批准”C2", id="extension: two months in a cell"
        ),
        pytest.param("延期批准", {**EXTENSION, "延期至": "2022-04-31"}, "“延期批准”D2", id="extension: no such day"),
        pytest.param("免报", {**EXEMPTION, "事项编号": "任务99"}, "“免报”B2", id="exemption: no such task"),
        pytest.param("免报", {"起始期间": "2022-03"}, "“免报”A2", id="exemption: neither unit nor task"),
        pytest.param("免报", {**EXEMPTION, "起始期间": "春天"}, "“免报”D2", id="exemption: no period"),
        pytest.param("办结销号", {**CLOSURE, "事项编号": "1"}, "“办结销号”A2", id="closure: number without annex"),
        pytest.param("办结销号", {**CLOSURE, "单位": "财务局"}, "“办结销号”B2", id="closure: unknown unit"),
        pytest.param("办结销号", {**CLOSURE, "申报期间": None}, "“办结销号”C2", id="closure: no period"),
        pytest.param("办结销号", {**CLOSURE, "认定结果": "办结"}, "“办结销号”E2", id="closure: unknown verdict"),
        pytest.param("办结销号", {**CLOSURE, "核实日期": None}, "“办结销号”H2", id="closure: closed without a day"),
        pytest.param("重大事项", {**MAJOR, "通报": "要"}, "“重大事项”F2", id="major: neither yes nor no"),
        pytest.param("重大事项", {**MAJOR, "标题": None}, "“重大事项”C2", id="major: no title"),
        pytest.param("重大事项", {**MAJOR, "日期": None}, "“重大事项”E2", id="major: no day"),
        pytest.param("重大事项", {**MAJOR, "事项编号": "七十九"}, "“重大事项”B2", id="major: no such task"),
    ],
)
def test_an_entry_that_makes_no_sense_is_named_by_its_cell_and_has_no_effect(
    tmp_path: Path, sheet: str, row: Row, cell: str
) -> None:
    """docs/contract.md: a finding for a person, never a guess and never a stop."""
    decisions = load(tmp_path, sheet, row)
    assert [fault.kind.name for fault in decisions.findings] == ["DECISION_INVALID"]
    assert cell in decisions.findings[0].problem
    assert Decisions(findings=decisions.findings, suspended=decisions.suspended) == decisions


def test_a_wrong_row_costs_only_itself(tmp_path: Path) -> None:
    decisions = load(tmp_path, "收文登记", {**PAPER, "单位": "区财务局"}, PAPER)
    assert (paper := decisions.paper_receipt(FINANCE, FormKind.PROGRESS, MARCH)) and paper.received_date == date(
        2022, 4, 7
    )
    assert len(decisions.findings) == 1


def test_a_workbook_without_one_of_its_sheets_stops_the_run_and_names_it(tmp_path: Path) -> None:
    """A decision must not be lost silently because a sheet was renamed."""
    book = Workbook()
    book.save(tmp_path / "人工认定.xlsx")
    with pytest.raises(MasterError) as caught:
        load_decisions(tmp_path / "人工认定.xlsx", directory(), TASKS, 2022)
    assert "人工认定.xlsx" in caught.value.problem

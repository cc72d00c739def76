"""总览, 报送矩阵 and the data sheets agree: every figure worked out again from 填报明细 and 报送情况 (R20)."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import unquote

import openpyxl
import pandas as pd
import pytest
from openpyxl.workbook import Workbook

from pipeline import stages
from pipeline.config import load_settings
from pipeline.demo.office import SampleOffice, write_office
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import ProblemState, Standing

UNTIL = Period(2022, 6)
MONTHS = [f"2022-{month:02d}" for month in range(3, 7)]
Sheets = dict[str, pd.DataFrame]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> SampleOffice:
    made = write_office(tmp_path_factory.mktemp("office") / "样例", seed=11, units=20, until=UNTIL)
    stages.run_deadline(stages.Walk(load_settings(made.root), made.today, lambda _, items, __: items), UNTIL)
    return made


@pytest.fixture(scope="module")
def sheets(office: SampleOffice) -> Sheets:
    path = office.root / "outbox" / "台账.xlsx"
    read = pd.read_excel(path, engine="calamine", sheet_name=None, dtype=object, keep_default_na=False)
    return {str(name): frame for name, frame in read.items()}


@pytest.fixture(scope="module")
def book(office: SampleOffice) -> Workbook:
    return openpyxl.load_workbook(office.root / "outbox" / "台账.xlsx")


@pytest.fixture(scope="module")
def overview(book: Workbook) -> list[list[Any]]:
    return [list(row) for row in book["总览"].iter_rows(values_only=True)]


def rows(frame: pd.DataFrame, **values: object) -> pd.DataFrame:
    for name, value in values.items():
        frame = frame[frame[name] == value]
    return frame


def line(overview: list[list[Any]], label: str) -> list[Any]:
    return next(row for row in overview if row[0] == label)


def test_collections_on_the_overview_are_those_of_the_returns(sheets: Sheets, overview: list[list[Any]]) -> None:
    words = ["按时", "迟报", "未报", "待认定", "延期", "免报", "未到期"]
    returns = sheets["报送情况"]
    total: Counter[str] = Counter()
    for period in ["2022", *MONTHS]:
        own = Counter(rows(returns, 期间=period)["状态"])
        told = line(overview, Period.parse(period).label)
        due = sum(own[word] for word in words[:4])
        assert told[2:10] == [own.total(), *(own[word] for word in words)]
        assert told[10:12] == [due, pytest.approx(own["按时"] / due)]
        total += own
    over = line(overview, "已截止的5期合计")
    assert over[2:10] == [total.total(), *(total[word] for word in words)]


def test_the_matrix_says_what_the_returns_say(sheets: Sheets) -> None:
    matrix = sheets["报送矩阵"]
    labels = {period: Period.parse(period).label for period in ["2022", *MONTHS]}
    told = {str(row["单位"]): row for row in matrix.to_dict("records")}
    for row in sheets["报送情况"].to_dict("records"):
        if row["期间"] in labels:
            assert told[row["单位"]][labels[row["期间"]]] == row["状态"]
    for unit, own in sheets["报送情况"].groupby("单位"):
        over = own[own["期间"].isin(labels)]
        numbers = Counter(over["状态"])
        assert [told[str(unit)][word] for word in ("按时", "迟报", "未报")] == [
            numbers[w] for w in ("按时", "迟报", "未报")
        ]


def test_tasks_received_are_the_tasks_of_the_rows_read(sheets: Sheets) -> None:
    """已报事项数 and 缺漏事项 out of the rows themselves, whatever files they came in."""
    read = sheets["填报明细"]
    read = read[read["采用"] != "待认定"]
    for row in sheets["报送情况"].to_dict("records"):
        own = rows(read, 表种=row["表种"], 期间=row["期间"], 单位=row["单位"])
        assert row["已报事项数"] == own["事项编号"].nunique()
        lacking = {part for part in str(row["缺漏事项"]).split("、") if part}
        assert len(lacking) == (row["应报事项数"] - row["已报事项数"] if len(own) else 0)
        assert not lacking & set(own["事项编号"])


def test_what_a_duty_shows_is_its_last_row_in_force(sheets: Sheets) -> None:
    in_force = rows(sheets["填报明细"], 采用="是", 表种="落实")
    compared = 0
    for duty in sheets["责任台账"].to_dict("records"):
        own = rows(in_force, 事项编号=duty["事项编号"], 单位=duty["单位"])
        assert duty["最新期间"] == (max(own["期间"]) if len(own) else "")
        if len(own):
            last = rows(own, 期间=max(own["期间"])).iloc[-1]
            assert (duty["最新进展"], duty["是否完成"]) == (last["完成情况"], last["是否完成"])
            compared += 1
    assert compared > 30


def test_red_lights_are_missing_returns_and_targets_not_met(sheets: Sheets) -> None:
    """R18, worked out anew: red in June is 未报, or a return in force that says 否 or 部分 at the quarter's end."""
    status = {(row["单位"], row["期间"]): row["状态"] for row in sheets["报送情况"].to_dict("records")}
    june = rows(sheets["填报明细"], 采用="是", 表种="落实", 期间="2022-06")
    failed = {(r["事项编号"], r["单位"]) for r in june.to_dict("records") if r["是否完成"] in ("否", "部分")}
    months = rows(sheets["逐月责任"], 期间="2022-06")
    red = {(r["事项编号"], r["单位"]) for r in rows(months, 预警灯="红").to_dict("records")}
    expected = {
        (r["事项编号"], r["单位"])
        for r in months.to_dict("records")
        if r["预警灯"] != "办结"
        and (status[r["单位"], "2022-06"] == "未报" or ((r["事项编号"], r["单位"]) in failed))
        and status[r["单位"], "2022-06"] not in ("免报", "待认定")
    }
    assert red == expected != set()


def test_tasks_on_the_overview_are_those_of_the_last_month_over(sheets: Sheets, overview: list[list[Any]]) -> None:
    tasks = rows(sheets["逐月事项"], 期间=MONTHS[-1])
    standings = Counter(tasks["进度"])
    for total in [row for row in overview if row[0] == "合计"][:2]:
        assert total[1:11] == [len(tasks), *(standings[standing] for standing in Standing)]
    for category, own in tasks.merge(sheets["事项台账"][["事项编号", "类别"]]).groupby("类别"):
        counted = Counter(own["进度"])
        assert line(overview, str(category))[1:11] == [len(own), *(counted[standing] for standing in Standing)]


def test_the_22_by_month_are_those_of_the_monthly_sheet(sheets: Sheets, overview: list[list[Any]]) -> None:
    months = sheets["逐月事项"]
    months = months[months["事项编号"].str.startswith("实事")]
    head = next(index for index, row in enumerate(overview) if row[0] == "件数")
    assert overview[head][1:5] == [Period.parse(month).label for month in MONTHS]
    counted = {month: Counter(rows(months, 期间=month)["进度"]) for month in MONTHS}
    for place, standing in enumerate(Standing, head + 1):
        assert overview[place][1:5] == [counted[month][standing] for month in MONTHS]
    assert overview[head + 1 + len(Standing)][1:5] == [22] * len(MONTHS)


def test_changes_and_strips_are_those_of_the_months(sheets: Sheets) -> None:
    by_month = {(r["事项编号"], r["期间"]): r["预警灯"] for r in sheets["逐月事项"].to_dict("records")}
    for entry in sheets["事项台账"].to_dict("records"):
        lights = [by_month[entry["事项编号"], month] for month in MONTHS]
        told = zip(MONTHS, lights, strict=True)
        assert entry["逐月预警"] == "，".join(f"{Period.parse(month).label}{light}" for month, light in told)
        words = "持平" if lights[-2] == lights[-1] else f"{lights[-2]}→{lights[-1]}"
        assert entry["变化"].endswith(words)


def test_problem_numbers_on_the_overview_are_those_of_the_register(sheets: Sheets, overview: list[list[Any]]) -> None:
    register = sheets["问题台账"]
    numbers = Counter(register["状态"])
    told = next(str(row[0]) for row in overview if str(row[0]).startswith("单位反映问题"))
    assert f"单位反映问题{len(register)}条" in told
    assert all(f"{state}{numbers[state]}条" in told for state in ProblemState)
    reported = sheets["逐月责任"]["存在问题"]
    assert set(register["存在问题"]) <= set(reported)


def links(book: Workbook, sheet: str) -> dict[str, str]:
    """Cell → the file its link leads to, as the package has it."""
    cells = (cell for row in book[sheet].iter_rows() for cell in row if cell.hyperlink)
    return {cell.coordinate: str(cell.hyperlink.target) for cell in cells if cell.hyperlink.target}


@pytest.mark.parametrize(
    "place", [pytest.param("outbox/台账.xlsx", id="living"), pytest.param("archive/台账/*.xlsx", id="frozen")]
)
def test_links_lead_to_the_files_that_were_received(office: SampleOffice, place: str) -> None:
    """Also from the frozen copy, which lies one folder deeper."""
    path, *_ = sorted(office.root.glob(place))
    book = openpyxl.load_workbook(path)
    found = 0
    for sheet in ("报送矩阵", "收文清单", "填报明细", "台账（重点任务）", "报送情况"):
        for ref, target in links(book, sheet).items():
            assert "\\" not in target
            assert (path.parent / unquote(target)).resolve().is_file(), f"{sheet} {ref}: {target}"
            found += 1
    assert found > 300


def test_every_received_return_of_the_matrix_is_a_link(sheets: Sheets, book: Workbook) -> None:
    received = [row for row in sheets["报送情况"].to_dict("records") if row["来源文件"]]
    assert len(links(book, "报送矩阵")) == len(received) > 0


def test_the_contents_lead_to_every_sheet(book: Workbook) -> None:
    cells = (cell for row in book["总览"].iter_rows() for cell in row if cell.hyperlink)
    targets = {str(cell.hyperlink.location).split("'")[1] for cell in cells}
    assert targets == set(book.sheetnames) - {"总览"}


def test_each_official_has_a_page_with_all_his_tasks(book: Workbook, sheets: Sheets) -> None:
    by_official: dict[str, set[str]] = {}
    for entry in sheets["事项台账"].to_dict("records"):
        for official in str(entry["牵头领导"]).split("、"):
            by_official.setdefault(official, set()).add(entry["重点任务"])
    pages = {name.removeprefix("领导-"): book[name] for name in book.sheetnames if name.startswith("领导-")}
    assert set(pages) == set(by_official)
    for official, texts in by_official.items():
        shown = {cell.value for cell in pages[official]["C"]}
        assert texts <= shown

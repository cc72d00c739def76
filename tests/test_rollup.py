"""Figures of offices: what the file says, what is summed and what is not, and what people see of it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import html
from python_calamine import CalamineWorkbook

from pipeline.ledger.counts import Counts, PeriodCounts, ReturnCounts
from pipeline.outputs.rollup.figures import OfficeFigures, ProjectFigure
from pipeline.outputs.rollup.figures_file import (
    NAME,
    UnreadableFiguresError,
    figures_text,
    parse_figures,
    read_figures,
    write_figures,
)
from pipeline.outputs.rollup.offices import Freshness, OfficeLine, Rollup
from pipeline.outputs.rollup.page import write_rollup_page
from pipeline.outputs.rollup.summary import rollup_lines
from pipeline.outputs.rollup.wording import span_words
from pipeline.outputs.rollup.workbook import write_rollup_workbook
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import ROLLUP_TABLES
from pipeline.vocabulary.terms import Annex, Delivery, FormKind, Level, Standing

DAY = date(2022, 5, 16)
MARCH, APRIL, MAY = (Period(2022, month) for month in (3, 4, 5))
HOSTILE = "<script>document.title=1</script>"


def standings(**numbers: int) -> Counts[Standing]:
    return Counts(tuple((one, numbers.get(one.name.lower(), 0)) for one in Standing))


def collection(period: Period, due: date, *, is_over: bool = True, **numbers: int) -> PeriodCounts:
    return PeriodCounts(FormKind.of(period), period, due, is_over, ReturnCounts(**numbers))


FIGURES = OfficeFigures(
    office="某区人民政府办公室",
    district="某区",
    year=2022,
    month=APRIL,
    cutoff=DAY,
    version="1.0.0",
    tasks={Annex.KEY_TASK: standings(on_track=5, behind=1), Annex.LIVELIHOOD: standings(on_track=1, attention=1)},
    collections=(
        collection(MARCH, date(2022, 4, 8), on_time=8, late=1, missing=1, exempt=2, incomplete=3),
        collection(APRIL, date(2022, 5, 10), on_time=9, unsettled=1, extended=1, without_material=4),
        collection(MAY, date(2022, 6, 8), is_over=False, on_time=2, not_due=10),
    ),
    projects=(
        ProjectFigure("实事1", "新建口袋公园", Standing.ON_TRACK, Delivery.ON_TIME),
        ProjectFigure("实事2", "改造老旧小区", Standing.ATTENTION, Delivery.LATE),
    ),
    levels=Counts(tuple((level, number) for number, level in enumerate(Level))),
    waiting={"匹配认定": 2, "点名确认": 1},
    files=1,
)


def line(name: str, figures: OfficeFigures | None = FIGURES, error: str = "") -> OfficeLine:
    return OfficeLine(name, Path("某市") / name / "outbox" / "首页.html", figures, error)


OLD = replace(FIGURES, cutoff=date(2022, 4, 25), month=MARCH)
LAST_YEAR = replace(FIGURES, year=2021)
ROLLUP = Rollup.of(
    "某市",
    [
        line("甲区"),
        line("乙区", replace(FIGURES, cutoff=date(2022, 5, 13))),
        line("丙区", OLD),
        line("丁区", FIGURES, "config.toml 格式有误。"),
        line("戊区", LAST_YEAR),
        line("己区", None, "文件夹里缺 master"),
    ],
    DAY,
)


def test_the_file_says_all_and_is_read_again(tmp_path: Path) -> None:
    write_figures(tmp_path, FIGURES)
    first = (tmp_path / NAME).read_bytes()
    assert read_figures(tmp_path) == FIGURES
    write_figures(tmp_path, FIGURES)
    assert (tmp_path / NAME).read_bytes() == first


def test_an_office_that_never_ran_has_no_figures(tmp_path: Path) -> None:
    assert read_figures(tmp_path) is None


def _changed(**values: object) -> str:
    return json.dumps(json.loads(figures_text(FIGURES)) | values)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("", "内容不完整", id="empty"),
        pytest.param(figures_text(FIGURES)[:300], "内容不完整", id="cut"),
        pytest.param("[]", "内容不完整", id="another file"),
        pytest.param(_changed(格式=2), "同一版本", id="a newer format"),
        pytest.param(
            _changed(核验问题={"错误": 1, "警告": 1, "提示": 1, "要命": 1}), "内容不完整", id="an unknown word"
        ),
        pytest.param(figures_text(FIGURES).replace('"应报": 12', '"应报": 13'), "内容不完整", id="a sum that is none"),
    ],
)
def test_a_damaged_file_is_told_and_not_half_read(text: str, told: str) -> None:
    with pytest.raises(UnreadableFiguresError, match=told):
        parse_figures(text)


def test_figures_of_the_week_are_summed_and_no_others() -> None:
    """R29: what failed, is a week old or of another year stands there and is in no sum."""
    found = {one.name: ROLLUP.freshness(one) for one in ROLLUP.lines}
    assert found == {
        "甲区": Freshness.CURRENT,
        "乙区": Freshness.CURRENT,
        "丙区": Freshness.OLD,
        "丁区": Freshness.OLD,
        "戊区": Freshness.OLD,
        "己区": Freshness.LACKING,
    }
    assert ROLLUP.standings.total == 2 * 8
    assert (ROLLUP.returns.due, ROLLUP.returns.on_time) == (2 * 20, 2 * 17)
    assert ROLLUP.period_returns(MARCH).due == 2 * 10
    assert ROLLUP.period_returns(MAY).due == 0, "its collection is not over"


def test_both_days_are_told_as_a_span_where_they_differ() -> None:
    assert span_words(ROLLUP) == "进展截至4月底，报送情况统计至2022年5月13日至2022年5月16日"
    other = Rollup.of("某市", [line("甲区"), line("乙区", replace(FIGURES, month=MARCH))], DAY)
    assert span_words(other).startswith("进展截至3月底（1个单位）、截至4月底（1个单位），")


def test_without_a_run_the_newest_figures_give_the_day() -> None:
    assert Rollup.of("某市", [line("甲区", OLD), line("乙区")]).day == DAY


def test_the_screen_names_who_failed_and_why() -> None:
    told = "\n".join(rollup_lines(ROLLUP))
    assert "共6个单位，计入合计2个，沿用旧数据3个，没有数据1个" in told
    assert "丁区没有运行成功：config.toml 格式有误（沿用2022年5月16日的数据，不计入合计）。" in told
    assert "己区没有运行成功：文件夹里缺 master（没有可以沿用的数据，不计入合计）。" in told
    assert "按时率85.0%" in told


def test_very_many_failures_are_counted_and_not_listed() -> None:
    many = Rollup.of("某省", [line(f"区{number}", None, "打不开") for number in range(40)], DAY)
    assert len(list(rollup_lines(many))) < 15
    assert "另有28个单位" in "\n".join(rollup_lines(many))


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[object]]]:
    path = write_rollup_workbook(tmp_path_factory.mktemp("汇总") / "汇总台账.xlsx", ROLLUP)
    book = CalamineWorkbook.from_path(path)
    read = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    return {name: [list(row) for row in rows] for name, rows in read.items()}


@pytest.mark.parametrize("name", ["汇总", "报送率", "进度"])
def test_a_sheets_sum_is_that_of_the_rows_that_say_so(sheets: dict[str, list[list[object]]], name: str) -> None:
    rows = sheets[name]
    head = next(number for number, row in enumerate(rows) if row[0] == "区县")
    total, offices = rows[head + 1], rows[head + 2 : head + 8]
    assert [row[0] for row in offices] == [one.name for one in ROLLUP.lines]
    counted = [row for row in offices if row[1] == "计入合计"]
    summed = 0
    for column, label in enumerate(rows[head]):
        if isinstance(total[column], float) and "率" not in str(label) and label not in ("年度计划", "3月", "4月"):
            assert total[column] == sum(float(str(row[column])) for row in counted), label
            summed += 1
    assert total[0] == "合计" and summed >= 5


def test_the_rates_are_those_of_the_sums(sheets: dict[str, list[list[object]]]) -> None:
    rows = sheets["报送率"]
    head = next(row for row in rows if row[0] == "区县")
    total = dict(zip(head, rows[rows.index(head) + 1], strict=True))
    assert (total["3月"], total["4月"], total["按时率"]) == (0.8, 0.9, 0.85)


def test_the_data_sheets_have_their_columns_and_all_rows(sheets: dict[str, list[list[object]]]) -> None:
    lengths = {"民生实事": 5 * 2, "分期报送": 5 * 3, "运行情况": 6}
    for table in ROLLUP_TABLES:
        assert sheets[table.sheet][0] == list(table.labels.values())
        assert len(sheets[table.sheet]) == 1 + lengths[table.sheet]
    runs = {row[0]: row for row in sheets["运行情况"]}
    assert runs["己区"][1:3] == ["没有数据", "文件夹里缺 master"]


def test_the_same_rollup_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (write_rollup_workbook(tmp_path / name, ROLLUP) for name in ("一.xlsx", "二.xlsx"))
    assert first.read_bytes() == second.read_bytes()


def test_the_page_links_each_office_by_a_relative_way(tmp_path: Path) -> None:
    own = tmp_path / "甲 区" / "outbox" / "首页.html"
    own.parent.mkdir(parents=True)
    own.write_text("", encoding="utf-8")
    there = OfficeLine("甲 区", own, FIGURES)
    page = write_rollup_page(tmp_path / "汇总" / "汇总首页.html", Rollup.of("某市", [there, line(HOSTILE)], DAY))
    read = html.fromstring(page.read_text(encoding="utf-8"))
    links = [str(a.get("href")) for a in read.iter("a") if not str(a.get("href")).startswith("#")]
    assert links == ["../%E7%94%B2%20%E5%8C%BA/outbox/%E9%A6%96%E9%A1%B5.html"], "and none to a page that is not there"
    assert not read.findall(".//script") and HOSTILE in read.text_content()
    assert not any(word in page.read_text(encoding="utf-8") for word in ("http://", "https://", "<script", "<img"))


def test_the_page_says_what_the_workbook_says(tmp_path: Path) -> None:
    page = html.fromstring(write_rollup_page(tmp_path / "页.html", ROLLUP).read_text(encoding="utf-8"))
    total = page.get_element_by_id("by-period").find("tbody").find("tr").text_content()
    assert "80.0%" in total and "90.0%" in total and "85.0%" in total
    warned = page.find_class("warning")[0].text_content()
    assert all(name in warned for name in ("丙区", "丁区", "戊区", "己区")) and "甲区" not in warned
    lagging = page.get_element_by_id("lagging").text_content()
    assert "改造老旧小区" in lagging and "新建口袋公园" not in lagging


def test_the_row_of_an_old_office_sums_too(tmp_path: Path) -> None:
    """A column for every 进度 that any office shown has, also one that is in no sum."""
    odd = replace(FIGURES, tasks={**FIGURES.tasks, Annex.KEY_TASK: standings(closed=6)}, cutoff=date(2022, 1, 1))
    page = write_rollup_page(tmp_path / "页.html", Rollup.of("某市", [line("甲区"), line("乙区", odd)], DAY))
    table = html.fromstring(page.read_text(encoding="utf-8")).get_element_by_id("by-office")
    heads = [cell.text_content() for cell in table.find("thead").iter("th")]
    row = next([cell.text_content() for cell in one] for one in table.iter("tr") if "乙区" in one.text_content())
    told = dict(zip(heads, row, strict=True))
    assert sum(int(number) for word, number in told.items() if word in list(Standing)) == int(told["事项数"]) == 8

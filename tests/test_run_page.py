"""首页.html as a user finds it: figures that agree with the ledger, things to do in order, links that lead somewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest
from frames import fill, frame_of, in_words
from ledger_sample import sample_ledger
from lxml import html
from page_samples import FIRST_DAY, HOSTILE, ODD_NAME, Office, parse, run_office

from pipeline.keeping.journal import Sighting
from pipeline.keeping.register import Seen, open_register
from pipeline.ledger.counts import overview_counts, tallied_tasks
from pipeline.ledger.model import Ledger
from pipeline.outputs.shared.words import listed
from pipeline.outputs.start_page.charts import standing_bar, standing_chart
from pipeline.outputs.start_page.lights import build_lights
from pipeline.outputs.start_page.page import RunNotes, write_run_page
from pipeline.vocabulary import tables
from pipeline.vocabulary.findings import Kind, Place, finding
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables.table import objects
from pipeline.vocabulary.terms import Light, Outcome, Standing, Status
from pipeline.vocabulary.values import Reason

STATUSES = ("按时", "迟报", "未报", "待认定", "延期", "免报", "未到期")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return run_office(tmp_path_factory.mktemp("office") / "样例 #1", Period(2022, 4))


def write(folder: Path, ledger: Ledger, **more: object) -> html.HtmlElement:
    notes = RunNotes(**{name: value for name, value in more.items() if value is not None})  # type: ignore[arg-type]
    return parse(write_run_page(folder / "outbox" / "首页.html", ledger, (), (), notes))


def rows(page: html.HtmlElement, table: str) -> list[list[str]]:
    """The words of a table's body, row by row."""
    found = page.xpath(f"//table[@id='{table}']/tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in row] for row in found]


def headlines(page: html.HtmlElement) -> str:
    return "\n".join(one.text_content() for one in page.find_class("headline"))


@pytest.fixture(params=["sample", "office"])
def shown(request: pytest.FixtureRequest, tmp_path: Path, office: Office) -> tuple[html.HtmlElement, Ledger]:
    """A page with the ledger behind it: one built by hand with every status and light, one built by a run."""
    if request.param == "office":
        return parse(office.page), office.ledger
    return write(tmp_path, sample_ledger()), sample_ledger()


def test_standings_agree_with_the_tasks_of_the_last_month_over(shown: tuple[html.HtmlElement, Ledger]) -> None:
    """R18, R29: the page counts 进度, as at the end of the last month whose collection is over."""
    page, ledger = shown
    tasks = tallied_tasks(ledger)
    assert set(tasks["period"]) == {ledger.due_months[-1]}
    heading = page.get_element_by_id("lights").text_content()
    assert f"截至{ledger.due_months[-1].label}底" in heading
    standings = Counter(tasks["standing"])
    tiles = {
        tile.find_class("word")[0].text_content().split()[-1][1:]: int(tile.find("b").text_content())
        for tile in page.find_class("tile")
    }
    assert {word: number for word, number in tiles.items() if number} == standings
    *lines, total = rows(page, "by-category")
    assert [int(cell) for cell in total[1:-1]] == [len(tasks), *tiles.values()]
    for label, *cells, _ in lines:
        own = Counter(tasks[tasks["category"] == label]["standing"])
        assert [int(cell) for cell in cells] == [own.total(), *(own[Standing(word)] for word in tiles)]
    assert len(lines) == tasks["category"].nunique()


def test_collections_agree_with_the_returns(shown: tuple[html.HtmlElement, Ledger]) -> None:
    page, ledger = shown
    lines = rows(page, "by-period")
    assert len(lines) == ledger.returns["period"].nunique()
    by_label = {Period.parse(str(period)).label: group for period, group in ledger.returns.groupby("period")}
    for label, _, expected, *numbers, rate in lines:
        statuses = Counter(by_label[label]["status"])
        assert int(expected) == len(by_label[label])
        assert [int(number) for number in numbers] == [statuses[status] for status in STATUSES]
        due = sum(statuses[status] for status in STATUSES[:4])
        if max(by_label[label]["due_date"]) >= ledger.cutoff:
            assert rate == "未截止"
        else:
            assert rate == (f"{statuses['按时'] / due:.1%}" if due else "—")


def test_matrix_has_a_word_for_every_unit_and_period(shown: tuple[html.HtmlElement, Ledger]) -> None:
    page, ledger = shown
    labels = [cell.text_content() for cell in page.xpath("//table[@id='unit-matrix']/thead//th")][1:-2]
    statuses = {(row.unit, row.period): row.status for row in tables.RETURNS.rows(ledger.returns)}
    periods = {period.label: period for period in ledger.returns["period"]}
    over = ledger.returns[
        [
            max(ledger.due_dates[p], p_due) < ledger.cutoff
            for p, p_due in zip(ledger.returns["period"], ledger.returns["due_date"], strict=True)
        ]
    ]
    lines = rows(page, "unit-matrix")
    assert sorted(line[0] for line in lines) == sorted(ledger.returns["unit"].unique())
    for unit, *cells, late, missing in lines:
        assert cells == [statuses[unit, periods[label]] for label in labels]
        own = Counter(over[over["unit"] == unit]["status"])
        assert (int(late), int(missing)) == (own["迟报"], own["未报"])
    begun = ledger.returns[ledger.returns["status"] != Status.NOT_DUE]["period"].unique()
    assert set(begun) == {periods[label] for label in labels}


def test_this_month_stands_beside_the_last(shown: tuple[html.HtmlElement, Ledger]) -> None:
    page, ledger = shown
    before, now = ledger.due_months[-2:]
    header = [cell.text_content() for cell in page.xpath("//table[@id='comparison']/thead//th")]
    assert header[1:3] == [before.label, now.label]
    standings = {
        month: Counter(ledger.entry_months[ledger.entry_months["period"] == month]["standing"])
        for month in (before, now)
    }
    returns = {month: ledger.returns[ledger.returns["period"] == month] for month in (before, now)}
    figures = {label: (then, today, change) for label, then, today, change, _ in rows(page, "comparison")}
    for label in ("已办结", "按序时推进", "需要关注", "进度滞后", "未反映进展"):
        assert figures[label][:2] == (f"{standings[before][label]}项", f"{standings[now][label]}项")
    for label, status in (("按时报送", "按时"), ("迟报", "迟报"), ("未报", "未报"), ("待认定", "待认定")):
        numbers = [int((returns[month]["status"] == status).sum()) for month in (before, now)]
        assert figures[label][:2] == (f"{numbers[0]}家", f"{numbers[1]}家")
        difference = numbers[1] - numbers[0]
        assert figures[label][2] == (
            "不变" if not difference else f"{'增' if difference > 0 else '减'}{abs(difference)}家"
        )


def test_red_tasks_come_with_their_months(tmp_path: Path) -> None:
    ledger = sample_ledger()
    page = write(tmp_path, ledger)
    labels = [cell.text_content() for cell in page.xpath("//table[@id='red-tasks']/thead//th")][4:]
    months = {(row["task_id"], row["period"]): row["light"] for row in in_words(ledger.entry_months)}
    lines = rows(page, "red-tasks")
    red = ledger.entries[ledger.entries["light"] == Light.RED]
    told = {entry.task_id: listed(entry.light_reason, "；") for entry in tables.ENTRIES.rows(red)}
    assert sorted(line[0] for line in lines) == sorted(told)
    assert labels == ["计划", "3月", "4月", "5月", "6月"]
    for task_id, _, _, reason, _, *strip in lines:
        assert [cell[1:] for cell in strip] == [months[task_id, f"2022-0{month}"] for month in (3, 4, 5, 6)]
        assert told[task_id] in reason


def test_charts_draw_the_figures_of_the_table() -> None:
    ledger = sample_ledger()
    lights = build_lights(ledger, overview_counts(ledger))
    chart = standing_chart(lights.months)
    columns: dict[float, list[tuple[str, float]]] = {}
    for one in chart.rectangles:
        columns.setdefault(one.x, []).append((one.fill, one.height))
    assert len(columns) == len(lights.months) == 4
    heights = {round(sum(height for _, height in column)) for column in columns.values()}
    assert len(heights) == 1, "every month has the same number of tasks"
    for column, month in zip(columns.values(), lights.months, strict=True):
        unit = sum(height for _, height in column) / month.total
        assert sorted(round(height / unit) for _, height in column) == sorted(n for _, n in month.standings.pairs if n)
    longest = max(line.counts.total for line in lights.categories)
    for line in lights.categories:
        bar = standing_bar(line.counts.standings, longest)
        assert sum(one.width for one in bar.rectangles) == pytest.approx(
            bar.width * line.counts.total / longest, abs=0.1
        )


def test_every_text_of_a_return_is_text(tmp_path: Path) -> None:
    """No text can run: neither as an element nor as an attribute; what was written is what is read."""
    ledger = sample_ledger()
    for frame, column in (
        (ledger.entries, "task_text"),
        (ledger.entries, "category"),
        (ledger.receipts, "source"),
        (ledger.receipts, "note"),
        (ledger.findings, "problem"),
        (ledger.returns, "unit"),
    ):
        fill(frame, column, HOSTILE)
    fill(ledger.entries, "light_reason", (Reason(HOSTILE, HOSTILE),))
    fill(ledger.entries, "lead_officials", (HOSTILE,))
    fill(ledger.receipts, "units", (HOSTILE,))
    fill(ledger.receipts, "outcome", Outcome.UNREAD)
    page = write(tmp_path, replace(ledger, warnings=(HOSTILE,)), seen=Seen(date(2022, 1, 1)), left_alone=HOSTILE)
    assert not page.xpath("//script | //img | //iframe | //object | //form | //b[.//script]")
    assert not [
        name for node in page.iter() if isinstance(node.tag, str) for name in node.attrib if name.startswith("on")
    ]
    for place in (
        page.find_class("warning")[0],
        page.find_class("todo")[0],
        page.xpath("//table[@id='unit-matrix']")[0],
    ):
        assert HOSTILE in place.text_content()


def test_page_needs_nothing_from_outside(office: Office) -> None:
    text = office.page.read_text(encoding="utf-8")
    assert "default-src 'none'" in text, "a browser is told to load nothing and run nothing"
    assert not re.search(r"(?:src|href|action)\s*=\s*[\"']?(?:https?:|//|data:|javascript:)", text)
    assert "@import" not in text and "url(" not in text


def test_every_link_leads_somewhere(office: Office) -> None:
    page = parse(office.page)
    links = [str(one.get("href")) for one in page.iter("a")]
    ids = {str(one.get("id")) for one in page.xpath("//*[@id]")}
    files = [link for link in links if not link.startswith("#")]
    assert [link for link in links if link.startswith("#") and link[1:] not in ids] == []
    assert [link for link in files if not (office.page.parent / unquote(link)).exists()] == []
    names = {Path(unquote(link)).name for link in files}
    assert {"台账.xlsx", "单位名录.xlsx", ODD_NAME} <= names
    assert any("2022-05" in link for link in files), "the matrix opens what a unit sent"


def test_a_file_that_is_gone_is_named_without_a_link(tmp_path: Path) -> None:
    ledger = sample_ledger()
    page = write(tmp_path, ledger)
    sources = [line for sources in ledger.returns["sources"] for line in sources]
    assert sources
    assert not [one for one in page.iter("a") if "inbox" in str(one.get("href"))]


def test_a_member_of_an_archive_is_found_in_its_archive(tmp_path: Path) -> None:
    ledger = sample_ledger()
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "三月！报表!.zip").write_bytes(b"PK")
    fill(ledger.returns, "sources", ("三月！报表!.zip!里面/附件4.xlsx",))
    page = write(tmp_path, ledger)
    links = {unquote(str(one.get("href"))) for one in page.xpath("//table[@id='unit-matrix']//a")}
    assert links == {"../inbox/三月！报表!.zip"}


def test_new_files_are_those_that_no_earlier_page_had(office: Office) -> None:
    page = parse(office.page)
    section = page.xpath("//section[@aria-labelledby='arrivals']")[0]
    receipts = office.ledger.receipts
    new = receipts[receipts["received_date"] > FIRST_DAY]
    assert f"新收到{len(new)}个文件" in section.text_content()
    listed = [line.text_content() for line in section.xpath(".//tbody/tr")]
    waiting = new[~new["outcome"].isin(["已录入", "已登记", "重复未录"])]
    assert all("待处理" in line for line in listed[: len(waiting)]), "what needs a person stands first"
    assert any(ODD_NAME in line for line in listed[: len(waiting)])


RECEIPT = {
    "recognised": "附件4",
    "units": "区财政局",
    "periods": "2022-03",
    "rows": 1,
    "outcome": "已录入",
    "received_basis": "首次发现",
}


def receipt(source: str, sha256: str, day: int) -> Mapping[str, object]:
    return {**RECEIPT, "source": source, "sha256": sha256, "received_date": date(2022, 4, day)}


@pytest.mark.parametrize(
    ("receipts", "seen", "words"),
    [
        pytest.param([receipt("a.xlsx", "a", 6)], None, "第一次生成首页", id="first page"),
        pytest.param([receipt("a.xlsx", "a", 6)], Seen(date(2022, 4, 8), frozenset({("a", "a.xlsx")})), "没有收到新的文件", id="nothing new"),
        pytest.param([receipt("a.xlsx", "b", 6)], Seen(date(2022, 4, 8), frozenset({("a", "a.xlsx")})), "新收到1个文件", id="content changed"),
        pytest.param([receipt("a.xlsx", "a", 9)], Seen(date(2022, 4, 8), frozenset({("a", "a.xlsx")})), "新收到1个文件", id="dated after the last page"),
        pytest.param([receipt("a.xlsx", "a", 30)], Seen(date(2022, 4, 8)), "没有收到新的文件", id="dated after today"),
    ],
)  # fmt: skip
def test_what_is_new(tmp_path: Path, receipts: Sequence[Mapping[str, object]], seen: Seen | None, words: str) -> None:
    ledger = replace(sample_ledger(), cutoff=date(2022, 4, 20), receipts=frame_of(tables.RECEIPTS, receipts))
    page = write(tmp_path, ledger, seen=seen)
    assert words in page.xpath("//section[@aria-labelledby='arrivals']")[0].text_content()


def _without_receipts(ledger: Ledger) -> Ledger:
    return replace(ledger, receipts=ledger.receipts.iloc[:0])


def test_a_second_run_on_one_day_tells_the_same_news(tmp_path: Path) -> None:
    """What counts is the last page of an earlier day; a run without a page (forms, bulletins) hides nothing."""
    friday, monday = date(2022, 4, 8), date(2022, 4, 11)
    with open_register(tmp_path) as register:
        register.record_sightings([Sighting("a", "a.xlsx", friday)], friday)
        assert register.record_page(friday) == register.record_page(friday) == Seen()
        register.record_sightings([Sighting("b", "b.xlsx", monday)], monday)
        assert (
            register.record_page(monday) == register.record_page(monday) == Seen(friday, frozenset({("a", "a.xlsx")}))
        )


def _quiet(ledger: Ledger) -> Ledger:
    """All that is due came on time and raised no question."""
    ledger.returns.loc[ledger.returns["status"] != Status.NOT_DUE, "status"] = Status.ON_TIME
    ledger.receipts["outcome"] = objects([Outcome.READ] * len(ledger.receipts))
    return replace(ledger, findings=ledger.findings.iloc[:0])


def _with_fault(ledger: Ledger) -> Ledger:
    fault = finding(Kind.DECISION_INVALID, Place(), cell="免报!B3", reason="没有这个单位")
    return replace(ledger, findings=tables.FINDINGS.frame([tables.FindingRow.of(fault)]))


def _in_april(ledger: Ledger) -> Ledger:
    """Two days before the April returns are due."""
    ledger.returns.loc[ledger.returns["period"] == Period(2022, 4), "status"] = Status.NOT_DUE
    return replace(ledger, cutoff=date(2022, 5, 8))


@pytest.mark.parametrize(
    ("change", "more", "words"),
    [
        pytest.param(_without_receipts, {}, "run.py forms", id="empty inbox"),
        pytest.param(_with_fault, {}, "免报!B3", id="a decision filled in wrongly"),
        pytest.param(_in_april, {}, "4月报送还有2天截止，还有11家没有报来", id="due in two days"),
        pytest.param(replace, {"waiting": {"匹配认定": 3, "更正": 0}}, "“匹配认定”表，有3行等着填写", id="rows to fill in"),
        pytest.param(replace, {"left_alone": "正在 Excel 中打开"}, "正在 Excel 中打开", id="decisions open in Excel"),
        pytest.param(replace, {}, "6月有2家单位到期未报", id="missing"),
        pytest.param(replace, {}, "python run.py deadline 2022-06", id="how to remind"),
    ],
)  # fmt: skip
def test_what_must_be_done_is_said(tmp_path: Path, change: object, more: dict[str, object], words: str) -> None:
    page = write(tmp_path, change(sample_ledger()), **more)  # type: ignore[operator]
    assert words in page.find_class("todo")[0].text_content()
    assert words not in write(tmp_path, _quiet(sample_ledger())).text_content()


def test_the_most_urgent_stands_first(tmp_path: Path) -> None:
    page = write(tmp_path, sample_ledger(), waiting={"匹配认定": 1})
    badges = [one.text_content() for one in page.find_class("badge")]
    order = ["立即办", "本周办", "择机办"]
    assert set(badges) == set(order)
    assert badges == sorted(badges, key=order.index)


def test_warnings_of_the_run_stand_above_everything(tmp_path: Path) -> None:
    ledger = sample_ledger()
    text = write(tmp_path, ledger).text_content()
    assert ledger.warnings
    for warning in ledger.warnings:
        assert 0 < text.index(warning) < text.index("按缓急排列")


def test_an_edited_document_left_alone_is_named(tmp_path: Path) -> None:
    kept = tmp_path / "outbox" / "通报" / "月通报.docx"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"")
    page = parse(write_run_page(tmp_path / "outbox" / "首页.html", sample_ledger(), (), (kept,)))
    assert "通报/月通报.docx" in {unquote(str(one.get("href"))) for one in page.iter("a")}
    assert "没有覆盖" in headlines(page)


def test_same_ledger_same_bytes(tmp_path: Path) -> None:
    pages = [write_run_page(tmp_path / name / "首页.html", sample_ledger(), (), ()) for name in ("a", "b")]
    assert pages[0].read_bytes() == pages[1].read_bytes()


def test_page_can_be_read_without_seeing_it(office: Office) -> None:
    """Headings in order, every table headed, every drawing in words, a word in every coloured cell."""
    page = parse(office.page)
    levels = [int(one.tag[1]) for one in page.xpath("//h1 | //h2 | //h3")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert page.xpath("//table") and not page.xpath("//table[not(.//th[@scope='col'])]")
    for drawing in page.xpath("//svg[not(@aria-hidden)]"):
        assert drawing.get("role") == "img" and len(drawing.xpath("string(.//desc)")) > 5
    tinted = page.xpath("//td[contains(@class, 'tint')]")
    assert tinted and all(cell.text_content().strip() for cell in tinted)


def test_empty_inbox_page_is_whole(tmp_path: Path) -> None:
    """Before the first return: no month to compare, no matrix, and still a page that says what to do."""
    ledger = sample_ledger()
    ledger.returns["status"] = str(Status.NOT_DUE)
    page = write(tmp_path, replace(_without_receipts(ledger), cutoff=date(2022, 3, 16)))
    assert not page.xpath("//table[@id='comparison'] | //table[@id='unit-matrix']")
    assert "年度计划2022年3月24日截止，还有8天" in page.text_content()

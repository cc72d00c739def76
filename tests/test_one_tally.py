"""One tally (R29): 总览, the leaders' sheets, 首页, the figures for a roll-up and the bulletins of one day print the same numbers, every month of a year.

Each is read as printed and held against the rows of the ledger, and so against each other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from io import BytesIO

import docx
import pytest
from bulletin_kinds import leaders_of, printed
from demo_year import ledgers
from docx.document import Document
from lxml import html
from openpyxl import load_workbook
from page_samples import parse

from pipeline.config import Bulletins
from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins.editions import Edition
from pipeline.outputs.bulletins.kinds.monthly import MONTHLY
from pipeline.outputs.bulletins.kinds.quarterly import QUARTERLY
from pipeline.outputs.bulletins.rendering import render_bulletin
from pipeline.outputs.docx.filling import template_path
from pipeline.outputs.ledger_book.overview import write_overview_sheet
from pipeline.outputs.ledger_book.printed_pages import ReadingPage, official_pages
from pipeline.outputs.ledger_book.printed_sheets import write_reading_sheet
from pipeline.outputs.rollup.figures import Sender, office_figures
from pipeline.outputs.rollup.figures_file import figures_text, parse_figures
from pipeline.outputs.shared.wording import rate
from pipeline.outputs.start_page.page import write_run_page
from pipeline.outputs.xlsx.theme import style_maker
from pipeline.outputs.xlsx.workbook import Workbook, write_workbook
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Annex, FormKind, Standing, Status
from pipeline.vocabulary.text import chinese_date

Books = dict[Period, tuple[Ledger, list[list[object]], dict[str, str], html.HtmlElement]]
OFFICE = "区政府办公室"
TEMPLATE = template_path(QUARTERLY.name, None)
Numbers = dict[str, int]
_COUNTED = re.compile(rf"({'|'.join(Standing)})(\d+)[项件]")


class Truth:
    """What the rows of the ledger say: tasks by 进度 at the month's end, returns by state on the day."""

    def __init__(self, ledger: Ledger, month: Period) -> None:
        rows = ledger.entry_months[ledger.entry_months["period"] == month]
        standings = dict(zip(rows["task_id"], rows["standing"], strict=True))
        self.tasks = {task.task_id: task for task in ledger.tasks}
        self.all = self._count(standings)
        self.projects = self._count({task: where for task, where in standings.items() if task.startswith("实事")})
        self.standings = standings
        returns = ledger.returns[ledger.returns["period"] == month]
        self.states = Counter(returns["status"])

    @staticmethod
    def _count(standings: Mapping[str, Standing]) -> Numbers:
        return {str(word): number for word, number in Counter(standings.values()).items()}

    def of_official(self, official: str, *, alone: bool) -> Numbers:
        """By 牵头领导: all that he or she leads, or only what nobody leads with them."""
        own = {
            task_id: where
            for task_id, where in self.standings.items()
            if official in self.tasks[task_id].lead_officials
            and (not alone or self.tasks[task_id].lead_officials == (official,))
        }
        return self._count(own)

    def of_category(self, category: str) -> Numbers:
        return self._count({t: w for t, w in self.standings.items() if self.tasks[t].category == category})


def told(text: str) -> Numbers:
    """按序时推进17件、需要关注1件 as numbers."""
    return {word: int(number) for word, number in _COUNTED.findall(text)}


def positive(heads: list[str], cells: list[object]) -> Numbers:
    """A table's row by its heads, what is none left out."""
    return {
        head: int(str(cell))
        for head, cell in zip(heads, cells, strict=True)
        if head in {*Standing, "其他"} and int(str(cell))
    }


def pooled(numbers: Numbers, name: str) -> Numbers:
    """The same as bulletins tell it beside a task or its class: who is being checked looks like who is exempt (R8)."""
    found: Counter[str] = Counter()
    for word, number in numbers.items():
        found[printed(Standing(word), name)] += number
    return found


def rendered(kind: object, subject: object, ledger: Ledger) -> Document:
    facts = kind.facts(ledger, subject, OFFICE)  # type: ignore[attr-defined]
    bulletin = kind.bulletin(facts, Edition())  # type: ignore[attr-defined]
    return docx.Document(BytesIO(render_bulletin(bulletin, template_path(kind.name, None), Bulletins())))  # type: ignore[attr-defined]


def opening(document: Document) -> str:
    return next(p.text for p in document.paragraphs if p.text.startswith("截至"))


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """Month → its ledger, the rows of 总览, the line below the title of each leader's sheet, and 首页."""
    made = {}
    folder = tmp_path_factory.mktemp("tally")
    for month, ledger in ledgers():
        pages = official_pages(ledger)

        def build(book: Workbook, ledger: Ledger = ledger, pages: Sequence[ReadingPage] = pages) -> None:
            style = style_maker(book)
            write_overview_sheet(book, style, ledger, [page.sheet for page in pages])
            for page in pages:
                write_reading_sheet(book, style, ledger, page)

        book = load_workbook(write_workbook(folder / f"{month}.xlsx", ledger.cutoff, build))
        heads = {page.sheet.removeprefix("领导-"): str(book[page.sheet]["A2"].value) for page in pages}
        rows = [[cell.value for cell in row] for row in book["总览"].iter_rows()]
        made[month] = ledger, rows, heads, parse(write_run_page(folder / f"{month}.html", ledger, (), ()))
    return made


MONTHS = [pytest.param(Period(2022, number), id=f"{number}月") for number in range(3, 13)]
QUARTER_ENDS = [pytest.param(Period(2022, number), id=f"{number}月") for number in (3, 6, 9, 12)]


@pytest.mark.parametrize("month", MONTHS)
def test_the_overview_counts_what_the_months_say(books: Books, month: Period) -> None:
    ledger, rows, _, _ = books[month]
    truth = Truth(ledger, month)
    heads = [next(row for row in rows if row[0] == name) for name in ("按附件", "按类别")]
    for head in heads:
        below = rows[rows.index(head) + 1 :]
        total = next(row for row in below if row[0] == "合计")
        assert positive([str(one) for one in head], total) == truth.all
    for row in rows[rows.index(heads[1]) + 1 :]:
        if row[0] == "合计":
            break
        assert positive([str(one) for one in heads[1]], row) == truth.of_category(str(row[0])), row[0]
    [summary] = [str(row[0]) for row in rows if str(row[0]).startswith(f"截至{month.label}底，共")]
    assert told(summary) == truth.all
    collection = next(row for row in rows if row[0] == month.label and len([c for c in row if c is not None]) > 10)
    assert collection[3] == truth.states[Status.ON_TIME]


@pytest.mark.parametrize("month", MONTHS)
def test_a_leaders_sheet_counts_what_the_months_say(books: Books, month: Period) -> None:
    ledger, _, heads, _ = books[month]
    truth = Truth(ledger, month)
    for official, head in heads.items():
        assert told(head.split("预警：")[0]) == truth.of_official(official, alone=False), official
        assert f"截至{month.label}底" in head and f"统计至{chinese_date(ledger.cutoff)}" in head


@pytest.mark.parametrize("month", MONTHS)
def test_the_start_page_counts_what_the_months_say(books: Books, month: Period) -> None:
    ledger, _, _, page = books[month]
    tiles = {
        tile.find_class("word")[0].text_content().split()[-1][1:]: int(tile.find("b").text_content())
        for tile in page.find_class("tile")
    }
    assert {word: number for word, number in tiles.items() if number} == Truth(ledger, month).all
    stand = page.find_class("stand")[0].text_content()
    assert f"进展截至{month.label}底，报送情况统计至{chinese_date(ledger.cutoff)}" in stand


@pytest.mark.parametrize("month", MONTHS)
def test_the_figures_for_a_rollup_count_what_the_months_say(books: Books, month: Period) -> None:
    ledger, *_ = books[month]
    truth = Truth(ledger, month)
    figures = parse_figures(figures_text(office_figures(ledger, Sender(OFFICE, "市中区", "1.0.0"), {})))
    assert (figures.month, figures.cutoff) == (month, ledger.cutoff)
    assert {str(word): number for word, number in figures.standings.pairs if number} == truth.all
    projects = figures.tasks[Annex.LIVELIHOOD]
    assert {str(word): number for word, number in projects.pairs if number} == truth.projects
    assert {one.task_id: one.standing for one in figures.projects} == {
        task: where for task, where in truth.standings.items() if task.startswith("实事")
    }
    [collection] = [one for one in figures.collections if one.period == month]
    assert {word: number for word, number in collection.returns.pairs if number} == truth.states


@pytest.mark.parametrize("month", MONTHS)
def test_the_monthly_bulletin_counts_what_the_months_say(books: Books, month: Period) -> None:
    ledger, *_ = books[month]
    truth = Truth(ledger, month)
    document = rendered(MONTHLY, month, ledger)
    text = opening(document)
    assert text.startswith(f"截至{month.label}底，")
    assert any(one.text.startswith(f"截至{chinese_date(ledger.cutoff)}，承担") for one in document.paragraphs)
    assert told(text.split("与上月相比")[0]) == truth.projects
    table = document.tables[0]
    assert table.rows[0].cells[-1].text == "进度"
    column = Counter(row.cells[-1].text for row in table.rows[1:])
    assert column == pooled(truth.projects, "（略）")


@pytest.mark.parametrize("month", QUARTER_ENDS)
def test_the_quarterly_bulletin_counts_what_the_months_say(books: Books, month: Period) -> None:
    """The table by 牵头领导 of the quarter and a leader's own sheet agree (张同园 14 and 1 here, 3 and 12 there, was two bases under one label)."""
    ledger, _, heads, _ = books[month]
    truth = Truth(ledger, month)
    document = rendered(QUARTERLY, month.quarter, ledger)
    leaders = leaders_of(QUARTERLY.bulletin(QUARTERLY.facts(ledger, month.quarter, OFFICE), Edition()), TEMPLATE)
    tables = (*document.tables, *leaders.tables)
    assert told(opening(document).split("与上季度末相比")[0]) == truth.all
    by_category, by_official = (
        next(table for table in tables if table.rows[0].cells[0].text == head) for head in ("类别", "牵头领导")
    )
    columns = [cell.text for cell in by_category.rows[0].cells]
    for row in by_category.rows[1:]:
        label, *cells = [cell.text for cell in row.cells]
        counted = truth.all if label == "合计" else truth.of_category(label)
        assert positive(columns, [label, *cells]) == pooled(counted, "其他"), label
    for row in by_official.rows[1:-1]:
        label, *cells = [cell.text for cell in row.cells]
        if label in heads:
            assert positive(columns, [label, *cells]) == pooled(truth.of_official(label, alone=True), "其他"), label
    for row in (row for table in tables for row in table.rows if table.rows[0].cells[2].text == "进度"):
        number, task, standing, *_ = [cell.text for cell in row.cells]
        assert not number.isdigit() or standing == str(truth.standings[task.split("　")[0].removeprefix("重点")]), task
    returns = ledger.returns[(ledger.returns["form"] == FormKind.PROGRESS) & (ledger.returns["period"] == month)]
    states = Counter(returns["status"])
    delivery = next(table for table in document.tables if table.rows[0].cells[0].text == "月份")
    [line] = [[cell.text for cell in row.cells] for row in delivery.rows if row.cells[0].text == month.label]
    assert line[2] == str(states[Status.ON_TIME]) and line[-1] == rate(
        states[Status.ON_TIME], states.total() - states[Status.EXEMPT]
    )

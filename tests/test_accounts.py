"""Cells seen = cells with a fate, in every file of the corpus and of the sample office (R28)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from corpus.cases import list_cases, make_form
from corpus.office import office

from pipeline.demo.office import write_office
from pipeline.submissions.files.containers import open_container
from pipeline.submissions.files.grid import Floating, FloatingKind, Grid, Spot, UnreadableFileError
from pipeline.submissions.files.grids import READERS, read_grids
from pipeline.submissions.forms import tables
from pipeline.submissions.forms.fates import Fate
from pipeline.submissions.matching.assembly import Assembly, assemble_forms
from pipeline.submissions.matching.references import References
from pipeline.vocabulary.findings import Kind
from pipeline.vocabulary.periods import Period

# Reasons that a person is told: a sheet, a table or a column that is not read.
_TOLD = {
    Kind.SHEET_SKIPPED,
    Kind.TABLE_NOT_FOUND,
    Kind.COLUMN_MISSING,
    Kind.COLUMN_SHIFTED,
    Kind.COLUMN_UNREAD,
}


@pytest.fixture(scope="module")
def references() -> References:
    return References(office().settings, office().directory, office().tasks)


def grids_of(source: str, content: bytes) -> Iterator[Sequence[Grid]]:
    for member in open_container(source, content):
        if member.format in READERS:
            try:
                yield read_grids(member.content, member.format)
            except UnreadableFileError:
                continue


def seen(grid: Grid) -> set[Spot]:
    """The cells of a sheet in which something is written."""
    return {
        (row, column)
        for row, texts in enumerate(grid.texts)
        for column, text in enumerate(texts)
        if text and (row, column) not in grid.filled
    }


def fates(grids: Iterable[Grid], assembly: Assembly) -> Counter[Fate]:
    """How many cells had which fate; every cell of every sheet has one."""
    counts: Counter[Fate] = Counter()
    accounts = [account.fates() for account in assembly.accounts]
    for grid in grids:
        own = [one.fates() for one in assembly.accounts if one.grid is grid]
        assert {spot for one in own for spot in one} == seen(grid), grid.sheet
    for one in accounts:
        counts.update(one.values())
    return counts


def test_every_cell_of_the_corpus_has_a_fate_and_none_is_unread(references: References) -> None:
    total: Counter[Fate] = Counter()
    for case in list_cases(2022, 300):
        for grids in grids_of(case.source, case.content):
            assembly = assemble_forms(case.source, grids, references)
            counts = fates(grids, assembly)
            kinds = {fault.kind for fault in assembly.findings}
            assert not counts[Fate.UNREAD] and Kind.CELLS_UNREAD not in kinds, (case.kinds, assembly.findings)
            if counts[Fate.LEFT_OUT] and len(assembly.unread) == 0:
                assert any(fault.kind in _TOLD for fault in assembly.findings), case.kinds
            total += counts
    assert total[Fate.FIELD] > total.total() / 2
    assert {Fate.TITLE, Fate.HEADING, Fate.LABEL, Fate.VALUE, Fate.BESIDE, Fate.EARLIER, Fate.HIDDEN} <= total.keys()


def test_every_cell_of_the_sample_office_has_a_fate(references: References, tmp_path: Path) -> None:
    root = write_office(tmp_path / "office", until=Period(2022, 6)).root
    total: Counter[Fate] = Counter()
    for path in sorted((root / "inbox").rglob("*")):
        if path.is_file():
            for grids in grids_of(path.name, path.read_bytes()):
                total += fates(grids, assemble_forms(path.name, grids, references))
    assert total[Fate.FIELD] and not total[Fate.UNREAD]


def test_a_column_that_nobody_reads_any_more_is_told(references: References, monkeypatch: pytest.MonkeyPatch) -> None:
    """The accounting would notice: take the reader of 存在问题 out, and its cells are 未录入 in one finding."""
    case = make_form("区教育体育局")
    (grids,) = grids_of(case.source, case.content)
    located = tables.locate_tables

    def without_problems(*arguments: object) -> tuple[tables.FormTable, ...]:
        found = located(*arguments)  # type: ignore[arg-type]
        for table in found:
            table.columns.pop("problems")
        return found

    monkeypatch.setattr("pipeline.submissions.matching.assembly.locate_tables", without_problems)
    assembly = assemble_forms(case.source, grids, references)
    (form,) = assembly.forms
    written = {row.values["progress"]: row for row in form.rows}
    assert len(form.unread) > len(written) / 2
    assert {cell.heading for cell in form.unread} == {"存在问题"}
    assert [fault.kind for fault in assembly.findings].count(Kind.CELLS_UNREAD) == 1


def test_what_lies_over_a_form_s_cells_is_told(references: References) -> None:
    """Comments and pictures in one line; a picture where an answer is asked for at its cell; a text box's words as unread."""
    case = make_form("区教育体育局")
    ((grid, *_),) = grids_of(case.source, case.content)
    row = next(line for line, texts in enumerate(grid.texts) if "完成情况" in texts) + 1
    column = grid.texts[row - 1].index("完成情况")
    cells = tuple(
        tuple("" if (r, c) == (row, column) else value for c, value in enumerate(line))
        for r, line in enumerate(grid.cells)
    )
    floating = (
        Floating(FloatingKind.COMMENT, (row, 1), "数字待核"),
        Floating(FloatingKind.PICTURE, (0, 0)),
        Floating(FloatingKind.PICTURE, (row, column)),
        Floating(FloatingKind.TEXT_BOX, (row, 0), "另有2件"),
    )
    assembly = assemble_forms("x.xlsx", [replace(grid, cells=cells, floating=floating)], references)
    told = {fault.kind: fault for fault in assembly.findings}
    assert set(told) == {Kind.FLOATING_UNREAD, Kind.CELL_UNTRUSTED, Kind.CELLS_UNREAD}
    assert told[Kind.CELL_UNTRUSTED].place.row == row + 1
    listed = dict(told[Kind.FLOATING_UNREAD].facts)["listed"]
    assert "数字待核" in listed and "A1处图片" in listed and listed.count("图片") == 1
    assert "另有2件" in dict(told[Kind.CELLS_UNREAD].facts)["cells"]


@pytest.mark.parametrize(
    ("title", "months"),
    [
        pytest.param(
            "2022年4、5月落实情况表", [("2022年4月落实情况表", "甲"), ("2022年5月落实情况表", "乙")], id="both named"
        ),
        pytest.param("落实情况表（4—5月）", [("落实情况表(4月)", "甲"), ("落实情况表(5月)", "乙")], id="a span"),
        pytest.param(
            "二季度落实情况表", [("2季度落实情况表（4月）", "甲"), ("2季度落实情况表（5月）", "乙")], id="the quarter"
        ),
        pytest.param("落实情况表（5月）", [("落实情况表（5月）", "乙")], id="one month, the other is last month's"),
        pytest.param("落实情况表（1—5月）", [("落实情况表（1—5月）", "乙")], id="the year so far is the last month's"),
    ],
)
def test_a_form_that_reports_on_several_months_together_is_one_of_each(
    references: References, title: str, months: list[tuple[str, str]]
) -> None:
    header = ("序号", "重点任务", "4月完成情况", "5月完成情况", "存在问题", "下一步计划", "是否完成阶段任务目标")
    rows = ((title,), ("填报单位：区信访局",), header, (1, "化解信访事项", "甲", "乙", "无", "继续", "是"))
    grid = Grid("Sheet1", tuple((*row, *[""] * (7 - len(row))) for row in rows))
    assembly = assemble_forms("x.xlsx", [grid], references)
    assert [(form.title, form.rows[0].text("progress")) for form in assembly.forms] == months
    assert not fates([grid], assembly)[Fate.UNREAD]
    is_told = Kind.MONTHS_ASIDE in {fault.kind for fault in assembly.findings}
    assert is_told is (len(months) == 1)

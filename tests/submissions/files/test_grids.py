"""Bytes → grids: the same table out of every format, with true rows, merged areas filled."""

from __future__ import annotations

import io

import pytest
import xlsxwriter
import xlwt
from container_samples import (
    ROWS,
    TEXTS,
    book,
    only_grid,
    packed,
    record,
    xls,
)
from corpus.containers import CONTAINERS
from corpus.sheets import Cell, Line, Sheet

from pipeline.submissions.files.containers import open_container
from pipeline.submissions.files.grid import UnreadableFileError, cell_text
from pipeline.submissions.files.grids import read_grids

# A leading blank row and column, a title over three columns, a task over two rows.
FORM = Sheet(
    "3月",
    (
        Line(),
        Line((Cell(), Cell("2022年年度工作任务落实情况表", across=3))),
        Line((Cell(), Cell("序号"), Cell("重点任务"), Cell("完成情况"))),
        Line((Cell(), Cell(1), Cell("新建学校", down=2), Cell("已开工，完成投资1.5亿元\n“进展”顺利"))),
        Line((Cell(), Cell("1.2"), Cell(), Cell("A&B <50万元>")), is_hidden=True),
    ),
)
PLAIN = (
    ("", "", "", ""),
    ("", "2022年年度工作任务落实情况表", "", ""),
    ("", "序号", "重点任务", "完成情况"),
    ("", "1", "新建学校", "已开工，完成投资1.5亿元\n“进展”顺利"),
    ("", "1.2", "", "A&B <50万元>"),
)
MERGED = (
    PLAIN[0],
    ("", *["2022年年度工作任务落实情况表"] * 3),
    *PLAIN[2:4],
    ("", "1.2", "新建学校", "A&B <50万元>"),
)
FILLED = frozenset({(1, 2), (1, 3), (4, 2)})
DOCUMENTS = {name for name in CONTAINERS if name.startswith(("doc", "wps")) and "html" not in name}
TEXT_TABLES = {name for name in CONTAINERS if "csv" in name or "tsv" in name or "txt" in name}


@pytest.mark.parametrize("name", sorted(set(CONTAINERS) - DOCUMENTS))
def test_a_form_reads_alike_in_every_container(name: str) -> None:
    container = CONTAINERS[name]
    (member,) = open_container(f"附件4{container.suffix}", container.write((FORM,)))
    grid = only_grid(member.content, member.format)
    has_merges = name not in TEXT_TABLES
    assert grid.texts == (MERGED if has_merges else PLAIN)
    assert grid.filled == (FILLED if has_merges else frozenset())
    assert not grid.hazards


@pytest.mark.parametrize("name", ["xlsx", "xlsx_strict", "xlsb", "xls", "ods", "xls_is_xml"])
def test_sheets_keep_their_order_and_names(name: str) -> None:
    sheets = tuple(Sheet(sheet, (Line((Cell(sheet),)),)) for sheet in ("二月", "三月", "附表1"))
    grids = read_grids(CONTAINERS[name].write(sheets))
    assert [(grid.sheet, grid.texts) for grid in grids] == [(sheet.name, ((sheet.name,),)) for sheet in sheets]


@pytest.mark.parametrize("name", ["xlsx", "xlsx_other_writer", "xlsx_prefixed", "xls", "ods"])
def test_what_is_hidden_is_read_and_marked(name: str) -> None:
    hidden = Sheet("上月", (Line((Cell("旧"),)),), is_hidden=True)
    form, other = read_grids(CONTAINERS[name].write((FORM, hidden)))
    assert (form.is_hidden, other.is_hidden) == (False, True)
    assert form.hidden_rows == {4}


def test_hidden_columns_are_marked() -> None:
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = workbook.add_worksheet()
    sheet.write_row(0, 0, ["序号", "重点任务", "上月进展", "完成情况"])
    sheet.set_column("C:C", None, None, {"hidden": True})
    sheet.set_column("F:XFD", None, None, {"hidden": True})
    workbook.close()
    assert only_grid(target.getvalue()).hidden_columns == {2}

    old = xlwt.Workbook()
    old_sheet = old.add_sheet("1")
    for column, text in enumerate(("序号", "重点任务", "上月进展", "完成情况")):
        old_sheet.write(0, column, text)
    old_sheet.col(2).hidden = True
    target = io.BytesIO()
    old.save(target)
    assert only_grid(target.getvalue()).hidden_columns == {2}


def test_charts_are_no_sheets() -> None:
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target, {"in_memory": True})
    chart = workbook.add_chartsheet("图")
    workbook.add_worksheet("表").write(0, 0, 1)
    lines = workbook.add_chart({"type": "line"})
    lines.add_series({"values": "=表!$A$1"})
    chart.set_chart(lines)
    workbook.close()
    assert [grid.sheet for grid in read_grids(target.getvalue())] == ["表"]


def test_the_format_is_told_from_the_content_if_it_is_not_given() -> None:
    assert only_grid(book()).texts == TEXTS


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"%PDF-1.7 \xff\xfe", id="pdf"),
        pytest.param(packed({"表.xlsx": book()}), id="archive"),
        pytest.param(book()[:700], id="cut-off"),
        pytest.param(b"<html><body>no table</body></html>", id="page-without-table"),
        pytest.param(xls([], globals_=[record(0x2F, bytes(6))]), id="password"),
        pytest.param(packed({"[Content_Types].xml": "", "word/document.xml": "<a/>"}), id="document-without-body"),
    ],
)
def test_what_cannot_be_read_says_why_in_chinese(content: bytes) -> None:
    with pytest.raises(UnreadableFileError, match=r"[\u4e00-\u9fff]"):
        read_grids(content)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(xls([]), id="xls"),
        pytest.param(book([[]]), id="xlsx"),
    ],
)
def test_a_blank_sheet_is_a_grid_without_cells(content: bytes) -> None:
    assert only_grid(content).cells == ()


def test_rows_of_the_samples_agree() -> None:
    """The samples that other tests lean on."""
    assert tuple(tuple(cell_text(value) for value in row) for row in ROWS) == TEXTS

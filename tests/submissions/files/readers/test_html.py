"""Web pages → grids: spans, blocks and encodings as a browser shows them."""

from __future__ import annotations

import pytest
from container_samples import (
    only_grid,
)

from pipeline.submissions.files.grid import HazardKind

PAGES = [
    pytest.param('<table><tr><td rowspan="2">甲<td>乙<tr><td>丙</table>', (("甲", "乙"), ("甲", "丙")), id="open-tags"),
    pytest.param(
        "<table><tr><th>甲&nbsp;</th><td> 乙 \n 丙<br>丁</td></tr></table>", (("甲", "乙 丙\n丁"),), id="white-space"
    ),
    pytest.param(
        "<p>标题</p><table><tr><td><p>一</p><p>二</p></td></tr></table>", (("标题",), ("一\n二",)), id="paragraphs"
    ),
    pytest.param(
        "<table><tr><td>外<table><tr><td>内1</td><td>内2</td></tr></table></td></tr></table>",
        (("外", ""), ("内1", "内2")),
        id="table-in-table",
    ),
    pytest.param("<style>x</style><table><tr><td>甲<script>y</script></td></tr></table>", (("甲",),), id="scripts"),
    pytest.param(
        "<table><tr><td colspan=3>甲</td></tr><tr><td>1<td>2<td>3</table>", (("甲",) * 3, ("1", "2", "3")), id="colspan"
    ),
]


@pytest.mark.parametrize(("page", "texts"), PAGES)
def test_a_page_is_read_as_it_is_shown(page: str, texts: tuple[tuple[str, ...], ...]) -> None:
    assert only_grid(f"<html><body>{page}</body></html>".encode()).texts == texts


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "gbk", "utf-16"])
def test_the_encoding_of_a_page_is_found(encoding: str) -> None:
    page = (
        f'<html><head><meta charset="{encoding}"></head><body><table><tr><td>重点任务</td></tr></table></body></html>'
    )
    assert only_grid(page.encode(encoding)).texts == (("重点任务",),)


def test_a_page_that_names_the_wrong_encoding_is_read_all_the_same() -> None:
    page = (
        '<html><head><meta charset="utf-8"></head><body><table><tr><td>重点任务完成情况</td></tr></table></body></html>'
    )
    assert only_grid(page.encode("gb18030")).texts == (("重点任务完成情况",),)


def test_a_page_in_utf8_that_claims_to_be_gbk_is_read_all_the_same() -> None:
    page = (
        '<html><head><meta charset="gbk"></head><body><table><tr><td>重点任务完成情况</td></tr></table></body></html>'
    )
    assert only_grid(page.encode()).texts == (("重点任务完成情况",),)


def test_a_page_in_big5_is_read() -> None:
    page = '<html><head><meta charset="big5"></head><body><table><tr><td>重點任務</td></tr></table></body></html>'
    assert only_grid(page.encode("big5")).texts == (("重點任務",),)


def test_a_web_archive_yields_the_pages_with_tables() -> None:
    page = "<html><body><table><tr><td>重点任务</td></tr></table></body></html>"
    mail = (
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n'
        '--x\nContent-Type: text/html; charset="gb2312"\nContent-Transfer-Encoding: 8bit\n\n<html>frame</html>\n'
        f'--x\nContent-Type: text/html; charset="gb2312"\nContent-Transfer-Encoding: 8bit\n\n{page}\n--x--\n'
    )
    assert only_grid(mail.encode("gb18030")).texts == (("重点任务",),)


LOOKS = [
    pytest.param("<td>累计<s>3件</s>9件</td>", "累计9件", "3件", id="s"),
    pytest.param("<td>累计<del>3件</del>9件</td>", "累计9件", "3件", id="del"),
    pytest.param(
        '<td>累计<span style="text-decoration: line-through">3件</span>9件</td>', "累计9件", "3件", id="style"
    ),
    pytest.param('<td class="a xl65">3件</td>', "", "3件", id="named-style"),
    pytest.param('<td>累计<span style="display:none">3件</span>9件</td>', "累计9件", "", id="not-displayed"),
    pytest.param('<td>累计<i class="no">3件</i>9件</td>', "累计9件", "", id="not-displayed-by-name"),
    pytest.param('<td style="display:none">3件</td><td>9件</td>', "9件", "", id="cell-not-displayed"),
    pytest.param('<td style="text-decoration:underline">9件</td>', "9件", "", id="underlined"),
]


@pytest.mark.parametrize(("cells", "text", "struck"), LOOKS)
def test_a_page_says_what_its_reader_sees(cells: str, text: str, struck: str) -> None:
    style = "<style><!-- .xl65\n{mso-style:x;text-decoration:line-through;}\n.no{display:none} --></style>"
    grid = only_grid(f"<html><head>{style}</head><body><table><tr>{cells}<td>是</td></tr></table></html>".encode())
    assert grid.texts == ((text, "是"),)
    assert [(one.kind, one.row, one.detail) for one in grid.hazards] == [(HazardKind.STRUCK, 1, struck)] * bool(struck)


def test_columns_without_width_are_hidden_as_excel_writes_them() -> None:
    columns = '<col width=72><col width=0 style="display:none"><col style="width:0pt"><col style="width:0.5in">'
    grid = only_grid(f"<html><table>{columns}<tr><td>甲<td>乙<td>丙<td>丁</table></html>".encode())
    assert grid.hidden_columns == {1, 2}


def test_a_row_that_is_not_displayed_is_hidden() -> None:
    grid = only_grid("<html><table><tr><td>甲<tr hidden><td>乙<tr style='display:none'><td>丙</table></html>".encode())
    assert grid.hidden_rows == {1, 2}


_ROWS = "".join(f"<tr><td>{number}</td><td>建设学校{number}所</td></tr>" for number in range(9))
_PAGE = f"<html><body><table>{_ROWS}</table></body></html>"
ENDS = [
    pytest.param(_PAGE, False, id="whole"),
    pytest.param(_PAGE[:200], True, id="cut"),
    pytest.param(_PAGE[:60] + _PAGE[90:], True, id="a-piece-torn-out"),
    pytest.param("<table><tr><td>甲<td>乙<tr><td>丙<td>丁", False, id="a-writer-that-closes-nothing"),
]


@pytest.mark.parametrize(("page", "is_damaged"), ENDS)
def test_a_page_that_is_not_whole_is_told(page: str, is_damaged: bool) -> None:
    assert [one.kind for one in only_grid(page.encode()).hazards] == [HazardKind.DAMAGED] * is_damaged


def test_a_row_that_lacks_a_cell_is_told() -> None:
    rows = ["<tr><td>1</td><td>建设学校</td><td>已开工</td></tr>" for _ in range(9)]
    rows[0] = '<tr><td rowspan="2">1</td><td colspan="2">建设学校</td></tr>'
    rows[1] = "<tr><td>建设学校</td><td>已开工</td></tr>"
    rows[5] = "<tr><td>1</td><td>建设学校</td></tr>"
    grid = only_grid(f"<html><table>{''.join(rows)}</table></html>".encode())
    assert [(one.kind, one.row) for one in grid.hazards] == [(HazardKind.DAMAGED, 6)]

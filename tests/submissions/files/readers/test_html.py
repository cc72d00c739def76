"""Web pages → grids: spans, blocks and encodings as a browser shows them."""

from __future__ import annotations

import pytest
from container_samples import (
    only_grid,
)

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

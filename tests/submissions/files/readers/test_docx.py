"""Word documents → grids: what the page shows, row by row."""

from __future__ import annotations

import pytest
from container_samples import (
    only_grid,
    packed,
    parts_of,
)
from corpus.documents import docx_of

from pipeline.submissions.files.formats import Format
from pipeline.submissions.files.grid import Grid, HazardKind


def _cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def _document(body: str) -> Grid:
    return only_grid(docx_of(body), Format.DOCX)


def test_paragraphs_and_tables_of_a_document_follow_each_other() -> None:
    grid = _document(
        "<w:p><w:r><w:t>填报单位：区教体局</w:t></w:r></w:p>"
        f"<w:tbl><w:tr>{_cell('序号')}{_cell('重点任务')}</w:tr></w:tbl>"
        "<w:p><w:r><w:t>填报人：王</w:t><w:tab/><w:t>电话</w:t></w:r></w:p>"
    )
    assert grid.texts == (("填报单位：区教体局", ""), ("序号", "重点任务"), ("填报人：王\t电话", ""))


def test_merged_cells_of_a_document_are_filled_once() -> None:
    begin, go_on, wide = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    grid = _document(
        f"<w:tbl><w:tr>{_cell('任务甲', begin)}{_cell('一')}{_cell('二')}</w:tr>"
        f"<w:tr>{_cell('', go_on)}{_cell('三', wide)}</w:tr>"
        f"<w:tr>{_cell('任务乙', begin)}{_cell('四')}{_cell('五')}</w:tr></w:tbl>"
    )
    assert grid.texts == (("任务甲", "一", "二"), ("任务甲", "三", "三"), ("任务乙", "四", "五"))
    assert grid.filled == {(1, 0), (1, 2)}


def test_rows_that_begin_farther_right_keep_their_columns() -> None:
    grid = _document(
        f"<w:tbl><w:tr>{_cell('甲')}{_cell('乙')}</w:tr>"
        f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{_cell("丙")}</w:tr></w:tbl>'
    )
    assert grid.texts == (("甲", "乙"), ("", "丙"))


SEEN = [
    pytest.param("<w:ins><w:r><w:t>新增</w:t></w:r></w:ins>", "新增", id="inserted"),
    pytest.param("<w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:r><w:t>新</w:t></w:r>", "新", id="deleted"),
    pytest.param(
        "<w:moveFrom><w:r><w:t>甲</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>甲</w:t></w:r></w:moveTo>",
        "甲",
        id="moved",
    ),
    pytest.param(
        "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>选中</w:t></w:r></w:sdtContent></w:sdt>", "选中", id="control"
    ),
    pytest.param(
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>单击此处</w:t></w:r></w:sdtContent></w:sdt>",
        "",
        id="prompt",
    ),
    pytest.param("<w:r><w:t>一</w:t><w:br/><w:t>二</w:t></w:r>", "一\n二", id="break"),
    pytest.param('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "√", id="tick"),
    pytest.param('<w:r><w:sym w:font="Wingdings 2" w:char="0052"/></w:r>', "☑", id="box"),
    pytest.param("<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:t>可见</w:t></w:r>", "可见", id="hidden"),
    pytest.param("<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>3</w:t></w:r>", "3", id="field"),
    pytest.param("<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink>", "链接", id="link"),
]


@pytest.mark.parametrize(("runs", "text"), SEEN)
def test_a_document_says_what_its_page_shows(runs: str, text: str) -> None:
    grid = _document(f"<w:tbl><w:tr>{_cell('甲')}<w:tc><w:p>{runs}</w:p></w:tc></w:tr></w:tbl>")
    assert grid.text(0, 1) == text


def test_a_row_struck_out_under_track_changes_is_gone() -> None:
    grid = _document(
        f"<w:tbl><w:tr>{_cell('留')}</w:tr><w:tr><w:trPr><w:del/></w:trPr>{_cell('删')}</w:tr><w:tr>{_cell('又留')}</w:tr></w:tbl>"
    )
    assert grid.texts == (("留",), ("又留",))


STRUCK = [
    pytest.param("<w:r><w:rPr><w:strike/></w:rPr><w:t>3件</w:t></w:r>", "3件", id="crossed-out"),
    pytest.param("<w:r><w:rPr><w:dstrike/></w:rPr><w:t>3件</w:t></w:r>", "3件", id="twice"),
    pytest.param("<w:del><w:r><w:delText>3件</w:delText></w:r></w:del>", "3件", id="deleted-under-track-changes"),
    pytest.param('<w:r><w:rPr><w:strike w:val="0"/></w:rPr><w:t>3件</w:t></w:r>', "", id="switched-off"),
]


@pytest.mark.parametrize(("run", "struck"), STRUCK)
def test_what_is_crossed_out_on_the_page_is_not_said_but_told(run: str, struck: str) -> None:
    cell = f"<w:tc><w:p><w:r><w:t>累计</w:t></w:r>{run}<w:r><w:t>9件</w:t></w:r></w:p></w:tc>"
    grid = _document(f"<w:tbl><w:tr>{_cell('甲')}{cell}</w:tr></w:tbl>")
    assert grid.text(0, 1) == ("累计9件" if struck else "累计3件9件")
    assert [(one.kind, one.row, one.detail) for one in grid.hazards] == [(HazardKind.STRUCK, 1, struck)] * bool(struck)


def test_a_row_deleted_under_track_changes_is_told() -> None:
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{_cell('删')}</w:tr>"
    grid = _document(f"<w:tbl><w:tr>{_cell('留')}</w:tr>{gone}<w:tr>{_cell('又留')}</w:tr></w:tbl>")
    assert [(one.kind, one.row, one.detail) for one in grid.hazards] == [(HazardKind.STRUCK, 2, "删")]


_WIDE = '<w:gridSpan w:val="2"/>'
PAGE = (
    "<html><body><p>填报单位：区教体局</p><table><tr><td colspan=2>序号</td></tr><tr><td>1</td><td>任务</td></tr>"
    "</table></body></html>"
)
_MAIL = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n--x\nContent-Type: text/html; charset="utf-8"\n'
CHUNKS = [
    pytest.param("a.html", PAGE.encode(), id="page"),
    pytest.param("a.mht", f"{_MAIL}Content-Transfer-Encoding: 8bit\n\n{PAGE}\n--x--\n".encode(), id="web-archive"),
    pytest.param(
        "a.docx",
        docx_of(
            "<w:p><w:r><w:t>填报单位：区教体局</w:t></w:r></w:p>"
            f"<w:tbl><w:tr>{_cell('序号', _WIDE)}</w:tr><w:tr>{_cell('1')}{_cell('任务')}</w:tr></w:tbl>"
        ),
        id="document",
    ),
]


def _with_chunk(name: str, content: bytes) -> bytes:
    """As report systems write a document: its body is a page that Word turns into its own when it opens it."""
    parts = parts_of(docx_of("<w:p><w:r><w:t>附件4</w:t></w:r></w:p>@"))
    body = parts["word/document.xml"].replace(
        b"@", b'<w:altChunk xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="c1"/>'
    )
    link = f'<Relationship Id="c1" Type="x/aFChunk" Target="{name}"/>'
    links = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{link}</Relationships>'
    )
    return packed(
        parts | {"word/document.xml": body, "word/_rels/document.xml.rels": links.encode(), f"word/{name}": content}
    )


@pytest.mark.parametrize(("name", "content"), CHUNKS)
def test_a_page_inside_a_document_is_read(name: str, content: bytes) -> None:
    grid = only_grid(_with_chunk(name, content), Format.DOCX)
    assert grid.texts == (("附件4", ""), ("填报单位：区教体局", ""), ("序号", "序号"), ("1", "任务"))
    assert grid.filled == {(2, 1)}


def test_another_file_inside_a_document_is_told() -> None:
    grid = only_grid(_with_chunk("a.rtf", rb"{\rtf1 x}"), Format.DOCX)
    assert [one.kind for one in grid.hazards] == [HazardKind.EMBEDDED]

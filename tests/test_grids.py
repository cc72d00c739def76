"""Bytes → grids: the same table out of every format, with true rows, merged areas filled."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
import xlsxwriter
import xlwt
from container_samples import ROWS, TEXTS, book, packed, record, xls
from corpus.containers import CONTAINERS
from corpus.documents import docx_of
from corpus.sheets import Cell, Line, Sheet

from pipeline.submissions.containers import open_container
from pipeline.submissions.formats import Format
from pipeline.submissions.grids import Grid, HazardKind, UnreadableFileError, Value, cell_text, read_grids

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


def only_grid(content: bytes, kind: Format | None = None) -> Grid:
    (grid,) = read_grids(content, kind)
    return grid


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


VALUES: list[tuple[Value, str]] = [
    (3.0, "3"),
    (12.5, "12.5"),
    (0.1 + 0.2, "0.3"),
    (13800000000.0, "13800000000"),
    (True, "是"),
    (date(2022, 4, 7), "2022-04-07"),
    (datetime(2022, 4, 7), "2022-04-07"),
    (datetime(2022, 4, 7, 8, 30), "2022-04-07 08:30"),
    (time(8, 30), "08:30"),
    (timedelta(hours=36, minutes=5), "36:05"),
    ("\u3000已\x00开\u200b工_x000D_\r\n", "已开工"),
    (" 一、\n二、 ", "一、\n二、"),
]


@pytest.mark.parametrize(("value", "text"), VALUES)
def test_a_value_reads_as_a_person_would_read_it(value: Value, text: str) -> None:
    assert cell_text(value) == text
    assert Grid("", ((value,),)).text(0, 0) == text


def test_outside_the_grid_there_is_nothing() -> None:
    grid = Grid("", (("甲",),))
    assert [grid.text(row, column) for row, column in ((-1, 0), (0, -1), (0, 1), (1, 0))] == [""] * 4


DATE = date(2022, 4, 7)


def _dated_xlsx(code: str) -> bytes:
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target, {"in_memory": True})
    workbook.add_worksheet().write(0, 0, datetime(2022, 4, 7), workbook.add_format({"num_format": code}))
    workbook.close()
    return target.getvalue()


def _dated_xls(code: str) -> bytes:
    workbook = xlwt.Workbook()
    workbook.add_sheet("1").write(0, 0, DATE, xlwt.easyxf(num_format_str=code))
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


@pytest.mark.parametrize("write", [pytest.param(_dated_xlsx, id="xlsx"), pytest.param(_dated_xls, id="xls")])
@pytest.mark.parametrize("code", ["yyyy-mm-dd", 'yyyy"年"m"月"d"日"', "m月d日", "[$-804]aaaa;@yyyy", "[DBNum1]yyyy年m月d日"])
def test_dates_are_dates_whatever_their_format(write: Callable[[str], bytes], code: str) -> None:
    assert only_grid(write(code)).value(0, 0) == DATE


TEXT_FORMS = [
    pytest.param("序号\t重点任务\t完成情况\n1\t新建学校\t已开工, 顺利; 完成\n", "utf-8", id="tabs-around-commas"),
    pytest.param("序号;重点任务;完成情况\n1;新建学校;已开工, 顺利\n", "gb18030", id="semicolons"),
    pytest.param("序号|重点任务|完成情况\n1|新建学校|已开工\n", "utf-16", id="bars"),
    pytest.param("sep=,\r\n序号,重点任务,完成情况\r\n1,新建学校,已开工\r\n", "utf-8-sig", id="sep-line"),
    pytest.param('序号,重点任务,完成情况\n="1",新建学校,已开工\n', "utf-8", id="protected"),
]


@pytest.mark.parametrize(("text", "encoding"), TEXT_FORMS)
def test_the_separator_of_a_text_table_is_found(text: str, encoding: str) -> None:
    texts = only_grid(text.encode(encoding)).texts
    assert texts[0] == ("序号", "重点任务", "完成情况")
    assert texts[1][:2] == ("1", "新建学校")
    assert texts[1][2].startswith("已开工")


def test_line_breaks_and_quotes_inside_a_text_table_are_kept() -> None:
    grid = only_grid('序号,完成情况\r\n1,"一、已开工\n二、""样板""完成"\r\n'.encode("gb18030"))
    assert grid.texts == (("序号", "完成情况"), ("1", '一、已开工\n二、"样板"完成'))


def test_an_unpaired_quote_swallows_nothing() -> None:
    grid = only_grid('序号,完成情况\n1,"已开工\n2,已完工\n'.encode())
    assert [row[0] for row in grid.texts] == ["序号", "1", "2"]


def test_a_spoilt_character_is_shown_and_reported_at_its_row() -> None:
    content = bytearray(("序号,完成情况\n" + "1,学校建设进展顺利\n" * 40).encode("utf-8"))
    content[content.index("顺利".encode()) + 1] = 0xFF
    grid = only_grid(bytes(content))
    assert "\ufffd" in grid.text(1, 1)
    assert [(hazard.kind, hazard.row) for hazard in grid.hazards] == [(HazardKind.GARBLED, 2)]


PAGES = [
    pytest.param('<table><tr><td rowspan="2">甲<td>乙<tr><td>丙</table>', (("甲", "乙"), ("甲", "丙")), id="open-tags"),
    pytest.param("<table><tr><th>甲&nbsp;</th><td> 乙 \n 丙<br>丁</td></tr></table>", (("甲", "乙 丙\n丁"),), id="white-space"),
    pytest.param("<p>标题</p><table><tr><td><p>一</p><p>二</p></td></tr></table>", (("标题",), ("一\n二",)), id="paragraphs"),
    pytest.param(
        "<table><tr><td>外<table><tr><td>内1</td><td>内2</td></tr></table></td></tr></table>",
        (("外", ""), ("内1", "内2")),
        id="table-in-table",
    ),
    pytest.param("<style>x</style><table><tr><td>甲<script>y</script></td></tr></table>", (("甲",),), id="scripts"),
    pytest.param("<table><tr><td colspan=3>甲</td></tr><tr><td>1<td>2<td>3</table>", (("甲",) * 3, ("1", "2", "3")), id="colspan"),
]


@pytest.mark.parametrize(("page", "texts"), PAGES)
def test_a_page_is_read_as_it_is_shown(page: str, texts: tuple[tuple[str, ...], ...]) -> None:
    assert only_grid(f"<html><body>{page}</body></html>".encode()).texts == texts


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "gbk", "utf-16"])
def test_the_encoding_of_a_page_is_found(encoding: str) -> None:
    page = f'<html><head><meta charset="{encoding}"></head><body><table><tr><td>重点任务</td></tr></table></body></html>'
    assert only_grid(page.encode(encoding)).texts == (("重点任务",),)


def test_a_page_that_names_the_wrong_encoding_is_read_all_the_same() -> None:
    page = '<html><head><meta charset="utf-8"></head><body><table><tr><td>重点任务完成情况</td></tr></table></body></html>'
    assert only_grid(page.encode("gb18030")).texts == (("重点任务完成情况",),)


def test_a_web_archive_yields_the_pages_with_tables() -> None:
    page = "<html><body><table><tr><td>重点任务</td></tr></table></body></html>"
    mail = (
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n'
        '--x\nContent-Type: text/html; charset="gb2312"\nContent-Transfer-Encoding: 8bit\n\n<html>frame</html>\n'
        f'--x\nContent-Type: text/html; charset="gb2312"\nContent-Transfer-Encoding: 8bit\n\n{page}\n--x--\n'
    )
    assert only_grid(mail.encode("gb18030")).texts == (("重点任务",),)


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
    pytest.param("<w:moveFrom><w:r><w:t>甲</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>甲</w:t></w:r></w:moveTo>", "甲", id="moved"),
    pytest.param("<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>选中</w:t></w:r></w:sdtContent></w:sdt>", "选中", id="control"),
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


def _ods(rows: str, automatic: str = "") -> Grid:
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style")
    )
    content = (
        f"<office:document-content {names}>{automatic}<office:body><office:spreadsheet>"
        f'<table:table table:name="3月">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    return only_grid(packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content}))


def _ods_cell(attributes: str, text: str = "") -> str:
    return f"<table:table-cell {attributes}>{text and f'<text:p>{text}</text:p>'}</table:table-cell>"


def test_repeated_rows_and_columns_of_ods_keep_true_places() -> None:
    grid = _ods(
        '<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        f'<table:table-row><table:table-cell table:number-columns-repeated="2"/>{_ods_cell("", "甲")}</table:table-row>'
        '<table:table-row table:number-rows-repeated="1048572"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    assert grid.texts == (("",) * 3, ("",) * 3, ("",) * 3, ("", "", "甲"))


ODS_VALUES = [
    pytest.param('office:value-type="float" office:value="12.5"', "12.5", 12.5, id="number"),
    pytest.param('office:value-type="percentage" office:value="0.805"', "81%", "80.5%", id="percentage"),
    pytest.param('office:value-type="float" office:value="37"', "任务37", "任务37", id="number-in-words"),
    pytest.param('office:value-type="date" office:date-value="2022-04-07"', "4月7日", DATE, id="date"),
    pytest.param('office:value-type="boolean" office:boolean-value="true"', "TRUE", True, id="boolean"),
    pytest.param('office:value-type="string"', "甲<text:s text:c='2'/>乙<text:line-break/>丙", "甲  乙\n丙", id="text"),
]


@pytest.mark.parametrize(("attributes", "text", "value"), ODS_VALUES)
def test_values_of_ods(attributes: str, text: str, value: Value) -> None:
    assert _ods(f"<table:table-row>{_ods_cell(attributes, text)}</table:table-row>").value(0, 0) == value


def test_a_comment_of_ods_is_no_text() -> None:
    comment = "<office:annotation><text:p>请核实</text:p></office:annotation>"
    cell = f'<table:table-cell office:value-type="string">{comment}<text:p>已开工</text:p></table:table-cell>'
    assert _ods(f"<table:table-row>{cell}</table:table-row>").texts == (("已开工",),)


def _rk(row: int, column: int, style: int, packed_number: int) -> bytes:
    return record(0x027E, struct.pack("<HHHI", row, column, style, packed_number))


def test_numbers_of_old_workbooks_unpack() -> None:
    """MS-XLS 2.5.122: an integer of 30 bits or the upper half of a double, either perhaps a hundredfold."""
    (half,) = struct.unpack("<I", struct.pack("<d", 12.5)[4:])
    numbers = (7 << 2 | 2, (-7 << 2 | 2) & 0xFFFFFFFF, 1250 << 2 | 3, half & ~3)
    grid = only_grid(xls([_rk(0, column, 0, number) for column, number in enumerate(numbers)]))
    assert grid.cells == ((7.0, -7.0, 12.5, 12.5),)


def test_rows_of_packed_numbers_unpack() -> None:
    body = struct.pack("<HH", 0, 1) + b"".join(struct.pack("<HI", 0, n << 2 | 2) for n in (3, 4)) + struct.pack("<H", 2)
    assert only_grid(xls([record(0x00BD, body)])).cells == (("", 3.0, 4.0),)


def test_formulas_of_old_workbooks_show_their_results() -> None:
    def formula(column: int, result: bytes) -> bytes:
        return record(0x0006, struct.pack("<HHH", 0, column, 0) + result + bytes(8))

    text = record(0x0207, struct.pack("<HB", 2, 1) + "完成".encode("utf-16-le"))
    grid = only_grid(
        xls(
            [
                formula(0, struct.pack("<d", 2.5)),
                formula(1, b"\0\0\0\0\0\0\xff\xff"),
                text,
                formula(2, b"\1\0\1\0\0\0\xff\xff"),
                formula(3, b"\2\0\x17\0\0\0\xff\xff"),
                formula(4, b"\3\0\0\0\0\0\xff\xff"),
                formula(5, struct.pack("<d", 1)),
            ]
        )
    )
    assert grid.cells == ((2.5, "完成", True, "#REF!", "", 1.0),)
    assert [(hazard.kind, hazard.row) for hazard in grid.hazards] == [(HazardKind.ERROR_VALUE, 1)]


def _shared(strings: bytes, *more: bytes, count: int) -> bytes:
    pieces = record(0x00FC, struct.pack("<II", count, count) + strings) + b"".join(record(0x3C, piece) for piece in more)
    cells = [record(0x00FD, struct.pack("<HHHI", 0, index, 0, index)) for index in range(count)]
    return xls(cells, globals_=[pieces])


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")


_HEAD_1, _HEAD_0 = struct.pack("<HB", 2, 1), struct.pack("<HB", 2, 0)  # two characters, wide or narrow
SHARED = [
    pytest.param([_HEAD_1 + _wide("完成") + _HEAD_0 + b"OK"], id="in-one-record"),
    pytest.param([_HEAD_1 + _wide("完成"), _HEAD_0 + b"OK"], id="cut-between"),
    pytest.param([_HEAD_1 + _wide("完"), b"\1" + _wide("成") + _HEAD_0 + b"OK"], id="cut-text"),
    pytest.param([_HEAD_1 + _wide("完成") + _HEAD_0 + b"O", b"\1" + _wide("K")], id="width-changes"),
    pytest.param([struct.pack("<HBH", 2, 9, 1) + _wide("完成") + bytes(4) + _HEAD_0 + b"OK"], id="formatting-runs"),
    pytest.param([struct.pack("<HBI", 2, 5, 6) + _wide("完成") + b"\1\0", bytes(4) + _HEAD_0 + b"OK"], id="phonetic"),
]


@pytest.mark.parametrize("pieces", SHARED)
def test_shared_texts_of_old_workbooks_are_put_together(pieces: list[bytes]) -> None:
    assert only_grid(_shared(*pieces, count=2)).cells == (("完成", "OK"),)


def test_bare_records_of_old_exporters_are_read() -> None:
    """What quick exporters write under .xls: a BOF, LABEL records in GBK, an EOF, and no compound file around them."""
    content = (
        record(0x0809, struct.pack("<4H", 0, 0x10, 0, 0))
        + record(0x0204, struct.pack("<4H", 0, 0, 0, 8) + "重点任务".encode("gb18030"))
        + record(0x0203, struct.pack("<3Hd", 1, 0, 0, 12.5))
        + record(0x000A, b"")
    )
    assert only_grid(content).texts == (("重点任务",), ("12.5",))


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
    with pytest.raises(UnreadableFileError, match="[\u4e00-\u9fff]"):
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

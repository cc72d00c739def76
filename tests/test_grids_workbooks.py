"""Workbooks of Excel and LibreOffice by their formats: dates, numbers, texts put together from pieces."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from datetime import date, datetime

import pytest
import xlsxwriter
import xlwt
from container_samples import compound, only_grid, packed, record, xls

from pipeline.submissions.files.grids import Grid, HazardKind, Value

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
@pytest.mark.parametrize(
    "code", ["yyyy-mm-dd", 'yyyy"年"m"月"d"日"', "m月d日", "[$-804]aaaa;@yyyy", "[DBNum1]yyyy年m月d日"]
)
def test_dates_are_dates_whatever_their_format(write: Callable[[str], bytes], code: str) -> None:
    assert only_grid(write(code)).value(0, 0) == DATE


def _ods(rows: str, automatic: str = "") -> Grid:
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style")
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


def test_far_cells_of_ods_are_left_out_and_reported() -> None:
    grid = _ods(
        f"<table:table-row>{_ods_cell('', '甲')}</table:table-row>"
        '<table:table-row table:number-rows-repeated="30000"><table:table-cell/></table:table-row>'
        f"<table:table-row>{_ods_cell('', '乙')}</table:table-row>"
    )
    assert grid.texts == (("甲",),)
    assert [hazard.kind for hazard in grid.hazards] == [HazardKind.CROPPED]


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
    pieces = record(0x00FC, struct.pack("<II", count, count) + strings) + b"".join(
        record(0x3C, piece) for piece in more
    )
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


def _binary(kind: int, body: bytes = b"") -> bytes:
    """A record of an .xlsb: type and length in groups of seven bits."""
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return head + bytes([len(body)]) + body


def _words(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _xlsb(*cells: bytes) -> bytes:
    """An .xlsb with one hidden row of ``cells``, the shared text 完成, and the styles General, 0% and 任务0."""
    book = _binary(153, struct.pack("<III", 0, 0, 0)) + _binary(
        156, struct.pack("<II", 0, 1) + _words("rId1") + _words("3月")
    )
    row = _binary(0, struct.pack("<IIHBB", 1, 0, 300, 0, 0x10) + bytes(5))
    merge = _binary(176, struct.pack("<4I", 1, 2, 0, 0))
    styles = b"".join(_binary(47, struct.pack("<HH", 0, number) + bytes(12)) for number in (0, 9, 164))
    styles = _binary(44, struct.pack("<H", 164) + _words('"任务"0')) + _binary(47, bytes(16)) + _binary(617) + styles
    kinds = ("worksheet", "styles", "sharedStrings")
    links = "".join(
        f'<Relationship Id="rId{n}" Type="x/{kind}" Target="{kind}.bin"/>' for n, kind in enumerate(kinds, 1)
    )
    return packed(
        {
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": f"<Relationships>{links}</Relationships>",
            "xl/worksheet.bin": row + b"".join(cells) + merge,
            "xl/styles.bin": styles + _binary(618),
            "xl/sharedStrings.bin": _binary(19, b"\0" + _words("完成")),
        }
    )


def _binary_cell(kind: int, column: int, body: bytes, style: int = 0) -> bytes:
    return _binary(kind, struct.pack("<II", column, style) + body)


def test_cells_of_binary_workbooks() -> None:
    """MS-XLSB 2.4: every kind of cell, by value and by formula."""
    grid = only_grid(
        _xlsb(
            _binary_cell(2, 0, struct.pack("<I", 37 << 2 | 2), style=2),
            _binary_cell(5, 1, struct.pack("<d", 0.805), style=1),
            _binary_cell(7, 2, struct.pack("<I", 0)),
            _binary_cell(6, 3, _words("进展")),
            _binary_cell(4, 4, b"\1"),
            _binary_cell(3, 5, b"\x17"),
            _binary_cell(8, 6, _words("合计") + bytes(8)),
            _binary_cell(9, 7, struct.pack("<d", 2.5) + bytes(8)),
            _binary_cell(11, 8, b"\x2a" + bytes(8)),
            _binary_cell(1, 9, b""),
        )
    )
    assert grid.cells == (("",) * 9, ("任务37", "80.5%", "完成", "进展", True, "#REF!", "合计", 2.5, "#N/A"))
    assert grid.hidden_rows == {1}
    assert [(hazard.kind, hazard.row) for hazard in grid.hazards] == [(HazardKind.ERROR_VALUE, 2)] * 2


def test_workbooks_of_excel_95_are_read() -> None:
    """Texts are bytes there, and begin with one byte of length less."""
    begin, end = record(0x0809, struct.pack("<4H", 0x0500, 5, 0, 0)), record(0x0A, b"")
    name = "三月".encode("gb18030")
    length = len(begin + record(0x85, bytes(7) + name) + end)
    sheet = record(0x0809, struct.pack("<4H", 0x0500, 0x10, 0, 0))
    text = "重点任务".encode("gb18030")
    sheet += record(0x0204, struct.pack("<4H", 0, 0, 0, len(text)) + text) + end
    stream = begin + record(0x85, struct.pack("<IBBB", length, 0, 0, len(name)) + name) + end + sheet
    grid = only_grid(compound({"Book": stream}))
    assert (grid.sheet, grid.texts) == ("三月", (("重点任务",),))

"""Old workbooks → grids: numbers, dates and texts out of their records; broken ones refused."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from datetime import date

import pytest
import xlwt
from container_samples import (
    ciphered,
    compound,
    only_grid,
    record,
    xls,
    xls_stream,
)

from pipeline.submissions.files.formats import Format
from pipeline.submissions.files.grid import HazardKind, UnreadableFileError
from pipeline.submissions.files.grids import read_grids


def refusal(content: bytes, kind: Format | None = None) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read_grids(content, kind)
    return str(caught.value)


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


def test_old_workbooks_know_number_formats_too() -> None:
    styles = [record(0xE0, struct.pack("<HH", 0, number) + bytes(16)) for number in (0, 9, 31)]
    cells = [record(0x0203, struct.pack("<3Hd", 0, style, style, number)) for style, number in ((1, 0.8), (2, 44658))]
    assert only_grid(xls(cells, globals_=styles)).cells == (("", "80%", date(2022, 4, 7)),)


def test_days_of_old_workbooks_counted_from_1904_are_told() -> None:
    globals_ = [record(0x22, b"\1\0"), record(0xE0, struct.pack("<HH", 0, 14) + bytes(16))]
    day = record(0x0203, struct.pack("<3Hd", 0, 0, 0, 43196))
    assert only_grid(xls([day], globals_=globals_)).value(0, 0) == date(2022, 4, 7)


def looping() -> bytes:
    """An OLE file whose workbook stream's sectors run in a circle; it ends the process of more than one reader."""
    content = bytearray(compound({"Workbook": xls_stream([])}))
    table = 512 + struct.unpack_from("<I", content, 76)[0] * 512
    struct.pack_into("<I", content, table + 4, 0)
    return bytes(content)


def truncated_stream() -> bytes:
    """A workbook stream whose records end before the sheet does."""
    stream = xls_stream([record(0x0204, struct.pack("<4HB", 0, 0, 0, 2, 1) + "完成".encode("utf-16-le"))])
    return stream[: len(stream) - 6]


def sheet_elsewhere() -> bytes:
    """A directory of sheets that points into nowhere."""
    stream = bytearray(xls_stream([]))
    struct.pack_into("<I", stream, stream.index(record(0x85, b"")[:2]) + 4, 7)
    return bytes(stream)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(looping(), id="circle"),
        pytest.param(truncated_stream(), id="cut-off"),
        pytest.param(sheet_elsewhere(), id="misdirected"),
        pytest.param(xls([record(0x00FD, struct.pack("<HHHI", 0, 0, 0, 5))]), id="shared-text-out-of-range"),
        pytest.param(xls([record(0x0203, b"\0\0")]), id="short-record"),
    ],
)
def test_a_broken_old_workbook_is_refused(content: bytes) -> None:
    assert refusal(content, Format.XLS)


def test_charts_embedded_in_old_sheets_end_nothing() -> None:
    chart = [
        record(0x0809, struct.pack("<8H", 0x0600, 0x20, 0, 0, 0, 0, 0, 0)),
        record(0x0203, bytes(14)),
        record(0x0A, b""),
    ]
    number = record(0x0203, struct.pack("<3Hd", 1, 0, 0, 2.0))
    assert only_grid(xls([*chart, number])).cells == (("",), (2.0,))


def _name(flags: int, name: bytes, formula: bytes, sheet: int = 0) -> bytes:
    head = struct.pack("<HBBHHH4x", flags, 0, len(name), len(formula), 0, sheet)
    return record(0x18, head + b"\0" + name + formula)


def _label(row: int, column: int, text: str, style: int = 0) -> bytes:
    return record(0x0204, struct.pack("<4HB", row, column, style, len(text), 1) + text.encode("utf-16-le"))


def test_a_name_that_cannot_be_evaluated_costs_nothing() -> None:
    """Cells show results: whoever wants to read them needs no names."""
    broken = _name(0, b"n", b"\xba\x00\x03\x10")
    assert only_grid(xls([_label(0, 0, "完成")], globals_=[broken])).texts == (("完成",),)


def _hidden_row(row: int) -> bytes:
    return record(0x0208, struct.pack("<6HI", row, 0, 1, 255, 0, 0, 0x20))


ROWS = [_label(row, 0, text) for row, text in enumerate(("填报单位", "重点任务", "甲", "乙", "丙"))]
RANGE = _name(0x20, b"\x0d", struct.pack("<B5H", 0x3B, 0, 1, 3, 0, 0), sheet=1)
FILTERS = [
    pytest.param([record(0x9B, b"")], [RANGE], {4}, id="a-filter-of-a-range"),
    pytest.param([record(0x9D, b"\1\0")], [RANGE], {4}, id="its-arrows-alone"),
    pytest.param([record(0x9B, b"")], [], set(), id="a-filter-of-an-unknown-range"),
    pytest.param([], [RANGE], {2, 4}, id="no-filter-any-more"),
    pytest.param([], [], {2, 4}, id="by-hand"),
]


@pytest.mark.parametrize(("filter_", "names", "hidden"), FILTERS)
def test_rows_that_a_filter_hides_are_read(filter_: list[bytes], names: list[bytes], hidden: set[int]) -> None:
    grid = only_grid(xls([*filter_, _hidden_row(2), _hidden_row(4), *ROWS], globals_=names))
    assert grid.hidden_rows == hidden


def _written(fill: Callable[[xlwt.Workbook, xlwt.Worksheet], None]) -> bytes:
    workbook = xlwt.Workbook()
    fill(workbook, workbook.add_sheet("3月"))
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def test_what_is_crossed_out_in_old_workbooks_is_not_said_but_told() -> None:
    def fill(_: xlwt.Workbook, sheet: xlwt.Worksheet) -> None:
        struck, plain = xlwt.easyfont("struck_out true"), xlwt.easyfont("")
        sheet.write(0, 0, "立案3件", xlwt.easyxf("font: struck_out true"))
        sheet.write(1, 0, 12.5, xlwt.easyxf("font: struck_out true"))
        sheet.write_rich_text(2, 0, ("累计立案", ("3件", struck), ("9件。", plain)))
        sheet.write(3, 0, "是")

    grid = only_grid(_written(fill))
    assert grid.texts == (("",), ("",), ("累计立案9件。",), ("是",))
    struck = [(one.kind, one.row, one.detail) for one in grid.hazards]
    assert struck == [(HazardKind.STRUCK, row, words) for row, words in ((1, "立案3件"), (2, "12.5"), (3, "3件"))]


def test_a_column_without_width_and_a_row_without_height_are_hidden() -> None:
    def fill(_: xlwt.Workbook, sheet: xlwt.Worksheet) -> None:
        for column in range(3):
            sheet.write(0, column, "甲")
            sheet.write(1, column, "乙")
        sheet.col(1).width = 0
        sheet.row(1).height_mismatch, sheet.row(1).height = True, 0

    grid = only_grid(_written(fill))
    assert grid.hidden_columns == {1}
    assert grid.hidden_rows == {1}


def test_numbers_of_old_workbooks_are_read_as_they_are_shown() -> None:
    def fill(_: xlwt.Workbook, sheet: xlwt.Worksheet) -> None:
        codes = ('0!.0,"万元"', '[=1]"是";"否"', "# ?/?", ";;;")
        for column, (code, number) in enumerate(zip(codes, (3200000, 1, 0.5, 7), strict=True)):
            sheet.write(0, column, number, xlwt.easyxf(num_format_str=code))
        sheet.write(0, 4, "四里村", xlwt.easyxf(num_format_str='@"街道办事处"'))

    grid = only_grid(_written(fill))
    assert grid.texts == (("320.0万元", "是", "1/2", "", "四里村街道办事处"),)
    assert [(one.kind, one.detail) for one in grid.hazards] == [(HazardKind.UNSEEN, "7")]


@pytest.mark.parametrize("manner", ["rc4", "rc4-of-windows"])
def test_a_workbook_whose_structure_is_protected_opens_as_in_excel(manner: str) -> None:
    """Excel ciphers it with a password of its own, which is the same everywhere."""
    cells = [_label(row, 0, "完成情况" * 60) for row in range(9)]
    content = ciphered(xls_stream(cells), "VelvetSweatshop", manner)
    assert only_grid(compound({"Workbook": content})) == only_grid(xls(cells))


@pytest.mark.parametrize("manner", ["rc4", "rc4-of-windows"])
def test_a_workbook_with_a_password_stays_closed(manner: str) -> None:
    content = ciphered(xls_stream([_label(0, 0, "完成")]), "123456", manner)
    assert "密码" in refusal(compound({"Workbook": content}))


DAMAGED = [
    pytest.param([_label(0, 1, "甲"), _label(0, 0, "乙")], 1, id="cells-out-of-order"),
    pytest.param([_label(0, 0, "甲"), _label(1, 0, "乙"), _label(0, 1, "丙")], 1, id="a-row-in-two-places"),
    pytest.param([_label(0, 0, "甲"), _label(0, 0, "乙")], 1, id="two-in-one-place"),
    pytest.param(
        [record(0x0208, struct.pack("<6HI", 0, 0, 2, 255, 0, 0, 0)), _label(0, 6, "甲")], 1, id="out-of-bounds"
    ),
    pytest.param([_label(0, 0, "甲"), record(0x0FFD, bytes(10)), _label(0, 2, "乙")], None, id="no-kind-of-cell"),
]


@pytest.mark.parametrize(("cells", "row"), DAMAGED)
def test_cells_that_contradict_each_other_are_told(cells: list[bytes], row: int | None) -> None:
    assert [(one.kind, one.row) for one in only_grid(xls(cells)).hazards] == [(HazardKind.DAMAGED, row)]


def test_a_text_that_no_cell_shows_is_told() -> None:
    strings = record(0x00FC, struct.pack("<II", 2, 2) + _HEAD_1 + _wide("完成") + _HEAD_0 + b"OK")
    grid = only_grid(xls([record(0x00FD, struct.pack("<HHHI", 0, 0, 0, 0))], globals_=[strings]))
    assert [(one.kind, one.detail) for one in grid.hazards] == [(HazardKind.DAMAGED, "有1处文字不在任何单元格中")]


@pytest.mark.parametrize("more", [b"\0", b"OK"])
def test_texts_that_do_not_end_where_they_should_are_refused(more: bytes) -> None:
    assert refusal(_shared(_HEAD_1 + _wide("完成") + more, count=1))

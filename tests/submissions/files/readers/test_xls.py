"""Old workbooks → grids: numbers, dates and texts out of their records; broken ones refused."""

from __future__ import annotations

import struct
from datetime import date

import pytest
from container_samples import (
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

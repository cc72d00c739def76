"""Binary workbooks → grids: every kind of cell, by value and by formula."""

from __future__ import annotations

import struct

from container_samples import (
    only_grid,
    packed,
)

from pipeline.submissions.files.grid import HazardKind


def _binary(kind: int, body: bytes = b"") -> bytes:
    """A record of an .xlsb: type and length in groups of seven bits."""
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return head + bytes([len(body)]) + body


def _words(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _xlsb(*cells: bytes, more: bytes = b"", shared: bytes = b"") -> bytes:
    """An .xlsb with one hidden row of ``cells``, the shared text 完成, and the styles General, 0%, 任务0 and crossed out."""
    book = _binary(153, struct.pack("<III", 0, 0, 0)) + _binary(
        156, struct.pack("<II", 0, 1) + _words("rId1") + _words("3月")
    )
    row = _binary(0, struct.pack("<IIHBB", 1, 0, 300, 0, 0x10) + bytes(5))
    merge = _binary(176, struct.pack("<4I", 1, 2, 0, 0))
    kinds_of_cells = ((0, 0), (9, 0), (164, 0), (0, 1))
    styles = b"".join(_binary(47, struct.pack("<3H", 0, *one) + bytes(10)) for one in kinds_of_cells)
    fonts = b"".join(_binary(43, struct.pack("<HH", 220, flags) + bytes(17) + _words("宋体")) for flags in (0, 8))
    styles = (
        fonts + _binary(44, struct.pack("<H", 164) + _words('"任务"0')) + _binary(47, bytes(16)) + _binary(617) + styles
    )
    kinds = ("worksheet", "styles", "sharedStrings")
    links = "".join(
        f'<Relationship Id="rId{n}" Type="x/{kind}" Target="{kind}.bin"/>' for n, kind in enumerate(kinds, 1)
    )
    return packed(
        {
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": f"<Relationships>{links}</Relationships>",
            "xl/worksheet.bin": row + b"".join(cells) + merge + more,
            "xl/styles.bin": styles + _binary(618),
            "xl/sharedStrings.bin": _binary(19, shared or b"\0" + _words("完成")),
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


def test_what_is_crossed_out_in_binary_workbooks_is_not_said_but_told() -> None:
    parts = b"\1" + _words("立案3件9件。") + struct.pack("<I4H", 2, 2, 1, 4, 0)
    grid = only_grid(
        _xlsb(
            _binary_cell(7, 0, struct.pack("<I", 0)),
            _binary_cell(5, 1, struct.pack("<d", 3), style=3),
            _binary_cell(6, 2, _words("是")),
            shared=parts,
        )
    )
    assert grid.texts[1] == ("立案9件。", "", "是")
    assert [(one.kind, one.row, one.detail) for one in grid.hazards] == [(HazardKind.STRUCK, 2, "3件")]


def test_rows_that_a_filter_hides_are_read_and_columns_without_width_are_hidden() -> None:
    column = _binary(60, struct.pack("<4IH", 1, 1, 0, 0, 0))
    filter_ = _binary(161, struct.pack("<4I", 0, 5, 0, 3))
    grid = only_grid(_xlsb(*(_binary_cell(6, n, _words("甲")) for n in range(3)), more=column + filter_))
    assert grid.hidden_rows == frozenset()
    assert grid.hidden_columns == {1}

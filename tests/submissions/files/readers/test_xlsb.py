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

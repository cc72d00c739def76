"""Comments, text boxes and pictures over the cells of a workbook, and pictures and ticks in them (R28)."""

from __future__ import annotations

from io import BytesIO

import pytest
from container_samples import book, only_grid, packed, parts_of, with_cells
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from pipeline.submissions.files.grid import Floating, FloatingKind, Hazard, HazardKind

_DRAWING = (
    '<xdr:wsDr xmlns:xdr="x" xmlns:a="a">'
    "<xdr:twoCellAnchor><xdr:from><xdr:col>3</xdr:col><xdr:row>4</xdr:row></xdr:from>"
    "<xdr:sp><xdr:txBody><a:p><a:r><a:t>另有2件</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor>"
    "<xdr:oneCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:row>2</xdr:row></xdr:from><xdr:pic/></xdr:oneCellAnchor>"
    "</xdr:wsDr>"
)
_LINKS = (
    '<Relationships xmlns="r"><Relationship Id="rId1" Type="http://x/drawing" Target="../drawings/drawing1.xml"/>'
    "</Relationships>"
)


def _with_drawing(drawing: str) -> bytes:
    parts = parts_of(book())
    sheet = next(name for name in parts if "worksheets/sheet" in name)
    folder, _, name = sheet.rpartition("/")
    return packed({**parts, f"{folder}/_rels/{name}.rels": _LINKS, "xl/drawings/drawing1.xml": drawing})


def test_text_boxes_and_pictures_are_known_with_their_place() -> None:
    assert only_grid(_with_drawing(_DRAWING)).floating == (
        Floating(FloatingKind.TEXT_BOX, (4, 3), "另有2件"),
        Floating(FloatingKind.PICTURE, (2, 1)),
    )


def test_a_damaged_drawing_costs_no_cell() -> None:
    grid = only_grid(_with_drawing("<wsDr"))
    assert grid.floating == () and grid.texts == only_grid(book()).texts


def test_a_comment_is_known_with_its_cell() -> None:
    workbook = Workbook()
    workbook["Sheet"]["B2"] = "已完成"
    workbook["Sheet"]["B2"].comment = Comment("数字待核", "李")
    out = BytesIO()
    workbook.save(out)
    (comment,) = only_grid(out.getvalue()).floating
    assert (comment.kind, comment.spot) == (FloatingKind.COMMENT, (1, 1)) and "数字待核" in comment.words


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param('<f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v>', id="as WPS writes it"),
        pytest.param('<f>_xlfn.DISPIMG("ID_1",1)</f>', id="never calculated"),
    ],
)
def test_a_picture_that_wps_keeps_in_a_cell_is_no_text(cell: str) -> None:
    grid = only_grid(with_cells(f'<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="str">{cell}</c></row>'))
    assert grid.text(0, 1) == ""
    assert grid.hazards == (Hazard(HazardKind.PICTURE, 1, "B1"),)


def test_ticks_of_a_symbol_font_are_ticks() -> None:
    """The whole cell in the font, or a part of its words."""
    workbook = Workbook()
    sheet = workbook["Sheet"]
    sheet["A1"] = "ü"
    sheet["A1"].font = Font(name="Wingdings")
    sheet["A2"] = CellRichText(TextBlock(InlineFont(rFont="Wingdings 2"), "R"), "是")
    sheet["A3"] = "R是"
    out = BytesIO()
    workbook.save(out)
    assert [row[0] for row in only_grid(out.getvalue()).texts] == ["√", "☑是", "R是"]

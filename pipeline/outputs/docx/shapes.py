"""Text boxes of an official document: the 版记 at the foot of the last page, page numbers of pages turned sideways."""

from __future__ import annotations

import math

from pipeline.outputs.docx.markup import Face, exact_line, paragraph, run, run_properties

IMPRINT = Face("仿宋", 14)
_PAGE_NUMBER = Face("宋体", 14)
_EMU = 36_000  # a millimetre
_WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
MEASURE_MM = 156
IMPRINT_NAME = "版记"
_IMPRINT_LINE = 25.0  # points
_IMPRINT_CHARACTERS = 26  # of 14 pt in a line of 抄送 after its colon and within the margins of one character
_MEASURE = round(MEASURE_MM * 56.6929)
_CHARACTER = 280  # twips: 14 pt


def imprint_height(copies: str) -> int:
    """The height of the 版记 in EMU, by the lines that ``copies`` takes."""
    lines = (
        sum(max(1, math.ceil(len(line) / (_IMPRINT_CHARACTERS - 2))) for line in copies.split("\n")) if copies else 0
    )
    return round((lines + 1) * _IMPRINT_LINE * 12_700 + 30_000)


def imprint(copies: str, printer: str, printed: str, tag: str = "") -> str:
    """The paragraph that carries the 版记: its last rule lies on the lower edge of the last page's text (clause 7.4).

    ``copies``, ``printer`` and ``printed`` may be template expressions; ``tag`` stands before the row of copies and
    after it as its condition.
    """
    before, after = (
        f"<w:tr><w:tc>{_cell_shape(0, 0)}{paragraph(run(mark, IMPRINT))}</w:tc></w:tr>" for mark in _ends(tag)
    )
    wide = '<w:ind w:left="1120" w:right="280" w:hanging="840"/>'
    copied = _row(8, 6, run(f"抄送：{copies}", IMPRINT), wide)
    only = f'<w:tabs><w:tab w:val="right" w:pos="{_MEASURE - _CHARACTER}"/></w:tabs>'
    line = run(f"{printer}\t{printed}印发", IMPRINT)
    imprinted = _row(6, 8, line, f'<w:ind w:left="{_CHARACTER}"/>', only)
    rows = f"{before}{copied}{after}{imprinted}" if tag else f"{copied}{imprinted}"
    table = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{_MEASURE}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        f'</w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="{_MEASURE}"/></w:tblGrid>{rows}</w:tbl>'
    )
    place = _place("positionH", "margin", align="center") + _place("positionV", "margin", align="bottom")
    size = (MEASURE_MM * _EMU, imprint_height("字" * 60))
    content = table + paragraph("", "", exact_line(1))
    box = _box(9001, IMPRINT_NAME, place, size, content, 'anchor="b"', "wrapTopAndBottom")
    return paragraph(box, "", exact_line(1))


def _ends(tag: str) -> tuple[str, str]:
    return f"{{%tr if {tag} %}}", "{%tr endif %}"


def _cell_shape(top: int, bottom: int) -> str:
    rule = '<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
    rules = rule.format(side="top", size=top) + rule.format(side="bottom", size=bottom) if top else ""
    borders = f"<w:tcBorders>{rules}</w:tcBorders>" if rules else ""
    return f'<w:tcPr><w:tcW w:w="{_MEASURE}" w:type="dxa"/>{borders}<w:vAlign w:val="center"/></w:tcPr>'


def _row(top: int, bottom: int, content: str, indent: str, tabs: str = "") -> str:
    """A row between rules of ``top`` and ``bottom`` eighths of a point: 0.35 mm outside, 0.25 mm inside."""
    shape = f"{tabs}{exact_line(_IMPRINT_LINE)}{indent}"
    return (
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc>{_cell_shape(top, bottom)}"
        f"{paragraph(content, '', shape)}</w:tc></w:tr>"
    )


def page_number() -> str:
    """— 1 — (GB/T 9704 clause 7.5)."""
    return f"{run('— ', _PAGE_NUMBER)}{_field('PAGE', _PAGE_NUMBER)}{run(' —', _PAGE_NUMBER)}"


def _field(instruction: str, face: Face) -> str:
    """A field with its result 1 until Word works it out."""
    mark = '<w:r>{properties}<w:fldChar w:fldCharType="{kind}"/></w:r>'
    properties = run_properties(face)
    begin, separate, end = (mark.format(properties=properties, kind=kind) for kind in ("begin", "separate", "end"))
    code = f'<w:r>{properties}<w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return f"{begin}{code}{separate}{run('1', face)}{end}"


def sideways_number(number: int, *, is_even: bool) -> str:
    """The footer of a page turned sideways: its number stays where upright pages have it (clause 8)."""
    top_mm, side = (28, "left") if is_even else (144, "right")
    shape = f'{exact_line(14)}<w:ind w:left="{_CHARACTER}" w:right="{_CHARACTER}"/><w:jc w:val="{side}"/>'
    place = _place("positionH", "page", millimetres=25.5) + _place("positionV", "page", millimetres=top_mm)
    size = (round(4.94 * _EMU), 40 * _EMU)
    text = paragraph(page_number(), "", shape)
    return paragraph(_box(number, f"页码{number}", place, size, text, 'vert="vert"', "wrapNone"), "", exact_line(14))


def _place(axis: str, origin: str, *, align: str = "", millimetres: float = 0) -> str:
    where = f"<wp:align>{align}</wp:align>" if align else f"<wp:posOffset>{round(millimetres * _EMU)}</wp:posOffset>"
    return f'<wp:{axis} relativeFrom="{origin}">{where}</wp:{axis}>'


def _box(number: int, name: str, place: str, size: tuple[int, int], content: str, body: str, wrap: str) -> str:
    width, height = size
    return (
        f'<w:r>{run_properties(IMPRINT)}<w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" '
        'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'{place}<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:{wrap}/>'
        f'<wp:docPr id="{number}" name="{name}"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_WPS}">'
        f'<wps:wsp xmlns:wps="{_WPS}"><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
        f"</wps:spPr><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
        f'<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" {body}><a:noAutofit/></wps:bodyPr></wps:wsp>'
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )

"""Text boxes of an official document: the 版记 at the foot of the last page, page numbers of pages turned sideways."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from pipeline.outputs.docx.markup import Face, exact_line, paragraph, run, run_properties

IMPRINT = Face("仿宋", 14)
_PAGE_NUMBER = Face("宋体", 14)
_EMU = 36_000  # a millimetre
_POINT = 12_700  # EMU
_WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_VML, _W10 = "urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:word"
_ALTERNATIVES = f"{{{_MC}}}AlternateContent"
_HEIGHT = re.compile(r"(^|;)\s*height:[^;]*")
MEASURE_MM = 156
IMPRINT_NAME = "版记"
_IMPRINT_LINE = 25.0  # points
_IMPRINT_CHARACTERS = 26  # of 14 pt in a line of 抄送 after its colon and within the margins of one character
_MEASURE = round(MEASURE_MM * 56.6929)
_CHARACTER = 280  # twips: 14 pt
# A number beside the text meets none. LibreOffice puts a box that pushes nothing at all into the paper's corner where its
# foot occurs on one page only.
_BESIDE = 'wrapSquare wrapText="bothSides"/'
_HAIR = 40  # twips: the line on which the 版记 hangs, and a rule


def imprint_height(copies: str) -> int:
    """The height of the 版记 in EMU, by the lines that ``copies`` takes."""
    lines = (
        sum(max(1, math.ceil(len(line) / (_IMPRINT_CHARACTERS - 2))) for line in copies.split("\n")) if copies else 0
    )
    return round((lines + 1) * _IMPRINT_LINE * _POINT + 30_000)


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
    size = (MEASURE_MM, imprint_height("字" * 60) / _EMU)
    box = Box(9001, IMPRINT_NAME, Offset("margin", "center"), Offset("margin", "bottom"), size, pushes_text=True)
    return paragraph(_drawn(box, table + paragraph("", "", exact_line(1))), "", exact_line(1))


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


def upright_number(*, is_even: bool) -> str:
    """The footer of an upright page: one character in from the right on odd pages, from the left on even ones."""
    side = "left" if is_even else "right"
    shape = f'{exact_line(14)}<w:ind w:left="{_CHARACTER}" w:right="{_CHARACTER}"/><w:jc w:val="{side}"/>'
    return paragraph(page_number(), "", shape)


def sideways_number(*, is_even: bool) -> str:
    """The footer of a page turned sideways: its number stays where upright pages have it (clause 8)."""
    number, top_mm = (7002, 28) if is_even else (7001, 144)
    place = (Offset("page", millimetres=25.5), Offset("page", millimetres=top_mm))
    box = Box(number, f"页码{number}", *place, (4.94, 40), is_vertical=True)
    return paragraph(_drawn(box, upright_number(is_even=is_even)), "", exact_line(14))


def holds_imprint(block: Any) -> bool:
    """Whether ``block`` carries the 版记."""
    return any(shown.get("name") == IMPRINT_NAME for shown in block.iter(qn("wp:docPr")))


def size_imprint(block: Any, copies: str) -> None:
    """The box of the 版记 below ``block`` is as high as its lines, so that its last rule lies on the edge (clause 7.4.1)."""
    height = imprint_height(copies)
    for anchor in [shown.getparent() for shown in block.iter(qn("wp:docPr")) if shown.get("name") == IMPRINT_NAME]:
        for size in (anchor.find(qn("wp:extent")), *anchor.iter(qn("a:ext"))):
            if size.get("cy"):
                size.set("cy", str(height))
        for old in next(anchor.iterancestors(_ALTERNATIVES), anchor).iter(f"{{{_VML}}}rect"):
            old.set("style", _HEIGHT.sub(rf"\g<1>height:{height / _POINT:g}pt", old.get("style") or ""))


def free_imprint(block: Any) -> int:
    """The 版记 below ``block`` pushes nothing any more; the twips that its box takes above the line it hangs on."""
    anchor = next(one for one in block.iter(qn("wp:docPr")) if one.get("name") == IMPRINT_NAME).getparent()
    for old in [*anchor.iter(qn("wp:wrapTopAndBottom"))]:
        old.tag = qn("wp:wrapNone")
    for old in [*block.iter(f"{{{_W10}}}wrap")]:
        old.getparent().remove(old)
    return round(int(anchor.find(qn("wp:extent")).get("cy")) / _POINT) * 20 - _HAIR


@dataclass(frozen=True)
class Offset:
    """A place along one axis: from the edge of what ``origin`` names, or at one of its sides (``align``)."""

    origin: str
    align: str = ""
    millimetres: float = 0

    def drawn(self, axis: str) -> str:
        """As DrawingML has it."""
        at = f"<wp:posOffset>{round(self.millimetres * _EMU)}</wp:posOffset>"
        where = f"<wp:align>{self.align}</wp:align>" if self.align else at
        return f'<wp:position{axis[0].upper()} relativeFrom="{self.origin}">{where}</wp:position{axis[0].upper()}>'

    def styled(self, axis: str, side: str) -> str:
        """As VML has it."""
        at = f"mso-position-{axis}:{self.align};" if self.align else ""
        points = f"{self.millimetres * _EMU / _POINT:g}pt"
        return f"margin-{side}:{points};{at}mso-position-{axis}-relative:{self.origin};"


@dataclass(frozen=True)
class Box:
    """A text box without a rim: its place across and down the page, its width and height in millimetres."""

    number: int
    name: str
    across: Offset
    down: Offset
    size_mm: tuple[float, float]
    is_vertical: bool = False
    pushes_text: bool = False


def _drawn(box: Box, content: str) -> str:
    """A run that shows ``content`` in ``box``: as DrawingML, and as VML for readers that know no other."""
    return (
        f'<w:r>{run_properties(IMPRINT)}<mc:AlternateContent xmlns:mc="{_MC}" xmlns:wps="{_WPS}">'
        f'<mc:Choice Requires="wps">{_drawing(box, content)}</mc:Choice>'
        f"<mc:Fallback>{_picture(box, content)}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def _drawing(box: Box, content: str) -> str:
    width, height = (round(side * _EMU) for side in box.size_mm)
    wrap, body = (
        ("wrapTopAndBottom/" if box.pushes_text else _BESIDE),
        'vert="vert"' if box.is_vertical else 'anchor="b"',
    )
    return (
        '<w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" '
        'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'{box.across.drawn("horizontal")}{box.down.drawn("vertical")}<wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:{wrap}>'
        f'<wp:docPr id="{box.number}" name="{box.name}"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_WPS}">'
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
        f"</wps:spPr><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
        f'<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" {body}><a:noAutofit/></wps:bodyPr></wps:wsp>'
        "</a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )


def _picture(box: Box, content: str) -> str:
    width, height = (f"{side * _EMU / _POINT:g}pt" for side in box.size_mm)
    style = (
        f"position:absolute;{box.across.styled('horizontal', 'left')}{box.down.styled('vertical', 'top')}"
        f"width:{width};height:{height};z-index:2{'' if box.is_vertical else ';v-text-anchor:bottom'}"
    )
    flow = ' style="layout-flow:vertical"' if box.is_vertical else ""
    wrap = f'<w10:wrap xmlns:w10="{_W10}" type="topAndBottom"/>' if box.pushes_text else ""
    return (
        f'<w:pict><v:rect xmlns:v="{_VML}" id="box{box.number}" style="{style}" filled="f" stroked="f">'
        f'<v:textbox inset="0,0,0,0"{flow}><w:txbxContent>{content}</w:txbxContent></v:textbox>{wrap}</v:rect></w:pict>'
    )

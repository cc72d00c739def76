"""Paragraph styles of the templates by GB/T 9704: what a clerk sees in Word's list of styles."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.outputs.docx.markup import DECLARED, Face, exact_line, run_properties
from pipeline.outputs.docx.styles import MASTHEAD_BEFORE, MASTHEAD_LINE, Style

_RED = '<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="8" w:color="FF0000"/></w:pBdr>'
_BODY_LINE = exact_line(28.95)
_INDENT = '<w:ind w:firstLineChars="200" w:firstLine="630"/><w:jc w:val="both"/>'
_PLAIN = '<w:widowControl w:val="0"/>'
_CENTRE = '<w:jc w:val="center"/>'


@dataclass(frozen=True)
class Shape:
    """``style_id`` in the style sheet; ``properties`` are children of w:pPr in the order of the schema."""

    style_id: str
    properties: str


SHAPES: dict[Style, Shape] = {
    Style.MARK: Shape("GwMark", _BODY_LINE),
    # 35 mm below the upper edge of the text, the line of the mark counted in (clause 7.2.4).
    Style.MASTHEAD: Shape("GwMasthead", exact_line(MASTHEAD_LINE, before=MASTHEAD_BEFORE) + _CENTRE),
    Style.NUMBER: Shape("GwNumber", _RED + exact_line(18) + _CENTRE),
    Style.ISSUE: Shape("GwIssue", exact_line(28.95, before=6) + _CENTRE),
    Style.ISSUE_LINE: Shape(
        "GwIssueLine",
        _RED
        # One character in on both sides by tabs: an indent would take the red line with it.
        + '<w:tabs><w:tab w:val="left" w:pos="320"/><w:tab w:val="right" w:pos="8525"/></w:tabs>'
        + exact_line(18, before=12),
    ),
    Style.BLANK: Shape("GwBlank", _BODY_LINE),
    Style.TITLE: Shape("GwTitle", exact_line(35) + _CENTRE),
    Style.ADDRESSEE: Shape("GwAddressee", _BODY_LINE),
    Style.BODY: Shape("GwBody", _BODY_LINE + _INDENT),
    Style.HEADING_1: Shape("GwHeading1", "<w:keepNext/>" + _BODY_LINE + _INDENT + '<w:outlineLvl w:val="0"/>'),
    Style.HEADING_2: Shape("GwHeading2", "<w:keepNext/>" + _BODY_LINE + _INDENT + '<w:outlineLvl w:val="1"/>'),
    Style.POINT: Shape("GwPoint", _BODY_LINE + _INDENT),
    Style.ANNEX_NOTE: Shape("GwAnnexNote", "<w:keepNext/>" + _BODY_LINE + '<w:ind w:left="1575" w:hanging="945"/>'),
    # Where they stand depends on the office's name: set when a document is finished.
    Style.SIGNATURE: Shape("GwSignature", "<w:keepNext/>" + _BODY_LINE + '<w:ind w:left="3780"/>'),
    Style.DATE: Shape("GwDate", _BODY_LINE + '<w:ind w:left="4410"/>'),
    Style.REMARK: Shape("GwRemark", _BODY_LINE + '<w:ind w:firstLineChars="200" w:firstLine="630"/>'),
    Style.ANNEX_HEAD: Shape("GwAnnexHead", "<w:keepNext/>" + _BODY_LINE),
    Style.ANNEX_TITLE: Shape(
        "GwAnnexTitle", "<w:keepNext/>" + exact_line(35, after=8) + _CENTRE + '<w:outlineLvl w:val="0"/>'
    ),
    Style.CAPTION: Shape("GwCaption", "<w:keepNext/>" + _BODY_LINE + _CENTRE),
    Style.NOTE: Shape("GwNote", exact_line(18, before=4)),
    Style.TAG: Shape("GwTag", exact_line(12)),
}
# Order of the schema: keepNext, widowControl, pBdr, tabs, overflowPunct, autoSpace, spacing, ind, jc, outlineLvl.
_GRID = '<w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'


def _gridded(shape: str) -> str:
    """``shape`` without hanging punctuation or room between Chinese and digits, said in every style for every reader."""
    place = shape.index("<w:spacing")
    return shape[:place] + _GRID + shape[place:]


def styles_xml() -> str:
    """The whole style sheet: nothing from a theme, nothing left to chance."""
    body = run_properties(Face(Style.BODY.face.font, Style.BODY.face.size))
    language = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr>'
    defaults = (
        f"<w:docDefaults><w:rPrDefault>{body.replace('</w:rPr>', language)}</w:rPrDefault><w:pPrDefault><w:pPr>"
        '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{_PLAIN}{_GRID}</w:pPr></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
    )
    own = "".join(
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{shape.style_id}"><w:name w:val="{style}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{_gridded(shape.properties)}</w:pPr>{run_properties(style.face)}</w:style>'
        for style, shape in SHAPES.items()
    )
    return f"<w:styles {DECLARED}>{defaults}{normal}{own}</w:styles>"

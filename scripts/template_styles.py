"""Paragraph styles of the templates by GB/T 9704: what a clerk sees in Word's list of styles."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.outputs.docx import styles as names
from pipeline.outputs.docx.markup import (
    BODY,
    DECLARED,
    HEADING_1,
    HEADING_2,
    MASTHEAD,
    NOTE,
    TITLE,
    Face,
    exact_line,
    run_properties,
)

ANNEX_TITLE = Face("方正小标宋简体", 22)
ISSUE_FACE = Face("仿宋", 16)
TAG_FACE = Face("宋体", 9, color="7F7F7F")
CAPTION = Face("黑体", 12)
_RED = '<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="8" w:color="FF0000"/></w:pBdr>'
_BODY_LINE = exact_line(28.95)
_INDENT = '<w:ind w:firstLineChars="200" w:firstLine="630"/><w:jc w:val="both"/>'
_PLAIN = '<w:widowControl w:val="0"/>'
_CENTRE = '<w:jc w:val="center"/>'


@dataclass(frozen=True)
class Style:
    """A paragraph style; ``shape`` are children of w:pPr in the order of the schema."""

    style_id: str
    face: Face
    shape: str


STYLES: dict[str, Style] = {
    names.MARK: Style("GwMark", HEADING_1, _BODY_LINE),
    # 35 mm below the upper edge of the text, the line of the mark counted in (clause 7.2.4).
    names.MASTHEAD: Style("GwMasthead", MASTHEAD, exact_line(52, before=68.3) + _CENTRE),
    names.NUMBER: Style("GwNumber", ISSUE_FACE, _RED + exact_line(18) + _CENTRE),
    names.ISSUE: Style("GwIssue", ISSUE_FACE, exact_line(28.95, before=6) + _CENTRE),
    names.ISSUE_LINE: Style(
        "GwIssueLine",
        ISSUE_FACE,
        _RED
        + '<w:tabs><w:tab w:val="right" w:pos="8525"/></w:tabs>'
        + exact_line(18, before=12)
        + '<w:ind w:left="320" w:right="320"/>',
    ),
    names.BLANK: Style("GwBlank", BODY, _BODY_LINE),
    names.TITLE: Style("GwTitle", TITLE, exact_line(35) + _CENTRE),
    names.ADDRESSEE: Style("GwAddressee", BODY, _BODY_LINE),
    names.BODY: Style("GwBody", BODY, _BODY_LINE + _INDENT),
    names.HEADING_1: Style(
        "GwHeading1", HEADING_1, "<w:keepNext/>" + _BODY_LINE + _INDENT + '<w:outlineLvl w:val="0"/>'
    ),
    names.HEADING_2: Style(
        "GwHeading2", HEADING_2, "<w:keepNext/>" + _BODY_LINE + _INDENT + '<w:outlineLvl w:val="1"/>'
    ),
    names.POINT: Style("GwPoint", BODY, _BODY_LINE + _INDENT),
    names.ANNEX_NOTE: Style(
        "GwAnnexNote", BODY, "<w:keepNext/>" + _BODY_LINE + '<w:ind w:left="1575" w:hanging="945"/>'
    ),
    names.SIGNATURE: Style(
        "GwSignature", BODY, "<w:keepNext/>" + _BODY_LINE + '<w:ind w:right="630"/><w:jc w:val="right"/>'
    ),
    names.DATE: Style("GwDate", BODY, _BODY_LINE + '<w:ind w:right="630"/><w:jc w:val="right"/>'),
    names.REMARK: Style("GwRemark", BODY, _BODY_LINE + '<w:ind w:firstLineChars="200" w:firstLine="630"/>'),
    names.ANNEX_HEAD: Style("GwAnnexHead", HEADING_1, "<w:keepNext/>" + _BODY_LINE),
    names.ANNEX_TITLE: Style("GwAnnexTitle", ANNEX_TITLE, "<w:keepNext/>" + exact_line(35, after=8) + _CENTRE),
    names.CAPTION: Style("GwCaption", CAPTION, "<w:keepNext/>" + _BODY_LINE + _CENTRE),
    names.NOTE: Style("GwNote", NOTE, exact_line(18, before=4)),
    names.TAG: Style("GwTag", TAG_FACE, exact_line(12)),
}
# Order of the schema: keepNext, widowControl, pBdr, tabs, overflowPunct, autoSpace, spacing, ind, jc, outlineLvl.
_GRID = '<w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'


def _gridded(shape: str) -> str:
    """``shape`` without hanging punctuation or room between Chinese and digits, said in every style for every reader."""
    place = shape.index("<w:spacing")
    return shape[:place] + _GRID + shape[place:]


def styles_xml() -> str:
    """The whole style sheet: nothing from a theme, nothing left to chance."""
    body = run_properties(Face(BODY.font, BODY.size))
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
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style.style_id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{_gridded(style.shape)}</w:pPr>{run_properties(style.face)}</w:style>'
        for name, style in STYLES.items()
    )
    return f"<w:styles {DECLARED}>{defaults}{normal}{own}</w:styles>"


__all__ = ["STYLES", "Style", "styles_xml"]

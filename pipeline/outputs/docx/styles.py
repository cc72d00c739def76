"""Paragraph styles that templates use, each with its face: Word keeps a style's name, WPS may renumber its id."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from docx.document import Document

from pipeline.outputs.docx.markup import GRID, Face

_BODY = Face("仿宋", 16, spacing=GRID)
_HEADING = Face("黑体", 16, spacing=GRID)
_TITLE = Face("方正小标宋简体", 22)
_ISSUE = Face("仿宋", 16)
# Points: with the line of the mark above it the masthead's type begins 35 mm below the text's edge (clause 7.2.4).
MASTHEAD_BEFORE, MASTHEAD_LINE = 69.3, 52.0


class Style(StrEnum):
    """The style by its name in Word; ``face`` is the face of its text (GB/T 9704 clause 7)."""

    face: Face

    def __new__(cls, name: str, face: Face) -> Self:
        """A style is its name."""
        style = str.__new__(cls, name)
        style._value_, style.face = name, face
        return style

    MARK = "公文稿别", _HEADING
    MASTHEAD = "公文发文机关标志", Face("方正小标宋简体", 48, color="FF0000")
    NUMBER = "公文发文字号", _ISSUE
    ISSUE = "公文期号", _ISSUE
    ISSUE_LINE = "公文编发单位", _ISSUE
    BLANK = "公文空行", _BODY
    TITLE = "公文标题", _TITLE
    ADDRESSEE = "公文主送机关", _BODY
    BODY = "公文正文", _BODY
    HEADING_1 = "公文一级标题", _HEADING
    HEADING_2 = "公文二级标题", Face("楷体", 16, spacing=GRID)
    POINT = "公文条款", _BODY
    ANNEX_NOTE = "公文附件说明", _BODY
    SIGNATURE = "公文署名", _BODY
    DATE = "公文成文日期", _BODY
    REMARK = "公文附注", _BODY
    ANNEX_HEAD = "公文附件", _HEADING
    ANNEX_TITLE = "公文附件标题", _TITLE
    CAPTION = "公文表题", Face("黑体", 12)
    NOTE = "公文表注", Face("楷体", 12)
    TAG = "公文标记", Face("宋体", 9, color="7F7F7F")


def style_ids(document: Document) -> dict[str, str]:
    """The id of every style by its name, in ``document`` as the last program that saved it has numbered them."""
    return {style.name: style.style_id for style in document.styles}

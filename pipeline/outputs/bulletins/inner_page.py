"""The last page of a draft, to be taken out before printing: who would be named and why, who must not be (R8, R21)."""

from __future__ import annotations

from copy import deepcopy

from docx.document import Document

from pipeline.outputs.bulletins.bulletin import Bulletin
from pipeline.outputs.docx.markup import Face, element_of, exact_line, paragraph, run
from pipeline.outputs.docx.pages.feet import number_pages
from pipeline.outputs.docx.pages.sections import ending, set_start, shape
from pipeline.outputs.docx.styles import Style
from pipeline.outputs.docx.tables import Layout, table_xml
from pipeline.outputs.shared import wording

_LAYOUT = Layout(("序号", "单位", "事由", "证据"), (11, 30, 24, 91), frozenset({0, 1, 2}), merged=frozenset({1}))
_EVIDENCE_LIMIT = 1200
_INDENT = '<w:ind w:firstLineChars="200" w:firstLine="630"/><w:jc w:val="both"/>'
_PLAIN = '<w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'


def add_inner_page(document: Document, bulletin: Bulletin) -> None:
    """The page stands in a section of its own at the end of ``document``."""
    end = document.element.body.sectPr
    end.addprevious(ending(deepcopy(end)))
    set_start(end)
    shape(end, is_landscape=False)
    number_pages(document)
    lines = [
        _line(wording.INTERNAL_MARK, Style.HEADING_1.face, ""),
        _line("拟点名单位及证据", Face(Style.TITLE.face.font, 18), '<w:jc w:val="center"/>'),
        _line(f"统计截至{bulletin.cover.cutoff_text}", Style.NOTE.face, '<w:jc w:val="center"/>'),
        *(_line(text, Style.BODY.face, _INDENT) for text in _remarks(bulletin)),
    ]
    named = bulletin.edition.named(bulletin.named)
    if named:
        ordered = sorted(named, key=lambda item: [one.unit for one in named].index(item.unit))
        rows = [
            (str(number), item.unit, item.charge.reason, wording.cut(item.evidence, _EVIDENCE_LIMIT))
            for number, item in enumerate(ordered, 1)
        ]
        lines += [table_xml(_LAYOUT, rows), paragraph("", "", exact_line(0.5))]
    for line in lines:
        end.addprevious(element_of(line))


def _line(text: str, face: Face, shape: str) -> str:
    return paragraph(run(text, face) if text else "", "", f"{_PLAIN}{exact_line(28.95)}{shape}")


def _remarks(bulletin: Bulletin) -> list[str]:
    told = []
    if bulletin.unsettled:
        units = wording.joined_units(bulletin.unsettled)
        told.append(f"以下{len(bulletin.unsettled)}家单位报送材料待认定，认定前本稿不点名、不列为未报：{units}。")
    told += [f"提示：{wording.quote(remark)}" for remark in (*bulletin.remarks, *bulletin.cover.warnings)]
    named = bulletin.edition.named(bulletin.named)
    if named:
        units_named = len({item.unit for item in named})
        told.append(
            f"本稿拟点名单位{units_named}家、事由{len(named)}条。"
            "请在人工认定.xlsx“点名确认”表逐条确认，未经确认的不得点名；填“否”的，下次运行即从本稿删去。"
        )
    else:
        told.append("本稿没有以未报、迟报、报送不完整、进度滞后或需要关注为由点名的单位。")
    if bulletin.removed:
        told.append(f"公开版已删去：{'；'.join(bulletin.removed)}。")
    return told

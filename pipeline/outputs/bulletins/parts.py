"""Parts that every bulletin has: its opening, its closing as a draft, annex tables, and the inner page (R21, R23)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from pipeline.outputs.bulletins import phrases
from pipeline.outputs.bulletins.document import start_landscape, start_portrait
from pipeline.outputs.bulletins.facts import Cover
from pipeline.outputs.bulletins.naming import NamedUnit
from pipeline.outputs.bulletins.paragraphs import (
    ANNEX_TITLE,
    BODY,
    HEADING_1,
    HEADING_2,
    NOTE,
    add_annex_note,
    add_blank,
    add_body,
    add_heading,
    add_line,
    add_pieces,
    add_title,
)
from pipeline.outputs.bulletins.tables import CellText, Group, Layout, Pieces, add_table
from pipeline.outputs.bulletins.task_lines import TaskLine, UnitWords
from pipeline.vocabulary.terms import Standing

_NAMED_LAYOUT = Layout(("序号", "单位", "事由", "涉及事项", "证据"), (11, 30, 24, 33, 58), frozenset({0, 1, 2}))
_LOUD = frozenset({Standing.BEHIND, Standing.MISSING})


def add_opening(document: Document, cover: Cover, addressee: str = "各责任单位：") -> None:
    """The draft mark, an empty 文号 (R23), the title and whom it goes to."""
    add_line(document, phrases.DRAFT_MARK, HEADING_1)
    add_line(document, f"　　　　〔{cover.cutoff.year}〕　　号", BODY, WD_ALIGN_PARAGRAPH.CENTER)
    add_blank(document)
    add_title(document, cover.title_lines)
    add_blank(document)
    if addressee:
        add_line(document, addressee)


@dataclass(frozen=True)
class Subheading:
    """A heading of the second level among the paragraphs of a section."""

    text: str


def add_section(document: Document, number: int, heading: str, paragraphs: Iterable[str | Subheading]) -> None:
    """One section 一、… with its paragraphs."""
    add_heading(document, f"{phrases.ordinal(number)}、{heading}", 1)
    for paragraph in paragraphs:
        if isinstance(paragraph, Subheading):
            add_heading(document, paragraph.text, 2)
        else:
            add_body(document, paragraph)


def add_requirements(document: Document, number: int, requirements: Sequence[tuple[str, str]]) -> None:
    """下一步工作要求: each requirement with its lead words in 楷体."""
    add_heading(document, f"{phrases.ordinal(number)}、下一步工作要求", 1)
    for index, (lead, text) in enumerate(requirements, 1):
        prefix = f"（{phrases.ordinal(index)}）" if len(requirements) > 1 else ""
        add_pieces(document, ((f"{prefix}{lead}。", HEADING_2), (text, BODY)))


def add_closing(document: Document, cover: Cover, annex: str = "") -> None:
    """The name of the annex, the office and an open date without a seal (R23), and the note that this is a draft."""
    if annex:
        add_blank(document)
        add_annex_note(document, annex)
    add_blank(document)
    for text in (cover.office, cover.date_text, ""):
        line = add_line(document, text, BODY, WD_ALIGN_PARAGRAPH.RIGHT, right_characters=2)
        line.paragraph_format.keep_with_next = True
    add_body(document, f"（{phrases.DRAFT_MARK}：{phrases.DRAFT_NOTE}。）", HEADING_1)


def add_annex(
    document: Document,
    title: str,
    layout: Layout,
    rows: Sequence[Sequence[CellText] | Group],
    notes: Iterable[str] = (),
) -> None:
    """附件 on new pages turned sideways: its title centred, its table, its notes."""
    start_landscape(document)
    add_line(document, "附件", HEADING_1)
    add_title(document, (title,), ANNEX_TITLE)
    add_line(document, "", NOTE, spacing=8)
    add_table(document, layout, rows)
    for note in notes:
        add_line(document, note, NOTE, spacing=18)


def unit_words(words: Sequence[UnitWords], blank: str = "—") -> Pieces:
    """A cell with each unit's words apart, its name before them in bold; over-long ones point to the ledger."""
    is_long = sum(len(item.words) for item in words) > phrases.CELL_LIMIT
    limit = max(80, phrases.CELL_LIMIT // len(words)) if is_long else phrases.CELL_LIMIT
    pieces: list[tuple[str, bool]] = []
    for index, item in enumerate(words):
        if item.unit:
            pieces.append((f"{item.unit}：", True))
        pieces.append((phrases.cut(item.words, limit) + ("\n" if index + 1 < len(words) else ""), False))
    return tuple(pieces) or ((blank, False),)


def responsible_units(line: TaskLine) -> Pieces:
    """责任单位 as on the master list, the lead department in bold (notice: 加黑的为牵头部门), marked where presumed."""
    before, lead, after = line.units_text.partition(line.lead_unit) if line.lead_unit else (line.units_text, "", "")
    mark = "*" if line.is_lead_presumed and lead else ""
    return tuple((text, is_bold) for text, is_bold in ((before, False), (lead + mark, True), (after, False)) if text)


def standing_words(line: TaskLine) -> Pieces:
    """推进情况 in words; those that call for action in bold."""
    return ((str(line.standing), line.standing in _LOUD),)


def presumed_notes(lines: Iterable[TaskLine]) -> tuple[str, ...]:
    """The note that says whose lead is presumed, where one is (R1)."""
    count = sum(line.is_lead_presumed for line in lines)
    return (f"注：责任单位中加粗的为牵头单位，带*的{count}项系按首列单位推定。",) if count else ()


def add_inner_page(
    document: Document, cover: Cover, named: Sequence[NamedUnit], unsettled: Sequence[str], remarks: Iterable[str] = ()
) -> None:
    """The last page, to be taken out before printing: who would be named and why, who must not be (R8, R21)."""
    start_portrait(document)
    add_line(document, phrases.INTERNAL_MARK, HEADING_1)
    add_title(document, ("拟点名单位及证据",), ANNEX_TITLE)
    add_line(document, f"统计截至{cover.cutoff_text}", NOTE, WD_ALIGN_PARAGRAPH.CENTER)
    if unsettled:
        add_body(
            document,
            f"以下{len(unsettled)}家单位报送材料待认定，认定前本稿不点名、不列为未报：{phrases.joined(unsettled)}。",
        )
    for remark in (*remarks, *cover.warnings):
        add_body(document, f"提示：{phrases.quote(remark)}")
    if named:
        units = len({item.unit for item in named})
        add_body(
            document,
            f"本稿拟点名单位{units}家、事由{len(named)}条。请在人工认定.xlsx“点名确认”表逐条确认，未经确认的不得点名。",
        )
        rows = [
            (str(number), item.unit, item.reason, phrases.joined(item.tasks) or "—", phrases.cut(item.evidence))
            for number, item in enumerate(named, 1)
        ]
        add_table(document, _NAMED_LAYOUT, rows)
    else:
        add_body(document, "本稿没有以未报、迟报、报送不完整、进度滞后或需要关注为由点名的单位。")

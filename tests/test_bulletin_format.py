"""Every row of GB/T 9704 that a document's XML can show, for all kinds in both shells, short, long and empty."""

from __future__ import annotations

import dataclasses
import itertools
import re
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest
from bulletin_kinds import DRAFT, PUBLISHED, SAMPLES, SHELLS, STYLE, write_asked, write_kind
from bulletin_sample import MARCH, MATTERS, OFFICE, PLAN, sample_ledger
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from lxml import etree

from pipeline.keeping.register import open_register
from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins.desk import Desk
from pipeline.outputs.bulletins.editions import Edition
from pipeline.outputs.docx.styles import Style
from pipeline.outputs.shared.outbox import Outbox
from pipeline.vocabulary.terms import Status

_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_UNITS = tuple(dict.fromkeys(seat.unit for task in sample_ledger().tasks for seat in task.assignments))
LONG = {"progress": "推进工作" * 700, "problems": "手续办理进度慢，" * 60, "next_steps": "加快推进。" * 40}


@cache
def _short() -> Ledger:
    return sample_ledger()


@cache
def _long() -> Ledger:
    return sample_ledger(words={(t.task_id, seat.unit): LONG for t in sample_ledger().tasks for seat in t.assignments})


@cache
def _empty() -> Ledger:
    states = {(unit, period): Status.NOT_DUE for unit in _UNITS for period in (MARCH, PLAN)}
    return sample_ledger(states=states, lacking={}, behind=())


FINAL = Edition(is_draft=False)
LENGTHS = {"short": _short, "long": _long, "empty": _empty}
CASES = [
    pytest.param((kind, shell, length, DRAFT), id=f"{kind}-{shell}-{length}")
    for kind, shell, length in itertools.product(SAMPLES, SHELLS, LENGTHS)
] + [
    pytest.param((kind, shell, "short", edition), id=f"{kind}-{shell}-{name}")
    for name, edition, kinds in (("final", FINAL, SAMPLES), ("public", FINAL.public, PUBLISHED))
    for kind, shell in itertools.product(kinds, SHELLS)
]


@pytest.fixture(scope="module", params=CASES)
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str, Path, Document]:
    kind, shell, length, edition = request.param
    path = write_kind(tmp_path_factory.mktemp("x") / "x.docx", kind, LENGTHS[length](), edition, SHELLS[shell])
    return kind, shell, path, docx.Document(str(path))


def styled(document: Document, name: str) -> list[Any]:
    return [p for p in document.paragraphs if p.style is not None and p.style.name == name]


def shape(document: Document, name: str) -> Any:
    return next(style for style in document.styles if style.name == name).element.pPr


def test_pages_are_a4_with_the_margins_of_the_standard(case: tuple[str, str, Path, Document]) -> None:
    """5.1, 5.2.1, 8: 37/35/28/26 mm upright; turned sideways the sides go round with the sheet."""
    for section in case[3].sections:
        size = (section.page_width, section.page_height)
        sides = tuple(
            round(side.mm)
            for side in (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
            if side
        )
        assert size[0] and size[1]
        is_wide = size[0] > size[1]
        assert sorted(round(one.mm) for one in size if one) == [210, 297]
        assert sides == ((28, 26, 35, 37) if is_wide else (37, 35, 28, 26))


def test_body_is_28_characters_by_22_lines(case: tuple[str, str, Path, Document]) -> None:
    """5.2.2, 5.2.3, 7.3.3: 16 pt 仿宋 at −0.25 pt and a fixed 28.95 pt, two characters in, no hanging punctuation."""
    document = case[3]
    assert shape(document, Style.BODY).find(qn("w:overflowPunct")).get(qn("w:val")) == "0"
    assert shape(document, Style.BODY).ind.get(qn("w:firstLineChars")) == "200"
    spacing = shape(document, Style.BODY).spacing
    assert (spacing.get(qn("w:line")), spacing.get(qn("w:lineRule"))) == ("579", "exact")
    paragraphs = styled(document, Style.BODY)
    assert paragraphs
    for run in (run for paragraph in paragraphs for run in paragraph.runs if run.text):
        properties = run._r.rPr
        assert properties.find(qn("w:spacing")).get(qn("w:val")) == "-5"
        assert run.font.size is not None and run.font.size.pt == 16
        assert properties.rFonts.get(qn("w:eastAsia")) == "仿宋"


def test_every_run_names_its_chinese_font_with_the_hint(case: tuple[str, str, Path, Document]) -> None:
    document = case[3]
    parts = [
        document.element.body,
        *(part._element for s in document.sections for part in (s.footer, s.even_page_footer)),
    ]
    runs = [run for part in parts for run in part.iter(qn("w:r"))]
    assert runs
    for run in runs:
        fonts = run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        assert fonts is not None and fonts.get(qn("w:hint")) == "eastAsia"
        assert len({fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")}) == 1


def test_masthead_and_red_line(case: tuple[str, str, Path, Document]) -> None:
    """7.2.4, 7.2.5, 7.2.7: red 小标宋 35 mm down, number two lines below, red line across the whole measure."""
    _, shell, _, document = case
    [masthead] = styled(document, Style.MASTHEAD)
    assert {str(run.font.color.rgb) for run in masthead.runs} == {"FF0000"}
    assert masthead.runs[0]._r.rPr.rFonts.get(qn("w:eastAsia")) == "方正小标宋简体"
    mark = shape(document, Style.MARK).spacing
    spacing = shape(document, Style.MASTHEAD).spacing
    down = (int(mark.get(qn("w:line"))) + int(spacing.get(qn("w:before")))) / 56.6929
    assert 33.5 <= down <= 36
    [numbered] = styled(document, Style.NUMBER if shell == "red_head" else Style.ISSUE_LINE)
    edge = shape(document, numbered.style.name).find(qn("w:pBdr")).find(qn("w:bottom"))
    assert edge.get(qn("w:color")) == "FF0000"
    if shell == "red_head":
        assert numbered.text == "市中政办发〔2022〕　　号"
        between = document.paragraphs[1:4]
        assert [p.style.name if p.style else "" for p in between] == [Style.MASTHEAD, Style.BLANK, Style.BLANK]
    else:
        assert [p.text for p in styled(document, Style.ISSUE)] == ["第　　期"]


def test_title_and_addressee(case: tuple[str, str, Path, Document]) -> None:
    """7.3.1, 7.3.2: two blank lines, 22 pt 小标宋 centred in whole words; a blank line; flush left with a colon."""
    document = case[3]
    texts = [(p.style.name if p.style else "", p.text) for p in document.paragraphs]
    at = next(i for i, (style, _) in enumerate(texts) if style == Style.TITLE)
    assert [style for style, _ in texts[at - 2 : at]] == [Style.BLANK] * 2
    assert texts[at + 1] == (Style.BLANK, "")
    addressed = [text for style, text in texts if style == Style.ADDRESSEE]
    assert addressed == (["各责任单位："] if case[1] == "red_head" else []), "a digest names it at its foot"
    if addressed:
        assert texts[at + 2][0] == Style.ADDRESSEE
    assert all(len(line) <= 20 for line in texts[at][1].split("\n"))
    assert not re.search(r"\n[”、）》，。]|[“（《、，]\n|\d\n\d", texts[at][1])


def test_levels_follow_each_other(case: tuple[str, str, Path, Document]) -> None:
    """7.3.3: 一、黑体 and （一）楷体, numbered without gaps, a level of one without a number."""
    document = case[3]
    headings = [p.text for p in styled(document, Style.HEADING_1)]
    assert [text[0] for text in headings] == list("一二三四五六七八九十")[: len(headings)]
    fonts = {p.runs[0]._r.rPr.rFonts.get(qn("w:eastAsia")) for p in styled(document, Style.HEADING_1)}
    assert fonts == ({"黑体"} if case[0] != "correction" else set()), "a correction is too short for parts"
    group: list[str] = []
    for style, text in [(p.style.name if p.style else "", p.text) for p in document.paragraphs] + [
        (Style.HEADING_1, "")
    ]:
        if style == Style.HEADING_1:
            numbers = [re.match("（(.)）", one) for one in group]
            if len(group) > 1:
                assert "".join(match[1] if match else "?" for match in numbers) == "一二三四五六七八九十"[: len(group)]
            else:
                assert not any(numbers)
            group = []
        elif style in (Style.HEADING_2, Style.POINT):
            group.append(text)


def test_annex_note_signature_and_date(case: tuple[str, str, Path, Document]) -> None:
    """7.3.4, 7.3.5: 附件 without a stop after it; the date begins two characters right of the office's name.

    By the room on their left, so in any font and with any date filled in by hand, which never breaks. A digest has neither: its head tells both.
    """
    _, shell, _, document = case
    for note in styled(document, Style.ANNEX_NOTE):
        assert re.fullmatch("附件：.+[^。；]", note.text, re.DOTALL)
    if shell == "digest":
        assert styled(document, Style.SIGNATURE) == styled(document, Style.DATE) == []
        head = [p.text for p in styled(document, Style.ISSUE_LINE)]
        assert [text.split("\t")[1:] for text in head] == [[STYLE.digest_office, "2022年　月　日"]]
        return
    [office], [day] = styled(document, Style.SIGNATURE), styled(document, Style.DATE)
    assert day.text == "2022年　月　日"
    start = {}
    for line in (office, day):
        shape = line._p.pPr
        assert (shape.jc.get(qn("w:val")), shape.ind.get(qn("w:right"))) == ("left", "0" if line is office else "-630")
        start[line] = int(shape.ind.get(qn("w:left"))) / 315
    assert start[day] - start[office] == pytest.approx(2, abs=0.01)
    assert 28 - start[office] - len(office.text) == pytest.approx(2, abs=0.01), "all 汉字: two characters on its right"
    assert 28 - start[day] - 7 >= 2, "the longest date, 2022年12月31日, has two characters on its right"


def test_typed_lines_are_paragraphs(tmp_path: Path) -> None:
    """7.3.3: what a person typed in several lines stands in paragraphs, 左空二字 without the blanks of the typist."""
    typed = "一是完成征收。\n　　二是启动建设。\n\n三是加强督导。"
    ledger = dataclasses.replace(
        sample_ledger(), matters=tuple(dataclasses.replace(one, situation=typed) for one in MATTERS)
    )
    with open_register(tmp_path / "archive") as register:
        outbox = Outbox(tmp_path / "outbox", register, ledger.cutoff)
        written = write_asked(outbox, ledger, "milestone", None, Desk(STYLE))
    path = next(path for path in written if "办结" not in path.name and "公开版" not in path.name)
    document = docx.Document(str(path))
    texts = [p.text for p in styled(document, Style.BODY)]
    place = next(place for place, text in enumerate(texts) if text.endswith("一是完成征收。"))
    assert texts[place + 1 : place + 3] == ["二是启动建设。", "三是加强督导。"]
    assert not any(p._p.findall(f".//{qn('w:br')}") for p in styled(document, Style.BODY))


@pytest.mark.parametrize("shell", SHELLS)
def test_the_red_line_is_as_wide_as_the_text(tmp_path: Path, shell: str) -> None:
    """7.2.7: 156 mm, so nothing may indent the paragraph that carries it."""
    document = docx.Document(str(write_kind(tmp_path / "x.docx", "closure", sample_ledger(), style=SHELLS[shell])))
    lined = shape(document, Style.NUMBER if shell == "red_head" else Style.ISSUE_LINE)
    [numbered] = styled(document, Style.NUMBER if shell == "red_head" else Style.ISSUE_LINE)
    assert lined.ind is None and numbered._p.pPr.ind is None


def test_the_foot_takes_nothing_from_the_text(case: tuple[str, str, Path, Document]) -> None:
    """5.2.1: the foot and its line of 14 pt lie within the bottom margin."""
    for section in case[3].sections:
        assert section.footer_distance is not None and section.bottom_margin is not None
        assert section.footer_distance.twips + 280 <= section.bottom_margin.twips + 1


def test_the_file_says_what_is_true_of_it(case: tuple[str, str, Path, Document]) -> None:
    """Its office, its program, no count of pages; every annex and heading in the outline."""
    document = case[3]
    with zipfile.ZipFile(case[2]) as package:
        told = package.read("docProps/app.xml").decode()
    assert "<Application>督查台账</Application>" in told and "Pages" not in told and "Word" not in told
    assert document.core_properties.author == OFFICE
    assert document.settings.element.find(qn("w:zoom")).get(qn("w:percent")) == "100"
    assert shape(document, Style.ANNEX_TITLE).find(qn("w:outlineLvl")).get(qn("w:val")) == "0"


def test_boxes_show_in_old_readers(case: tuple[str, str, Path, Document]) -> None:
    """Every box is drawn for readers of VML too, with the same words."""
    for root in (case[3].element.body, *(section.footer._element for section in case[3].sections)):
        for box in root.iter(f"{{{_MC}}}AlternateContent"):
            choice, fallback = ("".join(t.text or "" for t in one.iter(qn("w:t"))) for one in box)
            assert choice == fallback != ""


def test_annex_stands_on_a_new_page(case: tuple[str, str, Path, Document]) -> None:
    """7.3.7: 附件 in 黑体 flush left, its title on the third line."""
    kind, _, _, document = case
    heads = styled(document, Style.ANNEX_HEAD)
    noted = [line for note in styled(document, Style.ANNEX_NOTE) for line in note.text.split("\n")]
    bound = [line for line in noted if not line.endswith("（另附）")]
    assert bool(heads) is bool(bound) and (kind in ("monthly", "quarterly", "month", "plan")) >= bool(heads)
    for head in heads:
        before = head._p.getprevious()
        is_of_section = before.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
        assert is_of_section or head._p.pPr.find(qn("w:pageBreakBefore")) is not None
        following = [document.paragraphs[document_index(document, head) + step] for step in (1, 2)]
        assert [p.style.name if p.style else "" for p in following] == [Style.BLANK, Style.ANNEX_TITLE]


def document_index(document: Document, paragraph: Any) -> int:
    return [p._p for p in document.paragraphs].index(paragraph._p)


def test_imprint_rules(case: tuple[str, str, Path, Document]) -> None:
    """7.4.1–7.4.3: one box at the foot of the text, as wide as it; rules 0.35, 0.25, 0.35 mm; 抄送 ends with a stop."""
    document = case[3]
    [box] = [d for d in document.element.body.iter(qn("wp:docPr")) if d.get("name") == "版记"]
    anchor = box.getparent()
    assert anchor.find(qn("wp:positionV")).get("relativeFrom") == "margin"
    assert anchor.find(f"{qn('wp:positionV')}/{qn('wp:align')}").text == "bottom"
    assert int(anchor.find(qn("wp:extent")).get("cx")) == 156 * 36000
    [table] = list(anchor.iter(qn("w:tbl")))
    cells = list(table.iter(qn("w:tcBorders")))
    assert [(cell[0].get(qn("w:sz")), cell[1].get(qn("w:sz"))) for cell in cells] == [("8", "6"), ("6", "8")]
    texts = ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in table.iter(qn("w:p"))]
    assert re.fullmatch("抄送：.+。", texts[0]) and texts[1].endswith("印发")
    assert {size.get(qn("w:val")) for size in table.iter(qn("w:sz"))} == {"28"}


def test_page_numbers(case: tuple[str, str, Path, Document]) -> None:
    """7.5, 8: — 1 — in 14 pt 宋体, odd right and even left; beside the text where the page is turned."""
    document = case[3]
    assert document.settings.odd_and_even_pages_header_footer
    for section in document.sections:
        if section.start_type == WD_SECTION.EVEN_PAGE:  # nothing but the 版记
            assert "—" not in "".join(t.text or "" for t in section.footer._element.iter(qn("w:t")))
            continue
        is_wide = (section.page_width or 0) > (section.page_height or 0)
        for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
            paragraphs = [
                p
                for p in footer._element.iter(qn("w:p"))
                if p.findall(qn("w:r")) and p.find(f".//{qn('w:instrText')}") is not None
            ]
            innermost = paragraphs[-1]
            assert innermost.pPr.jc.get(qn("w:val")) == side
            assert "".join(t.text for t in innermost.iter(qn("w:t"))) == "— 1 —"
            assert {one.get(qn("w:val")) for one in innermost.iter(qn("w:sz"))} == {"28"}
            assert bool(footer._element.findall(f".//{qn('w:txbxContent')}")) is is_wide


def test_tables_repeat_their_heads_and_fit(case: tuple[str, str, Path, Document]) -> None:
    document = case[3]
    widest = {True: 225, False: 156}
    for table in document.tables:
        grid: Any = table._tbl
        assert grid.tr_lst[0].trPr.find(qn("w:tblHeader")) is not None
        width = sum(int(column.get(qn("w:w"))) for column in grid.tblGrid.iter(qn("w:gridCol"))) / 56.6929
        assert min(abs(width - limit) for limit in widest.values()) < 0.5
        for row in grid.tr_lst:
            spans = sum(
                int(cell.tcPr.gridSpan.get(qn("w:val")) if cell.tcPr.gridSpan is not None else 1) for cell in row.tc_lst
            )
            assert spans == len(grid.tblGrid.findall(qn("w:gridCol")))
            assert all(cell.p_lst for cell in row.tc_lst)


def test_nothing_makes_word_repair_it(case: tuple[str, str, Path, Document]) -> None:
    """Unique ids, no relation to nowhere, every part declared, every used relation there."""
    with zipfile.ZipFile(case[2]) as package:
        assert package.testzip() is None
        inside = set(package.namelist())
        assert len(inside) == len(package.namelist())
        types = etree.fromstring(package.read("[Content_Types].xml"))
        declared = {one.get("PartName") for one in types if one.get("PartName")}
        defaults = {one.get("Extension") for one in types if one.get("Extension")}
        assert all(
            f"/{n}" in declared or n.rsplit(".", 1)[-1] in defaults for n in inside if n != "[Content_Types].xml"
        )
        for name in (n for n in inside if n.endswith(".rels")):
            base = Path(name).parent.parent
            for one in etree.fromstring(package.read(name)):
                target = one.get("Target") or ""
                place = target.lstrip("/") if target.startswith("/") else str((base / target).as_posix())
                assert _flat(place) in inside, (name, target)
        body = etree.fromstring(package.read("word/document.xml"))
        ids = [one.get("id") for one in body.iter(qn("wp:docPr"))]
        assert len(ids) == len(set(ids))
        known = {one.get("Id") for one in etree.fromstring(package.read("word/_rels/document.xml.rels"))}
        used = {
            value
            for one in body.iter()
            for key, value in one.attrib.items()
            if "officeDocument/2006/relationships" in str(key)
        }
        assert used <= known


def _flat(place: str) -> str:
    parts: list[str] = []
    for part in place.split("/"):
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param("5", "市中政办发〔2022〕5号", id="plain"),
        pytest.param("市中政办发[2022]05号", "市中政办发〔2022〕5号", id="square brackets, leading zero"),
        pytest.param("市中政督〔2022〕第12号", "市中政督〔2022〕12号", id="own prefix"),
        pytest.param("", "市中政办发〔2022〕　　号", id="not registered"),
    ],
)
def test_number_as_the_standard_writes_it(tmp_path: Path, given: str, expected: str) -> None:
    """7.2.5, R23."""
    edition = Edition(is_draft=False, number=given)
    document = docx.Document(str(write_kind(tmp_path / "x.docx", "closure", sample_ledger(), edition)))
    assert [p.text for p in styled(document, Style.NUMBER)] == [expected]

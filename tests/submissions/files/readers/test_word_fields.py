"""What somebody ticked, chose or crossed out in a Word form is read as the page shows it (R28)."""

from __future__ import annotations

import pytest
from container_samples import only_grid
from corpus.documents import docx_of

from pipeline.submissions.files.formats import Format
from pipeline.submissions.files.grid import Grid, Hazard, HazardKind
from pipeline.vocabulary.met_goal import parse_met_goal
from pipeline.vocabulary.terms import MetGoal

_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'


def _document(cell: str) -> Grid:
    return only_grid(docx_of(f"<w:tbl><w:tr><w:tc><w:p>{cell}</w:p></w:tc></w:tr></w:tbl>"), Format.DOCX)


def _said(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def _box(is_ticked: bool) -> str:
    """Word's own check box: ☒ is its glyph for ticked."""
    glyph = "☒" if is_ticked else "☐"
    state = f'<w14:checkbox {_W14}><w14:checked w14:val="{int(is_ticked)}"/></w14:checkbox>'
    return f"<w:sdt><w:sdtPr>{state}</w:sdtPr><w:sdtContent>{_said(glyph)}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize(("yes", "met_goal"), [(True, MetGoal.YES), (False, MetGoal.NO)])
def test_a_ticked_control_is_a_tick_whatever_its_glyph(yes: bool, met_goal: MetGoal) -> None:
    text = _document(_box(yes) + _said("是 ") + _box(not yes) + _said("否")).text(0, 0)
    assert text == ("☑是 ☐否" if yes else "☐是 ☑否")
    assert parse_met_goal(text) is met_goal


def _legacy(field: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="x"/>{field}</w:ffData></w:fldChar></w:r>'
        '<w:r><w:instrText> FORMDROPDOWN </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


_ENTRIES = "".join(f'<w:listEntry w:val="{entry}"/>' for entry in ("请选择", "是", "否", "部分完成"))
FIELDS = [
    pytest.param(f'<w:ddList><w:result w:val="2"/>{_ENTRIES}</w:ddList>', "否", id="the third entry chosen"),
    pytest.param(f'<w:ddList><w:default w:val="3"/>{_ENTRIES}</w:ddList>', "部分完成", id="the one set beforehand"),
    pytest.param(f"<w:ddList>{_ENTRIES}</w:ddList>", "", id="nothing chosen"),
    pytest.param("<w:checkBox><w:checked/></w:checkBox>", "☑", id="a ticked box"),
    pytest.param('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>', "☐", id="a tick taken away"),
    pytest.param("<w:textInput/>", "", id="a field for words"),
]


@pytest.mark.parametrize(("field", "text"), FIELDS)
def test_a_legacy_form_field_says_what_was_chosen(field: str, text: str) -> None:
    assert _document(_legacy(field) + _said("。")).text(0, 0) == f"{text}。"


@pytest.mark.parametrize(
    ("font", "letters", "shown"),
    [
        pytest.param("Wingdings", "ü", "√", id="a tick"),
        pytest.param("Wingdings 2", "R", "☑", id="a ticked box"),
        pytest.param("Webdings", "a", "√", id="another font's"),
        pytest.param("Wingdings", "已完成", "已完成", id="Chinese is never shown in it"),
        pytest.param("Arial", "ü", "ü", id="a letter"),
    ],
)
def test_letters_of_a_symbol_font_are_the_signs_that_they_show(font: str, letters: str, shown: str) -> None:
    run = f'<w:r><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr><w:t>{letters}</w:t></w:r>'
    assert _document(run).text(0, 0) == shown


def test_words_crossed_out_are_not_said_and_told() -> None:
    struck = "<w:r><w:rPr><w:strike/></w:rPr><w:t>3件</w:t></w:r>"
    grid = _document(_said("累计立案") + struck + _said("9件。"))
    assert grid.text(0, 0) == "累计立案9件。"
    assert grid.hazards == (Hazard(HazardKind.STRUCK, 1, "3件"),)


def test_a_strike_switched_off_is_none() -> None:
    kept = '<w:r><w:rPr><w:strike w:val="0"/></w:rPr><w:t>3件</w:t></w:r>'
    assert _document(kept).text(0, 0) == "3件"


def test_a_picture_where_words_are_asked_for_is_told() -> None:
    picture = '<w:r><w:drawing><a:blip xmlns:a="a"/></w:drawing></w:r>'
    assert _document(picture).hazards == (Hazard(HazardKind.PICTURE, 1, "第1列"),)
    assert not _document(picture + _said("已完成")).hazards

"""The XML of a worksheet → its cells as written, in whatever way a program wrote them."""

from __future__ import annotations

import pytest

from pipeline.submissions.files.grid import UnreadableFileError
from pipeline.submissions.files.readers.xlsx_cells import SheetCells, read_shared_strings, read_sheet_cells

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sheet(rows: str, before: str = "", after: str = "") -> SheetCells:
    return read_sheet_cells(
        f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'.encode()
    )


WRITTEN = [
    pytest.param('<row r="2"><c r="B2" s="3" t="s"><v>7</v></c></row>', (1, 1, 3, "s", None, "7"), id="usual"),
    pytest.param("<row r='2'><c t='s' s='3' r='B2'><v>7</v></c></row>", (1, 1, 3, "s", None, "7"), id="other order"),
    pytest.param('<row r="2"><c/><c s="3" t="s"><v>7</v></c></row>', (1, 1, 3, "s", None, "7"), id="no reference"),
    pytest.param('<row r="1"><c r="AA1"><v>7</v></c></row>', (0, 26, 0, "", None, "7"), id="column behind Z"),
    pytest.param('<row r="1"><c r="A1"><f>B1&amp;"x"</f></c></row>', (0, 0, 0, "", 'B1&"x"', ""), id="formula"),
    pytest.param(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>甲&lt;乙</t></is></c></row>',
        (0, 0, 0, "inlineStr", None, "甲<乙"),
        id="text in the cell",
    ),
    pytest.param(
        '<row r="1"><c r="A1" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c></row>',
        (0, 0, 0, "inlineStr", None, "甲乙"),
        id="text in pieces",
    ),
]


@pytest.mark.parametrize(("rows", "cell"), WRITTEN)
def test_a_cell_as_it_is_written(rows: str, cell: tuple[object, ...]) -> None:
    assert sheet(rows).cells == [cell]


@pytest.mark.parametrize(("rows", "cell"), WRITTEN)
def test_a_comment_between_the_rows_changes_nothing(rows: str, cell: tuple[object, ...]) -> None:
    assert sheet(f"<!-- x -->{rows}").cells == [cell]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param("", id="no rows"),
        pytest.param('<row r="1" s="1"/>', id="a coloured row"),
        pytest.param('<row r="1"><c r="A1" s="1"/><c r="B1"></c></row>', id="coloured cells"),
    ],
)
def test_what_holds_nothing_is_no_cell(rows: str) -> None:
    assert sheet(rows).cells == []


@pytest.mark.parametrize("mark", ["", "<!-- x -->"])
def test_merged_areas_and_what_is_hidden(mark: str) -> None:
    found = sheet(
        f'{mark}<row r="1"><c r="A1"><v>1</v></c></row><row r="4" hidden="1"><c r="A4"><v>1</v></c></row>',
        before='<cols><col min="2" max="3" hidden="1"/><col min="5" max="5"/></cols>',
        after='<mergeCells count="1"><mergeCell ref="A1:C2"/></mergeCells>',
    )
    assert found.areas == [((0, 0), (1, 2))]
    assert (found.hidden_rows, found.hidden_columns) == ([3], {1, 2})


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param('<row r="1"><c r="A1"><v>1</v></row>', id="cell without end"),
        pytest.param('<row r="1"><c r="A1" t="str"><v>&nbsp;</v></c></row>', id="unknown entity"),
    ],
)
def test_a_malformed_sheet_is_refused(rows: str) -> None:
    with pytest.raises(UnreadableFileError):
        sheet(rows)


@pytest.mark.parametrize(
    ("strings", "texts"),
    [
        pytest.param("<si><t>甲</t></si><si><t/></si><si/>", ["甲", "", ""], id="plain and blank"),
        pytest.param("<si><t>甲&amp;_x4E59_</t></si>", ["甲&乙"], id="entities and masks"),
        pytest.param("<si><r><t>甲</t></r><r><rPr><b/></rPr><t>乙</t></r></si>", ["甲乙"], id="pieces"),
        pytest.param('<si><t>长</t><rPh sb="0" eb="1"><t>cháng</t></rPh></si>', ["长"], id="phonetic guide"),
    ],
)
def test_the_shared_texts_of_a_workbook(strings: str, texts: list[str]) -> None:
    assert read_shared_strings(f'<sst xmlns="{MAIN}">{strings}</sst>'.encode()).texts == texts


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        pytest.param("甲&amp;乙", "甲&乙", id="named"),
        pytest.param("&#30002;&#x4E59;", "甲乙", id="numbered"),
        pytest.param("甲", "甲", id="none"),
    ],
)
def test_entities_become_characters(text: str, plain: str) -> None:
    [(*_, found)] = sheet(f'<row r="1"><c r="A1" t="str"><v>{text}</v></c></row>').cells
    assert found == plain


def test_an_entity_that_xml_does_not_know_is_damage() -> None:
    with pytest.raises(UnreadableFileError):
        sheet('<row r="1"><c r="A1" t="str"><v>甲&nbsp;乙</v></c></row>')


def test_what_a_filter_hides_is_not_hidden_by_hand() -> None:
    rows = "".join(f'<row r="{n}" hidden="1"><c r="A{n}"><v>1</v></c></row>' for n in (2, 5, 9))
    found = sheet(rows, after='<autoFilter ref="A4:G8"/>')
    assert [row for row in found.hidden_rows if row not in found.filtered] == [1, 8]


def test_what_has_no_width_or_height_is_not_seen() -> None:
    found = sheet(
        '<row r="2" ht="0"><c r="A2"><v>1</v></c></row>', before='<cols><col min="2" max="2" width="0.1"/></cols>'
    )
    assert (found.hidden_rows, found.hidden_columns) == ([1], {1})


def test_words_crossed_out_are_not_said() -> None:
    run = "<r><rPr><strike/></rPr><t>3件</t></r>"
    strings = f'<si><t>甲</t></si><si>{run}<r><rPr><strike val="0"/></rPr><t>累计9件</t></r></si>'
    shared = read_shared_strings(f'<sst xmlns="{MAIN}">{strings}</sst>'.encode())
    assert (shared.texts, shared.struck) == (["甲", "累计9件"], {1: "3件"})
    inline = sheet(f'<row r="4"><c r="A4" t="inlineStr"><is>{run}<r><t>累计9件</t></r></is></c></row>')
    assert ([cell[-1] for cell in inline.cells], inline.struck) == (["累计9件"], [(3, "3件")])

"""Workbooks that other readers show silently wrong, or die of: error cells, formulas never calculated, odd XML, bombs."""

from __future__ import annotations

import struct
from datetime import date
from typing import Any

import pytest
from container_samples import (
    SHEET_PART,
    STRINGS_PART,
    TEXTS,
    WORKBOOK_PART,
    book,
    only_grid,
    packed,
    parts_of,
    patched,
    raw_zip,
    style_sheet,
    with_cells,
)

from pipeline.submissions.files.draft import MAX_COLUMNS, MAX_ROWS
from pipeline.submissions.files.formats import Format
from pipeline.submissions.files.grid import Grid, HazardKind, UnreadableFileError, Value
from pipeline.submissions.files.grids import read_grids
from pipeline.submissions.files.package import MAX_PACKAGE_BYTES


def refusal(content: bytes, kind: Format | None = None) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read_grids(content, kind)
    return str(caught.value)


def hazards(grid: Grid) -> list[tuple[HazardKind, int | None]]:
    return [(hazard.kind, hazard.row) for hazard in grid.hazards]


CELLS: list[Any] = [
    pytest.param('<c r="A1" t="e"><v>#REF!</v></c>', "#REF!", HazardKind.ERROR_VALUE, id="error"),
    pytest.param('<c r="A1" t="e"><f>Sheet9!A1</f><v>#SPILL!</v></c>', "#SPILL!", HazardKind.ERROR_VALUE, id="spill"),
    pytest.param('<c r="A1"><f>B1&amp;"甲"</f></c>', '=B1&"甲"', HazardKind.UNCALCULATED, id="never-calculated"),
    pytest.param('<c r="A1"><f>B1+1</f><v></v></c>', "=B1+1", HazardKind.UNCALCULATED, id="blank-result"),
    pytest.param('<c r="A1"><f t="shared" si="0"/></c>', "=", HazardKind.UNCALCULATED, id="never-calculated-shared"),
    pytest.param("<c r='A1'><f>B1+1</f></c>", "=B1+1", HazardKind.UNCALCULATED, id="never-calculated-single-quotes"),
    pytest.param('<c r="A1" t="str"><f>""</f><v></v></c>', "", None, id="result-is-empty-text"),
    pytest.param('<c r="A1"><f>B1+1</f><v>3</v></c>', 3.0, None, id="calculated"),
    pytest.param('<c r="A1" t="str"><f>B1</f><v>甲&amp;乙</v></c>', "甲&乙", None, id="text-result"),
    pytest.param('<c r="A1" t="s"><v>\n 1 \n</v></c>', "乙", None, id="white-space-in-value"),
    pytest.param("<c r='A1' t='s'><v>1</v></c>", "乙", None, id="single-quotes"),
    pytest.param('<c t="s" r="A1"><v>1</v></c>', "乙", None, id="other-order"),
    pytest.param('<c t="s"><v>1</v></c>', "乙", None, id="no-reference"),
    pytest.param('<c r="A1" t="inlineStr"><is><t>甲&#10;乙</t></is></c>', "甲\n乙", None, id="inline"),
    pytest.param(
        '<c r="A1" t="inlineStr"><is><r><t>甲</t></r><r><rPr><b/></rPr><t>乙</t></r></is></c>', "甲乙", None, id="rich"
    ),
    pytest.param(
        '<c r="A1" t="inlineStr"><is><t>长</t><rPh sb="0" eb="1"><t>cháng</t></rPh></is></c>', "长", None, id="phonetic"
    ),
    pytest.param('<c r="A1" t="inlineStr"><is><t><![CDATA[A<B]]></t></is></c>', "A<B", None, id="cdata"),
    pytest.param('<c r="A1" t="inlineStr"><is><t>甲<!-- 注 -->乙</t></is></c>', "甲乙", None, id="comment"),
    pytest.param('<c r="A1" t="inlineStr"><is><t>_x4E2D_国</t></is></c>', "中国", None, id="masked"),
    pytest.param('<c r="A1" t="b"><v>1</v></c>', True, None, id="true"),
    pytest.param('<c r="A1" t="d"><v>2022-04-07T00:00:00</v></c>', date(2022, 4, 7), None, id="iso-date"),
    pytest.param('<c r="A1"><v>1E3</v></c>', 1000.0, None, id="exponent"),
    pytest.param('<c r="A1" s="7"/>', "", None, id="blank"),
]


@pytest.mark.parametrize(("cell", "value", "hazard"), CELLS)
def test_a_cell_is_never_silently_something_else(cell: str, value: Value, hazard: HazardKind | None) -> None:
    grid = only_grid(with_cells(f'<row r="1">{cell}</row>'))
    assert grid.value(0, 0) == value
    assert hazards(grid) == ([(hazard, 1)] if hazard else [])


@pytest.mark.parametrize(("cell", "value", "hazard"), CELLS)
def test_a_comment_between_the_rows_changes_no_cell(cell: str, value: Value, hazard: HazardKind | None) -> None:
    grid = only_grid(with_cells(f'<!-- x --><row r="1">{cell}</row>'))
    assert (grid.value(0, 0), hazards(grid)) == (value, [(hazard, 1)] if hazard else [])


SHEETS = [
    pytest.param('<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>', (("甲", "乙"),), id="no-numbers"),
    pytest.param('<row r="2"><c r="B2" t="s"><v>1</v></c></row>', (("", ""), ("", "乙")), id="leading-blanks"),
    pytest.param('<row r="1" spans="1:1"/><row r="3"><c r="A3"><v>1</v></c></row>', (("",), ("",), ("1",)), id="gaps"),
    pytest.param(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2" s="1"/></row>', (("1",),), id="blank-tail"
    ),
    pytest.param('<row r="1"><x:c xmlns:x="x" r="A1"><x:v>1</x:v></x:c></row>', (("1",),), id="prefix-inside"),
    pytest.param(
        '<row r="1"><x:c xmlns:x="x" r="A1"><x:v>1</x:v></x:c><c r="B1"><v>2</v></c></row>',
        (("1", "2"),),
        id="prefix-beside",
    ),
    pytest.param('<row r="1"><c r="A1"><v>1</v></c ></row>', (("1",),), id="space-in-end-tag"),
    pytest.param(
        '<row r="1"><!-- <c r="A1"><v>9</v></c> --><c r="B1"><v>2</v></c></row>', (("", "2"),), id="commented-out"
    ),
    pytest.param(
        '<row r="1"><c r="A1" t="str"><v xml:space="preserve">甲 </v></c></row>', (("甲",),), id="attribute-of-value"
    ),
]


@pytest.mark.parametrize(("rows", "texts"), SHEETS)
def test_rows_keep_their_places(rows: str, texts: tuple[tuple[str, ...], ...]) -> None:
    assert only_grid(with_cells(rows)).texts == texts


def test_a_second_sheet_data_is_not_dropped() -> None:
    more = '<sheetData><row r="2"><c r="A2"><v>2</v></c></row></sheetData>'
    assert only_grid(with_cells('<row r="1"><c r="A1"><v>1</v></c></row>', after=more)).texts == (("1",), ("2",))


def test_the_dimension_is_not_believed() -> None:
    for written in ("A1", "A1:XFD1048576"):
        content = patched(book(), SHEET_PART, lambda text, ref=written: text.replace('ref="A1:C4"', f'ref="{ref}"'))  # type: ignore[misc]
        assert only_grid(content).texts == TEXTS


def test_far_cells_are_left_out_and_reported() -> None:
    """Values in A1 and XFD1048576: a table of all cells between them would end the process."""
    grid = only_grid(
        with_cells('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>')
    )
    assert grid.texts == (("1",),)
    assert hazards(grid) == [(HazardKind.CROPPED, None)]


def test_the_last_row_and_column_that_are_read() -> None:
    letters = "IV"  # the 256th column
    grid = only_grid(with_cells(f'<row r="{MAX_ROWS}"><c r="{letters}{MAX_ROWS}"><v>1</v></c></row>'))
    assert (len(grid.cells), len(grid.cells[0]), grid.hazards) == (MAX_ROWS, MAX_COLUMNS, ())


def test_a_million_formatted_rows_are_no_burden() -> None:
    blank = "".join(f'<row r="{row}" s="1" customFormat="1"><c r="A{row}" s="1"/></row>' for row in range(2, 200_000))
    content = with_cells('<row r="1"><c r="A1"><v>1</v></c></row>' + blank)
    assert only_grid(content).texts == (("1",),)


def test_a_million_coloured_cells_that_hold_nothing_are_no_contents() -> None:
    blank = '<row r="2">' + 1_000_100 * '<c r="B2" s="1"></c>' + "</row>"
    content = with_cells('<row r="1"><c r="A1"><v>1</v></c></row>' + blank)
    assert only_grid(content).texts == (("1",),)


def test_merges_of_whole_sheets_are_clipped_to_what_is_there() -> None:
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c></row>'
    merges = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    grid = only_grid(with_cells(cells, after=merges))
    assert grid.texts == (("1", "1"), ("1", "1"))
    assert grid.filled == {(0, 1), (1, 0), (1, 1)}


@pytest.mark.parametrize(
    "merge", ['<mergeCell ref="A1:B1"/>', "<mergeCell ref='A1:B1'/>", '<mergeCell x="1" ref="$A$1:$B$1"></mergeCell>']
)
def test_merges_are_found_however_they_are_written(merge: str) -> None:
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c></row>'
    assert only_grid(with_cells(cells, after=f"<mergeCells>{merge}</mergeCells>")).texts == (("1", "1"), ("", "2"))


SHARED = [
    pytest.param("<si><t>甲</t></si><si><t/></si><si/>", ("甲", "", ""), id="plain"),
    pytest.param('<si><t xml:space="preserve"> 甲&amp;乙 </t></si>', ("甲&乙",), id="entity"),
    pytest.param("<si><t>甲_x000D_\n乙</t></si>", ("甲\n乙",), id="masked"),
    pytest.param('<si><t>甲</t><phoneticPr fontId="1"/></si><si><t>乙</t></si>', ("甲", "乙"), id="chinese-excel"),
    pytest.param(
        "<si><t>甲</t></si><si><r><t>乙</t></r><r><rPr><b/></rPr><t>丙</t></r></si>", ("甲", "乙丙"), id="rich"
    ),
    pytest.param('<si><t>长</t><rPh sb="0" eb="1"><t>cháng</t></rPh></si>', ("长",), id="phonetic"),
    pytest.param("<si><t><![CDATA[A<B]]></t></si><si><t>乙</t></si>", ("A<B", "乙"), id="cdata"),
]


@pytest.mark.parametrize(("strings", "texts"), SHARED)
def test_shared_texts_are_what_the_cell_shows(strings: str, texts: tuple[str, ...]) -> None:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="s"><v>{n - 1}</v></c><c r="B{n}"><v>1</v></c></row>'
        for n in range(1, len(texts) + 1)
    )
    content = patched(with_cells(rows), STRINGS_PART, lambda text: text[: text.index("<si>")] + strings + "</sst>")
    assert [row[0] for row in only_grid(content).texts] == list(texts)


def test_merges_without_measure_are_refused() -> None:
    cells = f'<row r="{MAX_ROWS}"><c r="IV{MAX_ROWS}"><v>1</v></c></row>'
    assert refusal(with_cells(cells, after='<mergeCells><mergeCell ref="A1:IV20000"/></mergeCells>'))


def test_days_counted_from_1904_are_told() -> None:
    content = with_cells('<row r="1"><c r="A1" s="1"><v>43196</v></c></row>', styles=style_sheet(14))
    mac = patched(content, WORKBOOK_PART, lambda text: text.replace("<workbookPr ", '<workbookPr date1904="1" '))
    assert only_grid(mac).value(0, 0) == date(2022, 4, 7)


BROKEN = [
    pytest.param(with_cells('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'), id="shared-text-out-of-range"),
    pytest.param(with_cells('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>'), id="shared-text-below-range"),
    pytest.param(with_cells('<row r="1"><c r="A1"><v>甲</v></c></row>'), id="number-that-is-none"),
    pytest.param(with_cells('<row r="1"><c r="A1"><v>1</v></row>'), id="tags-that-do-not-pair"),
    pytest.param(with_cells('<row r="1"><c r="A1"><v>1</v><c r="B1"><v>2</v></c></row>'), id="cell-without-end"),
    pytest.param(with_cells('<row r="1"><c r="A1" t="str"><v>&nbsp;</v></c></row>'), id="unknown-entity"),
    pytest.param(patched(book(), WORKBOOK_PART, lambda text: text.replace("rId1", "rId9")), id="sheet-without-part"),
    pytest.param(
        patched(book(), WORKBOOK_PART, lambda text: text[: text.index("<sheet ")] + text[text.index("</sheets>") :]),
        id="no-sheets",
    ),
    pytest.param(
        packed({name: part for name, part in parts_of(book()).items() if name != STRINGS_PART}), id="no-strings"
    ),
    pytest.param(
        packed({name: part for name, part in parts_of(book()).items() if name != SHEET_PART}), id="no-sheet-part"
    ),
    pytest.param(
        raw_zip([*((name.encode(), part) for name, part in parts_of(book()).items()), (SHEET_PART.encode(), b"<a/>")]),
        id="part-twice",
    ),
    pytest.param(
        patched(
            book(), SHEET_PART, lambda text: text.replace("<worksheet", '<!DOCTYPE x [<!ENTITY a "b">]><worksheet')
        ),
        id="document-type",
    ),
    pytest.param(packed({"[Content_Types].xml": "", WORKBOOK_PART: "<workbook"}), id="malformed-workbook"),
]


@pytest.mark.parametrize("content", BROKEN)
def test_a_broken_workbook_is_refused_rather_than_guessed(content: bytes) -> None:
    assert refusal(content)


def test_a_flipped_bit_in_stored_data_is_noticed() -> None:
    """The checksum of every part that is read is compared; a reader that does not shows 学校 as 学栠."""
    content = bytearray(packed(parts_of(book()), 0))
    content[content.index("校".encode()) + 2] ^= 0x04
    assert refusal(bytes(content))


def test_damage_to_parts_that_nobody_needs_is_no_harm() -> None:
    content = bytearray(packed(parts_of(book()), 0))
    content[content.index(b"<a:theme") + 40] ^= 0x04
    assert only_grid(bytes(content)).texts == TEXTS


def test_a_directory_that_names_another_part_than_the_part_itself_is_refused() -> None:
    """One flipped bit in the directory's copy of a name would make shared texts or date formats vanish."""
    content = bytearray(book())
    content[content.rindex(b"xl/styles.xml") + 4] ^= 0x01
    assert refusal(bytes(content))


def test_a_part_that_claims_more_than_a_package_may_hold_is_refused() -> None:
    content = bytearray(book())
    entry = content.rindex(SHEET_PART.encode()) - 46
    assert content[entry : entry + 4] == b"PK\1\2"
    struct.pack_into("<I", content, entry + 24, MAX_PACKAGE_BYTES + 1)
    assert "压缩炸弹" in refusal(bytes(content))


def test_texts_of_thirty_thousand_characters_are_whole() -> None:
    text = "长" * 30_000 + "尾"
    assert only_grid(book([[text]])).value(0, 0) == text


def test_three_hundred_sheets_are_all_read() -> None:
    names = [f"表{number}" for number in range(300)]
    assert [grid.sheet for grid in read_grids(book([["甲"]], sheets=names))] == names


def test_parts_by_other_names_and_slashes_are_found() -> None:
    parts = {name.replace("/", "\\").replace("sheet1", "Sheet1"): part for name, part in parts_of(book()).items()}
    content = raw_zip([(name.encode(), part) for name, part in parts.items()])
    assert only_grid(content).texts == TEXTS


def test_a_main_part_in_an_unusual_place_is_found() -> None:
    parts = parts_of(book())
    moved = {name.replace("workbook.xml", "book2.xml"): part for name, part in parts.items()}
    moved["_rels/.rels"] = moved["_rels/.rels"].replace(b"workbook.xml", b"book2.xml")
    assert only_grid(packed(moved)).texts == TEXTS

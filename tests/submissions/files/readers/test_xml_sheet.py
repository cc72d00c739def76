"""“XML Spreadsheet 2003”, which systems export under .xls: cells at their index, values by type and format."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.submissions.files.grid import Grid, HazardKind, UnreadableFileError, Value
from pipeline.submissions.files.readers.xml_sheet import read_xml_sheet


def sheets(body: str, styles: str = "") -> tuple[Grid, ...]:
    names = (
        'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
    )
    return read_xml_sheet(
        f'\n<?xml version="1.0"?><Workbook {names}><Styles>{styles}</Styles>{body}</Workbook>'.encode()
    )


def only(rows: str, styles: str = "") -> Grid:
    [grid] = sheets(f'<Worksheet ss:Name="3月"><Table>{rows}</Table></Worksheet>', styles)
    return grid


def text(words: str, **places: int) -> str:
    attributes = " ".join(f'ss:{name}="{number}"' for name, number in places.items())
    return f'<Cell {attributes}><Data ss:Type="String">{words}</Data></Cell>'


VALUES: list[object] = [
    pytest.param('<Data ss:Type="Number">12.5</Data>', "", 12.5, id="number"),
    pytest.param('<Data ss:Type="Number">0.8</Data>', 'ss:StyleID="percent"', "80%", id="percentage by name"),
    pytest.param('<Data ss:Type="Number">37</Data>', 'ss:StyleID="task"', "任务37", id="number in words"),
    pytest.param('<Data ss:Type="Number">甲</Data>', "", "甲", id="number that is none"),
    pytest.param('<Data ss:Type="Boolean">1</Data>', "", True, id="true"),
    pytest.param('<Data ss:Type="DateTime">2022-04-07T00:00:00.000</Data>', "", date(2022, 4, 7), id="day"),
    pytest.param('<Data ss:Type="String">甲<B>乙</B></Data>', "", "甲乙", id="text in pieces"),
    pytest.param("", "", "", id="blank"),
]
STYLES = (
    '<Style ss:ID="percent"><NumberFormat ss:Format="Percent"/></Style>'
    '<Style ss:ID="task"><NumberFormat ss:Format="&quot;任务&quot;0"/></Style>'
)


@pytest.mark.parametrize(("cell", "attributes", "value"), VALUES)
def test_the_value_of_a_cell(cell: str, attributes: str, value: Value) -> None:
    assert only(f"<Row><Cell {attributes}>{cell}</Cell></Row>", STYLES).value(0, 0) == value


def test_rows_and_cells_stand_at_their_index() -> None:
    grid = only(f'<Row ss:Index="2">{text("甲", Index=3)}{text("乙")}</Row><Row>{text("丙")}</Row>')
    assert grid.texts == (("",) * 4, ("", "", "甲", "乙"), ("丙", "", "", ""))


def test_merged_cells_are_filled_and_passed_over() -> None:
    assert only(f"<Row>{text('甲', MergeAcross=1)}{text('乙')}</Row>").texts == (("甲", "甲", "乙"),)
    below = f"<Row>{text('乙', Index=2)}</Row>"
    assert only(f"<Row>{text('甲', MergeDown=1)}</Row>{below}").texts == (("甲", ""), ("甲", "乙"))


def test_errors_and_formulas_without_result_are_told() -> None:
    grid = only('<Row><Cell ss:Formula="=RC[1]"/><Cell><Data ss:Type="Error">#REF!</Data></Cell></Row>')
    assert grid.texts == (("=RC[1]", "#REF!"),)
    assert {hazard.kind for hazard in grid.hazards} == {HazardKind.UNCALCULATED, HazardKind.ERROR_VALUE}


def test_what_is_hidden_is_marked() -> None:
    one, other = sheets(
        f'<Worksheet ss:Name="3月"><Table><Row ss:Hidden="1">{text("甲")}</Row></Table></Worksheet>'
        '<Worksheet ss:Name="上月"><Table/><Options><Visible>SheetHidden</Visible></Options></Worksheet>'
    )
    assert (one.sheet, one.is_hidden) == ("3月", False) and one.hidden_rows == {0}
    assert (other.sheet, other.is_hidden) == ("上月", True)


@pytest.mark.parametrize("body", [pytest.param("", id="no sheet"), pytest.param("<Worksheet>", id="malformed")])
def test_what_is_no_workbook_is_refused(body: str) -> None:
    with pytest.raises(UnreadableFileError):
        sheets(body)


def test_rows_that_a_filter_hides_are_read_and_what_has_no_size_is_hidden() -> None:
    hidden = f'<Row ss:Hidden="1">{text("甲")}</Row>'
    body = (
        f'<Table><Column ss:Index="2" ss:Width="0"/><Row>{text("题")}</Row>{hidden}{hidden}'
        f'<Row ss:Height="0">{text("乙")}{text("丙")}</Row></Table>'
    )
    [grid] = sheets(f'<Worksheet ss:Name="3月">{body}<AutoFilter ss:Range="R1C1:R3C2"/></Worksheet>')
    assert grid.hidden_rows == {3}
    assert grid.hidden_columns == {1}


def test_what_is_crossed_out_is_not_said_but_told() -> None:
    rows = (
        '<Row><Cell ss:StyleID="struck"><Data ss:Type="String">立案3件</Data></Cell></Row>'
        '<Row><Cell ss:StyleID="struck"><Data ss:Type="Number">3</Data></Cell></Row>'
        '<Row><Cell><Data ss:Type="String">累计<S>3件</S><B>9件</B>。</Data></Cell></Row>'
    )
    grid = only(rows, '<Style ss:ID="struck"><Font ss:StrikeThrough="1"/></Style>')
    assert grid.texts == (("",), ("",), ("累计9件。",))
    assert [(one.kind, one.detail) for one in grid.hazards] == [
        (HazardKind.STRUCK, words) for words in ("立案3件", "3", "3件")
    ]

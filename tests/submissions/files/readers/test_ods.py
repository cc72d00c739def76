"""OpenDocument spreadsheets → grids: true places, values as they are shown."""

from __future__ import annotations

from datetime import date

import pytest
from container_samples import (
    only_grid,
    packed,
)

from pipeline.submissions.files.grid import Grid, HazardKind, Value

DATE = date(2022, 4, 7)


def _ods(rows: str, automatic: str = "") -> Grid:
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style")
    )
    content = (
        f"<office:document-content {names}>{automatic}<office:body><office:spreadsheet>"
        f'<table:table table:name="3月">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    return only_grid(packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content}))


def _ods_cell(attributes: str, text: str = "") -> str:
    return f"<table:table-cell {attributes}>{text and f'<text:p>{text}</text:p>'}</table:table-cell>"


def test_repeated_rows_and_columns_of_ods_keep_true_places() -> None:
    grid = _ods(
        '<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        f'<table:table-row><table:table-cell table:number-columns-repeated="2"/>{_ods_cell("", "甲")}</table:table-row>'
        '<table:table-row table:number-rows-repeated="1048572"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    assert grid.texts == (("",) * 3, ("",) * 3, ("",) * 3, ("", "", "甲"))


def test_far_cells_of_ods_are_left_out_and_reported() -> None:
    grid = _ods(
        f"<table:table-row>{_ods_cell('', '甲')}</table:table-row>"
        '<table:table-row table:number-rows-repeated="30000"><table:table-cell/></table:table-row>'
        f"<table:table-row>{_ods_cell('', '乙')}</table:table-row>"
    )
    assert grid.texts == (("甲",),)
    assert [hazard.kind for hazard in grid.hazards] == [HazardKind.CROPPED]


ODS_VALUES = [
    pytest.param('office:value-type="float" office:value="12.5"', "12.5", 12.5, id="number"),
    pytest.param('office:value-type="percentage" office:value="0.805"', "81%", "80.5%", id="percentage"),
    pytest.param('office:value-type="float" office:value="37"', "任务37", "任务37", id="number-in-words"),
    pytest.param('office:value-type="float" office:value="3.14159"', "3.14", 3.14159, id="number-that-is-rounded"),
    pytest.param('office:value-type="float" office:value="3200000"', "320.0", "320.0", id="number-that-is-scaled"),
    pytest.param('office:value-type="float" office:value="3200000"', "320.0万元", "320.0万元", id="scaled-in-words"),
    pytest.param('office:value-type="float" office:value="-1234.5"', "(1,234.50)", -1234.5, id="accounting"),
    pytest.param('office:value-type="float" office:value="0"', "-", 0.0, id="a-dash-for-nought"),
    pytest.param('office:value-type="float" office:value="0.5"', "1/2", "1/2", id="fraction"),
    pytest.param('office:value-type="float" office:value="5"', "", 5.0, id="number-without-its-text"),
    pytest.param('office:value-type="date" office:date-value="2022-04-07"', "4月7日", DATE, id="date"),
    pytest.param('office:value-type="boolean" office:boolean-value="true"', "TRUE", True, id="boolean"),
    pytest.param('office:value-type="string"', "甲<text:s text:c='2'/>乙<text:line-break/>丙", "甲  乙\n丙", id="text"),
]


@pytest.mark.parametrize(("attributes", "text", "value"), ODS_VALUES)
def test_values_of_ods(attributes: str, text: str, value: Value) -> None:
    assert _ods(f"<table:table-row>{_ods_cell(attributes, text)}</table:table-row>").value(0, 0) == value


def test_a_comment_of_ods_is_no_text() -> None:
    comment = "<office:annotation><text:p>请核实</text:p></office:annotation>"
    cell = f'<table:table-cell office:value-type="string">{comment}<text:p>已开工</text:p></table:table-cell>'
    assert _ods(f"<table:table-row>{cell}</table:table-row>").texts == (("已开工",),)


_STYLES = (
    '<office:automatic-styles><style:style style:name="ce2"><style:text-properties style:text-line-through-type="single"/>'
    '</style:style><style:style style:name="T1"><style:text-properties style:text-line-through-style="none"/></style:style>'
    '<style:style style:name="co2"><style:table-column-properties style:column-width="0cm"/></style:style>'
    '<style:style style:name="ro2"><style:table-row-properties style:row-height="0.00in"/></style:style>'
    "</office:automatic-styles>"
)


def test_what_is_crossed_out_in_ods_is_not_said_but_told() -> None:
    rows = (
        '<table:table-cell table:style-name="ce2" office:value-type="string"><text:p>立案3件</text:p></table:table-cell>',
        '<table:table-cell table:style-name="ce2" office:value-type="float" office:value="3"><text:p>3</text:p></table:table-cell>',
        '<table:table-cell office:value-type="string"><text:p>累计<text:span text:style-name="ce2">3件</text:span>'
        '<text:span text:style-name="T1">9件</text:span>。</text:p></table:table-cell>',
    )
    grid = _ods("".join(f"<table:table-row>{cell}</table:table-row>" for cell in rows), _STYLES)
    assert grid.texts == (("",), ("",), ("累计9件。",))
    struck = [(one.kind, one.row, one.detail) for one in grid.hazards]
    assert struck == [(HazardKind.STRUCK, 1, "立案3件"), (HazardKind.STRUCK, 2, "3"), (HazardKind.STRUCK, 3, "3件")]


def test_rows_of_ods_that_a_filter_hides_are_read_and_those_hidden_by_hand_are_not() -> None:
    lines = ('table:visibility="filter"', 'table:visibility="collapse"', 'table:style-name="ro2"', "")
    column = '<table:table-column/><table:table-column table:style-name="co2"/>'
    cells = _ods_cell("", "甲") + _ods_cell("", "乙")
    grid = _ods(column + "".join(f"<table:table-row {line}>{cells}</table:table-row>" for line in lines), _STYLES)
    assert grid.hidden_rows == {1, 2}
    assert grid.hidden_columns == {1}

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

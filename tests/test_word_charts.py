"""Charts in Word: the figures drawn are those of the workbook inside, which “编辑数据” opens."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pandas as pd
import pytest
from bulletin_kinds import write_kind
from bulletin_sample import sample_ledger
from docx.oxml.ns import qn
from lxml import etree

from pipeline.outputs.docx.charts import Chart, chart_paragraph

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
CHART = "word/charts/chart1.xml"


@pytest.fixture(scope="module")
def bulletin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_kind(tmp_path_factory.mktemp("chart") / "x.docx", "quarterly", sample_ledger())


@pytest.fixture(scope="module")
def chart(bulletin: Path) -> etree._Element:
    with zipfile.ZipFile(bulletin) as package:
        return etree.fromstring(package.read(CHART))


def texts(element: etree._Element, tag: str) -> list[str]:
    return [str(value.text) for value in element.find(f"{_C}{tag}").iter(f"{_C}v")]


def test_the_workbook_inside_holds_what_is_drawn(bulletin: Path, chart: etree._Element) -> None:
    with zipfile.ZipFile(bulletin) as package:
        relations = etree.fromstring(package.read("word/charts/_rels/chart1.xml.rels"))
        [target] = [one.get("Target") for one in relations]
        assert chart.find(f"{_C}externalData").get(f"{_R}id") == relations[0].get("Id")
        name = f"word/{target.removeprefix('/word/').removeprefix('../')}"
        sheet = pd.read_excel(BytesIO(package.read(name)), sheet_name="Sheet1", index_col=0, engine="calamine")
    drawn = {
        texts(one, "tx")[0]: (texts(one, "cat"), [int(value) for value in texts(one, "val")])
        for one in chart.iter(f"{_C}ser")
    }
    assert list(drawn) == list(sheet.columns)
    for series, (labels, values) in drawn.items():
        assert labels == list(sheet.index) and values == list(sheet[series])


def test_the_bars_are_those_of_the_table_above(bulletin: Path, chart: etree._Element) -> None:
    table = next(one for one in docx.Document(str(bulletin)).tables if one.rows[0].cells[0].text == "类别")
    heads, *rows, _ = [[cell.text for cell in row.cells] for row in table.rows]
    for one in chart.iter(f"{_C}ser"):
        place = heads.index(texts(one, "tx")[0])
        assert texts(one, "val") == [row[place] for row in rows]
    [drawn] = [one for one in docx.Document(str(bulletin)).element.body.iter(qn("wp:docPr")) if one.get("descr")]
    figures = [
        f"{head}{number}" for row in rows for head, number in zip(heads[2:-1], row[2:-1], strict=True) if number != "0"
    ]
    assert figures and all(figure in drawn.get("descr") for figure in figures), "who cannot see the bars is told them"


def test_every_series_has_a_colour_of_its_own(chart: etree._Element) -> None:
    """Printed in black and white they differ by lightness."""
    colours = [one.get("val") for one in chart.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}srgbClr")]
    lightness = {sum(bytes.fromhex(str(colour))) for colour in colours}
    assert len(lightness) == len(colours) == len(list(chart.iter(f"{_C}ser")))


def test_a_quarter_without_any_task_still_has_its_chart() -> None:
    document = docx.Document()
    text = chart_paragraph(document, Chart("各类任务", (), (("已办结", ()), ("待认定", ()))), 1, date(2022, 4, 13))
    assert "<c:chart r:id=" in text
    saved = BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as package:
        assert len(list(etree.fromstring(package.read(CHART)).iter(f"{_C}ser"))) == 1

"""报送情况表: what lacks is bold, no column says nothing, and units stand by 机构序列 and by their short names in the text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import docx
from bulletin_kinds import DRAFT, STYLE, build_sample
from bulletin_sample import MARCH, sample_ledger
from docx.document import Document
from docx.table import Table
from frames import frame_of

from pipeline.master.unit_order import UnitOrder
from pipeline.outputs.bulletins.rendering import render_bulletin
from pipeline.outputs.docx.filling import template_path
from pipeline.outputs.docx.package import write_document
from pipeline.outputs.docx.tables import Layout, telling_columns
from pipeline.vocabulary import tables
from pipeline.vocabulary.terms import Status, WrittenMaterial

STATES = {("区信访局", MARCH): Status.MISSING, ("区水务局", MARCH): Status.MISSING}
FIRST = UnitOrder({"区水务局": 0, "区信访局": 1}, {"区水务局": "水务局"})


def annex_of(tmp_path: Path, order: UnitOrder = FIRST) -> Document:
    ledger = sample_ledger(states=STATES, lacking={})
    rows = [
        replace(row, written_material=WrittenMaterial.MISSING) if row.unit == "区财政局" else row
        for row in tables.RETURNS.rows(ledger.returns)
    ]
    rows.sort(key=lambda row: order.place(row.unit))
    told = frame_of(tables.RETURNS, [vars(row) for row in rows])
    bulletin = build_sample("month", replace(ledger, returns=told, unit_order=order), DRAFT)
    content = render_bulletin(bulletin, template_path("报送情况通报", None), STYLE, order.in_short)
    return docx.Document(str(write_document(tmp_path / "通报.docx", content)))


def annex_table(document: Document) -> Table:
    return next(one for one in document.tables if one.rows[0].cells[1].text == "责任单位")


def test_what_counts_against_a_unit_is_bold_and_a_column_of_dashes_is_gone(tmp_path: Path) -> None:
    document = annex_of(tmp_path)
    table = annex_table(document)
    heads = [cell.text for cell in table.rows[0].cells]
    assert "书面材料" in heads
    assert "备注" not in heads
    told = [(row.cells[1].text, row.cells[heads.index("书面材料")]) for row in table.rows[1:]]
    bold = {unit for unit, cell in told if any(run.bold for one in cell.paragraphs for run in one.runs)}
    assert bold == {unit for unit, cell in told if cell.text == "未报"}
    assert "区财政局" in bold


def test_the_text_has_short_names_in_the_order_of_units_and_the_annex_full_ones(tmp_path: Path) -> None:
    document = annex_of(tmp_path)
    text = "\n".join(one.text for one in document.paragraphs)
    [listed] = [line for line in text.splitlines() if "水务局" in line and "区信访局" in line and "未报" in line][:1]
    assert listed.index("水务局") < listed.index("区信访局")
    assert "区水务局" not in listed
    units = [row.cells[1].text for row in annex_table(document).rows[1:]]
    assert units[:2] == ["区水务局", "区信访局"]


def test_a_column_with_one_word_stays() -> None:
    layout = Layout(("序号", "备注"), (1, 9))
    assert telling_columns(layout, [("1", "—"), ("2", "延期")])[0] == layout
    assert telling_columns(layout, [("1", "—"), ("2", "—")]) == (layout.without(1), [("1",), ("2",)])
    assert telling_columns(layout, [])[0] == layout

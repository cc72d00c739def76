"""报送情况表: what lacks is bold, no column says nothing, and units stand by 机构序列 and by their short names in the text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
from bulletin_kinds import DRAFT, STYLE, build_sample
from bulletin_sample import MARCH, sample_ledger
from docx.document import Document
from docx.table import Table
from frames import frame_of

from pipeline.ledger.model import Later, Ledger
from pipeline.master.unit_order import UnitOrder
from pipeline.outputs.bulletins.editions import Edition
from pipeline.outputs.bulletins.kinds.delivery.facts import DeadlineFacts, build_delivery_bulletin_facts
from pipeline.outputs.bulletins.kinds.delivery.words import DeliveryWords, delivery_bulletin, delivery_rows
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


def lists_of(facts: DeadlineFacts, edition: Edition) -> tuple[str, ...]:
    words = delivery_bulletin(facts, edition).words
    assert isinstance(words, DeliveryWords)
    return words.lists


def rows_of(ledger: Ledger) -> dict[str, str]:
    """Unit → what its row of the annex says."""
    facts = build_delivery_bulletin_facts(ledger, MARCH, "区政府办公室")
    return {place.removeprefix("附件表"): words for place, words in delivery_rows(facts, DRAFT)}


def changed(unit: str, **fields: Any) -> Ledger:
    ledger = sample_ledger(states={}, lacking={})
    rows = [replace(row, **fields) if row.unit == unit else row for row in tables.RETURNS.rows(ledger.returns)]
    return replace(ledger, returns=tables.RETURNS.frame(rows))


def test_a_row_that_is_in_doubt_is_not_counted_as_left_out() -> None:
    """Of four tasks one stands in a hidden row: 实报3 would tell it as missing."""
    told = rows_of(changed("区水务局", tasks_due=4, tasks_received=3))["区水务局"]
    assert "应报4项、实报（略）项" in told and "实报3" not in told and "纸质" not in told


def test_a_return_registered_on_paper_says_so_instead_of_nothing_reported() -> None:
    told = rows_of(changed("区水务局", tasks_due=2, tasks_received=0))["区水务局"]
    assert "实报0" not in told and "以纸质或扫描件报送" in told
    assert (
        "实报1项" in rows_of(changed("区水务局", tasks_due=2, tasks_received=1, tasks_lacking=("任务4",)))["区水务局"]
    )


def test_material_that_came_since_is_told_as_forms_are() -> None:
    ledger = changed("区水务局", written_material=WrittenMaterial.MISSING)
    came = changed("区水务局", written_material=WrittenMaterial.RECEIVED, material_date=date(2022, 4, 20))
    later = replace(ledger, later=Later(date(2022, 4, 25), came.returns))
    facts = build_delivery_bulletin_facts(later, MARCH, "区政府办公室")
    assert "统计截止后，区水务局（4月20日）已补报书面材料。" in lists_of(facts, DRAFT)
    spared = Edition(refused=frozenset((item.charge, fact.task_id) for item in facts.named for fact in item.facts))
    assert not [line for line in lists_of(facts, spared) if "补报" in line]

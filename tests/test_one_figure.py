"""One figure, one rule (R29): a rate or a count that stands in several outputs is the same in all of them."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from ledger_sample import sample_ledger
from lxml import html
from openpyxl import load_workbook

from pipeline.ledger.counts import count_periods, count_returns
from pipeline.ledger.model import Ledger
from pipeline.outputs.bulletins.facts.returns import build_delivery_facts
from pipeline.outputs.bulletins.words.passages import delivery_sentence
from pipeline.outputs.ledger_book.book import write_ledger_workbook
from pipeline.outputs.reminders.overdue_workbook import write_overdue_workbook
from pipeline.outputs.shared.words import rate_cell, words_of
from pipeline.outputs.start_page.page import write_run_page
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.tables import RETURNS, ReturnRow
from pipeline.vocabulary.terms import FormKind, Status, WrittenMaterial
from pipeline.vocabulary.values import Rate

JUNE = Period(2022, 6)
PARTS = [Rate(part, whole) for whole in range(1, 121) for part in range(whole + 1)]
OUTPUTS = Path(__file__).parents[1] / "pipeline" / "outputs"


def as_excel_shows(share: float) -> str:
    """A cell formatted 0.0 %, as Excel rounds what it holds: half up, of the number's 15 digits."""
    shown = Decimal(f"{share:.15g}") * 100
    return f"{shown.quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


def test_a_rate_in_words_is_the_rate_of_the_cell_beside_it() -> None:
    """Of every part of every whole up to 120: 39 of 48 is 81.3 % in a sentence too, not 81.2 %."""
    differing = [rate for rate in PARTS if words_of(rate) != as_excel_shows(float(rate_cell(rate)))]
    assert differing == []


def test_nobody_else_writes_a_rate() -> None:
    """A second formatter would round by another rule."""
    others = [
        f"{path.name}:{node.lineno}"
        for path in OUTPUTS.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FormattedValue) and node.format_spec and ".1%" in ast.unparse(node.format_spec)
    ]
    assert others == []


def june(on_time: int, late: int, missing: int) -> Ledger:
    """The sample, with one collection whose returns are these."""
    states = [Status.ON_TIME] * on_time + [Status.LATE] * late + [Status.MISSING] * missing
    rows = [
        ReturnRow(
            form=FormKind.PROGRESS,
            period=JUNE,
            unit=f"单位{number:03d}",
            tasks_due=1,
            tasks_received=int(status is not Status.MISSING),
            due_date=date(2022, 7, 7),
            received_date=None if status is Status.MISSING else date(2022, 7, 7),
            status=status,
            workdays_late=None if status is Status.ON_TIME else 2,
            written_material=WrittenMaterial.RECEIVED,
            tasks_owed=("任务1",),
        )
        for number, status in enumerate(states, 1)
    ]
    return replace(sample_ledger(), returns=RETURNS.frame(rows), months=(JUNE,))


CASES = [
    pytest.param(39, 4, 5, id="81.25 of a hundred"),
    pytest.param(1, 0, 15, id="6.25"),
    pytest.param(41, 6, 6, id="no half"),
    pytest.param(7, 0, 0, id="all"),
]


@pytest.mark.parametrize(("on_time", "late", "missing"), CASES)
def test_page_ledger_and_reminder_list_say_the_same(tmp_path: Path, on_time: int, late: int, missing: int) -> None:
    """首页, 总览 and 报送矩阵 in 台账, 催办汇总: each rate and each count of the collection, in words and in cells."""
    ledger = june(on_time, late, missing)
    workbook = load_workbook(write_ledger_workbook(tmp_path / "outbox" / "台账.xlsx", ledger, ()))
    overdue = load_workbook(write_overdue_workbook(tmp_path / "催办汇总.xlsx", ledger, JUNE))
    page = html.fromstring(
        write_run_page(tmp_path / "outbox" / "首页.html", ledger, (), ()).read_text(encoding="utf-8")
    )
    overview, matrix = workbook["总览"], workbook["报送矩阵"]
    told = {
        "首页": page.text_content(),
        "总览": _text(overview),
        "催办汇总": _text(overdue["催办汇总"]),
    }
    expected = words_of(count_returns(ledger.returns).on_time_rate)
    for name, text in told.items():
        assert set(re.findall(r"按时率(\d+\.\d%)", text)) == {expected}, name
        assert f"应报{on_time + late + missing}家" in text, name
        assert f"{Status.ON_TIME}{on_time}" in text, name
    cells = [row for row in overview.iter_rows(values_only=True) if row[0] in (JUNE.label, "已截止的1期合计")]
    assert len(cells) == 2
    for row in cells:
        assert row[2:6] == (on_time + late + missing, on_time, late, missing)
        assert as_excel_shows(float(str(row[-1]))) == expected
    foot = {str(row[0]): row for row in matrix.iter_rows(values_only=True) if row[0]}
    assert as_excel_shows(float(str(foot["按时率"][2]))) == expected
    assert [foot[f"合计：{status}"][2] for status in (Status.ON_TIME, Status.LATE, Status.MISSING)] == [
        on_time,
        late,
        missing,
    ]


@pytest.mark.parametrize(("on_time", "late", "missing"), CASES)
def test_a_bulletin_states_the_rate_of_the_page(on_time: int, late: int, missing: int) -> None:
    """通报: the sentence, with both its numbers, by the ledger's own count."""
    ledger = june(on_time, late, missing)
    delivery = build_delivery_facts(ledger, ledger.returns, (JUNE,), frozenset())
    sentence = delivery_sentence(delivery.total, "家")
    [counted] = count_periods(ledger)
    told = words_of(counted.on_time_rate).replace("100.0%", "100%")  # in a sentence the whole is 100%
    assert sentence.endswith(f"按时报送率{told}。") and f"按时报送{on_time}家" in sentence.replace("均", f"{on_time}家")
    assert delivery.by_period[0].over.on_time_rate == counted.on_time_rate


def test_a_collection_that_still_runs_has_no_rate_anywhere(tmp_path: Path) -> None:
    """R9: seven came early; nobody may say that all seven of seven were on time."""
    ledger = replace(june(7, 0, 0), cutoff=date(2022, 7, 5))
    delivery = build_delivery_facts(ledger, ledger.returns, (JUNE,), frozenset())
    workbook = load_workbook(write_ledger_workbook(tmp_path / "outbox" / "台账.xlsx", ledger, ()))
    [row] = [row for row in workbook["总览"].iter_rows(values_only=True) if row[0] == JUNE.label]
    page = write_run_page(tmp_path / "outbox" / "首页.html", ledger, (), ()).read_text(encoding="utf-8")
    assert (
        delivery_sentence(delivery.total, "家") == "应报7家，其中未到报送期限7家，截止日期均未到，暂不统计按时报送率。"
    )
    assert row[-1] == "未截止"
    assert "100.0%" not in page


def _text(sheet: object) -> str:
    rows = sheet.iter_rows(values_only=True)  # type: ignore[attr-defined]
    return "\n".join(str(value) for row in rows for value in row if value is not None)

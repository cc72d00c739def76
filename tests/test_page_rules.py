"""What the pages say of the rules is made of the rules and of config.toml: a threshold that is changed is told (R18)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from core_samples import ledger, settings
from openpyxl import load_workbook
from page_samples import parse

from pipeline.ledger.scales.delivery import DELIVERY_LIGHTS
from pipeline.ledger.scales.meanings import delivery_meanings, light_meanings, standing_meanings
from pipeline.ledger.scales.outlook import SHIPPED
from pipeline.ledger.scales.standing import STANDING_LIGHTS
from pipeline.outputs.ledger_book.book import write_ledger_workbook
from pipeline.outputs.start_page.page import write_run_page
from pipeline.vocabulary.terms import Light, Standing

AUGUST_15 = date(2022, 8, 15)


def told(folder: Path, behind: float) -> tuple[str, str]:
    """说明 of the workbook and the start page of an office with this threshold, as plain text."""
    shipped = settings()
    checks = shipped.checks.model_copy(update={"behind_ratio": behind})
    made = ledger(AUGUST_15, [], year=shipped.model_copy(update={"checks": checks}))
    book = load_workbook(write_ledger_workbook(folder / "台账.xlsx", made, []))
    notes = "\n".join(str(cell.value) for row in book["说明"].iter_rows() for cell in row if cell.value)
    page = parse(write_run_page(folder / "首页.html", made, (), ()))
    return notes, page.text_content()


@pytest.mark.parametrize("behind", [0.5, 0.3])
def test_a_threshold_that_is_changed_is_told_on_both_pages(tmp_path: Path, behind: float) -> None:
    other = 0.8 - behind
    for shown in told(tmp_path, behind):
        assert f"不到按备案计划推算应达数的{behind:.0%}" in shown
        assert f"不到按备案计划推算应达数的{other:.0%}" not in shown


def test_the_notes_are_the_tables_themselves(tmp_path: Path) -> None:
    """Every word of both scales and every light with what its rules say, nothing beside them."""
    notes, page = told(tmp_path, 0.5)
    for meaning in (*delivery_meanings().values(), *standing_meanings(SHIPPED).values(), *light_meanings().values()):
        assert meaning in notes
    assert standing_meanings(SHIPPED)[Standing.ATTENTION] in page


@pytest.mark.parametrize("lights", [DELIVERY_LIGHTS, STANDING_LIGHTS])
def test_each_word_gives_the_light_that_the_notes_say(lights: dict[str, Light]) -> None:
    for word, light in lights.items():
        assert f"“{word}”" in light_meanings()[light]

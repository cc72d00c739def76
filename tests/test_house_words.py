"""措辞: an office words its letters itself; what it cannot have meant falls back to the shipped words and is told."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import docx
import pytest
from bulletin_kinds import STYLE
from openpyxl import Workbook

from pipeline.master.workbook import read_sheets
from pipeline.outputs.docx.letter import LetterHead, Line, Ruled, write_letter
from pipeline.outputs.docx.tables import Layout
from pipeline.outputs.shared.house_words import LAYOUT, NAME, HouseWords, load_house_words, shipped_words
from pipeline.vocabulary.findings import Kind

ROOT = Path(__file__).parents[1]
VALUES = {"年度": "2022", "督查室": "区政府办公室督查室"}
ASKED = "各责任单位应按期报送工作任务落实材料。"
USE = "催办函-报送依据"


def write_book(path: Path, sheet: str, *rows: tuple[object, ...]) -> None:
    book = Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    book.save(path)


def words_of(folder: Path, *rows: tuple[object, ...]) -> HouseWords:
    write_book(folder / NAME, "措辞", ("用处", "措辞"), *rows)
    return load_house_words(folder, VALUES)


def test_every_shipped_phrase_is_said_somewhere() -> None:
    """A phrase that no letter says any more cannot be worded anew: whoever rewords a letter renews it here."""
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "pipeline" / "outputs").rglob("*.py"))
    said = re.sub(r'"\s*\n\s*f?"', "", sources)
    assert [use for use, phrase in shipped_words().items() if phrase not in said] == []


def test_a_letter_speaks_in_the_offices_words_and_leaves_tables_alone(tmp_path: Path) -> None:
    house = words_of(tmp_path, (USE, "请各单位按{{ 年度 }}年通知要求报｛｛督查室｝｝。"), ("提前提醒-准备", "不写"))
    parts = (Line(f"前言。{ASKED}"), Line("请贵单位做好准备，按时报送。"), Ruled(Layout(("内容",), (1,)), [(ASKED,)]))
    head = LetterHead(("函",), "督查室", date(2022, 4, 13))
    document = docx.Document(str(write_letter(tmp_path / "函.docx", head, parts, STYLE.fonts, house.say)))
    told = [paragraph.text for paragraph in document.paragraphs]
    assert "前言。请各单位按2022年通知要求报区政府办公室督查室。" in told
    assert "按时报送。" in told
    assert document.tables[0].rows[1].cells[0].text == ASKED, "what stands in a table is somebody else's"
    assert house.faults == ()


@pytest.mark.parametrize(
    ("row", "part"),
    [
        pytest.param(("催办函-报送依剧", "请报。"), USE, id="an unknown use names the nearest"),
        pytest.param((USE, "请于{{ 截止日 }}前报。"), "截止日", id="an unknown variable"),
        pytest.param((USE, "请于{{ 年度 前报。"), "花括号", id="a brace that lacks"),
    ],
)
def test_what_cannot_be_used_is_told_and_the_shipped_words_stand(
    tmp_path: Path, row: tuple[object, ...], part: str
) -> None:
    house = words_of(tmp_path, row)
    [fault] = house.faults
    assert fault.kind is Kind.HOUSE_WORDS
    assert part in fault.problem
    assert house.say(ASKED) == ASKED


def test_an_empty_cell_and_a_missing_file_mean_the_shipped_words(tmp_path: Path) -> None:
    assert load_house_words(tmp_path, VALUES) == HouseWords()
    assert words_of(tmp_path, (USE, None)) == HouseWords()


def test_a_workbook_without_the_sheet_is_told(tmp_path: Path) -> None:
    write_book(tmp_path / NAME, "别的", ("用处",))
    assert [one.kind for one in load_house_words(tmp_path, VALUES).faults] == [Kind.HOUSE_WORDS]


def test_the_workbook_of_the_project_lists_every_use_and_words_none_anew() -> None:
    assert load_house_words(ROOT / "master", VALUES) == HouseWords()
    (rows,) = read_sheets(ROOT / "master" / NAME, LAYOUT)
    assert [row["用处"].text for row in rows] == list(shipped_words())

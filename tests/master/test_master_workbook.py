"""What people maintain is read as written, wherever they put it, and a workbook that cannot be read says why."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from master_books import write_book
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from pipeline.master.workbook import SheetLayout, read_sheets
from pipeline.vocabulary.errors import MasterError

_BOLD = InlineFont(b=True)
_LAYOUT = SheetLayout("表", ("序号", "责任单位"))


def _texts(path: Path, layout: SheetLayout = _LAYOUT) -> list[tuple[int, list[str]]]:
    (rows,) = read_sheets(path, layout)
    return [(row.number, [row[label].text for label in layout.columns]) for row in rows]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param((("序号", "责任单位"), (1, "甲")), [(2, ["1", "甲"])], id="header in row 1"),
        pytest.param(
            (("立项表",), (), ("备注", "责任单位\n（加黑的为牵头部门）", "序 号"), ("无", "甲", 1)),
            [(4, ["1", "甲"])],
            id="title above, other order, note after the label",
        ),
        pytest.param(
            (("序号", "责任单位", "备注"), (1, "甲"), (None, " ", "只有备注"), (), (2, "乙")),
            [(2, ["1", "甲"]), (5, ["2", "乙"])],
            id="rows without content keep the row numbers right",
        ),
        pytest.param((("序号", "责任单位"),), [], id="header only"),
    ],
)
def test_the_table_is_found(
    tmp_path: Path, rows: tuple[tuple[object, ...], ...], expected: list[tuple[int, list[str]]]
) -> None:
    assert _texts(write_book(tmp_path / "甲.xlsx", {"表": rows})) == expected


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param(37, "37", id="whole number"),
        pytest.param(37.0, "37", id="whole number as float"),
        pytest.param(8.5, "8.5", id="fraction"),
        pytest.param(123456789, "123456789", id="long number"),
        pytest.param(datetime(2022, 4, 8), "2022-04-08", id="day"),
        pytest.param(date(2022, 4, 8), "2022-04-08", id="date"),
        pytest.param(" 区财政局\u200b\n", "区财政局", id="invisible ends"),
        pytest.param("=完成80%", "", id="a formula never calculated has no text"),
    ],
)
def test_a_cell_as_a_reader_sees_it(tmp_path: Path, value: object, text: str) -> None:
    path = write_book(tmp_path / "甲.xlsx", {"表": (("序号", "责任单位"), (1, value))})
    assert _texts(path) == [(2, ["1", text])]


def test_a_merged_area_gives_its_value_to_every_row(tmp_path: Path) -> None:
    path = write_book(tmp_path / "甲.xlsx", {"表": (("序号", "责任单位"), (1, "甲"), (2, None), (3, None))})
    book = load_workbook(path)
    book["表"].merge_cells("B2:B3")
    book.save(path)
    assert _texts(path) == [(2, ["1", "甲"]), (3, ["2", "甲"]), (4, ["3", ""])]


def test_the_place_of_a_cell_is_where_excel_shows_it(tmp_path: Path) -> None:
    path = write_book(tmp_path / "甲.xlsx", {"表": ((), ("备注", "责任单位", "序号"), (None, "甲", 1))})
    (rows,) = read_sheets(path, _LAYOUT)
    assert rows[0]["责任单位"].place == "甲.xlsx“表”B3"


@pytest.mark.parametrize(
    ("runs", "bold"),
    [
        pytest.param(("甲、", TextBlock(_BOLD, "乙"), "、丙"), ["乙"], id="one run"),
        pytest.param((TextBlock(_BOLD, "甲"), TextBlock(_BOLD, "乙"), "丙"), ["甲乙"], id="adjoining runs"),
        pytest.param(
            (TextBlock(_BOLD, " \n甲"), "、乙、", TextBlock(_BOLD, "丙\u200b丁\n")), ["甲", "丙丁"], id="trimmed"
        ),
        pytest.param(("甲", TextBlock(InlineFont(sz=11), "乙")), [], id="none"),
    ],
)
def test_bold_parts_of_a_cell(tmp_path: Path, runs: tuple[str | TextBlock, ...], bold: list[str]) -> None:
    rows = (("序号", "责任单位"), (1, CellRichText(*runs)))
    ((row,),) = read_sheets(write_book(tmp_path / "甲.xlsx", {"表": rows}), _LAYOUT)
    cell = row["责任单位"]
    assert [cell.text[start:end] for start, end in cell.bold] == bold


def _missing(folder: Path) -> Path:
    return folder / "甲.xlsx"


def _damaged(folder: Path) -> Path:
    path = write_book(folder / "甲.xlsx", {"表": (("序号", "责任单位"),)})
    path.write_bytes(path.read_bytes()[:1000])
    return path


def _not_excel(folder: Path) -> Path:
    path = folder / "甲.xlsx"
    path.write_text("序号,责任单位", encoding="utf-8")
    return path


def _without_sheet(folder: Path) -> Path:
    return write_book(folder / "甲.xlsx", {"表1": (("序号", "责任单位"),)})


def _without_column(folder: Path) -> Path:
    return write_book(folder / "甲.xlsx", {"表": (("序号", "单位"), (1, "甲"))})


def _empty(folder: Path) -> Path:
    return write_book(folder / "甲.xlsx", {"表": ()})


def _column_twice(folder: Path) -> Path:
    return write_book(folder / "甲.xlsx", {"表": (("序号", "责任单位", "责任单位"), (1, "甲", "乙"))})


@pytest.mark.parametrize(
    ("build", "named"),
    [
        pytest.param(_missing, ["甲.xlsx"], id="missing"),
        pytest.param(_damaged, ["甲.xlsx"], id="cut off"),
        pytest.param(_not_excel, ["甲.xlsx"], id="not a workbook"),
        pytest.param(_without_sheet, ["甲.xlsx", "“表”", "表1"], id="sheet renamed"),
        pytest.param(_without_column, ["甲.xlsx", "“表”", "责任单位"], id="column renamed"),
        pytest.param(_empty, ["甲.xlsx", "“表”", "序号", "责任单位"], id="sheet empty"),
        pytest.param(_column_twice, ["甲.xlsx", "“表”", "责任单位"], id="column twice"),
    ],
)
def test_what_cannot_be_read_says_what_is_wrong(tmp_path: Path, build: object, named: list[str]) -> None:
    assert callable(build)
    with pytest.raises(MasterError) as error:
        read_sheets(build(tmp_path), _LAYOUT)
    assert [words for words in named if words not in error.value.problem] == []
    assert error.value.remedy


def test_a_workbook_held_by_another_program_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_book(tmp_path / "甲.xlsx", {"表": (("序号", "责任单位"),)})

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "locked", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(MasterError) as error:
        read_sheets(path, _LAYOUT)
    assert "甲.xlsx" in error.value.problem
    assert "关闭" in error.value.remedy

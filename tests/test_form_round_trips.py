"""Forms filled in, saved by another program and sent back; and what they show a clerk on the way."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html
from sent_forms import CIVIL, MET, NEXT, PROBLEMS, PROGRESS, Sheet, expected, read_form, told, write_forms

from pipeline.outputs.xlsx.theme import WARNING_FILL
from pipeline.vocabulary.periods import Period

GOAL = 3
Save = Callable[[Path, str], Path]


@pytest.fixture(scope="session")
def save(tmp_path_factory: pytest.TempPathFactory) -> Save:
    """LibreOffice opens a file and saves it in another format."""
    program = shutil.which("soffice")
    if program is None:
        if os.environ.get("RENDERING_TESTS") == "required":
            pytest.fail("RENDERING_TESTS=required, but LibreOffice (soffice) is not installed")
        pytest.skip("LibreOffice (soffice) is not installed; RENDERING_TESTS=required makes this a failure")
    folder = tmp_path_factory.mktemp("office")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"

    def convert(path: Path, suffix: str) -> Path:
        command = [program, profile, "--headless", "--convert-to", suffix, "--outdir", str(folder / suffix), str(path)]
        subprocess.run(command, check=True, capture_output=True)
        return folder / suffix / f"{path.stem}.{suffix}"

    return convert


def _saved(path: Path, sheet: Sheet) -> Path:
    path.write_bytes(sheet.saved())
    return path


@pytest.mark.parametrize("formats", [("xlsx",), ("xls",), ("ods",), ("xls", "xlsx"), ("ods", "xlsx")], ids="→".join)
def test_a_form_saved_in_another_format_still_knows_itself(
    tmp_path: Path, save: Save, formats: tuple[str, ...]
) -> None:
    """Its name and month lost, its rows in another order under numbers of their own, without texts."""
    sheet = Sheet.open(write_forms(tmp_path, CIVIL)).fill().nameless().reorder(lambda rows: rows[::-1])
    rows = list(sheet.rows.values())
    sheet.renumber()
    for row in rows:
        sheet.cells.cell(row, 2).value = None
    path = _saved(tmp_path / f"{'-'.join(formats)}.xlsx", sheet)
    for suffix in formats:
        path = save(path, suffix)
    form = read_form(path.read_bytes())
    assert (form.unit, form.period, told(form)) == (CIVIL, Period(2022, 4), expected(CIVIL))


def _yellow(page: Path) -> set[tuple[int, int]]:
    """(row, column) of the yellow cells of a form saved as a page; both counted from 1, merged cells by their first."""
    found = set()
    covered: set[tuple[int, int]] = set()
    for row, line in enumerate(html.fromstring(page.read_text("utf-8")).iter("tr"), 1):
        column = 1
        for cell in line.iter("td"):
            while (row, column) in covered:
                column += 1
            across, down = int(cell.get("colspan", "1")), int(cell.get("rowspan", "1"))
            covered |= {(row + i, column + j) for i in range(down) for j in range(across)}
            if cell.get("bgcolor", "").upper() == WARNING_FILL:
                found.add((row, column))
            column += across
    return found


def test_what_lacks_or_disagrees_is_yellow_while_a_form_is_filled_in(tmp_path: Path, save: Save) -> None:
    sheet = Sheet.open(write_forms(tmp_path, CIVIL))
    below, unexplained, begun, dated, percent, whole, *rest = sheet.rows.values()
    answers = {
        below: ("120", "100", "无", "继续。", "是"),
        unexplained: ("120", "130", "无", "继续。", "否"),
        begun: ("120", "130", "", "", ""),
        dated: ("4月30日", "4月20日", "", "", "是"),
        percent: ("80%", "60%", "资金未到位", "继续。", "否"),
        whole: ("开工3个", "开工2个。", "无", "继续。", "部分完成"),
    }
    for row, cells in answers.items():
        for column, text in enumerate(cells, GOAL):
            sheet.cells.cell(row, column).value = text or None
    end = sheet.head("填报人").row
    page = save(_saved(tmp_path / "填了一半.xlsx", sheet), "html")
    not_begun = {(row, column) for row in rest for column in (PROGRESS, NEXT, MET)}
    signing = {(sheet.head("填报时间").row, 6), (end, 2), (end, 4)}
    wrong = {(below, PROGRESS), (unexplained, PROBLEMS), (begun, NEXT), (begun, MET), (percent, PROGRESS)}
    assert _yellow(page) == wrong | not_begun | signing


def test_at_a_quarter_s_end_what_is_partly_done_needs_its_reason(tmp_path: Path, save: Save) -> None:
    sheet = Sheet.open(write_forms(tmp_path, CIVIL, month=3)).fill()
    row = next(iter(sheet.rows.values()))
    sheet.cells.cell(row, MET).value = "部分完成"
    page = save(_saved(tmp_path / "季末.xlsx", sheet), "html")
    assert {spot for spot in _yellow(page) if spot[0] in sheet.rows.values()} == {(row, PROBLEMS)}


def test_a_blank_form_and_one_filled_in_are_white(tmp_path: Path, save: Save) -> None:
    form = write_forms(tmp_path, CIVIL)
    blank = _saved(tmp_path / "空表.xlsx", Sheet.open(form))
    sheet = Sheet.open(form).fill()
    for label, value in (("填报时间", "2022年5月6日"), ("填报人", "王敏"), ("联系电话", "82070000")):
        place = sheet.head(label)
        sheet.cells.cell(place.row, place.column + 1).value = value
    whole = _saved(tmp_path / "填好.xlsx", sheet)
    assert [_yellow(save(path, "html")) for path in (blank, whole)] == [set(), set()]

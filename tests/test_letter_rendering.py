"""A letter as LibreOffice lays it out: its date in one line, the heads of its tables in even lines."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from datetime import date

import pdfplumber
import pytest

from pipeline.config import BulletinFonts
from pipeline.outputs.docx.letter import LetterHead, Line, Ruled, write_letter
from pipeline.outputs.docx.tables import Layout
from pipeline.outputs.shared import wording

_HEAD = LetterHead(("关于报送情况的函",), "区政府办公室督查室", date(2022, 12, 31))
_TABLE = Layout(("序号", "应报事项", "未反映进展", "其他"), (12, 15, 15, 114), frozenset(range(4)))


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The lines of the page, without blanks, top down."""
    program = shutil.which("soffice")
    if program is None:
        if os.environ.get("RENDERING_TESTS") == "required":
            pytest.fail("RENDERING_TESTS=required, but LibreOffice (soffice) is not installed")
        pytest.skip("LibreOffice (soffice) is not installed; RENDERING_TESTS=required makes this a failure")
    folder = tmp_path_factory.mktemp("letter")
    parts = (Line(wording.objection(3, "")), Ruled(_TABLE, [("1", "2", "3", "4")]))
    path = write_letter(folder / "函.docx", _HEAD, parts, BulletinFonts())
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    with pdfplumber.open(folder / "函.pdf") as pdf:
        return [re.sub(r"\s", "", line) for page in pdf.pages for line in page.extract_text().split("\n")]


def test_the_date_stands_in_one_line(lines: list[str]) -> None:
    """7.3.5.4: whatever font stands in for the standard's, and however wide its digits are."""
    assert "2022年12月31日" in lines


def test_a_head_of_several_lines_is_broken_evenly(lines: list[str]) -> None:
    """应报／事项, never 应报事／项: as many characters in each line."""
    heads = "".join(lines).split("序号")[0]
    assert "应报未反映" in heads and "应报事" not in heads


def test_the_place_of_a_contact_stretches_no_line(lines: list[str]) -> None:
    assert any("联系人：＿＿＿＿" in line for line in lines)
    assert not [line for line in lines if line.endswith("联系电话：")]

"""Templates that lost their structure in Word, WPS or LibreOffice print the same pages as the shipped ones (0103)."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from bulletin_kinds import SAMPLES, SHELLS, write_kind
from bulletin_sample import sample_ledger
from document_faults import document_faults
from docx.oxml.ns import qn
from template_edits import (
    AUTHOR,
    Edit,
    break_lines_deleted,
    commented,
    edit,
    first_section_deleted,
    folder,
    footers_deleted,
    margins_changed,
    paragraph_with,
    proofed,
    sections_deleted,
    tracked,
)

from pipeline.outputs.bulletins.editions import Edition
from pipeline.outputs.bulletins.templates import template_faults
from pipeline.outputs.docx.filling import SHIPPED
from pipeline.outputs.docx.styles import Style

__all__ = ["folder"]
FINAL = Edition(is_draft=False)


def pages_of(path: Path) -> list[tuple[Any, ...]]:
    """Each section: its pages' size and margins, how it begins, its foot, and the texts that stand in it."""
    document = docx.Document(str(path))
    found = []
    for section in document.sections:
        sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        foot = "".join(t.text or "" for t in section.footer._element.iter(qn("w:t")))
        found.append((section.page_width, section.page_height, sides, section.start_type, foot))
    texts: list[list[str]] = [[]]
    for block in document.element.body:
        words = "".join(t.text or "" for t in block.iter(qn("w:t")))
        if words:
            texts[-1].append(words)
        if block.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
            texts.append([])
    return [(*page, tuple(words)) for page, words in itertools.zip_longest(found, texts, fillvalue=())]


BROKEN: dict[str, Edit] = {
    "break lines deleted": break_lines_deleted,
    "sections deleted": sections_deleted,
    "first section deleted": first_section_deleted,
    "footers deleted": footers_deleted,
    "margins changed": margins_changed,
}


@pytest.mark.parametrize("change", [pytest.param(change, id=name) for name, change in BROKEN.items()])
@pytest.mark.parametrize("kind", ["monthly"])
def test_a_template_that_lost_its_breaks_prints_the_same_pages(
    folder: Path, tmp_path: Path, kind: str, change: Edit
) -> None:
    edit(folder, SAMPLES[kind][0].name, change)
    path = write_kind(tmp_path / "x.docx", kind, sample_ledger(), FINAL, folder=folder)
    shipped = write_kind(tmp_path / "y.docx", kind, sample_ledger(), FINAL)
    assert [page[0] > page[1] for page in pages_of(path)] == [False, True, False]
    assert pages_of(path) == pages_of(shipped)
    assert document_faults(path) == []


def test_an_annex_without_its_break_still_begins_a_page(folder: Path, tmp_path: Path) -> None:
    edit(folder, SAMPLES["month"][0].name, sections_deleted)
    path = write_kind(tmp_path / "x.docx", "month", sample_ledger(), FINAL, folder=folder)
    [head] = [
        p for p in docx.Document(str(path)).paragraphs if p.style is not None and p.style.name == Style.ANNEX_HEAD
    ]
    assert head.paragraph_format.page_break_before


@pytest.fixture(scope="module")
def resaved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped templates as LibreOffice saves them."""
    program = shutil.which("soffice")
    if program is None:
        if os.environ.get("RENDERING_TESTS") == "required":
            pytest.fail("RENDERING_TESTS=required, but LibreOffice (soffice) is not installed")
        pytest.skip("LibreOffice (soffice) is not installed; RENDERING_TESTS=required makes this a failure")
    out = tmp_path_factory.mktemp("resaved")
    profile = f"-env:UserInstallation={(out / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(out)]
    subprocess.run([*command, *map(str, sorted(SHIPPED.glob("*.docx")))], check=True, capture_output=True, timeout=120)
    return out


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("kind", SAMPLES)
def test_a_template_saved_by_libreoffice_prints_the_same_pages(
    resaved: Path, tmp_path: Path, kind: str, shell: str
) -> None:
    assert template_faults(SAMPLES[kind][0], resaved) == ()
    for edition in (FINAL, FINAL.public) if SAMPLES[kind][0].publication else (FINAL,):
        path = write_kind(tmp_path / "x.docx", kind, sample_ledger(), edition, SHELLS[shell], resaved)
        shipped = write_kind(tmp_path / "y.docx", kind, sample_ledger(), edition, SHELLS[shell])
        assert pages_of(path) == pages_of(shipped)


@pytest.mark.parametrize("change", [pytest.param(tracked, id="tracked"), pytest.param(commented, id="commented")])
def test_nobodys_changes_or_comments_reach_an_issue(folder: Path, tmp_path: Path, change: Edit) -> None:
    """What Word shows after “接受所有修订”, and no word about who changed it."""
    edit(folder, "办结通报", change)
    path = write_kind(tmp_path / "x.docx", "closure", sample_ledger(), FINAL, folder=folder)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}
    for name, part in parts.items():
        for trace in (AUTHOR, "是不是要改", "旧表述", "<w:ins ", "<w:del ", "rsid", "rPrChange", "comment"):
            assert trace not in part, (name, trace)
    if change is tracked:
        texts = [p.text for p in docx.Document(str(path)).paragraphs]
        assert any(text.startswith("并入下段。新表述：协调组织") for text in texts), texts
    assert document_faults(path) == []


def test_a_variable_cut_by_the_spelling_check_works(folder: Path, tmp_path: Path) -> None:
    edit(folder, "办结通报", proofed)
    assert template_faults(SAMPLES["closure"][0], folder) == ()
    path = write_kind(tmp_path / "x.docx", "closure", sample_ledger(), FINAL, folder=folder)
    shipped = write_kind(tmp_path / "y.docx", "closure", sample_ledger(), FINAL)
    assert [p.text for p in docx.Document(str(path)).paragraphs] == [
        p.text for p in docx.Document(str(shipped)).paragraphs
    ]


def test_a_paragraph_without_style_is_printed_like_the_text(folder: Path, tmp_path: Path) -> None:
    """7.3.3: 左空二字, though the clerk chose no style."""

    def change(document: Any) -> None:
        document.add_paragraph("另行通知。")
        paragraph_with(document, "年度目标").addprevious(document.paragraphs[-1]._p)

    edit(folder, "办结通报", change)
    path = write_kind(tmp_path / "x.docx", "closure", sample_ledger(), FINAL, folder=folder)
    [added] = [p for p in docx.Document(str(path)).paragraphs if p.text == "另行通知。"]
    assert added.style is not None and added.style.name == Style.BODY

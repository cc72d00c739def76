"""Another reader of Word files than python-docx, and LibreOffice, find in a document all that was written into it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import docx
import mammoth
import pytest
from bulletin_kinds import SAMPLES, SHELLS, write_kind
from bulletin_sample import sample_ledger
from document_faults import document_faults
from docx.oxml.ns import qn
from lxml import etree, html
from small_office import SIX_UNITS, write_small_office

from pipeline.config import load_settings
from pipeline.outputs.docx.styles import Style
from pipeline.stages import Walk, run_deadline, run_spotcheck
from pipeline.vocabulary.periods import Period

_STYLES = "p[style-name^='公文'] => p:fresh"  # the office's own styles are plain paragraphs, no matter for a complaint
_BOXES = ".//*[local-name()='AlternateContent' or local-name()='drawing' or local-name()='frame']"
_MARCH = Period(2022, 3)


def _texts(element: Any) -> str:
    return "".join(node.text or "" for node in element.iter(qn("w:t")))


def essentials(path: Path) -> list[str]:
    """Title, headings and the first and last row of each table, in the order of the page; merged cells once."""
    document = docx.Document(str(path))
    ids = {style.style_id: style.name for style in document.styles}
    found: list[str] = []
    for block in document.element.body:
        if block.tag == qn("w:tbl"):
            for row in (block.tr_lst[0], block.tr_lst[-1]):
                found += [_texts(cell) for cell in row.tc_lst if cell.vMerge != "continue"]
        elif block.tag == qn("w:p") and ids.get(block.style) in (Style.TITLE, Style.HEADING_1, Style.HEADING_2):
            found.append(_texts(block))
    return [text for text in found if text.strip()]


def read_by_mammoth(path: Path) -> list[str]:
    """The paragraphs and cells that mammoth finds; it has no complaint."""
    with path.open("rb") as stream:
        result = mammoth.convert_to_html(stream, style_map=_STYLES)
    assert [message.message for message in result.messages] == []
    page = html.fromstring(f"<div>{result.value}</div>")
    return [element.text_content() for element in page.iter("p", "td", "th")]


def is_in_order(wanted: list[str], found: list[str]) -> bool:
    remaining: Iterator[str] = iter(found)
    return all(text in remaining for text in wanted)


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One of each kind of Word file that is no bulletin, as a run writes it."""
    office = write_small_office(tmp_path_factory.mktemp("office") / "样例", SIX_UNITS, Period(2022, 4))
    settings = load_settings(office.root)
    run_deadline(Walk(settings, date(2022, 4, 13), lambda _, items, __: items), _MARCH)
    run_spotcheck(Walk(settings, office.today, lambda _, items, __: items), None, 7, 2)
    outbox = office.root / "outbox"
    found = {
        "reminder": sorted((outbox / "催办").rglob("*函.docx")),
        "agenda": sorted((outbox / "协调会议题").rglob("*.docx")),
        "spot check": sorted(path for path in outbox.rglob("*.docx") if "种子7" in path.as_posix()),
    }
    return {kind: paths[0] for kind, paths in found.items()}


LETTERS = ("reminder", "agenda", "spot check")


@pytest.mark.parametrize("shell", [pytest.param(shell, id=shell) for shell in SHELLS])
@pytest.mark.parametrize("kind", [pytest.param(kind, id=kind) for kind in SAMPLES])
def test_a_second_reader_finds_a_bulletin_whole(tmp_path: Path, kind: str, shell: str) -> None:
    path = write_kind(tmp_path / "x.docx", kind, sample_ledger(), style=SHELLS[shell])
    wanted = essentials(path)
    assert len(wanted) > (0 if kind == "correction" else 2), "a correction is a title and a few paragraphs"
    assert is_in_order(wanted, read_by_mammoth(path))


@pytest.mark.parametrize("kind", [pytest.param(kind, id=kind) for kind in LETTERS])
def test_letters_agendas_and_forms_are_sound_and_whole(letters: dict[str, Path], kind: str) -> None:
    path = letters[kind]
    assert document_faults(path) == []
    wanted = essentials(path)
    assert len(wanted) > 2
    assert is_in_order(wanted, read_by_mammoth(path))


def test_what_is_missing_is_noticed() -> None:
    assert not is_in_order(["一", "三"], ["一", "二"]) and not is_in_order(["二", "一"], ["一", "二"])


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory, letters: dict[str, Path]) -> Path:
    """A folder with each kind of document and what LibreOffice makes of it."""
    program = shutil.which("soffice")
    if program is None:
        if os.environ.get("RENDERING_TESTS") == "required":
            pytest.fail("RENDERING_TESTS=required, but LibreOffice (soffice) is not installed")
        pytest.skip("LibreOffice (soffice) is not installed; RENDERING_TESTS=required makes this a failure")
    folder = tmp_path_factory.mktemp("converted")
    for kind in SAMPLES:
        write_kind(folder / f"{kind}.docx", kind, sample_ledger())
    for kind, path in letters.items():
        shutil.copy(path, folder / f"{kind}.docx")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "odt", "--outdir", str(folder)]
    subprocess.run([*command, *(str(p) for p in sorted(folder.glob("*.docx")))], check=True, capture_output=True)
    return folder


@pytest.mark.parametrize("kind", [pytest.param(kind, id=kind) for kind in (*SAMPLES, *LETTERS)])
def test_libreoffice_loses_no_line(converted: Path, kind: str) -> None:
    """Every line of text, in its order, from .docx to .odt."""
    wanted = _lines(docx.Document(str(converted / f"{kind}.docx")).element.body.xpath("./w:p | ./w:tbl//w:p"))
    with zipfile.ZipFile(converted / f"{kind}.odt") as package:
        found = etree.fromstring(package.read("content.xml"))
    assert len(wanted) > 10
    assert is_in_order(wanted, _lines(found.iter("{*}p", "{*}h")))


def _lines(paragraphs: Iterable[Any]) -> list[str]:
    """The texts of paragraphs without blanks and without text boxes, which each program anchors where it likes."""
    found = []
    for paragraph in paragraphs:
        copy = etree.fromstring(etree.tostring(paragraph, with_tail=False))
        for box in copy.xpath(_BOXES):
            for text in box.iter():
                text.text, text.tail = None, text.tail if text is box else None
        found.append(re.sub(r"\s", "", "".join(copy.itertext())))
    return [text for text in found if text]

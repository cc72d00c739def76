"""What clerks and other programs do to a template: each a change of its body, for the tests of templates."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Emu

from pipeline.outputs.docx.filling import SHIPPED
from pipeline.outputs.docx.markup import element_of

AUTHOR = "王某某"
Edit = Callable[[Document], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the shipped templates, to be spoilt."""
    shutil.copytree(SHIPPED, tmp_path / "模板")
    return tmp_path / "模板"


def edit(folder: Path, kind: str, change: Edit) -> None:
    path = folder / f"{kind}.docx"
    document = docx.Document(str(path))
    change(document)
    document.save(str(path))


def replacing(old: str, new: str) -> Edit:
    def change(document: Document) -> None:
        found = [node for node in document.element.body.iter(qn("w:t")) if old in (node.text or "")]
        assert found
        for node in found:
            node.text = node.text.replace(old, new)

    return change


def paragraph_with(document: Document, words: str) -> Any:
    return next(p for p in document.element.body.iterchildren(qn("w:p")) if words in text_of(p))


def text_of(paragraph: Any) -> str:
    return "".join(node.text or "" for node in paragraph.iter(qn("w:t")))


def breaks(document: Document) -> list[Any]:
    """The lines that only end a section."""
    lines = document.element.body.iterchildren(qn("w:p"))
    return [p for p in lines if p.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None]


def break_lines_deleted(document: Document) -> None:
    """Backspace behind the tiny line: its section ends in the line above, a tag."""
    for line in breaks(document):
        end = line.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        line.getprevious().get_or_add_pPr().append(end)
        line.getparent().remove(line)


def sections_deleted(document: Document) -> None:
    """All section breaks deleted: the text takes the shape of the last section."""
    for line in breaks(document):
        line.getparent().remove(line)


def first_section_deleted(document: Document) -> None:
    """The break before the annex deleted: the text takes the shape of the turned pages."""
    line = breaks(document)[0]
    line.getparent().remove(line)


def footers_deleted(document: Document) -> None:
    for end in document.element.body.iter(qn("w:sectPr")):
        for old in end.findall(qn("w:footerReference")):
            end.remove(old)


def margins_changed(document: Document) -> None:
    for section in document.sections:
        section.left_margin = section.right_margin = Emu(914400)


def tracked(document: Document) -> None:
    """旧表述 deleted, 新表述 typed, two paragraphs joined, with “修订” on."""
    who = f'w:id="901" w:author="{AUTHOR}" w:date="2022-04-01T09:00:00Z"'
    place = paragraph_with(document, "现将")
    piece = place.find(qn("w:r"))
    deleted = element_of(f"<w:del {who}><w:r><w:delText>旧表述</w:delText></w:r></w:del>")
    typed = element_of(f"<w:ins {who}><w:r><w:t>新表述：</w:t></w:r></w:ins>")
    formatted = element_of(f"<w:rPrChange {who}><w:rPr/></w:rPrChange>")
    piece.addprevious(deleted)
    piece.addprevious(typed)
    piece.find(qn("w:rPr")).append(formatted)
    before = element_of(
        f"<w:p><w:pPr><w:rPr><w:del {who}/></w:rPr></w:pPr><w:ins {who}><w:r><w:t>并入下段。</w:t></w:r></w:ins></w:p>"
    )
    place.addprevious(before)
    place.set(qn("w:rsidR"), "00A77B3E")


def commented(document: Document) -> None:
    run = next(p for p in document.paragraphs if "现将" in p.text).runs[0]
    document.add_comment(run, text="这里是不是要改？", author=AUTHOR, initials="王")


def proofed(document: Document) -> None:
    """Word's spelling check has cut a variable into pieces."""
    for piece in [r for r in document.element.body.iter(qn("w:r")) if "{{ 截至日 }}" in text_of(r)]:
        before, _, after = text_of(piece).partition("{{ 截至日 }}")
        for words in (f"{before}{{", "{ 截", "至日 }", f"}}{after}"):
            part = deepcopy(piece)
            part.find(qn("w:t")).text = words
            piece.addprevious(element_of('<w:proofErr w:type="spellStart"/>'))
            piece.addprevious(part)
        piece.getparent().remove(piece)

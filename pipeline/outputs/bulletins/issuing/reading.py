"""What a Word file says, sentence by sentence: of a table each row is one, with its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn

from pipeline.outputs.docx.filling import page_edges
from pipeline.vocabulary.text import compact

_ENDS = re.compile(r"(?<=[。；！？])")
_HEADING = re.compile(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）")


@dataclass(frozen=True)
class Sentence:
    """``text`` without white space, below the ``heading``; the ``cells`` of a row."""

    text: str
    heading: str = ""
    cells: tuple[str, ...] = ()


def open_word(content: bytes) -> Document:
    """The document; whatever python-docx raises where it is none."""
    return docx.Document(BytesIO(content))


def own_texts(paragraph: Any) -> list[Any]:
    """The text nodes of a paragraph, without those of text boxes in it."""
    return [node for node in paragraph.iter(qn("w:t")) if next(node.iterancestors(qn("w:p"))) is paragraph]


def text_of(paragraph: Any) -> str:
    """What the paragraph itself says."""
    return "".join(node.text or "" for node in own_texts(paragraph))


def sentences_of(document: Document) -> tuple[Sentence, ...]:
    """All that the document says, headers and footers last."""
    return (*_sentences(document.element.body), *(one for edge in page_edges(document) for one in _sentences(edge)))


def _sentences(root: Any) -> Iterator[Sentence]:
    heading = ""
    for block in root.iter(qn("w:p"), qn("w:tr")):
        if block.tag == qn("w:tr"):
            cells = tuple(compact("".join(map(text_of, cell.iter(qn("w:p"))))) for cell in block.iter(qn("w:tc")))
            yield Sentence("｜".join(cells), "", cells)
        elif next(block.iterancestors(qn("w:tr")), None) is None:
            text = compact(text_of(block))
            heading = text.partition("。")[0] if _HEADING.match(text) else heading
            yield from (Sentence(part, heading) for part in _ENDS.split(text) if part)

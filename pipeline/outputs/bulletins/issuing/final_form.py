"""A draft that a person has finished becomes the text to be printed: number and day put in, what only a draft has taken out.

Only what the tool itself had put there is touched, where it still can be told; every other word is the person's (R22, R23).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

from pipeline.outputs.bulletins.issuing.reading import open_word, own_texts, text_of
from pipeline.outputs.docx.package import document_bytes
from pipeline.outputs.shared import wording

# Of a full table the annex's number stands behind that of the bulletin (GB/T 9704 clause 7.3.7).
_NUMBER = re.compile(r"^\s*[^〔〕\s]{0,15}\s*〔\d{4}〕\s*号(?=\s*(?:附件\d*)?\s*$)")
_ISSUE = re.compile(r"第\s+期")
_DAY = re.compile(r"\d{4}年\s*月\s*日")


@dataclass(frozen=True)
class Filled:
    """What a person registered, as the text shows it; '' where nothing was registered."""

    number: str = ""
    issue: str = ""
    day: str = ""


def as_final(content: bytes, filled: Filled) -> bytes:
    """The Word file ``content`` in its final form; the very same bytes where nothing in it had to change.

    Raises:
        whatever python-docx does of a file that is no Word file.
    """
    document = open_word(content)
    steps = (_drop_inner_page(document), _drop_marks(document), _fill(document, filled))
    return document_bytes(document) if any(steps) else content


def _drop_inner_page(document: Document) -> bool:
    """The page behind 内部附页 is gone with the break before it: the section above is the last."""
    body = document.element.body
    first = next((p for p in body.iterchildren(qn("w:p")) if text_of(p).strip() == wording.INTERNAL_MARK), None)
    if first is None:
        return False
    gone = [first, *(one for one in first.itersiblings() if one.tag != qn("w:sectPr"))]
    ending = next((p for p in first.itersiblings(qn("w:p"), preceding=True) if _section_of(p) is not None), None)
    if ending is not None:
        between = [one for one in ending.itersiblings() if one in first.itersiblings(preceding=True)]
        section = _section_of(ending)
        body.replace(body.sectPr, section)
        gone += [one for one in between if not text_of(one).strip()]
        gone += [] if text_of(ending).strip() else [ending]
    for one in gone:
        body.remove(one)
    return True


def _section_of(paragraph: Any) -> Any:
    return paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")


def _drop_marks(document: Document) -> bool:
    """征求意见稿 at the top and the notes below the text are gone; the line of the mark stays, blank."""
    body, found, before = document.element.body, False, ""
    for paragraph in list(body.iterchildren(qn("w:p"))):
        text = text_of(paragraph).strip()
        if text == wording.DRAFT_MARK:
            _replace(own_texts(paragraph), 0, len(text_of(paragraph)), "")
            found = True
        elif wording.is_of_draft_note(text, before) and _section_of(paragraph) is None:
            body.remove(paragraph)
            found = True
        before = text or before
    return found


def _fill(document: Document, filled: Filled) -> bool:
    """Number, issue and day stand where their places were left open."""
    blanks = ((_NUMBER, filled.number), (_ISSUE, filled.issue), (_DAY, filled.day))
    found = False
    for paragraph in document.element.body.iter(qn("w:p")):
        for blank, words in blanks:
            place = blank.search(text_of(paragraph)) if words else None
            if place:
                _replace(own_texts(paragraph), *place.span(), words)
                found = True
    return found


def _replace(nodes: list[Any], start: int, end: int, words: str) -> None:
    """The characters from ``start`` to ``end`` of all ``nodes`` read ``words``, in the face of the first of them."""
    at = 0
    for node in nodes:
        text = node.text or ""
        left, right = max(start - at, 0), min(end - at, len(text))
        at += len(text)
        if left < right:
            node.text, words = text[:left] + words + text[right:], ""

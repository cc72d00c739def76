"""What Word keeps about how a file was made: tracked changes, comments, names of authors, marks of its spelling check."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

_COMMENTS = ("commentRangeStart", "commentRangeEnd", "commentReference")
_UNWRAPPED = tuple(qn(f"w:{tag}") for tag in ("ins", "moveTo"))
_REMOVED = tuple(qn(f"w:{tag}") for tag in ("del", "moveFrom"))
_CHANGED = ("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "trPrChange", "tcPrChange")
_TRACKED = (*_UNWRAPPED, *_REMOVED, *(qn(f"w:{tag}") for tag in (*_CHANGED, "tblGridChange", "cellIns", "cellDel")))
_TRACES = tuple(
    qn(f"w:{tag}")
    for tag in (
        *(*_COMMENTS, *_CHANGED, "tblGridChange", "numberingChange", "cellIns", "cellMerge"),
        *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
        *("proofErr", "permStart", "permEnd", "bookmarkStart", "bookmarkEnd", "lastRenderedPageBreak"),
    )
)
_OF_THE_SESSION = re.compile(r"\}(rsid\w*|paraId|textId)$")
_SETTINGS = tuple(qn(f"w:{tag}") for tag in ("rsids", "trackRevisions", "attachedTemplate", "mailMerge"))
_PARTS = re.compile(r"/(comments\w*|people|customXml|glossaryDocument|custom-properties|thumbnail)$")


def is_tracked(paragraph: Any) -> bool:
    """Whether ``paragraph`` or its row has a change that nobody has accepted or refused."""
    row = next(paragraph.iterancestors(qn("w:tr")), None)
    marks = row.find(qn("w:trPr")) if row is not None else None
    return any(next(one.iter(_TRACKED), None) is not None for one in (paragraph, marks) if one is not None)


def is_commented(paragraph: Any) -> bool:
    """Whether somebody has written a comment on words of ``paragraph``."""
    return next(paragraph.iter(*(qn(f"w:{tag}") for tag in _COMMENTS)), None) is not None


def accept_revisions(document: Document) -> None:
    """``document`` reads as after “接受所有修订”; of comments, authors, sessions and checks nothing is left in it."""
    for part in _parts(document):
        accept_in(part)
    package = document.part.package
    assert package is not None
    for owner in (package, document.part):
        for key in [key for key, one in owner.rels.items() if _PARTS.search(one.reltype)]:
            owner.rels.pop(key)
    settings = document.settings.element
    for element in list(settings.iterchildren(*_SETTINGS)):
        settings.remove(element)
    _forget_sessions(settings)


def accept_in(root: Any) -> None:
    """Below ``root`` every tracked change is accepted and its mark gone."""
    for properties in list(root.iter(qn("w:trPr"))):
        if any(properties.find(tag) is not None for tag in _REMOVED):
            row = properties.getparent()
            row.getparent().remove(row)
    for paragraph in [one for one in root.iter(qn("w:p")) if _has_lost_its_end(one)]:
        _join_next(paragraph)
    for element in list(root.iter(*_REMOVED, qn("w:cellDel"))):
        _drop(element.getparent().getparent() if element.tag == qn("w:cellDel") else element)
    for element in list(root.iter(*_UNWRAPPED)):
        for child in list(element):
            element.addprevious(child)
        _drop(element)
    for mark in list(root.iter(qn("w:commentReference"))):
        if mark.getparent().tag == qn("w:r"):
            _drop(mark.getparent())  # nothing else stands in it, and its style is that of comments
    for element in [*root.iter(*_TRACES), *(one for one in root.iter(qn("w:tbl")) if one.find(qn("w:tr")) is None)]:
        _drop(element)
    _forget_sessions(root)


def _has_lost_its_end(paragraph: Any) -> bool:
    """Whether the mark that ends ``paragraph`` was deleted: its words go on in the next one."""
    marks = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
    return marks is not None and any(marks.find(tag) is not None for tag in _REMOVED)


def _join_next(paragraph: Any) -> None:
    """What is left of ``paragraph`` stands at the head of the next one, whose shape counts; the last keeps its end."""
    following = paragraph.getnext()
    if following is None or following.tag != qn("w:p"):
        return
    place = 0 if following.find(qn("w:pPr")) is None else 1
    for child in reversed([one for one in paragraph if one.tag != qn("w:pPr")]):
        following.insert(place, child)
    _drop(paragraph)


def _drop(element: Any) -> None:
    if element.getparent() is not None:
        element.getparent().remove(element)


def _forget_sessions(root: Any) -> None:
    for element in root.iter():
        for key in [key for key in element.attrib if _OF_THE_SESSION.search(str(key))]:
            del element.attrib[key]


def _parts(document: Document) -> Iterator[Any]:
    """The roots of the body and of everything that is shown with it: edges of pages, notes, styles."""
    package = document.part.package
    assert package is not None
    for part in package.iter_parts():
        root = getattr(part, "element", None)
        if isinstance(root, BaseOxmlElement):
            yield root

"""What lies over the cells of a worksheet: comments, text boxes, pictures (R28)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from lxml import etree

from pipeline.submissions.files.grid import Floating, FloatingKind, Spot, UnreadableFileError
from pipeline.submissions.files.markup import local_name, parse_xml
from pipeline.submissions.files.parts import OfficeParts, targets

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_ANCHORS = ("twoCellAnchor", "oneCellAnchor")


def read_floating(parts: OfficeParts, sheet: str) -> tuple[Floating, ...]:
    """All that lies over the cells of the worksheet part ``sheet``; what cannot be read is no reason to refuse its cells."""
    if not parts.has_links(sheet):
        return ()
    found: list[Floating] = []
    with suppress(UnreadableFileError):
        links = parts.links(sheet)
        for kind, read in (("comments", _comments), ("drawing", _shapes)):
            for path in targets(links, kind):
                found += read(parse_xml(parts.read(path)))
    return tuple(found)


def _comments(root: etree._Element) -> Iterator[Floating]:
    for node in root.iter("{*}comment"):
        reference = _REFERENCE.fullmatch(node.get("ref", ""))
        if reference and (words := _words(node)):
            yield Floating(FloatingKind.COMMENT, (int(reference[2]) - 1, _column(reference[1])), words)


def _shapes(root: etree._Element) -> Iterator[Floating]:
    for anchor in (node for node in root if local_name(node) in _ANCHORS):
        spot = _corner(anchor)
        words = "\n".join(filter(None, (_words(body) for body in anchor.iter("{*}txBody"))))
        if words:
            yield Floating(FloatingKind.TEXT_BOX, spot, words)
        elif next(anchor.iter("{*}pic"), None) is not None:
            yield Floating(FloatingKind.PICTURE, spot)


def _corner(anchor: etree._Element) -> Spot:
    """The cell over which the upper left corner lies."""
    start = next((node for node in anchor if local_name(node) == "from"), None)
    told = {local_name(node): (node.text or "").strip() for node in (start if start is not None else ())}
    row, column = (int(text) if (text := told.get(name, "")).isdecimal() else 0 for name in ("row", "col"))
    return row, column


def _words(node: etree._Element) -> str:
    return "".join(text.text or "" for text in node.iter("{*}t")).strip()


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1

"""Everything that a Word file says: every part of its package, paragraph by paragraph, what nobody sees too."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

from lxml import etree

_PARTS = (
    ("word/document", "正文"),
    ("word/header", "页眉"),
    ("word/footer", "页脚"),
    ("word/comments", "批注"),
    ("word/footnotes", "脚注"),
    ("word/endnotes", "尾注"),
    ("word/charts", "图"),
    ("word/embeddings", "图的数据"),
    ("docProps", "文档属性"),
)
_SAID_BY_ATTRIBUTE = frozenset({"descr", "title", "author", "initials", "alt"})
_PARAGRAPHS = frozenset({"p", "si"})
_CHANGES = frozenset({"ins", "del", "moveFrom", "moveTo"})
_FIELD = re.compile(r"^\s*(?:PAGE|NUMPAGES|SEQ|TOC|REF)\b")


class Said(NamedTuple):
    """A paragraph: in which part, the how-manieth there that says something, what it says; ``is_change``: it is marked as changed."""

    part: str
    number: int
    text: str
    is_change: bool = False


def package_text(content: bytes) -> Iterator[Said]:
    """Every paragraph of the Word file ``content``, and what stands in attributes, properties and embedded books."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels", ".vml")):
                yield from _of_part(_part_label(name), package.read(name))
            elif name.endswith((".xlsx", ".docx")):
                yield from (one._replace(part=_part_label(name)) for one in package_text(package.read(name)))


def _part_label(name: str) -> str:
    return next((label for start, label in _PARTS if name.startswith(start)), name.rpartition("/")[2])


def _of_part(label: str, content: bytes) -> Iterator[Said]:
    number = 0
    for text, is_change in _texts(etree.fromstring(content)):
        if text.strip() and not _FIELD.match(text):
            number += 1
            yield Said(label, number, text, is_change)


def _texts(root: etree._Element) -> Iterator[tuple[str, bool]]:
    """A paragraph's own runs joined, as a reader reads them; every other text by itself."""
    for element in root.iter(etree.Element):
        local = etree.QName(element).localname
        if local in _PARAGRAPHS:
            runs = [node for node in element.iter(etree.Element) if _paragraph_of(node) is element]
            changed = any(etree.QName(node).localname in _CHANGES for node in runs)
            yield "".join(node.text or "" for node in runs if not len(node)), changed
        elif element.text and _paragraph_of(element) is None:
            yield element.text, False
        for key, value in element.attrib.items():
            if etree.QName(key).localname in _SAID_BY_ATTRIBUTE:
                yield value, False


def _paragraph_of(node: etree._Element) -> etree._Element | None:
    """The innermost paragraph around ``node``."""
    return next((one for one in node.iterancestors() if etree.QName(one).localname in _PARAGRAPHS), None)

"""What makes Word offer to repair a document: its schema, by a port of the Open XML SDK's rules, and what that omits."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from docx.oxml.ns import qn
from lxml import etree
from openxml_audit import OpenXmlValidator

_BLOCKS = (qn("w:p"), qn("w:tbl"), qn("w:sdt"))
_IDS = {
    "docPr": (qn("wp:docPr"), "id"),
    "bookmark": (qn("w:bookmarkStart"), qn("w:id")),
    "bookmark name": (qn("w:bookmarkStart"), qn("w:name")),
    "comment": (qn("w:comment"), qn("w:id")),
}
# Required attributes and measures that the port does not look at.
_REQUIRED = {qn("wp:docPr"): ("id", "name"), qn("wp:extent"): ("cx", "cy"), qn("w:gridCol"): (qn("w:w"),)}
_NUMBERS = {qn(f"w:{tag}"): qn("w:val") for tag in ("sz", "szCs", "spacing", "w", "kern", "numId", "ilvl")}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@cache
def _validator() -> OpenXmlValidator:
    return OpenXmlValidator()


def document_faults(path: Path) -> list[str]:
    """Every fault of the document at ``path``, in words that name it; [] for one that opens without complaint."""
    found = [str(error) for error in _validator().validate(str(path)).errors]
    with zipfile.ZipFile(path) as package:
        found += _undeclared(package)
        for name in package.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                root = etree.fromstring(package.read(name))
                found += [f"{name}: {fault}" for check in _CHECKS for fault in check(root)]
    return found


def _undeclared(package: zipfile.ZipFile) -> Iterator[str]:
    """A part that only counts as some XML: Word does not know what to do with it."""
    types = etree.fromstring(package.read("[Content_Types].xml"))
    own = {one.get("PartName") for one in types}
    plain = {one.get("Extension") for one in types if one.get("ContentType") != "application/xml"}
    for name in package.namelist():
        if name != "[Content_Types].xml" and f"/{name}" not in own and name.rsplit(".", 1)[-1] not in plain:
            yield f"{name}: part without content type"
    if len(set(package.namelist())) < len(package.namelist()):
        yield "a part stands twice in the package"


def _twice(root: Any) -> Iterator[str]:
    for label, (tag, key) in _IDS.items():
        counts = Counter(one.get(key) for one in root.iter(tag))
        yield from (f"duplicate {label} {value}" for value, count in counts.items() if count > 1)


def _ends(root: Any) -> Iterator[str]:
    """A cell, a text box and a body end with a paragraph, also after a table."""
    for holder in root.iter(qn("w:body"), qn("w:tc"), qn("w:txbxContent"), qn("w:hdr"), qn("w:ftr")):
        blocks = [child for child in holder if child.tag in _BLOCKS]
        if not blocks or blocks[-1].tag != qn("w:p"):
            yield f"{etree.QName(holder).localname} does not end with a paragraph"


def _blanks(root: Any) -> Iterator[str]:
    for text in root.iter(qn("w:t"), qn("w:instrText")):
        words = text.text or ""
        if words.strip(" \t\n") != words and text.get(_SPACE) != "preserve":
            yield f"blanks would be lost: {words[:20]!r}"


def _attributes(root: Any) -> Iterator[str]:
    for tag, keys in _REQUIRED.items():
        for one in root.iter(tag):
            yield from (f"{etree.QName(tag).localname} lacks {key}" for key in keys if not one.get(key))
    for tag, key in _NUMBERS.items():
        for one in root.iter(tag):
            value = one.get(key)
            if value is not None and not re.fullmatch(r"-?\d+", value, re.ASCII):
                yield f"{etree.QName(tag).localname} is no number: {value}"


def _grids(root: Any) -> Iterator[str]:
    """Every row fills the columns of its table; a vertical merge goes on from a cell above it."""
    for table in root.iter(qn("w:tbl")):
        columns = len(table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}"))
        open_merges: set[int] = set()
        for row in table.iterchildren(qn("w:tr")):
            at, merged = 0, set()
            for cell in row.iterchildren(qn("w:tc")):
                merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
                if merge is not None:
                    merged.add(at)
                    if merge.get(qn("w:val")) != "restart" and at not in open_merges:
                        yield "a vertical merge goes on from nothing"
                span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
                at += int(span.get(qn("w:val"))) if span is not None else 1
            if at != columns:
                yield f"a row of {at} columns in a table of {columns}"
            open_merges = merged


_CHECKS: tuple[Callable[[Any], Iterator[str]], ...] = (_twice, _ends, _blanks, _attributes, _grids)

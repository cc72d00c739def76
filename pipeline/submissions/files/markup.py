"""XML and HTML parsed safely: no entities, no network, no document type, no trees too deep to walk."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache, wraps
from typing import TypeVar
from xml.parsers import expat

from lxml import etree, html

from pipeline.submissions.files.grid import UnreadableFileError

Result = TypeVar("Result")
Attributes = dict[str, str]

_MAX_TREE_BYTES = 64 * 1024 * 1024  # a tree takes ten times the memory of its text
_SMALL_PART = 64 * 1024
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_DOCTYPE = re.compile(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)


def parse_xml(content: bytes) -> etree._Element:
    """The root element of ``content``; raises UnreadableFileError if it is malformed, huge or declares a document type."""
    if len(content) > _MAX_TREE_BYTES:
        raise UnreadableFileError("文件内容异常大")
    _refuse_document_type(content)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFileError("文件已损坏或不完整") from error


def walk_xml(
    content: bytes,
    starts: Mapping[str, Callable[[Attributes], None]],
    ends: Mapping[str, Callable[[], None]],
    hear: Callable[[str], object],
) -> None:
    """``content`` has been told, element by element; no tree is made, so that size costs no memory.

    Those of a name in ``starts`` are told with their attributes, those in ``ends`` as they end, all words to ``hear``.
    Raises UnreadableFileError if it is malformed or declares a document type, maybe in the middle of the telling.
    """
    begun, ended = _ByLocalName(starts), _ByLocalName(ends)

    def start(name: str, attributes: Attributes) -> None:
        if tell := begun[name]:
            tell(attributes)

    def end(name: str) -> None:
        if tell := ended[name]:
            tell()

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_declaration
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, hear
    try:
        parser.Parse(content, True)
    except (
        expat.ExpatError,
        LookupError,
        ValueError,
    ) as error:  # malformed, or in no encoding that office programs use
        raise UnreadableFileError("文件已损坏或不完整") from error


class _ByLocalName(dict[str, Result | None]):
    """What is known of a name, with or without a prefix; None where nothing is."""

    def __missing__(self, name: str) -> Result | None:
        self[name] = self.get(name.rpartition(":")[2])
        return self[name]


def _refuse_document_type(content: bytes) -> None:
    """Entities are how XML reads other files and grows to gigabytes; no office program writes a document type."""
    if _DOCTYPE.search(content) or (content[:2] in _WIDE and _DOCTYPE.search(content.replace(b"\0", b""))):
        _refuse_declaration()


def _refuse_declaration(*_: object) -> None:
    raise UnreadableFileError("文件内含外部定义（DOCTYPE），为安全起见不予读取")


def parse_html(text: str) -> etree._Element:
    """The root element of a page, however sloppy; raises UnreadableFileError if there is none."""
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = html.fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableFileError("网页内容已损坏") from error
    return root


def remembered(read: Callable[[bytes], Result]) -> Callable[[bytes], Result]:
    """``read`` that works out a small part once: forms from one template have styles and the like byte for byte alike.

    What is returned must not be changed. Large parts, which bloated workbooks have, are not kept.
    """
    known = lru_cache(maxsize=256)(read)

    @wraps(read)
    def read_once(part: bytes) -> Result:
        return known(part) if len(part) <= _SMALL_PART else read(part)

    return read_once


def local_name(node: etree._Element) -> str:
    """An element's name without its namespace."""
    tag = node.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""

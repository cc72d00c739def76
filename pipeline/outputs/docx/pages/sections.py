"""The sections of a document's body: which blocks they hold, the w:sectPr that ends each, the size of their pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

from pipeline.outputs.docx.markup import element_of, exact_line, paragraph

_MARGINS = {
    False: {"top": 2098, "right": 1474, "bottom": 1984, "left": 1587, "header": 851, "footer": 1446, "gutter": 0},
    # The foot of a turned page begins nearer to the edge, so that it takes nothing from the text (clause 5.2.1).
    True: {"top": 1587, "right": 2098, "bottom": 1474, "left": 1984, "header": 567, "footer": 567, "gutter": 0},
}
_BEFORE_SIZE = tuple(
    qn(f"w:{tag}") for tag in ("headerReference", "footerReference", "footnotePr", "endnotePr", "type")
)
_REMADE = ("pgSz", "pgMar", "docGrid", "textDirection", "formProt")
_SHOWN = tuple(qn(tag) for tag in ("w:drawing", "w:pict", "w:object"))
SECTION_END = qn("w:sectPr")


def sections(document: Document) -> list[tuple[list[Any], Any]]:
    """The blocks of each section with the w:sectPr that ends it."""
    return list(_sections(document))


def _sections(document: Document) -> Iterator[tuple[list[Any], Any]]:
    blocks: list[Any] = []
    for block in document.element.body:
        end = block if block.tag == SECTION_END else section_end(block)
        if block is not end:
            blocks.append(block)
        if end is not None:
            yield blocks, end
            blocks = []


def section_end(block: Any) -> Any:
    """The w:sectPr that ``block`` carries; None where it ends no section."""
    return block.find(f"{qn('w:pPr')}/{SECTION_END}")


def ending(end: Any) -> Any:
    """A paragraph that ends a section and does nothing else: too small to start a page of its own."""
    line = element_of(paragraph("", "", exact_line(0.5)))
    line.find(qn("w:pPr")).append(end)
    return line


def shape(end: Any, *, is_landscape: bool) -> None:
    """The pages are A4 with the margins of the standard, upright or turned (clause 5); no grid: readers differ on it."""
    for tag in _REMADE:
        for old in end.findall(qn(f"w:{tag}")):
            end.remove(old)
    width, height = (16838, 11906) if is_landscape else (11906, 16838)
    turned = ' w:orient="landscape"' if is_landscape else ""
    sides = " ".join(f'w:{side}="{twips}"' for side, twips in _MARGINS[is_landscape].items())
    place = sum(1 for one in end if one.tag in _BEFORE_SIZE)
    end.insert(place, element_of(f'<w:pgSz w:w="{width}" w:h="{height}"{turned}/>'))
    end.insert(place + 1, element_of(f"<w:pgMar {sides}/>"))


def is_landscape(end: Any) -> bool:
    """Whether the pages are turned sideways."""
    size = end.find(qn("w:pgSz"))
    return size is not None and int(size.get(qn("w:w"), "0")) > int(size.get(qn("w:h"), "0"))


def start_of(end: Any) -> str:
    """How the section begins, such as evenPage; blank for a new page."""
    kind = end.find(qn("w:type"))
    return kind.get(qn("w:val"), "") if kind is not None else ""


def set_start(end: Any, kind: str = "") -> None:
    """The section begins as told; on a new page where ``kind`` is blank."""
    for old in end.findall(qn("w:type")):
        end.remove(old)
    if kind:
        place = sum(1 for one in end if one.tag in _BEFORE_SIZE)
        end.insert(place, element_of(f'<w:type w:val="{kind}"/>'))


def style_of(block: Any) -> str:
    """The id of the style of a paragraph; blank for a table, and for a paragraph without one."""
    named = block.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return named.get(qn("w:val"), "") if named is not None else ""


def own_text(block: Any) -> str:
    """The words of a paragraph itself, without those in its boxes."""
    texts = block.iter(qn("w:t"))
    return "".join(node.text or "" for node in texts if next(node.iterancestors(qn("w:p"))) is block)


def carries_picture(element: Any) -> bool:
    """Whether a picture or a box hangs on ``element``."""
    return next(element.iter(*_SHOWN), None) is not None


def shows(block: Any) -> bool:
    """Whether a reader sees something of ``block``."""
    return block.tag == qn("w:tbl") or bool(own_text(block).strip()) or carries_picture(block)


def breaks_page(element: Any) -> bool:
    """Whether a page break stands in ``element``."""
    return any(one.get(qn("w:type")) == "page" for one in element.iter(qn("w:br")))

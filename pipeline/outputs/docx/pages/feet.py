"""Page numbers at the foot of every page (clauses 7.5 and 8)."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

from pipeline.outputs.docx.markup import Face, element_of, exact_line, paragraph, run
from pipeline.outputs.docx.pages.sections import is_landscape, sections, start_of
from pipeline.outputs.docx.shapes import sideways_number, upright_number

_FEET = {"upright": upright_number, "turned": sideways_number}


def number_pages(document: Document) -> None:
    """Every page has its number where the standard wants it; one with the 版记 alone has none, like the blank before it."""
    document.settings.odd_and_even_pages_header_footer = True
    made: dict[str, list[str]] = {}
    _forget_feet(document)
    for _, end in sections(document):
        kind = "none" if start_of(end) == "evenPage" else "turned" if is_landscape(end) else "upright"
        if kind not in made:
            made[kind] = [_foot(document, kind, is_even=is_even) for is_even in (False, True)]
        _hang(end, made[kind])


def _forget_feet(document: Document) -> None:
    """No footer of the template is left."""
    for _, end in sections(document):
        for tag in ("w:footerReference", "w:titlePg"):
            for old in end.findall(qn(tag)):
                end.remove(old)
    for key in [key for key, one in document.part.rels.items() if one.reltype.endswith("/footer")]:
        document.part.rels.pop(key)


def _hang(end: Any, relations: list[str]) -> None:
    for label, relation in zip(("even", "default"), reversed(relations), strict=True):
        end.insert(0, element_of(f'<w:footerReference w:type="{label}" r:id="{relation}"/>'))


def _foot(document: Document, kind: str, *, is_even: bool) -> str:
    """The relation of a new footer of ``kind``."""
    part, relation = document.part.add_footer_part()  # type: ignore[no-untyped-call]
    make = _FEET.get(kind)
    for old in list(part.element):
        part.element.remove(old)
    part.element.append(
        element_of(make(is_even=is_even) if make else paragraph(run("\u3000", Face("宋体", 14)), "", exact_line(14)))
    )
    return str(relation)

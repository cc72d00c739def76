"""Tables, charts and whole pages, made in code, take the places of their variables in a filled template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

from pipeline.outputs.docx.charts import Chart, insert_chart
from pipeline.outputs.docx.filling import TemplateFaultError, text_of
from pipeline.outputs.docx.markup import element_of, paragraph, run
from pipeline.outputs.docx.styles import Style, style_ids
from pipeline.outputs.docx.variables import MARKER


@dataclass(frozen=True)
class Words:
    """A line of a page made in code, in a style of the template; ``begins_page``: on a new page."""

    style: Style
    text: str = ""
    begins_page: bool = False


Block = Words | str
"""A line, or a table as XML."""


@dataclass(frozen=True)
class Inserts:
    """Tables as XML, charts and whole pages, each by the name of its variable."""

    tables: Mapping[str, str] = field(default_factory=dict)
    charts: Mapping[str, Chart] = field(default_factory=dict)
    pages: Mapping[str, Sequence[Block]] = field(default_factory=dict)


def place_inserts(document: Document, inserts: Inserts, day: date) -> None:
    """Each table and chart stands where its variable stood alone in a paragraph; ``day`` is that of the charts' books.

    Raises:
        TemplateFaultError: a variable of a table or chart does not stand alone in its paragraph.
    """
    for place in [p for p in document.element.body.iter(qn("w:p")) if MARKER in text_of(p)]:
        name = text_of(place).strip()
        key = name.removeprefix(MARKER)
        if key in inserts.tables:
            place.addprevious(element_of(inserts.tables[key]))
            place.getparent().remove(place)
        elif key in inserts.charts:
            number = 1 + list(inserts.charts).index(key)
            insert_chart(document, place, inserts.charts[key], number, day)
        elif key in inserts.pages:
            for element in elements_of(document, inserts.pages[key]):
                place.addprevious(element)
            place.getparent().remove(place)
        else:
            raise TemplateFaultError(f"“{name.replace(MARKER, '')}”是表格或图，须单独成段")


def elements_of(document: Document, blocks: Iterable[Block]) -> Iterator[Any]:
    """What ``blocks`` are in ``document``, in its own styles."""
    ids = style_ids(document)
    for block in blocks:
        if isinstance(block, str):
            yield element_of(block)
        else:
            text = run(block.text, block.style.face) if block.text else ""
            start = "<w:pageBreakBefore/>" if block.begins_page else ""
            yield element_of(paragraph(text, ids.get(block.style, ""), start))


def append_blocks(document: Document, blocks: Iterable[Block]) -> None:
    """``blocks`` stand at the end of the body of ``document``."""
    end = document.element.body.sectPr
    for element in elements_of(document, blocks):
        end.addprevious(element)

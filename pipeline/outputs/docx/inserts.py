"""Tables and charts, made in code, take the places of their variables in a filled template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from docx.document import Document
from docx.oxml.ns import qn

from pipeline.outputs.docx.charts import Chart, insert_chart
from pipeline.outputs.docx.filling import TemplateFaultError, text_of
from pipeline.outputs.docx.markup import element_of
from pipeline.outputs.docx.variables import MARKER


@dataclass(frozen=True)
class Inserts:
    """Tables as XML and charts, each by the name of its variable."""

    tables: Mapping[str, str] = field(default_factory=dict)
    charts: Mapping[str, Chart] = field(default_factory=dict)


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
        else:
            raise TemplateFaultError(f"“{name.replace(MARKER, '')}”是表格或图，须单独成段")

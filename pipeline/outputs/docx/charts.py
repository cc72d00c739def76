"""Native charts: drawn by xlsxwriter, with their figures in an embedded workbook, editable in Word and WPS (R20)."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from itertools import cycle
from typing import Any
from xml.sax.saxutils import quoteattr

import xlsxwriter
from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from pipeline.outputs.docx.markup import NAMESPACES, element_of, paragraph, run_properties
from pipeline.outputs.docx.styles import Style

_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_EMU = 36_000
# Printed in black and white the shares still differ by lightness.
_COLOURS = ("#1F4E79", "#5B9BD5", "#F4B183", "#C00000", "#7F6000", "#A6A6A6", "#D9D9D9")
# xlsxwriter leaves unsaid what Excel 2007 takes for granted; Word and LibreOffice take it for the contrary.
_SAID = (
    ("<c:chart>", '<c:roundedCorners val="0"/><c:chart>'),
    ("</c:scaling>", '</c:scaling><c:delete val="0"/>'),
    ('<c:grouping val="stacked"/>', '<c:grouping val="stacked"/><c:varyColors val="0"/>'),
    ('<c:axPos val="t"/>', '<c:axPos val="b"/>'),
    ("</c:legend>", '<c:overlay val="0"/></c:legend>'),
)
_SHEET = "Sheet1"
_FONT = quoteattr(Style.BODY.face.font)


@dataclass(frozen=True)
class Chart:
    """A stacked bar for each label; ``series`` are (name, one number per label)."""

    title: str
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[int, ...]], ...]
    height_mm: int = 95

    @property
    def shown(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """The series that have something to show; the first where none has."""
        return tuple((name, numbers) for name, numbers in self.series if any(numbers)) or self.series[:1]

    @property
    def told(self) -> str:
        """The chart for who cannot see it: its title and every figure that it draws."""
        bars = (
            f"{label}{'、'.join(f'{name}{numbers[place]}' for name, numbers in self.shown if numbers[place])}"
            for place, label in enumerate(self.labels)
        )
        return f"{self.title}。{'；'.join(bars)}。" if self.labels else self.title


def chart_paragraph(document: Document, chart: Chart, number: int, day: date) -> str:
    """The paragraph that shows ``chart``; its parts belong to ``document`` from now on."""
    package = document.part.package
    book = Part(PackURI(f"/word/embeddings/chart{number}.xlsx"), _BOOK_TYPE, _workbook(chart, day), package)
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), _CHART_TYPE, b"", package)
    relation = part.relate_to(book, f"{_RELATION}package")
    part._blob = _chart_xml(chart, relation, day).encode()
    shown = document.part.relate_to(part, f"{_RELATION}chart")
    size = f'cx="{156 * _EMU}" cy="{chart.height_mm * _EMU}"'
    drawing = (
        f'<w:r>{run_properties(Style.BODY.face)}<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{8000 + number}" name="图{number}" descr={quoteattr(chart.told)}/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{NAMESPACES["c"]}"><c:chart r:id="{shown}"/></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
    room = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>'
    return paragraph(drawing, "", f"<w:keepNext/>{room}")


def _workbook(chart: Chart, day: date, *, is_drawn: bool = False) -> bytes:
    """The figures of ``chart`` in a workbook; where ``is_drawn`` with the chart itself beside them."""
    stream = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"created": datetime.combine(day, time()), "author": "", "company": ""})
        sheet = book.add_worksheet(_SHEET)
        for column, (name, numbers) in enumerate(chart.shown, 1):
            sheet.write_column(0, column, (name, *numbers))
        sheet.write_column(1, 0, chart.labels)
        if is_drawn:
            sheet.insert_chart(0, 0, _bars(book, chart))
    return stream.getvalue()


def _bars(book: xlsxwriter.Workbook, chart: Chart) -> Any:
    """Stacked bars that lie, the first label above, the scale below, the legend at the foot."""
    bars, last = book.add_chart({"type": "bar", "subtype": "stacked"}), len(chart.labels)
    for column, colour in zip(range(1, len(chart.shown) + 1), cycle(_COLOURS)):
        bars.add_series(
            {
                "name": [_SHEET, 0, column],
                "categories": [_SHEET, 1, 0, last, 0],
                "values": [_SHEET, 1, column, last, column],
                "fill": {"color": colour},
                "gap": 50,
            }
        )
    bars.set_title({"none": True})
    bars.set_x_axis(
        {
            "num_format": "0",
            "major_gridlines": {"visible": False},
            "major_tick_mark": "outside",
            "minor_tick_mark": "none",
        }
    )
    bars.set_y_axis({"reverse": True, "crossing": "max", "major_tick_mark": "none", "minor_tick_mark": "none"})
    bars.set_legend({"position": "bottom"})
    return bars


def _chart_xml(chart: Chart, relation: str, day: date) -> str:
    """The chart as xlsxwriter draws it, in the face of the text, its figures in the workbook of ``relation``."""
    with zipfile.ZipFile(BytesIO(_workbook(chart, day, is_drawn=True))) as package:
        drawn = package.read("xl/charts/chart1.xml").decode()
    for left_unsaid, said in _SAID:
        drawn = drawn.replace(left_unsaid, said)
    space, _, _ = drawn.partition("<c:printSettings>")
    font = f"<a:latin typeface={_FONT}/><a:ea typeface={_FONT}/>"
    return (
        f'{space}<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="1000">{font}</a:defRPr></a:pPr>'
        f'<a:endParaRPr lang="zh-CN"/></a:p></c:txPr><c:externalData r:id="{relation}"><c:autoUpdate val="0"/>'
        "</c:externalData></c:chartSpace>"
    )


def insert_chart(document: Document, place: object, chart: Chart, number: int, day: date) -> None:
    """``chart`` stands where the paragraph ``place`` stood."""
    place.addprevious(element_of(chart_paragraph(document, chart, number, day)))  # type: ignore[attr-defined]
    place.getparent().remove(place)  # type: ignore[attr-defined]

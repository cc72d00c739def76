"""Native charts: a DrawingML chart part with its figures in an embedded workbook, editable in Word and WPS (R20)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from xml.sax.saxutils import escape

import xlsxwriter
from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from pipeline.outputs.docx.markup import DECLARED, NAMESPACES, paragraph, run_properties
from pipeline.outputs.docx.styles import Style

_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_EMU = 36_000
# Printed in black and white the shares still differ by lightness.
_COLOURS = ("1F4E79", "5B9BD5", "F4B183", "C00000", "7F6000", "A6A6A6", "D9D9D9")


@dataclass(frozen=True)
class Chart:
    """A stacked bar for each label; ``series`` are (name, one number per label)."""

    title: str
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[int, ...]], ...]
    height_mm: int = 95

    @property
    def shown(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """The series that have something to show."""
        return tuple((name, numbers) for name, numbers in self.series if any(numbers))


def chart_paragraph(document: Document, chart: Chart, number: int, day: date) -> str:
    """The paragraph that shows ``chart``; its parts belong to ``document`` from now on."""
    package = document.part.package
    book = Part(PackURI(f"/word/embeddings/chart{number}.xlsx"), _BOOK_TYPE, _workbook(chart, day), package)
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), _CHART_TYPE, b"", package)
    relation = part.relate_to(book, f"{_RELATION}package")
    part._blob = _chart_xml(chart, relation).encode()
    shown = document.part.relate_to(part, f"{_RELATION}chart")
    size = f'cx="{156 * _EMU}" cy="{chart.height_mm * _EMU}"'
    drawing = (
        f'<w:r>{run_properties(Style.BODY.face)}<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{8000 + number}" name="图{number}" descr="{escape(chart.title)}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{NAMESPACES["c"]}"><c:chart r:id="{shown}"/></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
    room = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>'
    return paragraph(drawing, "", f"<w:keepNext/>{room}")


def _workbook(chart: Chart, day: date) -> bytes:
    stream = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"created": datetime.combine(day, time()), "author": "", "company": ""})
        sheet = book.add_worksheet("Sheet1")
        for column, (name, numbers) in enumerate(chart.shown, 1):
            sheet.write_string(0, column, name)
            for row, value in enumerate(numbers, 1):
                sheet.write_number(row, column, value)
        for row, label in enumerate(chart.labels, 1):
            sheet.write_string(row, 0, label)
    return stream.getvalue()


def _chart_xml(chart: Chart, relation: str) -> str:
    series = "".join(_series(chart, index) for index in range(len(chart.shown)))
    text = (
        '<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="1000"><a:latin typeface="仿宋"/>'
        '<a:ea typeface="仿宋"/></a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )
    axis = '<c:axId val="{0}"/><c:scaling><c:orientation val="{2}"/></c:scaling><c:delete val="0"/><c:axPos val="{3}"/>'
    category = axis.format(1001, 1002, "maxMin", "l") + (
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        '<c:tickLblPos val="nextTo"/><c:crossAx val="1002"/><c:crosses val="autoZero"/>'
    )
    value = axis.format(1002, 1001, "minMax", "b") + (
        '<c:numFmt formatCode="0" sourceLinked="0"/><c:majorTickMark val="out"/><c:minorTickMark val="none"/>'
        '<c:tickLblPos val="nextTo"/><c:crossAx val="1001"/><c:crosses val="max"/>'
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<c:chartSpace xmlns:c="{NAMESPACES["c"]}" xmlns:a="{NAMESPACES["a"]}" xmlns:r="{NAMESPACES["r"]}">'
        '<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/><c:barChart>'
        f'<c:barDir val="bar"/><c:grouping val="stacked"/><c:varyColors val="0"/>{series}<c:gapWidth val="50"/>'
        f'<c:overlap val="100"/><c:axId val="1001"/><c:axId val="1002"/></c:barChart><c:catAx>{category}</c:catAx>'
        f'<c:valAx>{value}</c:valAx></c:plotArea><c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>'
        f'<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>{text}'
        f'<c:externalData r:id="{relation}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _series(chart: Chart, index: int) -> str:
    name, numbers = chart.shown[index]
    column, last = chr(ord("B") + index), len(chart.labels) + 1
    labels = "".join(f'<c:pt idx="{i}"><c:v>{escape(label)}</c:v></c:pt>' for i, label in enumerate(chart.labels))
    values = "".join(f'<c:pt idx="{i}"><c:v>{number}</c:v></c:pt>' for i, number in enumerate(numbers))
    count = f'<c:ptCount val="{len(chart.labels)}"/>'
    colour = f'<c:spPr><a:solidFill><a:srgbClr val="{_COLOURS[index % len(_COLOURS)]}"/></a:solidFill></c:spPr>'
    return (
        f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/><c:tx><c:strRef><c:f>Sheet1!${column}$1</c:f><c:strCache>'
        f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>{colour}'
        '<c:invertIfNegative val="0"/>'
        f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${last}</c:f><c:strCache>{count}{labels}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>Sheet1!${column}$2:${column}${last}</c:f><c:numCache>"
        f"<c:formatCode>General</c:formatCode>{count}{values}</c:numCache></c:numRef></c:val></c:ser>"
    )


def insert_chart(document: Document, place: object, chart: Chart, number: int, day: date) -> None:
    """``chart`` stands where the paragraph ``place`` stood."""
    text = chart_paragraph(document, chart, number, day).replace("<w:p>", f"<w:p {DECLARED}>", 1)
    place.addprevious(parse_xml(text))  # type: ignore[attr-defined]
    place.getparent().remove(place)  # type: ignore[attr-defined]


__all__ = ["Chart", "chart_paragraph", "insert_chart"]

"""WordprocessingML in small pieces: faces, runs whose Chinese font is named, paragraphs. Text in, XML out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml

from pipeline.vocabulary.text import clean

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
}
DECLARED = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())
_TAG = re.compile(r"<[\w:]+")
LINE = 579  # twips: 28.95 pt, the exact line height that puts 22 lines on a page
GRID = -5  # twips: run spacing −0.25 pt, which puts 28 characters of 16 pt on a line
MILLIMETRE = 56.6929  # twips


@dataclass(frozen=True)
class Face:
    """A typeface by its Chinese name and a size in points; ``spacing`` in twips between characters."""

    font: str
    size: float
    is_bold: bool = False
    spacing: int = 0
    color: str = ""


def run_properties(face: Face) -> str:
    """The w:rPr of ``face``; “ ” — … count as Chinese by the hint."""
    font, half_points = quoteattr(face.font), round(face.size * 2)
    bold = "<w:b/><w:bCs/>" if face.is_bold else ""
    color = f'<w:color w:val="{face.color}"/>' if face.color else ""
    spacing = f'<w:spacing w:val="{face.spacing}"/>' if face.spacing else ""
    return (
        f'<w:rPr><w:rFonts w:hint="eastAsia" w:ascii={font} w:eastAsia={font} w:hAnsi={font} w:cs={font}/>'
        f'{bold}{color}{spacing}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr>'
    )


def run(text: str, face: Face) -> str:
    """A run in ``face``; newlines are line breaks, tabs are tabs, what XML cannot carry is gone."""
    return f"<w:r>{run_properties(face)}{_text(text)}</w:r>"


def _text(text: str) -> str:
    lines = clean(f"|{text}|")[1:-1].split("\n")
    return "<w:br/>".join(
        "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in line.split("\t"))
        for line in lines
    )


def paragraph(content: str, style: str = "", properties: str = "") -> str:
    """A paragraph of ready-made runs; ``properties`` are children of w:pPr in the order of the schema."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{content}</w:p>"


def element_of(xml: str) -> Any:
    """The element that ``xml`` writes, its namespaces declared."""
    return parse_xml(_TAG.sub(rf"\g<0> {DECLARED}", xml, count=1))


def exact_line(points: float, before: float = 0, after: float = 0) -> str:
    """A fixed line height, with room before and after."""
    return f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}" w:line="{round(points * 20)}" w:lineRule="exact"/>'

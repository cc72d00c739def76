"""A template's section breaks, pictures and page breaks out of the lines that filling takes away or repeats."""

from __future__ import annotations

import re
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

from pipeline.outputs.docx.markup import element_of, exact_line, paragraph
from pipeline.outputs.docx.pages.sections import breaks_page, carries_picture, ending, own_text, section_end

_OPENING, _CLOSING = re.compile(r"\{%p\s*(?:if|for)\b"), re.compile(r"\{%p\s*end(?:if|for)\b")
_TAG = re.compile(r"\{%p.*%\}|\{\{[^{}]*\}\}")


def free_breaks(document: Document) -> None:
    """No section of a template ends in a paragraph that filling takes away or repeats.

    Word, WPS and LibreOffice put a section's end into its last paragraph: into ``{%p endif %}``, say, where the line
    below it was deleted. It moves out of the outermost tags that hold it; a picture or page break in a tag's line gets
    a line of its own.
    """
    depth, waiting = 0, []
    for element in list(document.element.body.iterchildren(qn("w:p"))):
        text = own_text(element)
        is_tag, is_outside = bool(_TAG.fullmatch(text.strip())), depth <= 0
        depth += len(_OPENING.findall(text)) - len(_CLOSING.findall(text))
        end = section_end(element)
        if end is not None and (is_tag or not is_outside):
            end.getparent().remove(end)
            if is_outside and depth > 0:
                element.addprevious(ending(end))
            else:
                waiting.append(end)
        last = _free_contents(element) if is_tag else element
        if depth <= 0:
            for end in reversed(waiting):
                last.addnext(ending(end))
            waiting = []


def _free_contents(element: Any) -> Any:
    """What hangs on the line of a tag stands in a line of its own below it; returns the last of the lines."""
    carried = [run for run in element.iterchildren(qn("w:r")) if carries_picture(run) or breaks_page(run)]
    if not carried:
        return element
    own = element_of(paragraph("", "", exact_line(1)))
    own.extend(carried)
    element.addnext(own)
    return own

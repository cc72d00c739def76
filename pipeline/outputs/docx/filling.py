"""Filling a template: a Word file with {{ 变量 }} and {%p if … %} becomes a document; a broken one is a fault."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template
from jinja2.exceptions import SecurityError, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment
from lxml.etree import LxmlError

from pipeline.outputs.docx.pages.breaks import free_breaks
from pipeline.outputs.docx.revisions import accept_revisions
from pipeline.outputs.docx.variables import with_braces

_NAME = re.compile(r"'([^']+)' (?:is undefined|has no attribute)|no attribute '([^']+)'")
_LEFT_OVER = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_EDGES = ("header", "even_page_header", "first_page_header", "footer", "even_page_footer", "first_page_footer")
TAG_FAULTS = (
    TemplateError,
    LxmlError,
    SyntaxError,
    PackageNotFoundError,
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
)


SHIPPED = Path(__file__).with_name("模板")


class TemplateFaultError(Exception):
    """A template that cannot be filled; the message says why, in Chinese, without a full stop."""


def template_path(kind: str, folder: Path | None) -> Path:
    """The office's own template of ``kind`` in ``folder``, else the shipped one."""
    own = folder / f"{kind}.docx" if folder else None
    return own if own and own.is_file() else SHIPPED / f"{kind}.docx"


class _Environment(SandboxedEnvironment):
    """A text of a template is compiled once, however many documents are filled from it: compiling takes most of the time."""

    def from_string(self, source: Any, *_: Any, **__: Any) -> Template:
        return _compiled(source)


_ENVIRONMENT = _Environment(undefined=StrictUndefined, autoescape=True)


@lru_cache(maxsize=128)
def _compiled(source: str) -> Template:
    return SandboxedEnvironment.from_string(_ENVIRONMENT, source)


class _Template(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    """What stands round the tags of a part is cleared away once, too."""

    def patch_xml(self, src_xml: str) -> str:
        return _cleared(src_xml)


@lru_cache(maxsize=32)
def _cleared(xml: str) -> str:
    cleared: str = DocxTemplate.patch_xml(None, xml)
    return cleared


@lru_cache(maxsize=16)
def _opened(content: bytes) -> bytes:
    """The template as it is filled: every tracked change accepted, nobody's name in it, no section in a tag's line."""
    document = docx.Document(BytesIO(content))
    accept_revisions(document)
    free_breaks(document)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def fill_template(path: Path, context: dict[str, Any]) -> Document:
    """The template at ``path`` filled with ``context``; units' braces are back, none of the template's own is left.

    Raises:
        TemplateFaultError: it is no Word file, uses an unknown variable, or its tags do not match.
    """
    try:
        template = _Template(BytesIO(_opened(path.read_bytes())))
        template.render(context, _ENVIRONMENT, autoescape=True)
        document: Document = template.docx
    except TAG_FAULTS as error:
        raise TemplateFaultError(explain(error)) from error
    left = restore_braces(document)
    if left:
        raise TemplateFaultError(f"填好后还留有模板标记“{left[:30]}”")
    return document


def blank_document(path: Path) -> Document:
    """The template at ``path`` without a word in its body: what is written into it has its styles, heads and feet."""
    document: Document = docx.Document(BytesIO(_opened(path.read_bytes())))
    body = document.element.body
    for element in list(body):
        if element is not body.sectPr:
            body.remove(element)
    return document


def restore_braces(document: Document) -> str:
    """Units' braces are back in every text; returns the first text that still holds a tag of the template."""
    left = ""
    for root in (document.element.body, *page_edges(document)):
        for paragraph in root.iter(qn("w:p")):
            texts = [node for node in paragraph.iter(qn("w:t")) if node.text]
            whole = "".join(node.text for node in texts)
            if not left and _LEFT_OVER.search(whole):
                left = whole
            for node in texts:
                node.text = with_braces(node.text)
    return left


def text_of(element: Any) -> str:
    """The text of a paragraph as it stands, its runs joined."""
    return "".join(node.text or "" for node in element.iter(qn("w:t")))


def page_edges(document: Document) -> Iterator[Any]:
    """The headers and footers that are there: python-docx adds an absent one as soon as its content is asked for."""
    for section in document.sections:
        for edge in _EDGES:
            part = getattr(section, edge)
            if not part.is_linked_to_previous:
                yield part._element


def explain(error: Exception) -> str:
    """What is wrong with a template, in a clerk's words."""
    if isinstance(error, UndefinedError):
        found = _NAME.search(str(error))
        name = next((group for group in found.groups() if group), "") if found else ""
        return f"用到了没有的变量“{name}”" if name else "用到了没有的变量"
    if isinstance(error, TemplateSyntaxError):
        return "标记没有写对（如 {%p if … %} 缺少对应的 {%p endif %}，或 {{ }} 不成对）"
    if isinstance(error, SecurityError):
        return "标记中用了不允许的写法"
    if isinstance(error, PackageNotFoundError | zipfile.BadZipFile | KeyError):
        return "不是完好的 Word 文档（.docx）"
    if isinstance(error, LxmlError | SyntaxError):
        return "标记的位置不对：{%p … %} 须单独成段，同一个 if 或 for 的开头和结尾须在同一层"
    return "标记中的算式不能执行"

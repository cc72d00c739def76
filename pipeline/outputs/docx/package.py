"""The finished document as a file: repeatable bytes, the office as author, its fonts with those that stand in for them."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import quoteattr

from docx.document import Document
from docx.oxml.ns import qn

from pipeline.config import BulletinFonts
from pipeline.keeping.files import write_swapped
from pipeline.outputs.docx.markup import NAMESPACES
from pipeline.vocabulary.text import clean

_APPLICATION = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>督查台账</Application></Properties>"
).encode()
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def document_bytes(document: Document) -> bytes:
    """``document`` as a file: same facts, same bytes."""
    stream, timeless = BytesIO(), BytesIO()
    document.save(stream)
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(timeless, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_DAY)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            target.writestr(entry, source.read(name))
    return timeless.getvalue()


def write_document(path: Path, content: bytes) -> Path:
    """``content`` lies at ``path`` (or beside it, see files.write_swapped)."""
    return write_swapped(path, lambda beside: beside.write_bytes(content))


def settle_properties(document: Document, title: str, day: date, office: str = "") -> None:
    """``day`` stands as created and modified, ``office`` as author; nothing is told that nobody has counted, such as pages."""
    properties = document.core_properties
    properties.title = clean(title)[:255]
    properties.author = properties.last_modified_by = clean(office)[:255]
    properties.comments = properties.keywords = properties.subject = properties.category = ""
    properties.created = properties.modified = datetime.combine(day, time())
    properties.language, properties.revision = "zh-CN", 1
    _replace_part(document, "/docProps/app.xml", _APPLICATION)
    zoom = document.settings.element.find(qn("w:zoom"))
    if zoom is not None and not zoom.get(qn("w:percent")):
        zoom.set(qn("w:percent"), "100")


def font_table(fonts: BulletinFonts) -> bytes:
    """The font table: each face with the names that Word tries where it is absent."""
    entries = "".join(
        f"<w:font w:name={quoteattr(first)}>"
        + (f"<w:altName w:val={quoteattr(','.join(others))}/>" if others else "")
        + '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for first, *others in (fonts.title, fonts.body, fonts.heading, fonts.subheading, fonts.number)
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f'{head}<w:fonts xmlns:w="{NAMESPACES["w"]}">{entries}</w:fonts>'.encode()


def settle_fonts(document: Document, fonts: BulletinFonts) -> None:
    """The document's font table names the office's fonts."""
    _replace_part(document, "/word/fontTable.xml", font_table(fonts))


def _replace_part(document: Document, name: str, content: bytes) -> None:
    """The part called ``name`` holds ``content``, where there is one."""
    package = document.part.package
    assert package is not None
    for part in package.iter_parts():
        if str(part.partname) == name:
            part._blob = content

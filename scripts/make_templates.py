"""Makes the shipped Word templates of the bulletins: python scripts/make_templates.py

They lie in pipeline/outputs/docx/模板/ (used where an office has none of its own) and, the same, in master/模板/.
The wording of each kind stands in scripts/template_texts.py.
"""

from __future__ import annotations

import sys
import zipfile
from copy import deepcopy
from datetime import datetime
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from template_styles import SHAPES, styles_xml  # noqa: E402
from template_texts import TEMPLATES, Break, Line  # noqa: E402

from pipeline.config import BulletinFonts  # noqa: E402
from pipeline.outputs.docx.markup import DECLARED, paragraph, run  # noqa: E402
from pipeline.outputs.docx.package import font_table, settle_properties  # noqa: E402
from pipeline.outputs.docx.pages.feet import number_pages  # noqa: E402
from pipeline.outputs.docx.pages.sections import ending, shape  # noqa: E402
from pipeline.outputs.docx.shapes import imprint  # noqa: E402

_MADE = datetime(2022, 3, 15).date()
_SETTINGS = (
    "<w:evenAndOddHeaders/>",
    '<w:characterSpacingControl w:val="doNotCompress"/>',
)


def make_template(parts: tuple[Line | Break, ...]) -> bytes:
    """A Word file with the parts in order; always the same bytes."""
    document = docx.Document()
    _settle(document)
    last = document.element.body.sectPr
    shape(last, is_landscape=False)
    for part in parts:
        if isinstance(part, Break):
            last.addprevious(ending(deepcopy(last)))
            shape(last, is_landscape=part.is_landscape)
        else:
            _append(document, part)
    number_pages(document)
    stream = BytesIO()
    document.save(stream)
    return _timeless(stream)


def _append(document: Document, line: Line) -> None:
    if line.is_imprint:
        text = imprint("{{ 抄送 }}", "{{ 印发机关 }}", "{{ 印发日期 }}", tag="抄送")
    else:
        text = paragraph("".join(run(words, face) for words, face in line.pieces), SHAPES[line.style].style_id)
    document.element.body.sectPr.addprevious(parse_xml(text.replace("<w:p>", f"<w:p {DECLARED}>", 1)))


def _settle(document: Document) -> None:
    body = document.element.body
    for element in list(body):
        if element is not body.sectPr:
            body.remove(element)
    styles = document.styles.element
    for element in list(styles):
        styles.remove(element)
    for element in parse_xml(styles_xml()):
        styles.append(element)
    settings = document.settings.element
    for element in list(settings):
        if element.tag not in {qn("w:zoom"), qn("w:compat")}:
            settings.remove(element)
    compat = settings.find(qn("w:compat"))
    for element in list(compat):
        compat.remove(element)
    compat.append(parse_xml(f"<w:doNotExpandShiftReturn {DECLARED}/>"))
    mode = (
        '<w:compatSetting {0} w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    )
    compat.append(parse_xml(mode.format(DECLARED)))
    for tag in reversed(_SETTINGS):
        settings.find(qn("w:zoom")).addnext(parse_xml(tag.replace("/>", f" {DECLARED}/>", 1)))
    settings.append(parse_xml(f'<w:themeFontLang {DECLARED} w:val="en-US" w:eastAsia="zh-CN"/>'))
    settle_properties(document, "", _MADE)
    package = document.part.package
    assert package is not None
    for key in [key for key, one in package.rels.items() if one.reltype.endswith("/thumbnail")]:
        package.rels.pop(key)
    for part in package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            part._blob = font_table(BulletinFonts())
    for key in [
        key
        for key, one in document.part.rels.items()
        if one.reltype.rsplit("/", 1)[1] in {"stylesWithEffects", "customXml", "numbering", "webSettings"}
    ]:
        document.part.rels.pop(key)


def _timeless(stream: BytesIO) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            target.writestr(entry, source.read(name))
    return made.getvalue()


def main() -> None:
    """Both folders hold the templates of today's texts."""
    for folder in (ROOT / "pipeline" / "outputs" / "docx" / "模板", ROOT / "master" / "模板"):
        folder.mkdir(parents=True, exist_ok=True)
        for name, parts in TEMPLATES.items():
            (folder / f"{name}.docx").write_bytes(make_template(parts))


if __name__ == "__main__":
    main()

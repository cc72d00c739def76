"""Makes the shipped Word templates of the bulletins: python scripts/make_templates.py

They lie in pipeline/outputs/docx/模板/ (used where an office has none of its own) and, the same, in master/模板/.
The wording of each kind stands in scripts/template_texts.py.
"""

from __future__ import annotations

import sys
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.section import Section, _Footer
from docx.shared import Twips

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from template_styles import SHAPES, styles_xml  # noqa: E402
from template_texts import TEMPLATES, Break, Line  # noqa: E402

from pipeline.config import BulletinFonts  # noqa: E402
from pipeline.outputs.docx.markup import DECLARED, exact_line, paragraph, run  # noqa: E402
from pipeline.outputs.docx.package import font_table, settle_properties  # noqa: E402
from pipeline.outputs.docx.shapes import imprint, page_number, sideways_number  # noqa: E402

_MADE = datetime(2022, 3, 15).date()
_PORTRAIT = {"top": 2098, "bottom": 1984, "left": 1587, "right": 1474}
_LANDSCAPE = {"top": 1587, "bottom": 1474, "left": 1984, "right": 2098}
_FOOTER = 1446  # twips from the edge: the dash lies 7 mm below the text (clause 7.5)
_SETTINGS = (
    "<w:evenAndOddHeaders/>",
    '<w:characterSpacingControl w:val="doNotCompress"/>',
)


def make_template(parts: tuple[Line | Break, ...]) -> bytes:
    """A Word file with the parts in order; always the same bytes."""
    document = docx.Document()
    _settle(document)
    _shape(document.sections[0], is_landscape=False)
    for part in parts:
        if isinstance(part, Break):
            section = document.add_section(WD_SECTION.NEW_PAGE)
            _flatten(document)
            _shape(section, is_landscape=part.is_landscape)
        else:
            _append(document, part)
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


def _shape(section: Section, *, is_landscape: bool) -> None:
    width, height = (16838, 11906) if is_landscape else (11906, 16838)
    section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Twips(width), Twips(height)
    for side, twips in (_LANDSCAPE if is_landscape else _PORTRAIT).items():
        setattr(section, f"{side}_margin", Twips(twips))
    section.header_distance, section.footer_distance = Twips(851), Twips(_FOOTER)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is not None:
        section._sectPr.remove(grid)
    for footer, is_even in ((section.footer, False), (section.even_page_footer, True)):
        _fill_footer(footer, is_even=is_even, is_landscape=is_landscape)


def _fill_footer(footer: _Footer, *, is_even: bool, is_landscape: bool) -> None:
    footer.is_linked_to_previous = False
    old = footer.paragraphs[0]._p
    if is_landscape:
        text = sideways_number(7001 + is_even, is_even=is_even)
    else:
        side = "left" if is_even else "right"
        shape = f'{exact_line(14)}<w:ind w:left="280" w:right="280"/><w:jc w:val="{side}"/>'
        text = paragraph(page_number(), "", shape)
    old.getparent().replace(old, parse_xml(text.replace("<w:p>", f"<w:p {DECLARED}>", 1)))


def _flatten(document: Document) -> None:
    shape = list(document.element.body.iterchildren(qn("w:p")))[-1].pPr
    for line in parse_xml(f"<w:pPr {DECLARED}>{exact_line(0.5)}</w:pPr>"):
        shape.find(qn("w:sectPr")).addprevious(line)


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

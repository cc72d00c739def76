"""A Word document → one grid: every paragraph a row of one cell, every table row a row, merged cells filled.

Read from the XML itself: python-docx loses tracked insertions and content controls, and repeats merged cells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from pipeline.submissions.files.draft import Area, Draft
from pipeline.submissions.files.grid import Grid, UnreadableFileError
from pipeline.submissions.files.markup import local_name, parse_xml
from pipeline.submissions.files.parts import OfficeParts, targets
from pipeline.submissions.files.readers.symbols import is_symbol_font, shown_symbols
from pipeline.submissions.files.readers.word_fields import chosen, show_ticks

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT_W = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
# What stands in the file and not on the page: deletions, moved-away text, the second copy of a drawing's text.
_UNSEEN = set("del delText moveFrom Fallback instrText rt rPr pPr tcPr trPr tblPr tblGrid sdtPr".split())
_OTHER_THAN_WORDS = ("image", "oleObject", "package", "aFChunk", "chart", "diagramData", "hdphoto")
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read_docx(content: bytes) -> tuple[Grid, ...]:
    """The one grid of a .docx; raises UnreadableFileError if its main part is damaged or missing."""
    parts = OfficeParts(content)
    root = parse_xml(parts.read(parts.main("word/document.xml")))
    body = next((node for node in root if local_name(node) == "body"), None)
    if body is None:
        raise UnreadableFileError("文件已损坏或不完整")
    show_ticks(root)
    draft = Draft()
    row = 0
    for block in _blocks(body):
        if local_name(block) == "tbl":
            row = _lay_table(draft, block, row)
        else:
            draft.put(row, 0, _text(block))
            draft.put_struck(row, _struck(block))
            row += 1
    return (draft.grid(""),)


def holds_pictures(content: bytes) -> bool:
    """Whether it holds something beside its words: a picture, another file, a drawing. One that cannot be told does."""
    parts = OfficeParts(content)
    try:
        links = parts.links(parts.main("word/document.xml"))
    except UnreadableFileError:
        return True
    return any(targets(links, kind) for kind in _OTHER_THAN_WORDS)


def _blocks(parent: etree._Element, names: tuple[str, ...] = ("p", "tbl")) -> Iterator[etree._Element]:
    """The blocks of these names below ``parent``, looking through content controls and tracked insertions."""
    for node in parent:
        name = local_name(node)
        if name in names:
            yield node
        elif name not in _UNSEEN and not _is_prompt(node):
            yield from _blocks(node, names)


def _lay_table(draft: Draft, table: etree._Element, row: int) -> int:
    """Lays ``table`` out from ``row`` on; returns the row below it."""
    areas: dict[int, Area] = {}  # by left column: the area that a cell of the row below may continue
    for line in _blocks(table, ("tr",)):
        if _property(line, "trPr", "del") is not None:
            continue
        column = _number(_property(line, "trPr", "gridBefore"), 0)
        above, areas = areas, {}
        for cell in _blocks(line, ("tc",)):
            across = max(1, _number(_property(cell, "tcPr", "gridSpan"), 1))
            merge = _property(cell, "tcPr", "vMerge")
            if merge is not None and _attribute(merge, "val") != "restart" and column in above:
                first, (_, last) = above.pop(column)
                areas[column] = first, (row, last)
            else:
                draft.put(row, column, "\n".join(_text(block) for block in _cell_blocks(cell)))
                if (row, column) not in draft.values and next(cell.iter("{*}blip", "{*}imagedata"), None) is not None:
                    draft.put_picture(row, f"第{column + 1}列")
                draft.put_struck(row, _struck(cell))
                areas[column] = (row, column), (row, column + across - 1)
            column += across
        draft.areas += _merged(above)
        row += 1
    draft.areas += _merged(areas)
    return row


def _merged(areas: dict[int, Area]) -> list[Area]:
    return [area for area in areas.values() if area[0] != area[1]]


def _cell_blocks(cell: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs of a cell, those of a table inside it too."""
    for block in _blocks(cell, ("p", "tbl")):
        if local_name(block) == "p":
            yield block
        else:
            yield from _cell_blocks(block)


def _text(parent: etree._Element) -> str:
    return "".join(_pieces(parent))


def _pieces(parent: etree._Element) -> Iterator[str]:
    for node in parent:
        name = local_name(node)
        if name in _MARKS:
            yield _MARKS[name]
        elif name in _LEAVES:
            yield _LEAVES[name](node)
        elif name == "r":
            yield from _run(node)
        elif name not in _UNSEEN and not _is_prompt(node):
            yield from _pieces(node)
            if name == "p":  # in a text box
                yield "\n"


def _run(run: etree._Element) -> Iterator[str]:
    """The words of a run as they are shown: none that are hidden or crossed out, letters of a symbol font as signs."""
    if not any(local_name(node) == "rPr" for node in run):
        yield from _pieces(run)
        return
    if any(_is_on(run, name) for name in ("vanish", "strike", "dstrike")):
        return
    if font := _symbol_font(run):
        yield shown_symbols(font, _text(run))
    else:
        yield from _pieces(run)


def _is_prompt(node: etree._Element) -> bool:
    """Whether a content control still shows its prompt (单击此处输入文字) and nobody's words."""
    return local_name(node) == "sdt" and _property(node, "sdtPr", "showingPlcHdr") is not None


def _symbol(node: etree._Element) -> str:
    try:
        return shown_symbols(_attribute(node, "font"), chr(int(_attribute(node, "char"), 16)))
    except ValueError:
        return ""


def _words(node: etree._Element) -> str:
    return node.text or ""


# What says something by itself.
_LEAVES: dict[str, Callable[[etree._Element], str]] = {"t": _words, "sym": _symbol, "fldChar": chosen}


def _symbol_font(run: etree._Element) -> str:
    """The symbol font in which the letters of a run are shown, '' for any other."""
    fonts = _property(run, "rPr", "rFonts")
    names = () if fonts is None else (_attribute(fonts, name) for name in ("ascii", "hAnsi"))
    return next((name for name in names if is_symbol_font(name)), "")


def _is_on(run: etree._Element, name: str) -> bool:
    found = _property(run, "rPr", name)
    return found is not None and _attribute(found, "val") not in ("0", "false", "off")


def _struck(parent: etree._Element) -> str:
    """The words below ``parent`` that are crossed out."""
    if next(parent.iter("{*}strike", "{*}dstrike"), None) is None:  # nearly every text
        return ""
    runs = (run for run in parent.iter("{*}r") if _is_on(run, "strike") or _is_on(run, "dstrike"))
    return "".join(node.text or "" for run in runs for node in run if local_name(node) == "t")


def _property(node: etree._Element, holder: str, name: str) -> etree._Element | None:
    for child in node:
        if local_name(child) == holder:
            return next((one for one in child if local_name(one) == name), None)
    return None


def _attribute(node: etree._Element, name: str) -> str:
    return node.get(_W + name) or node.get(_STRICT_W + name) or ""


def _number(node: etree._Element | None, default: int) -> int:
    text = _attribute(node, "val") if node is not None else ""
    return min(int(text), 1000) if text.isascii() and text.isdigit() else default

"""A Word document → one grid: every paragraph a row of one cell, every table row a row, merged cells filled.

Read from the XML itself: python-docx loses tracked insertions and content controls, and repeats merged cells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from pipeline.submissions.files.cells.symbols import is_symbol_font, shown_symbols
from pipeline.submissions.files.decoding import decode_text
from pipeline.submissions.files.draft import Area, Draft
from pipeline.submissions.files.formats import Format
from pipeline.submissions.files.grid import Grid, Hazard, HazardKind, UnreadableFileError
from pipeline.submissions.files.markup import local_name, parse_xml
from pipeline.submissions.files.parts import OfficeParts, targets
from pipeline.submissions.files.readers.html import lay_page, page_texts
from pipeline.submissions.files.readers.word_fields import chosen, show_ticks
from pipeline.submissions.files.sniffing import sniff

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT_W = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
# What stands in the file and not on the page: deletions, moved-away text, the second copy of a drawing's text.
_UNSEEN = set("delText moveFrom Fallback instrText rt rPr pPr tcPr trPr tblPr tblGrid sdtPr".split())
_OTHER_THAN_WORDS = ("image", "oleObject", "package", "aFChunk", "chart", "diagramData", "hdphoto")
_LOOKS = {"vanish", "strike", "dstrike"}
_OFF = {"0", "false", "off", "none"}
_DEEPEST = 2  # documents in a document
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read_docx(content: bytes) -> tuple[Grid, ...]:
    """The one grid of a .docx; raises UnreadableFileError if its main part is damaged or missing."""
    return (_lay_document(content, 0)[0].grid(""),)


def _lay_document(content: bytes, depth: int) -> tuple[Draft, int]:
    """The sheet of a document and how many rows it has."""
    parts = OfficeParts(content)
    main = parts.main("word/document.xml")
    root = parse_xml(parts.read(main))
    body = next((node for node in root if local_name(node) == "body"), None)
    if body is None:
        raise UnreadableFileError("文件已损坏或不完整")
    show_ticks(root)
    draft = Draft()
    row = 0
    for block in _blocks(body, ("p", "tbl", "altChunk")):
        match local_name(block):
            case "tbl":
                row = _lay_table(draft, block, row)
            case "altChunk":
                row = _lay_chunk(draft, parts.read(_chunk_path(parts, main, block)), row, depth)
            case _:
                draft.put(row, 0, _text(draft, row, block))
                row += 1
    return draft, row


def _chunk_path(parts: OfficeParts, main: str, chunk: etree._Element) -> str:
    link = next((str(text) for name, text in chunk.items() if name.endswith("}id")), "")
    return parts.links(main).get(link, ("", ""))[1]


def _lay_chunk(draft: Draft, content: bytes, row: int, depth: int) -> int:
    """A page, text or document that Word shows in its place (what systems export often is nothing else); returns the row below."""
    if depth == _DEEPEST:
        raise UnreadableFileError("文件内容异常，无法读取")
    kind = sniff(content)
    if kind is Format.DOCX:
        laid, below = _lay_document(content, depth + 1)
        draft.take(laid, row)
        return row + below
    if kind is Format.DELIMITED:
        lines = (decode_text(content) or "").splitlines()
        for number, line in enumerate(lines):
            draft.put(row + number, 0, line)
        return row + len(lines)
    for text in page_texts(content, kind):
        page = lay_page(text)
        draft.take(page.draft, row)
        row += page.row
    if kind not in (Format.HTML, Format.MHTML):
        draft.hazards.append(Hazard(HazardKind.EMBEDDED, None, str(kind)))
    return row


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
            _tell_deleted(draft, line, row)
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
                draft.put(row, column, "\n".join(_text(draft, row, block) for block in _cell_blocks(cell)))
                if (row, column) not in draft.values and next(cell.iter("{*}blip", "{*}imagedata"), None) is not None:
                    draft.put_picture(row, f"第{column + 1}列")
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


def _text(draft: Draft, row: int, parent: etree._Element) -> str:
    """The words of ``parent`` as the page shows them; those crossed out, or deleted under track changes, are told."""
    struck: list[str] = []
    text = "".join(_pieces(parent, struck))
    draft.put_struck(row, "".join(struck))
    return text


def _tell_deleted(draft: Draft, line: etree._Element, row: int) -> None:
    """A row that was deleted under track changes stands crossed out on the page, above what is now row ``row``."""
    draft.put_struck(row, "".join(node.text or "" for node in line.iter("{*}t", "{*}delText")))


def _pieces(parent: etree._Element, struck: list[str]) -> Iterator[str]:
    for node in parent:
        name = local_name(node)
        if name in _MARKS:
            yield _MARKS[name]
        elif name in _LEAVES:
            yield _LEAVES[name](node)
        elif name == "del":
            struck += (one.text or "" for one in node.iter("{*}delText"))
        elif name == "r":
            yield from _run(node, struck)
        elif name not in _UNSEEN and not _is_prompt(node):
            yield from _pieces(node, struck)
            if name == "p":  # in a text box
                yield "\n"


def _run(run: etree._Element, struck: list[str]) -> Iterator[str]:
    """The words of a run as they are shown: none that are hidden or crossed out, letters of a symbol font as signs."""
    look = _look(run)
    if look:
        struck += _pieces(run, []) if look != "vanish" else ()
    elif font := _symbol_font(run):
        yield shown_symbols(font, "".join(_pieces(run, struck)))
    else:
        yield from _pieces(run, struck)


def _look(run: etree._Element) -> str:
    """How a run is not plainly seen: vanish, strike or dstrike, unless switched off; '' for any other."""
    if not len(run) or local_name(run[0]) != "rPr":  # always the first
        return ""
    told = (one for one in run[0] if local_name(one) in _LOOKS and _attribute(one, "val") not in _OFF)
    return next(map(local_name, told), "")


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

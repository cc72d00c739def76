"""A web page → one grid: every table row a row, spans filled, loose text above and between tables a row of one cell."""

from __future__ import annotations

import email
import email.policy
import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from pipeline.submissions.files.cells.widths import odd_rows
from pipeline.submissions.files.decoding import decode_text
from pipeline.submissions.files.draft import MAX_COLUMNS, MAX_ROWS, Draft
from pipeline.submissions.files.formats import Format
from pipeline.submissions.files.grid import Grid, Hazard, HazardKind, UnreadableFileError
from pipeline.submissions.files.limits.budget import budget
from pipeline.submissions.files.markup import local_name, parse_html

_UNSEEN = {"script", "style", "head", "xml", "title", "meta", "link", "noscript", "template", "col", "colgroup"}
_BLOCKS = set("p div h1 h2 h3 h4 h5 h6 li ul ol center caption pre section form".split())
_TABLE_PARTS = {"table", "thead", "tbody", "tfoot", "tr"}  # between their cells stand no words
_LINE_ENDS = _BLOCKS | _TABLE_PARTS | {"td", "th", "br"}
_BREAK, _EDGE = "\x00", "\x01"  # no text of a page can hold them
_EDGES = re.compile("[ ]?(?:\x01[ ]?)+")  # behind _SPACE, which leaves no two spaces
_SPACE = re.compile("[ \t\r\n\f]+")
_HIDDEN = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden", re.IGNORECASE)
_CROSSED = re.compile(r"text-decoration[\w-]{0,20}\s{0,9}:[^;]{0,200}line-through", re.IGNORECASE)
_THIN = re.compile(r"(?<![\w-])width\s{0,9}:\s{0,9}0(?![.\d])", re.IGNORECASE)
_CLASS = re.compile(r"\.([\w-]{1,100})\s{0,9}$")
_BEGIN, _END = (re.compile(rf"<{mark}(html|body|table|tr|td|th)\b", re.IGNORECASE) for mark in ("", "/"))
_STRUCK_TAGS = {"s", "strike", "del"}
_SHEET_NAME = re.compile(r"<x:Name>([^<]{1,31})</x:Name>")


def read_html(content: bytes) -> tuple[Grid, ...]:
    """The one grid of a page; raises UnreadableFileError if it holds no table."""
    texts = page_texts(content, Format.HTML)
    if not texts:
        raise UnreadableFileError("网页内容不是文字")
    return (_page_grid(texts[0]),)


def read_mhtml(content: bytes) -> tuple[Grid, ...]:
    """The grids of a web archive (单个文件网页): one for each of its pages that holds a table."""
    grids = [_page_grid(text) for text in page_texts(content, Format.MHTML) if "<td" in text.lower()]
    if not grids:
        raise UnreadableFileError("网页里没有表格")
    return tuple(grids)


def page_texts(content: bytes, kind: Format) -> list[str]:
    """The pages in a file that is one, or an archive of some; none of any other."""
    if kind is Format.MHTML:
        message = email.message_from_bytes(content, policy=email.policy.compat32)
        pages = [part.get_payload(decode=True) for part in message.walk() if part.get_content_type() == "text/html"]
    else:
        pages = [content] if kind is Format.HTML else []
    texts = [decode_text(page, is_marked_up=True) for page in pages if isinstance(page, bytes)]
    return [text for text in texts if text]


def _page_grid(text: str) -> Grid:
    page = lay_page(text)
    if not page.has_table:
        raise UnreadableFileError("网页里没有表格")
    names = _SHEET_NAME.findall(text)
    return page.draft.grid(names[0] if len(names) == 1 else "")


def lay_page(text: str) -> PageRows:
    """The rows of a page, also of one without a table."""
    cells = text.count("<td") + text.count("<TD") + text.count("<th") + text.count("<TH")
    if cells > budget().values:  # counted before the tree is made
        budget().spend(cells)
    page = PageRows(_Looks(text))
    root = parse_html(text)
    _lay(page, root)
    page.end_line()
    if not _is_closed(text):
        page.draft.hazards.append(Hazard(HazardKind.DAMAGED, None, "网页的标记前后不成对"))
    tables = list(root.iter("table"))
    if len(tables) == 1:  # of several tables, each has its own columns
        page.draft.hazards += odd_rows(page.widths)
        page.draft.hidden_columns = _hidden_columns(tables[0], page.looks)
    return page


def _is_closed(text: str) -> bool:
    """Whether of the elements that the page closes at all every one is closed: else it is cut, or a piece is gone."""
    begun, ended = (Counter(tag.lower() for tag in found.findall(text)) for found in (_BEGIN, _END))
    return all(begun[tag] == number for tag, number in ended.items())


def _hidden_columns(table: etree._Element, looks: _Looks) -> set[int]:
    """The columns without width, as Excel writes them."""
    hidden: set[int] = set()
    column = 0
    for node in table.iter("col"):
        span = _span(node, "span", MAX_COLUMNS)
        is_thin = node.get("width", "").strip() == "0" or _THIN.search(node.get("style", ""))
        if is_thin or looks.is_hidden(node):
            hidden |= set(range(column, column + span))
        column += span
    return hidden


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """(selectors, body) of every style rule of a page, found in one pass however the page is made."""
    for piece in text.split("}")[:-1]:
        head, brace, body = piece.rpartition("{")
        selectors = head[max(map(head.rfind, "{<>")) + 1 :]
        if brace and selectors:
            yield selectors, body


class _Looks:
    """What of a page is not seen, or crossed out: by its elements and their styles, and by those that the page names."""

    def __init__(self, text: str) -> None:
        rules = _rules(text) if "line-through" in text or "none" in text or "hidden" in text else ()
        named = [(found[1], body) for selectors, body in rules if (found := _CLASS.search(selectors))]
        self._hidden = {name for name, body in named if _HIDDEN.search(body)}
        self._struck = {name for name, body in named if _CROSSED.search(body)}

    def is_hidden(self, node: etree._Element) -> bool:
        """Whether the element takes no room on the page."""
        is_told = node.get("hidden") is not None or _HIDDEN.search(node.get("style", ""))
        return bool(is_told or not self._hidden.isdisjoint(node.get("class", "").split()))

    def is_struck(self, node: etree._Element) -> bool:
        """Whether the words of the element are crossed out."""
        is_told = local_name(node) in _STRUCK_TAGS or _CROSSED.search(node.get("style", ""))
        return bool(is_told or not self._struck.isdisjoint(node.get("class", "").split()))


class PageRows:
    """The grid being laid out: loose text gathers in ``line`` until a block or a table row ends it."""

    def __init__(self, looks: _Looks) -> None:
        self.row = 0
        self.line = ""
        self.has_table = False
        self.draft = Draft()
        self.covered: set[tuple[int, int]] = set()
        self.widths: dict[int, int] = {}
        self.looks = looks

    def add(self, within: str, text: str | None) -> None:
        """``text`` directly within an element named ``within`` goes on with the line."""
        if within not in _TABLE_PARTS:
            self.line += text or ""

    def end_line(self) -> None:
        """What has gathered is a row of its own."""
        text = _squeeze(self.line)
        self.line = ""
        if text:
            self.draft.put(self.row, 0, text)
            self.row += 1


def _lay(sheet: PageRows, node: etree._Element) -> None:
    """Lays ``node`` out below what is there: rows of innermost tables as rows, other text as lines."""
    name = local_name(node)
    if name in _UNSEEN or not name:
        return
    if name == "tr" and next(node.iterdescendants("table"), None) is None:
        sheet.end_line()
        _lay_row(sheet, node)
        return
    if sheet.looks.is_hidden(node):
        return
    if sheet.looks.is_struck(node):
        sheet.draft.put_struck(sheet.row, _squeeze("".join(node.itertext())))
        return
    if name in _LINE_ENDS:
        sheet.end_line()
    sheet.add(name, node.text)
    for child in node:
        _lay(sheet, child)
        sheet.add(name, child.tail)
    if name in _LINE_ENDS:
        sheet.end_line()


def _lay_row(sheet: PageRows, row: etree._Element) -> None:
    sheet.has_table = True
    if sheet.looks.is_hidden(row):
        sheet.draft.hidden_rows.append(sheet.row)
    column = 0
    for cell in row:
        if local_name(cell) not in {"td", "th"} or sheet.looks.is_hidden(cell):
            continue
        while (sheet.row, column) in sheet.covered:
            column += 1
        down, across = _span(cell, "rowspan", MAX_ROWS), _span(cell, "colspan", MAX_COLUMNS)
        struck: list[str] = []
        sheet.draft.put(sheet.row, column, _squeeze("".join(_pieces(cell, sheet.looks, struck))))
        sheet.draft.put_struck(sheet.row, "".join(struck))
        if down > 1 or across > 1:
            _cover(sheet, column, down, across)
        column += across
    while (sheet.row, column) in sheet.covered:
        column += 1
    sheet.row += 1
    sheet.widths[sheet.row] = column


def _cover(sheet: PageRows, column: int, down: int, across: int) -> None:
    if len(sheet.covered) + down * across > MAX_ROWS * 20:
        raise UnreadableFileError("合并单元格过大过多")
    sheet.draft.areas.append(((sheet.row, column), (sheet.row + down - 1, column + across - 1)))
    sheet.covered.update((sheet.row + r, column + c) for r in range(down) for c in range(across))


def _span(cell: etree._Element, name: str, most: int) -> int:
    text = cell.get(name, "1").strip()
    return max(1, min(int(text), most)) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def _pieces(node: etree._Element, looks: _Looks, struck: list[str]) -> Iterator[str]:
    """The text of ``node``; _BREAK for a line break, _EDGE where a block ends; what is crossed out is added to ``struck``."""
    name = local_name(node)
    if name in _UNSEEN or not name or looks.is_hidden(node):
        return
    if looks.is_struck(node):
        struck.append(_squeeze("".join(node.itertext())))
        return
    if name in _BLOCKS:
        yield _EDGE
    if name == "br":
        yield _BREAK
    yield node.text or ""
    for child in node:
        yield from _pieces(child, looks, struck)
        yield child.tail or ""
    if name in _BLOCKS:
        yield _EDGE


def _squeeze(text: str) -> str:
    """Runs of white space as one space (line breaks of the source too), blocks on lines of their own."""
    lines = _EDGES.sub(_EDGE, _SPACE.sub(" ", text)).strip(_EDGE + " ").replace(_EDGE, _BREAK).split(_BREAK)
    return "\n".join(line.strip(" ") for line in lines).strip(" \xa0\n")

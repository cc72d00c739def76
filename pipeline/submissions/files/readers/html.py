"""A web page → one grid: every table row a row, spans filled, loose text above and between tables a row of one cell."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator

from lxml import etree

from pipeline.submissions.files.decoding import decode_text
from pipeline.submissions.files.draft import MAX_COLUMNS, MAX_ROWS, Draft
from pipeline.submissions.files.grid import Grid, UnreadableFileError
from pipeline.submissions.files.markup import local_name, parse_html

_UNSEEN = {"script", "style", "head", "xml", "title", "meta", "link", "noscript", "template", "col", "colgroup"}
_BLOCKS = set("p div h1 h2 h3 h4 h5 h6 li ul ol center caption pre section form".split())
_TABLE_PARTS = {"table", "thead", "tbody", "tfoot", "tr"}  # between their cells stand no words
_LINE_ENDS = _BLOCKS | _TABLE_PARTS | {"td", "th", "br"}
_BREAK, _EDGE = "\x00", "\x01"  # no text of a page can hold them
_EDGES = re.compile("[ \x01]*\x01[ \x01]*")
_SPACE = re.compile("[ \t\r\n\f]+")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_SHEET_NAME = re.compile(r"<x:Name>([^<]{1,31})</x:Name>")


def read_html(content: bytes) -> tuple[Grid, ...]:
    """The one grid of a page; raises UnreadableFileError if it holds no table."""
    text = decode_text(content, is_marked_up=True)
    if text is None:
        raise UnreadableFileError("网页内容不是文字")
    return (_page_grid(text),)


def read_mhtml(content: bytes) -> tuple[Grid, ...]:
    """The grids of a web archive (单个文件网页): one for each of its pages that holds a table."""
    message = email.message_from_bytes(content, policy=email.policy.compat32)
    grids = []
    for part in message.walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            text = decode_text(page, is_marked_up=True) if isinstance(page, bytes) else None
            if text and "<td" in text.lower():
                grids.append(_page_grid(text))
    if not grids:
        raise UnreadableFileError("网页里没有表格")
    return tuple(grids)


def _page_grid(text: str) -> Grid:
    root = parse_html(text)
    names = _SHEET_NAME.findall(text)
    sheet = _PageRows()
    _lay(sheet, root)
    sheet.end_line()
    if not sheet.has_table:
        raise UnreadableFileError("网页里没有表格")
    return sheet.draft.grid(names[0] if len(names) == 1 else "")


class _PageRows:
    """The grid being laid out: loose text gathers in ``line`` until a block or a table row ends it."""

    def __init__(self) -> None:
        self.row = 0
        self.line = ""
        self.has_table = False
        self.draft = Draft()
        self.covered: set[tuple[int, int]] = set()

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


def _lay(sheet: _PageRows, node: etree._Element) -> None:
    """Lays ``node`` out below what is there: rows of innermost tables as rows, other text as lines."""
    name = local_name(node)
    if name in _UNSEEN or not name:
        return
    if name == "tr" and next(node.iterdescendants("table"), None) is None:
        sheet.end_line()
        _lay_row(sheet, node)
        return
    if name in _LINE_ENDS:
        sheet.end_line()
    sheet.add(name, node.text)
    for child in node:
        _lay(sheet, child)
        sheet.add(name, child.tail)
    if name in _LINE_ENDS:
        sheet.end_line()


def _lay_row(sheet: _PageRows, row: etree._Element) -> None:
    sheet.has_table = True
    if _HIDDEN.search(row.get("style", "")):
        sheet.draft.hidden_rows.append(sheet.row)
    column = 0
    for cell in row:
        if local_name(cell) not in {"td", "th"}:
            continue
        while (sheet.row, column) in sheet.covered:
            column += 1
        down, across = _span(cell, "rowspan", MAX_ROWS), _span(cell, "colspan", MAX_COLUMNS)
        sheet.draft.put(sheet.row, column, _squeeze("".join(_pieces(cell))))
        if down > 1 or across > 1:
            _cover(sheet, column, down, across)
        column += across
    sheet.row += 1


def _cover(sheet: _PageRows, column: int, down: int, across: int) -> None:
    if len(sheet.covered) + down * across > MAX_ROWS * 20:
        raise UnreadableFileError("合并单元格过大过多")
    sheet.draft.areas.append(((sheet.row, column), (sheet.row + down - 1, column + across - 1)))
    sheet.covered.update((sheet.row + r, column + c) for r in range(down) for c in range(across))


def _span(cell: etree._Element, name: str, most: int) -> int:
    text = cell.get(name, "1").strip()
    return max(1, min(int(text), most)) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def _pieces(node: etree._Element) -> Iterator[str]:
    """The text of ``node``; _BREAK for a line break, _EDGE where a block begins or ends."""
    name = local_name(node)
    if name in _UNSEEN or not name:
        return
    if name in _BLOCKS:
        yield _EDGE
    if name == "br":
        yield _BREAK
    yield node.text or ""
    for child in node:
        yield from _pieces(child)
        yield child.tail or ""
    if name in _BLOCKS:
        yield _EDGE


def _squeeze(text: str) -> str:
    """Runs of white space as one space (line breaks of the source too), blocks on lines of their own."""
    lines = _EDGES.sub(_EDGE, _SPACE.sub(" ", text)).strip(_EDGE + " ").replace(_EDGE, _BREAK).split(_BREAK)
    return "\n".join(line.strip(" ") for line in lines).strip(" \xa0\n")

"""An .xlsx or .xlsm → grids. Only the parts that matter are inflated, each with its checksum.

Read here and not by calamine, which shows error cells and formulas never calculated as blanks, 80% as 0.8, the dates of
Chinese Excel as numbers, and trusts damaged bytes; it is no faster at the size of a form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from pipeline.submissions.files.cells.number_formats import (
    NumberStyles,
    parse_moment,
    read_font_names,
    read_number_formats,
    read_struck_styles,
)
from pipeline.submissions.files.cells.symbols import is_symbol_font, shown_symbols
from pipeline.submissions.files.draft import Draft
from pipeline.submissions.files.grid import Grid, UnreadableFileError, Value, cell_name
from pipeline.submissions.files.markup import local_name, parse_xml, remembered
from pipeline.submissions.files.parts import OfficeParts, targets
from pipeline.submissions.files.readers.floating import read_floating
from pipeline.submissions.files.readers.xlsx_cells import (
    SharedStrings,
    SheetCell,
    read_shared_strings,
    read_sheet_cells,
)
from pipeline.vocabulary.forms.marks import FORM_MARK

# More is no workbook that a person made: each of the 60 units twice for every month.
MAX_SHEETS = 1_500
_BROKEN = "文件已损坏或不完整"
_PROPERTIES = "docProps/custom.xml"


@dataclass(frozen=True)
class _Contents:
    """What a workbook part says: (name, relationship id, whether hidden) of each sheet, and where days begin."""

    sheets: tuple[tuple[str, str, bool], ...]
    is_1904: bool


@dataclass(frozen=True)
class _Book:
    """What the cells of every sheet refer to."""

    strings: SharedStrings
    styles: NumberStyles
    struck: frozenset[int] = frozenset()  # the cell styles whose font is crossed out
    odd: frozenset[int] = frozenset()  # those under which a text is not shown as it is written
    symbols: Mapping[int, str] = field(default_factory=dict)  # by cell style, a font that shows letters as ticks


def read_xlsx(content: bytes) -> tuple[Grid, ...]:
    """A grid for each worksheet, in order; raises UnreadableFileError if a part it needs is missing or damaged."""
    parts = OfficeParts(content)
    main = parts.main("xl/workbook.xml")
    contents, links = _read_contents(parts.read(main)), parts.links(main)
    styles = next((parts.read(path) for path in targets(links, "styles")), b"")
    formats = read_number_formats(styles) if styles else ()
    strings = next((read_shared_strings(parts.read(path)) for path in targets(links, "sharedStrings")), SharedStrings())
    struck = read_struck_styles(styles) if styles else frozenset()
    symbols = {n: font for n, font in enumerate(read_font_names(styles) if styles else ()) if is_symbol_font(font)}
    shown = NumberStyles(formats, contents.is_1904)
    book = _Book(strings, shown, struck, struck | shown.worded | symbols.keys(), symbols)
    grids = []
    for name, link, is_hidden in contents.sheets:
        if link not in links:
            raise UnreadableFileError(_BROKEN)
        kind, path = links[link]
        if kind == "worksheet":
            grid = _read_sheet(parts.read(path), book).grid(name, is_hidden)
            floating = read_floating(parts, path)
            grids.append(replace(grid, floating=floating) if floating else grid)
    return tuple(grids) if len(grids) != 1 else (replace(grids[0], form_mark=_form_mark(parts, strings)),)


def _form_mark(parts: OfficeParts, strings: SharedStrings) -> str:
    """What the document's own properties say of the form in it; '' where they say nothing of one, or a cell says it."""
    if not parts.holds(_PROPERTIES) or any(text.startswith(FORM_MARK) for text in strings.texts):
        return ""
    named = (node for node in parse_xml(parts.read(_PROPERTIES)) if node.get("name") == FORM_MARK)
    return next(("".join(map(str, node.itertext())).strip() for node in named), "")


@remembered
def _read_contents(part: bytes) -> _Contents:
    """Forms filled in from one template mostly have this part alike, as they have their styles."""
    root = parse_xml(part)
    sheets = [node for group in root if local_name(group) == "sheets" for node in group]
    if len(sheets) > MAX_SHEETS:
        raise UnreadableFileError(f"工作表超过{MAX_SHEETS}张")
    return _Contents(
        tuple((node.get("name", ""), _link(node), node.get("state", "visible") != "visible") for node in sheets),
        any(local_name(node) == "workbookPr" and node.get("date1904") in {"1", "true"} for node in root),
    )


def _link(sheet: etree._Element) -> str:
    return next((str(text) for name, text in sheet.items() if name.endswith("}id")), "")


def _read_sheet(part: bytes, book: _Book) -> Draft:
    sheet = read_sheet_cells(part)
    draft = Draft(areas=sheet.areas, hidden_rows=sheet.hidden_rows, hidden_columns=sheet.hidden_columns)
    draft.filtered = sheet.filtered
    strings, struck, odd, values = book.strings.texts, book.strings.struck, book.odd, draft.values
    for row, words in sheet.struck:
        draft.put_struck(row, words)
    try:
        for cell in sheet.cells:
            row, column, style, kind, _, text = cell
            if kind == "s" and text and style not in odd:  # nearly every cell of a form
                index = _index(text)
                if value := strings[index]:
                    values[row, column] = value
                if index in struck:
                    draft.put_struck(row, struck[index])
            else:
                _put(draft, cell, book)
    except (ValueError, IndexError):  # no number, or no such shared text
        raise UnreadableFileError(_BROKEN) from None
    return draft


def _put(draft: Draft, cell: SheetCell, book: _Book) -> None:
    """A cell that is no plain shared text."""
    row, column, style, kind, formula, text = cell
    if formula and "DISPIMG(" in formula:
        draft.put_picture(row, cell_name((row, column)))
        return
    if kind == "s" and text:
        index = _index(text)
        text = book.strings.texts[index]
        draft.put_struck(row, book.strings.struck.get(index, ""))
    if style in book.struck:
        draft.put_struck(row, text)
    elif style in book.symbols and text.strip():
        draft.put(row, column, float(text) if kind in ("", "n") else shown_symbols(book.symbols[style], text))
    elif kind == "e":
        draft.put_error(row, column, text.strip())
    elif text.strip():
        stored, shown = _value(kind, style, text, book.styles)
        draft.put_shown(row, column, stored, shown)
    elif formula is not None and kind != "str":  # kind str: its result is the empty text
        draft.put_uncalculated(row, column, formula)


def _index(text: str) -> int:
    index = int(text)
    if index < 0:
        raise ValueError(text)
    return index


def _value(kind: str, style: int, text: str, styles: NumberStyles) -> tuple[Value, Value]:
    """What a cell with a value holds and what it shows; raises ValueError for a number that is none."""
    match kind:
        case "" | "n":
            number = float(text)
            return number, styles.shown(number, style)
        case "b":
            value: Value = text.strip() in {"1", "true"}
        case "d":
            value = parse_moment(text.strip())
        case _:
            return text, styles.shown_text(text, style)
    return value, value

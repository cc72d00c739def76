"""An .xlsx or .xlsm → grids. Only the parts that matter are inflated, each with its checksum.

Read here and not by calamine, which shows error cells and formulas never calculated as blanks, 80% as 0.8, the dates of
Chinese Excel as numbers, and trusts damaged bytes; it is no faster at the size of a form.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pipeline.submissions.draft import Draft
from pipeline.submissions.grid import Grid, UnreadableFileError, Value
from pipeline.submissions.markup import local_name, parse_xml
from pipeline.submissions.number_formats import NumberStyles, parse_moment, read_number_formats
from pipeline.submissions.office_parts import Links, OfficeParts, targets
from pipeline.submissions.sheet_cells import read_shared_strings, read_sheet_cells, unescape

# More is no workbook that a person made: each of the 60 units twice for every month.
MAX_SHEETS = 1_500
_BROKEN = "文件已损坏或不完整"


@dataclass(frozen=True)
class _Book:
    """What the cells of every sheet refer to."""

    strings: list[str]
    styles: NumberStyles


def read_xlsx(content: bytes) -> tuple[Grid, ...]:
    """A grid for each worksheet, in order; raises UnreadableFileError if a part it needs is missing or damaged."""
    parts = OfficeParts(content)
    main = parts.main("xl/workbook.xml")
    root = parse_xml(parts.read(main))
    links = parts.links(main)
    sheets = [node for group in root if local_name(group) == "sheets" for node in group]
    if len(sheets) > MAX_SHEETS:
        raise UnreadableFileError(f"工作表超过{MAX_SHEETS}张")
    is_1904 = any(local_name(node) == "workbookPr" and node.get("date1904") in {"1", "true"} for node in root)
    styles = next((read_number_formats(parts.read(path)) for path in targets(links, "styles")), ())
    strings = [one for path in targets(links, "sharedStrings") for one in read_shared_strings(parts.read(path))]
    return tuple(_grids(parts, sheets, links, _Book(strings, NumberStyles(styles, is_1904))))


def _grids(parts: OfficeParts, sheets: list[etree._Element], links: Links, book: _Book) -> Iterator[Grid]:
    for node in sheets:
        link = next((text for name, text in node.items() if name.endswith("}id")), "")
        if link not in links:
            raise UnreadableFileError(_BROKEN)
        kind, path = links[link]
        if kind == "worksheet":
            yield _read_sheet(parts.read(path), book).grid(
                node.get("name", ""), node.get("state", "visible") != "visible"
            )


def _read_sheet(part: bytes, book: _Book) -> Draft:
    sheet = read_sheet_cells(part)
    draft = Draft(areas=sheet.areas, hidden_rows=sheet.hidden_rows, hidden_columns=sheet.hidden_columns)
    strings, values = book.strings, draft.values
    for row, column, style, kind, formula, text in sheet.cells:
        if kind == "s" and text:
            value = _shared(strings, text)
            if value:
                values[row, column] = value
        elif kind == "e":
            draft.put_error(row, column, text.strip())
        elif text.strip():
            draft.put(row, column, _value(kind, style, text, book.styles))
        elif formula and kind != "str":  # kind str: its result is the empty text
            draft.put_uncalculated(row, column, _expression(formula))
    return draft


def _shared(strings: list[str], text: str) -> str:
    try:
        index = int(text)
        if index >= 0:
            return strings[index]
    except (ValueError, IndexError):
        pass
    raise UnreadableFileError(_BROKEN)


def _value(kind: str, style: int, text: str, styles: NumberStyles) -> Value:
    match kind:
        case "" | "n":
            try:
                return styles.shown(float(text), style)
            except ValueError:
                raise UnreadableFileError(_BROKEN) from None
        case "b":
            return text.strip() in {"1", "true"}
        case "d":
            return parse_moment(text.strip())
        case _:
            return text


def _expression(formula: str) -> str:
    """The formula without its tags; '' where it only refers to another cell's."""
    return unescape(formula.removesuffix("</f>").partition(">")[2])

"""An .xlsx or .xlsm → grids. Only the parts that matter are inflated, each with its checksum.

Read here and not by calamine, which shows error cells and formulas never calculated as blanks, 80% as 0.8, the dates of
Chinese Excel as numbers, and trusts damaged bytes; it is no faster at the size of a form.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from posixpath import dirname, join, normpath

from lxml import etree

from pipeline.submissions.grid import Grid, Hazard, HazardKind, UnreadableFileError, Value, build_grid
from pipeline.submissions.markup import local_name, parse_xml
from pipeline.submissions.number_formats import NumberFormat, parse_moment, read_number_formats
from pipeline.submissions.package import Package, open_package
from pipeline.submissions.sheet_cells import read_shared_strings, read_sheet_cells, unescape

# More is no workbook that a person made: each of the 60 units twice for every month.
MAX_SHEETS = 1_500
_BROKEN = "文件已损坏或不完整"
_MAIN = "xl/workbook.xml"


@dataclass(frozen=True)
class _Book:
    """What the cells of every sheet refer to."""

    strings: list[str]
    formats: tuple[NumberFormat | None, ...]
    is_1904: bool


def read_xlsx(content: bytes) -> tuple[Grid, ...]:
    """A grid for each worksheet, in order; raises UnreadableFileError if a part it needs is missing or damaged."""
    parts = _Parts(open_package(content))
    main = _MAIN if _MAIN in parts.entries else parts.main()
    root = parse_xml(parts.read(main))
    links = parts.links(main)
    sheets = [node for group in root if local_name(group) == "sheets" for node in group]
    if len(sheets) > MAX_SHEETS:
        raise UnreadableFileError(f"工作表超过{MAX_SHEETS}张")
    book = _Book(
        [one for path in _targets(links, "sharedStrings") for one in read_shared_strings(parts.read(path))],
        next((read_number_formats(parts.read(path)) for path in _targets(links, "styles")), ()),
        any(local_name(node) == "workbookPr" and node.get("date1904") in {"1", "true"} for node in root),
    )
    return tuple(_grids(parts, sheets, links, book))


class _Parts:
    """The parts of an office package by their names, whatever the case or slashes."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.entries = {entry.name.casefold(): entry for entry in package.entries}
        if len(self.entries) < len(package.entries):
            raise UnreadableFileError("文件内部有重名的部件，无法确定以哪个为准")

    def read(self, path: str) -> bytes:
        entry = self.entries.get(path.casefold())
        if entry is None:
            raise UnreadableFileError(_BROKEN)
        return self.package.read(entry)

    def main(self) -> str:
        """The main part's path where it is not the usual one."""
        return next(iter(_targets(self.links(""), "officeDocument")), _MAIN)

    def links(self, path: str) -> dict[str, tuple[str, str]]:
        """Relationship id → (last word of its type, path of the part) of what ``path`` refers to."""
        folder, _, name = path.rpartition("/")
        return _links(path, self.read(join(folder, "_rels", f"{name}.rels")))


@lru_cache(maxsize=256)
def _links(path: str, part: bytes) -> dict[str, tuple[str, str]]:
    return {
        node.get("Id", ""): (node.get("Type", "").rpartition("/")[2], _resolve(path, node.get("Target", "")))
        for node in parse_xml(part)
        if node.get("TargetMode") != "External"
    }


def _resolve(path: str, target: str) -> str:
    return normpath(join("/", dirname(path), target.replace("\\", "/"))).lstrip("/")


def _targets(links: dict[str, tuple[str, str]], kind: str) -> list[str]:
    return [path for found, path in links.values() if found == kind]


def _grids(
    parts: _Parts, sheets: list[etree._Element], links: dict[str, tuple[str, str]], book: _Book
) -> Iterator[Grid]:
    for node in sheets:
        link = next((text for name, text in node.items() if local_name_of(name) == "id"), "")
        if link not in links:
            raise UnreadableFileError(_BROKEN)
        kind, path = links[link]
        if kind == "worksheet":
            yield _grid(node.get("name", ""), node.get("state", "visible") != "visible", parts.read(path), book)


def local_name_of(attribute: str) -> str:
    """An attribute's name without its namespace."""
    return attribute.rpartition("}")[2]


def _grid(name: str, is_hidden: bool, part: bytes, book: _Book) -> Grid:
    sheet = read_sheet_cells(part)
    strings = book.strings
    values: dict[tuple[int, int], Value] = {}
    hazards: list[Hazard] = []
    for row, column, style, kind, formula, text in sheet.cells:
        if kind == "s" and text:
            try:
                values[row, column] = strings[int(text)]
            except (ValueError, IndexError):
                raise UnreadableFileError(_BROKEN) from None
            continue
        value = _value(kind, style, formula, text, book)
        if value != "":
            values[row, column] = value
        if kind == "e":
            hazards.append(Hazard(HazardKind.ERROR_VALUE, row + 1, text.strip()))
        elif formula and not text.strip() and value != "":
            hazards.append(Hazard(HazardKind.UNCALCULATED, row + 1, str(value)))
    return build_grid(
        name,
        values,
        sheet.areas,
        is_hidden=is_hidden,
        hidden_rows=sheet.hidden_rows,
        hidden_columns=sheet.hidden_columns,
        hazards=hazards,
    )


def _value(kind: str, style: int, formula: str, text: str, book: _Book) -> Value:
    """What the cell shows; a formula never calculated shows itself, so that nobody takes it for a blank.

    A formula whose result is the empty text says so by its kind.
    """
    if not text.strip():
        return f"={_expression(formula)}" if formula and kind != "str" else ""
    match kind:
        case "" | "n":
            return _number(text, style, book)
        case "b":
            return text.strip() in {"1", "true"}
        case "d":
            return parse_moment(text.strip())
        case "e":
            return text.strip()
        case _:
            return text


def _number(text: str, style: int, book: _Book) -> Value:
    try:
        number = float(text)
    except ValueError:
        raise UnreadableFileError(_BROKEN) from None
    shown = book.formats[style] if 0 < style < len(book.formats) else None
    return shown.value(number, book.is_1904) if shown else number


def _expression(formula: str) -> str:
    """The formula without its tags; '' where it only refers to another cell's."""
    return unescape(formula.removesuffix("</f>").partition(">")[2])

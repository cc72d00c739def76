"""A sheet as cells with true coordinates, merged areas filled, and what about it cannot be trusted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache

from pipeline.vocabulary.text import clean

Value = str | int | float | bool | date | datetime | time | timedelta
Spot = tuple[int, int]  # row and column, 0-based
_MOST_TOLD = 50  # places of a sheet that are told one by one


class UnreadableFileError(Exception):
    """The bytes hold no table we can read; the message is the reason in Chinese, without the cure."""


class LockedFileError(UnreadableFileError):
    """It opens with a password only."""

    def __init__(self) -> None:
        super().__init__("文件加密（设有打开密码）")


class HazardKind(StrEnum):
    """Why a value cannot be trusted, or is missing."""

    UNCALCULATED = "公式没有计算结果"
    ERROR_VALUE = "单元格为错误值"
    CROPPED = "内容超出可读范围"
    GARBLED = "文字编码损坏"
    EMBEDDED = "文件里嵌有另一个文件，未录入"
    DAMAGED = "文件可能已损坏"
    STRUCK = "文字已划去，未录入"
    PICTURE = "单元格里是图片，没有文字可录入"
    UNSEEN = "单元格有内容而表上不显示，未录入"


@dataclass(frozen=True)
class Hazard:
    """A place that a person should look at. ``row`` as Excel shows it, None for the whole sheet."""

    kind: HazardKind
    row: int | None
    detail: str = ""


def folded(hazards: Sequence[Hazard]) -> Iterator[Hazard]:
    """The hazards of a sheet; those of a kind that stand in more rows than anybody looks through are one, with their count."""
    many = {kind: number for kind, number in Counter(one.kind for one in hazards).items() if number > _MOST_TOLD}
    for one in hazards:
        if one.kind not in many:
            yield one
        elif number := many[one.kind]:
            many[one.kind] = 0
            yield replace(one, detail="，".join(filter(None, (one.detail, f"本表共{number}处"))))


class FloatingKind(StrEnum):
    """What lies over the cells of a sheet."""

    COMMENT = "批注"
    TEXT_BOX = "文本框"
    PICTURE = "图片"


@dataclass(frozen=True)
class Floating:
    """Something that lies over the cells, its upper left corner over ``spot``; ``words``: what it says."""

    kind: FloatingKind
    spot: Spot
    words: str = ""


@dataclass(frozen=True)
class Grid:
    """One sheet. ``cells[r][c]`` is the cell at Excel row r+1, column c+1; blank is ''.

    A merged area shows its value in every cell; ``filled`` holds the (row, column) of all but its top-left one.
    ``hidden_rows`` (by hand; ``filtered_rows``: by a filter) and ``hidden_columns`` are 0-based, like all coordinates here. Error cells show their error
    (#REF!), formulas never calculated show themselves (=A1+1); both are in ``hazards``. Where the sheet was turned,
    ``numbers`` are those of its rows, ``origins`` the cells as they stood, of several that became one the first.
    ``form_mark`` and ``row_marks`` (row → task id): what a form that we sent out knows of itself.
    """

    sheet: str
    cells: tuple[tuple[Value, ...], ...]
    filled: frozenset[tuple[int, int]] = frozenset()
    is_hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    hazards: tuple[Hazard, ...] = ()
    numbers: tuple[int, ...] = ()
    filtered_rows: frozenset[int] = frozenset()
    form_mark: str = ""
    row_marks: Mapping[int, str] = field(default_factory=dict)
    origins: Mapping[Spot, tuple[Spot, ...]] = field(default_factory=dict)
    floating: tuple[Floating, ...] = ()

    def origin(self, spot: Spot) -> Spot:
        """Where the cell stood before the sheet was turned."""
        return self.origins[spot][0] if spot in self.origins else spot

    def number(self, row: int) -> int:
        """The row's number for people: as Excel shows it, or that of the column in which it stood."""
        return self.numbers[row] if self.numbers else row + 1

    @cached_property
    def texts(self) -> tuple[tuple[str, ...], ...]:
        """Every cell as a person reads it, in the shape of ``cells``."""
        return tuple([tuple([_shown(v) if type(v) is str else cell_text(v) for v in row]) for row in self.cells])

    def value(self, row: int, column: int) -> Value:
        """The cell's value, '' outside the grid."""
        return self.cells[row][column] if 0 <= row < len(self.cells) and 0 <= column < len(self.cells[row]) else ""

    def text(self, row: int, column: int) -> str:
        """The cell as a person reads it, '' outside the grid."""
        texts = self.texts
        return texts[row][column] if 0 <= row < len(texts) and 0 <= column < len(texts[row]) else ""


def cell_name(spot: Spot) -> str:
    """The cell as Excel names it: (6, 7) → H7."""
    row, column = spot
    letters = ""
    column += 1
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(65 + place) + letters
    return f"{letters}{row + 1}"


def cell_text(value: Value) -> str:
    """A value as the sheet would show it: 3.0 → 3, dates as 2022-04-07, text cleaned of what no format can carry."""
    match value:
        case str():
            return _shown(value)
        case bool():
            return "是" if value else "否"
        case float() if value.is_integer():
            return str(int(value))
        case float():
            return f"{value:.10g}"
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
        case timedelta():
            minutes, seconds = divmod(round(value.total_seconds()), 60)
            return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
        case time():
            return value.isoformat("seconds" if value.second else "minutes")
        case _:
            return str(value)


@lru_cache(maxsize=4096)  # forms repeat themselves: 是, 无, the headings, the tasks' texts
def _shown(text: str) -> str:
    # What prints, and neither begins nor ends with a space, has nothing to be cleaned of.
    is_clean = text.isprintable() and text[:1] != " " != text[-1:] and "_x000D_" not in text
    return text if is_clean else clean(text)

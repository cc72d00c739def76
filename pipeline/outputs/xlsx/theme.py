"""The theme: one colour and one sign per word, and the cell formats of a workbook, each created once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.outputs.xlsx.workbook import Format, Workbook
from pipeline.vocabulary.terms import (
    Adoption,
    CheckVerdict,
    Closure,
    Delivery,
    Level,
    Light,
    ProblemState,
    Standing,
    Status,
)

BODY_FONT = "宋体"
TITLE_FONT = "黑体"
BORDER = "#BFBFBF"
HEADER_FILL = "#D9E2F0"
WARNING_FILL = "#FFF2CC"
LINK_INK = "#1F4E79"

Style = Callable[..., Format]


@dataclass(frozen=True)
class Tint:
    """``fill`` behind a word, ``ink`` for its letters, ``solid`` for a bar in a chart."""

    fill: str
    ink: str
    solid: str


_RED = Tint("#FADBD8", "#9C0006", "#C0504D")
_AMBER = Tint("#FFF2CC", "#7F6000", "#F2B233")
_GREEN = Tint("#E2F0D9", "#375623", "#70AD47")
_BLUE = Tint("#DDEBF7", "#1F4E79", "#4A7EBB")
_GREY = Tint("#EDEDED", "#595959", "#A6A6A6")
_BROWN = Tint("#EFE3D8", "#6B3F1D", "#A9744F")
_VIOLET = Tint("#E8E0F0", "#513C72", "#8064A2")

TINTS: dict[str, Tint] = {
    Light.RED: _RED,
    Light.YELLOW: _AMBER,
    Light.GREEN: _GREEN,
    Light.CLOSED: _BLUE,
    Light.GREY: _GREY,
    Status.ON_TIME: _GREEN,
    Status.LATE: _AMBER,
    Status.MISSING: _RED,
    Status.UNSETTLED: _VIOLET,
    Status.EXTENDED: _BLUE,
    Status.EXEMPT: _GREY,
    Status.NOT_DUE: _GREY,
    Standing.CLOSED: _BLUE,
    Standing.ON_TRACK: _GREEN,
    Standing.ATTENTION: _AMBER,
    Standing.BEHIND: _RED,
    Standing.UNREPORTED: _BROWN,
    Standing.NOT_DUE: _GREY,
    Delivery.INCOMPLETE: _AMBER,
    Standing.EXEMPT: _GREY,
    Standing.CANCELLED: _GREY,
    Closure.CLAIMED: _AMBER,
    Closure.PENDING: _AMBER,
    Closure.CLOSED: _BLUE,
    Closure.RETURNED: _RED,
    Level.ERROR: _RED,
    Level.WARNING: _AMBER,
    Level.NOTICE: _GREY,
    Adoption.SUPERSEDED: _GREY,
    ProblemState.NEW: _RED,
    ProblemState.ONGOING: _AMBER,
    ProblemState.REWORDED: _AMBER,
    ProblemState.AGAIN: _RED,
    ProblemState.GONE: _GREY,
    CheckVerdict.TRUE: _GREEN,
    CheckVerdict.PARTLY: _AMBER,
    CheckVerdict.FALSE: _RED,
}

# Colour is never alone (R18): a shape for black-and-white prints and for colour-blind readers.
SIGNS: dict[str, str] = {
    Light.RED: "●",
    Light.YELLOW: "▲",
    Light.GREEN: "■",
    Light.CLOSED: "★",
    Light.GREY: "○",
}


def signed(light: str) -> str:
    """A light as people see it: ●红, ▲黄, ■绿, ★办结, ○灰."""
    return SIGNS.get(light, "") + light


def style_maker(book: Workbook) -> Style:
    """A function from format properties to the workbook's one Format for them (xlsxwriter's property names)."""
    base = {"font_name": BODY_FONT, "font_size": 10, "valign": "top"}
    made: dict[frozenset[tuple[str, object]], Format] = {}

    def style(**properties: object) -> Format:
        key = frozenset(properties.items())
        if key not in made:
            made[key] = book.add_format({**base, **properties})
        return made[key]

    return style


def boxed(**properties: object) -> dict[str, object]:
    """Properties of a cell in a ruled table: thin border, wrapped text, centred in height."""
    return {"border": 1, "border_color": BORDER, "text_wrap": True, "valign": "vcenter", **properties}


def headed(**properties: object) -> dict[str, object]:
    """Properties of a header cell in a ruled table."""
    return boxed(**{"bold": True, "align": "center", "bg_color": HEADER_FILL, "font_name": TITLE_FONT, **properties})


def tinted(word: object) -> dict[str, object]:
    """Fill and ink of a word of the vocabulary; nothing for any other."""
    tint = TINTS.get(str(word))
    return {"bg_color": tint.fill, "font_color": tint.ink} if tint else {}

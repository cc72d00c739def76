"""A number format's code: its sections, which of them holds for a number, and the number's digits laid out by it."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|[_*].|\[[^\]]*\]|(?P<digit>[0#?])|(?P<mark>[.,%])|(?P<other>.)', re.DOTALL
)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]")
_COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
    "<=": operator.le,
    ">=": operator.ge,
    "<>": operator.ne,
}
_TEXT_SECTION = 3
_FRACTION = re.compile(r"(?P<whole>[0#?]+\s+)?[0#?]+\s*/\s*(?:(?P<fixed>[1-9]\d*)|(?P<open>[0#?]+))")
_SCIENTIFIC = re.compile(r"[0#?]E[+-][0#?]", re.IGNORECASE)
_DIGIT = re.compile("[0#?]")
_AT = "\0"  # no format holds it
_MOST_LAID_OUT = 1e15  # more digits no cell shows


def split_sections(code: str) -> list[str]:
    """The sections of ``code``, at least one: semicolons that are quoted or escaped do not part them."""
    sections, start = [], 0
    for piece in _PIECE.finditer(code):
        if piece["other"] == ";":
            sections.append(code[start : piece.start()])
            start = piece.end()
    return [*sections, code[start:]]


def section_for(sections: Sequence[str], number: float) -> int:
    """The index of the section under which ``number`` is shown: by its conditions, else by its sign."""
    told = [_CONDITION.search(section) for section in sections]
    for index, condition in enumerate(told):
        if condition and _COMPARISONS[condition[1]](number, float(condition[2])):
            return index
    last = len(sections) - 1
    if number < 0 and last and not (told[1] or (told[0] and last == 1)):
        return 1
    return last if any(told) or (number == 0 and last > 1) else 0


def has_condition(sections: Sequence[str]) -> bool:
    """Whether conditions ([>=10000]) choose the section, and not the sign."""
    return any(_CONDITION.search(section) for section in sections)


def around_text(sections: Sequence[str]) -> tuple[str, str] | None:
    """The words between which a text is shown: by the fourth section, or the one with an @. None: it is not shown."""
    told = sections[_TEXT_SECTION : _TEXT_SECTION + 1] or [one for one in sections if _AT in _words(one)]
    if not told:
        return "", ""
    before, at, after = "".join(_words(told[0])).partition(_AT)
    return (before.strip(), after.strip()) if at or before.strip() else None


def only_words(section: str) -> str:
    """What ``section`` shows in place of a number, '' where it shows the number."""
    words = _words(section)
    return "" if _AT in words or _DIGIT.search(_bare(section)) else "".join(words).strip()


def _words(section: str) -> list[str]:
    """The pieces that ``section`` shows whatever the value is, and _AT where a text stands."""
    pieces = _PIECE.finditer(section)
    return [_AT if piece["other"] == "@" else _shown_by(piece) for piece in pieces]


def _bare(section: str) -> str:
    """The placeholders of ``section``, without words, colours and conditions."""
    return "".join(piece["digit"] or piece["mark"] or piece["other"] or "" for piece in _PIECE.finditer(section))


@dataclass
class _Layout:
    """A section's pieces in order: digits of the whole part and of the decimals by their places, words between them."""

    shown: list[str] = field(default_factory=list)
    whole: list[int] = field(default_factory=list)
    decimals: list[int] = field(default_factory=list)
    scale: int = 0
    percents: int = 0
    point: int = -1  # where the decimals begin


def _layout(section: str) -> _Layout:
    layout = _Layout()
    for piece in _PIECE.finditer(section):
        mark = piece["mark"]
        if digit := piece["digit"]:
            layout.scale = 0  # what stood before were separators of thousands
            (layout.decimals if layout.point >= 0 else layout.whole).append(len(layout.shown))
            layout.shown.append(digit)
        elif mark == ",":
            layout.scale += 1 if layout.whole or layout.decimals else 0
        else:
            if mark == "." and layout.point < 0:
                layout.point = len(layout.shown)
            layout.percents += mark == "%"
            layout.shown.append(mark or _shown_by(piece))
    return layout


def _shown_by(piece: re.Match[str]) -> str:
    return piece["quoted"] or piece["escaped"] or piece["other"] or ""


def changes_digits(section: str) -> bool:
    """Whether ``section`` scales its number, or puts words between its digits: what is stored is then not what is seen."""
    layout = _layout(section)
    places = sorted([*layout.whole, *layout.decimals])
    if not places or _SCIENTIFIC.search(_bare(section)):
        return False
    between = [place for place in range(places[0], places[-1]) if place not in places and place != layout.point]
    return bool(layout.scale) or any(layout.shown[place].strip() for place in between)


def is_fraction(section: str) -> bool:
    """Whether ``section`` shows parts of a whole as a fraction (# ?/?)."""
    return _FRACTION.search(_bare(section)) is not None


def lay_out(section: str, number: float) -> str | float:
    """``number`` as ``section`` shows it, without separators of thousands; the number itself where it is too large."""
    if not abs(number) < _MOST_LAID_OUT:
        return number
    sign = "-" if number < 0 else ""
    if is_fraction(section):
        return number if number.is_integer() else sign + _fraction(section, abs(number))
    layout = _layout(section)
    value = Decimal(repr(abs(number))) * 100**layout.percents / Decimal(1000) ** layout.scale
    rounded = value.quantize(Decimal(1).scaleb(-len(layout.decimals)), ROUND_HALF_UP)
    whole, _, decimals = f"{rounded:f}".partition(".")
    shown = list(layout.shown)
    _fill_whole(shown, layout.whole, whole.lstrip("0"))
    _fill_decimals(shown, layout.decimals, decimals)
    return (sign if rounded else "") + "".join(shown).strip()


def _fill_decimals(shown: list[str], places: Sequence[int], digits: str) -> None:
    """Noughts at the end are seen only where the section wants them."""
    is_end = True
    for place, digit in zip(reversed(places), reversed(digits), strict=True):
        is_end = is_end and digit == "0" and shown[place] != "0"
        shown[place] = "" if is_end else digit


def _fill_whole(shown: list[str], places: Sequence[int], digits: str) -> None:
    """The digits stand in their places from the right; those beyond the first place stand before it."""
    for count, place in enumerate(reversed(places), 1):
        digit = digits[-count] if count <= len(digits) else ""
        shown[place] = digit or ("0" if shown[place] == "0" else "")
    if places and len(digits) > len(places):
        shown[places[0]] = digits[: len(digits) - len(places)] + shown[places[0]]


def _fraction(section: str, number: float) -> str:
    found = _FRACTION.search(_bare(section))
    if found is None:
        return ""
    if found["fixed"]:
        bottom = int(found["fixed"])
        top = round(Fraction(number) * bottom)
    else:
        near = Fraction(number).limit_denominator(10 ** min(len(found["open"]), 5) - 1)
        top, bottom = near.numerator, near.denominator
    whole, top = divmod(top, bottom) if found["whole"] else (0, top)
    return " ".join(piece for piece in (str(whole or ""), f"{top}/{bottom}" if top else "") if piece) or "0"

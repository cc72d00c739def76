"""The ticks and crosses of the symbol fonts, which clerks put under 是否完成: a letter in the file, a tick on the page."""

from __future__ import annotations

from collections.abc import Mapping

_TICKS = {
    "wingdings": {0xFC: "√", 0xFB: "×", 0xFE: "☑", 0xFD: "☒", 0xA8: "□", 0x6F: "□", 0x6E: "■", 0x78: "☒"},
    "wingdings 2": {0x50: "√", 0x4F: "×", 0x52: "☑", 0x51: "☒", 0x53: "☒", 0x54: "☒", 0xA3: "□", 0xA2: "■"},
    "webdings": {0x61: "√", 0x72: "×", 0x63: "□", 0x67: "■"},
    "marlett": {0x61: "√", 0x62: "√", 0x72: "×"},
}


def is_symbol_font(font: str) -> bool:
    """Whether letters in this font are shown as pictures."""
    return font.casefold() in _TICKS


def shown_symbols(font: str, text: str) -> str:
    """``text`` as this font shows it; what it shows for other letters is nothing that says anything."""
    ticks = _TICKS.get(font.casefold())
    return text if ticks is None else "".join(_shown(char, ticks) for char in text)


def _shown(char: str, ticks: Mapping[int, str]) -> str:
    """One letter of such a font; Chinese in the same words is shown in another font."""
    code = ord(char)
    if code > 0xFF and not 0xF000 <= code <= 0xF0FF:
        return char
    return ticks.get(code & 0xFF, char if char.isspace() else "")

"""措辞: the standing phrases of letters and agendas as the office itself words them, in master/措辞.xlsx.

Of a phrase that the office has not worded, or has worded so that it cannot be used, the shipped words stand, and it is
told. Only what the office says is worded anew: tables, which show what units wrote, are as they are (R13).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from pipeline.master.workbook import SheetLayout, SheetRow, read_sheets
from pipeline.vocabulary.errors import MasterError
from pipeline.vocabulary.findings import Finding, Kind, Place, finding
from pipeline.vocabulary.likeness import most_alike
from pipeline.vocabulary.text import compact
from pipeline.vocabulary.toml_files import read_phrases

NAME = "措辞.xlsx"
LAYOUT = SheetLayout("措辞", ("用处", "措辞"), keeps_extras=True)
_LEFT_OUT = "不写"
_VARIABLE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_BRACES = str.maketrans("｛｝", "{}")


def shipped_words() -> dict[str, str]:
    """用处 → the phrase that comes with the program."""
    return {use: words for use, (words,) in read_phrases("house_words").items()}


@dataclass(frozen=True)
class HouseWords:
    """``own``: shipped phrase → the office's; ``faults``: what of the office's cannot be used."""

    own: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[Finding, ...] = ()

    def say(self, text: str) -> str:
        """``text`` in the office's own words."""
        return self._shipped.sub(lambda found: self.own[found[0]], text) if self.own else text

    @cached_property
    def _shipped(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, sorted(self.own, key=len, reverse=True))))


def load_house_words(master: Path, values: Mapping[str, str]) -> HouseWords:
    """What master/措辞.xlsx says, with ``values`` for its variables; the shipped words where there is no such file."""
    path = master / NAME
    if not path.is_file():
        return HouseWords()
    try:
        (rows,) = read_sheets(path, LAYOUT)
    except MasterError as error:
        return HouseWords(faults=(finding(Kind.HOUSE_WORDS, Place(NAME), where=NAME, reason=error.problem),))
    own: dict[str, str] = {}
    faults: list[Finding] = []
    for row in rows:
        reason = _amiss(row, values)
        if reason:
            faults.append(
                finding(Kind.HOUSE_WORDS, Place(NAME, "措辞", row.number), where=row["用处"].place, reason=reason)
            )
        elif row["措辞"].text:
            own[shipped_words()[compact(row["用处"].text)]] = _filled(row["措辞"].text, values)
    return HouseWords(own, tuple(faults))


def _amiss(row: SheetRow, values: Mapping[str, str]) -> str:
    """Why the row cannot be used, in words; blank where it can."""
    use, text = compact(row["用处"].text), row["措辞"].text.translate(_BRACES)
    if use not in shipped_words():
        alike = most_alike(use, tuple(shipped_words()))
        return f"没有“{use}”这个用处" + (f"，最接近的是“{alike[0][0]}”" if alike else "")
    unknown = [name for name in _VARIABLE.findall(text) if name not in values]
    if unknown:
        return f"没有“{unknown[0]}”这个变量，可以用的有：{'、'.join(values)}"
    if "{" in _VARIABLE.sub("", text) or "}" in _VARIABLE.sub("", text):
        return "花括号不成对，变量要写成 {{ 年度 }} 的样子"
    return ""


def _filled(text: str, values: Mapping[str, str]) -> str:
    if compact(text) == _LEFT_OUT:
        return ""
    return _VARIABLE.sub(lambda found: values[found[1]], compact(text.translate(_BRACES)))
